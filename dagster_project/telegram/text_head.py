"""The head of the text (format line 12): all that stands before the first paragraph.

    C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600      classification line
    SIPDIS                                                     captions
    STATE FOR EUR/WE                                           pass lines
    E.O. 12958: DECL: 07/02/2017                               executive order, declassification
    TAGS: PREL PBTS                                            traffic analysis
    SUBJECT: TFGG01: ...                                       subject
    REF: A. BERLIN 313                                         references
    Classified By: ... Reasons 1.4b,d                          authority

Read by labels, not by position: any may be absent, doubled, wrapped or run into the next.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from dagster_project.telegram.authority import read_authority, read_grounds, with_section
from dagster_project.telegram.cable import Cable, Issue
from dagster_project.telegram.captions import Captions
from dagster_project.telegram.classification_line import CLASS_LINE, LEVEL_ALONE, ClassificationLine
from dagster_project.telegram.executive_order import read_executive_order
from dagster_project.telegram.heading import STAMP, Heading
from dagster_project.telegram.labels import FIRST_PARAGRAPH, LABEL, Label, find_labels
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.references import read_references
from dagster_project.telegram.tags import read_tags
from dagster_project.telegram.titles import PLAIN_HEADINGS
from dagster_project.telegram.vocabulary import MRN_POSTS, TAG_KINDS

_DECLASSIFY_ON = re.compile(r"[ \t]*Declassif\w+ on\b[^\n]*", re.IGNORECASE)
_WIDE_BLANK = re.compile(r"[ \t]{2,}")
_CAPITALS = re.compile(r"[A-Z]+")
_LOWER = re.compile(r"[a-z:]")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")
_MARKED = re.compile(r"\(([^()]{1,60})\)[ ]")
_LABEL_AGAIN = re.compile(r"\ASUBJ(?:ECT)?[ ]?:[ ]?", re.IGNORECASE)
_MARK_IN_FRONT = re.compile(r"\(([^()]{1,30})\)\s*")
_MARK_OF_A_COPY = re.compile(r"((?:C ?O ?R ?R ?E ?C ?T ?E ?D )C ?O ?P ?Y[ :-]{1,3})\(([^()]{1,30})\)\s*", re.IGNORECASE)
_MARK_AT_END = re.compile(r"[ ]\(([A-Za-z/]{1,8})\)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN_SUBJECT = re.compile(r"\b(?:and|of|the|on|in|with|for|to|AND|OF|THE|ON|IN|WITH|FOR|TO)$")
_OPEN_WORD = re.compile(r"[A-Za-z]-$")
_JOINT_MESSAGE = re.compile(r"(?:COUNTRY TEAM\.?|(?:THIS IS A )?JOINT [A-Z/ ]{3,40}) MESSAGE\.?")
"""Who sends it together, below the references of the seventies (72TEHRAN1164)."""
_MEETING_OF = re.compile(r"['’]s [A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d\s*$")
_MEETING = re.compile(
    r"(?:(?:Bilateral|Telephone|Phone) )?(?:Meeting|Conversation|Call|Lunch|Dinner|Visit|Trip)\b", re.I
)
"""`Secretary Clinton’s March 24, 2009`, a blank line, `Conversation with ...` (09STATE30049)"""
_FURTHER_LINE = re.compile(r"\n([^\n]*)")
_LINES_OF_AN_ORDER = 20
"""Below the label in which captions are looked for; of the orders seen all end on the first."""
_LABEL_BEHIND = re.compile(r"(?<=[ \t])(?:E\.? ?O\.? ?\d{5}|TAGS:|SUBJECT:|SUBJ:)")
_FIRST_OF_TEXT = re.compile(r"(?:BEGIN |Begin )?(?:Summary|SUMMARY)(?:[:.]|\s*$)|\((?:C|S|U|SBU|S/NF|C/NF)\)\s")
_TEXT_BELOW = re.compile(
    rf"(?:{_FIRST_OF_TEXT.pattern}|ACTION REQUEST"
    r"|This (?:is|message|cable|telegram)\b|THIS (?:IS|MESSAGE|CABLE|TELEGRAM)\b)"
)
"""What no line of the references begins with: right below them stands the text."""
_NUMBER_AT_END = re.compile(r"[A-Z]{3,}[ \t]+(?:A-)?\d{2,6}(?:[ \t]*\([A-Z /]{2,20}\))?[ \t.;]*$")
"""What a line of the references ends in below which a sentence is the text, and no more of a letter's title."""
_RULE_OR_HEADING = re.compile(
    r"\n[ \t]*(?:-{3,}|={3,}|_{3,}|(?:- ){3,}|\*{2,}|(?:SUMMARY|Summary|COMMENT)[ \t]*(?:\n|$))"
)
_BROKEN_HYPHEN = re.compile(r"-(?:(?<=\w-)|(?<=[A-Z]\.-))[ \t]*+\n\s*+(?=\w)")
_RULE = re.compile(r"[-=_*~.+# \t]{3,}")
_NOTE = re.compile(r"\s*(?:NOTE|EDITOR'?S NOTE)\b[ \t]*[-:]", re.IGNORECASE)
_ARCHIVE_NOTE = re.compile(
    r"National Archives|^\s*RG \d+\b|Central Foreign Policy File|^\s*File:|Original Telegram was|de-?classified\s*$",
    re.IGNORECASE,
)
_PASS_START = re.compile(
    r"(?:[A-Z0-9/&.'-]+[ \t]+){1,5}?(?:ALSO[ \t]+)?(?:FOR|PASS(?:ES)?|PLEASE|PLS)\b|(?:PLEASE|PLS|ALSO|PASS|FOR|TO)\b",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(r"^\d{1,2}\.[ \t]+[A-Z(\"]", re.MULTILINE)
_FOR_WHOM = re.compile(
    r"(?:FOR|PASS|PLEASE PASS|(?:DEPT|DEPARTMENT|STATE|NSC|WHITE HOUSE|[A-Z]{4,12}) (?:FOR|PASS|PLEASE|ALSO))\b"
)
_INSTRUCTION_BELOW = re.compile(
    r"(?:(?:DEPT|USDOC|USUN|USNATO|USIA|SECDEF|(?:US)?CINC[A-Z]+)(?: (?:PLEASE|PLS|ALSO))? FOR [A-Z]"
    r"|(?:(?P<who>[A-Z]{3,12}) )(?:(?:PLEASE|PLS|ALSO) )?PASS(?:ES)?(?: TO)? [A-Z])[^.\n]*$"
)
_FOR_FROM = re.compile(r"FOR [^.\n]{2,40}? FROM [^.\n]{2,40}$")
_WHO_PASSES = frozenset("DEPT DEPARTMENT STATE USDOC WASHINGTON".split()) | MRN_POSTS.keys()
_KIND_OF_MESSAGE = re.compile(r"THIS IS AN? [A-Z ]{3,40} (?:MESSAGE|CABLE|TELEGRAM)\.?")
_NUMBERED_LINE = re.compile(r"\d{1,2}\.[ \t]+[A-Z(\"]")
"""Of a later section, whose text begins right below its classification line: `7. HE LEFT FOR ALGIERS`."""
_CAPTION_GLUED = re.compile(r"(?:SIPDIS|NOFORN|EXDIS|NODIS|LIMDIS|STADIS|SENSITIVE)[ \t,]+\S")
# Between two instructions that lost their line end: `... LEVEY AND HOWARD MENDELSOHN STATE FOR S/SRAP` (10RIYADH61).
_PASS_BREAK = re.compile(
    r"(?<=[A-Z.)]) (?<!PASS )(?<! TO )(?<!AND )(?<!FOR )(?<!ALSO )(?<!INFO )(?<! OF )"
    r"(?=(?:STATE|DEPT|DEPARTMENT|NSC|TREASURY|DOD|DOE/[A-Z]+|USDOC|COMMERCE|AMEMBASSY [A-Z]+"
    r"|AMCONSUL [A-Z]+|[A-Z]{1,5}/[A-Z/]+) (?:FOR|PASS|PLEASE PASS)\b)"
)
_SHORTEST_TWO = 24
"""Characters that two instructions have at least."""
_FIRST_HEADINGS = PLAIN_HEADINGS | {"KEY POINTS"}
_FROM_WHOM = re.compile(r"FROM (?:THE )?(?:AMBASSADOR|CHARGE|DCM|CONSUL GENERAL|CG|CHIEF OF MISSION)\b[A-Z .]{0,30}")
_FOR_OR_PASS = re.compile(r"\b(?:FOR|PASS)\b")
_OPEN_END = re.compile(
    r"(?<![/\w])(?:AND|FOR|TO|PASS|OF|THE|FROM|ALSO|PLEASE|PLS)$", re.IGNORECASE
)  # not of an office: WHA/AND
_TAKES_A_NUMBER = re.compile(
    r"\b(?:RESOLUTIONS?|UNSCR|UNGA|ITEM|PHASE|PART|NO\.?|NUMBER|ARTICLE|CHAPTER|ROUND|SECTION|PARA|-"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?:[ ]\d+)?[ ]?-?$",
    re.IGNORECASE,
)
"""What a number on the next line belongs to: `UN SECURITY COUNCIL RESOLUTION` / `1701`."""
_NUMBER_ALONE = re.compile(r"\d{1,4}")
_REPEATED = re.compile(
    r"FOLLOWING (?:IS )?(?:A )?REPEAT\b|FOLLOWING (?:TELEGRAM|MESSAGE)\b.*\b(?:SENT|RECEIVED|REPEATED|QUOTED)\b"
    r"|(?:QUOTE|QTE)[ \t]*$"
)
"""What leads in a telegram that is repeated below the subject of another."""
_ONE_WORD = re.compile(r"(?!(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)$)[A-Z][A-Z'’-]{2,}\.?")
_ROOM_FOR_A_NAME = 24
"""Characters of an instruction that may go on in one word: `DEPT FOR NEA/ARP, NEA/IR` / `QUILL`."""
_NO_REFERENCE = re.compile(r"[ \t]*(?:NONE|N/A|NIL)\b\.?", re.IGNORECASE)
_ITEM_LABEL = re.compile(
    r"[ \t]*(?:¶[ \t]*[A-Z][.):]|(?!\([SU]\))\(?[A-Z][.)]|\d\d[ \t]+[A-Z]{3,}"
    r"|(?!(?:ON|IN|AT|AS|BY|THE|FROM|DURING|SINCE|AFTER|BEFORE|SECTIONS?|ARTICLES?|PARA(?:GRAPH)?S?)\b)"
    r"[A-Z][A-Z ]{2,20}\d{2,6}"
    r"(?=[ \t]*(?:$|\n|[,;.(&]|AND\b)))",
    re.IGNORECASE,
)
_LABEL_OF_AN_ITEM = re.compile(r"REF(?:TEL)?[ \t]*:?[ \t]*\(?[B-Z](?:\)?[:.]|\))[ \t]", re.IGNORECASE)
"""A label that stands again, below a blank line, for the next item: `REF: B. 07 LONDON 33`."""
# Other captions that begin a pass line are agencies it is for: USDOC FOR ... (1976STATE265622).
_HANDLING = re.compile(r"(?:EXDIS|NODIS|LIMDIS|STADIS|NOFORN|AIDAC)\b")
_NARROWEST_PRINT = 52
"""Characters that a line of a print held at least before it was wrapped (1974STATE097795)."""
_SENTENCE_ENDS = re.compile(r"[.?!](?<=[A-Z0-9)\"]{2}.)[\")]?[ \t]*$", re.MULTILINE)
_LEAST_OF_TEXT = 8
"""Words of a sentence right below the last label of a print; a subject or a reference that goes on has fewer."""
_LETTERED_PARAGRAPH = re.compile(
    r"[ \t]*(?:¶[ \t]*)?(?:\(?[A-Z][.)][ \t]*\((?:SBU|U|C|S|S/NF|C/NF)\)[ \t]|A[.)][ \t]+(?![^\n]*\d))", re.IGNORECASE
)
"""A letter with a portion mark behind it, or an A below references that are read, with no number in its line."""
_NAMES_SOMETHING = re.compile(r"\d|NOTAL|MAIL|LETTER|MEMO|CALL|CONVERSATION", re.IGNORECASE)
"""What an item of the references holds; `A. HE LEFT ON MONDAY AND SAID` is a paragraph."""
_OPEN_ITEM = re.compile(r"(?:[,;(]|\bAND|\b[A-Z]{3,})[ \t]*$")
_ITEM_GOES_ON = re.compile(
    r"[ \t]*(?:\(?[B-Z][.)][ \t]+[A-Z0-9]|\(?[A-Z][.)][ \t]*(?:\d\d[ \t]+)?[A-Z][A-Z ]+(?:A-)?\d|\(NOTAL"
    r"|-?[ \t]?(?:A-)?\d{2,6}\b(?![.)])|[A-Z][A-Z ]{2,20} (?:A-)?\d{2,6}\b|¶[ \t]*[A-Z][.)])"
)
_INITIAL = re.compile(r"¶[ \t]*[C-Z]\.[ \t]+[A-Z]+\b(?![^\n]*\d)")
"""Of a name that wrapped, which the carrier took for a paragraph: `AMB. JOHN` / `¶R. BOLTON`."""
_LONGEST_ITEM = 400
_LETTERS = re.compile(r"\b([A-Z])[.)]")
_LETTER_OF_ITEM = re.compile(r"\(?([A-Z])[.)]")
_LONGEST_KEPT = 80
"""Characters of the lines whose kind is kept: the same few lines stand in most telegrams."""
_LONGEST_REST = 160
"""Characters behind the serial of the classification line among which an instruction is looked for."""
_MOST_CAPTIONS = 100
"""Lines of captions and pass lines that are read of one text; the most seen are 14."""
_MOST_LINES_OF_SUBJECT = 40
"""Lines of a subject below its first; the most seen are four."""
_LABEL_KINDS = {
    "eo": "E.O. line", "tags": "TAGS", "subject": "subject", "ref": "reference", "authority": "authority",
    "declassify": "authority", "reason": "authority", "repeat": "second head",
}  # fmt: skip


class TextHead:
    """Reads the head of one text into a `Cable`; claims what it reads."""

    def __init__(self, flow: str, cable: Cable, claims: list[tuple[int, int, str]], heading: Heading, body: str):
        self.flow = flow
        self.cable = cable
        self.claims = claims
        self.heading = heading
        self.is_tight = heading.print is not None and not _BLANK_LINE.search(body.strip())
        """A print that has lost its blank lines."""
        self.is_glued = False
        """A print with no blank line between its labels: nor may one stand between the last of them and the text."""
        self.loose: list[tuple[int, int]] = []
        """Prose between the labels: paragraphs without number."""
        self.captions = Captions(cable)
        self.line = ClassificationLine(flow, cable, self.captions)

    def read(self) -> int:
        """Read the head; the offset where the paragraphs begin."""
        start = self._classification_line()
        first = self._first_paragraph(start)
        limit = first.start() if first else len(self.flow)
        labels = find_labels(self.flow, start, limit)
        if labels:
            if self.heading.print:
                self.is_glued = self.is_tight or not _BLANK_LINE.search(self.flow, labels[0][1], labels[-1][1])
            self._captions(start, labels[0][1])
            end = self._captions_below(self._values(labels, limit), limit)
        else:
            end = self._captions(start, limit if first else self._block_end(start, limit), strict=True)
        return end

    def _first_paragraph(self, start: int) -> re.Match[str] | None:
        """Where the paragraphs begin: at a 1 or a mark; in later sections and prints at any number above labels."""
        first = FIRST_PARAGRAPH.search(self.flow, start)
        if (self.line.section or 1) > 1 or self.heading.print:
            other = _OTHER_NUMBER.search(self.flow, start, first.start() if first else len(self.flow))
            if other and not any(map(LABEL.match, self.flow[start : other.start()].split("\n"))):
                return other
        return first

    def _classification_line(self) -> int:
        """Find and read the classification line; the offset after it, 0 when there is none."""
        line = self.line
        if found := line.find():
            self._preamble(found.start())
            line.read(found)
        elif (found := LEVEL_ALONE.search(self.flow, 0, 400)) and not self._has_label(found.start()):
            self._preamble(found.start())
            line.read_alone(found)
        else:
            damaged = line.read_damaged()
            if damaged is None:
                return 0
            self._preamble(damaged[0])
            self.claims.append((*damaged, "classification line"))
            return damaged[1]
        end = found.end()
        if label := _LABEL_BEHIND.search(self.flow, found.start("rest"), end):  # the head is one line
            end = label.start()
            self.cable.class_line = self.flow[found.start("level") : end].strip()
        rest = self.flow[found.start("rest") : min(end, found.start("rest") + _LONGEST_REST)].strip()
        if rest.isupper():
            rest = self.captions.behind(rest)
            if _PASS_START.match(rest) and not rest.startswith("FOR "):  # `... ANKARA 001583 NSC FOR OXBOW`
                self.cable.pass_lines += _instructions(" ".join(rest.split()))
        self.claims.append((found.start("level"), end, "classification line"))
        return end

    def _has_label(self, end: int) -> bool:
        """Whether a label stands above: then a level alone is the last line of a page."""
        return LABEL.match(self.flow) is not None or any(map(LABEL.match, self.flow[:end].split("\n")))

    def _preamble(self, end: int) -> None:
        """Lines above the classification line: stamps, notes, a second copy of the heading."""
        if not self.flow[:end].strip():
            return
        heading = self.heading
        second = "VZCZC" in self.flow[:end] or re.search(r"^FM ", self.flow[:end], re.MULTILINE)
        reader = heading if second and not heading.seen & {"FL1", "FL5"} else Heading(Cable(), [])
        at = 0
        for line in self.flow[:end].split("\n"):
            text = line.strip()
            lead = at + (len(line) - len(line.lstrip()))
            if text:
                if self.captions.line(text):
                    self.claims.append((lead, lead + len(text), "caption"))
                elif STAMP.fullmatch(text):
                    self.claims.append((lead, lead + len(text), "stamp"))
                elif _NOTE.match(text):
                    self.claims.append((lead, lead + len(text), "note"))
                elif _RULE.fullmatch(text):
                    self.claims.append((lead, lead + len(text), "rule"))
                elif second and (LABEL.match(text) or reader.line(at, line)):
                    self.claims.append((lead, lead + len(text), "second heading"))
            at += len(line) + 1
        if second:
            self._flag("second_heading", None)

    # -- captions and pass lines --------------------------------------------------------------

    def _captions(self, start: int, end: int, strict: bool = False) -> int:
        """Captions, notices and pass lines between classification line and E.O.; offset after the last.

        `strict`: no label follows, so only lines that can be nothing else are taken.
        """
        cable = self.cable
        last_end = start
        open_line: str | None = None
        at = start
        count = 0
        lines = self.flow[start:end].split("\n")
        for i, line in enumerate(lines):
            text = line.strip()
            begins = at
            at += len(line) + 1
            if not text:
                continue
            lead = begins + line.index(text)
            count += 1
            if count > _MOST_CAPTIONS:
                cable.issues.append(Issue("crowded", "warning", f"more than {_MOST_CAPTIONS} lines of captions"))
                break
            if (wide := _WIDE_BLANK.search(text)) and self.captions.line(text[: wide.start()]):
                self.claims.append((lead, lead + wide.start(), "caption"))
                lead, text = lead + wide.end(), text[wide.end() :]
            if self.captions.line(text):
                kind = "caption"
            else:
                kind = (_kind_of_line if len(text) < _LONGEST_KEPT else _kind_of_line.__wrapped__)(text)
                if kind == "classification line":
                    self.captions.among(text)
                elif kind != "rule" and self.heading.print and CLASS_LINE.match(text):
                    kind = "second heading"  # of the telegram that is repeated (1976STATE398119)
                    self._flag_once("second_heading", None)
            if kind != "pass line":
                open_line = None
            elif strict and (_NUMBERED_LINE.match(text) or not _PASS_START.match(text)):
                break
            elif strict and (self.line.section or 1) > 1 and not _is_instruction(text, lines[i + 1 : i + 2]):
                break  # the rest of a sentence of the section before: `IS THE TIME FOR TUNISIA TO ACT.`
            else:
                # `SIPDIS DEPT FOR EUR/WE`: a caption that lost its line end
                if text[0] in "SNEL" and not self.heading.print and _CAPTION_GLUED.match(text):
                    rest = self.captions.off_the_front(text).lstrip(" ,")
                    self.claims.append((lead, lead + len(text) - len(rest), "caption"))
                    lead, text = lead + len(text) - len(rest), rest
                    if self.captions.line(text.strip(" ()")):
                        self.claims.append((lead, at - 1, "caption"))
                        last_end = at - 1
                        continue
                if text[-6:] in ("SIPDIS", "NOFORN") and text[-7:-6].isspace():  # `STATE FOR EUR/SE SIPDIS`
                    self.captions.add(text[-6:])
                    self.claims.append((lead + len(text) - 6, lead + len(text), "caption"))
                    text = text[:-6].rstrip()
                whole = " ".join(text.replace("¶", "").split())
                instructions = _instructions(whole) if len(whole) > _SHORTEST_TWO else [whole]
                if self.heading.print and _HANDLING.match(text):
                    self.captions.off_the_front(text)  # LIMDIS, FOR CHARGE FROM PRECHT (1979STATE241927)
                if open_line is not None and self._wraps(open_line, instructions[0]):
                    cable.pass_lines[-1] = f"{cable.pass_lines[-1]} {instructions.pop(0)}"
                elif open_line is not None:
                    cable.pass_lines[-1] = cable.pass_lines[-1].rstrip(",")
                cable.pass_lines += instructions
                open_line = whole
            self.claims.append((lead, lead + len(text), kind))
            last_end = lead + len(text)
        if cable.pass_lines:
            cable.pass_lines[-1] = cable.pass_lines[-1].rstrip(",")
        return last_end

    def _captions_below(self, at: int, limit: int) -> int:
        """Captions between the last label and the first paragraph, each between blank lines; offset after them."""
        for start, end in _blocks(self.flow, at, limit):
            text = self.flow[start:end].strip()
            lead = self.flow.index(text, start)
            length, text = len(text), " ".join(text.split("\n"))
            kind = "caption"
            if _JOINT_MESSAGE.fullmatch(text):
                self.captions.add(text)
            elif (
                self.heading.print and len(text) < _LONGEST_KEPT and _is_instruction(text, [])
            ) or _FROM_WHOM.fullmatch(text):
                self.cable.pass_lines.append(text)
                kind = "pass line"
            elif not self.captions.line(text):
                break
            self.claims.append((lead, lead + length, kind))
            at = end
        return at

    @staticmethod
    def _wraps(before: str, text: str) -> bool:
        """Whether `text` goes on a pass line that ended in `before`."""
        if before.endswith((";", "/", "-")) or _OPEN_END.search(before):
            return True
        if _PASS_START.match(text):
            # `DEPT FOR AF/C; PARIS FOR QUILL; BRUSSELS` / `FOR OXBOW`
            _, parted, last = before.rpartition(";")
            return bool(parted) and text.startswith("FOR ") and not _FOR_OR_PASS.search(last)
        if _FROM_WHOM.fullmatch(text):
            return False
        if text.startswith("AND ") or (len(before) >= _ROOM_FOR_A_NAME and _ONE_WORD.fullmatch(text)):
            return True
        return before.endswith(",") or len(before) >= 48

    # -- labelled fields ----------------------------------------------------------------------

    def _values(self, labels: list[Label], limit: int) -> int:
        """Read each labelled value; the offset where the head ends."""
        flow = self.flow
        done = labels[0][1]
        self.found_references: tuple[int, int] | None = None
        for i, (name, start, at) in enumerate(labels):
            if at < done:
                continue
            if start > done and not flow[done:start].isspace():
                self._between(done, start)
            following = labels[i + 1][1] if i + 1 < len(labels) else limit
            last = i + 1 == len(labels)
            end = getattr(self, f"_{name}")(start, at, following, last)
            end = start + len(flow[start:end].rstrip())
            self.claims.append((start, end, _LABEL_KINDS[name]))
            done = end
        return done

    def _between(self, start: int, end: int) -> None:
        """What stands between two labelled fields: captions, banners, or prose of its own."""
        flow = self.flow
        for block_start, block_end in _blocks(flow, start, end):
            text = flow[block_start:block_end].strip()
            lead = block_start + (len(flow[block_start:block_end]) - len(flow[block_start:block_end].lstrip()))
            if self.captions.line(text):
                kind = "caption"
            elif LEVEL_ALONE.fullmatch(text) or re.fullmatch(r"(?:SECRET|CONFIDENTIAL|UNCLASSIFIED)//[A-Z/]+", text):
                kind = "classification line"
                self.captions.among(text)
            elif _RULE.fullmatch(text):
                kind = "rule"
            elif STAMP.fullmatch(text):
                kind = "stamp"
            elif text[0] == "¶" and _ITEM_LABEL.match(text):
                self.found_references = (block_start, block_end)
                kind = "reference"
            elif self.heading.print and len(text) < _LONGEST_KEPT and _is_instruction(text, []):
                self.cable.pass_lines.append(" ".join(text.split()))
                kind = "pass line"
            elif len(text.split()) >= 2:
                self.loose.append((lead, lead + len(text)))
                continue
            else:
                continue
            self.claims.append((lead, lead + len(text), kind))

    def _block_end(self, at: int, following: int) -> int:
        blank = _BLANK_LINE.search(self.flow, at, following)
        return blank.start() if blank else following

    def _eo(self, start: int, at: int, following: int, last: bool) -> int:
        end = self._block_end(at, following)
        for line in islice(_FURTHER_LINE.finditer(self.flow, at, end), _LINES_OF_AN_ORDER):
            text = line[1].strip()
            is_caption = " " not in text and self.captions.begins(text)  # NOFORN below the date
            if is_caption or (self.heading.print and (_is_passed_on(text) or _FOR_FROM.match(text))):
                end = line.start()
                break
        if last and self.is_glued:
            line_end = self.flow.find("\n", at, end)
            if line_end >= 0 and self._is_text(line_end, end):
                end = line_end
        read_executive_order(self.flow[at:end], self.cable)
        return end

    def _tags(self, start: int, at: int, following: int, last: bool) -> int:
        flow = self.flow
        end = self._block_end(at, following)
        if end == at or not flow[at:end].strip():
            end = self._block_end(end + 1, following) if end < following else end
        while end < following:
            more = self._block_end(end + 1, following)
            if flow[end:more].isspace():
                if more == following:
                    break
            else:
                words = _CAPITALS.findall(flow[end:more])
                if not words or _LOWER.search(flow[end:more]) or not all(word in TAG_KINDS for word in words):
                    break
            end = more
        stop = self._tag_stop(at, end)
        if last and self.is_glued:
            line_end = self._tags_of_print(at, stop)
            stop = line_end if self._is_text(line_end, stop) else stop
        read_tags(flow[at:stop], self.cable)
        return stop

    def _tag_stop(self, at: int, end: int) -> int:
        """Where a TAGS value ends though no blank line says so: before a line that is prose or a rule."""
        first, *others = self.flow[at:end].split("\n")
        if not others:
            return end
        stop = at + len(first)
        for line in others:
            text = line.strip()
            prose = " " in text and text[0] != "(" and _is_lower_case(text) and not _is_lower_case(first)
            marked = _MARKED.match(text)  # a paragraph, where a person in parentheses goes on the tags
            if text and (
                prose
                or (" " not in text and self.captions.begins(text))
                or (marked and read_mark(marked[1]))
                or _RULE.fullmatch(text)
                or (self.heading.print and (_is_passed_on(text) or _FOR_FROM.match(text)))
            ):
                return stop
            stop += len(line) + 1
        return end

    def _subject(self, start: int, at: int, following: int, last: bool) -> int:
        flow, cable = self.flow, self.cable
        end = self._block_end(at, following)
        if not flow[at:end].strip() and end < following:
            end = self._block_end(end + 1, following)
        for count, line in enumerate(_FURTHER_LINE.finditer(flow[at:end])):
            text = line[1].strip()
            if (text[:1] == "¶" and not _INITIAL.match(text)) or (
                " " not in text
                and text.isupper()
                and self.captions.begins(text)
                and flow[at : at + line.start()].strip()
                and not flow[at : at + line.start()].rstrip().endswith(",")
            ):  # a caption, or the references, whose own label is gone (10MADRID87)
                end = at + line.start()
                break
            if count == _MOST_LINES_OF_SUBJECT:
                cable.issues.append(Issue("crowded", "warning", f"a subject of more than {count} lines"))
                end = at + line.start()
                break
            if (
                _RULE.fullmatch(text)
                or (
                    STAMP.fullmatch(text)
                    and not _YEAR.fullmatch(text)
                    and not flow[at : at + line.start()].rstrip().endswith(",")
                    and not (
                        _NUMBER_ALONE.fullmatch(text) and _TAKES_A_NUMBER.search(flow[at : at + line.start()].rstrip())
                    )
                )
                or _REPEATED.match(text)
                or (self.heading.print and _is_passed_on(text) and _has_room(flow[start : at + line.start()], text))
                or (_FIRST_OF_TEXT.match(text) and self._subject_ended(at, at + line.start(), text))
            ):
                end = at + line.start()
                break
        if not last or _MEETING_OF.search(flow, at, end):
            end = self._subject_goes_on(at, end, following)
        elif self.is_glued:
            line_end = self._subject_of_print(start, end)
            end = line_end if self.is_tight or self._is_text(line_end, end) else end
        written = flow[at:end]
        words = " ".join((_BROKEN_HYPHEN.sub("-", written) if "-" in written else written).replace("¶", "").split())
        words = _LABEL_AGAIN.sub("", words, count=1)
        mark = _MARK_IN_FRONT.match(words)
        if mark and read_mark(mark[1]):
            cable.subject_mark = mark[1].strip()
            words = words[mark.end() :].lstrip(": ")  # `SUBJECT (C): FOG`
            words = words.removeprefix(mark[0])  # the mark twice
        elif (mark := _MARK_OF_A_COPY.match(words)) and read_mark(mark[2]):  # `CORRECTED COPY: (C) FOG`
            cable.subject_mark = mark[2].strip()
            words = f"{mark[1]}{words[mark.end() :]}"
        elif (mark := _MARK_AT_END.search(words)) and read_mark(mark[1]):
            cable.subject_mark = mark[1].strip()
            words = words[: mark.start()]
        elif (mark := _MARK_IN_FRONT.match(flow, start, at)) and read_mark(mark[1]):  # `(C) SUBJECT: FOG`
            cable.subject_mark = mark[1].strip()
        cable.subject = words.rstrip(" <").strip() or None
        return end

    def _subject_ended(self, at: int, end: int, text: str) -> bool:
        """Whether there is a subject above a line that begins like the text, with a mark; not where it is open, and the
        second part of a title has a mark of its own: `FOLLOW-ON NEGOTIATIONS:` / `(U) INSPECTION PROTOCOL`."""
        above = self.flow[at:end].strip()
        return bool(above) and not (
            above[-1] == ":"
            and above.isupper()
            and text.isupper()
            and text[-1] != "."
            and "SUMMARY" not in text
            and text.partition(")")[2].strip(" :") not in _FIRST_HEADINGS
        )

    def _subject_goes_on(self, at: int, end: int, following: int) -> int:
        """Over a blank line too, when what stands before the next label is one more line of capitals."""
        rest = self.flow[end:following].strip()
        subject = self.flow[at:end].strip()
        if (
            rest and "\n" not in rest and len(rest) < 160 and (len(subject) > 30 or _OPEN_WORD.search(subject))
            and ((rest.isupper() and subject.isupper()) or rest[0].islower() or _OPEN_SUBJECT.search(subject)
                 or (_MEETING_OF.search(subject) and _MEETING.match(rest)))
            and not self.captions.begins(rest) and not LEVEL_ALONE.fullmatch(rest) and not rest.startswith("SUMMARY")
            and not (self.heading.print and (_is_passed_on(rest) or _FOR_FROM.match(rest)))
            and not _KIND_OF_MESSAGE.fullmatch(rest)
        ):  # fmt: skip
            return end + len(self.flow[end:following].rstrip())
        return end

    def _is_text(self, at: int, end: int) -> bool:
        """Whether the rest of the block below the last label is the text: a sentence of it, or all that there is."""
        flow = self.flow
        stop = _SENTENCE_ENDS.search(flow, at, end)
        if stop is None or flow[at:end].lstrip()[:1] in "(-":
            return False
        words = len(flow[at : stop.end()].split())
        return words > 2 and (words >= _LEAST_OF_TEXT or len(flow[end:].split(None, _LEAST_OF_TEXT)) < _LEAST_OF_TEXT)

    def _tags_of_print(self, at: int, end: int) -> int:
        """The end of the last line of TAGS: the one above ends in a comma, or its first words are tags."""
        flow = self.flow
        while (line_end := flow.find("\n", at, end)) >= 0:
            words = _CAPITALS.findall(flow[line_end : min(end, line_end + _LONGEST_KEPT)].lstrip().partition("\n")[0])
            if not (flow[at:line_end].rstrip().endswith(",") or all(word in TAG_KINDS for word in words[:2])):
                return line_end
            at = line_end + 1
        return end

    def _subject_of_print(self, start: int, end: int) -> int:
        """Prints have lost their blank lines: the subject goes on where its line left no room for the next word."""
        flow = self.flow
        line_start = start
        while (line_end := flow.find("\n", line_start, end)) >= 0:
            if _has_room(flow[line_start:line_end], flow[line_end : min(end, line_end + _NARROWEST_PRINT)]):
                return line_end
            line_start = line_end + 1
        return end

    def _references_of_print(self, at: int, end: int) -> int:
        """Prints have lost their blank lines: references go on in a line that begins like one, or where one is open."""
        flow, start = self.flow, at
        while (line_end := flow.find("\n", at, end)) >= 0:
            below = line_end + 1
            while below < end and flow[below].isspace():  # a page line that was taken out
                below += 1
            if flow[at:line_end].strip() and not (
                _OPEN_ITEM.search(flow, at, line_end)
                or (
                    _ITEM_GOES_ON.match(flow, below, end)
                    and _is_next_item(flow[max(start, line_end - _LONGEST_ITEM) : line_end], flow[below : below + 3])
                )
            ):
                return line_end
            at = below
        return end

    def _ref(self, start: int, at: int, following: int, last: bool) -> int:
        """References: the first block, and further blocks that begin like an item."""
        flow = self.flow
        if none := _NO_REFERENCE.match(flow, at, following):
            return none.end()
        end = at
        for block_start, block_end in _blocks(flow, at, following):
            text = flow[block_start:block_end].lstrip()
            block_start = block_end - len(text)
            if (
                end > at
                and not (
                    (_ITEM_LABEL.match(text) or _LABEL_OF_AN_ITEM.match(text))
                    and not _LETTERED_PARAGRAPH.match(text)
                    and _NAMES_SOMETHING.search(text, 0, 120)
                )
                and not flow[max(at, end - 8) : end].rstrip().endswith((",", ";", "AND", "and"))
            ):
                break
            if text.startswith("(C)") and "(B)" not in flow[at:end]:  # a paragraph's mark, not the third item
                break
            rule = _RULE_OR_HEADING.search(text)
            if rule and last:
                end = block_start + rule.start()
                break
            end = block_end
        if self.is_tight:
            end = self._references_of_print(at, end)
        elif last and "\n" in flow[at:end]:
            line_end = self._references_of_print(at, end)
            below = line_end + len(flow[line_end:end]) - len(flow[line_end:end].lstrip())
            is_sure = self.is_glued or _NUMBER_AT_END.search(flow, max(at, line_end - _NARROWEST_PRINT), line_end)
            if _TEXT_BELOW.match(flow, below, end) or (is_sure and self._is_text(line_end, end)):
                end = line_end
        self.found_references = (at, end)
        return end

    def _authority(self, start: int, at: int, following: int, last: bool) -> int:
        cable = self.cable
        block = self.flow[start:following] if last else self.flow[start : max(following, at)]
        cable.classified_by, grounds, end = read_authority(block[:2000])
        if grounds and len(grounds[0]) == 1:
            self._flag("reasons_no_section", ", ".join(grounds))
            grounds = with_section(grounds, cable.sent_at.date() if cable.sent_at else None)
        cable.class_reasons = grounds or cable.class_reasons
        if grounds and (more := _DECLASSIFY_ON.match(self.flow, start + end)):
            return more.end()
        return start + end

    def _repeat(self, start: int, at: int, following: int, last: bool) -> int:
        """A line of a head that stands twice (09ISLAMABAD3037): read once, claimed both times."""
        self._flag_once("second_head", self.flow[start : start + 60].split("\n")[0].strip())
        return self._block_end(at, following)

    def _declassify(self, start: int, at: int, following: int, last: bool) -> int:
        return self._block_end(at, following)

    def _reason(self, start: int, at: int, following: int, last: bool) -> int:
        value = self.flow[at:following]
        lead = len(value) - len(value.lstrip())
        grounds, end = read_grounds(value, lead)
        self.cable.class_reasons = self.cable.class_reasons or grounds
        return at + end

    def read_references(self) -> None:
        """The REF line's items: read last, because a year left out is the citing cable's."""
        span = getattr(self, "found_references", None)
        if span:
            read_references(self.flow[span[0] : span[1]], self.cable)

    def _flag_once(self, code: str, detail: str | None) -> None:
        if not any(issue.code == code for issue in self.cable.issues):
            self._flag(code, detail)

    def _flag(self, code: str, detail: str | None) -> None:
        self.cable.issues.append(Issue(code, "info", detail))


def _is_instruction(text: str, below: list[str]) -> bool:
    """Whether a line says for whom the telegram is: it begins so, holds no stop, and nothing goes on below it."""
    goes_on = any(line.strip() and not _NUMBERED_LINE.match(line.strip()) for line in below)
    return _FOR_WHOM.match(text) is not None and "." not in text and not goes_on


def _is_next_item(above: str, text: str) -> bool:
    """Whether a line that begins like a lettered item is that of the letter behind the last: `I. POLITICAL` is none."""
    found = _LETTER_OF_ITEM.match(text)
    return found is None or found[1] in "AB" or chr(ord(found[1]) - 1) in _LETTERS.findall(above)


def _is_passed_on(text: str) -> bool:
    """Whether a line right below a label's value is an instruction beyond doubt: who passes it on, whom it is for."""
    found = _INSTRUCTION_BELOW.match(text) if "PASS" in text or " FOR " in text else None
    return found is not None and (found["who"] is None or found["who"] in _WHO_PASSES)


def _has_room(above: str, below: str) -> bool:
    """Whether the last line of a print's subject left room for the next word, and so was its end."""
    line = above[above.rfind("\n") + 1 :]
    words = below.split(maxsplit=1)
    is_open = line.rstrip().endswith((",", "-", " AND", " OF")) or (
        words and _NUMBER_ALONE.fullmatch(words[0]) and _TAKES_A_NUMBER.search(line.rstrip())
    )
    return not words or (not is_open and len(line) + 1 + len(words[0]) <= _NARROWEST_PRINT)


def _instructions(line: str) -> list[str]:
    """The instructions of a line; one for an office ends none that names nobody: `DEPT PASS USAID AFR/SD FOR ...`."""
    found: list[str] = []
    for part in _PASS_BREAK.split(line):
        if found and "/" in part.split()[0] and " FOR " not in found[-1]:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


@lru_cache(maxsize=4096)
def _kind_of_line(text: str) -> str:
    """What a line above the labelled fields is that is no caption; a pass line when it is nothing else."""
    if _RULE.fullmatch(text):
        return "rule"
    if LEVEL_ALONE.fullmatch(text):
        return "classification line"
    if _NOTE.match(text) or _ARCHIVE_NOTE.search(text):
        return "note"
    return "stamp" if STAMP.fullmatch(text) else "pass line"


def _is_lower_case(line: str) -> bool:
    return sum(map(str.islower, line)) > 4


def _blocks(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of lines between blank lines."""
    at = start
    for blank in _BLANK_LINE.finditer(flow, start, end):
        if flow[at : blank.start()].strip():
            yield at, blank.start()
        at = blank.end()
    if flow[at:end].strip():
        yield at, end
