"""What an exported folder says of itself: to programs by Frictionless and Croissant, to people by its README."""

from collections.abc import Mapping

from dagster_project.tables import Column, Table

TITLE = "US diplomatic cables"
ABOUT = "Telegrams of US diplomacy, read into tables: one row a cable, paragraph, addressee, TAG, reference and more."

_FRICTIONLESS = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR[]": "array",
}
_SCHEMA_ORG = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "array": "sc:Text",
}
_PARQUET = "application/vnd.apache.parquet"


def datapackage(manifest: Mapping, tables: Mapping[str, Table]) -> dict:
    """A Frictionless data package of `tables`, of which the manifest says how many rows and bytes were written.

    It names the warehouse it is made from by what was loaded, and no license: that is the publisher's to give.
    """
    return {
        "profile": "data-package",
        "name": "us-diplomatic-cables",
        "id": manifest["generation"],
        "title": TITLE,
        "description": f"{ABOUT} {' '.join(_protection(manifest).split())}",
        "created": manifest["written_at"],
        "schema_version": manifest["schema_version"],
        "include_protected": manifest["include_protected"],
        "protected": manifest["protected"],
        "warehouse": manifest["warehouse"],
        "resources": [_resource(table, manifest["marts"][name]) for name, table in tables.items()],
    }


def _protection(manifest: Mapping) -> str:
    protected = manifest["protected"]
    texts = protected["paragraphs_with_phrase"] + protected["paragraphs_with_name"]
    if manifest["include_protected"]:
        return f"The {texts:,} paragraphs that ask to protect a source or name one are in it: they were asked for."
    return (
        f"The text of {texts:,} paragraphs that ask to protect a source or name one is left out,\nand what else names "
        "such a source in its cable. This is no promise of safety: rules miss people."
    )


def _resource(table: Table, written: Mapping) -> dict:
    schema = {
        "fields": [_field(column, required=column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
    }
    keys = [
        {"fields": list(join.columns), "reference": {"resource": join.table, "fields": list(join.to)}}
        for join in table.joins
        if join.always
    ]
    return {
        "profile": "data-resource",
        "name": table.name,
        "path": f"data/{table.name}.parquet",
        "description": f"One row: {table.row}.",
        "format": "parquet",
        "mediatype": _PARQUET,
        "bytes": written["bytes"],
        "hash": f"sha256:{written['sha256']}",
        "rows": written["rows"],
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, required: bool) -> dict:
    field = {"name": column.name, "type": _FRICTIONLESS[column.type], "description": column.meaning}
    return field | ({"constraints": {"required": True}} if required else {})


def croissant(package: Mapping) -> dict:
    """The same as Croissant 1.0, made from the data package."""
    return {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "conformsTo": "dct:conformsTo",
            "column": "cr:column",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "extract": "cr:extract",
            "field": "cr:field",
            "fileObject": "cr:fileObject",
            "key": "cr:key",
            "recordSet": "cr:recordSet",
            "repeated": "cr:repeated",
            "source": "cr:source",
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "description": package["description"],
        "dateCreated": package["created"],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": resource["path"],
                "name": resource["path"],
                "contentUrl": resource["path"],
                "contentSize": f"{resource['bytes']} B",
                "encodingFormat": "application/x-parquet",
                "sha256": resource["hash"].removeprefix("sha256:"),
            }
            for resource in package["resources"]
        ],
        "recordSet": [_record_set(resource) for resource in package["resources"]],
    }


def _record_set(resource: Mapping) -> dict:
    name, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": resource["description"],
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": field["description"],
                "dataType": _SCHEMA_ORG[field["type"]],
                **({"repeated": True} if field["type"] == "array" else {}),
                "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
            }
            for field in schema["fields"]
        ],
    }


def readme(package: Mapping, tables: Mapping[str, Table]) -> str:
    """README of the folder: what it is, how it was made, what is left out, what the publisher has to add."""
    made = package["warehouse"]
    listed = "\n".join(
        f"| [{resource['name']}]({resource['path']}) | {resource['rows']:,} | {tables[resource['name']].row} |"
        for resource in package["resources"]
    )
    return f"""\
# {TITLE}

{ABOUT}
{made["cables"]:,} cables in {made["versions"]:,} versions: the tables show the current version of each, `versions` and
`version_changes` what became of the others.

## Tables

| table | rows | a row is |
| --- | --- | --- |
{listed}

Every file is Parquet, sorted by its key or by date, compressed with zstd. What each column means stands in
`datapackage.json` and in the files themselves, as the comment of the column. Null is absent or unreadable, never a
guess; times are UTC. Tables of cables join by `cable_id`.

    select post, count(*) from 'data/cables.parquet' group by post

## How it was made

Exported by cables-warehouse on {package["created"]} from a warehouse of {made["dumps"]:,} dumps, read by the parser of
version {", ".join(made["parser_versions"])}, the latest loaded on {made["latest_load"]} UTC. `dumps` lists them with
the account of their records; `load_checks` says which checks held. The state of the warehouse was
`{made["stamp"]}`, that of this export is `{package["id"]}`.

`sha256sum -c SHA256SUMS` proves that the files are as they were written. After a change to this page or to the
descriptions beside it, write the sums anew: `sha256sum *.md *.json data/* > SHA256SUMS`.

## Protection of sources

{_protection(package)}
Whoever publishes this has to read what is published. `is_protected` marks rows where something is left out.

## License

None is stated. Whoever publishes this adds one to this page, as `licenses` to `datapackage.json` and as `license` to
`croissant.json`.
"""
