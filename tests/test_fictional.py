"""The fictional telegrams: the same every time, every form shown, and read back as they were meant."""

import re
from collections import Counter

import fictional
import pytest

from dagster_project import telegram

ROWS = fictional.generate()
BY_FEATURE = Counter(feature for row in ROWS for feature in row.features)
DECLARED = [
    *(f"{part}: {form}" for part, forms in fictional.VOCABULARY["forms"].items() for form in forms),
    *(f"damage: {kind}" for kind in fictional.VOCABULARY["damage"]),
    *fictional.VOCABULARY["others_shown"],
]
LISTS = ("operating_signals", "captions", "pass_lines", "class_reasons")
CHILDREN = ("recipients", "tags", "references", "paragraphs", "routing")
DAMAGE_CODES = {issue for *_, issue in fictional.VOCABULARY["damage"].values() if issue} | {
    "caption_doubled", "eo_typo", "eo_anachronism", "tag_typo", "tags_glued", "partial_record", "no_tags", "no_subject",
}  # fmt: skip


def test_same_arguments_same_telegrams() -> None:
    assert fictional.generate() == ROWS


def test_another_seed_other_telegrams() -> None:
    assert fictional.generate(150, seed=2) != fictional.generate(150, seed=3)


def test_checked_in_file_is_what_the_generator_writes() -> None:
    assert fictional.EXAMPLE.read_bytes() == fictional.as_csv(ROWS).encode(), "run python tests/fictional.py"


def test_no_two_telegrams_alike_but_the_repeats() -> None:
    seen = Counter((row.header, row.body) for row in ROWS)
    assert sum(times - 1 for times in seen.values()) == BY_FEATURE["row: duplicate"]


def test_references_resolve_or_point_to_telegrams_not_in_the_set() -> None:
    present = {row.reference_id for row in ROWS}
    cited = [
        item["ref_cable_id"] for row in ROWS for item in row.expected.get("references", []) if item["ref_cable_id"]
    ]
    assert {True, False} == {number in present for number in cited}


def test_every_form_is_declared() -> None:
    assert set(BY_FEATURE) <= set(DECLARED)


@pytest.mark.parametrize("feature", DECLARED)
def test_every_form_occurs(feature: str) -> None:
    assert BY_FEATURE[feature]


def unlike(expected: object, got: object) -> str:
    """Both values, long texts from where they part."""
    if isinstance(expected, str) and isinstance(got, str) and len(expected + got) > 240:
        part = next((n for n, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b), len(expected))
        start = max(0, min(part, len(got)) - 30)
        expected, got = f"...{expected[start : start + 90]}...", f"...{got[start : start + 90]}..."
    return f"expected {expected!r}, got {got!r}"


def differences(row: fictional.Fictional, cable: object) -> list[str]:
    """`field: expected this, got that` for every fact that was read otherwise than it was meant."""
    found = []

    def compare(name: str, expected: object, got: object) -> None:
        if name.endswith((".text", "class_line")):
            got = " ".join((got or "").split())
        if expected != got:
            found.append(f"{name}: {unlike(expected, got)}")

    for name, expected in row.expected.items():
        got = getattr(cable, name)
        if name in CHILDREN:
            compare(f"number of {name}", len(expected), len(got))
            for n, (meant, read) in enumerate(zip(expected, got, strict=False), start=1):
                for column, value in meant.items() if len(expected) == len(got) else ():
                    compare(f"{name}[{n}].{column}", value, getattr(read, column))
        elif name == "issues":
            compare(name, set(expected) & DAMAGE_CODES, {issue.code for issue in got} & DAMAGE_CODES)
        else:
            compare(name, expected, list(got) if name in LISTS else got)
    return found


def test_read_back_as_meant() -> None:
    found = [
        (row.reference_id, difference)
        for row in ROWS
        for difference in differences(row, telegram.parse(row.header, row.body, cable_id=row.reference_id))
    ]
    by_field = Counter(re.sub(r"\[\d+\]|:.*", "", difference, flags=re.DOTALL) for _, difference in found)
    report = [f"{times:5} {name}" for name, times in by_field.most_common()]
    report += [f"{cable_id} {difference}" for cable_id, difference in found]
    assert not found, "\n".join([f"{len(found)} differences", *report])
