"""The heading: each format line, and the damage that headings suffer."""

import datetime as dt
from pathlib import Path

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.heading import FL1, FL3, FL4, read_heading, read_month

SEED = (Path(__file__).resolve().parents[1] / "examples" / "08PARIS1600.txt").read_text(encoding="utf-8")
SQUEEZED, _, TEXT = SEED.partition("\n\n")
NOTICE = "This record is a partial extract of the original cable. The full text of the original cable is not available."


def read(header: str) -> Cable:
    cable = Cable()
    read_heading(header, cable)
    return cable


def codes(cable: Cable) -> list[str]:
    return [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    ("pattern", "line", "groups"),
    [
        (FL1, "VZCZCXRO5520", ("XRO", "5520")),
        (FL1, "VZCZCXRO552", ("XRO", "552")),  # three digits, as the manuals say
        (FL1, "VZCZCXRO55", None),
        (FL3, "DE RUEHFR #1600/01 2341047", ("RUEHFR", "1600", "01", "234", "1047", None, None)),
        (FL3, "DE RUEHFR #1600 2341047", ("RUEHFR", "1600", None, "234", "1047", None, None)),  # one section
        (FL3, "DE RUECW 123 01/2355Z", ("RUECW", "123", None, None, None, "01", "2355")),  # older form
        (FL3, "DE JANEIRO", None),
        (FL4, "ZNY CCCCC ZZH", ("Y", "C", None, "ZZH")),
        (FL4, "ZNY SSSSS/BBBBB ZZH", ("Y", "S", "BBBBB", "ZZH")),  # special category
        (FL4, "ZNR UUUAA ZZH", ("R", "U", None, "ZZH")),  # release code
        (FL4, "ZNY CCSCC ZZH", None),
    ],
)
def test_line(pattern, line: str, groups: tuple | None) -> None:
    found = pattern.match(line)
    assert (found and found.groups()) == groups


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("JAN", 1),
        ("nov", 11),
        ("DECEMBER", 12),
        ("SEPT", 9),
        ("AUF", 8),  # one letter wrong
        ("XYZ", None),
        ("JUM", None),  # June or July
    ],
)
def test_month(written: str, month: int | None) -> None:
    assert read_month(written) == month


@pytest.mark.parametrize(
    ("line", "sent_at", "action", "info", "note"),
    [
        ("O 211047Z AUG 08", dt.datetime(2008, 8, 21, 10, 47), "IMMEDIATE", None, None),
        ("P R 211047Z AUG 08", dt.datetime(2008, 8, 21, 10, 47), "PRIORITY", "ROUTINE", None),  # TO, INFO
        ("R 211047Z AUG 2008", dt.datetime(2008, 8, 21, 10, 47), "ROUTINE", None, None),  # year in full
        ("Z 211047Z AUG 98 ZFF3 (CCY 1)", dt.datetime(1998, 8, 21, 10, 47), "FLASH", None, "(CCY 1)"),
        ("R 211047Z AUG 08 ZFF-6", dt.datetime(2008, 8, 21, 10, 47), "ROUTINE", None, None),  # a signal with a dash
        ("PR 211047Z AUG 08", dt.datetime(2008, 8, 21, 10, 47), "PRIORITY", "ROUTINE", None),  # glued
        ("291359Z Nov 00", dt.datetime(2000, 11, 29, 13, 59), None, None, None),  # bare
    ],
)
def test_precedence_and_date_time_group(line: str, sent_at, action, info, note) -> None:
    cable = read(line)
    assert (cable.sent_at, cable.precedence_action, cable.precedence_info, cable.time_note) == (
        sent_at,
        action,
        info,
        note,
    )


@pytest.mark.parametrize(
    "line",
    [
        "O 311047Z JUN 08",  # day past the month's end
        "O 212547Z AUG 08",  # hour
        "O 211061Z AUG 08",  # minute
        "O 211047Z XYZ 08",  # month
        "O 21104Z AUG 08",  # a digit lost
        "O 211047Z AUG",  # the year lost
    ],
)
def test_dtg_invalid_is_null_and_kept(line: str) -> None:
    cable = read(line)
    assert cable.sent_at is None and cable.precedence_action == "IMMEDIATE"
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("dtg_invalid", line)]


@pytest.mark.parametrize("line", ["P R 2110472 AUG 08", "P R 21l047Z AUG 08", "P R 2I1O47Z AUG 08"])
def test_slip_in_the_date_time_group(line: str) -> None:
    cable = read(line)
    assert (cable.sent_at, cable.precedence_info) == (dt.datetime(2008, 8, 21, 10, 47), "ROUTINE")
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("dtg_repaired", line)]


@pytest.mark.parametrize(
    ("filed", "gap"),
    [
        ("2341047", None),
        ("2341147", None),  # an hour
        ("2341148", "filed 61 minutes after the date-time group"),
        ("2341046", "filed -1 minutes after the date-time group"),
    ],
)
def test_dtg_filing_gap_keeps_both(filed: str, gap: str | None) -> None:
    cable = parse(f"DE RUEHFR #1600 {filed}\nO 211047Z AUG 08", TEXT)
    assert cable.sent_at == dt.datetime(2008, 8, 21, 10, 47)
    assert cable.filed_at == dt.datetime(2008, 8, 21, int(filed[3:5]), int(filed[5:]))
    assert [issue.detail for issue in cable.issues if issue.code == "dtg_filing_gap"] == ([gap] if gap else [])


def test_filing_time_takes_the_nearest_year() -> None:
    cable = parse("DE RUEHFR #0001 3662359\nR 010005Z JAN 09", "")
    assert cable.filed_at == dt.datetime(2008, 12, 31, 23, 59)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("VZCZCXRO5520\nOO RUEHAG\nDE RUEHFR #1600 2341047", "acp127"),
        ("O 211047Z AUG 08\nFM AMEMBASSY ROME", "dtg_only"),
        (NOTICE + "\n\nO 211047Z AUG 08", "partial"),
        ("INFO  LOG-00 EEB-00 AF-00\nO 211047Z AUG 08", "distribution"),
        ("null", "other"),
        ("null\nVZCZCXRO5520\nOO RUEHAG", "other"),  # starts lower down
        ("", "other"),
    ],
)
def test_header_kind(header: str, kind: str) -> None:
    assert read(header).header_kind == kind


OFFICES = """\
ACTION AF-01

INFO  LOG-00   EEB-00   AID-01   CEA-01
      SAS-00   SWCI-00    (TEDE) /003W
"""


@pytest.mark.parametrize(
    "header",
    [
        OFFICES + "R 211047Z AUG 08\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC 0001\nINFO AMEMBASSY TBILISI",
        "211047Z Aug 08\n\nCONFIDENTIAL     PTQ1859\n\n" + OFFICES
        + "FM AMEMBASSY ROME\nTO SECSTATE WASHDC 0001\nINFO AMEMBASSY TBILISI",  # below the date-time group
        "R 211047Z AUG 08\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC 0001\nINFO AMEMBASSY TBILISI\n" + OFFICES,
        "R 211047Z AUG 08\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC 0001\n" + OFFICES + "INFO AMEMBASSY TBILISI",
    ],
)  # fmt: skip
def test_distribution_is_read_wherever_it_stands(header: str) -> None:
    cable = read(header)
    assert [(one.role, one.office, one.copies) for one in cable.distribution] == [
        ("action", "AF", 1),
        ("info", "LOG", 0),
        ("info", "EEB", 0),
        ("info", "AID", 1),
        ("info", "CEA", 1),
        ("info", "SAS", 0),
        ("info", "SWCI", 0),
    ]
    assert (cable.distribution_total, cable.sent_at) == (3, dt.datetime(2008, 8, 21, 10, 47))
    assert [r.address for r in cable.recipients] == ["SECSTATE WASHDC", "AMEMBASSY TBILISI"]


@pytest.mark.parametrize("line", ["ROME 00001600  001.2 OF 002", "PAGE 02  ROME  01600  01 OF 03  291400Z"])
def test_page_line_among_the_addressees_is_none(line: str) -> None:
    cable = read(f"R 211047Z AUG 08\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC\n{line}\nAMEMBASSY TBILISI")
    assert [r.address for r in cable.recipients] == ["SECSTATE WASHDC", "AMEMBASSY TBILISI"]


def test_the_role_stands_before_a_page_head_that_parts_it_from_its_addresses() -> None:
    header = (
        "PAGE 01        STATE   037566  161435Z\nORIGIN INR-10\n\nINFO  LOG-00   /010R\n\nR 161435Z APR 09\n"
        "FM SECSTATE WASHDC\nTO AMEMBASSY ROME\nINFO PAGE 02        STATE   037566  161435Z\nAMEMBASSY LONDON\n"
    )
    cable = parse(header, "")
    assert [(r.role, r.post) for r in cable.recipients] == [("action", "ROME"), ("info", "LONDON")]


@pytest.mark.parametrize("page", ["PAGE 02 ZENDA 07172 01 OF 02 241930Z", "PAGE 02\nZENDA 07172 241930Z"])
def test_page_break_of_a_print_among_the_addressees(page: str) -> None:
    cable = read(
        "CONFIDENTIAL\nPAGE 01 ZENDA 07172 01 OF 02 241930Z\nACTION AF-01\nINFO LOG-00 /001 W\nP R 241853Z JUL 76\n"
        f"FM AMEMBASSY ROME\nTO SECSTATE WASHDC\nINFO AMEMBASSY LIMA\nCONFIDENTIAL\nCONFIDENTIAL\n{page}\n"
        "AMEMBASSY LA PAZ"
    )
    assert [r.address for r in cable.recipients] == ["SECSTATE WASHDC", "AMEMBASSY LIMA", "AMEMBASSY LA PAZ"]


def test_originator_over_two_lines() -> None:
    cable = read("R 211047Z AUG 08\nFM AMEMBASSY\nROME\nTO SECSTATE WASHDC")
    assert (cable.from_address, codes(cable)) == ("AMEMBASSY ROME", ["header_wrapped"])
    assert len(cable.recipients) == 1


def test_partial_record() -> None:
    cable = parse(NOTICE, TEXT)
    assert cable.text_status == "partial" and {"partial_record", "no_recipients"} <= set(codes(cable))


def test_called_stations_wrap_and_end_at_de() -> None:
    cable = read("PP RUEHAG RUEHKW\nRUEHROV\nDE RUEHFR #1600 2341047")
    assert [route.routing_indicator for route in cable.routing] == ["RUEHAG", "RUEHKW", "RUEHROV"]
    assert (cable.routing_precedence, cable.origin_ri) == ("PRIORITY", "RUEHFR")


def test_clerks_mark_on_format_line_4_is_a_note() -> None:
    cable = read("ZNY CCCCC ZZH(CCY AD40E4BD MSI7190-632)")
    assert (cable.circuit_class, cable.operating_signals) == ("C", ["ZZH"])
    assert cable.security_note == "(CCY AD40E4BD MSI7190-632)"


def test_header_squeezed_reads_as_its_lines_would() -> None:
    cable = parse(SQUEEZED, TEXT)
    assert "header_squeezed" in codes(cable)
    assert (cable.transmission_id, cable.origin_ri, cable.station_serial) == ("VZCZCXRO5520", "RUEHFR", 1600)
    assert [route.routing_indicator for route in cable.routing] == ["RUEHAG", "RUEHKW", "RUEHROV", "RUEHTRO"]
    assert (cable.circuit_class, cable.from_address) == ("C", "AMEMBASSY PARIS")
    assert cable.sent_at == cable.filed_at == dt.datetime(2008, 8, 21, 10, 47)
    assert [r.role for r in cable.recipients] == ["action"] + ["info"] * 9
    assert [r.serial for r in cable.recipients] == [
        "4147",
        None,
        None,
        None,
        None,
        "0530",
        "1582",
        "2945",
        "3256",
        "2380",
    ]
    assert "".join(SQUEEZED[span.start : span.end] for span in cable.header_spans) == SQUEEZED


def test_a_prosign_inside_an_address_breaks_nothing() -> None:
    cable = read("VZCZCXRO1234 PP RUEHAG DE RUEHRI #0012 2341047 ZNR UUUUU ZZH P 211047Z AUG 08 FM AMCONSUL RIO DE "
                 "JANEIRO TO RUEHC/SECSTATE WASHDC 0001")  # fmt: skip
    assert (cable.from_address, cable.origin_ri) == ("AMCONSUL RIO DE JANEIRO", "RUEHRI")


def test_lines_of_their_own_are_not_squeezed() -> None:
    assert "header_squeezed" not in codes(read("VZCZCXRO5520\nOO RUEHAG\nDE RUEHFR #1600 2341047\nZNR UUUUU ZZH"))


@pytest.mark.parametrize(
    ("header", "text", "label", "said"),
    [
        ("ZNY SSSSS ZZH", "C O N F I D E N T I A L ROME 000012", None, "CONFIDENTIAL, but format line 4 says S"),
        ("", "C O N F I D E N T I A L ROME 000012", "SECRET", "CONFIDENTIAL, but carrier says SECRET"),
        ("ZNY CCCCC ZZH", "C O N F I D E N T I A L ROME 000012", "CONFIDENTIAL", None),
        ("ZNR UUUUU ZZH", "UNCLAS SENSITIVE ROME 000012", None, None),  # the line knows levels only
    ],
)
def test_class_conflict_prefers_the_text(header: str, text: str, label: str | None, said: str | None) -> None:
    cable = parse(header, text, classification_label=label)
    assert cable.classification_source == "text"
    assert [issue.detail for issue in cable.issues if issue.code == "class_conflict"] == ([said] if said else [])


def test_damage_of_a_line_that_stands_twice_is_one_issue() -> None:
    wrapped = "RUEHSI/AMEMBASSY\nTBILISI"
    cable = parse(f"R 211047Z AUG 08\nFM AMEMBASSY ROME\nTO {wrapped}\nINFO {wrapped}", TEXT, "08ROME1")
    assert len(cable.recipients) == 2
    assert [issue.detail for issue in cable.issues if issue.code == "header_wrapped"] == ["TBILISI"]


@pytest.mark.parametrize(
    "line", ["R121315Z MAY 75", "R 121315ZMAY 75", "R 121315Z MAY75", "R 12 1315Z MAY 75", "R 121315Z, MAY 75"]
)
def test_a_date_time_group_with_a_blank_lost_or_too_many(line: str) -> None:
    cable = parse(f"{line}\nFM AMEMBASSY ROME\nTO SECSTATE WASHDC", "")
    assert (cable.sent_at, cable.precedence_action) == (dt.datetime(1975, 5, 12, 13, 15), "ROUTINE")
    assert ("dtg_repaired", line) in [(i.code, i.detail) for i in cable.issues]


def test_an_originator_with_its_station() -> None:
    assert parse("R 121315Z MAY 75\nFM RUEHRO/AMEMBASSY ROME\nTO SECSTATE WASHDC", "").from_address == "AMEMBASSY ROME"


@pytest.mark.parametrize(
    ("fm", "to", "info"),
    [
        ("FMSECSTATE WASHDC", "TO", "INFO"),
        ("SM SECSTATE WASHDC", "TO", "INFO"),
        ("FM SECSTATE WASHDC", "T5O", "INFO"),
        ("FM SECSTATE WASHDC", "OT", "INF0"),
        ("FM SECSTATE WASHDC", "TO", "INOF"),
    ],
)
def test_prosigns_with_a_slip(fm: str, to: str, info: str) -> None:
    header = f"R 121315Z MAY 75\n{fm}\n{to} AMEMBASSY ROME\nAMEMBASSY BERN\n{info} AMEMBASSY LONDON\nAMEMBASSY PARIS"
    cable = parse(header, "")
    assert (cable.from_address, [(r.role, r.post) for r in cable.recipients]) == (
        "SECSTATE WASHDC",
        [("action", "ROME"), ("action", "BERN"), ("info", "LONDON"), ("info", "PARIS")],
    )
    assert "prosign_repaired" in {issue.code for issue in cable.issues}


@pytest.mark.parametrize(
    "lines",
    [
        "O 162139Z FEB 79 FM SECSTATE WASHDC\nTO AMEMBASSY ROME",
        "O 162139Z FEB 79\nFM SECSTATE WASHDC TO AMEMBASSY ROME",
    ],
)
def test_two_lines_of_a_heading_on_one(lines: str) -> None:
    cable = parse(f"{lines}\nINFO AMEMBASSY LONDON", "")
    assert (cable.from_address, [r.post for r in cable.recipients]) == ("SECSTATE WASHDC", ["ROME", "LONDON"])


@pytest.mark.parametrize(
    "line", ["DERUEHRO #1600/01 2341047", "DE RUEHRO#1600/01 2341047", "DE RUEHRO # 1600/012341047"]
)
def test_a_calling_station_with_a_blank_lost_or_too_many(line: str) -> None:
    cable = parse(f"VZCZCXRO5520\nPP RUEHXX\n{line}\nZNY CCCCC ZZH\nP 211047Z AUG 08\nFM AMEMBASSY ROME", "")
    assert (cable.origin_ri, cable.station_serial, cable.header_section) == ("RUEHRO", 1600, 1)
    assert cable.filed_at == dt.datetime(2008, 8, 21, 10, 47)


@pytest.mark.parametrize(
    "lines",
    [
        "P 211047Z AUG 08\nFM AMEMBASSY ROME\nTO RUEHC/SECSTATE WASHDC 4147 INFO RUEHBS/AMEMBASSY BRUSSELS 0012",
        "P 211047Z AUG 08 FM AMEMBASSY ROME TO SECSTATE WASHDC 4147 INFO AMEMBASSY BRUSSELS 0012",
    ],
)
def test_an_info_that_lost_its_line_end_begins_the_information_addressees(lines: str) -> None:
    cable = parse(f"{lines}\nAMEMBASSY LONDON", "")
    assert (cable.from_address, [(r.role, r.post, r.serial) for r in cable.recipients]) == (
        "AMEMBASSY ROME",
        [("action", "STATE", "4147"), ("info", "BRUSSELS", "0012"), ("info", "LONDON", None)],
    )


@pytest.mark.parametrize(
    ("line", "precedence"),
    [
        ("TO RUEHC/SECSTATE WASHDC PRIORITY 4417INFO RUEHMO/AMEMBASSY MOSCOW 1120", "PRIORITY"),
        ("TO RUEHC/SECSTATE WASHDC IMMEDIATEINFO RUEHMO/AMEMBASSY MOSCOW 1120", "IMMEDIATE"),
        ("TO SECSTATE WASHDC PRIORITY 4417INFO IRAQ COLLECTIVE", "PRIORITY"),
        ("TO SECSTATE WASHDC PRIORITY 4417INFO FOG TASK FORCE", "PRIORITY"),  # of no known address
    ],
)
def test_an_info_glued_to_what_stands_before_it(line: str, precedence: str) -> None:
    cable = read(f"O R 211047Z AUG 08\nFM AMEMBASSY ROME\n{line}\nAMEMBASSY AMMAN")
    assert [(r.role, r.precedence_stated) for r in cable.recipients] == [
        ("action", precedence),
        ("info", None),
        ("info", None),
    ]
    assert "prosign_repaired" in codes(cable)


def test_an_info_on_the_line_of_the_originator() -> None:
    cable = read("O R 211047Z AUG 08 FM AMEMBASSY ROME TO SECSTATE WASHDC 4147 INFO IRAQ COLLECTIVE")
    assert [(r.role, r.address) for r in cable.recipients] == [
        ("action", "SECSTATE WASHDC"),
        ("info", "IRAQ COLLECTIVE"),
    ]


def test_three_prosigns_of_precedence() -> None:
    cable = read("O P R 211047Z AUG 08\nFM AMEMBASSY ROME")
    assert (cable.sent_at.hour, cable.precedence_action, cable.precedence_info) == (10, "IMMEDIATE", "PRIORITY")


@pytest.mark.parametrize("line", ["DE RUEHRO #1600A 2341047", "DE RUEHRO #1600 /01 2341047"])
def test_what_stands_behind_the_station_serial(line: str) -> None:
    cable = read(f"{line}\nZNYCCCCC ZZH\nO 211047Z AUG 08")
    assert (cable.station_serial, cable.circuit_class) == (1600, "C")


def test_prosigns_with_a_colon() -> None:
    cable = read("O 211047Z AUG 08\nFM: AMEMBASSY ROME\nTO: RUEHC/SECSTATE WASHDC\nINFO: AMEMBASSY MOSCOW")
    assert cable.from_address == "AMEMBASSY ROME"
    assert [(r.role, r.address) for r in cable.recipients] == [
        ("action", "SECSTATE WASHDC"),
        ("info", "AMEMBASSY MOSCOW"),
    ]


@pytest.mark.parametrize(
    ("below", "signals", "note"), [("ZZH", ["ZZH"], None), ("(CCY AD40E4BD MSI7190)", [], "(CCY AD40E4BD MSI7190)")]
)
def test_format_line_4_goes_on_on_the_next(below: str, signals: list[str], note: str | None) -> None:
    cable = read(f"VZCZCXYZ0000\nDE RUEHRO #1600 2341047\nZNY CCCCC\n{below}\nO 211047Z AUG 08")
    assert (cable.operating_signals, cable.security_note, cable.unread_chars) == (signals, note, 0)


def test_a_date_time_group_on_the_line_of_the_notice() -> None:
    assert read(f"{NOTICE} 201247Z Jan 04").sent_at.year == 2004


def test_a_day_of_filing_that_the_year_does_not_have_is_null() -> None:
    header = "VZCZCXRO1270\nRR RUEHAG\nDE RUEHRO #0186/01 3661035\nZNY CCCCC ZZH\nR 181035Z JAN 07\nFM AMEMBASSY ROME"
    assert parse(header, "").filed_at is None


def test_an_exemption_inside_a_line() -> None:
    cable = read("O 211047Z AUG 08\nFM AMEMBASSY ROME\nINFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE XMT AMCONSUL MUNICH")
    assert [(r.role, r.address) for r in cable.recipients] == [
        ("info", "EUROPEAN POLITICAL COLLECTIVE"),
        ("exempt", "AMCONSUL MUNICH"),
    ]


def test_a_signal_below_the_date_time_group() -> None:
    cable = read("O 211047Z AUG 08\nZDK\nFM AMEMBASSY ROME")
    assert (cable.operating_signals, cable.unread_chars) == (["ZDK"], 0)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("DE RUEHZE #1600/01 2341047", "DE RUEHZE\n#1600/01 2341047"),
        ("DE RUEHZE #1600/01 2341047", "DE RUEHZE #1600/01 \n2341047"),
        ("O 211047Z AUG 08", "O\n211047Z AUG 08"),
        ("O 211047Z AUG 08", "O 211047Z\nAUG 08"),
        ("O 211047Z AUG 08", "O 211047Z AUG\n08"),
        ("ZNY CCCCC ZZH\nO", "ZNY CCCCC ZZH O"),
    ],
)
def test_format_lines_broken_in_two_or_run_together(whole: str, broken: str) -> None:
    header = (
        "VZCZCXRO5520\nOO RUEHAG\nDE RUEHZE #1600/01 2341047\nZNY CCCCC ZZH\nO 211047Z AUG 08\nFM AMEMBASSY ZENDA\n"
        "TO RUEHC/SECSTATE WASHDC 4147\n"
    )
    meant, read = parse(header, ""), parse(header.replace(whole, broken), "")
    assert (read.sent_at, read.filed_at, read.precedence_action, read.station_serial, read.circuit_class) == (
        meant.sent_at, meant.filed_at, "IMMEDIATE", 1600, "C",
    )  # fmt: skip
    assert (read.unread_chars, [i.code for i in read.issues if i.code == "header_wrapped"]) == (0, ["header_wrapped"])


def test_a_blank_inside_the_filing_time() -> None:
    cable = read("DE RUEHFR #1600/01 234 1047\nO 211047Z AUG 08")
    assert (cable.origin_ri, cable.station_serial, cable.header_section) == ("RUEHFR", 1600, 1)


def test_a_precedence_in_words_before_the_date_time_group() -> None:
    cable = read("PRIORITY 211047Z AUG 08")
    assert (cable.precedence_action, cable.sent_at) == ("PRIORITY", dt.datetime(2008, 8, 21, 10, 47))


def test_a_page_line_in_a_squeezed_heading() -> None:
    cable = read("VZCZCXRO1234 PP RUEHAG DE RUEHRI #0012 2341047 ZNR UUUUU ZZH P 211047Z AUG 08 FM AMEMBASSY LA PAZ TO "
                 "RUEHC/SECSTATE WASHDC 0001 INFO RUEHMO/AMEMBASSY MOSCOW 5000 LA PAZ 00000012 001 OF 002 "
                 "RUEHLO/AMEMBASSY LONDON 1234")  # fmt: skip
    assert [(r.address, r.serial) for r in cable.recipients] == [
        ("SECSTATE WASHDC", "0001"),
        ("AMEMBASSY MOSCOW", "5000"),
        ("AMEMBASSY LONDON", "1234"),
    ]
