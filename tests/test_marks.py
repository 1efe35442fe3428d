"""Portion marks: the spellings of one mark, and parentheses that hold none."""

import pytest

from dagster_project.telegram.marks import read_mark


@pytest.mark.parametrize("written", ["S/NF", "S//NF", "S NF", "S-NF", "SNF", "S/NOFORN", "N/SF", "s/nf", " S//NF "])
def test_spellings_of_one_mark(written: str) -> None:
    assert read_mark(written) == ("S/NF", 3, True)


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("U", ("U", 0, False)),
        ("SBU", ("SBU", 1, False)),
        ("LOU", ("LOU", 1, False)),  # limited official use, of the seventies
        ("C", ("C", 2, False)),
        ("CONFIDENTIAL", ("C", 2, False)),  # spelled out
        ("S", ("S", 3, False)),
        ("TS", ("TS", 4, False)),
        ("U//FOUO", ("FOUO", 1, False)),  # the caveat is the level
        ("SBU/NF", ("SBU/NF", 1, True)),
        ("S/REL NATO", ("S/REL NATO", 3, False)),  # whom it may be released to stays
        ("S//REL TO USA, GBR", ("S/REL USA, GBR", 3, False)),
        ("S//REL TO USA/GBR/AUS", ("S/REL USA, GBR, AUS", 3, False)),  # parted by slashes
        ("S/REL USA/GBR/NF", ("S/REL USA, GBR/NF", 3, True)),
        ("SBU/LES", ("SBU/LES", 1, False)),
        ("S/NOFORM", ("S/NF", 3, True)),  # slips
        ("C\\NF", ("C/NF", 2, True)),
        ("C - ENTIRE TEXT", ("C", 2, False)),
        ("S/NF - ENTIRE TEXT", ("S/NF", 3, True)),  # what stands before the words counts
        ("C/NF, ENTIRE TEXT", ("C/NF", 2, True)),
        ("SECRET/NOFORN - ENTIRE TEXT", ("S/NF", 3, True)),
        ("S//FGI//NF", ("S/FGI/NF", 3, True)),  # two caveats, in order
    ],
)
def test_mark(written: str, mark: tuple[str, int, bool]) -> None:
    assert read_mark(written) == mark


@pytest.mark.parametrize(
    "written",
    [
        "",
        "B",  # a lettered item
        "1",  # a numbered one
        "C of Elphberg",  # prose
        "Note: fog",
        "S/fog",  # no party
        "SAMPLE",  # a word that begins with a level's letter
    ],
)
def test_no_mark(written: str) -> None:
    assert read_mark(written) is None
