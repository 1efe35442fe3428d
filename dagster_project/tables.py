"""Every table and every column, declared once.

What the parser yields is declared on its own types (`telegram.cable`); here stand the tables made of
them, the columns that the load adds, and the tables of operation. From this one place come the Arrow
schemas (`lake`), `sql/schema.sql` with its comments, and the data dictionary.

    >>> TABLES["fact_tags"].column("tag").type
    'VARCHAR'
"""

import datetime as dt
import types
import typing
from dataclasses import dataclass

from dagster_project.telegram import cable


@dataclass(frozen=True)
class Column:
    """One column: its name, its DuckDB type and the sentence that says what it means."""

    name: str
    type: str
    meaning: str
    layer: str = "both"
    """`warehouse` for what only it can know (which version is current), `lake` for what it has no use for."""


@dataclass(frozen=True)
class Table:
    """One table: what a row of it is, its key, and its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def lake_columns(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.layer != "warehouse")

    @property
    def warehouse_columns(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.layer != "lake")

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


_SQL_TYPES = {
    str: "VARCHAR",
    int: "INTEGER",
    bool: "BOOLEAN",
    dt.date: "DATE",
    dt.datetime: "TIMESTAMP",
    list[str]: "VARCHAR[]",
    list[cable.Issue]: "VARCHAR[]",
}


def _sql_type(python_type: object) -> str:
    if isinstance(python_type, types.UnionType):
        (python_type,) = (a for a in typing.get_args(python_type) if a is not type(None))
    return _SQL_TYPES[python_type]


def _parsed(record: type, **renamed: str) -> tuple[Column, ...]:
    """The columns that a type of `telegram.cable` declares: its annotated fields, in order."""
    hints = typing.get_type_hints(record, include_extras=True)
    return tuple(
        Column(name, _sql_type(hint.__origin__), hint.__metadata__[0])
        for name, hint in hints.items()
        if typing.get_origin(hint) is typing.Annotated
    )


CABLE_ID = Column("cable_id", "VARCHAR", "canonical number of the cable")
MESSAGE_ID = Column(
    "message_id", "VARCHAR", "hash of the message's header and body, blanks left out: the same from every carrier"
)
DUMP_ID = Column("dump_id", "VARCHAR", "hash of the dump's content")
SOURCE_PATH = Column("source_path", "VARCHAR", "file the record came from, relative to the dump")
SOURCE_OFFSET = Column("source_offset", "BIGINT", "offset of the record's first byte in that file")
SOURCE_LENGTH = Column("source_length", "BIGINT", "length of the record in bytes")
PARSER_VERSION = Column("parser_version", "VARCHAR", "version of the parser that read the message")
CARRIER = Column("carrier", "VARCHAR", "form the record came in: telegram_text, cablegate_csv or cablegate_html")
ORDINAL = Column("ordinal", "BIGINT", "place of the record in its dump, from 1")

_FACT_CABLE = {c.name: c for c in _parsed(cable.Cable)}

MESSAGES = Table(
    "messages",
    "one record of a dump as its carrier delivered it, the carrier's own escaping undone",
    ("dump_id", "ordinal"),
    (
        DUMP_ID,
        ORDINAL,
        MESSAGE_ID,
        CARRIER,
        Column("reference_id", "VARCHAR", "the carrier's number for the cable, as given"),
        Column("created_label", "VARCHAR", "the carrier's date of the cable, as given"),
        Column("released_on", "VARCHAR", "the carrier's date of release, as given"),
        Column("origin_label", "VARCHAR", "the carrier's origin, as given"),
        Column("classification_label", "VARCHAR", "the carrier's classification, as given"),
        Column("references_label", "VARCHAR", "the carrier's list of references, as given"),
        Column("header", "VARCHAR", "format lines 1 to 10 as delivered"),
        Column("body", "VARCHAR", "the text (format line 12) as delivered"),
        Column("encoding", "VARCHAR", "encoding the bytes were read in"),
        SOURCE_PATH,
        SOURCE_OFFSET,
        SOURCE_LENGTH,
    ),
)

FACT_CABLES = Table(
    "fact_cables",
    "one version of a cable: one distinct message that carries it",
    ("cable_id", "message_id"),
    (
        _FACT_CABLE["cable_id"],
        MESSAGE_ID,
        Column("version", "INTEGER", "1 for the first version of the cable, by release and arrival", layer="warehouse"),
        Column("is_current", "BOOLEAN", "the version that stands for the cable; exactly one", layer="warehouse"),
        Column("parts", "VARCHAR[]", "messages that make up the version, one for each section that came by itself"),
        *(c for name, c in _FACT_CABLE.items() if name not in ("cable_id", "issues")),
        Column("created_label", "VARCHAR", "the carrier's date of the cable, as given"),
        Column("released_on", "VARCHAR", "the carrier's date of release, as given"),
        Column("origin_label", "VARCHAR", "the carrier's origin, as given"),
        Column("classification_label", "VARCHAR", "the carrier's classification, as given"),
        _FACT_CABLE["issues"],
        CARRIER,
        DUMP_ID,
        ORDINAL,
        SOURCE_PATH,
        SOURCE_OFFSET,
        SOURCE_LENGTH,
        PARSER_VERSION,
        Column("loaded_at", "TIMESTAMP", "when the version entered the warehouse, UTC", layer="warehouse"),
    ),
)


def _child(name: str, row: str, record: type, key: tuple[str, ...], *added: Column) -> Table:
    """A table of what a message holds many of; `message_ordinal` ties its rows to their message in the lake."""
    of_message = Column("message_ordinal", "BIGINT", "place of the message in its dump, from 1", layer="lake")
    columns = (CABLE_ID, MESSAGE_ID, of_message, *_parsed(record), *added)
    return Table(name, row, ("cable_id", "message_id", *key), columns)


FACT_RECIPIENTS = _child("fact_recipients", "one addressee of a version", cable.Recipient, ("position",))
FACT_TAGS = _child("fact_tags", "one TAG of a version", cable.Tag, ("position",))
FACT_PARAGRAPHS = _child("fact_paragraphs", "one paragraph of text, in order", cable.Paragraph, ("ordinal",))
FACT_REFERENCES = _child(
    "fact_references",
    "one reference of a version",
    cable.Reference,
    ("position",),
    Column("resolution", "VARCHAR", "resolved, absent, ambiguous or not_a_cable", layer="warehouse"),
)
FACT_ROUTING = _child("fact_routing", "one routing indicator on format line 2", cable.Route, ("position",))
LOAD_ISSUES = _child("load_issues", "one thing to know about a version's facts", cable.Issue, ("code", "detail"))

LOAD_DUMPS = Table(
    "load_dumps",
    "one dump that was loaded",
    ("dump_id",),
    (
        DUMP_ID,
        Column("load_order", "INTEGER", "1 for the dump that was loaded first"),
        CARRIER,
        Column("path", "VARCHAR", "where the dump was when it was loaded"),
        Column("bytes", "BIGINT", "size of the files read"),
        Column("files", "BIGINT", "files read"),
        Column("passed_over", "BIGINT", "files that hold no cable: index pages, images"),
        Column("messages", "BIGINT", "records seen: new versions + duplicates + quarantined"),
        Column("cables", "BIGINT", "new versions that the dump brought"),
        Column("duplicates", "BIGINT", "records equal to one already loaded, or earlier in the dump"),
        Column("quarantined", "BIGINT", "records that could not be read, kept with their bytes"),
        Column("started_at", "TIMESTAMP", "when reading began, UTC"),
        Column("finished_at", "TIMESTAMP", "when the warehouse was published, UTC"),
        PARSER_VERSION,
        Column("status", "VARCHAR", "loaded"),
    ),
)

LOAD_QUARANTINE = Table(
    "load_quarantine",
    "one input that could not be read",
    ("dump_id", "source_path", "source_offset"),
    (
        DUMP_ID,
        SOURCE_PATH,
        SOURCE_OFFSET,
        SOURCE_LENGTH,
        Column("reason", "VARCHAR", "code of the reason"),
        Column("detail", "VARCHAR", "what was found, and where"),
        Column("raw_path", "VARCHAR", "Parquet file under the home folder that holds the bytes (column raw)"),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "one input that could not be read, with its bytes",
    ("dump_id", "source_path", "source_offset"),
    (
        DUMP_ID,
        SOURCE_PATH,
        SOURCE_OFFSET,
        SOURCE_LENGTH,
        LOAD_QUARANTINE.column("reason"),
        LOAD_QUARANTINE.column("detail"),
        Column("raw", "BLOB", "the record's bytes"),
    ),
)

FACTS = (FACT_CABLES, FACT_RECIPIENTS, FACT_TAGS, FACT_PARAGRAPHS, FACT_REFERENCES, FACT_ROUTING, LOAD_ISSUES)
"""What parsing yields; in the lake under the name without `fact_` or `load_`."""

LAKE = {
    "messages": MESSAGES,
    "quarantine": QUARANTINE,
    **{table.name.removeprefix("fact_").removeprefix("load_"): table for table in FACTS},
}
WAREHOUSE = (*FACTS, LOAD_DUMPS, LOAD_QUARANTINE)
TABLES = {table.name: table for table in (MESSAGES, QUARANTINE, *WAREHOUSE)}
