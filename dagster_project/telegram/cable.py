"""What the parser yields: one `Cable` a message, with plain tuples for what it holds many of.

Every field is a column of the warehouse, declared here once: its name, its type and, in the
annotation, the sentence that becomes the column's comment, its dictionary entry and part of its
tests (`dagster_project.tables` reads them). `None` means absent or unreadable, never a guess; why
it is unreadable stands in `issues`.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

Text = str | None
Number = int | None
Flag = bool | None
Words = list[str]


class Recipient(NamedTuple):
    """One addressee of format lines 7 (TO), 8 (INFO) and 9 (XMT)."""

    position: Annotated[int, "1 for the first addressee of the heading, counted through all roles"]
    role: Annotated[str, "action (TO), info (INFO) or exempt (XMT)"]
    routing_indicator: Annotated[Text, "station that delivers, written before the slash"]
    address: Annotated[str, "plain-language address, single blanks, without attention groups"]
    attention: Annotated[Text, "offices between double slashes, as written"]
    precedence_stated: Annotated[Text, "precedence word on the line; null when there is none"]
    precedence: Annotated[Text, "the word, else the prosign of format line 5 for the role"]
    serial: Annotated[Text, "number the sender keeps for this addressee; a range as written"]
    is_collective: Annotated[bool, "the address stands for a list kept by the relay"]
    post: Annotated[Text, "post of dim_posts when the address is a known post"]
    raw: Annotated[str, "the line as written, without its prosign"]


class Tag(NamedTuple):
    """One entry of the TAGS line."""

    position: Annotated[int, "1 for the first tag"]
    tag: Annotated[str, "canonical code; a person as SURNAME, FIRST"]
    kind: Annotated[str, "subject, program, country, organization, person or unknown"]
    raw: Annotated[str, "as written"]
    repair: Annotated[Text, "name of the repair that led from raw to tag; null when none was needed"]


class Paragraph(NamedTuple):
    """One paragraph of text (format line 12), numbered or not."""

    ordinal: Annotated[int, "1 for the first paragraph of the text"]
    number: Annotated[Number, "number as meant, mangled pilcrows undone; null when unnumbered"]
    label: Annotated[Text, "letter of a sub-item, such as A, or number of an item with a mark of its own"]
    portion_mark: Annotated[Text, "classification mark as written between its parentheses"]
    mark: Annotated[Text, "canonical mark: S/NF, C, SBU, S/REL NATO"]
    mark_level: Annotated[Number, "0 U, 1 SBU/FOUO/LOU, 2 C, 3 S, 4 TS"]
    is_noforn: Annotated[bool, "the mark forbids release to foreign nationals"]
    section: Annotated[int, "transmission section the paragraph starts in, told by page lines"]
    section_kind: Annotated[str, "summary, comment, action_request, background, note, bio or body"]
    heading: Annotated[Text, "heading the paragraph stands under, one line"]
    text: Annotated[str, "without number, mark and page lines; lines joined, list items on own lines"]
    word_count: Annotated[int, "words of text"]
    has_protect_phrase: Annotated[bool, "asks to protect a source ('strictly protect')"]
    char_start: Annotated[int, "offset of the first character in the message's body"]
    char_end: Annotated[int, "offset after the last character in the message's body"]


class Reference(NamedTuple):
    """One item of the REF line."""

    position: Annotated[int, "1 for the first reference"]
    label: Annotated[Text, "letter the text cites it by (ref A)"]
    raw: Annotated[str, "as written, single blanks"]
    kind: Annotated[str, "cable, airgram, email, letter, memo, document or unknown"]
    ref_cable_id: Annotated[Text, "canonical number of the cable referred to"]
    year_inferred: Annotated[bool, "the reference states no year: it was taken from the citing cable"]
    note: Annotated[Text, "NOTAL, EXDIS and the like, as written after the number"]


class Route(NamedTuple):
    """One routing indicator of format line 2."""

    position: Annotated[int, "1 for the first indicator"]
    routing_indicator: Annotated[str, "called station"]


class Distribution(NamedTuple):
    """One office that the archive's print says got copies (`ACTION AF-18`)."""

    position: Annotated[int, "1 for the first office, counted through all roles"]
    role: Annotated[str, "action (of what came in), origin (of what went out) or info"]
    office: Annotated[str, "bureau or agency, as written"]
    copies: Annotated[int, "copies it got"]


class Issue(NamedTuple):
    """Something about the message that a reader of its facts should know."""

    code: Annotated[str, "issue code, listed in docs/ISSUES.md"]
    severity: Annotated[str, "info (repaired or odd), warning (a fact is missing or in doubt)"]
    detail: Annotated[Text, "what was written, and where"]


class Span(NamedTuple):
    """A stretch of header or body and what it is; the spans of a text cover it completely."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Cable:
    """One message, read."""

    cable_id: Annotated[Text, "canonical number: 2-digit year, post, serial (08PARIS1600)"] = None
    cable_id_raw: Annotated[Text, "the number as the carrier gave it"] = None
    body_cable_id: Annotated[Text, "number that the text itself bears on its classification line"] = None
    body_matches_id: Annotated[Flag, "whether that is this cable's number; null when it bears none"] = None
    year: Annotated[Number, "four-digit year of the number"] = None
    post: Annotated[Text, "post of the number, without blanks (TELAVIV)"] = None
    serial: Annotated[Number, "serial of the number"] = None
    sent_at: Annotated[dt.datetime | None, "date-time group (format line 5), UTC; null if absent or impossible"] = None
    filed_at: Annotated[dt.datetime | None, "filing time (format line 3), UTC"] = None
    date: Annotated[dt.date | None, "best date: sent_at, else filed_at, else the carrier's"] = None
    date_source: Annotated[Text, "sent_at, filed_at or carrier"] = None
    header_kind: Annotated[str, "acp127, dtg_only, partial, distribution or other"] = "other"
    transmission_id: Annotated[Text, "format line 1: channel and number of this copy"] = None
    routing_precedence: Annotated[Text, "precedence of format line 2"] = None
    origin_ri: Annotated[Text, "routing indicator of the calling station (format line 3)"] = None
    station_serial: Annotated[Number, "station serial number (format line 3): serial modulo 10,000"] = None
    header_section: Annotated[Number, "section of the transmission (format line 3)"] = None
    circuit_class: Annotated[Text, "letter of format line 4: U, E, R, C, S or T"] = None
    operating_signals: Annotated[Words, "Z signals of format lines 4 and 5, in order"] = field(default_factory=list)
    security_note: Annotated[Text, "what else stands on format line 4, as written"] = None
    precedence_action: Annotated[Text, "precedence for action addressees (format line 5)"] = None
    precedence_info: Annotated[Text, "precedence for information addressees, where it differs"] = None
    time_note: Annotated[Text, "what else follows the date-time group, as written"] = None
    from_address: Annotated[Text, "originator (format line 6), single blanks"] = None
    classification: Annotated[Text, "UNCLASSIFIED to TOP SECRET, with //NOFORN or //FOR OFFICIAL USE ONLY"] = None
    class_level: Annotated[Number, "0 U, 1 FOUO/LOU, 2 C, 3 S, 4 TS"] = None
    is_noforn: Annotated[bool, "not releasable to foreign nationals, by line or caption"] = False
    classification_source: Annotated[Text, "text, format_line_4 or carrier: where the level was read"] = None
    class_line: Annotated[Text, "the classification line as written"] = None
    captions: Annotated[Words, "distinct captions, canonical, in order"] = field(default_factory=list)
    pass_lines: Annotated[Words, "instructions between captions and E.O. line, wrapped lines joined"] = field(
        default_factory=list
    )
    eo_number: Annotated[Text, "executive order, typos repaired"] = None
    eo_value: Annotated[Text, "the E.O. line after the number, as written"] = None
    declassify_on: Annotated[dt.date | None, "date of declassification that the E.O. line gives"] = None
    declass_rule: Annotated[Text, "date, event, exemption, oadr, mr, na or gds"] = None
    subject: Annotated[Text, "one line, single blanks, without its mark"] = None
    subject_mark: Annotated[Text, "the subject's own portion mark"] = None
    classified_by: Annotated[Text, "name and title of the classifying authority, as written"] = None
    class_reasons: Annotated[Words, "grounds, as 1.4(b)"] = field(default_factory=list)
    drafter: Annotated[Text, "drafting officer (1973-79)"] = None
    approver: Annotated[Text, "approving officer (1973-79)"] = None
    distribution_total: Annotated[Number, "sum of copies that the archive's print states; null when it states none"] = (
        None
    )
    signer: Annotated[Text, "surname that closes the text, as written"] = None
    section_count: Annotated[Number, "sections stated on the classification line; 1 when none is"] = None
    sections_seen: Annotated[Number, "sections found in this message"] = None
    paragraph_count: Annotated[int, "rows in fact_paragraphs"] = 0
    word_count: Annotated[int, "words of all paragraphs"] = 0
    page_line_count: Annotated[int, "page continuation lines taken out of the text"] = 0
    has_summary: Annotated[bool, "has a summary"] = False
    has_comment: Annotated[bool, "has a comment"] = False
    has_minimize: Annotated[bool, "states that minimize was considered"] = False
    is_redacted: Annotated[bool, "holds redaction runs (XXXXXXXXXXXX)"] = False
    has_protect_phrase: Annotated[bool, "asks somewhere to protect a source"] = False
    text_status: Annotated[str, "text, partial, lost or withheld"] = "text"
    unread_chars: Annotated[int, "non-blank characters of header and body that no rule accounts for"] = 0
    issues: Annotated[list[Issue], "distinct codes of load_issues"] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    routing: list[Route] = field(default_factory=list)
    distribution: list[Distribution] = field(default_factory=list)
    header_spans: list[Span] = field(default_factory=list)
    body_spans: list[Span] = field(default_factory=list)
