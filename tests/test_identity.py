"""The message reference number: its spellings, its repairs, and strings that are none."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.identity import four_digit_year, near_post, read_mrn, within_one

TEXT = "C O N F I D E N T I A L PARIS 001600\n\nSUBJECT: FOG\n\n¶1. (C) Fog."


@pytest.mark.parametrize(
    ("written", "cable_id", "repair"),
    [
        ("08PARIS1600", "08PARIS1600", None),
        ("08PARIS001600", "08PARIS1600", None),  # zero padding means nothing
        ("2008PARIS1600", "08PARIS1600", None),  # year in full
        ("08 PARIS 1600", "08PARIS1600", None),
        ("98LA PAZ00831", "98LAPAZ831", None),  # the post without blanks
        (" 08paris1600\n", "08PARIS1600", None),
        ("08SECTION01OF02PARIS1600", "08PARIS1600", "intruder"),  # from the classification line
        ("09EFTOLIMA12", "09LIMA12", "intruder"),
        ("08PARSI1600", "08PARIS1600", "post_spelling"),  # neighbours swapped
        ("08STRELSAU7", "08STRELSAU7", None),  # a post that no list knows stays
    ],
)
def test_number(written: str, cable_id: str, repair: str | None) -> None:
    mrn, said = read_mrn(written)
    assert (mrn.cable_id, said) == (cable_id, repair)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "PARIS1600",  # no year
        "08PARIS",  # no serial
        "8PARIS1600",  # year of one digit
        "081600",  # no post
        "08PARIS1600X",  # a letter behind the serial
    ],
)
def test_no_number(written: str) -> None:
    assert read_mrn(written) == (None, None)


@pytest.mark.parametrize(("two", "four"), [(66, 1966), (99, 1999), (0, 2000), (10, 2010)])
def test_years_of_two_digits(two: int, four: int) -> None:
    assert four_digit_year(two) == four


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("ZENDA", "ZENDA", True),
        ("ZENDA", "ZEDA", True),  # one less
        ("ZENDA", "ZENNDA", True),  # one more
        ("ZENDA", "ZANDA", True),  # one other
        ("ZENDA", "ZEDNA", True),  # neighbours swapped
        ("ZENDA", "ADNEZ", False),
        ("ZENDA", "ZEN", False),  # two less
        ("ZENDA", "ZANDO", False),  # two others
    ],
)
def test_one_slip(a: str, b: str, near: bool) -> None:
    assert within_one(a, b) is within_one(b, a) is near


def test_a_short_post_is_not_guessed() -> None:
    assert near_post("LIMQ") is None


def test_a_repaired_number_keeps_what_was_given() -> None:
    cable = parse("", TEXT, cable_id="08PARSI1600")
    assert (cable.cable_id, cable.cable_id_raw) == ("08PARIS1600", "08PARSI1600")
    assert ("id_repaired", "08PARSI1600 (post_spelling)") in [(i.code, i.detail) for i in cable.issues]


def test_text_of_another_number_is_said_and_does_not_rename() -> None:
    cable = parse("", TEXT, cable_id="08ROME12")
    assert (cable.cable_id, cable.body_cable_id, cable.body_matches_id) == ("08ROME12", "08PARIS1600", False)


@pytest.mark.parametrize(
    ("header", "text", "cable_id", "detail"),
    [
        ("DE RUEHFR #1601/01 2341047", TEXT, "08PARIS1600", "1600, but format line 3 has 1601"),
        ("", TEXT, "08PARIS1700", "1700, but classification line has 1600"),
        ("", TEXT + "\n\nPARIS 00001700  002 OF 002", "08PARIS1600", "1600, but page line has 1700"),
    ],
)
def test_serial_mismatch_keeps_the_number(header: str, text: str, cable_id: str, detail: str) -> None:
    cable = parse(header, text, cable_id=cable_id)
    assert cable.cable_id == cable_id
    assert [i.detail for i in cable.issues if i.code == "serial_mismatch"] == [detail]


def test_format_line_3_counts_modulo_10_000() -> None:
    cable = parse("DE RUEHC #4337 2341047", "UNCLAS STATE 124337\n\nSUBJECT: FOG", cable_id="08STATE124337")
    assert "serial_mismatch" not in [i.code for i in cable.issues]


def test_post_that_no_list_has_is_no_repair_where_the_text_bears_it_too() -> None:
    cable = parse("", "UNCLAS ZENDA 000120\n\nSUBJECT: FOG\n\n1. Fog.", "03ZENDA120")
    assert (cable.cable_id, cable.body_matches_id) == ("03ZENDA120", True)
    assert "id_repaired" not in {issue.code for issue in cable.issues}


def test_post_cut_to_six_letters_is_that_of_the_text() -> None:
    cable = parse("", "UNCLAS LOURENCO MARQUES 863\n\nSUBJECT: FOG\n\n1. Fog.", "1975LOUREN00863")
    assert (cable.cable_id, cable.body_matches_id) == ("75LOURENCOMARQUES863", True)
    assert "id_repaired" in {issue.code for issue in cable.issues}


@pytest.mark.parametrize(
    ("written", "cable_id"),
    [
        ("1976SANSA01112", "76SANSALVADOR1112"),  # not Sana'a, which is a slip away
        ("1976PORTO01112", "76PORTOFSPAIN1112"),
        ("1976NEWDE01112", "76NEWDELHI1112"),
        ("1976SANTIA01112", "76SANTIAGO1112"),
        ("1976TANANA01112", "76TANANARIVE1112"),  # of the seventies alone
    ],
)
def test_a_post_of_which_the_archive_kept_six_characters(written: str, cable_id: str) -> None:
    assert read_mrn(written)[0].cable_id == cable_id


@pytest.mark.parametrize(
    ("written", "line", "cable_id"),
    [
        ("1976OECDP01112", "OECD PARIS 1112", "76OECDPARIS1112"),  # not the embassy's number of the same year
        ("1976IAEAV01112", "IAEA VIENNA 1112", "76IAEAVIENNA1112"),
        ("1976PARIS01112", "AMEMBASSY PARIS 1112", "76PARIS1112"),
    ],
)
def test_a_mission_keeps_its_name_beside_the_embassy_of_its_city(written: str, line: str, cable_id: str) -> None:
    cable = parse("", f"C O N F I D E N T I A L {line}\n\n1. FOG ROSE.\n", cable_id=written)
    assert (cable.cable_id, cable.body_cable_id, cable.body_matches_id) == (cable_id, cable_id, True)


@pytest.mark.parametrize("words", ["E X D I S ", "E.F.T.O. ", "USIA "])
def test_words_before_the_post_are_none_of_it(words: str) -> None:
    cable = parse("", f"S E C R E T {words}NAIROBI 4413\n\n1. FOG ROSE.\n", cable_id="1975NAIROB04413")
    assert (cable.body_cable_id, cable.body_matches_id) == ("75NAIROBI4413", True)


@pytest.mark.parametrize("given", ["08PARIS1600", "08PARSI1600"])
def test_a_post_misspelt_on_the_classification_line_is_the_posts_own_text(given: str) -> None:
    cable = parse("O 211047Z AUG 08", "UNCLAS PARSI 001600\n\nSUBJECT: FOG\n", cable_id=given)
    assert (cable.cable_id, cable.body_cable_id, cable.body_matches_id) == ("08PARIS1600", "08PARIS1600", True)
    assert "class_line_damaged" in [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    ("line", "number"), [("KOLKATA", "05CALCUTTA46"), ("TAIPEI", "05AITTAIPEI46"), ("KYIV", "05KIEV46")]
)
def test_a_post_under_its_other_name(line: str, number: str) -> None:
    assert parse("", f"SECRET {line} 000046\n\nSUBJECT: FOG\n", cable_id=number).body_matches_id is True
