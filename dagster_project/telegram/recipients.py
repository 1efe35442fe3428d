"""Recipient lines (format lines 7, 8 and 9): who, by which station, how urgently, which copy.

    RUEHTI/AMEMBASSY TBILISI PRIORITY 0530
    ZEN/AMEMBASSY MOSCOW NIACT IMMEDIATE 4778-4781
    RUEKJCS/SECDEF WASHDC//USDP:PDUSDP/ISA:EUR// PRIORITY

A line is read from both ends: the routing indicator off the front, the serial and then the
precedence word off the back; what is left is the address (ROUTING 3).
"""

import re
from functools import lru_cache, partial
from typing import NamedTuple

from dagster_project.telegram.cable import Cable, Issue, Recipient
from dagster_project.telegram.identity import within_one
from dagster_project.telegram.vocabulary import (
    ADDRESSES,
    COLLECTIVE_INDICATORS,
    COLLECTIVES,
    MRN_POSTS,
    POST_OF_ADDRESS,
    letters,
)

_ROLES = {"TO": "action", "INFO": "info", "XMT": "exempt", None: "action"}
_PRECEDENCE_WORDS = frozenset(("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"))
_SHORT_PRECEDENCE = {"IMMED": "IMMEDIATE", "PRIO": "PRIORITY"}
_PRECEDENCE_BEGINS = frozenset(word[:3] for word in _PRECEDENCE_WORDS)
_PRECEDENCE_ENDS = frozenset(word[-3:] for word in _PRECEDENCE_WORDS)
_SERIAL = re.compile(r"\d{4,5}(?:-\d{4,5})?")
_STATION = re.compile(r"(?:(ZEN)/)?(?:([QRU][A-Z]{3,7})(?:(?:(?<=R[UH].{4})|(?<=R[UH].{5}))//| ?/))?\s*(.*)", re.DOTALL)
# The slash behind an indicator is lost, or an X stands in its place: `RUQMNIXAMEMBASSY NAIROBI`.
_NO_SLASH = re.compile(r"([QRU][A-Z]{4,6}?)[ X]?((?:AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|SECSTATE|SECDEF) .*)")
_POST_PREFIX = re.compile(r"(?:AMEMB[A-Z]{0,6}|AMCON[A-Z]{0,5}|USMISSION|USINT|USLO|US MISSION)\s+(\D+)")
_WASHINGTON = re.compile(r"\bWASHINGTON,? D\.?C\.?|\bWSHDC\b|\bWASHDC DC\b")
# RUCN and a theme of three letters, RUEHX?, RUEHZ?, or a doubled letter: lists kept by the relay (ROUTING 4).
_COLLECTIVE_INDICATOR = re.compile(r"RUCN[A-Z]{3}|RUEH(?:[XZ][A-Z]|OO|GG|HH|EE)")
# A converter took `LA PAZ 0321` for a date; now and then the next addressee went with it, up to its city.
_MONTH_INSERT = re.compile(r"(.+) (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?: ([A-Z]{3}.*))?")
# A serial or a precedence word closes a recipient; what follows it on the line is the next one.
_NEXT = re.compile(
    r" (?=ZEN/|[QRU][A-Z]{4,7}/)(?<=[A-Z0-9/,] )"
    r"| (?=[A-Z]{2})(?!(?:NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE|BY|VIA|NR|FOR|UNN|POUCH)\b)"
    r"(?:(?<= IMMEDIATE )|(?<= PRIORITY )|(?<= ROUTINE )|(?<= FLASH )|(?<= \d{4} ))"
    r"| (?=(?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE) [A-Z])(?:(?<= \d{3} )|(?<= \d\d ))"
)
_NO_WIRE = frozenset(("POUCH", "POUCH)", "(POUCH)"))
_BY = re.compile(r"\(?(?<![A-Z])(?:BY|VIA)$")
_STATE = re.compile(r"(?:[A-Z]{2,4} )?[A-Z]{2}")
"""State or country that a command's address ends in, alone on its line: `HQ USSOCOM MACDILL` / `AFB FL`."""
_KNOWN_INDICATOR = re.compile(r"([QRU][A-Z]{4,7}) (.+)")
_GLUED = re.compile(r"(?<=[A-Z])(?=\d{4}\Z|(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)(?: ?\d{4})?\Z)")
_PRECEDENCE_AND_SERIAL = re.compile(r"(?: (?:FLASH|IMMEDIATE|PRIORITY|ROUTINE))?(?: \d{4})?\Z")
_GLUED_PRECEDENCE = re.compile(r"//(?=(?:NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE)\b)")
_BEFORE_OFFICES = re.compile(r" (?:(?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)(?: \d{4,5})?|\d{4,5}) ?(?=//)")
"""`MACDILL AFB FL PRIORITY//J2/J3//`: what stands behind the offices of others."""
_MISSION_WORD = re.compile(r" (?=(?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE|SECDEF) )")
_RECIPIENT = partial(tuple.__new__, Recipient)  # without the call of a constructor for each
_LONGEST_KEPT = 80
"""Characters of the lines whose meaning is kept: most addressees stand in many telegrams."""


class Place(NamedTuple):
    """What an address with its station means, whatever precedence and serial stand behind it."""

    routing_indicator: str | None
    address: str
    attention: str | None
    is_collective: bool
    post: str | None


_PLACE = partial(tuple.__new__, Place)


@lru_cache(maxsize=16384)
def read_place(written: str) -> Place:
    """`RUEHXP/ALL NATO POST COLLECTIVE` -> indicator, address, attention offices, collective, post."""
    indicator, address = None, written
    if "/" in written:
        found = _STATION.match(written)
        indicator, address = found[2], found[3]
    attention = None
    if "//" in address:
        first, last = address.index("//"), address.rindex("//")
        offices = address[first + 2 : last] if last > first else address[first + 2 :]
        attention = offices.strip(" /") or None
        address = " ".join((address[:first] + " " + (address[last + 2 :] if last > first else "")).split())
    address = address.rstrip(" ,.;")
    post = post_of(address)
    collective = post is None and (
        "COLLECTIVE" in address
        or (indicator is not None and _serves_collective(indicator))
        or address in COLLECTIVES
        or address.endswith((" POSTS", " MEMBER STATES", " CAPITALS"))
        or address.startswith("ALL ")
    )
    return _PLACE((indicator, address, attention, collective, post))


def _serves_collective(indicator: str) -> bool:
    known = COLLECTIVE_INDICATORS.get(indicator)
    return bool(_COLLECTIVE_INDICATOR.fullmatch(indicator)) if known is None else known


@lru_cache(maxsize=16384)
def post_of(address: str) -> str | None:
    """The post that an address stands for, as numbers write it (`LAPAZ`), else None."""
    post = POST_OF_ADDRESS.get(address)
    if post is None and ("WASH" in address or "WSH" in address):
        post = POST_OF_ADDRESS.get(_WASHINGTON.sub("WASHDC", address))
    if post is None and address[:1] in "AU" and (named := _POST_PREFIX.fullmatch(address)):
        post = MRN_POSTS.get(letters(named[1]))
    return post


@lru_cache(maxsize=4096)
def _misspelt_precedence(word: str) -> str | None:
    """The precedence word that is one slip away (PRIORIY); None for one that is right."""
    if word in _SHORT_PRECEDENCE:
        return _SHORT_PRECEDENCE[word]
    if word[:3] not in _PRECEDENCE_BEGINS and word[-3:] not in _PRECEDENCE_ENDS:  # one slip leaves one of them
        return None
    if len(word) < 6 or word in _PRECEDENCE_WORDS:
        return None
    return next((meant for meant in _PRECEDENCE_WORDS if len(meant) > 5 and within_one(word, meant)), None)


@lru_cache(maxsize=16384)
def _usual(written: str) -> tuple[Place, str | None] | None:
    """Place and precedence of one known addressee, without its serial; None for a line that takes a closer look."""
    rest = written
    precedence = None
    before, _, last = written.rpartition(" ")
    if last in _PRECEDENCE_WORDS:
        precedence, rest = last, before
    is_plain = (
        rest
        and not (last[-1:].isdigit() or last in ("POUCH", "NIACT") or _misspelt_precedence(last))
        and not rest.endswith("NIACT")
        and written == " ".join(written.split())
        and not _NEXT.search(written)
    )
    if not is_plain:
        return None
    place = read_place(rest)
    return (place, precedence) if place.post is not None or place.address in ADDRESSES else None


def _is_short_serial(before: str, number: str) -> bool:
    """Whether up to three digits are a serial: behind a precedence word, a known address or a collective."""
    if len(number) > 3 or not number.isdecimal():
        return False
    if before.rpartition(" ")[2] in _PRECEDENCE_WORDS:
        return True
    place = read_place(before)
    return place.post is not None or place.is_collective


def is_known_address(address: str) -> bool:
    """Whether the traffic knows this plain-language address."""
    return address in ADDRESSES or post_of(address) is not None


@lru_cache(maxsize=4096)
def two_known(address: str) -> tuple[str, str] | None:
    """The two known addresses that stand on one line, the first as long as can be; None where there are not two."""
    words = address.split()
    for i in range(len(words) - 1, 0, -1):
        first, second = " ".join(words[:i]), " ".join(words[i:])
        if is_known_address(second) and is_known_address(first):
            return first, second
    return None


def _without_slash(address: str) -> re.Match[str] | None:
    """A known indicator, or any before an embassy, and the address behind it, where the slash is lost."""
    found = _NO_SLASH.fullmatch(address)
    if found and is_known_address(found[2]):
        return found
    found = _KNOWN_INDICATOR.fullmatch(address)
    return found if found and found[1] in COLLECTIVE_INDICATORS else None


def _unglued(written: str) -> str | None:
    """A known address with precedence or serial that stood right behind another word: `PRIORITY1134`, `ROME6459`."""
    spaced = _GLUED.sub(" ", written)
    if spaced == written:
        return None
    return spaced if is_known_address(read_place(_PRECEDENCE_AND_SERIAL.sub("", spaced)).address) else None


def _cut_precedence(recipients: list[Recipient], line: str) -> str | None:
    """The recipient before with a line that begins with the rest of its precedence word: `ROME PRIOR` / `ITY 0012`."""
    last = recipients[-1].raw
    word = f"{last.rpartition(' ')[2]}{line.partition(' ')[0]}"
    is_alone = len(recipients) < 2 or recipients[-2].raw != last
    return last + line if word in _PRECEDENCE_WORDS and is_alone and not recipients[-1].serial else None


class Addressees:
    """Collects the recipients of a heading, line by line, into `cable.recipients`."""

    def __init__(self, cable: Cable):
        self.cable = cable

    @staticmethod
    def is_known(text: str) -> bool:
        """Whether a bare line is an address that the traffic knows."""
        return is_known_address(" ".join(text.split()))

    def add(self, role: str | None, line: str) -> None:
        """One recipient line without its prosign; it may hold several recipients, or half of one."""
        if not line:
            return
        numbered = line[-5:-4] == " " and line[-4:].isdecimal()
        recipients = self.cable.recipients
        is_half = recipients and "/" not in line and self._is_half(recipients[-1])
        if len(line) < _LONGEST_KEPT and not is_half and (usual := _usual(line[:-5] if numbered else line)):
            place, precedence = usual
            self._append(_ROLES[role], place, line, precedence, line[-4:] if numbered else None)
            return
        parts = _NEXT.split(line) if len(line) > 30 or line.count("/") > 1 else (line,)
        if len(parts) > 1:
            self._flag("recipients_merged", line)
        for part in parts:
            self._add_one(_ROLES[role], " ".join(part.split()))

    def _add_one(self, role: str, raw: str) -> None:
        recipients = self.cable.recipients
        if "/" not in raw and recipients and (whole := _cut_precedence(recipients, raw)):
            self._flag("header_wrapped", raw)
            recipients.pop()
            self._add_one(role, whole)
            return
        rest = _GLUED_PRECEDENCE.sub("// ", raw) if "//" in raw else raw
        if rest.endswith("//") and (behind := _BEFORE_OFFICES.search(rest)):
            rest = f"{rest[: behind.start()]}{rest[behind.end() :]}{behind[0].rstrip()}"
        rest = rest.rstrip(" ,.;")
        if apart := _unglued(rest):
            self._flag("precedence_misspelt", raw)
            rest = apart
        serial = precedence = None
        before, _, last = rest.rpartition(" ")
        if last[-1:].isdigit() and (_SERIAL.fullmatch(last) or _is_short_serial(before, last)):
            if before:
                serial, rest = last, before
            elif recipients:
                self._complete(None, last, raw)
                return
        before, _, last = rest.rpartition(" ")
        if last in _NO_WIRE and before:  # by bag, not by wire: no part of the address (1979BONN03689)
            rest = _BY.sub("", before).rstrip()
            before, _, last = rest.rpartition(" ")
            if serial is None and before and (_SERIAL.fullmatch(last) or _is_short_serial(before, last)):
                serial, rest = last, before
                before, _, last = rest.rpartition(" ")
        elif last in ("UNN", "(UNN)") and before:  # unnumbered
            rest = before
            before, _, last = rest.rpartition(" ")
        if last == "NIACT" and before:  # alone, or as in 1973SANTIA01341, which has the words the other way round
            before, last = f"{before.removesuffix(' IMMEDIATE')} NIACT", "IMMEDIATE"
        elif before and (meant := _misspelt_precedence(last)):
            self._flag("precedence_misspelt", raw)
            last = meant
        if last[:1] == "(" and last[1:-1] in _PRECEDENCE_WORDS:
            last = last[1:-1]
        if last in _PRECEDENCE_WORDS:
            precedence, rest = last, before.removesuffix(f" {last}")
            before = rest
            if before == "NIACT" or before.endswith(" NIACT"):
                precedence, rest = f"NIACT {last}", before[:-6]
            before, _, last = rest.rpartition(" ")
            is_serial = before and last[-1:].isdigit() and (_SERIAL.fullmatch(last) or _is_short_serial(before, last))
            if is_serial and serial is None:  # serial before the word
                serial, rest = last, before
            if not rest:
                if recipients:
                    self._complete(precedence, serial, raw)
                return
        place = read_place(rest)
        address = place.address
        is_bare = place.routing_indicator is None
        if (
            is_bare
            and recipients
            and self._is_half(recipients[-1])
            and self._continues(role, place, precedence, serial, raw)
        ):
            return
        if place.post is None and address not in ADDRESSES:
            if (
                " " in address
                and len(address) < _LONGEST_KEPT
                and (month := _MONTH_INSERT.fullmatch(address))
                and is_known_address(month[1])
            ):
                self._flag("address_month_insert", raw)
                place = place._replace(address=month[1], post=post_of(month[1]), is_collective=False)
                if month[2] and (following := read_place(f"AMEMBASSY {month[2]}")).post:
                    self._flag("recipients_merged", raw)
                    self._append(role, place, raw)
                    place = following
            elif place.routing_indicator is None and (found := _without_slash(address)):
                self._flag("indicator_glued", raw)
                place = read_place(f"{found[1]}/{found[2]}")
            elif place.routing_indicator is None and self._continues(role, place, precedence, serial, raw):
                return
            elif address.count(" ") > 2 and len(address) < _LONGEST_KEPT and (halves := two_known(address)):
                self._flag("recipients_merged", raw)
                self._append(role, read_place(halves[0])._replace(routing_indicator=place.routing_indicator), raw)
                place = read_place(halves[1])
            elif " " in address and len(parts := _MISSION_WORD.split(address)) > 1 and is_known_address(parts[0]):
                self._flag("recipients_merged", raw)
                self._append(role, read_place(parts[0])._replace(routing_indicator=place.routing_indicator), raw)
                for part in parts[1:-1]:
                    self._append(role, read_place(part), raw)
                place = read_place(parts[-1])
        self._append(role, place, raw, precedence, serial)

    def _append(
        self, role: str, place: Place, raw: str, precedence: str | None = None, serial: str | None = None
    ) -> None:
        recipients = self.cable.recipients
        indicator, address, attention, is_collective, post = place
        meant = precedence or self._default(role)
        position = len(recipients) + 1
        recipients.append(
            _RECIPIENT(
                (position, role, indicator, address, attention, precedence, meant, serial, is_collective, post, raw)
            )
        )

    @staticmethod
    def _is_half(recipient: Recipient) -> bool:
        """Whether what is read so far is no known address: `AMEMBASSY THE`, or the station alone."""
        return (
            recipient.post is None
            and not recipient.is_collective
            and (recipient.routing_indicator is not None or recipient.address.startswith(("AM", "USMISSION")))
            and recipient.address not in ADDRESSES
            and not recipient.attention
        )

    def _continues(self, role: str, place: Place, precedence: str | None, serial: str | None, raw: str) -> bool:
        """Whether the line is the second half of the recipient before: joined, it is a known address."""
        recipients = self.cable.recipients
        if not recipients or recipients[-1].role != role or recipients[-1].serial or recipients[-1].precedence_stated:
            return False
        last = recipients[-1]
        if last.attention and "//" in raw and last.raw.count("//") == 1:  # `WASHDC//USDP:PDUSDP/` / `ISA:EUR//`
            whole = read_place(f"{last.raw}{raw.partition('//')[0]}//")
            self._join(whole, precedence, serial, raw)
            return True
        both = f"{last.address}{place.address}", f"{last.address} {place.address}"
        for joined in (*(address for address in both if address in ADDRESSES), *both):
            if is_known_address(joined):
                attention = place.attention or last.attention
                is_collective = last.is_collective or read_place(joined).is_collective
                whole = Place(None, joined, attention, is_collective, post_of(joined))
                self._join(whole, precedence, serial, raw)
                return True
        # the last word of a list's name
        if place.address in ("COLLECTIVE", "POSTS") and not last.address.endswith(place.address):
            self._join(Place(None, both[1], last.attention, True, None), precedence, serial, raw)
            return True
        is_open = last.routing_indicator and last.post is None and not last.is_collective
        is_place = _STATE.fullmatch(place.address) or _WASHINGTON.fullmatch(place.address)
        if is_open and last.address not in ADDRESSES and is_place:
            whole = Place(None, both[1], place.attention or last.attention, False, None)
            self._join(whole, precedence, serial, raw)
            return True
        return False

    def _join(self, whole: Place, precedence: str | None, serial: str | None, raw: str) -> None:
        """The recipient before with what stands on the line below it."""
        recipients = self.cable.recipients
        last = recipients[-1]
        self._flag("header_wrapped", raw)
        recipients[-1] = last._replace(
            address=whole.address,
            attention=whole.attention,
            post=whole.post,
            is_collective=whole.is_collective,
            precedence_stated=precedence,
            precedence=precedence or last.precedence,
            serial=serial,
            raw=f"{last.raw} {raw}",
        )

    def _complete(self, precedence: str | None, serial: str | None, raw: str) -> None:
        """A precedence word or serial that wrapped onto a line of its own."""
        recipients = self.cable.recipients
        last = recipients[-1]
        self._flag("header_wrapped", raw)
        recipients[-1] = last._replace(
            precedence_stated=precedence or last.precedence_stated,
            precedence=precedence or last.precedence,
            serial=serial or last.serial,
            raw=f"{last.raw} {raw}",
        )

    def _default(self, role: str) -> str | None:
        cable = self.cable
        if role == "info":
            return cable.precedence_info or cable.precedence_action
        return cable.precedence_action if role == "action" else None

    def _flag(self, code: str, detail: str) -> None:
        self.cable.issues.append(Issue(code, "info", " ".join(detail.split())))
