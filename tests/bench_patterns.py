"""How the time of every regular expression grows with its text, on texts made from the pattern itself.

    python -m tests.bench_patterns [WORD]

Prints, for the patterns that are worst (for all whose name holds WORD), the nanoseconds a character takes and the
exponent e in time ~ length ** e: 1 in proportion, 2 the square; both of the worst text found, which is told as what it
begins with, what is repeated and how it ends. Where a pattern is asked only of what is short, that stands behind it.
Times of a busy machine are noisy: an exponent up to 1.3 says nothing.
"""

import functools
import heapq
import math
import random
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from re import _constants as code
from re import _parser as parser

from dagster_project.telegram import split
from dagster_project.telegram.plain_text import PlainText
from tests.patterns import Found, Pattern, found

LENGTH = 2_000
"""Characters of the texts among which the worst is sought; its growth is measured up to four times as many."""
SLOW = 0.02
"""Seconds for `LENGTH` characters after which no worse text is sought."""
PATIENCE = 2.0
"""CPU-seconds after which a text is given up; the exponent is then infinite."""
SHOWN = 20
SAMPLES = 6
PUMPS = (
    "a",
    "A",
    "X",
    "1",
    " ",
    "\t",
    "\n",
    "\r",
    "\xa0",
    "-",
    "/",
    ".",
    ",",
    "(",
    "<",
    '"',
    "\\",
    "a ",
    "A ",
    "1 ",
    "\n ",
    "A\n",
    "A. ",
)
TAILS = ("", "\0", "\n\0", "a", "1 ")
CLASS = "aAxX1 \n\t\xa0-./,()\"'&;:<>=*#_@ Zéſ\0"
"""From these a character of a class is taken, where one is in it."""

SEES_ANY = ("CLASS_LINE", "FL5", "_LAYOUT", *(f"split.{name}" for name in vars(split) if name.startswith("_")))
"""Patterns of the parser that are asked of texts before their layout is taken out."""

BOUNDED = {
    "dumps.teletype_stream._ANNOUNCES": "a line without its end, where it always matches",
    "dumps.teletype_stream._ENDING": "1,000 bytes",
    "questions._ENTRY": "lines of sql/questions",
    "telegram.authority._NAME_TAIL": "100 characters",
    "telegram.authority._SECTION": "a paragraph, which has no empty line",
    "telegram.closing._AFTER_URL_OR_CLOSER": "120 characters",
    "telegram.closing._SENTENCE": "a line of 30 characters",
    "telegram.headings._HEADING_RULE": "200 characters",
    "telegram.marks._SEPARATOR": "a mark, 100 characters",
    "telegram.page_lines._INLINE": "68 characters",
    "telegram.paragraphs._RULE_ENDS": "a heading, 240 characters",
    "telegram.references._KINDS[4][1]": "500 characters",
}
"""What a pattern is asked of where that is short, whatever the length of the dump."""

Attack = tuple[str, str, str]


def main() -> None:
    signal.signal(signal.SIGVTALRM, _give_up)
    word = sys.argv[1] if sys.argv[1:] else ""
    every = [one for one in found() if word in one.name]
    measured = sorted((_worst(one, method) for one in every for method in one.methods), reverse=True)
    print(f"{len(every)} patterns, {len(measured)} ways to call them")
    print(f"{'pattern':<46}{'called by':>10}{'ns a character':>16}{'exponent':>10}  text")
    for exponent, nanoseconds, name, method, (start, pump, tail) in measured if word else measured[:SHOWN]:
        bound = f"  [of {BOUNDED[name]}]" if name in BOUNDED else ""
        text = f"{start[-20:]!r} + {pump[:20]!r} * n + {tail!r}"
        print(f"{name:<46}{method:>10}{nanoseconds:>16,.0f}{exponent:>10.2f}  {text}{bound}")


def attacks(pattern: Pattern) -> Iterator[Attack]:
    """What texts made of a pattern begin with, repeat, and end with."""
    seen = set()
    for seed in range(SAMPLES):
        sample = _Sample(seed)
        whole = sample.read(_tree(pattern))
        tails = (*TAILS, whole)
        own = [(start, pump, tail) for start, pump in sample.repeats if pump for tail in tails]
        own += [(0, whole[:end], tail) for end in range(1, len(whole) + 1, max(1, len(whole) // 8)) for tail in tails]
        others = [(start, pump, "\0") for start in (0, *(start for start, *_ in own)) for pump in PUMPS]
        for start, pump, tail in (*own, *others):
            if (attack := (whole[:start], pump, tail)) not in seen:
                seen.add(attack)
                yield attack


def _tree(pattern: Pattern) -> list:
    written = pattern.pattern
    written = written.decode("latin-1") if isinstance(written, bytes) else written
    flags = pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)
    return parser.parse(written.replace("{e<=1}", ""), flags)  # fuzzy matching, which only `regex` knows


class _Sample:
    """A text that a pattern reads, but for what it must not stand beside; and what may be repeated where in it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.text = ""
        self.repeats: list[tuple[int, str]] = []
        self.groups: dict[int, str] = {}

    def read(self, tree: list) -> str:
        for op, value in tree:
            self._read(op, value)
        return self.text

    def _read(self, op: object, value: object) -> None:
        start = len(self.text)
        if op in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            least, most, inner = value
            for _ in range(max(least, self.chance.randint(0, 1) if most < 4 else 1)):
                self.read(inner)
            if most > 3:
                self.repeats.append((start, self.text[start:]))
        elif op is code.SUBPATTERN:
            self.read(value[3])
            self.groups[value[0]] = self.text[start:]
        elif op is code.ATOMIC_GROUP:
            self.read(value)
        elif op is code.BRANCH:
            self.read(self.chance.choice(value[1]))
        elif op is code.GROUPREF:
            self.text += self.groups[value]
        elif op is code.LITERAL:
            self.text += chr(value)
        elif op in (code.IN, code.NOT_LITERAL, code.ANY):
            items = value if op is code.IN else [(op, value)]
            self.text += self.chance.choice([c for c in CLASS if _in_class(items, c)] or [_first(items)])


def _in_class(items: list, character: str) -> bool:
    negated = items[0][0] is code.NEGATE
    return negated != any(_fits(op, value, character) for op, value in items[negated:])


def _fits(op: object, value: object, character: str) -> bool:
    if op is code.CATEGORY:
        return re.match(_CATEGORIES[value], character) is not None
    if op is code.RANGE:
        return value[0] <= ord(character) <= value[1]
    if op is code.ANY:
        return character != "\n"
    return (op is code.LITERAL) == (ord(character) == value)


_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _first(items: list) -> str:
    """A character of a class that names its characters."""
    op, value = items[0]
    return chr(value[0] if op is code.RANGE else value)


def _worst(one: Found, method: str) -> tuple[float, float, str, str, Attack]:
    """Exponent and nanoseconds a character of the attack that takes a pattern longest."""

    def seconds(attack: Attack, times: int, repeats: int) -> float:
        text = _text(one, attack, LENGTH * times)
        return min(_seconds(call, text) for _ in range(repeats))

    call = _call(one.pattern, method)
    tried: list[tuple[float, Attack]] = []
    for attack in attacks(one.pattern):
        tried.append((seconds(attack, 1, 1), attack))
        if tried[-1][0] > SLOW:
            break
    worst = max((attack for _, attack in heapq.nlargest(5, tried)), key=lambda attack: seconds(attack, 2, 2))
    once, last = seconds(worst, 1, 5), seconds(worst, 4, 5)
    exponent = math.log(last / once, 4) if once < math.inf else math.inf
    return exponent, last / LENGTH / 4 * 1e9, one.name, method, worst


def _text(one: Found, attack: Attack, length: int) -> str | bytes:
    """An attack as long as that, in the form in which the pattern gets to see it."""
    start, pump, tail = attack
    text = start + pump * (length // len(pump)) + tail
    if one.name.startswith("telegram.") and not one.name.endswith(SEES_ANY):
        text = PlainText(text).text  # all that the parser reads
    return text.encode() if isinstance(one.pattern.pattern, bytes) else text


def _seconds(call: Callable[[str | bytes], object], text: str | bytes) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    began = time.perf_counter()
    try:
        call(text)
        return time.perf_counter() - began
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _call(pattern: Pattern, method: str) -> Callable[[str | bytes], object]:
    if method == "finditer":
        return lambda text: deque(pattern.finditer(text), maxlen=0)
    if method in ("sub", "subn"):
        return functools.partial(getattr(pattern, method), b"" if isinstance(pattern.pattern, bytes) else "")
    return getattr(pattern, method)


def _give_up(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
