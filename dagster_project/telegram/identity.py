"""The message reference number (MRN): year, post, serial; its canonical form and its misspellings."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dagster_project.telegram.vocabulary import CUT_POSTS, MRN_POSTS, letters


class Mrn(NamedTuple):
    """A message reference number: four-digit year, post in letters, serial."""

    year: int
    post: str
    serial: int

    @property
    def cable_id(self) -> str:
        return f"{self.year % 100:02d}{self.post}{self.serial}"


def four_digit_year(two_digits: int) -> int:
    """66-99 are 1966-1999, 00-65 are 2000-2065 (ACP 127's own rule splits at 06 and must not be used)."""
    return 1900 + two_digits if two_digits >= 66 else 2000 + two_digits


_CANONICAL = re.compile(r"(\d{2}|(?:19|20)\d{2})[ -]?([A-Z][A-Z ./'-]*?)[ -]?0*(\d{1,7})", re.ASCII)
# What slips from the classification line into a number: 08SECTION01OF02PARIS1600, 09EFTOLIMA12.
_INTRUDERS = re.compile(
    r"(?:EFTO|SIPDIS|NOFORN|UNCLAS|SENSITIVE|C ?O ?R ?R ?E ?C ?T ?E ?D ?COPY|TOSEC\d*|FINALSECTION(?:OF\d*)?"
    r"|(?:EX|S)ECTION\d*(?:OF\d*)?|SECTION\d*OF\d*)+(?=[A-Z])"
)


@lru_cache(maxsize=65536)
def read_mrn(written: str) -> tuple[Mrn | None, str | None]:
    """A carrier's number as (number, repair): `08PARIS001600` -> (08PARIS1600, None).

    The repair names what had to be undone (`intruder`, `post_cut`, `post_spelling`); both are None when the
    string is no number at all.
    """
    text = written.strip().upper()
    if not text.isascii():
        return None, None
    found = _CANONICAL.fullmatch(text)
    repair = None
    if not found:
        compact = re.sub(r"[^A-Z0-9]", "", text)
        head = re.match(r"\d{2}(?:\d{2})?(?=[A-Z])", compact)
        if not head:
            return None, None
        cleaned = head[0] + _INTRUDERS.sub("", compact[head.end() :], count=1)
        found = _CANONICAL.fullmatch(cleaned)
        if not found:
            return None, None
        repair = "intruder"
    year, post, serial = int(found[1]), letters(found[2]), int(found[3])
    year = year if year > 99 else four_digit_year(year)
    if post not in MRN_POSTS:
        stripped = _INTRUDERS.sub("", post, count=1)
        if stripped in MRN_POSTS:
            post, repair = stripped, "intruder"
        elif cut := post_cut_to_six(post):
            post, repair = cut, "post_cut"
        elif near := near_post(post):
            post, repair = near, "post_spelling"
    return Mrn(year, MRN_POSTS.get(post, post), serial), repair


@lru_cache(maxsize=4096)
def post_cut_to_six(post: str) -> str | None:
    """The one known post whose first six characters these are (SANTIA, SANSA); None where there are several."""
    whole = CUT_POSTS.get(post, set()) if len(post) > 3 else set()
    return next(iter(whole)) if len(whole) == 1 else None


@lru_cache(maxsize=4096)
def near_post(post: str) -> str | None:
    """The one known post that differs from `post` by one letter more, less, other or swapped."""
    if not 5 <= len(post) <= _LONGEST_POST:
        return None
    near = {MRN_POSTS[other] for other in slips_of(post, _POSTS)}
    return near.pop() if len(near) == 1 else None


def within_one(a: str, b: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns `a` into `b`."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def without_one(word: str) -> set[str]:
    """The word, and what is left of it without any one letter: two words a slip apart have one of these in common."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def by_remnant(words: Iterable[str]) -> dict[str, list[str]]:
    """Each remnant of the words (`without_one`) with the words that it is left of."""
    index: dict[str, list[str]] = {}
    for word in words:
        for remnant in without_one(word):
            index.setdefault(remnant, []).append(word)
    return index


def slips_of(word: str, index: dict[str, list[str]]) -> set[str]:
    """The words of an index (`by_remnant`) that one slip turns into `word`: to ask each of them takes too long for a
    text of nothing but unknown words."""
    possible = {other for remnant in without_one(word) for other in index.get(remnant, ())}
    return {other for other in possible if within_one(word, other)}


_POSTS = by_remnant(MRN_POSTS)
_LONGEST_POST = max(map(len, MRN_POSTS)) + 1
