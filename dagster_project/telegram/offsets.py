"""Offsets in a text: where words stand, and where what is no blank ends."""

import re

_BLANK = re.compile(r"\s")
ODD_BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) not in " \n"]
"""All blanks but the plain one and the line feed."""


def places(text: str, words: str) -> list[int]:
    """Offsets of every occurrence of `words`."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def end_of_text(text: str, end: int) -> int:
    """Offset after the last character before `end` that is no blank."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def plain_blanks(text: str) -> str:
    """The text with a plain blank for every line end, tab and other blank; offsets do not move."""
    for blank in ODD_BLANKS:
        if blank in text:
            return _BLANK.sub(" ", text)
    return text.replace("\n", " ")
