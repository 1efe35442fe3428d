"""Every mart and every column of it, declared once, as `tables` declares the warehouse.

A mart is a Parquet file under `marts/`: what dashboards read instead of the warehouse. `sql/marts/<name>.sql`
selects its columns, `marts` writes them in the types, under the comments and in the order declared here.

    >>> MARTS["traffic"].order
    ('date', 'post', 'classification')
"""

from dataclasses import dataclass, replace

from dagster_project.tables import (
    CABLE_ID,
    CARRIER,
    DIM_POSTS,
    DUMP_ID,
    EXPECTED_TOTALS,
    FACT_CABLES,
    FACT_PARAGRAPHS,
    FACT_RECIPIENTS,
    FACT_REFERENCES,
    FACT_TAGS,
    LOAD_CHECKS,
    LOAD_DUMPS,
    LOAD_ISSUES,
    LOAD_QUARANTINE,
    MESSAGE_ID,
    PARTS,
    SERIAL_COVERAGE,
    Column,
    Join,
    Table,
)

MANIFEST = "manifest.json"
"""File beside the marts that says of which generation they are."""

SCHEMA_VERSION = 1
"""Stands in the manifest. Goes up when a column changes its name, type or meaning, or goes; not when one is added."""

BROWSED = 49_152
"""Rows of a group of Parquet in marts that are read from end to end; a multiple of DuckDB's vectors."""

LOOKED_UP = 4_096
"""Rows of a group in marts of which one cable is read: few enough that the groups beside it are passed by."""


@dataclass(frozen=True)
class Mart(Table):
    """One mart: a table with the order of its rows, and how many of them make a row group."""

    order: tuple[str, ...] = ()
    rows_per_group: int = BROWSED
    in_pieces: bool = False
    """Written piece by piece (`sql/pieces`, by the first column of its order): memory would not hold it as a whole."""


def _mart(
    name: str,
    row: str,
    key: str,
    *columns: Column,
    order: str | None = None,
    rows_per_group: int = BROWSED,
    in_pieces: bool = False,
) -> Mart:
    of_cable = (Join(("cable_id",), "cables", ("cable_id",)),)
    joins = of_cable if key.startswith("cable_id") and name != "cables" else ()
    return Mart(name, row, tuple(key.split()), columns, joins, tuple((order or key).split()), rows_per_group, in_pieces)


def _of(table: Table, names: str) -> tuple[Column, ...]:
    """Columns that a mart takes over with their meaning."""
    return tuple(replace(table.column(name), layer="both") for name in names.split())


def _counts(**meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, "BIGINT", meaning) for name, meaning in meanings.items())


_MONTH = Column("month", "DATE", "first day of the month")
_YEAR = Column("year", "INTEGER", "year of the date, else of the number")
_POST = Column("post", "VARCHAR", "post of the number, without blanks (TELAVIV); unknown where it names none")
_CLASSIFICATION = Column("classification", "VARCHAR", "as in fact_cables; unknown where none was read")
(_CLASS_LEVEL,) = _of(FACT_CABLES, "class_level")
_CABLES = Column("cables", "BIGINT", "cables")
_IS_PROTECTED = Column(
    "is_protected",
    "BOOLEAN",
    "some of the row's text asks to protect a source or names one: it is null, "
    "unless the marts were written with --include-protected",
)

# -- one row a cable, and what belongs to it ------------------------------------------------------

CABLES = _mart(
    "cables",
    "the current version of a cable, as a list of cables shows it",
    "cable_id",
    *_of(FACT_CABLES, "cable_id date sent_at year"),
    _POST,
    *_of(DIM_POSTS, "country iso2 region"),
    _CLASSIFICATION,
    *_of(FACT_CABLES, "class_level is_noforn precedence_action captions subject"),
    Column("tags", "VARCHAR[]", "distinct TAGS in order"),
    Column("addressees", "VARCHAR[]", "distinct posts it is addressed to, else addresses, in order"),
    *_of(FACT_CABLES, "class_reasons issues text_status paragraph_count word_count"),
    Column("protected_count", "INTEGER", "paragraphs that ask to protect a source or name one"),
    Column("highest_mark_level", "INTEGER", "level of its highest paragraph mark; null when none is marked"),
    Column(
        "marking",
        "VARCHAR",
        "highest paragraph mark against the classification: over (no paragraph is marked as high), under (one is "
        "marked higher) or equal; null where either is missing",
    ),
    *_counts(
        recipient_count="addressees",
        reference_count="references",
        cited_by="loaded cables that cite it",
        version_count="versions of it",
    ),
    *_of(FACT_CABLES, "has_summary has_comment has_minimize is_redacted has_protect_phrase body_matches_id"),
    CARRIER,
    DUMP_ID,
    _IS_PROTECTED,
    order="date cable_id",
    in_pieces=True,
)

CABLE_DETAILS = _mart(
    "cable_details",
    "the current version of a cable: its heading as sent, all further fields of it, and where it came from",
    "cable_id",
    CABLE_ID,
    Column("header", "VARCHAR", "format lines 1 to 10 as delivered"),
    *_of(
        FACT_CABLES,
        "cable_id_raw body_cable_id serial filed_at date_source header_kind transmission_id routing_precedence "
        "origin_ri station_serial header_section circuit_class operating_signals security_note precedence_info "
        "time_note from_address classification_source class_line pass_lines eo_number eo_value declassify_on "
        "declass_rule subject_mark classified_by drafter approver signer section_count sections_seen "
        "page_line_count unread_chars",
    ),
    Column("routing", "VARCHAR[]", "routing indicators of format line 2, in order"),
    Column("distribution", "VARCHAR[]", "offices that the archive's print says got copies: role, office, copies"),
    Column("attributes", "VARCHAR", "what else the carrier says of the cable, by the carrier's own names, as JSON"),
    MESSAGE_ID,
    *_of(FACT_CABLES, "version"),
    PARTS,
    *_of(
        FACT_CABLES,
        "created_label released_on origin_label classification_label carrier dump_id source_path source_offset "
        "source_length parser_version loaded_at",
    ),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
    in_pieces=True,
)

PARAGRAPHS = _mart(
    "paragraphs",
    "one paragraph of the current version of a cable",
    "cable_id ordinal",
    *_of(
        FACT_PARAGRAPHS,
        "cable_id ordinal number label portion_mark mark mark_level is_noforn section section_kind heading text "
        "word_count has_protect_phrase",
    ),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

RECIPIENTS = _mart(
    "recipients",
    "one addressee of the current version of a cable",
    "cable_id position",
    *_of(
        FACT_RECIPIENTS,
        "cable_id position role routing_indicator address attention post precedence_stated precedence serial "
        "is_collective",
    ),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

REFERENCE_EDGES = _mart(
    "reference_edges",
    "one reference of the current version of a cable: from the citing cable to what it cites",
    "cable_id position",
    CABLE_ID,
    Column("date", "DATE", "date of the citing cable"),
    _POST,
    *_of(FACT_REFERENCES, "position label raw kind ref_cable_id"),
    Column("ref_post", "VARCHAR", "post of the cable that is cited, by its number; null when no cable is"),
    Column("ref_date", "DATE", "date of the cable that is cited; null unless it is loaded"),
    *_of(FACT_REFERENCES, "year_inferred note resolution"),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

TAGS = _mart(
    "tags",
    "one TAG of the current version of a cable",
    "cable_id position",
    *_of(FACT_TAGS, "cable_id position tag kind"),
    Column("name", "VARCHAR", "what it stood for in the cable's year; null for a code that is only known from use"),
    *_of(FACT_TAGS, "raw repair"),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

ISSUES = _mart(
    "issues",
    "one thing to know about the facts of the current version of a cable",
    "cable_id position",
    CABLE_ID,
    Column("position", "BIGINT", "1 for the first, by code and detail"),
    *_of(LOAD_ISSUES, "code severity detail"),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

VERSIONS = _mart(
    "versions",
    "one version of a cable, current or not",
    "cable_id version",
    *_of(
        FACT_CABLES,
        "cable_id version is_current message_id classification subject text_status is_redacted paragraph_count "
        "word_count released_on carrier dump_id source_path source_offset loaded_at",
    ),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

VERSION_CHANGES = _mart(
    "version_changes",
    "one difference of a version from the version before it",
    "cable_id version position",
    CABLE_ID,
    *_of(FACT_CABLES, "version"),
    Column("position", "BIGINT", "1 for the first difference: fields first, then rows in their order"),
    Column("part", "VARCHAR", "field, paragraph, recipient, tag or reference"),
    Column("change", "VARCHAR", "changed, removed or added"),
    Column("name", "VARCHAR", "the field's name; else the row's place in its version, from 1"),
    Column("before", "VARCHAR", "what the version before has; null when nothing"),
    Column("after", "VARCHAR", "what this version has; null when nothing"),
    _IS_PROTECTED,
    rows_per_group=LOOKED_UP,
)

# -- counted --------------------------------------------------------------------------------------

TRAFFIC = _mart(
    "traffic",
    "cables of one day, post and classification",
    "date post classification",
    Column("date", "DATE", "the day; cables without a date are in no row"),
    _POST,
    _CLASSIFICATION,
    _CLASS_LEVEL,
    _CABLES,
    *_counts(words="words of their paragraphs"),
)

TAGS_BY_MONTH = _mart(
    "tags_by_month",
    "cables of one month that bear one TAG",
    "month tag",
    _MONTH,
    *_of(FACT_TAGS, "tag"),
    Column("kind", "VARCHAR", "kind it most often has in that month, as in fact_tags"),
    Column("name", "VARCHAR", "what it stood for in that year; null for a code that is only known from use"),
    _CABLES,
    *_counts(cables_of_month="all cables of the month"),
    order="tag month",
)

TAG_PAIRS = _mart(
    "tag_pairs",
    "two TAGS that cables of one year bear together",
    "year tag_a tag_b",
    _YEAR,
    Column("tag_a", "VARCHAR", "the TAG that comes first in the alphabet"),
    Column("tag_b", "VARCHAR", "the other one"),
    Column("cables", "BIGINT", "cables that bear both"),
    *_counts(cables_a="cables that bear tag_a", cables_b="cables that bear tag_b"),
    *_counts(cables_tagged="cables of the year that bear any"),
    Column("lift", "DOUBLE", "cables x cables_tagged / (cables_a x cables_b): 1 where the two are independent"),
)

TAG_NAMES = _mart(
    "tag_names",
    "one TAG that cables bear",
    "tag",
    *_of(FACT_TAGS, "tag"),
    Column("kind", "VARCHAR", "kind it most often has, as in fact_tags"),
    Column("name", "VARCHAR", "what it stood for in the year of its last cable; null when only known from use"),
    _CABLES,
    Column("first_date", "DATE", "date of the first such cable"),
    Column("last_date", "DATE", "date of the last such cable"),
)

ADDRESSEE_EDGES = _mart(
    "addressee_edges",
    "cables of one month and classification from one post to one addressee in one role",
    "month post addressee role classification",
    _MONTH,
    _POST,
    Column("addressee", "VARCHAR", "post of the addressee where it is one, else its address"),
    Column("is_post", "BOOLEAN", "the addressee is a post of dim_posts"),
    *_of(FACT_RECIPIENTS, "role"),
    _CLASSIFICATION,
    _CLASS_LEVEL,
    _CABLES,
    order="post addressee role month classification",
)

SECRECY = _mart(
    "secrecy",
    "cables of one month and post by classification",
    "month post",
    _MONTH,
    _POST,
    _CABLES,
    *_counts(
        unclassified="level 0",
        official_use="level 1: FOR OFFICIAL USE ONLY, LIMITED OFFICIAL USE",
        confidential="level 2",
        secret="level 3",
        top_secret="level 4",
        unread="no classification was read",
        noforn="not releasable to foreign nationals",
        marked="with a classification and at least one marked paragraph",
        over_marked="of these: no paragraph is marked as high as the classification",
        under_marked="of these: a paragraph is marked higher than the classification",
    ),
)

PARAGRAPH_MARKS = _mart(
    "paragraph_marks",
    "paragraphs of one mark in cables of one year, post and classification",
    "year post classification mark",
    _YEAR,
    _POST,
    _CLASSIFICATION,
    _CLASS_LEVEL,
    Column("mark", "VARCHAR", "canonical mark: S/NF, C, SBU; unmarked where there is none"),
    *_of(FACT_PARAGRAPHS, "mark_level"),
    *_counts(paragraphs="paragraphs", words="words of them", cables="cables that have such paragraphs"),
)

GROUNDS = _mart(
    "grounds",
    "classified cables of one year and post, by authority and ground",
    "year post authority reason",
    _YEAR,
    _POST,
    Column("authority", "VARCHAR", "who classified them, as written; not stated; withheld where it names a source"),
    Column("reason", "VARCHAR", "ground, as 1.4(b), one row each where a cable gives several; not stated"),
    _CABLES,
)

GAPS = _mart(
    "gaps",
    "one post and year: how many cables it numbered, as far as serials tell, and what share is loaded",
    "post year",
    *_of(
        SERIAL_COVERAGE,
        "post year serials_present robust_highest left_out serials_cited estimate low high",
    ),
    Column("missing_at_least", "BIGINT", "low less the serials loaded up to it"),
    Column("missing", "DOUBLE", "estimate less the serials loaded up to it; null where there is no estimate"),
    *_of(SERIAL_COVERAGE, "share_present"),
)

POSTS = _mart(
    "posts",
    "one post or office that sends cables, those of dim_posts without traffic too",
    "post",
    _POST,
    *_of(DIM_POSTS, "name kind address country iso2 region lat lon geo_source"),
    _CABLES,
    *_counts(words="words of their paragraphs"),
    Column("first_date", "DATE", "date of its first cable"),
    Column("last_date", "DATE", "date of its last cable"),
)

# -- the load ------------------------------------------------------------------------------------

DUMPS = _mart(
    "dumps",
    "one dump that was loaded",
    "dump_id",
    *_of(LOAD_DUMPS, "dump_id load_order carrier release"),
    Column("name", "VARCHAR", "name of its file or folder"),
    *_of(
        LOAD_DUMPS,
        "bytes files passed_over messages joined cables duplicates quarantined started_at finished_at parser_version",
    ),
    order="load_order dump_id",
)

ISSUES_BY_CODE = _mart(
    "issues_by_code",
    "issues of one code in versions that one dump brought",
    "dump_id code severity",
    DUMP_ID,
    *_of(LOAD_ISSUES, "code severity"),
    *_counts(issues="issues", versions="versions that have one"),
)

QUARANTINE_BY_REASON = _mart(
    "quarantine_by_reason",
    "records of one dump that could not be read for one reason",
    "dump_id reason",
    DUMP_ID,
    *_of(LOAD_QUARANTINE, "reason"),
    *_counts(records="records", bytes="bytes of them"),
)

CHECKS = _mart(
    "load_checks",
    "what one check found when one dump was loaded last",
    "dump_id check_name",
    *_of(LOAD_CHECKS, "dump_id check_name table_name description severity passed value"),
)

PUBLISHED_TOTALS = _mart(
    "published_totals",
    "one published total of a release that was loaded, beside what is loaded of it",
    "source_release grain key",
    *_of(EXPECTED_TOTALS, "source_release grain key expected"),
    *_counts(found="what is loaded", difference="found less expected"),
    Column("agrees", "BOOLEAN", "the difference is within the tolerance"),
    *_of(EXPECTED_TOTALS, "citation"),
)

MARTS = {
    mart.name: mart
    for mart in (
        CABLES, CABLE_DETAILS, PARAGRAPHS, RECIPIENTS, REFERENCE_EDGES, TAGS, ISSUES, VERSIONS, VERSION_CHANGES,
        TRAFFIC, TAGS_BY_MONTH, TAG_PAIRS, TAG_NAMES, ADDRESSEE_EDGES, SECRECY, PARAGRAPH_MARKS, GROUNDS, GAPS, POSTS,
        DUMPS, ISSUES_BY_CODE, QUARANTINE_BY_REASON, CHECKS, PUBLISHED_TOTALS,
    )
}  # fmt: skip
