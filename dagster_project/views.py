"""Every view, declared once: what a row of it is, and what its columns mean.

A view is made by the file of its name in `sql/views`. Its comments in DuckDB (`sql/view_comments.sql`) and its part of
the data dictionary come from here; a column that it passes on keeps the declaration it has in its table.
"""

from dataclasses import replace

from dagster_project.tables import (
    DUMP_ID,
    EXPECTED_TOTALS,
    FACT_CABLES,
    FACT_DISTRIBUTION,
    FACT_PARAGRAPHS,
    FACT_RECIPIENTS,
    FACT_REFERENCES,
    FACT_ROUTING,
    FACT_TAGS,
    LOAD_CHECKS,
    LOAD_DUMPS,
    SOURCE_PATH,
    Column,
    Join,
    Table,
)


def _current(name: str, row: str, fact: Table) -> Table:
    """The view of a fact table's rows that belong to the current version of a cable."""
    # one version a cable is left, and only the current one can be joined
    joins = tuple(replace(join, table="cables") if join.table == "fact_cables" else join for join in fact.joins)
    key = tuple(column for column in fact.key if column != "message_id")
    return Table(name, row, key, fact.warehouse_columns, joins)


VIEWS = (
    _current("cables", "the current version of a cable", FACT_CABLES),
    _current("recipients", "one addressee of the current version of a cable", FACT_RECIPIENTS),
    _current("tags", "one TAG of the current version of a cable", FACT_TAGS),
    _current("paragraphs", "one paragraph of the current version of a cable", FACT_PARAGRAPHS),
    _current("refs", "one reference of the current version of a cable", FACT_REFERENCES),
    _current("routing", "one routing indicator on format line 2 of the current version of a cable", FACT_ROUTING),
    _current(
        "distribution",
        "one office that the archive's print of the current version of a cable says got copies",
        FACT_DISTRIBUTION,
    ),
    Table(
        "load_files",
        "one file of a dump: what became of the records in it, and why where that is nothing",
        ("dump_id", "source_path"),
        (
            DUMP_ID,
            SOURCE_PATH,
            Column("outcome", "VARCHAR", "loaded, loaded in part, quarantined or passed over"),
            Column("cables", "BIGINT", "new versions that the file brought"),
            Column("duplicates", "BIGINT", "records equal to one already loaded or earlier in the dump"),
            Column("joined", "BIGINT", "sections after the first, joined to it"),
            Column("quarantined", "BIGINT", "records that could not be read"),
            Column("reasons", "VARCHAR", "why records are in quarantine or the file was passed over"),
        ),
        (Join(("dump_id",), "load_dumps", ("dump_id",)),),
    ),
    Table(
        "checks_failing",
        "one check that failed of a dump when it was loaded last, errors first",
        LOAD_CHECKS.key,
        (
            LOAD_CHECKS.column("check_name"),
            LOAD_CHECKS.column("severity"),
            replace(LOAD_CHECKS.column("value"), name="wrong_rows"),
            LOAD_CHECKS.column("description"),
            LOAD_CHECKS.column("table_name"),
            DUMP_ID,
            LOAD_DUMPS.column("path"),
        ),
        LOAD_CHECKS.joins,
    ),
    Table(
        "release_totals",
        "one total that was published of a release, beside what is loaded of it, for dumps loaded as that release",
        EXPECTED_TOTALS.key,
        (
            *(EXPECTED_TOTALS.column(name) for name in ("source_release", "grain", "key", "expected")),
            Column("found", "BIGINT", "what is loaded"),
            Column("difference", "BIGINT", "found less expected"),
            Column("agrees", "BOOLEAN", "the difference is within the tolerance"),
            EXPECTED_TOTALS.column("citation"),
        ),
    ),
)
