"""Cables as HTML: lists of them, and one as a whole. Whatever stands in a cable is text: `text` escapes it.

Each run of text is kept apart from what is around it (`<bdi>`, `dir="auto"`), so that marks that turn the
direction of writing end where it ends.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType

from dagster_project.dashboard.filters import LEVELS, Filters

STYLE = """
<style>
[data-testid="stMainBlockContainer"] {padding-top: 3.5rem}
.cw-list {list-style: none; margin: 0 !important; padding: 0 !important}
.cw-list li {margin: 0 !important; padding: .6rem 0; border-bottom: 1px solid rgba(128, 128, 128, .25)}
a.cw-link {color: inherit; text-decoration: underline; text-underline-offset: .15em}
a.cw-link:focus-visible {outline: 2px solid #E69F00; outline-offset: 2px}
.cw-title {margin: 0; padding: 0; font-size: 1.5rem}
.cw-id {font-weight: 600; margin-right: .5rem}
.cw-meta {opacity: .75; font-size: .85rem; white-space: nowrap; margin-right: .5rem; display: inline-block}
.cw-subject, .cw-snippet, .cw-text, .cw-sent {overflow-wrap: anywhere}
.cw-snippet {opacity: .85; font-size: .9rem; margin-top: .15rem}
.cw-snippet mark {background: #F0E442; color: #111; padding: 0 .1em}
.cw-chip {display: inline-block; border-radius: .25rem; padding: 0 .4em; font-size: .78rem; font-weight: 600;
  color: #111; background: #b8bcc2; margin-right: .4rem; white-space: nowrap}
.cw-level-0 {background: #56B4E9} .cw-level-1 {background: #0072B2; color: #fff}
.cw-level-2 {background: #E69F00} .cw-level-3 {background: #D55E00; color: #fff} .cw-level-4 {background: #CC79A7}
.cw-fields {display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .2rem .9rem; margin: 0}
.cw-fields dt {opacity: .7; font-weight: 400; margin: 0}
.cw-fields dd {margin: 0; overflow-wrap: anywhere; min-width: 0}
.cw-paragraph {display: grid; grid-template-columns: 4.2rem 1fr; gap: .6rem; margin: 0 0 .9rem}
.cw-text {white-space: pre-wrap; min-width: 0} .cw-heading {font-weight: 600}
.cw-withheld {opacity: .75; font-style: italic}
.cw-absent {opacity: .8; border: 1px dashed currentColor; border-radius: .25rem; padding: 0 .3em}
.cw-sent {font-family: monospace; font-size: .85rem; white-space: pre-wrap}
.cw-empty {opacity: .7}
.cw-removed {background: rgba(213, 94, 0, .18)} .cw-added {background: rgba(0, 114, 178, .18)}
@media (max-width: 640px) {.cw-fields {grid-template-columns: 1fr} .cw-fields dd {margin-bottom: .4rem}
  .cw-paragraph {grid-template-columns: 1fr; gap: .1rem}}
</style>
"""

WITHHELD = "withheld: it asks to protect a source, or names one"
PAGE = "read"
_LEVELS = {name: number for number, name in enumerate(LEVELS) if name != "unread"}

SNIPPET = 240
"""Characters of a snippet."""


def text(value: object) -> str:
    """A value as text of a page; null is a dash."""
    if value is None or value == "":
        return '<span class="cw-empty">–</span>'
    return f'<bdi dir="auto">{escape(str(value))}</bdi>'


def link(filters: Filters, cable_id: str, page: str = PAGE, **parameters: object) -> str:
    """A link to a cable, with the filters as they are and what else the address is to hold."""
    address = escape(filters.address(page, cable=cable_id, **parameters))
    return f'<a class="cw-id cw-link" href="{address}" target="_self">{text(cable_id)}</a>'


def a(address: str, words: str) -> str:
    """A link with words of ours."""
    return f'<a class="cw-link" href="{escape(address)}" target="_self">{escape(words)}</a>'


def title(cable: dict) -> str:
    """The head of the page of a cable."""
    return (
        f'<h2 class="cw-title">{subject(cable)}</h2><p><span class="cw-id">{text(cable["cable_id"])}</span>'
        f'<span class="cw-meta">{text(cable["date"])}</span><span class="cw-meta">{text(cable["post"])}</span>'
        f"{chip(cable['class_level'], cable['classification'])}</p>"
    )


def subject(cable: dict) -> str:
    """What a cable says it is about."""
    if cable["subject"] is None and cable["is_protected"]:
        return f'<div class="cw-subject cw-withheld">{WITHHELD}</div>'
    return f'<div class="cw-subject">{text(cable["subject"])}</div>'


def chip(level: int | None, words: object) -> str:
    """A word on the colour of its level."""
    return f'<span class="cw-chip cw-level-{"none" if level is None else int(level)}">{escape(str(words))}</span>'


def level(name: str) -> str:
    """The name of a level on its colour."""
    return chip(_LEVELS.get(name), name)


def cables(
    found: Iterable[dict],
    filters: Filters,
    snippets: Mapping[str, str] = MappingProxyType({}),
    page: str = PAGE,
    **parameters: object,
) -> str:
    """A list of cables, each with a link to it on a page, date, post, level and subject."""
    entries = (
        _entry(cable, link(filters, cable["cable_id"], page, **parameters), snippets.get(cable["cable_id"], ""))
        for cable in found
    )
    return f'<ul class="cw-list">{"".join(entries)}</ul>'


def _entry(cable: dict, its_link: str, its_snippet: str) -> str:
    extra = [f"cited by {cable['cited_by']:,}" if cable.get("cited_by") else ""]
    extra.append(f"{cable['marking']}-marked" if cable.get("marking") else "")
    meta = "".join(
        f' <span class="cw-meta">{text(what)}</span>' for what in (cable["date"], cable["post"], *extra) if what
    )
    return f"<li>{its_link}{meta}{level(cable['level'])}{subject(cable)}{its_snippet}</li>"


def marked_pattern(words: Iterable[str]) -> str:
    """A regular expression, for Python and RE2, of any of the words; between those of a phrase any sign may stand."""
    return "|".join(r"[\W_]+".join(map(re.escape, word.split())) for word in words)


def snippet(passage: str | None, words: tuple[str, ...]) -> str:
    """The part of a passage around the first of the words, each word marked; without any, its beginning."""
    if not passage:
        return ""
    flat = " ".join(passage.split())
    pattern = re.compile(marked_pattern(words) or r"(?!)", re.IGNORECASE)
    first = pattern.search(flat)
    start = max(0, first.start() - SNIPPET // 3) if first else 0
    part = flat[start : start + SNIPPET]
    marked, end = [], 0
    for found in pattern.finditer(part):
        marked += [escape(part[end : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        end = found.end()
    marked.append(escape(part[end:]))
    before, after = "… " if start else "", " …" if start + SNIPPET < len(flat) else ""
    return f'<div class="cw-snippet"><bdi dir="auto">{before}{"".join(marked)}{after}</bdi></div>'


def fields(pairs: Iterable[tuple[str, object]]) -> str:
    """Names and values, those without a value left out."""
    rows = []
    for name, value in pairs:
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value is not None and value != "":
            rows.append(f"<dt>{escape(name)}</dt><dd>{text(value)}</dd>")
    return f'<dl class="cw-fields">{"".join(rows)}</dl>'


def as_sent(header: str | None, is_protected: bool) -> str:
    """The heading as it was sent."""
    if header is None:
        return f'<p class="cw-withheld">{WITHHELD if is_protected else "none came with it"}</p>'
    return f'<div class="cw-sent"><bdi dir="auto">{escape(header)}</bdi></div>'


def paragraphs(found: Iterable[dict]) -> str:
    """Paragraphs with their numbers and marks; a protected one that is not shown says so."""
    parts = []
    for paragraph in found:
        number = f"{paragraph['number']}. " if paragraph["number"] is not None else ""
        mark = paragraph["mark"] or paragraph["portion_mark"]
        said = paragraph["text"]
        heading = f'<div class="cw-heading">{text(paragraph["heading"])}</div>' if paragraph["heading"] else ""
        body = (
            f'<div class="cw-text cw-withheld">{WITHHELD}</div>'
            if said is None and paragraph["is_protected"]
            else f'<div class="cw-text" dir="auto">{escape(said or "")}</div>'
        )
        marked = chip(paragraph["mark_level"], mark) if mark else ""
        parts.append(f'<div class="cw-paragraph"><div>{escape(number)}{marked}</div><div>{heading}{body}</div></div>')
    return "".join(parts)


def references(found: Iterable[dict], filters: Filters) -> str:
    """What a cable refers to: what is here is a link, a cable that is not here says so."""
    rows = []
    for reference in found:
        label = f"{reference['label']}. " if reference["label"] else ""
        if reference["ref_date"] is not None or reference["resolution"] == "resolved":
            target = f"{link(filters, reference['ref_cable_id'])}{text(reference['ref_date'])}"
        elif reference["ref_cable_id"] is not None:
            target = f'<span class="cw-absent">{text(reference["ref_cable_id"])} · not here</span>'
        else:
            target = f'<span class="cw-meta">{escape(reference["kind"] or "")}</span>'
        raw = WITHHELD if reference["raw"] is None and reference["is_protected"] else reference["raw"]
        rows.append(f"<li>{escape(label)}{target} <span>{text(raw)}</span></li>")
    return f'<ul class="cw-list">{"".join(rows)}</ul>'


def thread(found: Iterable[dict], filters: Filters) -> str:
    """The cables of a thread as a list, those that are not here told apart."""
    rows = []
    for cable in found:
        step = f"{cable['step']:+d}" if cable["step"] else "this"
        if cable["is_present"]:
            rows.append(
                f'<li><span class="cw-meta">{step}</span>{link(filters, cable["cable_id"])}'
                f'<span class="cw-meta">{text(cable["date"])}</span>{level(cable["level"])}'
                f"{subject(cable)}</li>"
            )
        else:
            absent = f'<span class="cw-absent">{text(cable["cable_id"])} · not here</span>'
            rows.append(f'<li><span class="cw-meta">{step}</span>{absent}</li>')
    return f'<ul class="cw-list">{"".join(rows)}</ul>'


def changes(found: Iterable[dict]) -> str:
    """What changed from one version to the next."""
    rows = []
    for change in found:
        before, after = (
            f'<div class="cw-text {style}" dir="auto">{sign} {escape(change[side])}</div>'
            if change[side] is not None
            else ""
            for side, style, sign in (("before", "cw-removed", "−"), ("after", "cw-added", "+"))
        )
        if change["is_protected"] and not before and not after:
            before = f'<div class="cw-withheld">{WITHHELD}</div>'
        what = f"version {change['version']}: {change['part']} {change['name']} {change['change']}"
        rows.append(f'<li><span class="cw-meta">{text(what)}</span>{before}{after}</li>')
    return f'<ul class="cw-list">{"".join(rows)}</ul>'
