"""What the publisher's index says of a cable against what the parser reads in it."""

import re
from collections.abc import Iterator

from dagster_project.telegram.cable import Cable

from .outcome import Outcome, compared

_ORIGIN = {
    "Secretary of State": "STATE",
    "USEU Brussels": "BRUSSELS",  # the mission numbers its cables with the embassy
    "Iran RPO Dubai": "RPODUBAI",
}


def compare(cable_id: str, index: dict[str, list[str]], cable: Cable) -> Iterator[Outcome]:
    """Date and origin always; classification and TAGS where the body is this cable's own."""
    if cable.sent_at:
        yield compared("index.date", cable_id, index["date"][0], cable.sent_at.date().isoformat())
    origin = index["origin"][0]
    post = _ORIGIN.get(origin) or re.sub(r"^(Embassy|Consulate|Mission) ", "", origin).replace(" ", "").upper()
    yield compared("index.origin", cable_id, post, cable.post)
    if cable.body_matches_id is False:
        return
    yield compared("index.classification", cable_id, index["classification"][0], cable.classification)
    words = _words(cable)
    missing = [tag for tag in index["tag"] if tag not in words]
    yield Outcome("index.tags", cable_id, "", missing, [t.tag for t in cable.tags], not missing)


def _words(cable: Cable) -> set[str]:
    """Every form in which the index may give the parsed tags.

    The index repairs nothing, so a tag counts as written (PAK) beside its repair (PK); it splits at every blank
    and comma, so the words of a person (CLINTON, HILLARY) or a phrase (POLITICAL PARTIES) count one by one; and it
    puts all in capitals.
    """
    return {word for t in cable.tags for form in (t.tag, t.raw) for word in re.findall(r"[^\s,;()]+", form.upper())}
