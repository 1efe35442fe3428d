"""Texts of nothing but short things: no more of them is told apart than a telegram can have, and nothing is lost."""

import pytest

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable
from tests.bench import HEAD, HEADER

PROSE = "2. (C) The mud of Elbonia rose in the night, and the embassy moved up by one floor.\n\n" * 3


def crowded(cable: Cable) -> list[str | None]:
    return [issue.detail for issue in cable.issues if issue.code == "crowded"]


def whole(text: str, spans: list) -> bool:
    return "".join(text[span.start : span.end] for span in spans) == text


@pytest.mark.parametrize("short", ["x\n\n", "7. \n", "ABC\n\n", "-----\nA\n-----\n\n", "(C) x\n\n", "¶7. A\n"])
def test_a_text_of_short_lines_has_few_paragraphs_and_no_more_issues_than_one(short: str) -> None:
    body = HEAD + "1. (U) Mud.\n\n" + short * (30_000 // len(short))
    cable = parse(HEADER, body)
    assert len(crowded(cable)) == 1
    assert len(cable.paragraphs) <= len(body) / 24 + 1
    assert whole(body, cable.body_spans)


def test_prose_behind_the_short_lines_is_read_as_ever() -> None:
    cable = parse(HEADER, HEAD + "1. (U) Mud.\n\n" + "x\n\n" * 5_000 + PROSE + "3. (S) It fell again.\n")
    last = cable.paragraphs[-1]
    assert (last.number, last.mark, last.text) == (3, "S", "It fell again.")


def test_a_telegram_of_many_paragraphs_is_not_crowded() -> None:
    body = HEAD + "".join(f"{n}. (U) Elbonia is muddy.\n\n" for n in range(1, 1000))
    cable = parse(HEADER, body)
    assert not crowded(cable) and len(cable.paragraphs) == 999


def test_short_lines_of_a_heading_are_left_unread_once_there_are_too_many() -> None:
    cable = parse(HEADER + "A1\n" * 5_000, HEAD)
    assert len(crowded(cable)) == 1 and len(cable.recipients) < 1_200
    assert cable.unread_chars > 5_000 and whole(HEADER + "A1\n" * 5_000, cable.header_spans)


def test_a_long_list_of_addressees_is_read_whole() -> None:
    cable = parse(HEADER + "".join(f"RUEHXX/AMEMBASSY ELBONIA {n:04}\n" for n in range(2_000)), HEAD)
    assert not crowded(cable) and len(cable.recipients) == 2_001


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (HEAD.replace("PREL", "PREL, " * 300), "200 TAGS"),
        (HEAD.replace("PREL", "PRXQ, " * 300), "200 TAGS"),
        (HEAD + "REF: " + "08 ELBONIA 1234; " * 300, "100 references"),
        (HEAD.replace("SIPDIS", "FOR EUR/WE\n" * 300), "100 lines of captions"),
        (HEAD.rstrip() + " MUD\n" * 300, "a subject of more than 40 lines"),
    ],
    ids=["known TAGS", "unknown TAGS", "references", "captions", "subject"],
)
def test_a_field_of_far_too_many_things_is_read_up_to_a_bound(head: str, what: str) -> None:
    cable = parse(HEADER, head)
    assert sum(what in (detail or "") for detail in crowded(cable)) == 1
    assert len(cable.tags) <= 200 and len(cable.references) <= 100 and len(cable.pass_lines) <= 100
    assert whole(head, cable.body_spans)


def test_a_name_again_and_again_is_no_signature_of_a_thousand_lines() -> None:
    cable = parse(HEADER, HEAD + "1. (U) Mud.\n\n" + "DOGBERT\n" * 1_000)
    assert sum(span.kind == "signature" for span in cable.body_spans) <= 16
