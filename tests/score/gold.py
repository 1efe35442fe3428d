"""A cable read by hand against the cable that the parser yields, field by field of SCHEMA.md."""

import re
from collections.abc import Iterator

from dagster_project.telegram.cable import Cable, Reference

from .outcome import Outcome, compared

_PROSIGN = {"FLASH": "Z", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R"}
_HANDLING = {"NOFORN", "SENSITIVE"}
_WORDS = 2
"""How far two counts of a paragraph's words may lie apart: a dash or a split word is counted either way."""


def fold(text: str | None) -> str | None:
    """One line, single blanks: how lines are wrapped is nobody's field."""
    return None if text is None else " ".join(text.split())


def compare(gold: dict, cable: Cable) -> Iterator[Outcome]:
    """Every field of the hand-read cable; addressees and paragraphs one by one."""
    mrn = gold["mrn"]
    for field, (expected, got) in _fields(gold, cable).items():
        yield compared(f"gold.{field}", mrn, expected, got)
    yield from _recipients(gold, cable)
    yield from _paragraphs(gold, cable)


def _fields(gold: dict, cable: Cable) -> dict[str, tuple[object, object]]:
    eo = gold["eo"] or {"number": None, "value": None}
    references = gold["references"]
    subject = f"({cable.subject_mark}) {cable.subject}" if cable.subject_mark else cable.subject
    return {
        "mrn": (gold["mrn"], cable.cable_id),
        "transmission_id": (gold["transmission_id"], cable.transmission_id),
        "precedence": (gold["precedence"], _prosigns(cable)),
        "routing_indicators": (gold["routing_indicators"], [r.routing_indicator for r in cable.routing]),
        "origin_ri": (gold["origin_ri"], cable.origin_ri),
        "station_serial": (gold["station_serial"], cable.station_serial),
        "section_in_header": (gold["section_in_header"], cable.header_section),
        "filing_time": (gold["filing_time"], cable.filed_at and f"{cable.filed_at:%j%H%M}"),
        "zn_letter": (gold["zn_letter"], cable.circuit_class),
        # format line 5 may add signals, which the hand-read cable leaves out
        "operating_signals": (
            gold["operating_signals"],
            cable.operating_signals[: len(gold["operating_signals"]) or None],
        ),
        "dtg": (gold["dtg"], cable.sent_at and f"{cable.sent_at:%Y-%m-%dT%H:%MZ}"),
        "from": (fold(gold["from"]), fold(cable.from_address)),
        "classification": (gold["classification"], cable.classification and cable.classification.split("//")[0]),
        "handling": _handling(gold, cable),
        "sections_total": (gold["sections_total"], cable.section_count),
        "captions": (gold["captions"], cable.captions),
        "pass_lines": ([fold(line) for line in gold["pass_lines"]], [fold(line) for line in cable.pass_lines]),
        "eo.number": (eo["number"], cable.eo_number),
        "eo.value": (fold(eo["value"]), fold(cable.eo_value and cable.eo_value.lstrip(" :."))),
        "declassify_on": (gold["declassify_on"], cable.declassify_on and cable.declassify_on.isoformat()),
        "tags": ([tag.strip("()") for tag in gold["tags"]], _tags(gold["tags"], cable)),
        "subject": (fold(gold["subject"]), fold(subject)),
        "references.bullet": ([r["bullet"] for r in references], [r.label for r in cable.references]),
        "references.text": ([fold(r["text"]) for r in references], [_without_label(r) for r in cable.references]),
        "references.mrn": ([r["mrn"] for r in references], [r.ref_cable_id for r in cable.references]),
        "classified_by": (_bare(gold["classified_by"]), _bare(cable.classified_by)),
        "reasons": (gold["reasons"], cable.class_reasons),
        "headings": (
            [fold(heading).casefold() for heading in gold["headings"]],
            list(dict.fromkeys(fold(p.heading).casefold() for p in cable.paragraphs if p.heading)),
        ),
        "page_lines": (gold["page_lines"], cable.page_line_count),
        "signature": (fold(gold["signature"]), fold(cable.signer)),
        "has_summary": (gold["has_summary"], cable.has_summary),
        "has_comment": (gold["has_comment"], cable.has_comment),
    }


def _prosigns(cable: Cable) -> list[str]:
    return [_PROSIGN[word] for word in (cable.precedence_action, cable.precedence_info) if word]


def _handling(gold: dict, cable: Cable) -> tuple[list[str], list[str]]:
    """Handling words of either side; FOR OFFICIAL USE ONLY is how SENSITIVE on an unclassified cable is labelled."""
    expected = {"SENSITIVE" if word == "FOR OFFICIAL USE ONLY" else word for word in gold["handling"]}
    got = set(cable.captions) & (_HANDLING | expected)
    if cable.is_noforn:
        got.add("NOFORN")
    if "OFFICIAL USE ONLY" in (cable.classification or ""):
        got.add("SENSITIVE")
    return sorted(expected), sorted(got)


def _tags(expected: list[str], cable: Cable) -> list[str]:
    """Parsed tags; as written instead of repaired where that is what the reader noted."""
    noted = dict(enumerate(expected))
    return [t.raw.strip("()") if t.raw == noted.get(place) else t.tag for place, t in enumerate(cable.tags)]


def _without_label(reference: Reference) -> str:
    label = re.escape(reference.label or "")
    return fold(re.sub(rf"^\(?{label}[.)]\s+", "", reference.raw) if label else reference.raw)


def _bare(text: str | None) -> str | None:
    return text and fold(text).strip(" .,;")


def _recipients(gold: dict, cable: Cable) -> Iterator[Outcome]:
    for role in ("action", "info"):
        read = [r for r in cable.recipients if r.role == role]
        yield compared("gold.recipients.count", gold["mrn"], len(gold[role]), len(read), role)
        for place, written in enumerate(gold[role]):
            got = read[place] if place < len(read) else None
            item = f"{role} {place + 1}"
            for field, expected, value in (
                ("ri", written["ri"], got and got.routing_indicator),
                ("plad", _address(written["plad"]), got and _address(got.address)),
                ("precedence", written["precedence"], got and got.precedence_stated),
                ("serial", written["serial"], got and got.serial),
            ):
                outcome = compared(f"gold.recipients.{field}", gold["mrn"], expected, value, item)
                yield outcome if got else outcome._replace(equal=False)


def _address(plad: str) -> str:
    """The address as it is compared: capitals, single blanks, without attention groups."""
    return fold(re.sub(r"//.*?(?://|$)", " ", plad)).upper()


def _paragraphs(gold: dict, cable: Cable) -> Iterator[Outcome]:
    expected, got = gold["paragraphs"], cable.paragraphs
    yield compared(
        "gold.paragraphs.sequence",
        gold["mrn"],
        [f"{p['number']} {p['marking']}" for p in expected],
        [f"{p.number} {fold(p.portion_mark)}" for p in got],
    )
    read = dict(zip(_places([p.number for p in got]), got, strict=True))
    for place, written in zip(_places([p["number"] for p in expected]), expected, strict=True):
        paragraph = read.get(place)
        words = paragraph.word_count if paragraph else None
        outcome = compared("gold.paragraphs.words", gold["mrn"], written["words"], words, place)
        yield outcome._replace(equal=words is not None and abs(words - written["words"]) <= _WORDS)
        first = " ".join(paragraph.text.split()[:4]) if paragraph else None
        yield compared("gold.paragraphs.first", gold["mrn"], fold(written["first"]), first, place)


def _places(numbers: list[int | None]) -> list[str]:
    """Names by which two readings of a text find each other's paragraphs: ¶3, and ¶3+1 for the unnumbered after it.

    >>> _places([None, 1, 2, None, 3])
    ['¶0+1', '¶1', '¶2', '¶2+1', '¶3']
    """
    places: list[str] = []
    last, unnumbered = 0, 0
    for number in numbers:
        last, unnumbered = (last, unnumbered + 1) if number is None else (number, 0)
        places.append(f"¶{last}+{unnumbered}" if unnumbered else f"¶{last}")
    return places
