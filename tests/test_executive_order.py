"""The E.O. line: the order, the rule, and the day of declassification."""

import datetime as dt

import pytest

from dagster_project.telegram.cable import Cable
from dagster_project.telegram.executive_order import check_executive_order, read_executive_order

DAY = dt.date(2018, 5, 4)


def read(value: str, date: dt.date = dt.date(2008, 8, 21)) -> Cable:
    cable = Cable(date=date, sent_at=dt.datetime.combine(date, dt.time(10, 47)))
    read_executive_order(value, cable)
    check_executive_order(cable)
    return cable


def codes(cable: Cable) -> list[str]:
    return [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    "written",
    [
        "05/04/2018",
        "5/4/2018",
        "5/4/18",
        "2018/05/04",
        "2018-05-04",
        "May 4, 2018",
        "4 MAY 2018",
        "04MAY2018",
        "04MAY18",
        "4 MAY 18",
        "4 MAY, 2018",
        "MAY 4TH, 2018",
        "4TH MAY 2018",
    ],
)
@pytest.mark.parametrize("label", ["12958: DECL: ", " 12958 DECL: "])
def test_spellings_of_a_day(label: str, written: str) -> None:
    cable = read(label + written)
    assert (cable.eo_number, cable.declass_rule, cable.declassify_on) == ("12958", "date", DAY)
    assert cable.eo_value == f"DECL: {written}" and codes(cable) == []


@pytest.mark.parametrize(
    ("value", "rule", "on"),
    [
        ("N/A", "na", None),
        ("UNCLAS", "na", None),  # the level in the place of a rule
        ("SBU", "na", None),
        ("GDS 4 MAY 18 (OXBOW, OLIVE) OR-M", "gds", DAY),
        ("GENERAL DECLASSIFICATION SCHEDULE", "gds", None),
        ("DECL: OADR", "oadr", None),
        ("SECRET - OADR", "oadr", None),
        ("DECL: O.A.D.R.", "oadr", None),
        ("DECL: 5/4/18 OR OADR", "date", DAY),
        ("DECL: MR", "mr", None),
        ("DECL: MANUAL REVIEW", "mr", None),
        ("DECL: X1", "exemption", None),
        ("DECL: 1.6X1", "exemption", None),  # with the section of the order
        ("DECL: 1.5 X6", "exemption", None),
        ("DECL: 25X1-HUMAN", "exemption", None),
        ("DECL: CLOSURE OF THE LIGHTHOUSE", "event", None),
        ("DECL: TEN YEARS AFTER RURITANIAN UNIFICATION", "event", None),
        ("DECL: 10 YEARS AFTER 21 AUG 08", "event", None),
        ("DNG: CO 05/04/2018", "date", DAY),
        ("XGDS-1", "exemption", None),
        ("X-GDS-2", "exemption", None),
        ("GDS 5/4/18 (QUILL) OR-P", "gds", DAY),  # the general schedule of older orders
        ("", None, None),
        ("DECL:", None, None),  # nothing said
    ],
)
def test_rule(value: str, rule: str | None, on: dt.date | None) -> None:
    cable = read(f"12958: {value}")
    assert (cable.declass_rule, cable.declassify_on, cable.eo_value) == (rule, on, value or None)


@pytest.mark.parametrize(
    ("written", "order", "flag"),
    [
        ("12958", "12958", []),
        ("12598", "12958", ["eo_typo"]),  # digits swapped
        ("19528", "12958", ["eo_typo"]),
        ("19523", "12958", ["eo_typo"]),  # one of them wrong as well
        ("77777", None, ["eo_unknown"]),  # near no order
    ],
)
def test_eo_typo_is_repaired_and_kept(written: str, order: str | None, flag: list[str]) -> None:
    cable = read(f"{written}: DECL: 05/04/2018")
    assert (cable.eo_number, codes(cable)) == (order, flag)
    assert [issue.detail for issue in cable.issues] == [written] * len(flag)


@pytest.mark.parametrize(
    ("order", "date", "flag"),
    [
        ("12958", dt.date(2008, 8, 21), []),
        ("12958", dt.date(1972, 2, 25), ["eo_anachronism"]),  # typed again, much later
        ("12356", dt.date(1995, 11, 2), []),  # posts wrote the old order for some weeks
        ("12356", dt.date(2005, 1, 2), ["eo_anachronism"]),
    ],
)
def test_eo_anachronism_keeps_the_order(order: str, date: dt.date, flag: list[str]) -> None:
    cable = read(f"{order}: N/A", date)
    assert (cable.eo_number, codes(cable)) == (order, flag)


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("203/2/2019", "declassify_invalid"),
        ("05/04018", "declassify_invalid"),  # a separator lost, and a digit: no event either
        ("02/30/2018", "declassify_invalid"),  # no such day
        ("05/04/2099", "declassify_implausible"),  # more than fifty years on
    ],
)
def test_a_day_that_cannot_be_meant_is_null(written: str, flag: str) -> None:
    cable = read(f"12958: DECL: {written}")
    assert (cable.declassify_on, cable.eo_value, codes(cable)) == (None, f"DECL: {written}", [flag])
    assert cable.declass_rule == "date"


def test_dash_behind_the_number_is_none_of_the_value() -> None:
    cable = read("11652-GDS", dt.date(1976, 7, 24))
    assert (cable.eo_number, cable.eo_value, cable.declass_rule) == ("11652", "GDS", "gds")


@pytest.mark.parametrize(
    ("value", "rule", "date"),
    [
        ("12958: DECL: 05-MAY-2018", "date", dt.date(2018, 5, 5)),
        ("11652: G.D.S.", "gds", None),
        ("11652: N.A.", "na", None),
        ("11652/ GDS", "gds", None),
    ],
)
def test_declassification_with_other_signs(value: str, rule: str, date: dt.date | None) -> None:
    cable = Cable()
    read_executive_order(value, cable)
    assert (cable.declass_rule, cable.declassify_on) == (rule, date)


@pytest.mark.parametrize("number", ["12,958", "12 958"])
def test_an_order_with_a_comma_or_blank_in_its_number(number: str) -> None:
    cable = read(f"{number}: DECL: 05/04/2018")
    assert (cable.eo_number, cable.declassify_on, codes(cable)) == ("12958", DAY, ["eo_typo"])


@pytest.mark.parametrize(
    "written",
    [
        "05/042018",
        "0504/2018",
        "05/04//2018",
        "05042018",
        "05 04 2018",
        "05/04,2018",
        "05\\04\\2018",
        "05/O4/2018",
        "2018/O5/04",
        "2018/0504",
    ],
)
def test_a_day_with_a_slip(written: str) -> None:
    cable = read(f"12958: DECL: {written}")
    assert (cable.declass_rule, cable.declassify_on, codes(cable)) == ("date", DAY, ["declassify_repaired"])


def test_a_letter_for_the_first_digit_gives_no_other_month() -> None:
    assert read("12958: DECL: l1/04/2018").declassify_on == dt.date(2018, 11, 4)


@pytest.mark.parametrize("written", ["5/42018", "05/04/218", "l3/12/2018", "13/132018", "05/04/2018/1", "lO/OO/2018"])
def test_no_day(written: str) -> None:
    assert "declassify_repaired" not in codes(read(f"12958: DECL: {written}"))


@pytest.mark.parametrize(
    ("value", "rule", "reasons"),
    [
        ("12958: DECL: 08/20/2018; REASONS: 1.5 (B), (D)", "date", ["1.5(b)", "1.5(d)"]),
        ("12958: DECL: 1.6X1; REASON 1.5 (D)", "exemption", ["1.5(d)"]),
        ("12958: DECL: 08/20/2018, REASON: 1.4 (B) AND (D)", "date", ["1.4(b)", "1.4(d)"]),
        ("12958: DECL: FOR A REASON", "event", []),
    ],
)
def test_grounds_on_the_line_of_the_order(value: str, rule: str, reasons: list[str]) -> None:
    cable = read(value)
    assert (cable.declass_rule, cable.class_reasons) == (rule, reasons)
