"""One telegram in, one `Cable` out: the parser.

    >>> cable = parse(header, body, cable_id="08PARIS1600")
    >>> cable.from_address, cable.subject_mark, cable.paragraphs[0].mark
    ('AMEMBASSY PARIS', None, 'C')

Pure: it reads nothing but its arguments and the closed lists of `vocabulary`, keeps no state, and
raises nothing for a damaged telegram, whose damage becomes null columns and issue codes.
"""

import datetime as dt
import re
from collections.abc import Sequence

from dagster_project.telegram.archive_print import NO_TEXT, WITHHELD
from dagster_project.telegram.authority import read_authority
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.closing import read_closing
from dagster_project.telegram.executive_order import check_executive_order
from dagster_project.telegram.heading import Heading, filing_time, plausible, read_heading
from dagster_project.telegram.identity import Mrn, near_post, read_mrn, within_one
from dagster_project.telegram.marks import LEVEL_NAMES
from dagster_project.telegram.page_lines import PageLine, lift
from dagster_project.telegram.paragraphs import Paragraphs
from dagster_project.telegram.plain_text import PlainText
from dagster_project.telegram.recipients import post_of
from dagster_project.telegram.spans import carve, cover
from dagster_project.telegram.text_head import TextHead
from dagster_project.telegram.vocabulary import MRN_POSTS

PARSER_VERSION = "11"

_LONGEST_EXTRACT = 400
"""Characters of a text that was cut; those seen have 243 to 249."""
_CUT_OFF = re.compile(r"(?<!\w)\w++[ \t]*+\.\.\.\s*+$")
_NO_PAGE_LINES = "VZCZCXYZ"
"""What the heading begins with where the relay RUEHWEB delivered: its copies lack all page lines."""
_OTHER_NAMES = (
    {"RPODUBAI", "IRANRPODUBAI"}, {"KIEV", "KYIV"}, {"TAIPEI", "AITTAIPEI"},
    {"CALCUTTA", "KOLKATA"}, {"BOMBAY", "MUMBAI"}, {"MADRAS", "CHENNAI"},
)  # fmt: skip
"""Posts that bear two names."""
_FL4_LEVELS = {"U": 0, "E": 0, "R": 2, "C": 2, "S": 3, "T": 4}
_LABEL_LEVELS = {name: level for level, name in enumerate(LEVEL_NAMES)}


def parse(
    header: str,
    body: str,
    cable_id: str | None = None,
    carrier_date: dt.date | None = None,
    *,
    classification_label: str | None = None,
) -> Cable:
    """Read one telegram.

    `header` holds format lines 1 to 10, `body` the text (format line 12), both as the carrier gave
    them. `cable_id` is the carrier's number, `carrier_date` its date of the cable and
    `classification_label` its classification; each may be None, and each is used only for what the
    telegram itself does not say. Lines may end in whatever they do; offsets are those of the texts as given.
    """
    plain_header, plain_body = PlainText(header), PlainText(body)
    cable = _read(plain_header.text, plain_body, cable_id, carrier_date, classification_label)
    plain_header.restore(cable, "header")
    plain_body.restore(cable, "body")
    return cable


def _read(
    header: str, plain_body: PlainText, cable_id: str | None, carrier_date: dt.date | None, label: str | None
) -> Cable:
    cable = Cable()
    body = plain_body.text
    if carrier_date and not plausible(carrier_date.year):
        carrier_date = None
    heading = read_heading(header, cable)
    flow, pages = lift(body)
    claims: list[tuple[int, int, str]] = []
    head = TextHead(flow, cable, claims, heading, body)
    start = head.read()
    end = read_closing(flow, start, cable, claims)
    lines_above = header.rstrip().count("\n") + 1 if header.startswith(_NO_PAGE_LINES) else 0
    if "ERROR" in flow[:200] and NO_TEXT.fullmatch(flow):
        claims.append((start, end, "note"))
        start = end
    section = head.line.section
    paragraphs = Paragraphs(flow, cable, claims, pages, section, lines_above, plain_body.has_odd_blanks)
    paragraphs.read(start, end, head.loose)
    if cable.classified_by is None and cable.paragraphs:
        _authority_in_paragraph(cable)
    cable.page_line_count = [page.kind for page in pages].count("page line")
    _sections(cable, pages, head.line.section or 1, heading.print is not None)
    _identify(cable, head, cable_id, carrier_date)
    _date(cable, heading, carrier_date)
    _classify(cable, head, label, paragraphs.highest_mark)
    head.read_references()
    check_executive_order(cable)
    _status(cable, flow, head.line.section or 1)
    _cross_check(cable, head, pages)
    cable.header_spans, unread = cover(header, heading.claims)
    cable.body_spans, body_unread = cover(
        body, carve(claims, [(p.start, p.end, p.kind) for p in pages]) if pages else claims
    )
    cable.unread_chars = unread + body_unread
    if len(cable.issues) > 1:  # a line that stands twice is damaged twice, and noted once
        cable.issues = list(dict.fromkeys(cable.issues))
    return cable


def _authority_in_paragraph(cable: Cable) -> None:
    """Some posts number the authority as paragraph 1: `1. Classified by ... Reason: 1.4 (d)` (09STATE30049)."""
    for paragraph in cable.paragraphs[:2]:
        if paragraph.text[:13].lower() == "classified by":
            cable.classified_by, grounds, _ = read_authority(paragraph.text)
            cable.class_reasons = cable.class_reasons or [ground for ground in grounds if len(ground) > 1]
            return


def _sections(cable: Cable, pages: Sequence[PageLine], first: int, is_print: bool) -> None:
    """Sections stated and found, from the one that the classification line names.

    That others are missing is known of a text that begins with a later one, of one that holds heads of later
    ones, and of a print, whose every page names its section; from others page lines may have been cut.
    """
    stated = {page.sections for page in pages if page.sections}
    if cable.section_count is None or (cable.section_count == 1 and stated):
        cable.section_count = max(stated, default=1)
    elif stated and max(stated) != cable.section_count:
        detail = f"classification line says {cable.section_count}, page lines {max(stated)}"
        cable.issues.append(Issue("sections_mismatch", "warning", detail))
    seen = {page.section for page in pages if page.section} | {first}
    cable.sections_seen = len(seen)
    kinds = [page.kind for page in pages]
    is_known = is_print or first > 1 or "section head" in kinds
    if is_known and len(seen) < cable.section_count:
        cable.text_status = "partial"
        detail = f"{', '.join(map(str, sorted(seen)))} of {cable.section_count}"
        cable.issues.append(Issue("sections_missing", "warning", detail))
    if "stray caption" in kinds:
        cable.issues.append(Issue("caption_stray", "info", None))
    if repeated := kinds.count("repeated line"):
        cable.issues.append(Issue("line_repeated", "info", f"{repeated} behind a Q"))


def _identify(cable: Cable, head: TextHead, given: str | None, carrier_date: dt.date | None) -> None:
    """The cable's own number, the number its text bears, and whether they agree."""
    cable.cable_id_raw = given
    mrn = repair = None
    if given:
        mrn, repair = read_mrn(given)
        if repair:
            cable.issues.append(Issue("id_repaired", "info", f"{given} ({repair})"))
        elif mrn is None:
            cable.issues.append(Issue("id_unreadable", "warning", given))
    year = mrn.year if mrn else cable.sent_at.year if cable.sent_at else carrier_date.year if carrier_date else None
    line = head.line
    if mrn and line.post and line.serial == mrn.serial and mrn.post in MRN_POSTS and line.post.endswith(mrn.post):
        line.post = mrn.post  # words before it are none of the post: `E X D I S NAIROBI`
    elif (
        mrn and line.post and line.serial == mrn.serial and line.post not in MRN_POSTS and _is_slip(line.post, mrn.post)
    ):
        cable.issues.append(Issue("class_line_damaged", "info", f"{line.post} read as {mrn.post}"))
        line.post = mrn.post
    if head.line.serial is not None and head.line.post is not None and year is not None:
        borne = Mrn(year, head.line.post, head.line.serial)
        cable.body_cable_id = borne.cable_id
        if mrn is None:
            mrn = borne
        elif (
            mrn.post not in MRN_POSTS
            and mrn.serial == borne.serial
            and mrn.post != borne.post
            and (borne.post in MRN_POSTS or borne.post.startswith(mrn.post))  # the archive cuts posts to six letters
        ):
            mrn = Mrn(mrn.year, borne.post, mrn.serial)
            cable.issues.append(Issue("id_repaired", "info", f"{given} (post of the text)"))
    elif mrn is None and cable.station_serial and cable.from_address and year is not None:
        post = post_of(cable.from_address)
        if post and post != "STATE":  # the Department's serials run past 10,000: four digits are not enough
            mrn = Mrn(year, post, cable.station_serial)
            cable.issues.append(Issue("id_from_heading", "warning", mrn.cable_id))
    if mrn:
        cable.cable_id, cable.year, cable.post, cable.serial = mrn.cable_id, mrn.year, mrn.post, mrn.serial
        if cable.body_cable_id:
            cable.body_matches_id = _same_number(mrn, head.line.post, head.line.serial)
            if not cable.body_matches_id:
                cable.issues.append(Issue("body_mismatch", "warning", f"text bears {cable.body_cable_id}"))


def _is_slip(written: str, post: str) -> bool:
    """Whether an unknown name is one slip away from a post: `PARSI`, `ISLAMBAD`."""
    return written != post and post in MRN_POSTS and (within_one(written, post) or near_post(written) == post)


def _same_number(mrn: Mrn, post: str | None, serial: int | None) -> bool:
    same_post = mrn.post == post or any({mrn.post, post} <= names for names in _OTHER_NAMES)
    return same_post and mrn.serial == serial


def _date(cable: Cable, heading: Heading, carrier_date: dt.date | None) -> None:
    if cable.sent_at and cable.year and abs(cable.sent_at.year - cable.year) > 1 and cable.body_matches_id is not False:
        cable.issues.append(Issue("dtg_invalid", "warning", f"{cable.sent_at:%d%H%MZ %b %y} in {cable.cable_id}"))
        cable.sent_at = None
    near = cable.sent_at.date() if cable.sent_at else carrier_date
    if near is None and cable.year and heading.filed and heading.filed[0]:
        near = dt.date(cable.year, 1, 1) + dt.timedelta(days=min(heading.filed[0], 366) - 1)
    cable.filed_at = filing_time(heading.filed, near)
    if cable.sent_at:
        cable.date, cable.date_source = cable.sent_at.date(), "sent_at"
    elif cable.filed_at:
        cable.date, cable.date_source = cable.filed_at.date(), "filed_at"
    elif carrier_date:
        cable.date, cable.date_source = carrier_date, "carrier"


def _classify(cable: Cable, head: TextHead, label: str | None, highest_mark: int) -> None:
    """Level of the text, else of format line 4, else the carrier's; with what captions add to it."""
    fl4 = _FL4_LEVELS.get(cable.circuit_class) if cable.circuit_class else None
    label_level = None
    if label:
        base = label.upper().split("//NOFORN")[0].strip()
        label_level = 1 if base == "LIMITED OFFICIAL USE" else _LABEL_LEVELS.get(base)
    if cable.class_level is None:
        if fl4 is not None:
            cable.class_level, cable.classification_source = fl4, "format_line_4"
        elif label_level is not None:
            cable.class_level, cable.classification_source = label_level, "carrier"
            if "NOFORN" in label.upper():
                head.captions.noforn = True
    level = cable.class_level
    if level is None:
        return
    if level == 0 and head.captions.sensitive:
        level = cable.class_level = 1
    cable.is_noforn = head.captions.noforn
    if cable.classification is None:
        cable.classification = LEVEL_NAMES[level]
        if cable.is_noforn and level >= 2:
            cable.classification += "//NOFORN"
    conflicts = []
    if fl4 is not None and cable.classification_source == "text" and fl4 != (level if level > 1 else 0):
        conflicts.append(f"format line 4 says {cable.circuit_class}")
    if label_level is not None and cable.classification_source != "carrier" and label_level != level:
        conflicts.append(f"carrier says {label}")
    if highest_mark > level:
        marked = [p for p in cable.paragraphs if p.mark_level == highest_mark]
        detail = f"{marked[0].portion_mark} in paragraph {marked[0].ordinal}, above {cable.classification}"
        cable.issues.append(Issue("mark_above_class", "info", detail))
    if conflicts:
        cable.issues.append(Issue("class_conflict", "warning", f"{cable.classification}, but {', '.join(conflicts)}"))


def _status(cable: Cable, flow: str, first: int) -> None:
    """Whether there is a text, and what of a telegram's parts is absent; later sections bear no TAGS and no subject."""
    if cable.class_line is None and WITHHELD.search(flow, 0, 1000):
        cable.text_status = "withheld"
    elif not flow or flow.isspace() or NO_TEXT.fullmatch(flow):
        cable.text_status = "lost"
        cable.issues.append(Issue("no_text", "warning", None))
    elif cable.header_kind == "partial":
        cable.text_status = "partial"
    elif (
        len(flow) < _LONGEST_EXTRACT
        and flow[-40:].rstrip().endswith("...")
        and (cut := _CUT_OFF.search(flow, max(0, len(flow) - 40)))
    ):
        cable.text_status = "partial"
        cable.issues.append(Issue("text_cut", "warning", cut[0].strip()))
    if cable.header_kind == "partial":
        cable.issues.append(Issue("partial_record", "info", None))
    if cable.text_status not in ("lost", "withheld"):
        if not cable.tags and first == 1:
            cable.issues.append(Issue("no_tags", "info", None))
        if cable.subject is None and first == 1:
            cable.issues.append(Issue("no_subject", "info", None))
        if cable.class_line is None:
            cable.issues.append(Issue("no_class_line", "info", None))
    if not cable.recipients:
        cable.issues.append(Issue("no_recipients", "info", None))


def _cross_check(cable: Cable, head: TextHead, pages: Sequence[PageLine]) -> None:
    """What the parts of a telegram say of each other."""
    if cable.sent_at and cable.filed_at:
        minutes = int((cable.filed_at - cable.sent_at).total_seconds() // 60)
        if not 0 <= minutes <= 60:
            cable.issues.append(Issue("dtg_filing_gap", "info", f"filed {minutes} minutes after the date-time group"))
    if cable.serial is not None:
        wrong = []
        if cable.station_serial is not None and cable.station_serial % 10000 != cable.serial % 10000:
            wrong.append(f"format line 3 has {cable.station_serial}")
        if head.line.serial is not None and head.line.serial % 10000 != cable.serial % 10000:
            wrong.append(f"classification line has {head.line.serial}")
        serials = {page.serial for page in pages if page.serial is not None}
        wrong += [f"page line has {serial}" for serial in sorted(serials) if serial % 10000 != cable.serial % 10000]
        if wrong:
            cable.issues.append(Issue("serial_mismatch", "warning", f"{cable.serial}, but {', '.join(wrong)}"))
