"""The heading: format lines 1 to 10 (ACP 127), one after the other.

    FL1  VZCZCXRO5520                          transmission identification
    FL2  OO RUEHAG RUEHKW                      called stations
    FL3  DE RUEHFR #1600/01 2341047            calling station, station serial, filing time
    FL4  ZNY CCCCC ZZH                         security and operating signals
    FL5  O 211047Z AUG 08                      precedence and date-time group
    FL6  FM AMEMBASSY PARIS                    originator
    FL7  TO RUEHC/SECSTATE WASHDC 4147         action addressees
    FL8  INFO ...   FL9  XMT ...               information addressees; those left out
    FL10 STATE GRNC                            prefix: accounting symbol, group count

Any line may be absent and the longer ones wrap. Recipient lines are read by `recipients`.
"""

import datetime as dt
import re
from functools import lru_cache, partial

from dagster_project.telegram.archive_print import DASHES, PAGE, ArchivePrint
from dagster_project.telegram.cable import Cable, Issue, Route
from dagster_project.telegram.identity import four_digit_year, within_one
from dagster_project.telegram.recipients import Addressees
from dagster_project.telegram.vocabulary import MRN_POSTS, letters

PRECEDENCES = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_PROSIGNS = {word: prosign for prosign, word in PRECEDENCES.items()}
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH_NAMES = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
)  # fmt: skip

FL1 = re.compile(r"VZCZC ?([A-Z]{3}) ?(\d{3,4})\b")
FL2 = re.compile(r"(ZZ|OO|PP|RR)((?:[ \t]+[QRU][A-Z]{3,7})*)[ \t]*")
FL2_MORE = re.compile(r"[QRU][A-Z]{3,7}(?:[ \t]+[QRU][A-Z]{3,7})*[ \t]*")
FL3 = re.compile(
    r"DE[ \t]+([A-Z]{4,8})[ \t]+#?(\d{3,6})[A-Z]?(?:[ \t]?/(\d{1,2}))?[ \t]+(?:(\d{3})(\d{4})Z?|(\d{2})/(\d{4})Z)\b"
)
_FL3_DAMAGED = re.compile(r"DE[ \t]*([A-Z]{4,8})[ \t]*#[ \t]*(\d{3,6}?)(?:/(\d\d))?[ \t]*(\d{3}) ?(\d{4})Z?\b")
"""A blank lost or too many: `DERUEHFR #1600/01 2341047`, `DE RUEHFR#1600/012341047`, `DE RUEHFR #1600 234 1047`."""
FL4 = re.compile(r"ZN([RY])[ \t]*([A-Z])(?:\2{4}|\2{2}[A-Z]{2})(?:/([A-Z]{5}))?(?=[ \t(Z]|$)[ \t]*([^\n]*)")
FL5 = re.compile(
    r"(?:NIACT[ \t]+)?(?:([ZOPR])(?:[ \t]+([ZOPR])(?:[ \t]+[ZOPR])?)?[ \t]+)?"
    r"(\d{2})(\d{2})(\d{2})[ \t]?Z[ \t]+([A-Z]{3,9})\.?[ \t]+(\d{4}|\d{2}|\d \d)\b[ \t]*([^\n]*)",
    re.IGNORECASE,
)
FL5_DAMAGED = re.compile(
    r"([ZOPR])(?:[ \t]*([ZOPR]))?[ \t]+([\dIlO]{4,7}?)[ \t]?[Z2][ \t]+([A-Z]{3,9})\b\.?"
    r"(?:[ \t]+(\d{4}|\d{2})\b)?[ \t]*([^\n]*)"
)
"""Prosigns without the blank between them; a letter for a digit, a digit for the Z, a digit or the year lost."""
_PRECEDENCE_IN_WORDS = re.compile(r"(FLASH|IMMEDIATE|PRIORITY|ROUTINE)[ \t]+(?=\d{6}[ \t]?Z)")
_STATION_IN_FRONT = re.compile(r"^(?:ZEN|[QRU][A-Z]{3,7})/")
_ROLE_BEHIND = re.compile(r" (TO|INFO) (?=[A-Z])")
_SEPARATORS = re.compile(r"[ \t,/]+")
_SQUEEZED = re.compile(r"([ZOPR])([ZOPR])?(\d{6})Z?([A-Z]{3,9}?)(\d{4}|\d{2})(Z[A-Z]{2,20})?")
"""Without the blanks, of which one is lost or too many: `R121315Z MAY 75`, `R 12 1315Z MAY 75`."""
_DIGITS = str.maketrans("IlO", "110")
SIGNAL = re.compile(r"Z[A-Z]{2}(?:-?\d)?(?![A-Z])")
_ADDRESS_BEGINS = r"(?:AMEMB|AMCONSUL|AMCONGEN|USMISSION|USINT|USLO|USDEL|USUN|SECSTATE|SECDEF|[QRU][A-Z]{3,7}/)"
PROSIGN = re.compile(rf"(FM|TO|INFO|XMT)(?:(?=[ \t]|$)|:(?=[ \t]*{_ADDRESS_BEGINS}))[ \t]*")
_INFO_BEHIND = re.compile(
    r"(?:(?<=\d)|(?<=IMMEDIATE)|(?<=PRIORITY)|(?<=ROUTINE)) ?INFO (?=[A-Z])"
    rf"| INFO (?={_ADDRESS_BEGINS}|ALL |ZEN/|[A-Z]+(?: [A-Z]+){{0,4}} COLLECTIVE\b)"
)
_PROSIGN_SLIP = re.compile(
    rf"(FM|TO|INFO|XMT)(?={_ADDRESS_BEGINS})|(?:(?P<FM>SM|F\dM|FN|FMP|F\d|FROM)|(?P<TO>OT|T\dO|T0|TOO)"
    rf"|(?P<INFO>INF0|INOF|IFNO|INF|INO|NFO|INFO\d))[ \t]+(?={_ADDRESS_BEGINS})"
)
"""A prosign with a letter wrong, or glued to the address that follows: `FMSECSTATE`, `INF0 AMEMBASSY ...`."""
PARTIAL = "This record is a partial extract"
GROUP_COUNT = re.compile(r"(?:[A-Z]{2,6}[ \t]+)?GR ?(?:NC|\d{1,4})|BT|ACCT [A-Z0-9-]+")

_OFFICE = r"[A-Z][A-Z/]{0,5}-\d\d"
DISTRIBUTION = re.compile(
    rf"(?:(?:ACTION|INFO|ORIGIN)[ \t]+)?{_OFFICE}(?:[ \t]+{_OFFICE})*(?:[ \t]+/\d{{3}}[ \t]?[A-Z]{{0,2}})?"
    rf"|(?:\([A-Z/]+\)[ \t]*)?/\d{{3}}[ \t]?[A-Z]{{0,2}}|Distribution:?|TED\d+"
)
DRAFTING = re.compile(
    r"(?:DRAFTED|APPROVED|CLEARED|RELEASED|DISSEMINATION|CHARGE|CLASS|SOURCE|DECON|CABLE ?TEXT)(?: BY)?:.*"
    r"|CX[A-Z]+:|(?:ACTION|INFO):.*",
    re.IGNORECASE,
)
STAMP = re.compile(
    r"<<\d+>>|ID:\s*\d+|ORIGIN:.*|null|>|\d{1,2}/\d{1,2}/\d{4}[ \t]\d{1,2}:\d\d|\d{1,8}|\d{2}[A-Z]{3,}\d+"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d"
    r"|(?:Embassy|Consulate|Mission|Secretary|Consulate General) [A-Z][\w .']*"
    r"|.*\d{1,2}/\d{1,2}/\d{4} +\d{1,2}:\d\d(?::\d\d)? +[AP]M\b.*|Results|Cable|Text:|[-=_*]{3,}",
)
LEVEL_LINE = re.compile(
    r"(?:[CS]\s?)?(?:C\s?O\s?N\s?F\s?I\s?D\s?E\s?N\s?T\s?I\s?A\s?L|S\s?E\s?C\s?R\s?E\s?T|UNCLAS(?:SIFIED)?)"
    r"(?:\s*//\s*[A-Z]+(?: [A-Z]+)*+)?(?:\s++[A-Z]++(?:[ \t]++[A-Z]++)*+[ \t]++\d{4,8})?",
    re.IGNORECASE,
)

ARCHIVE_PAGE = re.compile(
    rf"(?:(?:INFO|ACTION)[ \t]+)?(?:{PAGE.pattern})"
    r"|(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)[ \t]{2,}[A-Z]{2,4}\d{2,5}"
)
"""Page head of the archive's print: `PAGE 01  HARARE  06677  01 OF 03  291400Z`."""

PAGE_OF = re.compile(r"[A-Z][A-Z .'/-]{1,14}?[ \t]+\d{6,8}[ \t]+\d{3}(?:\.\d{1,2})?[ \t]+OF[ \t]+\d{3}")
"""Page line among the addressees: `PARIS 00001600  001.2 OF 002`."""

# Format lines 1 to 6 as most telegrams have them, read in one match; all others are read line by line.
_ROUTE = partial(tuple.__new__, Route)  # without the call of a constructor for each
_LINE_END = r"[^\S\n]*+\n\s*+"
_OPENING = re.compile(
    r"(?P<FL1>VZCZC[A-Z]{3}[0-9]{4})" + _LINE_END +
    r"(?P<FL2>(?:ZZ|OO|PP|RR)(?: [QRU][A-Z]{3,7})*+(?: *\n[QRU][A-Z]{3,7}(?: [QRU][A-Z]{3,7})*+)*+)" + _LINE_END +
    r"(?P<FL3>DE ([A-Z]{4,8}) #([0-9]{4})(?:/([0-9]{2}))? ([0-9]{3})([0-9]{2})([0-9]{2}))" + _LINE_END +
    r"(?P<FL4>ZN[RY] ([A-Z])\11{4}(?: ([^\n]*\S))?)" + _LINE_END +
    r"(?P<FL5>([ZOPR])(?: ([ZOPR]))? ([0-9]{2})([0-9]{2})([0-9]{2})Z ([A-Z]{3}) ([0-9]{2})(?: ([^\n]*\S))?)"
    + _LINE_END +
    r"(?P<FL6>FM ([^\n]*\S))[^\S\n]*+(?:\n|\Z)"
)  # fmt: skip
_PRINT = re.compile(r"^[ \t]*(?:PAGE[ \t]+\d\d|(?:ORIGIN|ACTION|INFO)[ \t]+[A-Z/]+-[ \t]?\d\d\b)", re.MULTILINE)

# Where a heading that lost its line ends is broken again, in this order (TELEGRAM_FORMAT 6).
_BREAKS = (
    re.compile(r" (?=(?:OO|PP|RR|ZZ) [QRU][A-Z]{3,7}\b)"),
    re.compile(r" (?=DE R[A-Z]{3,7} #?\d)"),
    re.compile(r" (?=ZN[RY] [A-Z]{5}\b)"),
    re.compile(r" (?=[ZOPR] (?:[ZOPR] )?\d{6}Z [A-Z]{3})"),
    re.compile(r" (?=FM [A-Z])"),
    re.compile(r" (?=TO [A-Z])"),
    re.compile(r" (?=INFO [A-Z])"),
    re.compile(r" (?=XMT [A-Z])"),
    re.compile(r" (?=BT(?: |$))"),
)
_PAGE_NUMBERS = re.compile(r" \d{6,8} +\d{3}(?:\.\d{1,2})? +OF +\d{3}(?= )")
_LONGEST_POST = 24
_RECIPIENT_BREAK = re.compile(r"(?<!TO)(?<!FM)(?<!INFO)(?<!XMT) (?=(?:ZEN/|[QRU][A-Z]{4,7}/))")


def rebreak(header: str) -> str:
    """The squeezed heading with its line ends back, a blank replaced by each: same length."""
    at = 0
    for pattern in _BREAKS:
        found = pattern.search(header, at)
        if found:
            header = header[: found.start()] + "\n" + header[found.start() + 1 :]
            at = found.end()
    start = re.search(r"\n(?:TO|INFO) ", header)
    if start:
        head, tail = header[: start.start() + 1], _page_lines_alone(header[start.start() + 1 :])
        header = head + _RECIPIENT_BREAK.sub("\n", tail)
    return header


def _page_lines_alone(text: str) -> str:
    """Squeezed addressees with each page line on a line of its own: `MOSCOW 5000 PARIS 00001600 001 OF 002`."""
    parts, at = [], 0
    for found in _PAGE_NUMBERS.finditer(text) if " OF " in text else ():
        words = text[max(at, found.start() - _LONGEST_POST) : found.start()].split(" ")
        for count in (3, 2, 1):
            name = " ".join(words[-count:])
            start = found.start() - len(name) - 1
            if len(words) > count and name[0].isalpha() and letters(name) in MRN_POSTS:
                parts += text[at:start], text[start + 1 : found.end()]
                at = found.end() + 1
                break
    return "\n".join((*parts, text[at:]))


_WRAPPED = re.compile(
    r"^[ \t]*+(?:DE[ \t]+[A-Z]{4,8}(?:(?=[ \t]*\n[ \t]*#\d{3})|[ \t]+#\d{3,6}(?:/\d\d)?(?=[ \t]*\n[ \t]*\d{7}\b))"
    r"|[ZOPR](?:[ \t]+[ZOPR])?(?:(?=[ \t]*\n[ \t]*\d{6}Z[ \t]+[A-Z]{3})"
    rf"|[ \t]+\d{{6}}Z(?:(?=[ \t]*\n[ \t]*(?:{'|'.join(MONTHS)})[ \t]+\d\d)"
    rf"|[ \t]+(?:{'|'.join(MONTHS)})(?=[ \t]*\n[ \t]*(?:19|20)?\d\d[ \t]*$))))[ \t]*(\n)",
    re.MULTILINE,
)
"""Format lines 3 and 5 that go on on the next line: `DE RUEHFR` / `#1600/01 2341047`, `O 211047Z` / `AUG 08`."""
_GROUP_BEHIND = re.compile(r"^(ZN[RY] [A-Z]{5}[^\n]{0,20}) (?=[ZOPR] (?:[ZOPR] )?\d{6}Z [A-Z]{3} \d\d)", re.MULTILINE)
"""Format line 4 with the next behind it: `ZNY CCCCC ZZH O 211047Z AUG 08`."""


def _whole_lines(header: str, cable: Cable) -> str:
    """A heading with its format lines 3 to 5 each on one line: same length."""
    sender = header.find("FM ")
    above = header[:sender] if sender >= 0 else header
    mended = _GROUP_BEHIND.sub(r"\1\n", _WRAPPED.sub(lambda line: f"{line[0][:-1]} ", above))
    if mended == above:
        return header
    cable.issues.append(Issue("header_wrapped", "info", None))
    return mended + header[len(above) :]


_FARTHEST_FILING = 200
"""Days between filing and sending that are none of a slip."""
_FREE_LINES = 50
_CHARACTERS_A_LINE = 20
"""A heading has no more lines than one to so many characters, once it has the free ones; more are left unread. The
shortest lines of the corpus are 25 long on the average of a heading."""


class Heading:
    """Reads a heading line by line into a `Cable`; one object a message."""

    def __init__(self, cable: Cable, claims: list[tuple[int, int, str]]):
        self.cable = cable
        self.claims = claims
        self.addressees = Addressees(cable)
        self.role: str | None = None
        self.routing_open = False
        self.seen: set[str] = set()
        self.print: ArchivePrint | None = None

    def opening(self, text: str) -> int:
        """Read format lines 1 to 6 off the front of a heading that has them as usual; the offset after them, else 0."""
        found = _OPENING.match(text)
        if not found:
            return 0
        cable, claims = self.cable, self.claims
        fl1, fl2, _, station, serial, section, day, hour, minute, _, letter, signals, fl5, *group, _, sender = (
            found.groups()
        )
        cable.transmission_id = fl1
        cable.routing_precedence = PRECEDENCES[fl2[0]]
        self._routing(fl2[2:])
        cable.origin_ri = station
        cable.station_serial = int(serial)
        cable.header_section = int(section) if section else None
        self.filed = (int(day), None, int(hour), int(minute))
        cable.circuit_class = letter
        self._signals(signals or "", "security_note")
        self._date_time_group(fl5, *group)
        cable.from_address = " ".join(sender.split())
        self.seen.update(_OPENING_KINDS, ("FL2",))
        at = found.start("FL2")
        for line in fl2.split("\n"):
            claims.append((at, at + len(line.rstrip()), "FL2 called stations"))
            at += len(line) + 1
        claims += [(*found.span(name), kind) for name, kind in _OPENING_KINDS.items()]
        return found.end()

    def line(self, start: int, line: str) -> bool:
        """Read one line that begins at offset `start`; False when no rule knows it."""
        text = line.strip()
        first = text[0]
        role = self.role
        if role and first in "QRU" and "/" in text and "FL6" in self.seen:  # begins with the station that delivers
            self._add(text)
            kind = _ROLE_KINDS[role]
        else:
            kind = self._kind(text)
            if not kind:
                return False
        lead = start if line[0] == first else start + line.index(first)
        self.claims.append((lead, lead + len(text), kind))
        return True

    def _add(self, text: str) -> None:
        """Addressees of the role at hand; behind an INFO in the line, which lost its line end, of that one."""
        if " XMT " in text:
            text, _, exempt = text.partition(" XMT ")
            self._add(text)
            self.role, text = "XMT", exempt
        if self.role == "TO" and "INFO " in text and (behind := _INFO_BEHIND.search(text)):
            self.addressees.add(self.role, text[: behind.start()])
            if behind[0][0] != " ":  # `PRIORITY 4417INFO RUEHMO/AMEMBASSY MOSCOW`
                self.cable.issues.append(Issue("prosign_repaired", "info", text))
            self.role, text = "INFO", text[behind.end() :]
        self.addressees.add(self.role, text)

    def _kind(self, text: str) -> str | None:
        cable, seen = self.cable, self.seen
        if text[0] in "FSTOIXN" and (slip := _PROSIGN_SLIP.match(text)):
            meant = slip[1] or slip.lastgroup
            if (meant == "FM") == ("FL6" not in seen):
                cable.issues.append(Issue("prosign_repaired", "info", text))
                text = f"{meant} {text[slip.end() :]}"
        if "FL6" in seen:
            return self._after_from(text)
        if self.routing_open:
            if FL2_MORE.fullmatch(text):
                self._routing(text)
                return "FL2 called stations"
            self.routing_open = False
        first = text[0]
        if first == "V" and (found := FL1.match(text)) and "FL1" not in seen:
            seen.add("FL1")
            cable.transmission_id = f"VZCZC{found[1]}{found[2]}"
            return "FL1 transmission identification"
        if first == "D" and (found := FL3.match(text) or _FL3_DAMAGED.match(text)):
            return self._calling_station(found)
        if "FL4" in seen and "FL5" not in seen and (first == "(" or SIGNAL.fullmatch(text)):  # the rest of it
            self._signals(text, "security_note")
            return "FL4 security and operating signals"
        if "FL5" in seen and SIGNAL.fullmatch(text):
            self._signals(text, "time_note")
            return "FL5 precedence and date-time group"
        if first == "Z" and (found := FL4.match(text)):
            seen.add("FL4")
            cable.circuit_class = found[2]
            self._signals(found[4], "security_note")
            return "FL4 security and operating signals"
        if first in "ZOPR" and "FL2" not in seen and (found := FL2.fullmatch(text)):
            seen.add("FL2")
            cable.routing_precedence = PRECEDENCES[found[1][0]]
            self._routing(found[2])
            self.routing_open = True
            return "FL2 called stations"
        if first in "FIPR" and "Z" in text and (word := _PRECEDENCE_IN_WORDS.match(text)):
            text = f"{_PROSIGNS[word[1]]} {text[word.end() :]}"
            first = text[0]
        if (first in "ZOPRNzopr" or first.isdigit()) and (found := FL5.match(text)):
            return self._date_time_group(found[0], *found.groups())
        if first in "ZOPR" and "FL5" not in seen and (found := FL5_DAMAGED.match(text)):
            action, info, digits, month, year, tail = found.groups()
            if len(digits) != 6 or not year or not read_month(month):
                return self._date_time_group(found[0], action, info, "", "", "", month, year or "0", tail)
            read = digits.translate(_DIGITS)
            if f"{read}Z" not in text.replace(" ", ""):
                cable.issues.append(Issue("dtg_repaired", "info", text))
            return self._date_time_group(found[0], action, info, read[:2], read[2:4], read[4:], month, year, tail)
        if first in "ZOPR" and "FL5" not in seen and (found := _SQUEEZED.fullmatch(_SEPARATORS.sub("", text[:60]))):
            action, info, digits, month, year, tail = found.groups()
            cable.issues.append(Issue("dtg_repaired", "info", text))
            return self._date_time_group(text, action, info, digits[:2], digits[2:4], digits[4:], month, year, tail)
        if first == "F" and (found := PROSIGN.match(text)) and found[1] == "FM":
            return self._originator(text[found.end() :])
        if self.print and (kind := self.print.line(text)):
            if kind == "distribution":
                seen.add(kind)
            return kind
        if first in "TIX" and (found := PROSIGN.match(text)) and not DISTRIBUTION.fullmatch(text):
            self.role = found[1]
            self.addressees.add(self.role, text[found.end() :])
            return _ROLE_KINDS[self.role]
        return self._outside(text)

    def _after_from(self, text: str) -> str | None:
        first = text[0]
        if self.print and (kind := self.print.page(text)):
            return kind
        if self.print and ("-" in text or "/" in text) and self.print.offices(text):
            return "distribution"
        found = PROSIGN.match(text) if first in "TIX" else None
        if found:
            if "-" in text and DISTRIBUTION.fullmatch(text):  # an office and its copies: INFO LOG-00
                return "distribution"
            self.role = found[1]
            if "PAGE" in text and ARCHIVE_PAGE.fullmatch(text):  # between the word and the first address (09STATE37566)
                return "page line"
            kind = _ROLE_KINDS[self.role]
            if len(text) > found.end():
                self._add(text[found.end() :])
            return kind
        if (first in "AB" or "GR" in text) and GROUP_COUNT.fullmatch(text):
            return "FL10 prefix"
        if text == "NNNN" or text == "BT":
            return "FL11 break"
        if self.role and first.isalnum():
            if (first == "V" and FL1.match(text)) or (first == "Z" and FL4.match(text)):
                return None
            if " OF " in text and PAGE_OF.fullmatch(text):
                return "page line"
            kind = _ROLE_KINDS[self.role]
            self._add(text)
            return kind
        if not self.role and self._originator_goes_on(text):
            return "FL6 originator"
        return self._outside(text)

    def _outside(self, text: str) -> str | None:
        """What stands in a header beside the format lines."""
        if text.startswith(PARTIAL) or text.startswith("The full text of the original cable"):
            self.seen.add("partial")
            if "FL5" not in self.seen and (found := FL5.search(text)):  # on the notice's line
                self._date_time_group(found[0], *found.groups())
            return "partial notice"
        if DISTRIBUTION.fullmatch(text):
            self.seen.add("distribution")
            return "distribution"
        if DASHES.fullmatch(text):
            return "dash line"
        if ARCHIVE_PAGE.fullmatch(text):
            return "page line"
        if DRAFTING.fullmatch(text):
            self._drafting(text)
            return "drafting"
        if STAMP.fullmatch(text):
            return "stamp"
        if LEVEL_LINE.fullmatch(text):
            return "classification"
        if self.addressees.is_known(text) and "FL1" not in self.seen:
            return "address"
        return None

    def _drafting(self, text: str) -> None:
        label, _, value = text.partition(":")
        value = value.strip() or None
        if label.upper().startswith("DRAFTED") and value:
            self.cable.drafter = self.cable.drafter or value
        elif label.upper().startswith("APPROVED") and value:
            self.cable.approver = self.cable.approver or value

    def _routing(self, indicators: str) -> None:
        routing = self.cable.routing
        routing += map(_ROUTE, enumerate(indicators.split(), len(routing) + 1))

    def _calling_station(self, found: re.Match[str]) -> str:
        cable = self.cable
        self.seen.add("FL3")
        cable.origin_ri = found[1]
        cable.station_serial = int(found[2])
        cable.header_section = int(found[3]) if found[3] else None
        if found[4]:
            self.filed = (int(found[4]), None, int(found[5][:2]), int(found[5][2:]))
        else:
            self.filed = (None, int(found[6]), int(found[7][:2]), int(found[7][2:]))
        return "FL3 calling station"

    filed: tuple[int | None, int | None, int, int] | None = None
    """Filing time as written: day of year or day of month, hour, minute."""

    def _signals(self, tail: str, note: str) -> None:
        """Operating signals at the front of what follows FL4 and FL5; what is left is the note."""
        tail = tail.strip()
        while found := SIGNAL.match(tail):
            self.cable.operating_signals.append(found[0])
            tail = tail[found.end() :].lstrip()
        if tail:
            setattr(self.cable, note, " ".join(tail.split()))

    def _date_time_group(
        self,
        written: str,
        action: str | None,
        info: str | None,
        day: str,
        hour: str,
        minute: str,
        month_name: str,
        year_written: str,
        tail: str | None,
    ) -> str:
        cable = self.cable
        if "FL5" in self.seen:
            return "FL5 precedence and date-time group"
        self.seen.add("FL5")
        if self.print:
            self.print.drafting = False
        if action:
            cable.precedence_action = PRECEDENCES[action.upper()]
        if info:
            cable.precedence_info = PRECEDENCES[info.upper()]
        month = read_month(month_name)
        year = int(year_written.replace(" ", ""))
        year = year if year > 99 else four_digit_year(year)
        if month is None or not day or not plausible(year):
            cable.issues.append(Issue("dtg_invalid", "warning", written.strip()))
        else:
            try:
                cable.sent_at = dt.datetime(year, month, int(day), int(hour), int(minute))
            except ValueError:
                cable.issues.append(Issue("dtg_invalid", "warning", written.strip()))
        if tail and tail.startswith("FM ") and "FL6" not in self.seen:  # two lines in one
            self._originator(tail[3:])
        elif tail:
            self._signals(tail, "time_note")
        return "FL5 precedence and date-time group"

    def _originator(self, address: str) -> str:
        self.seen.add("FL6")
        cable = self.cable
        address = " ".join(_STATION_IN_FRONT.sub("", address).split())
        if (behind := _ROLE_BEHIND.search(address)) and self.addressees.is_known(address[: behind.start()]):
            self.role = behind[1]
            self._add(address[behind.end() :])
            address = address[: behind.start()]
        cable.from_address = address or None
        return "FL6 originator"

    def _originator_goes_on(self, text: str) -> bool:
        """The second half of an originator that is no known address by itself (`FM AMEMBASSY` / `PARIS`)."""
        begun = self.cable.from_address
        whole = f"{begun} {text}"
        if not begun or self.addressees.is_known(begun) or not self.addressees.is_known(whole):
            return False
        self.cable.from_address = " ".join(whole.split())
        self.cable.issues.append(Issue("header_wrapped", "info", text))
        return True


_OPENING_KINDS = {
    "FL1": "FL1 transmission identification",
    "FL3": "FL3 calling station",
    "FL4": "FL4 security and operating signals",
    "FL5": "FL5 precedence and date-time group",
    "FL6": "FL6 originator",
}
_ROLE_KINDS = {"TO": "FL7 action", "INFO": "FL8 information", "XMT": "FL9 exempt", "FM": "FL6 originator"}


@lru_cache(maxsize=1024)
def read_month(written: str) -> int | None:
    """1 to 12 from a month's abbreviation, full name, or the one month within one slip of either."""
    name = written.upper()
    if name[:3] in MONTHS and (len(name) == 3 or _MONTH_NAMES[MONTHS.index(name[:3])].startswith(name)):
        return MONTHS.index(name[:3]) + 1
    near = {i for i, month in enumerate(MONTHS) if within_one(name, month) or within_one(name, _MONTH_NAMES[i])}
    return near.pop() + 1 if len(near) == 1 else None


def plausible(year: int) -> bool:
    """Whether a telegram can be of this year."""
    return 1900 <= year <= 2035


def filing_time(filed: tuple[int | None, int | None, int, int] | None, near: dt.date | None) -> dt.datetime | None:
    """Format line 3's time with the year (and month) that bring it nearest to `near`."""
    if filed is None or near is None or not plausible(near.year):
        return None
    day_of_year, day, hour, minute = filed
    if hour > 23 or minute > 59:
        return None
    if day_of_year and day_of_year < 366:
        last = dt.date(near.year, 1, 1).toordinal() - 1
        if abs(last + day_of_year - near.toordinal()) < 180:  # a day of another year is farther
            return dt.datetime.combine(dt.date.fromordinal(last + day_of_year), dt.time(hour, minute))
    candidates = []
    if day_of_year is not None:
        for year in (near.year - 1, near.year, near.year + 1):
            if 1 <= day_of_year <= 365 + (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
                candidates.append(dt.datetime(year, 1, 1, hour, minute) + dt.timedelta(days=day_of_year - 1))
    else:
        for months in (-1, 0, 1):
            index = near.year * 12 + near.month - 1 + months
            try:
                candidates.append(dt.datetime(index // 12, index % 12 + 1, day, hour, minute))
            except ValueError:
                continue
    if not candidates:
        return None
    nearest = min(candidates, key=lambda moment: abs((moment.date() - near).days))
    return nearest if abs((nearest.date() - near).days) < _FARTHEST_FILING else None  # day 366 of a year without one


def _read_crowded(text: str, at: int, heading: Heading) -> None:
    """Read the lines of a heading that may have too many: those past the bound are left unread."""
    count = 0
    issues = heading.cable.issues
    while at < len(text):
        if count > _FREE_LINES and at < _CHARACTERS_A_LINE * count:
            if not any(issue.code == "crowded" for issue in issues[-1:]):
                issues.append(Issue("crowded", "warning", f"{count} lines in {at} characters of the heading"))
            at = text.find("\n", _CHARACTERS_A_LINE * count) + 1 or len(text)
            continue
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if line and not line.isspace():
            count += 1
            heading.line(at, line)
        at += len(line) + 1


def read_heading(header: str, cable: Cable) -> Heading:
    """Read a header into `cable`; its spans are left in `claims` of the result.

    Sets header_kind, every format line's columns, recipients and routing. Filing time waits for a
    date (`filing_time`), which the text or the carrier may have to give.
    """
    text = header
    if "VZCZC" in header and header.strip().count("\n") < 3:
        text = rebreak(header)
        if text != header:
            cable.issues.append(Issue("header_squeezed", "info", None))
    heading = Heading(cable, [])
    if ("-" in text or "PAGE" in text) and _PRINT.search(text):
        heading.print = ArchivePrint(cable)
    at = 0 if heading.print else heading.opening(text)
    if at == 0:
        text = _whole_lines(text, cable)
    if text.count("\n") > max(_FREE_LINES, len(text) // _CHARACTERS_A_LINE):
        _read_crowded(text, at, heading)
    else:
        for line in text[at:].split("\n"):
            if line and not line.isspace():
                heading.line(at, line)
            at += len(line) + 1
    seen = heading.seen
    if header.lstrip().startswith(PARTIAL):
        cable.header_kind = "partial"
    elif "FL1" in seen:
        cable.header_kind = "acp127" if header.lstrip().startswith("VZCZC") else "other"
    elif "distribution" in seen:
        cable.header_kind = "distribution"
    elif "FL5" in seen:
        cable.header_kind = "dtg_only"
    return heading
