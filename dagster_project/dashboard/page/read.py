"""Find and read: a list of cables that match, or one cable as a whole."""

import json
import re

import duckdb
import streamlit as st

from dagster_project.dashboard import figures, listing
from dagster_project.dashboard.filters import Filters
from dagster_project.dashboard.marts_reader import Marts
from dagster_project.telegram.identity import read_mrn

A_PAGE = 20
DOWNLOADED = 10_000
"""Cables of a search that a download holds at most."""
_PLACES = ("one", "two", "three", "four")
"""Words that are looked for, as `search` calls them."""

SORTS = ("newest first", "oldest first", "most cited")


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    written = st.query_params.get("cable")
    if written:
        mrn, _ = read_mrn(written)
        _cable(marts, filters, mrn.cable_id if mrn else written)
    else:
        _search(marts, filters)


def words(written: str) -> tuple[str, ...]:
    """What was typed, as words in small letters; what stands in quotation marks stays together."""
    found = re.findall(r'"([^"]+)"|([^\s"]+)', written.lower())
    distinct = dict.fromkeys(" ".join((phrase or word).split()) for phrase, word in found)
    return tuple(filter(None, distinct))


def patterns(asked: tuple[str, ...]) -> dict[str, str | None]:
    """The same as regular expressions, by the parameters of `search`; a phrase may go on in the next line."""
    escaped = [r"\s+".join(map(re.escape, word.split())) for word in asked]
    padded = (escaped + [None] * len(_PLACES))[: len(_PLACES)]
    return dict(zip(_PLACES, padded, strict=True)) | {"any": listing.marked_pattern(asked) or None}


def _search(marts: Marts, filters: Filters) -> None:
    one, other = st.columns([3, 1])
    written = one.text_input(
        "Words in number, subject or text", key="q", placeholder='fog "harbor minister"', bind="query-params"
    )
    sort = other.selectbox("Order", SORTS, key="sort", bind="query-params")
    try:
        asked, looked_for = _asked(marts, written.strip())
    except duckdb.InvalidInputException as error:
        st.warning(str(error).splitlines()[0].removeprefix("Invalid Input Error: "))
        return
    page = st.session_state.get("page", 1)
    values = {**looked_for, "sort": sort, "rows": A_PAGE, **filters.values()}
    found = marts.ask("search", skipped=(page - 1) * A_PAGE, **values)
    if not found.num_rows and page > 1:
        page, found = 1, marts.ask("search", skipped=0, **values)
    if not found.num_rows:
        st.info(figures.NOTHING)
        return
    of_all = found["found"][0].as_py()
    first = (page - 1) * A_PAGE + 1
    st.text(f"{of_all:,} cable{'s' if of_all > 1 else ''}; {first:,} to {first + found.num_rows - 1:,}")
    cables = found.to_pylist()
    of_page = tuple(cable["cable_id"] for cable in cables)
    texts = marts.ask("snippets", cables=of_page, any=patterns(asked)["any"]).to_pylist()
    snippets = {row["cable_id"]: listing.snippet(row["text"], asked) for row in texts}
    st.html(listing.cables(cables, filters, snippets, q=written))
    pages = -(-of_all // A_PAGE)
    if pages > 1:
        st.number_input(f"Page, of {pages:,}", 1, pages, key="page", bind="query-params")
    if of_all > DOWNLOADED:
        st.caption(f"A download holds the first {DOWNLOADED:,}.")
    whole = {**values, "skipped": 0, "rows": DOWNLOADED}
    figures.numbers(found.drop(["found"]), "cables", lambda: marts.ask("search", **whole).drop(["found"]))


def _asked(marts: Marts, written: str) -> tuple[tuple[str, ...], dict[str, str | None]]:
    """The words to mark, and what `search` is given: the search as typed where an index is, else its first words.

    Raises `duckdb.InvalidInputException`, which says why, where what was typed is no search of the index.
    """
    if written and marts.has_index:
        marked = tuple(" ".join(term["parts"]) for term in marts.terms(written) if not term["is_excluded"])
        return marked, {**patterns(()), "words": written}
    asked = words(written)
    if len(asked) > len(_PLACES):
        st.caption(f"Only the first {len(_PLACES)} words are looked for.")
        asked = asked[: len(_PLACES)]
    return asked, {**patterns(asked), "words": None}


def _cable(marts: Marts, filters: Filters, cable_id: str) -> None:
    found = marts.ask("cable", cable=cable_id).to_pylist()
    back = filters.address(listing.PAGE, q=st.query_params.get("q"))
    if not found:
        st.info("No cable of this number is here.")
        st.html(listing.a(back, "To the list"))
        return
    cable = found[0]
    of_cable = {
        name: marts.ask(f"cable_{name}", cable=cable_id)
        for name in ("details", "paragraphs", "recipients", "tags", "references", "cited_by", "versions", "issues")
    }
    rows = {name: table.to_pylist() for name, table in of_cable.items()}
    details = rows["details"][0]
    thread = filters.address("threads", cable=cable_id)
    st.html(f"{listing.a(back, 'To the list')} · {listing.a(thread, 'Its thread')}")
    st.html(listing.title(cable))
    shown = rows["paragraphs"]
    can_be_revealed = marts.has_protected and any(paragraph["is_protected"] for paragraph in shown)
    if can_be_revealed and st.toggle("Show protected paragraphs", key="reveal"):
        shown = marts.ask("whole_paragraphs", cable=cable_id).to_pylist()
    text, heading, references, versions, provenance = st.tabs(
        ["Text", "Heading", f"References ({len(rows['references'])}, cited by {len(rows['cited_by'])})",
         f"Versions ({len(rows['versions'])})", "Provenance"]
    )  # fmt: skip
    with text:
        st.html(listing.paragraphs(shown) or '<p class="cw-empty">It has no paragraphs.</p>')
        figures.numbers(of_cable["paragraphs"], f"{_file_name(cable_id)}_paragraphs")
    with heading:
        st.html(listing.fields(_heading(cable, details, rows)))
        st.html(f"<h4>As sent</h4>{listing.as_sent(details['header'], details['is_protected'])}")
    with references:
        _references(rows, filters)
    with versions:
        _versions(marts, cable_id, rows)
    with provenance:
        st.html(listing.fields(_provenance(cable, details)))
        if details["attributes"]:
            st.html(f"<h4>What else its carrier says</h4>{listing.fields(json.loads(details['attributes']).items())}")
        if rows["issues"]:
            issues = ((issue["code"], issue["detail"] or issue["severity"]) for issue in rows["issues"])
            st.html(f"<h4>To know about it</h4>{listing.fields(issues)}")


def _file_name(cable_id: str) -> str:
    return re.sub(r"\W", "_", cable_id)


def _heading(cable: dict, details: dict, rows: dict[str, list[dict]]) -> list[tuple[str, object]]:
    addressees = {"action": [], "info": [], "exempt": []}
    for recipient in rows["recipients"]:
        said = [recipient["address"], recipient["attention"], recipient["precedence"]]
        addressees.setdefault(recipient["role"], []).append(" ".join(part for part in said if part))
    tags = [f"{tag['tag']} ({tag['name']})" if tag["name"] else tag["tag"] for tag in rows["tags"] if tag["tag"]]
    return [
        ("From", details["from_address"] or cable["post"]),
        ("To (action)", "\n".join(addressees["action"])),
        ("Info", "\n".join(addressees["info"])),
        ("Exempt", "\n".join(addressees["exempt"])),
        ("Sent", f"{cable['sent_at']:%Y-%m-%d %H:%M} UTC" if cable["sent_at"] else cable["date"]),
        ("Precedence", cable["precedence_action"]),
        ("Routing indicators", details["routing"]),
        ("Classification", cable["classification"]),
        ("Captions", cable["captions"]),
        ("Pass lines", details["pass_lines"]),
        ("E.O.", " ".join(part for part in (details["eo_number"], details["eo_value"]) if part)),
        ("Declassify on", details["declassify_on"]),
        ("TAGS", "\n".join(tags)),
        ("Subject", cable["subject"]),
        ("Classified by", details["classified_by"]),
        ("Reasons", cable["class_reasons"]),
        ("Drafter", details["drafter"]),
        ("Approver", details["approver"]),
        ("Signed", details["signer"]),
        ("Distribution", details["distribution"]),
    ]


def _provenance(cable: dict, details: dict) -> list[tuple[str, object]]:
    source = f"{details['source_path']}, from byte {details['source_offset']:,}" if details["source_path"] else None
    return [
        ("Carrier", details["carrier"]),
        ("Dump", details["dump_id"]),
        ("File", source),
        ("Length", f"{details['source_length']:,} bytes" if details["source_length"] else None),
        ("Number as carried", details["cable_id_raw"]),
        ("Number in the text", details["body_cable_id"]),
        ("Released", details["released_on"]),
        ("Message", details["message_id"]),
        ("Version", details["version"]),
        ("Parts", details["parts"]),
        ("Parser", details["parser_version"]),
        ("Loaded", f"{details['loaded_at']:%Y-%m-%d %H:%M} UTC" if details["loaded_at"] else None),
        ("Characters that were not read", details["unread_chars"]),
        ("State of the text", cable["text_status"]),
    ]


def _references(rows: dict[str, list[dict]], filters: Filters) -> None:
    st.html("<h4>It refers to</h4>")
    if rows["references"]:
        st.html(listing.references(rows["references"], filters))
    else:
        st.text("It refers to nothing.")
    st.html("<h4>Cited by</h4>")
    if rows["cited_by"]:
        st.html(listing.cables(rows["cited_by"], filters))
    else:
        st.text("No cable that is here cites it.")


def _versions(marts: Marts, cable_id: str, rows: dict[str, list[dict]]) -> None:
    for version in rows["versions"]:
        st.html(
            listing.fields(
                [
                    ("Version", f"{version['version']}{', current' if version['is_current'] else ''}"),
                    ("Released", version["released_on"]),
                    ("Carrier", version["carrier"]),
                    ("File", version["source_path"]),
                    ("Words", f"{version['word_count']:,}"),
                    ("State of the text", version["text_status"]),
                ]
            )
        )
    changed = marts.ask("cable_changes", cable=cable_id).to_pylist()
    if changed:
        st.html(f"<h4>What changed</h4>{listing.changes(changed)}")
