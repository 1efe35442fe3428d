"""Recipient lines: read from both ends, and the damage that they suffer."""

import pytest

from dagster_project.telegram.cable import Cable, Recipient
from dagster_project.telegram.recipients import Addressees, read_place


def read(*lines: str, role: str = "TO") -> Cable:
    cable = Cable(precedence_action="IMMEDIATE", precedence_info="ROUTINE")
    addressees = Addressees(cable)
    for line in lines:
        addressees.add(role, line)
    return cable


def only(cable: Cable) -> Recipient:
    (recipient,) = cable.recipients
    return recipient


@pytest.mark.parametrize(
    ("line", "indicator", "address", "stated", "serial"),
    [
        ("RUEHC/SECSTATE WASHDC IMMEDIATE 4147", "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", "4147"),
        ("RUEHSI/AMEMBASSY TBILISI PRIORITY", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", None),
        ("RUEHSI/AMEMBASSY TBILISI NIACT 0530", "RUEHSI", "AMEMBASSY TBILISI", "NIACT IMMEDIATE", "0530"),  # by itself
        ("RUEHSI/AMEMBASSY TBILISI 0530", "RUEHSI", "AMEMBASSY TBILISI", None, "0530"),
        ("AMEMBASSY TBILISI", None, "AMEMBASSY TBILISI", None, None),
        ("ZEN/AMEMBASSY MOSCOW NIACT IMMEDIATE 4778-4781", None, "AMEMBASSY MOSCOW", "NIACT IMMEDIATE", "4778-4781"),
        ("RUEHSI/AMEMBASSY TBILISI 0530 PRIORITY", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),  # serial first
        ("RUEHSI/AMEMBASSY TBILISI 0530 NIACT IMMEDIATE", "RUEHSI", "AMEMBASSY TBILISI", "NIACT IMMEDIATE", "0530"),
        ("RUEHSI/AMEMBASSY TBILISI PRIORITY 530", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "530"),  # three digits
        ("RUEHSI/AMEMBASSY TBILISI 530", "RUEHSI", "AMEMBASSY TBILISI", None, "530"),
        ("AMEMBASSY TBILISI BY POUCH", None, "AMEMBASSY TBILISI", None, None),
        ("AMEMBASSY TBILISI (BY POUCH)", None, "AMEMBASSY TBILISI", None, None),
        ("AMEMBASSY TBILISI IMMED", None, "AMEMBASSY TBILISI", "IMMEDIATE", None),
        ("AMEMBASSY TBILISI PRIO 0530", None, "AMEMBASSY TBILISI", "PRIORITY", "0530"),
        ("AMEMBASSY TBILISI VIA POUCH", None, "AMEMBASSY TBILISI", None, None),
        ("AMEMBASSY TBILISI (POUCH)", None, "AMEMBASSY TBILISI", None, None),
        ("AMEMBASSY BRAZZAVILLE PRIORITY BY POUCH", None, "AMEMBASSY BRAZZAVILLE", "PRIORITY", None),
        ("AMEMBASSY BRAZZAVILLE 1234 VIA POUCH", None, "AMEMBASSY BRAZZAVILLE", None, "1234"),
        ("AMEMBASSY BRAZZAVILLE PRIORITY UNN", None, "AMEMBASSY BRAZZAVILLE", "PRIORITY", None),
        ("AMEMBASSY TBILISI 530 BY POUCH", None, "AMEMBASSY TBILISI", None, "530"),
        ("AMEMBASSY TBILISI UNN", None, "AMEMBASSY TBILISI", None, None),  # unnumbered
        ("AMEMBASSY TBILISI PRIORITY UNN", None, "AMEMBASSY TBILISI", "PRIORITY", None),
        ("AMEMBASSY TBILISI 1", None, "AMEMBASSY TBILISI", None, "1"),
        ("AMEMBASSY TBILISI 12 IMMEDIATE", None, "AMEMBASSY TBILISI", "IMMEDIATE", "12"),
        ("EC CAPITALS 123", None, "EC CAPITALS", None, "123"),
        ("FOG TASK FORCE 530", None, "FOG TASK FORCE 530", None, None),  # the number of an unknown address is its own
        ("RUEHSI/AMEMBASSY  TBILISI", "RUEHSI", "AMEMBASSY TBILISI", None, None),  # blanks doubled
        ("RUEHSI / AMEMBASSY TBILISI 0530", "RUEHSI", "AMEMBASSY TBILISI", None, "0530"),  # blanks around the slash
        ("RUEHSI//AMEMBASSY TBILISI", "RUEHSI", "AMEMBASSY TBILISI", None, None),  # two slashes
        ("RUEHSI/AMEMBASSY TBILISI 0530.", "RUEHSI", "AMEMBASSY TBILISI", None, "0530"),  # a stop
        ("RUEHSI/AMEMBASSY TBILISI PRIORITY PRIORITY 0530", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),
        ("RUEHSI/AMEMBASSY TBILISI (PRIORITY) 0530", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),
        ("RUEHSI/AMEMBASSY TBILISI PRIORITY0530", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),  # glued
        ("RUEHSI/AMEMBASSY TBILISIPRIORITY 0530", "RUEHSI", "AMEMBASSY TBILISI", "PRIORITY", "0530"),
        ("RUEHSI/AMEMBASSY TBILISI0530", "RUEHSI", "AMEMBASSY TBILISI", None, "0530"),
        ("FOG TASK FORCE0530", None, "FOG TASK FORCE0530", None, None),  # of an unknown address
        ("PRIORITY HOUSE", None, "PRIORITY HOUSE", None, None),  # the word counts at the end only
        ("LOW/AMEMBASSY TBILISI", None, "LOW/AMEMBASSY TBILISI", None, None),  # an indicator begins with Q, R or U
    ],
)
def test_line(line: str, indicator: str | None, address: str, stated: str | None, serial: str | None) -> None:
    got = only(read(line))
    assert (got.routing_indicator, got.address, got.precedence_stated, got.serial) == (
        indicator,
        address,
        stated,
        serial,
    )
    assert got.raw == " ".join(line.split())


@pytest.mark.parametrize(
    ("role", "line", "precedence"),
    [
        ("TO", "AMEMBASSY ROME", "IMMEDIATE"),  # first prosign
        ("INFO", "AMEMBASSY ROME", "ROUTINE"),  # second
        ("INFO", "AMEMBASSY ROME PRIORITY", "PRIORITY"),  # the word wins
        ("XMT", "AMEMBASSY ROME", None),  # left out: nothing is sent
    ],
)
def test_precedence(role: str, line: str, precedence: str | None) -> None:
    assert only(read(line, role=role)).precedence == precedence


def test_attention_group() -> None:
    got = only(read("RUEKJCS/SECDEF WASHDC//USDP:ISA// PRIORITY"))
    assert (got.address, got.attention, got.precedence_stated) == ("SECDEF WASHDC", "USDP:ISA", "PRIORITY")


@pytest.mark.parametrize(
    ("written", "collective", "post"),
    [
        ("RUEHXP/ALL NATO POST COLLECTIVE", True, None),
        ("RUCNMEM/EU MEMBER STATES", True, None),  # the word dropped
        ("RUEHZQ/FOG SIGNAL STATIONS", True, None),  # by the indicator
        ("NATO CAPITALS", True, None),
        ("RUEHLP/AMEMBASSY LA PAZ", False, "LAPAZ"),
        ("RUEHC/SECSTATE WASHDC", False, "STATE"),
        ("RUFHNA/USMISSION NATO", False, "USNATO"),  # as the seventies wrote it
        ("USMISSION EC BRUSSELS", False, "USEUBRUSSELS"),
        ("AMEMBASSY SANA", False, "SANAA"),
        ("AMCONGEN SYDNEY", False, "SYDNEY"),
        ("USUN NEW YORK", False, "USUNNEWYORK"),
        ("FOG SIGNAL STATION", False, None),
    ],
)
def test_place(written: str, collective: bool, post: str | None) -> None:
    place = read_place(written)
    assert (place.is_collective, place.post) == (collective, post)


@pytest.mark.parametrize(
    ("line", "address", "flags"),
    [
        ("RUEHLP/AMEMBASSY LA PAZ FEB 4470", "AMEMBASSY LA PAZ", ["address_month_insert"]),
        ("RUEHLP/AMEMBASSY LA PAZ 4470", "AMEMBASSY LA PAZ", []),
        ("RUEHQQ/FOG BUREAU FEB 4470", "FOG BUREAU FEB", []),  # the rest is no known address
        ("RUEHLP/AMEMBASSY LA PAZ FEB FOGTOWN 4470", "AMEMBASSY LA PAZ", ["address_month_insert"]),
    ],
)
def test_address_month_insert_keeps_the_line(line: str, address: str, flags: list[str]) -> None:
    cable = read(line)
    got = only(cable)
    assert (got.address, got.serial, got.raw) == (address, "4470", line)
    assert [issue.code for issue in cable.issues] == flags


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("RUEHRO/AMEMBASSY ROME 0012 RUEHSI/AMEMBASSY TBILISI 0530", ["AMEMBASSY ROME", "AMEMBASSY TBILISI"]),
        ("AMEMBASSY ROME PRIORITY AMEMBASSY TBILISI PRIORITY", ["AMEMBASSY ROME", "AMEMBASSY TBILISI"]),
        ("AMEMBASSY ROME 123 AMEMBASSY TBILISI 45", ["AMEMBASSY ROME", "AMEMBASSY TBILISI"]),
        ("AMEMBASSY ROME AMEMBASSY TBILISI", ["AMEMBASSY ROME", "AMEMBASSY TBILISI"]),
    ],
)
def test_recipients_merged_are_split_and_the_line_kept(line: str, addresses: list[str]) -> None:
    cable = read(line)
    assert [r.address for r in cable.recipients] == addresses
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("recipients_merged", line)]


@pytest.mark.parametrize(
    ("lines", "address", "serial"),
    [
        (("RUEHLP/AMEMBASSY LA", "PAZ 4470"), "AMEMBASSY LA PAZ", "4470"),
        (("RUEHSI/AMEMBASSY TBILISI", "0530"), "AMEMBASSY TBILISI", "0530"),  # serial alone
        (("RUCNXX/LEAGUE OF FOGGY PORTS", "COLLECTIVE 0530"), "LEAGUE OF FOGGY PORTS COLLECTIVE", "0530"),
    ],
)
def test_header_wrapped_joins_and_keeps_both_lines(lines: tuple[str, str], address: str, serial: str) -> None:
    cable = read(*lines)
    got = only(cable)
    assert (got.address, got.serial, got.raw) == (address, serial, " ".join(lines))
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("header_wrapped", lines[1])]


@pytest.mark.parametrize(
    ("lines", "address", "attention"),
    [
        (("RUEKXX/FOGDEF WASHDC//USDP:PDUSDP/", "ISA:FOG// PRIORITY"), "FOGDEF WASHDC", "USDP:PDUSDP/ISA:FOG"),
        (("RHMFXX/HQ FOGCOM MUDVILLE AFB", "FL PRIORITY"), "HQ FOGCOM MUDVILLE AFB FL", None),
        (("RHMFXX/HQ FOGCOM MUDVILLE", "AFB FL PRIORITY"), "HQ FOGCOM MUDVILLE AFB FL", None),
    ],
)
def test_addresses_of_commands_wrap_too(lines: tuple[str, str], address: str, attention: str | None) -> None:
    cable = read(*lines)
    got = only(cable)
    assert (got.address, got.attention, got.precedence_stated, got.raw) == (
        address,
        attention,
        "PRIORITY",
        " ".join(lines),
    )
    assert [issue.code for issue in cable.issues] == ["header_wrapped"]


@pytest.mark.parametrize("line", ["RUEHSIXAMEMBASSY TBILISI 0530", "RUEHSI AMEMBASSY TBILISI 0530"])
def test_indicator_without_its_slash(line: str) -> None:
    cable = read(line)
    got = only(cable)
    assert (got.routing_indicator, got.address, got.post, got.raw) == ("RUEHSI", "AMEMBASSY TBILISI", "TBILISI", line)
    assert [(issue.code, issue.detail) for issue in cable.issues] == [("indicator_glued", line)]


def test_precedence_word_on_a_line_of_its_own() -> None:
    assert only(read("RUEHSI/AMEMBASSY TBILISI", "PRIORITY 0530"))[5:8] == ("PRIORITY", "PRIORITY", "0530")


def test_two_unknown_lines_are_not_joined() -> None:
    assert [r.address for r in read("FOG BUREAU", "LIGHT HOUSE").recipients] == ["FOG BUREAU", "LIGHT HOUSE"]


def test_a_month_that_took_the_next_addressee_with_it() -> None:
    cable = read("RUEHLP/AMEMBASSY LA PAZ SEP LIMA 0013")
    assert [(r.routing_indicator, r.address, r.post, r.serial) for r in cable.recipients] == [
        ("RUEHLP", "AMEMBASSY LA PAZ", "LAPAZ", None),
        (None, "AMEMBASSY LIMA", "LIMA", "0013"),
    ]
    assert [issue.code for issue in cable.issues] == ["address_month_insert", "recipients_merged"]


@pytest.mark.parametrize(
    ("first", "second", "address"),
    [
        ("RUEHTC/AMEMBASSY THE", "HAGUE PRIORITY 0211", "AMEMBASSY THE HAGUE"),  # HAGUE alone names the post too
        ("RUCNDT/USMISSION", "USUN NEW YORK PRIORITY 0211", "USMISSION USUN NEW YORK"),
        ("RUEHKO/", "AMEMBASSY TOKYO PRIORITY 0211", "AMEMBASSY TOKYO"),
        ("RUZZFO/FOG OFFICE", "WASHINGTON DC PRIORITY 0211", "FOG OFFICE WASHINGTON DC"),
    ],
)
def test_an_address_whose_second_half_is_one_by_itself(first: str, second: str, address: str) -> None:
    cable = read(first, second)
    got = only(cable)
    assert (got.routing_indicator, got.address, got.precedence, got.serial) == (
        first.partition("/")[0],
        address,
        "PRIORITY",
        "0211",
    )
    assert [issue.code for issue in cable.issues] == ["header_wrapped"]


def test_an_empty_address_is_no_post() -> None:
    assert read_place("RUEHKO/").post is None


@pytest.mark.parametrize(
    "addresses",
    [
        ("EU MEMBER STATES COLLECTIVE", "IRAN COLLECTIVE"),
        ("AMEMBASSY LONDON", "EU MEMBER STATES COLLECTIVE"),
        ("CIA WASHDC", "DIA WASHDC"),
    ],
)
def test_two_known_addresses_on_one_line(addresses: tuple[str, str]) -> None:
    cable = read(" ".join(addresses))
    assert tuple(recipient.address for recipient in cable.recipients) == addresses
    assert [issue.code for issue in cable.issues] == ["recipients_merged"]


def test_a_precedence_glued_to_the_offices() -> None:
    got = only(read("RUEHFR/AMEMBASSY PARIS//IMI//PRIORITY"))
    assert (got.address, got.attention, got.precedence_stated) == ("AMEMBASSY PARIS", "IMI", "PRIORITY")


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("RHEHNSC/NSC WASHDC RUEHSI/AMEMBASSY ROME", [("RHEHNSC", "NSC WASHDC"), ("RUEHSI", "AMEMBASSY ROME")]),
        ("RUEAIIA/CIA WASHDC RHEHNSC/NSC WASHDC", [("RUEAIIA", "CIA WASHDC"), ("RHEHNSC", "NSC WASHDC")]),
        (
            "RUEHSI/AMEMBASSY ROME 0530, RUEHMO/AMEMBASSY MOSCOW 0012",
            [("RUEHSI", "AMEMBASSY ROME"), ("RUEHMO", "AMEMBASSY MOSCOW")],
        ),
    ],
)
def test_two_short_addressees_on_one_line(line: str, places: list[tuple[str, str]]) -> None:
    cable = read(line)
    assert [(r.routing_indicator, r.address) for r in cable.recipients] == places
    assert [issue.code for issue in cable.issues] == ["recipients_merged"]


@pytest.mark.parametrize(
    ("lines", "stated", "serial"),
    [
        (("RUEHSI/AMEMBASSY ROME PRIOR", "ITY 0012"), "PRIORITY", "0012"),
        (("RUEHSI/AMEMBASSY ROME IMME", "DIATE"), "IMMEDIATE", None),
        (("RUEHSI/AMEMBASSY ROME IMMEDIAT", "E"), "IMMEDIATE", None),
    ],
)
def test_a_precedence_word_cut_at_the_line_end(lines: tuple[str, str], stated: str, serial: str | None) -> None:
    cable = read(*lines)
    got = only(cable)
    assert (got.address, got.precedence_stated, got.serial) == ("AMEMBASSY ROME", stated, serial)
    assert got.raw == "".join(lines) and "header_wrapped" in [issue.code for issue in cable.issues]


@pytest.mark.parametrize(
    ("line", "indicator", "address"),
    [
        ("RUCNMEM EU MEMBER STATES COLLECTIVE", "RUCNMEM", "EU MEMBER STATES COLLECTIVE"),
        ("RHEHNSC NSC WASHDC", "RHEHNSC", "NSC WASHDC"),
        ("RUEHQQQ FOG TASK FORCE", None, "RUEHQQQ FOG TASK FORCE"),  # an unknown station
    ],
)
def test_a_known_indicator_without_its_slash(line: str, indicator: str | None, address: str) -> None:
    got = only(read(line))
    assert (got.routing_indicator, got.address) == (indicator, address)


def test_a_list_whose_last_word_wrapped() -> None:
    got = only(read("RUEHWH/WESTERN HEMISPHERIC AFFAIRS DIPL", "POSTS"))
    assert (got.address, got.is_collective) == ("WESTERN HEMISPHERIC AFFAIRS DIPL POSTS", True)


@pytest.mark.parametrize(
    ("line", "address", "attention", "stated", "serial"),
    [
        ("RHMFISS/CDR FOG BASE FL PRIORITY//J2/J3//", "CDR FOG BASE FL", "J2/J3", "PRIORITY", None),
        ("RHMFISS/HQ FOG BASE FL IMMEDIATE //POLAD//", "HQ FOG BASE FL", "POLAD", "IMMEDIATE", None),
        ("RUEHSI/AMEMBASSY TBILISI NIACT IMMEDIATE 0530//POL//", "AMEMBASSY TBILISI", "POL", "NIACT IMMEDIATE", "0530"),
        ("RUEHSI/AMEMBASSY TBILISI 0530//POL//", "AMEMBASSY TBILISI", "POL", None, "0530"),
    ],
)
def test_offices_behind_precedence_and_serial(
    line: str, address: str, attention: str, stated: str | None, serial: str | None
) -> None:
    row = only(read(line))
    assert (row.address, row.attention, row.precedence_stated, row.serial) == (address, attention, stated, serial)
