"""Every table and every column, declared once.

What the parser yields is declared on its own types (`telegram.cable`); here stand the tables made of
them, the columns that the load adds, and the tables of operation. From this one place come the Arrow
schemas (`lake`), `sql/schema.sql` with its comments, and with `views` the data dictionary.

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
class Join:
    """Columns of a table that name rows of another, and by which columns those are found."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]
    always: bool = True
    """Every value stands in the other table; else some are found there and some are not."""


@dataclass(frozen=True)
class Table:
    """One table or view: what a row of it is, its key, its columns in order, and what they are joined to."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    joins: tuple[Join, ...] = ()

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


def _join(column: str, table: str, to: str | None = None, always: bool = True) -> Join:
    return Join((column,), table, (to or column,), always)


CABLE_ID = Column("cable_id", "VARCHAR", "canonical number of the cable")
MESSAGE_ID = Column(
    "message_id", "VARCHAR", "hash of the message's header and body, blanks left out: the same from every carrier"
)
PARTS = Column("parts", "VARCHAR[]", "messages that it is made of: more than one where sections came by themselves")
DUMP_ID = Column("dump_id", "VARCHAR", "hash of the dump's content")
SOURCE_PATH = Column(
    "source_path", "VARCHAR", "file the record came from, relative to the dump; in an archive: archive/member"
)
SOURCE_OFFSET = Column(
    "source_offset",
    "BIGINT",
    "offset of the record's first byte in that file; in Parquet the number of its row, from 0",
)
SOURCE_LENGTH = Column("source_length", "BIGINT", "length of the record in bytes; in Parquet 1")
PARSER_VERSION = Column("parser_version", "VARCHAR", "version of the parser that read the message")
CARRIER = Column(
    "carrier",
    "VARCHAR",
    "form it came in: cablegate_csv, cablegate_html, plusd_html, archive_text, generic_table, telegram_text "
    "or teletype_stream; of a dump also archive, of which nothing can be read",
)
ATTRIBUTES = Column(
    "attributes", "MAP(VARCHAR, VARCHAR)", "what else the carrier says of the cable, by the carrier's own names"
)
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
        Column(
            "encoding",
            "VARCHAR",
            "encoding it was read in; 'utf-8, windows-1252' where some bytes are not UTF-8",
        ),
        SOURCE_PATH,
        SOURCE_OFFSET,
        SOURCE_LENGTH,
        ATTRIBUTES,
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
        PARTS,
        *(c for name, c in _FACT_CABLE.items() if name not in ("cable_id", "issues")),
        Column("created_label", "VARCHAR", "the carrier's date of the cable, as given"),
        Column("released_on", "VARCHAR", "the carrier's date of release, as given"),
        Column("origin_label", "VARCHAR", "the carrier's origin, as given"),
        Column("classification_label", "VARCHAR", "the carrier's classification, as given"),
        ATTRIBUTES,
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
    joins=(
        _join("post", "dim_posts", always=False),
        _join("date", "dim_dates", always=False),
        _join("origin_ri", "dim_routing_indicators", "routing_indicator"),
        _join("precedence_action", "dim_precedences", "precedence"),
        _join("precedence_info", "dim_precedences", "precedence"),
        _join("classification", "dim_classifications"),
        _join("eo_number", "dim_executive_orders"),
        _join("dump_id", "load_dumps"),
    ),
)


_VERSION = Join(("cable_id", "message_id"), "fact_cables", ("cable_id", "message_id"))


def _child(
    name: str, row: str, record: type, key: tuple[str, ...], *added: Column, joins: tuple[Join, ...] = ()
) -> Table:
    """A table of what a message holds many of; `message_ordinal` ties its rows to their message in the lake."""
    of_message = Column("message_ordinal", "BIGINT", "place of the message in its dump, from 1", layer="lake")
    columns = (CABLE_ID, MESSAGE_ID, of_message, *_parsed(record), *added)
    return Table(name, row, ("cable_id", "message_id", *key), columns, (_VERSION, *joins))


FACT_RECIPIENTS = _child(
    "fact_recipients",
    "one addressee of a version",
    cable.Recipient,
    ("position",),
    joins=(
        _join("post", "dim_posts"),
        _join("precedence", "dim_precedences"),
        _join("routing_indicator", "dim_routing_indicators", always=False),
    ),
)
FACT_TAGS = _child(
    "fact_tags",
    "one TAG of a version",
    cable.Tag,
    ("position",),
    joins=(_join("tag", "dim_tags", always=False),),
)
FACT_PARAGRAPHS = _child("fact_paragraphs", "one paragraph of text, in order", cable.Paragraph, ("ordinal",))
FACT_REFERENCES = _child(
    "fact_references",
    "one reference of a version",
    cable.Reference,
    ("position",),
    Column("resolution", "VARCHAR", "resolved, absent, ambiguous or not_a_cable", layer="warehouse"),
    joins=(_join("ref_cable_id", "fact_cables", "cable_id", always=False),),
)
FACT_ROUTING = _child(
    "fact_routing",
    "one routing indicator on format line 2",
    cable.Route,
    ("position",),
    joins=(_join("routing_indicator", "dim_routing_indicators"),),
)
FACT_DISTRIBUTION = _child(
    "fact_distribution",
    "one office that the archive's print of a version says got copies",
    cable.Distribution,
    ("position",),
)
LOAD_ISSUES = _child("load_issues", "one thing to know about a version's facts", cable.Issue, ("code", "detail"))

LOAD_DUMPS = Table(
    "load_dumps",
    "one dump that was loaded",
    ("dump_id",),
    (
        DUMP_ID,
        Column("load_order", "INTEGER", "1 for the dump that was loaded first"),
        CARRIER,
        Column("release", "VARCHAR", "release of expected_totals that it was loaded as; null when as none"),
        Column("path", "VARCHAR", "where the dump was when it was loaded"),
        Column("bytes", "BIGINT", "size of the files read"),
        Column("files", "BIGINT", "files read"),
        Column("passed_over", "BIGINT", "files that hold no cable, listed in load_passed_over: index pages, images"),
        Column("messages", "BIGINT", "messages seen, joined sections as one: new versions + duplicates + quarantined"),
        Column("joined", "BIGINT", "further records seen: sections after the first, joined to it"),
        Column("cables", "BIGINT", "new versions that the dump brought"),
        Column(
            "duplicates", "BIGINT", "records equal to one already loaded or earlier in the dump, or to a part of one"
        ),
        Column("quarantined", "BIGINT", "records that could not be read, kept with their bytes"),
        Column("started_at", "TIMESTAMP", "when reading began, UTC"),
        Column("finished_at", "TIMESTAMP", "when the warehouse was published, UTC"),
        PARSER_VERSION,
        Column("status", "VARCHAR", "loaded"),
    ),
    joins=(_join("release", "expected_totals", "source_release"),),
)

LOAD_DUPLICATES = Table(
    "load_duplicates",
    "one record equal to a version that was loaded before it or is earlier in its dump, or to a part of one",
    ("dump_id", "ordinal"),
    (DUMP_ID, ORDINAL, CABLE_ID, MESSAGE_ID, PARTS, SOURCE_PATH, SOURCE_OFFSET),
    joins=(_join("cable_id", "fact_cables"), _join("dump_id", "load_dumps")),
)

LOAD_JOINED = Table(
    "load_joined",
    "one record that is a section of a telegram after the first that is there, joined to it",
    ("dump_id", "ordinal"),
    (DUMP_ID, ORDINAL, CABLE_ID, MESSAGE_ID, SOURCE_PATH, SOURCE_OFFSET),
    joins=(_join("cable_id", "fact_cables"), _join("dump_id", "load_dumps")),
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
    joins=(_join("dump_id", "load_dumps"),),
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

LOAD_PASSED_OVER = Table(
    "load_passed_over",
    "one file of a dump, or part of one, that holds no cable",
    ("dump_id", "source_path", "reason"),
    (DUMP_ID, SOURCE_PATH, Column("reason", "VARCHAR", "why it is thought to hold none")),
    joins=(_join("dump_id", "load_dumps"),),
)

LOAD_CHECKS = Table(
    "load_checks",
    "what one check found when one dump was loaded last",
    ("dump_id", "check_name"),
    (
        DUMP_ID,
        Column("check_name", "VARCHAR", "file of sql/checks, without its ending"),
        Column("table_name", "VARCHAR", "table that the check is about"),
        Column("description", "VARCHAR", "what holds where the check passes"),
        Column("severity", "VARCHAR", "error: its rows are wrong; warning: they are worth a look"),
        Column("passed", "BOOLEAN", "the check selected no row"),
        Column("value", "BIGINT", "rows that the check selected"),
    ),
    joins=(_join("dump_id", "load_dumps"),),
)

_CONFIDENCE = Column(
    "confidence",
    "VARCHAR",
    "how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), "
    "inferred (read off the cables), recalled or guessed (no source), code only (no name found)",
)
_SOURCE = Column("source", "VARCHAR", "where the row was found")
_NOTE = Column("note", "VARCHAR", "what else is known of it")

DIM_POSTS = Table(
    "dim_posts",
    "one post or office that sends cables",
    ("post",),
    (
        Column("post", "VARCHAR", "as it stands in a cable's number, without blanks (TELAVIV)"),
        Column("name", "VARCHAR", "as it is spelt elsewhere (TEL AVIV)"),
        Column("page_line_name", "VARCHAR", "as page lines cut it: ten characters"),
        Column("address", "VARCHAR", "plain-language address (AMEMBASSY TEL AVIV)"),
        Column("kind", "VARCHAR", "embassy, consulate, mission or department"),
        Column("country", "VARCHAR", "country it stands in"),
        Column("country_tag", "VARCHAR", "TAG of that country from about 1991 to 2010; State's own code, not ISO"),
        Column("iso2", "VARCHAR", "ISO 3166 code of that country"),
        Column(
            "region",
            "VARCHAR",
            "regional bureau it reports to: AF, EAP, EUR, NEA, SCA, WHA or IO; "
            "general knowledge, as the Department was organised from 2006 to 2010",
        ),
        Column("lat", "DOUBLE", "latitude of its city, degrees north"),
        Column("lon", "DOUBLE", "longitude of its city, degrees east"),
        Column("geo_source", "VARCHAR", "where latitude and longitude were found"),
        Column("routing_indicator", "VARCHAR", "station that delivers to it"),
        Column("ri_source", "VARCHAR", "where the routing indicator was found"),
        Column("origin_label", "VARCHAR", "origin as the carriers of Cablegate label it"),
        _CONFIDENCE,
        _SOURCE,
    ),
    joins=(
        _join("routing_indicator", "dim_routing_indicators", always=False),
        _join("country_tag", "dim_tags", "tag", always=False),
    ),
)

DIM_TAGS = Table(
    "dim_tags",
    "one TAG in one era: codes change their meaning, so look up tag and year",
    ("tag", "era"),
    (
        Column("tag", "VARCHAR", "code"),
        Column("era", "VARCHAR", "years of this meaning; c where a year is approximate, open where no end is known"),
        Column("first_year", "INTEGER", "first year of the era"),
        Column("last_year", "INTEGER", "last year of the era; null when no end is known"),
        Column("kind", "VARCHAR", "subject, program, country or organization; regions of the world count as country"),
        Column("name", "VARCHAR", "what it stands for; null for a code that is only known from use"),
        Column("category", "VARCHAR", "field of a subject TAG in the 1974 handbook"),
        Column("iso2", "VARCHAR", "ISO 3166 code of the country"),
        _NOTE,
        _CONFIDENCE,
        _SOURCE,
    ),
)

DIM_CLASSIFICATIONS = Table(
    "dim_classifications",
    "one classification a cable may bear",
    ("classification",),
    (
        Column("classification", "VARCHAR", "as in fact_cables"),
        Column("class_level", "INTEGER", "0 U, 1 FOUO/LOU, 2 C, 3 S, 4 TS"),
        Column("is_noforn", "BOOLEAN", "not releasable to foreign nationals"),
        Column("circuit_letter", "VARCHAR", "letter of format line 4 that goes with it"),
        Column("written", "VARCHAR", "how the classification line writes it"),
        Column("portion_marks", "VARCHAR", "marks of paragraphs of this level"),
        _NOTE,
        _SOURCE,
    ),
)

DIM_PRECEDENCES = Table(
    "dim_precedences",
    "one precedence",
    ("precedence",),
    (
        Column("precedence", "VARCHAR", "as in fact_cables and fact_recipients"),
        Column("prosign", "VARCHAR", "letter on format line 5"),
        Column("rank", "INTEGER", "1 for the most urgent"),
        _NOTE,
        _CONFIDENCE,
        _SOURCE,
    ),
)

DIM_CAPTIONS = Table(
    "dim_captions",
    "one caption: an instruction on handling or distribution",
    ("caption",),
    (
        Column("caption", "VARCHAR", "as in fact_cables"),
        Column("canonical", "VARCHAR", "short name, the same for all ways of writing it"),
        Column("class", "VARCHAR", "distribution, control, channel, handling, agency, notice or reference"),
        Column("meaning", "VARCHAR", "what it asks for"),
        _CONFIDENCE,
        _SOURCE,
    ),
)

DIM_EXECUTIVE_ORDERS = Table(
    "dim_executive_orders",
    "one executive order on classification",
    ("eo_number",),
    (
        Column("eo_number", "VARCHAR", "as in fact_cables"),
        Column("president", "VARCHAR", "who signed it"),
        Column("signed_on", "DATE", "date of signature"),
        Column("in_force_from", "DATE", "first day in force"),
        Column("in_force_to", "DATE", "last day in force; null while it is"),
        Column("line_values", "VARCHAR", "what stands after its number on the E.O. line"),
        Column("reason_section", "VARCHAR", "section that lists the grounds of classification"),
        _NOTE,
        _CONFIDENCE,
        _SOURCE,
    ),
)

DIM_DATES = Table(
    "dim_dates",
    "one day from the first to the last date of a cable",
    ("date",),
    (
        Column("date", "DATE", "the day; joins fact_cables.date"),
        Column("year", "INTEGER", "calendar year"),
        Column("month", "INTEGER", "1 to 12"),
        Column("day", "INTEGER", "1 to 31"),
        Column("iso_year", "INTEGER", "year of the ISO week"),
        Column("iso_week", "INTEGER", "1 to 53, weeks begin on Monday"),
        Column("weekday", "VARCHAR", "Monday to Sunday"),
        Column("is_weekend", "BOOLEAN", "Saturday or Sunday"),
    ),
)

BRIDGE_ROUTING_ADDRESSES = Table(
    "bridge_routing_addresses",
    "one address that one station delivers to: a station has many addresses, an address many stations",
    ("routing_indicator", "address"),
    (
        Column("routing_indicator", "VARCHAR", "station, as in fact_recipients"),
        Column("address", "VARCHAR", "plain-language address, as in fact_recipients"),
        Column("lines", "BIGINT", "addressees of current versions so written; 0 for a pair known from reference alone"),
        Column("first_seen", "DATE", "date of the first such cable"),
        Column("last_seen", "DATE", "date of the last such cable"),
        Column("is_collective", "BOOLEAN", "the address stands for a list kept by the relay"),
        Column("in_reference", "BOOLEAN", "the pair stands in the list of routing indicators too"),
    ),
    joins=(_join("routing_indicator", "dim_routing_indicators"),),
)

DIM_ROUTING_INDICATORS = Table(
    "dim_routing_indicators",
    "one station: a routing indicator of format lines 2, 3, 7, 8 or 9, or of the list of them",
    ("routing_indicator",),
    (
        Column("routing_indicator", "VARCHAR", "four to eight letters"),
        Column("address", "VARCHAR", "the address most often written with it"),
        Column("addresses", "BIGINT", "addresses written with it"),
        Column("lines", "BIGINT", "addressees of current versions it delivers to"),
        Column("first_seen", "DATE", "date of the first current version that names it on any of those lines"),
        Column("last_seen", "DATE", "date of the last one; both are null for a station known from the list alone"),
        Column("post", "VARCHAR", "post of dim_posts it serves, the one of that address where it serves several"),
        Column("is_collective", "BOOLEAN", "stands for a list kept by the relay"),
        Column("in_reference", "BOOLEAN", "stands in the list of routing indicators"),
    ),
    joins=(_join("post", "dim_posts"),),
)

SERIAL_COVERAGE = Table(
    "serial_coverage",
    "one post and year: how many cables it numbered, as far as serials tell, and the share that is loaded",
    ("post", "year"),
    (
        FACT_CABLES.column("post"),
        FACT_CABLES.column("year"),
        Column("serials_present", "BIGINT", "distinct serials loaded"),
        Column("highest_present", "INTEGER", "highest of them"),
        Column("robust_highest", "INTEGER", "highest of them without those left out"),
        Column("left_out", "BIGINT", "serials far above all others, against their dates: misread or misfiled"),
        Column("serials_cited", "BIGINT", "distinct serials that are not loaded but cited with their year"),
        Column("highest_cited", "INTEGER", "highest of those, held to the same rule"),
        Column(
            "estimate",
            "DOUBLE",
            "cables numbered: m * (1 + 1/k) - 1 for k serials up to m, or highest_cited where that is more",
        ),
        Column("low", "INTEGER", "at least so many were numbered: the highest serial known"),
        Column(
            "high",
            "BIGINT",
            "at most so many, in 95 of 100 cases: m / 0.05^(1/k); null where a cited serial lies above it",
        ),
        Column("share_present", "DOUBLE", "serials loaded and not left out, divided by the estimate"),
    ),
    joins=(_join("post", "dim_posts", always=False),),
)

EXPECTED_TOTALS = Table(
    "expected_totals",
    "one total that was published of a release, to reconcile a full load with",
    ("source_release", "grain", "key"),
    (
        Column("source_release", "VARCHAR", "cablegate-2011 or nara-cfpf"),
        Column("grain", "VARCHAR", "total, year, post, tag or classification_label"),
        Column("key", "VARCHAR", "the year, post, tag or label counted"),
        Column("expected", "BIGINT", "the published count"),
        Column("tolerance", "BIGINT", "difference that is no error, in cables"),
        Column("citation", "VARCHAR", "who published it"),
    ),
)

FACTS = (
    FACT_CABLES,
    FACT_RECIPIENTS,
    FACT_TAGS,
    FACT_PARAGRAPHS,
    FACT_REFERENCES,
    FACT_ROUTING,
    FACT_DISTRIBUTION,
    LOAD_ISSUES,
)
"""What parsing yields; in the lake under the name without `fact_` or `load_`."""

LAKE = {
    "messages": MESSAGES,
    "quarantine": QUARANTINE,
    "passed_over": LOAD_PASSED_OVER,
    **{table.name.removeprefix("fact_").removeprefix("load_"): table for table in FACTS},
}
PARSED = {name: table for name, table in LAKE.items() if table in FACTS}
"""What parsing yields, by the name in the lake."""
CLOSED_LISTS = (
    DIM_POSTS,
    DIM_TAGS,
    DIM_CLASSIFICATIONS,
    DIM_PRECEDENCES,
    DIM_CAPTIONS,
    DIM_EXECUTIVE_ORDERS,
    EXPECTED_TOTALS,
)
"""What facts are joined to and compared with, as the files of `sql/reference` have it."""

STAR = (
    *FACTS,
    LOAD_DUMPS,
    LOAD_DUPLICATES,
    LOAD_JOINED,
    LOAD_QUARANTINE,
    LOAD_PASSED_OVER,
    LOAD_CHECKS,
    DIM_DATES,
    DIM_ROUTING_INDICATORS,
    BRIDGE_ROUTING_ADDRESSES,
    SERIAL_COVERAGE,
)
"""What a dump adds to, with dimensions and estimates that are learnt from all cables."""

WAREHOUSE = (*STAR, *CLOSED_LISTS)
TABLES = {table.name: table for table in (MESSAGES, QUARANTINE, *WAREHOUSE)}
