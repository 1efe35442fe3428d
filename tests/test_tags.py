"""The TAGS line: separators, kinds, persons, and repairs that keep what was written."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.tags import kind_of, read_tags


def read(value: str) -> Cable:
    cable = Cable()
    read_tags(value, cable)
    return cable


@pytest.mark.parametrize("value", ["PREL PGOV FR", "PREL, PGOV, FR", "PREL,PGOV,FR", "PREL PGOV\nFR", "prel Pgov fr."])
def test_separators(value: str) -> None:
    assert [(tag.position, tag.tag) for tag in read(value).tags] == [(1, "PREL"), (2, "PGOV"), (3, "FR")]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("PREL", "subject"),
        ("ABCZ", "subject"),  # not listed: four letters, the first a field
        ("KDEM", "program"),
        ("KXQZ", "program"),  # not listed: K and three letters
        ("CH", "country"),  # China: the Department's codes are not ISO's
        ("UNSC", "organization"),
        ("TERRORISM", "unknown"),  # a word
        ("XABC", "unknown"),  # X is no field
    ],
)
def test_kind(code: str, kind: str) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    "value",
    [
        "OVIP (QUILL, QUENTIN), KDEM",  # the comma inside is the name's
        "OVIP (QUILL,\nQUENTIN) KDEM",  # wrapped
    ],
)
def test_persons_stand_in_parentheses(value: str) -> None:
    assert [(t.tag, t.kind) for t in read(value).tags] == [
        ("OVIP", "subject"),
        ("QUILL, QUENTIN", "person"),
        ("KDEM", "program"),
    ]


@pytest.mark.parametrize(
    ("value", "persons", "issues"),
    [
        ("OVIP OXBOWE OLIVE PREL FR", ["OXBOWE, OLIVE"], ["person_comma"]),  # parentheses and comma lost
        ("PREL OVIP QUILL QUENTIN", ["QUILL, QUENTIN"], ["person_comma"]),
        ("OVIP OXBOWE\nOLIVE Q PREL", ["OXBOWE, OLIVE Q"], ["person_comma"]),  # wrapped, with an initial
        ("OVIP OXBOWE OLIVE QUILL QUENTIN FR", ["OXBOWE, OLIVE", "QUILL, QUENTIN"], ["person_comma"] * 2),
        ("OVIP, OXBOWE, QUILL, AND YODER.", ["OXBOWE", "QUILL", "YODER"], []),  # commas part persons
        ("OVIP OXBOWE, PREL", ["OXBOWE"], []),
        ("OVIP PREL FR", [], []),
    ],
)
def test_persons_without_parentheses(value: str, persons: list[str], issues: list[str]) -> None:
    cable = read(value)
    assert [tag.tag for tag in cable.tags if tag.kind == "person"] == persons
    assert [tag.position for tag in cable.tags] == list(range(1, len(cable.tags) + 1))
    assert [issue.code for issue in cable.issues] == issues


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("", []),
        ("()", []),
        ("(U) PREL", ["PREL"]),
        ("PREL (U), FR", ["PREL", "FR"]),
        ("XXXXXXXX PREL", ["PREL"]),
        ("PREL AND FR", ["PREL", "FR"]),
    ],
)
def test_what_is_no_tag(value: str, tags: list[str]) -> None:
    assert [tag.tag for tag in read(value).tags] == tags


@pytest.mark.parametrize(
    ("raw", "tags", "repair"),
    [
        ("POGOV", ["PGOV"], "tag_typo"),
        ("MOPPS", ["MOPS"], "tag_typo"),
        ("EINDETRD", ["EIND", "ETRD"], "tags_glued"),
        ("KDEMAF", ["KDEM", "AF"], "tags_glued"),  # program and country
        ("PREL.PGOV.FR", ["PREL", "PGOV", "FR"], "tags_glued"),  # with stops
        ("PREL-PGOV", ["PREL", "PGOV"], "tags_glued"),
        ("KNNPP", ["KNNP"], "tag_typo"),
        ("PREL!", ["PREL"], None),
        ("PREL.FOG", ["PREL.FOG"], None),
        ("PREL", ["PREL"], None),
        ("PEPQ", ["PEPQ"], None),  # may well be a tag that the list lacks
        ("NATOEUN", ["NATO", "EUN"], "tags_glued"),
        ("NORS", ["NORS"], None),  # two countries, or a place; no slip of PORS
        ("COUNTERFOG", ["COUNTERFOG"], None),  # near nothing
        ("ENGR", ["ENRG"], "tag_typo"),  # two letters swapped
        ("PERL", ["PREL"], "tag_typo"),
        ("PGVO", ["PGOV"], "tag_typo"),
        ("CERP", ["CERP"], None),  # of a rare tag: may be one of its own
        ("PG0V", ["PGOV"], "tag_typo"),
        ("KDEMM", ["KDEM"], "tag_typo"),
        ("KENYA", ["KENYA"], None),
        ("PRELPGOVFR", ["PREL", "PGOV", "FR"], "tags_glued"),
        ("PRELPGOVPHUM", ["PREL", "PGOV", "PHUM"], "tags_glued"),
        ("PRELPGOVFOG", ["PRELPGOVFOG"], None),
    ],
)
def test_repair_keeps_the_raw_tag(raw: str, tags: list[str], repair: str | None) -> None:
    cable = read(raw)
    assert [(tag.tag, tag.raw, tag.repair) for tag in cable.tags] == [(tag, raw, repair) for tag in tags]
    assert [issue.code for issue in cable.issues] == ([repair] if repair else [])


def test_no_tags() -> None:
    cable = parse("", "UNCLAS ROME 000012\n\nSUBJECT: FOG\n\n¶1. (U) Fog.")
    assert cable.tags == [] and "no_tags" in [issue.code for issue in cable.issues]


def test_the_initial_of_a_person_keeps_its_stop() -> None:
    assert read("OVIP (QUILL, QUENTIN, JR.)").tags[1].tag == "QUILL, QUENTIN, JR."
    cable = Cable()
    read_tags("OVIP (FOG, OLIVER M.), PREL (OXBOW, OLIVE.)", cable)
    assert [tag.tag for tag in cable.tags] == ["OVIP", "FOG, OLIVER M.", "PREL", "OXBOW, OLIVE"]


@pytest.mark.parametrize(
    ("value", "persons"),
    [
        ("OVIP [OXBOW, OLIVE], PREL", [("OXBOW, OLIVE", "[OXBOW, OLIVE]")]),
        ("OVIP (OXBOW, OLIVE; QUILL, QUENTIN) PREL",
         [("OXBOW, OLIVE", "(OXBOW, OLIVE; QUILL, QUENTIN)"), ("QUILL, QUENTIN", "(OXBOW, OLIVE; QUILL, QUENTIN)")]),
    ],
)  # fmt: skip
def test_brackets_and_two_persons_in_one_pair_of_them(value: str, persons: list[tuple[str, str]]) -> None:
    assert [(t.tag, t.raw) for t in read(value).tags] == [("OVIP", "OVIP"), *persons, ("PREL", "PREL")]


def test_a_person_whose_comma_has_no_blank_behind_it() -> None:
    assert [tag.tag for tag in read("OVIP (OXBOW,OLIVE)").tags] == ["OVIP", "OXBOW, OLIVE"]


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ("PREL, ET\nRD, FR", ["PREL", "ETRD", "FR"]),
        ("PREL, E\nTRD, FR", ["PREL", "ETRD", "FR"]),
        ("PREL, FR\nIT, GG", ["PREL", "FR", "IT", "GG"]),  # no tag together
        ("PREL, ET,\nRD, FR", ["PREL", "ET", "RD", "FR"]),
    ],
)
def test_a_tag_cut_at_the_line_end(value: str, tags: list[str]) -> None:
    assert [tag.tag for tag in read(value).tags] == tags
