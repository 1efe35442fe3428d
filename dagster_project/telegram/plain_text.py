"""The layout of a text, taken out before it is read: what its lines end in, and gaps wider than any page.

The parser reads lines that end in a line feed alone. Windows writes two characters, a teletype three or more; old
Macintosh texts have the carriage return alone. A gap of more than 100 blanks says no more than one of 100, and a
pattern that asks twice for blanks would take the square of its length.
"""

import re
from bisect import bisect_right
from itertools import accumulate, pairwise

from dagster_project.telegram.cable import Cable, Span
from dagster_project.telegram.offsets import ODD_BLANKS

_WIDEST = 100
_GAP = " " * (_WIDEST + 1)
_LAYOUT = re.compile(rf"(?<!\r)\r+(?=\n)|[^\S\r\n](?<=[^\S\r\n]{{{_WIDEST + 1}}})[^\S\r\n]*+")
_LINE_ENDS = re.compile(r"\r(?<!\r\r)\r*+(?=\n)")
"""All the layout of a text without such a gap; the pattern above takes ten times as long to say the same."""
_ASCII_BLANKS = [*filter(str.isascii, ODD_BLANKS)]


class PlainText:
    """A text without layout, and the way back to the offsets of the text as it was."""

    def __init__(self, written: str):
        self.text = written
        self._removed, self._at = [0], []
        odd = [blank for blank in (_ASCII_BLANKS if written.isascii() else ODD_BLANKS) if blank in written]
        self.has_odd_blanks = any(blank not in "\r\xa0" for blank in odd)
        """Whether blanks other than the plain one and the line feed may be left in `text`."""
        blanks = written
        for blank in odd:
            if blank != "\r":
                blanks = blanks.replace(blank, " ")
        has_gap = _GAP in blanks
        if not odd and not has_gap:
            return
        layout = _LAYOUT if has_gap else _LINE_ENDS
        found = list(layout.finditer(written))
        self.text = layout.sub("", written).replace("\r", "\n").replace("\xa0", " ")
        lengths = [len(each[0]) for each in found]
        self._removed = [0, *accumulate(lengths)]
        self._at = [each.start() - before for each, before in zip(found, self._removed, strict=False)]

    def written(self, offset: int) -> int:
        """The offset in the text as written of a character of `text`; of its end that of the end."""
        return offset + self._removed[bisect_right(self._at, offset)]

    def restore(self, cable: Cable, name: str) -> None:
        """Give the spans of a cable's header or body, and of the body its paragraphs, the offsets as written."""
        if not self._at:
            return
        written = self.written
        spans = getattr(cable, f"{name}_spans")
        ends = [0, *(written(span.end) for span in spans)]  # what was taken out belongs to what stands before it
        setattr(
            cable, f"{name}_spans", [Span(*span, each.kind) for each, span in zip(spans, pairwise(ends), strict=True)]
        )
        if name == "body":
            cable.paragraphs = [
                paragraph._replace(
                    char_start=written(paragraph.char_start), char_end=written(paragraph.char_end - 1) + 1
                )
                for paragraph in cable.paragraphs
            ]
