"""The layout of a text, taken out before it is read: what its lines end in, gaps wider than any page, double spacing.

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
_EMPTY_LINE = re.compile(r"\n[ \t]*+\n")
_RUN = re.compile(r"\n(?:[ \t]*+\n)*+")
_LEAST_LINES = 12
_LEAST_GAPS = 3
"""Lines, and gaps between its paragraphs, that a text in double spacing has at least."""
_ASCII_BLANKS = [*filter(str.isascii, ODD_BLANKS)]


class PlainText:
    """A text without layout, and the way back to the offsets of the text as it was."""

    def __init__(self, written: str):
        self.text = written
        self._steps: list[tuple[list[int], list[int]]] = []
        odd = [blank for blank in (_ASCII_BLANKS if written.isascii() else ODD_BLANKS) if blank in written]
        self.has_odd_blanks = any(blank not in "\r\xa0" for blank in odd)
        """Whether blanks other than the plain one and the line feed may be left in `text`."""
        blanks = written
        for blank in odd:
            if blank != "\r":
                blanks = blanks.replace(blank, " ")
        has_gap = _GAP in blanks
        if odd or has_gap:
            self._take_out([each.span() for each in (_LAYOUT if has_gap else _LINE_ENDS).finditer(written)])
            self.text = self.text.replace("\r", "\n").replace("\xa0", " ")
        if _is_double_spaced(self.text):
            self._take_out([(each.start(), each.end() - 1) for each in _EMPTY_LINE.finditer(self.text)])

    def _take_out(self, spans: list[tuple[int, int]]) -> None:
        if not spans:
            return
        removed = [0, *accumulate(end - start for start, end in spans)]
        self._steps.append((removed, [start - before for (start, _), before in zip(spans, removed, strict=False)]))
        ends = [0, *(end for _, end in spans)]
        self.text = "".join(
            self.text[end:start] for end, start in zip(ends, [*(start for start, _ in spans), None], strict=True)
        )

    def written(self, offset: int) -> int:
        """The offset in the text as written of a character of `text`; of its end that of the end."""
        for removed, at in reversed(self._steps):
            offset += removed[bisect_right(at, offset)]
        return offset

    def restore(self, cable: Cable, name: str) -> None:
        """Give the spans of a cable's header or body, and of the body its paragraphs, the offsets as written."""
        if not self._steps:
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


def _is_double_spaced(text: str) -> bool:
    """Whether an empty line stands below every line of a text, and three between its paragraphs."""
    if any(line.strip() and below.strip() for line, below in pairwise(text.split("\n", _LEAST_LINES)[:_LEAST_LINES])):
        return False  # as most texts on their first lines
    runs = [each[0].count("\n") for each in _RUN.finditer(text.strip())]
    gaps = [run for run in runs if run > 2]
    return len(runs) >= _LEAST_LINES and len(gaps) >= _LEAST_GAPS and not any(run % 2 for run in runs)
