"""`cables search`: cables that hold words, and how they are shown."""

import datetime as dt
import unicodedata

import regex
from rich.padding import Padding
from rich.text import Text

from dagster_project import reading, terminal
from dagster_project.settings import Home
from dagster_project.telegram.vocabulary import MRN_POSTS, letters
from dagster_project.terminal import plain, shown


def search(
    home: Home,
    words: str,
    *,
    post: str | None = None,
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
    tag: str | None = None,
    classification: str | None = None,
    limit: int = 10,
    include_protected: bool = False,
) -> dict:
    """The `hits` of a search, best first, how many cables were `found`, and the `terms` it looked for.

    How words are read and hits are ranked stands in `sql/views/search_cables.sql`. Raises `duckdb.Error`, with one
    sentence, where the words are no search.
    """
    found = reading.of_folder(
        home,
        "search",
        words=words,
        post=MRN_POSTS.get(letters(post), letters(post)) if post else None,
        first_day=first_day,
        last_day=last_day,
        tag=tag and tag.upper(),
        classification=classification and classification.upper(),
        hits=limit,
        include_protected=include_protected,
    )
    hits = found["hits"]
    total = hits[0]["found"] if hits else 0
    for hit in hits:
        del hit["found"]
    return {"words": words, "found": total, "terms": [row["parts"] for row in found["terms"]], "hits": hits}


def print_hits(found: dict) -> None:
    """Hits with number, date, classification, subject and a snippet; what was looked for is bold."""
    console = terminal.console(piped=100)
    terms = "|".join(r"\b" + r"[^\pL\pN]+".join(map(regex.escape, parts)) + r"\b" for parts in found["terms"])
    pattern = regex.compile(terms)
    for hit in found["hits"]:
        head = "  ".join(filter(None, [hit["cable_id"], str(hit["date"] or "no date"), hit["classification"]]))
        console.print(plain(head, "cyan") + "  " + _marked(hit["subject"], pattern))
        if hit["snippet"]:
            console.print(Padding(_marked(hit["snippet"], pattern), (0, 0, 0, 4)))
        if hit["withheld"]:
            console.print(plain("    paragraphs that ask to protect a source are left out", "yellow"))
    hits, total = len(found["hits"]), found["found"]
    counted = f"{total:,} cables" if total != 1 else "1 cable"
    console.print(plain(f"{hits:,} of {counted}; --limit shows more" if hits < total else counted, "dim"))
    if any(hit["withheld"] for hit in found["hits"]):
        console.print(plain("--include-protected shows what was left out", "dim"))


def _marked(text: str | None, pattern: regex.Pattern) -> Text:
    """A text with what the pattern finds in bold, whatever its case and accents."""
    written = shown(text)
    marked = Text(written)
    for found in pattern.finditer("".join(map(_folded, written))):
        marked.stylize("bold", *found.span())
    return marked


def _folded(character: str) -> str:
    """A character without accent, in lower case; always one, so that places stay."""
    return unicodedata.normalize("NFD", character)[0].lower()[0]
