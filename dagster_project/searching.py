"""`cables search`: cables that hold words, and how they are shown."""

import datetime as dt
import unicodedata
from functools import partial

import duckdb
import regex
from rich.padding import Padding
from rich.text import Text

from dagster_project import reading, search_index, terminal, warehouse
from dagster_project.settings import SQL, Home
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

    They are from the index; where there is none of this state of the warehouse, every text is read, and `no_index`
    says why. How words are read and hits are ranked stands in `sql/views/search_cables.sql`. Raises `duckdb.Error`,
    with one sentence, where the words are no search.
    """
    kept = {
        "post": MRN_POSTS.get(letters(post), letters(post)) if post else None,
        "first_day": first_day,
        "last_day": last_day,
        "tag": tag and tag.upper(),
        "classification": classification and classification.upper(),
    }
    with warehouse.connect(home) as connection, warehouse.interruptible(connection):
        # the macros of this version, whichever made the warehouse
        connection.execute("set search_path = 'memory.main,cables.main'")
        connection.execute((SQL / "views" / "search_cables.sql").read_text(encoding="utf-8"))
        asked = partial(_asked, connection, words=words, include_protected=include_protected)
        terms = asked("terms")
        no_index = None
        try:
            index = search_index.Index(home.search, warehouse.state_of(connection))
            best, total = index.search(terms, limit, **kept)
            found = [{"cable_id": number, "score": score} for number, score in best]
            hits = asked("indexed", found=found) if found else []
            if len(hits) != len(best):
                raise search_index.NoIndex(f"the search index {index.folder} finds what is not there (remove it)")
        except search_index.NoIndex as error:
            no_index = f"{error}: `{home.command('marts')}` makes it anew"
            hits = asked("scanned", hits=limit, **kept)
            total = hits[0]["found"] if hits else 0
            for hit in hits:
                del hit["found"]
    looked_for = [term["parts"] for term in terms if not term["is_excluded"]]
    return {"words": words, "found": total, "terms": looked_for, "no_index": no_index, "hits": hits}


def _asked(connection: duckdb.DuckDBPyConnection, file: str, **variables: object) -> list[dict]:
    """The rows of a file of `sql/search`."""
    for name, value in variables.items():
        connection.execute(f"set variable {name} = ?", [value])
    result = connection.execute((SQL / "search" / f"{file}.sql").read_text(encoding="utf-8"))
    return reading.records(warehouse.Answer([column[0] for column in result.description], result.fetchall()))


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
