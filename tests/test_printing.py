"""What was read, printed as a telegram again, reads the same: parse, print, parse is stable."""

import fictional
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

PROSIGNS = {"action": "TO", "info": "INFO", "exempt": "XMT"}
LETTERS = {"FLASH": "Z", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R"}
LEVELS = ("UNCLAS", "UNCLAS", "C O N F I D E N T I A L", "S E C R E T", "T O P  S E C R E T")


def printed(cable: Cable) -> tuple[str, str]:
    """Header and body of a telegram in plain form that says what was read, as far as a telegram can say it."""
    lines = []
    if cable.sent_at:
        letters = [LETTERS[each] for each in (cable.precedence_action, cable.precedence_info) if each]
        lines.append(f"{' '.join(letters)} {cable.sent_at:%d%H%MZ %b %y}".strip().upper())
    if cable.from_address:
        lines.append(f"FM {cable.from_address}")
    before = None
    for each in cable.recipients:
        prosign = f"{PROSIGNS[each.role]} " if each.role != before else ""
        before = each.role
        station = f"{each.routing_indicator}/" if each.routing_indicator else ""
        attention = f"//{each.attention}//" if each.attention else ""
        words = (f"{station}{each.address}{attention}", each.precedence_stated, each.serial)
        lines.append(prosign + " ".join(word for word in words if word))
    head = [_classification_line(cable), ""]
    for caption in cable.captions:
        head += [caption, ""]
    if cable.eo_number:
        head.append(f"E.O. {cable.eo_number}: {cable.eo_value or ''}".strip())
    if cable.tags:
        head.append("TAGS: " + ", ".join(f"({t.tag})" if t.kind == "person" else t.tag for t in cable.tags))
    if cable.subject:
        mark = f"({cable.subject_mark}) " if cable.subject_mark else ""
        head += [f"SUBJECT: {mark}{cable.subject}", ""]
    if cable.references:
        head += ["REF: " + "; ".join(f"{r.label}. {r.raw}" if r.label else r.raw for r in cable.references), ""]
    for each in cable.paragraphs:
        number = f"{each.number}. " if each.number is not None else ""
        mark = f"({each.portion_mark}) " if each.portion_mark else ""
        head += [f"{number}{mark}{each.text}", ""]
    return "\n".join(lines), "\n".join(head)


def _classification_line(cable: Cable) -> str:
    if cable.class_level is None:
        return ""
    level = LEVELS[cable.class_level]
    post, serial = (cable.post, cable.serial) if cable.post and cable.serial else (None, None)
    return f"{level} {post} {serial:06}" if post else level


def facts(cable: Cable) -> dict[str, object]:
    """What was read, without what only the first form of the telegram had."""
    return {
        "sent_at": cable.sent_at,
        "precedence": (cable.precedence_action, cable.precedence_info) if cable.sent_at else None,
        "from_address": cable.from_address,
        "recipients": [r[1:6] + r[6 if cable.sent_at else 7 : 8] for r in cable.recipients],
        "cable_id": cable.cable_id,
        "class_level": cable.class_level,
        "eo": (cable.eo_number, cable.declassify_on) if cable.eo_number else None,
        "tags": [(t.tag, t.kind) for t in cable.tags],
        "subject": (cable.subject, cable.subject_mark),
        "references": [r.ref_cable_id for r in cable.references if r.ref_cable_id],
        "paragraphs": [(p.number, p.mark, " ".join(p.text.split())) for p in cable.paragraphs if p.number],
    }


def again(cable: Cable) -> Cable:
    header, body = printed(cable)
    return parse(header, body, cable_id=cable.cable_id, carrier_date=cable.date)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1 << 32))
def test_a_telegram_printed_as_it_was_read_is_read_the_same(seed: int) -> None:
    for row in fictional.generate(150, seed):
        first = parse(row.header, row.body, cable_id=row.reference_id)
        assert facts(again(first)) == facts(first), row.reference_id
