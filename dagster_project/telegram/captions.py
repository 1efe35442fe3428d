"""Captions: what may be done with a telegram, in words of their own (SIPDIS, NOFORN, CORRECTED COPY)."""

import re
from functools import lru_cache

from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.identity import by_remnant, slips_of
from dagster_project.telegram.vocabulary import CAPTIONS, letters

_CORRECTED = re.compile(r"\s*[*(\"' -]*C\s?O\s?R\s?R\s?E\s?C\s?T(?:\s?E\s?D)?\s+C\s?O\s?P\s?Y\b", re.IGNORECASE)
_CAPTION_WORDS = re.compile(
    r"(?:SBU|FOUO|" + "|".join(
        re.escape(caption).replace(r"\ ", r"[ \t]+") for caption in sorted(CAPTIONS, key=len, reverse=True)
        if not caption.startswith(("FOR ", "C O R", "NOTAL", "REL TO", "RELEASABLE"))
    ) + r")(?![A-Z])",
    re.IGNORECASE,
)  # fmt: skip
_RELEASABLE = re.compile(r"\s*REL(?:EASABLE)?\s+TO\s+[A-Z ,]+$", re.IGNORECASE)
_RELEASABLE_TO = re.compile(r"(?<=//)REL(?: TO)? [A-Z]{3,4}(?:,? [A-Z]{3,4})*$")
"""Behind a level: `SECRET//REL SAU` (08STATE128877)."""
_NOTICE = re.compile(
    r"(?P<sensitive>(?:SENSITIVE BUT UNCLASSIFIED|UNCLASSIFIED BUT SENSITIVE|SBU)[ ,;:./-]+)?"
    r"(?:(?:PLEASE )?(?:HANDLE|PROTECT)(?(sensitive)| ACCORDINGLY)"
    r"|NOT FOR (?(sensitive)|(?:PUBLIC |GENERAL |FURTHER )?(?:DISTRIBUTION|DISSEMINATION|RELEASE)\b)"
    r"|(?(sensitive)DELIBERATIVE PROCESS|(?!))"
    r"|(?:THIS (?:CABLE|MESSAGE|TELEGRAM|REPORT) )?CONTAINS [A-Z ]{0,40}\b(?:PROPRIETARY|SENSITIVE) [A-Z]+)"
    r"[^.]{0,60}\.?$",
    re.IGNORECASE,
)
"""`SENSITIVE BUT UNCLASSIFIED -- HANDLE ACCORDINGLY` (07PARIS1791), `PLEASE PROTECT ACCORDINGLY`"""
_NOTICE_FIRST = frozenset("SUPHNTCsuphntc")
_SPACED = re.compile(r"(?:[A-Z] ){3,}[A-Z]")
_HANDLING = by_remnant(("NOFORN", "SIPDIS", "EXDIS", "NODIS", "LIMDIS", "STADIS", "SENSITIVE"))
_LONGEST_SLIP = 12
_LONGEST_KEPT = 80
"""Characters of the lines whose captions are kept: the same few lines stand in most telegrams."""


@lru_cache(maxsize=4096)
def _only_captions(text: str) -> tuple[str, ...] | None:
    """The captions on a line that holds nothing else, as written; None for any other line."""
    at = 0
    captions = []
    while at < len(text):
        found = _CAPTION_WORDS.match(text, at)
        if not found:
            return None
        captions.append(found[0])
        at = found.end()
        while at < len(text) and text[at] in " \t,;/.-":
            at += 1
    return tuple(captions)


@lru_cache(maxsize=4096)
def _front(text: str) -> tuple[tuple[str, ...], str]:
    """The captions that a text begins with, as written, and what is left of it."""
    captions = []
    while caption := _CAPTION_WORDS.match(text):
        captions.append(caption[0])
        text = text[caption.end() :].lstrip(" /,")
    return tuple(captions), text


@lru_cache(maxsize=4096)
def _misspelt(text: str) -> str | None:
    """The handling caption that a line alone is one slip away from: `NOFRN`, `NOFO RN`, `SENSTIVE`."""
    word = letters(text)
    near = slips_of(word, _HANDLING) if 4 < len(word) < 11 else set()
    return near.pop() if len(near) == 1 and text not in near else None


class Captions:
    """Collects the captions of a text into `cable.captions`: distinct, in order, as they are usually written."""

    def __init__(self, cable: Cable):
        self.cable = cable
        self.noforn = False
        self.sensitive = False

    def line(self, text: str) -> bool:
        """Read a line that holds nothing but captions; False when it holds anything else."""
        if text == "SIPDIS":  # as in nearly every telegram since 2000
            self.add(text)
            return True
        if text[1:2] == " " and _SPACED.fullmatch(text):
            text = text.replace(" ", "")
        if corrected := _CORRECTED.match(text):
            self.add("CORRECTED COPY")
            for caption in _only_captions(text[corrected.end() :].strip(" -*)")) or ():  # else why it was corrected
                self.add(caption)
            return True
        if _RELEASABLE.fullmatch(text) and len(text) < 60:
            self.add(text)
            return True
        if text.upper() in ("FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY"):
            self.add("FOR OFFICIAL USE ONLY")
            return True
        if text[:1] in _NOTICE_FIRST and (notice := _NOTICE.match(text)):
            if "PROTECT" in text.upper():
                self.cable.has_protect_phrase = True
            if notice["sensitive"] and "SENSITIVE" not in self.cable.captions:
                self.cable.captions.append("SENSITIVE")  # how to handle it: the level is that of the heading
            return True
        if len(text) < _LONGEST_SLIP and text.isupper() and (meant := _misspelt(text)):
            self.cable.issues.append(Issue("caption_typo", "info", text))
            text = meant
        captions = _only_captions(text) if len(text) < _LONGEST_KEPT else _only_captions.__wrapped__(text)
        for caption in captions or ():
            self.add(caption)
        return captions is not None

    def among(self, text: str) -> None:
        """Add the captions that stand among other words: what a level's line says again is not doubled."""
        for caption in _CAPTION_WORDS.finditer(text):
            self.add(caption[0], is_line=False)
        if _CORRECTED.search(text):
            self.add("CORRECTED COPY", is_line=False)
        if releasable := _RELEASABLE_TO.search(text):
            self.add(releasable[0], is_line=False)

    def off_the_front(self, text: str) -> str:
        """Add the captions that `text` begins with; what is left of it."""
        captions, rest = _front(text) if len(text) < _LONGEST_KEPT else _front.__wrapped__(text)
        for caption in captions:
            self.add(caption)
        return rest

    @staticmethod
    def behind(text: str) -> str:
        """What is left of a text behind the captions that it begins with."""
        return _front.__wrapped__(text)[1]

    @staticmethod
    def begins(text: str) -> bool:
        """Whether a text begins with a caption."""
        return bool(_CAPTION_WORDS.match(text) or _CORRECTED.match(text))

    def add(self, written: str, is_line: bool = True) -> None:
        """One caption as written; only on lines of their own they stand doubled."""
        cable = self.cable
        name = " ".join(written.upper().split())
        canonical = CAPTIONS.get(name, name)
        if canonical == "SBU":
            self.sensitive = True
            name = "SENSITIVE"
        elif canonical in ("FOUO", "FOR OFFICIAL USE ONLY"):
            self.sensitive = True
        elif canonical == "NOFORN":
            self.noforn = True
        elif canonical == "CORRECTED COPY":
            name = "CORRECTED COPY"
        elif canonical == "MINIMIZE":
            cable.has_minimize = True
        if name not in cable.captions:
            cable.captions.append(name)
        elif is_line and not any(issue.code == "caption_doubled" for issue in cable.issues):
            cable.issues.append(Issue("caption_doubled", "info", name))
