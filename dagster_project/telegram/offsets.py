"""Offsets in a text: where words stand, and where what is no blank ends."""


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
