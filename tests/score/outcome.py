"""Outcomes of a scorecard, and what is told of them: the table, the first differences, gains and losses."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Outcome(NamedTuple):
    """One comparison: a field of a cable (`item` says which paragraph or addressee), expected against read."""

    field: str
    cable_id: str
    item: str
    expected: object
    got: object
    equal: bool

    @property
    def place(self) -> str:
        return f"{self.cable_id} {self.item}".strip()


def compared(field: str, cable_id: str, expected: object, got: object, item: str = "") -> Outcome:
    return Outcome(field, cable_id, item, expected, got, expected == got)


def table(outcomes: Iterable[Outcome], differences: int) -> Iterator[str]:
    """Lines to print: one a field, and under it its first differences, expected before got."""
    fields: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        fields[outcome.field].append(outcome)
    yield f"{'field':<32}{'compared':>10}{'equal':>8}{'share':>9}"
    for field, those in fields.items():
        wrong = [o for o in those if not o.equal]
        equal = len(those) - len(wrong)
        yield f"{field:<32}{len(those):>10}{equal:>8}{equal / len(those):>9.2%}"
        for outcome in wrong[:differences]:
            expected, got = _differing(outcome.expected, outcome.got)
            yield f"    {outcome.place}: {_short(expected)} | {_short(got)}"
        if len(wrong) > differences:
            yield f"    and {len(wrong) - differences} more"


def _differing(expected: object, got: object) -> tuple[object, object]:
    """Two lists without what they begin and end with alike; other values as they are."""
    if isinstance(expected, list) and isinstance(got, list):
        while expected and got and expected[0] == got[0]:
            expected, got = expected[1:], got[1:]
        while expected and got and expected[-1] == got[-1]:
            expected, got = expected[:-1], got[:-1]
    return expected, got


def _short(value: object, width: int = 100) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= width else text[: width - 3] + "..."


def write(outcomes: list[Outcome], file: Path) -> None:
    lines = (json.dumps(outcome._asdict(), ensure_ascii=False) for outcome in outcomes)
    file.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def load(file: Path) -> list[Outcome]:
    return [Outcome(**fields) for fields in json.loads(file.read_text(encoding="utf-8"))]


def gains_and_losses(before: list[Outcome], now: list[Outcome]) -> Iterator[str]:
    """Lines to print: how many a field, then cable by cable what is right that was wrong, and the other way."""
    old = {(o.field, o.place): o for o in before}
    new = {(o.field, o.place): o for o in now}
    changed = [(old[key], new[key]) for key in new if key in old and old[key].equal != new[key].equal]
    count = Counter((was.field, is_.equal) for was, is_ in changed)
    gains = sum(is_.equal for _, is_ in changed)
    yield f"{gains} gained, {len(changed) - gains} lost, {len(old.keys() ^ new.keys())} compared on one side only"
    for field in sorted({was.field for was, _ in changed}):
        yield f"    {field:<32}+{count[field, True]} -{count[field, False]}"
    for was, is_ in sorted(changed, key=lambda pair: (pair[1].equal, pair[1].cable_id, pair[1].field)):
        yield f"{'gain' if is_.equal else 'LOSS'} {is_.place} {is_.field}"
        expected, wrong = _differing(is_.expected, was.got if is_.equal else is_.got)
        yield f"    expected {_short(expected)}, {'before' if is_.equal else 'now'} {_short(wrong)}"
