"""Every view, declared once: what a row of it is, and what its columns mean.

A view is made by the file of its name in `sql/views`. Its comments in DuckDB (`sql/view_comments.sql`) and its part of
the data dictionary come from here; a column that it passes on keeps the declaration it has in its table.
"""

from dataclasses import dataclass, replace

from dagster_project.tables import (
    CABLE_ID,
    DIM_TAGS,
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


@dataclass(frozen=True)
class Macro(Table):
    """A view that takes something: a row of it is `row`, and `call` is how it is asked."""

    call: str = ""


def _current(name: str, row: str, fact: Table) -> Table:
    """The view of a fact table's rows that belong to the current version of a cable."""
    # one version a cable is left, and only the current one can be joined
    joins = tuple(replace(join, table="cables") if join.table == "fact_cables" else join for join in fact.joins)
    key = tuple(column for column in fact.key if column != "message_id")
    return Table(name, row, key, fact.warehouse_columns, joins)


_CITED = (
    Column("cited_cable_id", "VARCHAR", "number of the cable that is cited; null where there was no year to take"),
    Column("cited_year", "INTEGER", "four-digit year of that number"),
    Column("cited_post", "VARCHAR", "post of that number"),
    Column("cited_serial", "INTEGER", "serial of that number"),
)
_CITED_DATE = Column("cited_date", "DATE", "date of the cited cable; null where it is not loaded or has none")

REFERENCE_EDGES = Table(
    "reference_edges",
    "one reference of the current version of a cable to a cable, with how sure it is which one is meant",
    ("cable_id", "position"),
    (
        CABLE_ID,
        FACT_REFERENCES.column("position"),
        FACT_REFERENCES.column("label"),
        FACT_REFERENCES.column("raw"),
        *_CITED,
        FACT_REFERENCES.column("year_inferred"),
        Column(
            "or_cable_id",
            "VARCHAR",
            "the loaded cable of the year before with that number, which may be meant where the year was left out",
        ),
        FACT_REFERENCES.column("resolution"),
        Column(
            "confidence",
            "VARCHAR",
            "exact, year_inferred, ambiguous, contradicted, absent, absent_year_inferred or absent_unknown_post: "
            "the rules stand in sql/views/reference_edges.sql",
        ),
        Column("citing_date", "DATE", "date of the cable that cites"),
        _CITED_DATE,
        Column("lag_days", "BIGINT", "days from cited_date to citing_date; null where either is unknown"),
        Column("citing_class_level", "INTEGER", "class_level of the cable that cites"),
        Column("citing_post", "VARCHAR", "post of the cable that cites"),
        FACT_REFERENCES.column("note"),
        Column("is_counted", "BOOLEAN", "the one row of this cable and the cited one that degrees count"),
    ),
    (
        Join(("cable_id",), "cables", ("cable_id",)),
        Join(("cited_cable_id",), "cables", ("cable_id",), always=False),
        Join(("or_cable_id",), "cables", ("cable_id",)),
    ),
)

_PARAGRAPH_KEY = tuple(FACT_PARAGRAPHS.column(name) for name in FACT_PARAGRAPHS.key)

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
        "protected_paragraphs",
        "one paragraph, of any version, that asks to protect a source, and the names beside the phrase",
        FACT_PARAGRAPHS.key,
        (
            *_PARAGRAPH_KEY,
            Column("phrases", "VARCHAR[]", "what it asks, distinct, in small letters"),
            Column("names", "VARCHAR[]", "distinct names that stand beside a phrase; a rule finds them, not all"),
        ),
        FACT_PARAGRAPHS.joins,
    ),
    Table(
        "source_names",
        "one cable that names a source to protect, in any version",
        ("cable_id",),
        (
            FACT_CABLES.column("cable_id"),
            Column("names", "VARCHAR[]", "distinct names beside a phrase that asks for it"),
            Column("source_words", "VARCHAR[]", "words of them by which a text of the cable is left out of marts"),
        ),
        (Join(("cable_id",), "cables", ("cable_id",)),),
    ),
    Table(
        "withheld_paragraphs",
        "one paragraph, of any version, whose text marts and exports leave out",
        FACT_PARAGRAPHS.key,
        (*_PARAGRAPH_KEY, Column("reason", "VARCHAR", "protect phrase or name of a source")),
        FACT_PARAGRAPHS.joins,
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
    REFERENCE_EDGES,
    Table(
        "reference_targets",
        "one cable that others cite; the absent ones are what to ask for",
        ("cited_cable_id",),
        (
            *_CITED,
            Column(
                "presence",
                "VARCHAR",
                "present, absent, or ambiguous: no cable of this number is loaded, but one of the year before is, and "
                "every reference left the year out",
            ),
            _CITED_DATE,
            Column("in_degree", "BIGINT", "other cables that cite it, each once"),
            Column("year_given_by", "BIGINT", "those among them that give its year"),
            Column("first_cited", "DATE", "date of the first of them"),
            Column("last_cited", "DATE", "date of the last of them"),
            Column("top_citing_level", "INTEGER", "highest class_level among them"),
            Column("citing_posts", "BIGINT", "posts that they are of"),
            Column("cited_by", "VARCHAR[]", "their numbers, by date"),
        ),
        (Join(("cited_cable_id",), "cables", ("cable_id",), always=False),),
    ),
    Table(
        "serial_coverage_totals",
        "one published count of cables of a year or post, beside what serial_coverage estimates was sent",
        EXPECTED_TOTALS.key,
        (
            *(EXPECTED_TOTALS.column(name) for name in EXPECTED_TOTALS.key),
            Column("published", "BIGINT", "cables of that year or post in the release"),
            Column("post_years", "BIGINT", "posts and years with a loaded cable"),
            Column("serials_present", "BIGINT", "distinct serials loaded"),
            Column("estimate", "DOUBLE", "sum of the estimates of these posts and years"),
            Column("low", "BIGINT", "sum of the lower bounds, posts and years known from citations included"),
            Column(
                "published_share",
                "DOUBLE",
                "published divided by the estimate; null until 99 in 100 of the published count are loaded",
            ),
            EXPECTED_TOTALS.column("citation"),
        ),
    ),
    Table(
        "tag_meanings",
        "one TAG of the current version of a cable, with its meaning in the era of the cable's date",
        ("cable_id", "position"),
        (
            CABLE_ID,
            *(FACT_TAGS.column(name) for name in ("position", "tag", "kind", "raw")),
            FACT_CABLES.column("date"),
            *(DIM_TAGS.column(n) for n in ("era", "name", "category", "iso2", "note", "confidence", "source")),
        ),
        (Join(("cable_id",), "cables", ("cable_id",)), Join(("tag", "era"), "dim_tags", ("tag", "era"), always=False)),
    ),
    Table(
        "citations",
        "one cable, its current version, with what a citation is made of and the citation in four forms",
        ("cable_id",),
        (
            CABLE_ID,
            Column(
                "collection",
                "VARCHAR",
                "Cablegate, PlusD or Central Foreign Policy Files, as the carrier shows; null where it shows none",
            ),
            Column("mrn", "VARCHAR", "its number as the archive writes it (1975STATE123456), else cable_id"),
            FACT_CABLES.column("date"),
            Column("from_address", "VARCHAR", "originator (format line 6), else the carrier's origin"),
            Column("to_address", "VARCHAR", "first action addressee, and how many others there are"),
            Column("subject", "VARCHAR", "subject to stand between quotation marks, without the dot at its end"),
            FACT_CABLES.column("classification"),
            Column("originator", "VARCHAR", "originator in words (U.S. Embassy Paris); as written where it is no post"),
            Column("holding", "VARCHAR", "collection and who holds it, in words"),
            Column(
                "nara", "VARCHAR", "citation as the National Archives ask for it; [date of access] is to be filled in"
            ),
            Column("chicago", "VARCHAR", "citation as a note in the Chicago style"),
            Column("apa", "VARCHAR", "citation in the style of the American Psychological Association"),
            Column("mla", "VARCHAR", "citation in the style of the Modern Language Association"),
            Column("usual_style", "VARCHAR", "nara for the Central Foreign Policy Files, else chicago"),
        ),
        (Join(("cable_id",), "cables", ("cable_id",)),),
    ),
)

MACROS = (
    Macro(
        "search_cables",
        "one cable, in its current version, whose subject or paragraphs hold the words, best first",
        ("cable_id",),
        (
            CABLE_ID,
            Column("score", "DOUBLE", "BM25 over whole cables, a word of the subject counted as three"),
            *(FACT_CABLES.column(name) for name in ("date", "post", "classification", "subject")),
            Column("paragraph", "INTEGER", "ordinal of the paragraph that the snippet is from"),
            Column("snippet", "VARCHAR", "piece of the paragraph with most of the words; null where none may be shown"),
            Column("withheld", "BOOLEAN", "a paragraph that asks to protect a source has the words, and is not shown"),
        ),
        (Join(("cable_id",), "cables", ("cable_id",)),),
        call="search_cables(words, include_protected := false, among := null)",
    ),
)
"""Views that take something."""
