"""The classification line: level, section, post and serial, first of the text.

C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600
SECRET NOFORN FINAL SECTION OF 03 KABUL 000085
S e c r e t state 068250                      lower case, first letters doubled or lost: read all the same
"""

import re
from functools import lru_cache

import regex

from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.captions import Captions
from dagster_project.telegram.identity import within_one
from dagster_project.telegram.vocabulary import MRN_POSTS, letters

_LEVEL = (
    r"(?:T\s?O\s?P\s+(?:S\s?E|SE)\s?C\s?R\s?E\s?T|(?:S\s?){0,2}E\s?C\s?R\s?E\s?T"
    r"|(?:C\s?){0,2}O\s?N\s?F\s?I\s?D\s?E\s?N\s?T\s?I\s?A\s?L"
    r"|(?:U\s?){0,2}N\s?C\s?L\s?A\s?S(?:\s?S(?!\s?I)|\s?S?\s?I\s?F\s?I\s?E\s?D)?"
    r"|SENSITIVE\s+BUT\s+UNCLASSIFIED|L\s?I\s?M\s?I\s?T\s?E\s?D\s+O\s?F\s?F\s?I\s?C\s?I\s?A\s?L\s+U\s?S\s?E|R\s?E\s?S\s?T\s?R\s?I\s?C\s?T\s?E\s?D)"
)
_FIGURES = {word: number for number, word in enumerate("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN".split(), 1)}
_FIGURE = rf"(?:{'|'.join(_FIGURES)})"
CLASS_LINE = re.compile(
    rf"^[ \t]*(?P<level>{_LEVEL})(?=[\s/,.])"
    r"(?P<middle>(?:[ \t/,.(-]*+\b(?:N\s?O\s?F\s?O\s?R\s?N|SBU|FOUO|SENSITIVE(?: BUT UNCLASSIFIED)?"
    r"|SIPDIS|NODIS|EXDIS|LIMDIS|STADIS"
    r"|E\s?F\s?T\s?O|FOR OFFICIAL USE ONLY|NOCONTRACT|ORCON|FGI|(?<=/)NF)\b)*)"
    r"(?:[ \t]*+\n?[ \t]*+\b(?P<final>FINAL\s+)?S\s?E\s?C\s?T(?:\s?I\s?O\s?N|(?=[. ]))\.?"
    rf"[ \t]*+(?:(?P<section>\d{{1,3}}|{_FIGURE})[ \t]*+)?(?:[O0]F|/)[ \t]*+\n?[ \t]*+(?P<of>\d{{1,3}}|{_FIGURE}\b))?"
    r"(?:[ \t,./)-]*+(?<=[ \t])|(?<=\d)[ \t]*+\n[ \t]*|(?<=\d[ \t])\n"
    r"|[ \t]*+\n(?:[ \t]*+\n)?[ \t]*+(?=[A-Z][A-Z .'-]{2,25}[ \t]\d{6}[ \t]*$))"
    r"(?P<post>(?!S\s?E\s?C\s?T\s?I\s?O\s?N\b|FINAL\b|PAGE\b)"
    r"(?:(?:ABU|ADDIS|BUENOS|CAPE|HONG|KUALA|LA|NEW|PHNOM|PORT|SAN|SANTO|TEL)[ \t]*+\n)?"
    r"[A-Z][A-Z .'-]{0,40}?|X{4,})"
    r"[ \t]*(?:\n(?=\d{4,6}[ \t]*$))?(?P<serial>\d{1,8})(?!\d)(?P<rest>[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
LEVEL_ALONE = re.compile(
    rf"^[ \t]*(?P<level>{_LEVEL})(?P<rest>(?:(?:[ \t]*+(?://|-)[ \t]*+|[ \t]++)"
    r"(?:NOFORN|(?<=//)NF|FGI|SENSITIVE|ORCON|ENTIRE TEXT|SIPDIS|FOR OFFICIAL USE ONLY|NODIS|EXDIS"
    r"|REL(?: TO)? [A-Z ,]{2,40}+))*+)[ \t.]*$",
    re.MULTILINE | re.IGNORECASE,
)
# Damage inside the level itself, looked for only where the plain form is missing.
_DAMAGED_LEVEL = regex.compile(
    r"(?:CONFIDENTIAL|SECRET|UNCLASSIFIED|UNCLAS){e<=1}|(?:LIMITEDOFFICIALUSE){e<=2}", regex.BESTMATCH
)
_ONE_WORD_LEVELS = ("SECRET", "CONFIDENTIAL", "UNCLAS", "UNCLASSIFIED")
_SERIAL_AT_END = re.compile(r"(?<!\d)(\d{3,8})[ \t]*$")
_NO_SERIAL = re.compile(rf"[ \t]*(?P<level>{_LEVEL})[ \t]+(?P<post>[A-Z][A-Z .'-]{{2,24}}?)[ \t]*")
_GLUED_SECTION = re.compile(r"SECT?I?O?NOF")
_SECTION = re.compile(r"SECT?I?O?N\s*(\d{1,3})\s*[O0]F\s*(\d{1,3})\b", re.IGNORECASE)
_TO_THE_SECRETARY = frozenset(("TOSEC", "TOSHU", "TOECO"))
"""What numbers telegrams to a party that travels; it may stand before the post and serial."""
_NUMBER_BEHIND = re.compile(r"[ \t/,-]*([A-Z][A-Z .'-]{1,24}?)[ \t]*(\d{1,8})(?!\d)")
_EFTO = re.compile(r"\bE\s?F\s?T\s?O\b", re.IGNORECASE)
_BEFORE_A_POST = frozenset("AMEMBASSY AMCONSUL AMCONGEN USMISSION USINT USLO FINAL SECTION OF ENTIRE TEXT".split())
_SPACED_NOFORN = re.compile(r"\bN\sO\sF\sO\sR\sN\b|(?<=/)NF\b", re.IGNORECASE)
"""`N O F O R N`, `S E C R E T//NF`"""
_USUAL = frozenset(
    (
        "SECRET",
        "CONFIDENTIAL",
        "UNCLAS",
        "UNCLASSIFIED",
        "TOPSECRET",
        "LIMITEDOFFICIALUSE",
        "RESTRICTED",
        "SENSITIVEBUTUNCLASSIFIED",
    )
)


class ClassificationLine:
    """Finds the line in a text, and reads it into a `Cable`."""

    def __init__(self, flow: str, cable: Cable, captions: Captions):
        self.flow = flow
        self.cable = cable
        self.captions = captions
        self.post: str | None = None
        self.serial: int | None = None
        self.section: int | None = None

    def find(self) -> re.Match[str] | None:
        """The first line with level, post and serial, in the first lines or after a second heading."""
        limit = 8000 if "VZCZC" in self.flow[:600] else 1500
        for found in CLASS_LINE.finditer(self.flow, 0, limit):
            if len(found["serial"]) > 2 or letters(found["post"]) in MRN_POSTS or not found["rest"].strip():
                return found
        return None

    def read(self, found: re.Match[str]) -> None:
        """Read what `find` found."""
        self._level(found["level"], f"{found['middle']} {found['rest']}")
        self.cable.class_line = " ".join(found[0].split("\n")).strip()
        section, of = found["section"], found["of"]
        if not of and (behind := _SECTION.search(found["rest"])):
            section, of = behind.groups()
        self.cable.section_count = _figure(of) if of else 1
        self.section = _figure(section) if section else _figure(of) if found["final"] and of else None
        post, serial = self.captions.off_the_front(found["post"]).strip(" .-"), found["serial"]
        if post in _TO_THE_SECRETARY and (number := _NUMBER_BEHIND.match(found["rest"])):
            post, serial = number.groups()
        if not letters(post).startswith("XXX"):
            self.post = _post(post)
        self.serial = int(serial)

    def read_alone(self, found: re.Match[str]) -> None:
        """Read a line that holds a level without post and serial (`LEVEL_ALONE`)."""
        self._level(found["level"], found["rest"])
        self.cable.class_line = found[0].strip()
        self.cable.section_count = 1

    def read_damaged(self) -> tuple[int, int] | None:
        """The first lines again, for a level with a letter wrong before a known post; the line's offsets."""
        at = 0
        for line in self.flow[:600].split("\n")[:6]:
            if damaged := damaged_line(line):
                level, self.post, self.serial = damaged
                self._level(level, "")
                self.cable.issues.append(Issue("class_line_damaged", "info", line.strip()))
                self.cable.class_line = line.strip()
                section = _SECTION.search(line)
                self.cable.section_count = int(section[2]) if section else 1
                self.section = int(section[1]) if section else None
                return at, at + len(line)
            at += len(line) + 1
        return None

    def _level(self, written: str, beside: str) -> None:
        cable = self.cable
        compact = letters(written)
        if compact.startswith("TOP"):
            level = 4
        elif compact.endswith("ECRET"):
            level = 3
        elif compact.endswith("ONFIDENTIAL") or compact == "RESTRICTED":
            level = 2
        elif compact.startswith("LIMITED"):
            level = 1
            cable.classification = "LIMITED OFFICIAL USE"
        else:
            level = 0
            if compact.startswith("SENSITIVE"):
                self.captions.add("SENSITIVE")
        cable.class_level = level
        cable.classification_source = "text"
        spaced_well = (
            written in (compact, " ".join(compact))
            or level == 1
            or compact in ("TOPSECRET", "SENSITIVEBUTUNCLASSIFIED")
        )
        if compact not in _USUAL or not spaced_well:
            cable.issues.append(Issue("class_line_damaged", "info", " ".join(written.split())))
        if beside.isspace():
            return
        self.captions.among(_SPACED_NOFORN.sub("NOFORN", beside))
        if "FOR OFFICIAL USE ONLY" in beside.upper():
            self.captions.add("FOR OFFICIAL USE ONLY")
        if _EFTO.search(beside) and "EFTO" not in cable.captions:
            self.captions.add("EFTO")


def damaged_line(line: str) -> tuple[str, str, int | None] | None:
    """Level, post and serial of a line with a letter wrong, lost or glued: `LIMITED OFFICAL USE ZENDA 7765`,
    `S E C R E TSECTION 1 OF 2 ZENDA 7765`, or the serial forgotten; None for any whose post is not known."""
    tail = _SERIAL_AT_END.search(line)
    if tail is None:
        alone = _NO_SERIAL.fullmatch(line)
        post = MRN_POSTS.get(letters(alone["post"])) if alone else None
        return (alone["level"], post, None) if alone and post else None
    before = line[: tail.start()]
    compact = _swapped(letters(before.replace("0", "O")))
    if len(compact) <= 8 or not (level := _DAMAGED_LEVEL.match(compact)):
        return None
    name = next((name for name in _ONE_WORD_LEVELS if within_one(level[0], name)), "LIMITED OFFICIAL USE")
    post = _post_at_the_end(re.sub(r"\d+", " ", before))
    if post not in MRN_POSTS.values():
        post = MRN_POSTS.get(_GLUED_SECTION.sub("", compact[level.end() :], count=1))
    return (name, post, int(tail[1])) if post else None


def _figure(written: str) -> int:
    """A section's number: `01`, `ONE`."""
    return _FIGURES.get(written.upper()) or int(written)


def _swapped(compact: str) -> str:
    """A line whose level has two neighbouring letters swapped, with the level as meant: `SERCET`."""
    for level in ("UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET"):
        word = compact[: len(level)]
        if word != level and sorted(word) == sorted(level) and within_one(word, level):
            return level + compact[len(level) :]
    return compact


@lru_cache(maxsize=4096)
def _post(written: str) -> str:
    """The post in letters, without what is none of it; a mission keeps its name (`OECD PARIS` is not the embassy)."""
    words = written.upper().split()
    while len(words) > 1 and words[0] in _BEFORE_A_POST:
        del words[0]
    name = "".join(words)
    return MRN_POSTS.get(name) or letters(name)


@lru_cache(maxsize=4096)
def _post_at_the_end(written: str) -> str:
    """The post in letters: the longest end of the words that is a known one, else all of them."""
    words = written.upper().split()
    for first in range(len(words)):
        if (name := "".join(words[first:])) in MRN_POSTS:
            return MRN_POSTS[name]
    return letters(written)
