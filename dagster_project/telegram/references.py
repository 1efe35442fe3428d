"""The REF line: which telegrams, letters and conversations a cable answers.

REF: A. BERLIN 313
     ¶B. 07 BERLIN 0674 (NOTAL)
REF: LAHORE 25 07 ISLAMABAD 5138
REF: A. PARKER/PETTIT E-MAIL 1/4/07  B. IMSWM-0028-2010
"""

import re
from functools import lru_cache
from itertools import islice, pairwise, zip_longest
from string import ascii_uppercase

from dagster_project.telegram.cable import Cable, Issue, Reference
from dagster_project.telegram.identity import four_digit_year, near_post, post_cut_to_six
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.vocabulary import MRN_POSTS, letters

# A. / A) / (A) / ¶A. at the start, after blanks or a separator; doubled by the converter now and then (A. A.).
# Digits only where they count from 1 on: (1) (2).
_LABEL = re.compile(
    r"(?:(?<![^\s;,])(?:\(([A-Z1-9])\)|¶?([A-Z1-9])(?:\.\)|[.):]|-(?=[ \t]+(?:[A-Z]{2}|\d\d[ \t]+[A-Z]))))"
    r"(?=[\s(]|[A-Z0-9])(?!\.)"
    r"|(?<=\d)\(([B-Z])\)(?=[A-Z0-9])"  # REF:(A)STATE 184182(B)SANTIAGO 7100
    r"|(?<!\S)¶?\[([A-Z])\](?=[ \t]+[A-Z0-9]))",
    re.IGNORECASE,
)
# `REF A SECRETARY'S LETTER` and below it `REF B SECSTATE 76108` (09ABUDHABI754): the label REF stands before each.
_LETTER_OF_ITS_OWN = re.compile(
    r"(?:\n|(?<=[,;]))[ \t]*REF(?:TEL)?(?:[ \t]+\(?|\((?!S\)))([A-Z])(?:\)?[:.]|\))?[ \t]+", re.IGNORECASE
)
_LETTER_ALONE = re.compile(r"^[ \t]*\(?([A-Z])(?:\)?[:.]|\))?[ \t]+(?=\S)")
_WORD = r"(?!(?:YOUR|OUR|MY|AND|OR|PREVIOUS|SEE|ALSO|OF|THE|FROM|IN)\b)[A-Z]+(?:['’](?!S\b)[A-Z]+)?"  # SANA'A
_NUMBER = re.compile(
    r"(?:(?<![\w/])\(?(?:'|’|FY)?((?:19|20)\d\d|\d\d)\)?[ \t-]*)?"
    rf"(?<![A-Z])(PORT[ \t]+OF[ \t]+SPAIN|(?:ST\.[ \t]*)?{_WORD}(?:(?:[ \t]+|-){_WORD}){{0,3}})"
    rf"(?:['’]S\b)?[ \t]*(?:#|NO\.?|:(?=[ \t]+\d)(?![ \t]+(?:19|20)?\d\d[ \t]+[A-Z]))?"
    rf"(?<!\bA)(?<!\bCA)[ \t-]*0*+((?:\d{{1,2}}|(?<=STATE[ ])\d{{3}}),\d{{3}}(?![\d,])|\d{{1,7}}+)"
    r"(?:(?=[ \t]*-[ \t]*NOTAL\b)|(?=/[A-Z]{4})|(?=/\d{2,6}\b(?![/-]))|(?=-\d{2,6}\b(?![/-]))|(?![\d/:-]*[\w]))"
    r"(?:[ \t]*\(((?:20|19)?\d\d)\))?"
    r"(?:[ \t]*\(([^()]{1,40})\))?",
)
_YEAR_BETWEEN = re.compile(r"(?<=[A-Za-z \t])(?:\(((?:19|20)?\d\d)\)|['’]?((?:19|20)?\d\d))[ \t]+(?=\d{3,6}(?!\d))")
"""`STATE 08 088712`, `PARIS '07 4567`, `STATE (07) 88712`: the year between post and serial."""
_POST_BEFORE = re.compile(r"(?<![A-Z])[A-Z][A-Z' ]{2,24}$", re.IGNORECASE)
_LONGEST_POST = 26
_RANGE = re.compile(r"[ \t]*(?:-|THROUGH\b|THRU\b|TO\b)[ \t]*(\d{2,6}+)(?![\d/-]*\w)", re.IGNORECASE)
_LONGEST_RANGE = 20
"""Telegrams that `BAGHDAD 2001-2003` may stand for."""
_MORE_SERIALS = re.compile(
    r"[ \t]*(?:/(?=\d{3})|,[ \t]*(?:AND\b|and\b|&)?|AND\b|and\b|&|\+)[ \t]*0*+(\d{2,7}+)(?![\d/]*[\w.])"
    r"(?![ \t]+(?!AND\b|OR\b)[A-Z]{2,}(?:[ \t]+[A-Z]+){0,2}[ \t]+\d)"  # a year and the next post: `2007 LA PAZ 12`
)
_YEAR_BEHIND = re.compile(r"(?:/|[ \t]+OF[ \t]+(?=\d{4}\b(?![/-])))((?:19|20)?\d\d)\b", re.IGNORECASE)
"""`PARIS 1234/2006`, `PARIS 1234 OF 2006`"""
_OLDEST_BEHIND_SLASH = 20
"""Years before the citing cable's that a slash may put behind a serial; behind a hyphen stands the end of a range."""
_LABEL_AT_END = re.compile(r"(?<![\s,;])[\s,;]+REF(?:TEL)?\s*+:?\s*$", re.IGNORECASE)
"""`REF A: STATE 59112; REF B: TEHRAN 1201`: the label of the next."""
_CONNECTIVE = re.compile(r"(?<![\s,;&])(?:[\s,;&]|\b(?:AND|and))++$")
_EMAIL = re.compile(r"\be-?\s?mails?\b|@", re.IGNORECASE)
_KINDS = (
    ("email", _EMAIL),
    ("letter", re.compile(r"\bletters?\b|\bltr\b", re.IGNORECASE)),
    ("memo", re.compile(r"\bmemo(?:s|randum|randa)?\b|\bmemcons?\b", re.IGNORECASE)),
    ("airgram", re.compile(r"\bairgram\b|\b(?:A|CA)-\d", re.IGNORECASE)),
    (
        "document",
        re.compile(
            r"[A-Z]+[-/]\d+[-/]\d+|\b[A-Z]{3}\d{9,}|\bFA[MH]\b"
            r"|\bTD[- ]?\d|\bIIR\b|\bUNSCR\b|\bCFR\b|\breports?\b|\bnotice\b"
            r"|\bpaper\b|\bspot\b|\bfax\b|\b\d{1,4}/(?:19|20)\d\d\b",
            re.IGNORECASE,
        ),
    ),
)
# A cheap look before the five patterns, in capitals: nothing else makes an item anything but a cable.
_OTHER_KIND = re.compile(
    r"MAIL|@|LETTER|MEMO|MEMCON|AIRGRAM|FA[MH]\b|UNSCR|REPORT|NOTICE|PAPER"
    r"|\b(?:LTR|TD[- ]?\d|IIR\b|CFR\b|SPOT\b|FAX\b|C?A-\d)|[A-Z][-/]\d+[-/]\d|[A-Z]{3}\d{9}|\d/(?:19|20)\d\d"
)
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_FROM_THE_SECRETARY = re.compile(r"SECTO ?0*+(\d{3,6}+)(?:[ ]*\(([^()]{1,40})\))?", re.IGNORECASE)
"""A telegram of the Secretary's party, whose only number this is (1976SECTO12047); a TOSEC is State's as well."""
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?: AND PREVIOUS)?")
_CANONICAL_POSTS = frozenset(MRN_POSTS.values())
_SENT_TOGETHER = 20
"""Numbers above a cable's own that may be of telegrams sent with it: later numbers are reserved (09BRASILIA1411)."""
_SAME_POST = re.compile(r"0*+(\d{3,6}+)(?:[ \t]*\(([^()]{1,40})\))?")
"""A number alone: of the post before."""
_LONGEST_ITEM = 500
"""Characters in which an item says what it is."""
_MOST_REFERENCES = 100
"""References that are read of one telegram; the most seen are 18."""
_NOTE = re.compile(r"[ \t]*(?:\(([^()]{1,40})\)|[,/-]?[ \t]*(NOTAL|EXDIS|NODIS|LIMDIS|STADIS)\b)")
_OF_THE_ONE_BEFORE = re.compile(r"(?:AND )?(?:PREVIOUS|ET AL|ET SEQ)\.?", re.IGNORECASE)
_KINDS_OF_TELEGRAM = frozenset("CABLE CABLES TELEGRAM TELEGRAMS TEL ALDAC MESSAGE MESSAGES MSG".split())
_NOTE_AT_END = re.compile(r"\(([^()]{1,40})\)$")
_HANDLING_AT_END = re.compile(r"\((NOTAL|EXDIS|NODIS|SIPDIS)\)$", re.IGNORECASE)
_NO_NUMBER = re.compile(
    r"^(?:SECTO|TOSEC|TOSHU|TOECO) ?\d{1,6}\b|^(?:(?:20|19)?\d\d )?X{5,} \d{1,6}\b|\bDTG:? ?\d{6}Z", re.IGNORECASE
)
_SEPARATOR = re.compile(r"[\s,&+]*(?:AND\b[\s,]*)?")
_OTHER_SENDERS = ("DAO ", "USDAO ", "DEA ", "ODC ")
"""Offices at a post whose messages have numbers of their own: `DAO BOGOTA 0123`."""
_MISSIONS = frozenset("OECD EC MBFR IAEA UNIDO UNESCO FAO MTN GATT SALT CSCE NATO".split())
"""Missions that bear the name of a city with an embassy, and number by themselves: `OECD PARIS`, `SALT TWO GENEVA`."""
_BEFORE_A_CITY = _MISSIONS | frozenset("AMEMBASSY EMBASSY AMEMB EMB AMCONSUL CONSULATE USMISSION USDEL".split())
_NOT_POSTS = frozenset(
    "AND OR OF IN THE FROM TO FOR AT ON BY VIA REF REFS PREVIOUS DATED NOVEMBER DECEMBER JANUARY FEBRUARY "
    "MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV DEC PARA "
    "PARAS EMAIL EMAILS MAIL MAILS ON PAGE PART SECTION NO NR FAM FAH TD IIR CFR UNSCR RESOLUTION TELCON "
    "THROUGH THRU REPEATED INFO NOTE ORDER REGISTER CIRCULAR CABLE CABLES TELEGRAM TELEGRAMS TEL FBIS "
    "YOUR URTEL YOURTEL OURTEL MYTEL DEPTEL DEPTELS EMBTEL EMBTELS CIRTEL CONGEN CERP POLTO UNGA "
    "TOSEC SECTO TOSHU TOECO LETTER MEMO DTG PARAGRAPH DTD OVER ABOUT WITH UNDER SOME THAN ONLY MORE "
    "ALDAC MESSAGE MESSAGES MSG OFFICIAL INFORMAL SPECIAL DIRECTIVE BULLETIN CASE LICENSE INCSR REVCON TREATY "
    "ARTICLE ANNEX CHAPTER TITLE PROTOCOL CONVENTION AGREEMENT ACT LAW DECREE DECISION REGULATION STATUTE BILL "
    "DOCUMENT DOC FORM DIPNOTE CONTRACT GRANT PROJECT VISA PASSPORT FLIGHT SURVEY BUDGET ELECTION ELECTIONS SUMMIT "
    "CONFERENCE OLYMPICS PHASE ROUND ITEM".split()
)
"""Words that stand before the numbers and years of other things: `EC DIRECTIVE 2003`, `SPECIAL 301`."""


def read_references(value: str, cable: Cable) -> None:
    """Adds the items of a REF line's value (page lines taken out, wrapped lines as they are).

    A reference without a year gets the citing cable's, or the year before where its serial cannot
    have been reached yet; `year_inferred` says so.
    """
    if value.lstrip(" \t(")[1:2] in " :)":  # a letter without the stop that most have
        value = _LETTER_ALONE.sub(r"\1. ", _LETTER_OF_ITS_OWN.sub(r"\n\1. ", value), count=1)
    for label, item in _items(value):
        text = " ".join(item.split()).strip(" ,;.:")
        if not text:
            continue
        _read_item(label, text, cable)
        if len(cable.references) >= _MOST_REFERENCES:
            cable.issues.append(Issue("crowded", "warning", f"{_MOST_REFERENCES} references and more"))
            break
    _labels_behind(cable)


def _labels_behind(cable: Cable) -> None:
    """`STATE 89241 (A) AND TBILISI 1337 (B)`: letters in order behind the items are their labels."""
    rows = cable.references
    if len(rows) < 2 or rows[0].label is not None or not rows[-1].note:
        return
    behind = [row.note or below.label for row, below in zip_longest(rows, rows[1:], fillvalue=rows[-1])]
    if behind == list(ascii_uppercase[: len(rows)]):
        cable.references = [row._replace(label=label, note=None) for row, label in zip(rows, behind, strict=True)]


def _items(value: str) -> list[tuple[str | None, str]]:
    labels: list[tuple[str | None, int, int]] = []
    expected = "A"
    last = None  # the letter before, and where its label ends
    last_end = 0
    lead = len(value) - len(value.lstrip())
    for found in _LABEL.finditer(value):
        letter = found[found.lastindex].upper()
        start, end = found.span()
        is_first = last is None and start <= lead
        if letter == "1" and is_first:
            expected = letter
        if letter == last:
            # `A. A. PARIS 01205`: the same label twice is one label.
            if value[max(last_end, start - 8) : start].strip():
                labels.append((letter, start, end))
            else:
                labels[-1] = (letter, labels[-1][1], end)
        elif (
            letter == expected
            or (is_first and letter.isalpha())
            or (last and letter > expected and value[max(0, start - 8) : start].rstrip(" \t\xb6").endswith("\n"))
        ):
            labels.append((letter, start, end))
            expected = chr(ord(letter) + 1)
        else:
            continue
        last, last_end = letter, end
    bounds = [(None, 0, 0), *labels, (None, len(value), 0)]
    return [
        (letter, part)
        for (letter, _, start), (_, end, _) in pairwise(bounds)
        for part in _LABEL_AT_END.sub("", value[start:end]).split(";")
        if part.strip() and part.strip().upper() not in ("AND", "OR")
    ]


def _read_item(label: str | None, text: str, cable: Cable) -> None:
    numbers: list[tuple[re.Match[str], str]] = []
    has_digit = _DIGIT.search(text)
    if cable.references and (
        _OF_THE_ONE_BEFORE.fullmatch(text) or (not has_digit and _ends_title(cable.references[-1], label, text))
    ):
        last = cable.references[-1]
        cable.references[-1] = last._replace(raw=f"{last.raw}; {text}")
        return
    if has_digit:
        if cable.references and _YEAR_ALONE.fullmatch(text):
            last = cable.references[-1]  # a date that wrapped to the line start: `MAY 4\n2007 AND PREVIOUS`
            cable.references[-1] = last._replace(raw=f"{last.raw} {text}")
            return
        numbers = _numbers(_year_first(text, cable))
    if not numbers and (found := _SAME_POST.fullmatch(text)) and cable.references:
        last, serial = cable.references[-1], int(found[1])  # `SANTIAGO 7100; 7101`
        if last.ref_cable_id and (post := letters(last.ref_cable_id)) in _CANONICAL_POSTS:
            year, inferred = _year(None if last.year_inferred else last.ref_cable_id[:2], post, serial, cable)
            ref = f"{year % 100:02d}{post}{serial}" if year is not None else None
            _add(cable, label, text, "cable", ref, inferred, found[2])
            return
    if not numbers and (found := _FROM_THE_SECRETARY.fullmatch(text)) and cable.year is not None:
        _add(cable, label, text, "cable", f"{cable.year % 100:02d}SECTO{int(found[1])}", True, found[2])
        return
    if not numbers:
        kind = _kind(text)
        note = (_NOTE_AT_END if kind == "cable" else _HANDLING_AT_END).search(text)
        _add(cable, label, text, kind, None, False, note[1] if note else None)
        return
    for i, (found, post) in enumerate(numbers):
        start = 0 if i == 0 else found.start()
        end = numbers[i + 1][0].start() if i + 1 < len(numbers) else len(text)
        raw = text[start:end].strip(" ,;.:")
        raw = _CONNECTIVE.sub("", raw) if i + 1 < len(numbers) else raw
        serials = _parted(found[3])
        at = found.end()
        written_year = found[1] or found[4]
        if at < end and (behind := _YEAR_BEHIND.match(text, at, end)):  # most items end in the number
            if _is_year(int(behind[1]), serials[0], cable, _OLDEST_BEHIND_SLASH):
                written_year, at = behind[1], behind.end()
            elif len(behind[1]) == 2:
                serials += list(_through(serials[0], behind[1]))[-1:]  # `PARIS 1234/35`
        if at < end and (span := _RANGE.match(text, at, end)):
            is_year = serials[0] < 100 or (1966 <= serials[0] <= 2010 and int(span[1]) < serials[0])
            if is_year and len(span[1]) > 2:  # `PARIS 08-1520`: the year before the serial
                written_year, serials = f"{serials[0]:02}", [int(span[1])]
            else:
                if len(span[1]) == 2 and _is_year(int(span[1]), serials[0], cable):
                    written_year = span[1]  # `PARIS 1701-07`
                else:
                    serials += _through(serials[0], span[1])
            at = span.end()
        while at < end and (more := _MORE_SERIALS.match(text, at, end)):
            further = int(more[1])
            if len(more[1]) == 2 and (serials[-1] > 99 or _is_year(further, serials[-1], cable)):
                goes_on = [] if _is_year(further, serials[-1], cable) else _through(serials[-1], more[1])
                if not goes_on:
                    break
                further = goes_on[-1]  # `PARIS 1234, 35 AND 41`
            serials.append(further)
            at = more.end()
        note = text[found.start(5) : found.end(5)] if found[5] else None  # as it was written
        if note is None and at < end and (tail := _NOTE.match(text, at, end)):
            note = tail[1] or tail[2]
        if note and read_mark(note):
            note = None
        for serial in serials:
            year, inferred = _year(written_year, post, serial, cable)
            ref = f"{year % 100:02d}{post}{serial}" if year is not None else None
            _add(cable, label, raw, "cable", ref, inferred, note)


def _parted(written: str) -> list[int]:
    """The serial, whose thousands may be parted, or two that follow each other: `STATE 123,124`."""
    first, _, second = written.rpartition(",")
    if len(first) == 3 and 0 < int(second) - int(first) <= _LONGEST_RANGE:
        return [int(first), int(second)]
    return [int(first + second)]


def _year_first(text: str, cable: Cable) -> str:
    """The item with each year that stands between a post and its serial put before the post, character by character."""
    for found in _YEAR_BETWEEN.finditer(text):
        before = _POST_BEFORE.search(text, max(0, found.start() - _LONGEST_POST), found.start())
        year = found[1] or found[2]
        serial = int(_DIGITS.match(text, found.end())[0])
        if not before or not _is_year(int(year), serial, cable, _OLDEST_BEHIND_SLASH):
            continue
        if year[0] != "0" and 0 < serial - int(year) <= _LONGEST_RANGE:  # one serial behind the other: `STATE 99 100`
            continue
        words = before[0].split()
        for i in range(len(words)):
            if words[i].upper() in _BEFORE_A_CITY or letters("".join(words[i:])) in MRN_POSTS:
                start = before.start() + before[0].rindex(" ".join(words[i:]))
                end = found.end(1) + 1 if found[1] else found.end(2)
                post, written = text[start : found.start()], text[found.start() : end]
                blanks = post[len(post.rstrip()) :]
                text = f"{text[:start]}{written}{blanks}{post.rstrip()}{text[end:]}"
                break
    return text


def _ends_title(last: Reference, label: str | None, text: str) -> bool:
    """Whether words without a digit are the end of a title with a semicolon: `A. OSLO 398 - FOG AND MUD; TALKS`."""
    return (
        last.ref_cable_id is not None
        and last.label == label
        and len(last.raw) < _LONGEST_ITEM
        and " -" in last.raw
        and not _says_other(text)
    )


def _is_year(written: int, serial: int, cable: Cable, years: int = 1) -> bool:
    """Whether what stands behind a serial is a year: the citing cable's or one of so many before it, and no serial
    that goes on from it."""
    year = written if written > 99 else four_digit_year(written)
    goes_on = 0 < written - serial <= _LONGEST_RANGE
    return cable.year is not None and cable.year - years <= year <= cable.year and not goes_on


def _through(first: int, written: str) -> range:
    """The serials behind the first of a range: `2001-2003`, `2001-03`; none where it is no range."""
    last = int(str(first)[: -len(written)] + written) if len(written) < len(str(first)) else int(written)
    return range(first + 1, last + 1) if first < last <= first + _LONGEST_RANGE else range(0)


def _numbers(text: str) -> list[tuple[re.Match[str], str]]:
    """The numbers of telegrams in an item, each with its post."""
    upper = text.upper()
    upper = upper if len(upper) == len(text) else text
    found_first = islice(_NUMBER.finditer(upper), _MOST_REFERENCES)
    numbers = [(found, post) for found in found_first if (post := _post_of(found[2], found[3]))]
    # what a slash or hyphen goes on is a number of telegrams only behind a known post: IMSWM-0028-2010 is none;
    # so is what a colon stands before, `STATE: 112233`, and what other words part from the number before it:
    # the end of a title, `A. OSLO 398 - ELBONIA 2008`
    numbers = [
        (f, post)
        for i, (f, post) in enumerate(numbers)
        if post in _CANONICAL_POSTS
        or (
            upper[f.end() : f.end() + 1] not in ("/", "-")
            and ":" not in upper[f.end(2) : f.start(3)]
            and (i == 0 or _SEPARATOR.fullmatch(upper, numbers[i - 1][0].end(), f.start()))
        )
    ]
    unknown_first = numbers and letters(numbers[0][0][2]) not in MRN_POSTS
    if unknown_first and (numbers[0][0].start() > 8 or (len(numbers) > 1 and not _is_list(upper, numbers))):
        numbers = [(found, post) for found, post in numbers if post in _CANONICAL_POSTS]
    if (
        unknown_first
        and numbers
        and not any(letters(found[2]) in MRN_POSTS for found, _ in numbers)
        and _says_other(text)
    ):
        return []  # the words of a letter or report, not a post: `PARKER E-MAIL 1/4/07`
    if len(numbers) == 1 and upper.lstrip().startswith(_OTHER_SENDERS):
        return []
    return numbers


def _is_list(text: str, numbers: list[tuple[re.Match[str], str]]) -> bool:
    """Whether an item holds nothing but numbers of telegrams: `JIDDA 4400, KUWAIT 3300`."""
    return numbers[0][0].start() == 0 and all(
        _SEPARATOR.fullmatch(text, before.end(), after.start()) for (before, _), (after, _) in pairwise(numbers)
    )


def _says_other(text: str) -> bool:
    """Whether an item's words may be those of something that is no cable."""
    return _OTHER_KIND.search(text[:_LONGEST_ITEM].upper()) is not None


def _kind(text: str) -> str:
    """What an item is that bears no number of a cable; one all the same where its post was redacted, or where it is
    cited by its date-time group: `09 XXXXXXXXXXXX 167` (10SHENYANG4), `SECDEF DTG261447ZNOV08` (09SEOUL59)."""
    if _NO_NUMBER.search(text) and not _EMAIL.search(text):
        return "cable"
    if not _says_other(text):
        return "unknown"
    return next((name for name, pattern in _KINDS if pattern.search(text[:_LONGEST_ITEM])), "unknown")


@lru_cache(maxsize=4096)
def _post_of(written: str, serial: str) -> str | None:
    """The post in letters when the words before the serial name one, or could."""
    words = written.upper().replace("-", " ").split()
    if len(words) > 1 and words[-1] in _KINDS_OF_TELEGRAM:
        del words[-1]  # STATE CABLE 80001
    for first in range(len(words)):
        name = letters("".join(words[first:]))
        if name in MRN_POSTS:
            mission = next((i for i in range(first) if words[i] in _MISSIONS), None)
            return MRN_POSTS[name] if mission is None else letters("".join(words[mission:]))
    name = letters(written)
    if len(words) > 2 or name in _NOT_POSTS or set(words) & _NOT_POSTS or len(name) < 4 or name.startswith("XXXX"):
        return None
    return post_cut_to_six(name) or near_post(name) or (name if len(serial) >= 2 else None)


def _year(written: str | None, post: str, serial: int, cable: Cable) -> tuple[int | None, bool]:
    if written:
        year = int(written)
        return (year if year > 99 else four_digit_year(year)), False
    year = cable.year
    if year is None:
        return None, True
    if post == cable.post and cable.serial and serial > cable.serial + _SENT_TOGETHER:
        return year - 1, True
    date = cable.date
    is_asked = post != cable.post and date and date.year == year and (post == "STATE" or date.month == 1)
    if is_asked and serial > _reach(post, year) * date.timetuple().tm_yday:
        return year - 1, True
    return year, True


def _reach(post: str, year: int) -> int:
    """Serials a post can have used up in one day: more than that is last year's number. Of other posts than State
    this is asked in January only, as later in the year it tells nothing.

    State numbered about 500 a day, 850 in the seventies, some 1,150 around 1990; Beijing, the busiest post, about 75;
    most posts fewer than 30.
    """
    if post != "STATE":
        return 40
    return 1300 if 1980 <= year <= 1995 else 1000


def _add(
    cable: Cable, label: str | None, raw: str, kind: str, ref: str | None, inferred: bool, note: str | None
) -> None:
    cable.references.append(Reference(len(cable.references) + 1, label, raw, kind, ref, inferred, note))
