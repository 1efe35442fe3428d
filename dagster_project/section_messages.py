"""Sections of one telegram that came as messages of their own: which of a dump's messages belong together.

Each section of a long telegram is a transmission. A stream has them one by one; the archive of 1973-79 keeps
them as files under one document number. Those of one dump are joined into one version; those that come in
another dump stay a version by themselves, in part.
"""

from collections.abc import Iterable
from typing import NamedTuple

from dagster_project.telegram.cable import Cable
from dagster_project.telegram.classification_line import CLASS_LINE


class LoneSection(NamedTuple):
    """A message that holds one section of several, and says which."""

    ordinal: int
    message_id: str
    cable_id: str
    section: int
    sections: int


def lone_section(ordinal: int, message_id: str, cable: Cable) -> LoneSection | None:
    """The section that a message is; None where it is a whole telegram, or does not say."""
    if cable.sections_seen != 1 or not cable.section_count or cable.section_count == 1 or not cable.class_line:
        return None
    line = CLASS_LINE.match(cable.class_line)
    if not line or not line["of"]:
        return None
    return LoneSection(ordinal, message_id, cable.cable_id, int(line["section"] or line["of"]), int(line["of"]))


def together(lone: Iterable[LoneSection]) -> list[list[LoneSection]]:
    """The messages that make up one telegram each, in the order of their sections; only where there are several.

    They come in the order of their ordinals. A section that comes again goes to the next telegram of that
    number that lacks it: a retransmission.
    """
    telegrams: dict[tuple[str, int], list[dict[int, LoneSection]]] = {}
    for each in lone:
        of_number = telegrams.setdefault((each.cable_id, each.sections), [])
        lacking = next((telegram for telegram in of_number if each.section not in telegram), None)
        if lacking is None:
            of_number.append(lacking := {})
        lacking[each.section] = each
    return [
        [telegram[section] for section in sorted(telegram)]
        for of_number in telegrams.values()
        for telegram in of_number
        if len(telegram) > 1
    ]
