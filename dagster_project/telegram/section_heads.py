"""The heads of the later transmission sections in a text that holds several.

A long telegram goes out in sections, each a transmission with a head of its own. In one text they stand one
after another, where a print was joined or the sections came as messages (`joined`):

    NNNN                                                  end of section 1
    PAGE 01  HARARE  06677  02 OF 03  291401Z             the print's head, or none
    INFO LOG-00 NP-00 ... FM AMEMBASSY HARARE TO ...      heading, once more
    C O N F I D E N T I A L SECTION 02 OF 03 HARARE 006677
    SIPDIS                                                captions, pass lines and labelled
    E.O. 12958: DECL: 11/29/10                            fields, once more
    THERE WILL BE "NOTHING TO VOTE FOR" BY THE TIME       the text goes on, often in mid-sentence

The example is 00HARARE6677.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from dagster_project.telegram import archive_print
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.captions import Captions
from dagster_project.telegram.classification_line import CLASS_LINE, LEVEL_ALONE
from dagster_project.telegram.labels import FIRST_PARAGRAPH, LABEL
from dagster_project.telegram.offsets import end_of_text, places
from dagster_project.telegram.vocabulary import letters

_LONGEST_HEAD = 4000
"""Characters of a head; the longest seen, with 60 offices in its distribution, has 1,300."""
_FIRST_LINES = 8000
_SECTION_ALONE = re.compile(r"[ \t]*SECTION[ \t]+(?P<section>\d{1,3})[ \t]+OF[ \t]+(?P<of>\d{1,3})[ \t]*(?=\n|$)")
"""What is left of a head where a text was joined by hand."""
_SENDER = re.compile(r"\bFM[ \t]+[A-Z]")
_CLOSING = re.compile(r"[ \t]*(?:BT|#?\d{4}|N{3,5}|<<?\s*END OF DOCUMENT\s*>>?)[ \t]*(?=\n|$)")
_MOST_PASS_LINES = 4
_REFERENCE_BELOW = re.compile(r"(?:¶[ \t]*)?\(?[A-Z][.)][ \t]*(?:\d\d[ \t]+)?[A-Z][A-Z .'/-]*?[ \t]*\d{1,6}\b")
"""A further line of the references: `B. ZENDA 1122 (NOTAL)`; perhaps the first section's head has none."""
_BLANKS = re.compile(r"\s+")


class SectionHead(NamedTuple):
    """Where a later section begins, and what its classification line says."""

    start: int
    end: int
    section: int
    sections: int
    serial: int
    post: str


def joined(bodies: Sequence[str]) -> str:
    """The text of a telegram from those of its sections, in order."""
    return "\n\n".join(bodies)


def section_heads(body: str) -> list[SectionHead]:
    """The later sections that a text holds, in order: those of the telegram that its first lines name."""
    named = body.find("SECTION")
    if named < 0 or body.find("SECTION", named + 7) < 0:
        return []
    first = CLASS_LINE.search(body, 0, _FIRST_LINES)
    if not first or not first["of"]:
        return []
    limit = FIRST_PARAGRAPH.search(body, first.end(), first.end() + _LONGEST_HEAD)
    known = " ".join(body[: limit.start() if limit else first.end() + _LONGEST_HEAD].split())
    lines = [
        line
        for at in places(body, "SECTION")
        if at > first.end()
        and (start := body.rfind("\n", 0, at) + 1)
        and (line := CLASS_LINE.match(body, start) or _SECTION_ALONE.match(body, start))
        and line["of"]  # else the number of another telegram, with the word behind it
        and int(line["of"]) == int(first["of"])
        and (line.re is _SECTION_ALONE or int(line["serial"]) == int(first["serial"]))
        and int(line["section"] or line["of"]) > 1  # else the head of the first, once more (09ISLAMABAD3037)
    ]
    found: list[SectionHead] = []
    for line, following in zip_longest(lines, lines[1:]):
        count = int(line["of"])
        section = int(line["section"] or count)
        start = _start(body, line.start(), section, found[-1].end if found else first.end())
        end = _end(body, line.end(), following.start() if following else len(body), known)
        post = first["post"] if line.re is _SECTION_ALONE else line["post"]
        found.append(SectionHead(start, end, section, count, int(first["serial"]), letters(post)))
    return found


def _start(body: str, at: int, section: int, after: int) -> int:
    """Where the head above a classification line begins: at the page of the print that it opens, else at the end
    of the section before."""
    for page in archive_print.PAGE_BEGINS.finditer(body, max(after, at - _LONGEST_HEAD), at):
        if int(page["page"]) == 1 and int(page["section"]) == section and _SENDER.search(body, page.end(), at):
            at = body.rfind("\n", 0, page.start()) + 1
            break
    transmission = body.rfind("\nVZCZC", max(after, at - _LONGEST_HEAD), at)
    if (
        transmission >= 0
        and _SENDER.search(body, transmission, at)
        and not FIRST_PARAGRAPH.search(body, transmission, at)
    ):
        at = transmission + 1  # the whole heading, once more
    while (above_end := end_of_text(body, at)) > after:
        above = body.rfind("\n", 0, above_end) + 1
        if not (_CLOSING.match(body, above) or archive_print.is_around(body, above)):
            break
        at = above
    return at


def _is_above_fields(lines: list[str], known: str) -> bool:
    """Whether a labelled field of the first section's head stands in some line: what is above it are pass lines."""
    return any(LABEL.match(line) and _BLANKS.sub(" ", line.strip()) in known for line in lines)


def _end(body: str, at: int, limit: int, known: str) -> int:
    """Where the head below a classification line ends: lines that the first section's head has as well, captions
    and labelled fields."""
    captions = Captions(Cable())
    end = at
    lines = body[at : min(limit, at + _LONGEST_HEAD)].split("\n")
    in_references = False
    for i, line in enumerate(lines):
        text = archive_print.PAGE_BEGINS.sub("", line.strip(), count=1)
        words = _BLANKS.sub(" ", text)
        label = LABEL.match(text)
        is_reference = in_references and _REFERENCE_BELOW.match(words) is not None
        in_references = is_reference or (label is not None and label.lastgroup == "ref")
        if (
            words
            and not (words in known or captions.line(text) or label or is_reference or LEVEL_ALONE.fullmatch(text))
            and not _is_above_fields(lines[i + 1 : i + 1 + _MOST_PASS_LINES], known)
        ):
            break
        at += len(line) + 1
        if words:
            end = at - 1
    return end_of_text(body, end)
