"""Telegrams one behind the other in one file: transmissions as teletypes sent them, or a text that holds several.

    VZCZCXRO5520 ... BT      format lines 1 to 11
    C O N F I D E N T I A L SECTION 01 OF 02 PARIS 001600 ...
    BT  #1600  NNNN          format lines 13, 15 and 16

A transmission runs from `VZCZC` to `NNNN`. Where one of them is missing, a telegram ends where another plainly
begins. Read as bytes, so that every telegram's offset and length are those of the file.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

from dagster_project.dumps.encoding import decode, decode_as
from dagster_project.dumps.message import Message, Refused
from dagster_project.telegram.cable import Cable
from dagster_project.telegram.heading import Heading
from dagster_project.telegram.split import is_telegram, split

NAME = "teletype_stream"
LONGEST = 64 << 20
"""Bytes of the longest telegram that is read."""
_CHUNK = 8 << 20
_AHEAD = 1024
"""Bytes behind a mark that are looked at to know what it ends."""
_BEGINNING = 4096
_SIGNATURE = 100
_MOST_LINES_ABOVE = 60
"""Lines of a heading that stand above the date-time group, at most: called stations, distribution, a print's stamps."""

# Frames, shifts, bells and fillers direct the teletype: they are no text, and one on a line hides it from every
# rule. A form feed and a vertical tab end the line; so does LF, with any CR before it.
_CONTROLS = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_FEEDS = bytes.maketrans(b"\x0b\x0c", b"\n\n")
_RETURNS = re.compile(rb"(?<!\r)\r+(?=\n)")
_BLANK = bytes(range(0x21)) + b"\x7f"
_GAP = re.compile(rb"[\0-\x20\x7f]*+")
_BOM = b"\xef\xbb\xbf"

# Format lines among controls, CR LF and CR CR LF.
_FILL = rb"[\0-\x09\x0b-\x20\x7f]*+"
_START = rb"VZCZC ?[A-Z]{3} ?\d{3,4}\b"
_GROUP = rb"(?:NIACT +)?(?:[ZOPR] +){0,2}\d{6} ?Z +[A-Z]{3,9}\.? +(?:\d{4}|\d\d)\b[^\n]*+\n" + _FILL + rb"FM +[A-Z]"
_CLOSE = rb"^" + _FILL + rb"BT" + _FILL + rb"(?:\n(?:" + _FILL + rb"\n)*+(?:" + _FILL + rb"#\d{0,5}(?!\d))?+|\Z)"
_SOH = b"\x01"
"""Start of heading: begins a telegram wherever it stands, be it on the last line of one that was cut off."""
_MARK = re.compile(
    rb"(?:^"
    + _FILL
    + rb"|\x01[\0-\x09\x0b-\x20\x7f]{0,1000}+)(?:(?P<end>NNNN)(?=[\0-\x09\x0b\x0c\x0e-\x20\x7f]*+(?:[\r\n]|\Z|VZCZC))"
    rb"|(?P<start>" + _START + rb")|(?P<group>" + _GROUP + rb"))",
    re.MULTILINE,
)
_OPENING = re.compile(rb"(?P<end>(?!))?(?P<start>" + _START + rb")|" + _GROUP)
_BREAK = re.compile(rb"^" + _FILL + rb"BT" + _FILL + rb"(?:\Z|\n(?:" + _FILL + rb"\n)*+)", re.MULTILINE)
_CLOSED = re.compile(_CLOSE + rb"[\0-\x20\x7f]*+N{0,3}[\0-\x20\x7f]*+\Z", re.MULTILINE)
_ENDING = re.compile(rb"(?P<closed>" + _CLOSE + rb"[\0-\x20\x7f]*+N{0,4}\Z)|[\0-\x20\x7f]*+(?:NNNN)?\Z", re.MULTILINE)
_LONGEST_ENDING = 1000
# A text may bring an NNNN of its own; the transmission's stands behind BT.
_ENDS_LATER = re.compile(
    _FILL + rb"\n(?:(?!" + _FILL + rb"(?:VZCZC|FM |BT" + _FILL + rb"\n))[^\n]*+\n){0,12}+"
    rb"(?:" + _CLOSE + rb")[\0-\x20\x7f]*+NNNN\b",
    re.MULTILINE,
)
_QUOTE = re.compile(rb"\b(?:UNQUOTE|END QUOTE)\b|\b(?P<opens>QUOTE)[ \t\r.:-]*$", re.MULTILINE)

_ANNOUNCES = re.compile(r".*(?::|\b(?:REPEAT(?:ED|S)?|FOLLOW(?:S|ING)|QUOTED?|TEXT OF)\b[^\n]*)$", re.IGNORECASE)
_DETAILS = {
    "no_telegram": "no mark of a telegram in what begins",
    "stream_cut_off": "neither NNNN nor BT ends what begins",
    "stream_too_long": "no NNNN in more than 64 MB of what begins",
}

_ADDRESSES = ("FM ", "TO ")
"""Lines that never stand above a date-time group in one heading."""
_RULE = re.compile(r"[-=_*]{5,}")
_PRINT_HEAD = re.compile(r"PAGE[ \t]+01\b.*")
_PRINT_NUMBER = re.compile(
    r"(?:PAGE[ \t]+01[ \t]+)?[A-Z][A-Z .]{2,14}?[ \t]+\d{4,6}(?:[ \t]+(\d\d)[ \t]+OF[ \t]+\d\d)?[ \t]+\d{6}Z"
)
_BANNER = re.compile(r"(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)\b[^\n]{0,40}")


def is_mine(head: bytes) -> bool:
    """Whether a file that begins with these bytes holds more than one telegram, or one among a teletype's controls."""
    at = _first(head)
    if b"\0" in head[at : at + _SIGNATURE] and not _OPENING.match(head, at):
        return False
    begins = _begins_telegram(head[at:])
    if begins and head[:at].removeprefix(_BOM).strip():
        return True
    end = _end(head, at, framed=False, ended=True)
    if end is None:
        return False
    following = _GAP.match(head, end.at).end()
    return _begins_telegram(head[following:]) and (begins or bool(_OPENING.match(head, following)))


def read(head: bytes, rest: BinaryIO, source_path: str) -> Iterator[Message | Refused]:
    """The telegrams of one file, in order, holding one chunk of it (or one long telegram) at a time.

    The file comes as what was read of it to know it, and the rest. Blanks and controls between telegrams are
    nothing; what else stands there is refused, as is a transmission that was cut off, and more than 64 MB
    without an end (in pieces). Once a file has ended a transmission with `NNNN`, the others need one, or `BT`.
    Controls are no text: the message is without them, the file keeps them at the message's offset and length.
    """
    buffer, base, at = head, 0, _first(head)
    ended = framed = False
    while True:
        at = _GAP.match(buffer, at).end()
        end = _end(buffer, at, framed, ended)
        if end:
            framed = framed or end.is_signed
            yield from _records(buffer[at : end.at], end.is_signed or not framed, source_path, base + at)
            at = end.at
            continue
        if ended:
            if at < len(buffer):
                yield from _records(buffer[at:], not framed, source_path, base + at)
            return
        if len(buffer) - at > LONGEST:
            yield _refused(buffer[at:], "stream_too_long", source_path, base + at)
            at = len(buffer)
        more = rest.read(max(_CHUNK, len(buffer) - at))
        ended = not more
        buffer, base, at = buffer[at:] + more, base + at, 0


class _End(NamedTuple):
    """Where a telegram ends, and whether it says so by `NNNN`."""

    at: int
    is_signed: bool


def _first(head: bytes) -> int:
    return _GAP.match(head, len(_BOM) if head.startswith(_BOM) else 0).end()


def _begins_telegram(raw: bytes) -> bool:
    return is_telegram(decode(_printed(raw[:_BEGINNING]))[0])


def _printed(raw: bytes) -> bytes:
    """What a teletype prints of the bytes it was sent."""
    return _RETURNS.sub(b"", raw.translate(_FEEDS, _CONTROLS))


# -- where a telegram ends ----------------------------------------------------------------------


def _end(buffer: bytes, at: int, framed: bool, ended: bool) -> _End | None:
    """The end of the telegram at `at`; None when it is not, or not yet, to be seen."""
    certain = len(buffer) if ended else len(buffer) - _AHEAD
    identification = None
    has_heading = is_quoted = False
    looked = at
    for mark in _marks(buffer, at):
        if mark.end() > certain:
            return None
        if mark["end"]:
            later = None if _is_closed(buffer, at, mark.start()) else _ENDS_LATER.match(buffer, mark.end())
            return _End((later or mark).end(), True)
        if mark.start() > at and _SOH in _GAP.match(buffer, mark.start())[0]:
            return _End(mark.start(), False)
        identified = mark["start"] and mark["start"].replace(b" ", b"")
        if identified and (identified == identification or not (identification or has_heading)):
            identification = identified
            has_heading = b" FM " in buffer[mark.end() : buffer.find(b"\n", mark.end())]  # all on one line
            continue
        if not (identified or has_heading):
            has_heading = True
            continue
        for quote in _QUOTE.finditer(buffer, looked, mark.start()):
            is_quoted = bool(quote["opens"])
        looked = mark.start()
        page = None if identified else _first_page(buffer, at, mark.start())
        if page and page.section == 1:
            return _End(page.begins, False)
        if is_quoted or page:
            continue
        begins = mark.start() if identified else _beginning(buffer, at, mark.start(), framed)
        if begins is not None:
            return _End(begins, False)
    return None


def _marks(buffer: bytes, at: int) -> Iterator[re.Match[bytes]]:
    """What begins or ends a telegram, from the one that begins at `at`, which may stand behind an `NNNN`."""
    opening = _OPENING.match(buffer, at)
    if opening:
        yield opening
    yield from _MARK.finditer(buffer, opening.end() if opening else at)


def _is_closed(buffer: bytes, at: int, end: int) -> bool:
    return bool(_CLOSED.search(buffer, max(at, end - _LONGEST_ENDING), end))


def _beginning(buffer: bytes, at: int, group: int, framed: bool) -> int | None:
    """Where the telegram begins whose date-time group stands at `group`; None for one repeated in the text of another.

    Above it the former has ended: with `BT`, or, in a file without `NNNN`, with a rule, a form feed or two blank
    lines.
    """
    begins, blank = group, 0
    separator = group if b"\f" in _GAP.match(buffer, group)[0] else None
    for line, text in islice(_lines_above(buffer, at, group), _MOST_LINES_ABOVE):
        is_between = not text or bool(_RULE.fullmatch(text))
        if not (is_between or _is_of_heading(text)) or text.startswith(_ADDRESSES):
            break
        blank = blank + 1 if is_between else 0
        if separator is None and is_between and (text or blank == 2 or b"\f" in line):
            separator = begins
        begins -= len(line)
    if _is_closed(buffer, at, begins):
        return begins
    above = next((text for _, text in _lines_above(buffer, at, begins) if text), "")
    return None if framed or _ANNOUNCES.fullmatch(above) else separator


class _Page(NamedTuple):
    """Where the first page of a print begins, and of which section it is."""

    begins: int
    section: int


def _first_page(buffer: bytes, at: int, heading: int) -> _Page | None:
    """The page head above a heading, with the classification above that; none where the heading is no print's."""
    begins, section = heading, 1
    for line, text in islice(_lines_above(buffer, at, heading), _MOST_LINES_ABOVE):
        if text.startswith(_ADDRESSES):
            return None
        begins -= len(line)
        if (number := _PRINT_NUMBER.fullmatch(text)) and number[1]:
            section = int(number[1])
        if _PRINT_HEAD.fullmatch(text):
            banner, level = next(_lines_above(buffer, at, begins), (b"", ""))
            return _Page(begins - len(banner) if _BANNER.fullmatch(level) else begins, section)
    return None


def _lines_above(buffer: bytes, at: int, end: int) -> Iterator[tuple[bytes, str]]:
    """The lines that end at `end`, the last one first: as they stand, and as text without controls and margins."""
    while end > at:
        start = max(buffer.rfind(b"\n", at, end - 1) + 1, at)
        yield buffer[start:end], decode(_printed(buffer[start:end]))[0].strip()
        end = start


def _is_of_heading(text: str) -> bool:
    return Heading(Cable(), []).line(0, text)


# -- from bytes to messages ---------------------------------------------------------------------


def _records(raw: bytes, is_whole: bool, source_path: str, offset: int) -> Iterator[Message | Refused]:
    """The telegram of a stretch of the file, what stands before it that is of none, or the stretch refused."""
    raw = raw.rstrip(_BLANK)
    if noise := _noise(raw):
        yield _refused(raw[:noise].rstrip(_BLANK), "no_telegram", source_path, offset)
        begins = _GAP.match(raw, noise).end()
        raw, offset = raw[begins:], offset + begins
    if not _begins_telegram(raw):
        yield _refused(raw, "no_telegram", source_path, offset)
    elif not (is_whole or _is_complete(raw)):
        yield _refused(raw, "stream_cut_off", source_path, offset)
    else:
        yield _message(raw, source_path, offset)


def _is_complete(raw: bytes) -> bool:
    """Whether a telegram without `NNNN` ends with the second `BT` of a transmission, or is none, but a print."""
    breaks = len(_BREAK.findall(raw))
    return (breaks > 1 and _is_closed(raw, 0, len(raw))) or not (breaks or raw.startswith(b"VZCZC"))


def _noise(raw: bytes) -> int:
    """How many bytes stand before a telegram's heading and are none of its lines."""
    heading = _MARK.search(raw)
    if heading is None or _begins_telegram(raw[: heading.start()]):
        return 0
    at = heading.start()
    if page := _first_page(raw, 0, at):
        return page.begins
    for line, text in _lines_above(raw, 0, at):
        if text and not _is_of_heading(text):
            return at
        at -= len(line)
    return 0


def _refused(raw: bytes, reason: str, source_path: str, offset: int) -> Refused:
    first = decode(_printed(raw[:60]))[0].split("\n")[0]
    return Refused(source_path, offset, len(raw), reason, f"{_DETAILS[reason]} {first!r}", raw)


def _message(raw: bytes, source_path: str, offset: int) -> Message:
    """Header and body are what stands before and after the first `BT` where another closes the text."""
    telegram = _printed(raw)
    ending = _ENDING.search(telegram, max(0, len(telegram) - _LONGEST_ENDING))
    text, encoding = decode(telegram[: ending.start()])
    header, body = split(text)
    opening = _BREAK.search(telegram, 0, ending.start()) if ending["closed"] else None
    if opening:
        header = decode_as(telegram[: opening.start()], encoding)
        body = decode_as(telegram[opening.end() : ending.start()], encoding)
    return Message(NAME, None, None, None, None, None, None, header, body, encoding, source_path, offset, len(raw))
