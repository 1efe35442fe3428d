"""The REF line: labels, separators, what is a telegram and what is none, and years left out."""

import datetime as dt

import pytest

from dagster_project.telegram.cable import Cable, Reference
from dagster_project.telegram.references import read_references


def read(value: str, date: dt.date | None = dt.date(2008, 8, 21)) -> list[Reference]:
    """References of a telegram of Paris, serial 1600."""
    cable = Cable(post="PARIS", serial=1600, date=date, year=date.year if date else None)
    read_references(value, cable)
    return cable.references


@pytest.mark.parametrize(
    ("value", "cable_id", "inferred"),
    [
        ("08 STATE 124337", "08STATE124337", False),
        ("2009 BERLIN 1528", "09BERLIN1528", False),  # year in full
        ("98 ROME 12", "98ROME12", False),
        ("LA PAZ 00831", "08LAPAZ831", True),  # post of two words; zeros mean nothing
        ("ST. PETERSBURG 33", "08STPETERSBURG33", True),  # its stop parts no items
        ("PORT-AU-PRINCE 50", "08PORTAUPRINCE50", True),
        ("06 PORT-AU-PRINCE 2450", "06PORTAUPRINCE2450", False),
        ("OECD PARIS 5512", "08OECDPARIS5512", True),  # a mission is not the embassy of its city
        ("SALT TWO GENEVA 12", "08SALTTWOGENEVA12", True),
        ("SECSTATE 74879", "08STATE74879", True),  # the Department's other name
        ("MOSCOW 5461 AND PREVIOUS", "08MOSCOW5461", True),
        ("ZENDA 5461", "08ZENDA5461", True),  # a post that the list lacks
        ("STATE ALDAC 5461", "08STATE5461", True),
        ("STATE MESSAGE 5461", "08STATE5461", True),
        ("STATE: 5461", "08STATE5461", True),
        ("BERLIN 1561 OF 2007", "07BERLIN1561", False),
        ("PARIS 1500", "08PARIS1500", True),
        ("PARIS 1612", "08PARIS1612", True),  # sent together: the later number was reserved
        ("PARIS 1700", "07PARIS1700", True),  # not reached yet: last year's
    ],
)
def test_number(value: str, cable_id: str, inferred: bool) -> None:
    assert [(r.kind, r.ref_cable_id, r.year_inferred, r.raw) for r in read(value)] == [
        ("cable", cable_id, inferred, value)
    ]


@pytest.mark.parametrize(
    ("value", "date", "cable_id"),
    [
        ("BERLIN 900", dt.date(2008, 1, 3), "07BERLIN900"),  # too many for three days of January
        ("BERLIN 20", dt.date(2008, 1, 3), "08BERLIN20"),
        ("STATE 132759", dt.date(2009, 3, 2), "08STATE132759"),  # State gets there in December
        ("STATE 57000", dt.date(1975, 3, 2), "75STATE57000"),
        ("STATE 235637", dt.date(1990, 7, 25), "90STATE235637"),  # in the years when State sent most
        ("STATE 335637", dt.date(1990, 7, 25), "89STATE335637"),
        ("BERLIN 20", None, None),  # no year to take
    ],
)
def test_year_left_out(value: str, date: dt.date | None, cable_id: str | None) -> None:
    assert [(r.ref_cable_id, r.year_inferred) for r in read(value, date)] == [(cable_id, True)]


@pytest.mark.parametrize(
    "value",
    [
        "A. BERLIN 313 B. 07 ROME 12",
        "A) BERLIN 313 B) 07 ROME 12",
        "(A) BERLIN 313 (B) 07 ROME 12",
        "A. BERLIN 313, B. 07 ROME 12",
        "A. BERLIN 313\n     ¶B. 07 ROME 12",  # the converter made a pilcrow of the letter's line
        "A.) BERLIN 313 B.) 07 ROME 12",
        "(A)BERLIN 313(B)07 ROME 12",  # no blanks
        "BERLIN 313 (A) AND 07 ROME 12 (B)",  # the letters behind
        "BERLIN 313 (A); 07 ROME 12 (B)",
        "A. A. BERLIN 313\nB. 07 ROME 12",  # label doubled
        "[A] BERLIN 313 [B] 07 ROME 12",
        "[A] BERLIN 313\n¶[B] 07 ROME 12",
    ],
)
def test_labels(value: str) -> None:
    assert [(r.position, r.label, r.ref_cable_id) for r in read(value)] == [
        (1, "A", "08BERLIN313"),
        (2, "B", "07ROME12"),
    ]


@pytest.mark.parametrize(
    ("value", "cable_ids"),
    [
        ("BERLIN 313; 314", ["08BERLIN313", "08BERLIN314"]),
        ("(A) 07 BERLIN 313; (B) 314", ["07BERLIN313", "07BERLIN314"]),
        ("LETTER OF MAY 3; 314", [None, None]),
        ("STATE TOSEC 180123", [None]),  # the Secretary's own series
    ],
)
def test_number_without_a_post_is_of_the_post_before(value: str, cable_ids: list[str | None]) -> None:
    assert [r.ref_cable_id for r in read(value)] == cable_ids


@pytest.mark.parametrize("value", ["BERLIN 313; ROME 12", "BERLIN 313, ROME 12", "BERLIN 313  ROME 12"])
def test_separators(value: str) -> None:
    assert [(r.label, r.ref_cable_id) for r in read(value)] == [(None, "08BERLIN313"), (None, "08ROME12")]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("QUILL/OXBOW E-MAIL 1/4/07", "email"),
        ("LETTER OF JULY 3, 2008", "letter"),
        ("MEMO OF 12 JULY", "memo"),
        ("IMSWM-0028-2010", "document"),
        ("QUILL-OXBOW TELCON", "unknown"),
        ("DIPNOTE 22", "unknown"),
        ("DAO BOGOTA 0123 JAN 04", "unknown"),  # the attache's own number
    ],
)
def test_no_telegram(value: str, kind: str) -> None:
    assert [(r.kind, r.ref_cable_id, r.raw) for r in read(value)] == [(kind, None, value)]


@pytest.mark.parametrize(
    ("value", "note"), [("BERLIN 313 (NOTAL)", "NOTAL"), ("BERLIN 313 (EXDIS)", "EXDIS"), ("BERLIN 313", None)]
)
def test_note(value: str, note: str | None) -> None:
    assert [(r.note, r.raw) for r in read(value)] == [(note, value)]


@pytest.mark.parametrize(
    ("value", "serials"),
    [
        ("BERLIN 313 AND 314", "313 314"),
        ("BERLIN 313, 314", "313 314"),
        ("BERLIN 313, 314 AND 315", "313 314 315"),
        ("BERLIN 313, 314, AND 315", "313 314 315"),
        ("BERLIN 313, 2007 LA PAZ 12", "313 12"),  # a year, not a serial
        ("BERLIN 2134, 35 AND 41", "2134 2135 2141"),  # the end of each
        ("BERLIN 2101, 08", "2101"),  # the citing cable's year
    ],
)
def test_one_post_several_serials(value: str, serials: str) -> None:
    assert [r.ref_cable_id.lstrip("0789BERLINAPZ") for r in read(value)] == serials.split()


def test_numbers_as_labels() -> None:
    assert [(r.label, r.ref_cable_id, r.note) for r in read(" (1) BERLIN 313 (2) ROME 12 (NOTAL)")] == [
        ("1", "08BERLIN313", None),
        ("2", "08ROME12", "NOTAL"),
    ]
    assert [r.label for r in read("BERLIN 313 (1) ROME 12")] == [None, None]


def test_colons_part_references() -> None:
    assert [r.raw for r in read("BERLIN 313: ROME 12: BERLIN 314")] == ["BERLIN 313", "ROME 12", "BERLIN 314"]


def test_telegrams_cited_without_a_number_that_can_be_read() -> None:
    assert [
        (r.kind, r.ref_cable_id, r.note) for r in read("A. 09 XXXXXXXXXXXX 167 B. SECDEF DTG261447ZNOV08 (FOG)")
    ] == [
        ("cable", None, None),
        ("cable", None, "FOG"),
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("STATE 80,001", ["08STATE80001"]),  # thousands parted
        ("BAGHDAD 2001-2003", ["08BAGHDAD2001", "08BAGHDAD2002", "08BAGHDAD2003"]),
        ("BAGHDAD 2001-03", ["08BAGHDAD2001", "08BAGHDAD2002", "08BAGHDAD2003"]),
        ("PARIS 1520 THROUGH 1522", ["08PARIS1520", "08PARIS1521", "08PARIS1522"]),
        ("PARIS 1590/1591", ["08PARIS1590", "08PARIS1591"]),
        ("PARIS 07-1520", ["07PARIS1520"]),  # the year before the serial
        ("PARIS 1501-07", ["07PARIS1501"]),  # and behind it
        ("PARIS 2007-1520", ["07PARIS1520"]),
        ("PARIS 1501/2007", ["07PARIS1501"]),  # behind a slash too
        ("PARIS 1501/07; ROME 44/02", ["07PARIS1501", "02ROME44"]),
        ("PARIS 1501/12", ["08PARIS1501", "08PARIS1512"]),
        ("ROME 1999/2001", ["08ROME1999", "08ROME2001"]),
        ("PORT OF SPAIN 402", ["08PORTOFSPAIN402"]),
        ("(07) CAIRO 3503", ["07CAIRO3503"]),
        ("STATE CABLE 80001", ["08STATE80001"]),
        ("STATE 163456/TOSEC 080123", ["08STATE163456"]),
        ("RABAT'S 1172", ["08RABAT1172"]),
        ("FOGTOWN 400, KUWAIT 330", ["08FOGTOWN400", "08KUWAIT330"]),  # the first post is on no list
        ("BERLIN 1101; AND PREVIOUS", ["08BERLIN1101"]),
        ("DIPLOMATIC NOTE 1234", [None]),
        ("CIRCULAR TELEGRAM 1234", [None]),
        ("EXECUTIVE ORDER 13224", [None]),
        ("IMSWM-0028-2010", [None]),
    ],
)
def test_what_is_a_number_of_a_telegram_and_what_none(value: str, found: list[str | None]) -> None:
    assert [r.ref_cable_id for r in read(value)] == found


@pytest.mark.parametrize("value", ["RABAT 1172 NOTAL", "RABAT 1172-NOTAL", "RABAT 1172 - NOTAL", "RABAT 1172 /NOTAL/"])
def test_notal_without_parentheses(value: str) -> None:
    assert [(r.ref_cable_id, r.note) for r in read(value)] == [("08RABAT1172", "NOTAL")]


def test_an_email_whose_writer_was_redacted_is_no_cable() -> None:
    assert [(r.kind, r.ref_cable_id) for r in read("XXXXXXXXXXXX 12 E-MAIL")] == [("email", None)]


def test_how_a_document_may_be_passed_on() -> None:
    assert [(r.kind, r.note) for r in read("A. LONDON DAILY REPORT 9/16/2009 (NOTAL) B. Mtcr poc 201/2006")] == [
        ("document", "NOTAL"),
        ("document", None),
    ]


def test_references_that_begin_with_a_later_letter() -> None:
    assert [(r.label, r.ref_cable_id) for r in read("\n ¶B. ROME 21\n   ¶C. 2009 BERLIN 1146")] == [
        ("B", "08ROME21"),
        ("C", "09BERLIN1146"),
    ]


def test_nothing() -> None:
    assert read("  ,; ") == []


@pytest.mark.parametrize("between", ["; ", ", ", "  "])
def test_a_label_of_its_own_before_each_on_one_line(between: str) -> None:
    found = read(f"A: STATE 59112{between}REF B: TEHRAN 1201")
    assert [(r.label, r.ref_cable_id, r.raw) for r in found] == [
        ("A", "08STATE59112", "STATE 59112"),
        ("B", "08TEHRAN1201", "TEHRAN 1201"),
    ]


def test_telegrams_of_a_travelling_secretary_have_a_series_of_their_own() -> None:
    assert [(r.kind, r.ref_cable_id) for r in read("A. SECTO 12003\nB. TOSEC 50123")] == [
        ("cable", "08SECTO12003"),
        ("cable", None),  # State's number of it is another
    ]


@pytest.mark.parametrize(
    ("value", "cable_ids"),
    [
        ("STATE 08 088712", ["08STATE88712"]),
        ("SECSTATE 07 88712", ["07STATE88712"]),
        ("STATE08 88712", ["08STATE88712"]),
        ("STATE 2007 165432", ["07STATE165432"]),
        ("PARIS '07 4567", ["07PARIS4567"]),
        ("LA PAZ (07) 4567", ["07LAPAZ4567"]),
        ("EC BRUSSELS 07 1234", ["07ECBRUSSELS1234"]),
        ("A. ROME 08 1500 B. STATE 07 165432", ["08ROME1500", "07STATE165432"]),
        ("ROME 12 07 BERLIN 4567", ["08ROME12", "07BERLIN4567"]),  # before the next post
        ("AMEMBASSY PARIS 07 1234", ["07PARIS1234"]),
        ("EMB OSLO 2007 123", ["07OSLO123"]),
        ("STATE 99 100", ["08STATE99"]),  # one serial behind the other, and no year
        ("ROME 1999 2000", ["08ROME1999"]),
    ],
)
def test_a_year_between_post_and_serial(value: str, cable_ids: list[str]) -> None:
    assert [r.ref_cable_id for r in read(value)] == cable_ids


@pytest.mark.parametrize(
    ("value", "cable_id"),
    [
        ("SANA'A 1300", "08SANAA1300"),
        ("SANA’A 1300", "08SANAA1300"),
        ("HCMC 811", "08HOCHIMINHCITY811"),
        ("HO CHI MINH 811", "08HOCHIMINHCITY811"),
        ("ADDIS 2100", "08ADDISABABA2100"),
        ("DAR 455", "08DARESSALAAM455"),
        ("AIT 1200", "08AITTAIPEI1200"),
        ("MEXICO CITY 2034", "08MEXICO2034"),
        ("USUN NY 720", "08USUNNEWYORK720"),
        ("STATE 88,123", "08STATE88123"),
        ("STATE 188,123", "08STATE188123"),
    ],
)
def test_posts_and_serials_as_posts_write_them(value: str, cable_id: str) -> None:
    assert [r.ref_cable_id for r in read(value, dt.date(2008, 12, 21))] == [cable_id]


def test_two_serials_of_three_digits_with_a_comma_are_no_thousands() -> None:
    assert [r.ref_cable_id for r in read("STATE 123,124 AND ROME 33")] == ["08STATE123", "08STATE124", "08ROME33"]


@pytest.mark.parametrize("written", ["YOUR 110233", "DEPTEL 1234", "UNGA 3379"])
def test_a_number_without_a_post_gives_no_cable(written: str) -> None:
    assert [r.ref_cable_id for r in read(written)] == [None]


def test_a_note_is_given_as_it_was_written() -> None:
    assert [r.note for r in read("Rome 12 (Oxbow on fog)")] == ["Oxbow on fog"]


def test_the_year_behind_your() -> None:
    assert [(r.ref_cable_id, r.year_inferred) for r in read("YOUR 06 STATE 2")] == [("06STATE2", False)]


@pytest.mark.parametrize(
    "title",
    [
        " - ELBONIA 2008",
        " -- OXBOW 44",
        "\n     -- MUD 2008",
        " -- ELECTION 2007: QUILL WINS",
        ', "ELBONIA AND THE REGATTA 2008"',
        " - SPECIAL 301",
        " - MUD AND FOG; TALKS",
    ],
)
def test_a_title_behind_a_number_is_no_telegram(title: str) -> None:
    assert [(r.label, r.ref_cable_id) for r in read(f"A. OSLO 398{title}\nB. BERLIN 313")] == [
        ("A", "08OSLO398"),
        ("B", "08BERLIN313"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "EC DIRECTIVE 2003",
        "CASE 5561",
        "LICENSE D123456",
        "NPT REVCON 2010",
        "INCSR 2008",
        "DOD DIRECTIVE 5240",
        "OFFICIAL-INFORMAL 123",
        "CONTRACTOR: 5561",
    ],
)
def test_numbers_of_other_things(value: str) -> None:
    assert [(r.ref_cable_id, r.raw) for r in read(value)] == [(None, value)]


def test_letters_with_a_hyphen() -> None:
    assert [(r.label, r.ref_cable_id) for r in read("A- OSLO 398\n     B- BERLIN 313")] == [
        ("A", "08OSLO398"),
        ("B", "08BERLIN313"),
    ]


@pytest.mark.parametrize("value", ["REF: 08 OSLO 398", "CABLES: 08 OSLO 398", "EMBASSY CABLE: 2008 OSLO 398"])
def test_a_year_behind_a_colon_is_no_serial(value: str) -> None:
    assert read(f"ROME 12\n{value}")[-1].ref_cable_id == "08OSLO398"


def test_a_semicolon_and_and_between_references() -> None:
    assert [(r.label, r.raw) for r in read("(A) STATE 1111; AND (B) ROME 12")] == [
        ("A", "STATE 1111"),
        ("B", "ROME 12"),
    ]


def test_an_office_of_a_post_among_telegrams_stays_an_entry() -> None:
    assert [r.raw for r in read("LIMA 12\nDEA LIMA 13\nLIMA 14")] == ["LIMA 12", "DEA LIMA 13", "LIMA 14"]
