"""Page continuation lines: found wherever they fall, and taken out of the sentences they break.

PARIS 00001600  002 OF 002            post cut to ten characters, serial, page of pages
BEIJING 00001176  001.2 OF 005        second page of section 1
PAGE 02  HARARE  06677  01 OF 03  291400Z     archive print, a level line beside it

The heads of later sections go out with them, and captions that the Department's software put into the text:

Secretary Rumsfeld and will work to get it dismissed. The
                                                      a caption below a line that begins like an addressee
SIPDIS                                                (07MADRID911), in texts of 3 cables in 100

judge involved in that case has told us he
"""

import re
from bisect import bisect_right
from itertools import zip_longest
from typing import NamedTuple

from dagster_project.telegram import archive_print
from dagster_project.telegram.blocks import ends_in_a_note, marked_at
from dagster_project.telegram.labels import FIRST_PARAGRAPH
from dagster_project.telegram.offsets import end_of_text, places
from dagster_project.telegram.section_heads import section_heads
from dagster_project.telegram.vocabulary import PAGE_LINE_POSTS, letters

_PAGE = re.compile(
    r"[ \t]*([A-Z][A-Z .'/-]{1,14}?|X{4,})[ \t]+(\d{6,8})[ \t]+(\d{3})(?:\.(\d{1,2}))?"
    r"[ \t]+[O0]F[ \t]+(\d{3})[ \t]*(?=\n|$)",
    re.IGNORECASE,
)
# Inside a TAGS line or a sentence the page line has swallowed its line ends.
_INLINE = re.compile(
    r"([A-Z][A-Z.'/-]*(?: [A-Z]+){0,2})[ \t]+(\d{8})[ \t]+(\d{3})(?:\.(\d{1,2}))?[ \t]+OF[ \t]+(\d{3})\b"
)
_RELAY_PAGE = re.compile(
    r"[ \t]*PAGE[ \t]+(\d{1,3}|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)[ \t]+"
    r"[QRU][A-Z]{3,7}[ \t]*#?\d{3,4}(?:/\d{1,2})?[ \t]+[A-Z][A-Z ]*(?=\n|$)"
)
# Each begins with its rarest letter, which a search finds in half the time that the whole word takes.
_OF = re.compile(r"F(?<= [O0]F)(?= (?:[ \t]*+\d{3}|[^\d\n]{0,14}[ \t]*+\d{6}))")
"""Before a page line's number of sections, or in the name of a post before its serial."""
_OF_ZERO = re.compile(r"0(?<= of 0)")
_PAGE_WORD = re.compile(r"G(?<=PAG)(?=E )")
_NEXT_LINE = re.compile(r"[ \t]*\n[ \t\n]*")
_STRAY_CAPTION = re.compile(
    r"\n[ \t]*SIPDIS(?:[ \t]*(?=\n|$)"
    r"|[ \t]+(?!(?:captions?|channels?|distribution|network|traffic|cables?|messages?|on|in|for|to)\b))",
    re.IGNORECASE,
)
# In texts that lost their line ends it stands inside the line: `coordinating his SIPDIS third front` (05BOGOTA7402).
_INNER_CAPTION = re.compile(
    r"SIPDIS[ \t]+(?<=[a-z,;][ \t]SIPDIS[ \t])(?=[a-zA-Z])"
    r"(?!(?:captions?|channels?|distribution|network|traffic|cables?|messages?|on|in|for|to)\b)"
)
_SPACER = re.compile(
    r"\n(?<!---\n)(?<!--- \n)(?<!- -\n)(-{1,2})[ \t]*(?=\n|$)|\n(-)(?=[ \t]{3,}\(?(?:[A-Z]|\d{1,2})[.)][ \t])"
)
"""A hyphen that keeps an empty line, or a margin, through the teletype: `-` alone, `-     A.  THE ARMY`."""
_SPACER_BELOW_A_RULE = re.compile(r"\n(?:(?<=--\n|- \n)|(?<=- -\n))(-)[ \t]*(?=\n)")
"""One below the rule of a heading; else a rule that goes on on the next line."""
_WORD_BELOW = re.compile(r"[ \t]*\n[ \t]*[^\W\d_]")
_WITHIN = ("repeated line", "spacer")
"""What breaks no sentence."""
_SPEAKS_OF_IT = frozenset("the a an via use using include with on by no has and caption channel".split())
_LONGEST_LEVEL = 60
_LONGEST_REPEATED = 160
_RULES = ("--", "==", "**")
_CAPTION = r"[ \t]*(?:SENSITIVE(?: BUT UNCLASSIFIED)?|SIPDIS|NOFORN|(?:[A-Z] ){6,}[^\n]*)[ \t]*"
_CAPTION_LINE = re.compile(_CAPTION + "$")
_CAPTION_BELOW = re.compile(r"\s*\n" + _CAPTION + r"(?=\n)")
"""What stands again at the head of a page, and goes on no sentence (08PARIS130: `C O R R E C T E D C O P Y`)."""
# A page head may repeat the subject, cut anywhere, and the sentence goes on right behind it (09STATE82013).
_SUBJECT_BELOW = re.compile(r"\s*\n[ \t]*SUBJECT:")
_SUBJECT = re.compile(r"^[ \t]*SUBJECT:", re.MULTILINE)
_LEAST_OF_SUBJECT = 15
_NO_END = re.compile(r"(?:\b(?:U\.[SN]|MRS?|DR|GEN|NO)\.|[\w.] --|,[\"”])$")
"""What ends no sentence, though it looks so: `OUR VIEWS ON THE U.S.` / page head / `PROPOSAL.`"""
_GROUND_BEGINS = re.compile(r"Reasons?[ :]+1\.$", re.IGNORECASE)
"""`Reasons 1.` / page line / `4 (b)`"""
_ENDS = frozenset('.!?:"”’)*-_')
_FIELD_ABOVE = re.compile(
    r"^[ \t]*(?:(SUBJ(?:ECT)?|REF(?:TEL|S|TELS|\(S\))?)[ \t]*:|CLASS|REASON|DERIVED)", re.M | re.I
)
"""Of the labels of a head, those that a page line stands below."""
_OPEN_FIELD = re.compile(r"(?:[,;:/(&-]|\b(?:AND|OR|OF|ON|IN|THE|FOR|TO|WITH|A|FROM|BY|AT|AS|VS?\.))$", re.IGNORECASE)
_PROSE = re.compile(r"[a-z]{2,}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_PARAGRAPH_BELOW = re.compile(r"\s*\n¶?\d{1,3}\.[ \t]*\(")
"""A numbered paragraph with its mark, below a blank line."""
_NUMBER_BELOW = re.compile(r"[ \t]*\n[ \t]*¶?\d{1,3}\.[ \t]")
_GOES_ON = re.compile(
    r"(?:AND|OR|BUT|TO|OF|ON|IN|INTO|AT|AS|BY|FOR|FROM|WITH|THAT|WHICH|WHO|WHEN|WHERE|WHILE|IF|THAN|THEN|NOT|HE|SHE|IT|THEY"
    r"|IS|ARE|WAS|WERE|BE|HAS|HAVE|HAD|DID|DO|WILL|WOULD|SHOULD|SAID|ABOUT|AGAINST|DURING|BEFORE|AFTER|UNTIL)\b"
)
"""What goes on a sentence below a page line and begins no title."""
_SENTENCE = re.compile(
    r"[A-Z][\w',-]*+(?: [^\n]*)? [a-z][^\n]*[.?!][\"”)]?[ \t]*"
    r"|[A-Z][^\n]* (?:said|asked|noted|added|stated|made|raised|the following)\b[^\n]*:[ \t]*"
)
"""A line that ends a sentence, or is a short one: `He disagreed.`, `Quill made these points:`"""
_NO_END_OF_HEADING = frozenset(".,;")
_NOTICE_BEGINS = re.compile(
    r"(?i:minimi[sz]e|drafted|cleared|approved|classified|text|begin|visit|[^\n]{0,40}\bha(?:s|ve) (?:cleared|seen))\b"
)
"""What is no rest of a paragraph, though a sentence: `Minimize considered.`, `CODEL Quill has cleared this cable.`"""
_NARROWEST = 46
"""Characters that a line of a head held at least before it was wrapped."""
_LINE_ENDS = 5
"""Line ends around a page line in the midst of a sentence, at most: of 360 in the corpus all but three."""
_LONGEST_HEAD = 4000
_LONGEST_FIELD = 300


class PageLine(NamedTuple):
    """One page line: where it stands, and the section, serial and post it states."""

    start: int
    end: int
    section: int | None
    sections: int | None
    serial: int | None
    post: str | None
    kind: str = "page line"


def lift(body: str) -> tuple[str, list[PageLine]]:
    """The text with every page line blanked out at the same length, and the page lines.

    Where the line falls inside a sentence, the blank lines around it go too, so that the halves of
    the sentence stand in one paragraph; between paragraphs they stay. Offsets do not move.
    """
    found: list[PageLine] = []
    done = 0
    places_of_of = [of.start() - 2 for of in _OF.finditer(body)]
    if small := [of.start() - 4 for of in _OF_ZERO.finditer(body)]:
        places_of_of = sorted(places_of_of + small)
    for at in places_of_of:
        if at < done:
            continue
        # No page line has more than 48 characters before its ` OF `; looking further would be quadratic.
        line_start = max(body.rfind("\n", max(0, at - 48), at) + 1, at - 48, 0)
        match = _PAGE.match(body, line_start) if line_start == 0 or body[line_start - 1] == "\n" else None
        if match is None and body[at - 1].isdigit() and body[at + 4 : at + 7].isdigit():
            match = next((m for m in _INLINE.finditer(body, max(line_start, at - 60), at + 8) if m.end() > at), None)
        if match:
            start, post = _post(match)
            found.append(PageLine(start, match.end(), int(match[3]), int(match[5]), int(match[2]), post))
            done = match.end()
    for page in _PAGE_WORD.finditer(body):
        at = page.start() - 2
        if body[max(body.rfind("\n", max(0, at - 48), at), at - 48) + 1 : at].strip():
            continue
        line_start = max(body.rfind("\n", max(0, at - 48), at) + 1, at - 48, 0)
        if match := archive_print.PAGE.match(body, line_start) or archive_print.PAGE_BEGINS.match(body, line_start):
            section, sections, serial = (int(n) if n else None for n in match.group("section", "sections", "serial"))
            start, end = _page_break(body, line_start, match.end())
            found.append(PageLine(start, end, section, sections, serial, None))
        elif match := _RELAY_PAGE.match(body, line_start):
            found.append(PageLine(line_start, match.end(), None, None, None, None))
    found += _banners(body)
    found += _stray_captions(body)
    found += _repeated_lines(body)
    if "\n-" in body:
        found += _spacers(body)
    if heads := section_heads(body):
        ends = [head.end for head in heads]
        apart = ((page, bisect_right(ends, page.start)) for page in found)
        found = [page for page, i in apart if i == len(heads) or page.end <= heads[i].start]
        found += [PageLine(*head, "section head") for head in heads]
    if not found:
        return body, []
    found.sort(key=lambda page: (page.start, -page.end))  # a stamp that a page line takes in begins with it
    pieces: list[str] = []
    pages: list[PageLine] = []
    at = 0
    for page, below in zip_longest(found, found[1:]):
        if page.start < at:
            continue
        last = page
        if below and below.kind == "section head" and body[page.end : below.start].isspace():
            last = below  # a page line, and the head of a later section under it
        elif (again := _CAPTION_BELOW.match(body, page.end)) and FIRST_PARAGRAPH.search(body, 0, page.start):
            page = PageLine(page.start, again.end(), *page[2:])
        if (again := _SUBJECT_BELOW.match(body, page.end)) and (subject := _SUBJECT.search(body, 0, page.start)):
            page = page._replace(end=_repeated_to(body, again.end(), subject.end()) or page.end)
        before_end = end_of_text(body, page.start)
        after = max(page.end, last.end)
        while after < len(body) and body[after].isspace():
            after += 1
        # mostly one blank line stands above a page line and two below: where there are more, one is the text's own
        is_apart = (
            page.post is not None
            and last is page
            and body.count("\n", before_end, page.start) + body.count("\n", page.end, after) > _LINE_ENDS
        )
        is_broken = page.kind not in _WITHIN and _broken(body, before_end, after, is_apart)
        # in prints, whose page lines name no post, fields end as their lines do
        if is_broken and not (page.post is not None and _field_ended(body, before_end, after)):
            start, end = max(before_end, at), after
            pieces += (body[at:start], "\n" + " " * (end - start - 1) if end > start else "")
        else:
            start, end = page.start, max(page.end, last.end)
            pieces += (body[at:start], " " * (end - start))
        pages += [page, last] if last.start > page.start else [page]
        at = end
    pieces.append(body[at:])
    return "".join(pieces), pages


def _page_break(body: str, start: int, end: int) -> tuple[int, int]:
    """A page line of the archive's print with what stands around it: a page's last line and the next one's first."""
    for _ in range(6):
        above_end = end_of_text(body, start)
        above = body.rfind("\n", 0, above_end) + 1
        if above_end == 0 or above_end - above > 200 or not archive_print.is_around(body, above):
            break
        start = above
    if level := archive_print.LEVEL_AT_END.search(body, max(0, start - _LONGEST_LEVEL), start):
        start = level.start()
    return start, _below(body, end)


def _below(body: str, end: int) -> int:
    """The end of the banner lines that follow."""
    while (found := _NEXT_LINE.match(body, end)) and (banner := archive_print.BANNER.match(body, found.end())):
        end = banner.end()
    return end


def _banners(body: str) -> list[PageLine]:
    """The archive's stamps, wherever they stand: pairs of them break sentences."""
    found: list[PageLine] = []
    done = 0
    signs = [sign for sign in archive_print.BANNER_SIGNS if sign[0] in body and sign in body]
    for at in sorted(at for sign in signs for at in places(body, sign)) if signs else ():
        start = max(body.rfind("\n", max(0, at - 80), at) + 1, at - 80, 0)
        if at >= done and (banner := archive_print.BANNER.match(body, start)):
            done = _below(body, banner.end())
            found.append(PageLine(start, done, None, None, None, None, "declassification banner"))
    return found


def _stray_captions(body: str) -> list[PageLine]:
    """SIPDIS at the beginning of a line below the first paragraph's, unless the sentence speaks of it."""
    last = max(body.rfind("SIPDIS"), body.rfind("ipdis"))
    if last < 0 or not (first := FIRST_PARAGRAPH.search(body, 0, last)):
        return []
    strays = list(_STRAY_CAPTION.finditer(body, first.start()))
    for stray in _INNER_CAPTION.finditer(body, first.start()) if " SIPDIS " in body else ():
        if body[max(0, stray.start() - 12) : stray.start()].split()[-1].lower() not in _SPEAKS_OF_IT:
            strays.append(stray)
    return [PageLine(*stray.span(), None, None, None, None, "stray caption") for stray in strays]


def _repeated_lines(body: str) -> list[PageLine]:
    """Lines that the sending system put in once more with a Q before them, at a fixed place of each page:

    events between NATO partners and Georgia have been reduced,
    Qevents between NATO partners and Georgia have been reduced,      (09TBILISI1123, in 15 of 466 cables)
    """
    found: list[PageLine] = []
    for at in places(body, "Q"):
        if not body[at - 1 : at].isspace() or body[at + 1 : at + 2] == "u":
            continue
        above = body.rfind(body[at + 1 : at + 13], max(0, at - _LONGEST_REPEATED), at)
        line = body[above:at]
        if above >= 0 and body.startswith(line, at + 1) and len(line) >= 12:
            found.append(PageLine(at, at + 1 + len(line), None, None, None, None, "repeated line"))
    return found


def _spacers(body: str) -> list[PageLine]:
    """Hyphens in the place of empty lines; one alone with a word right below is a list item's, whose line broke."""
    found = [spacer.span(spacer.lastindex) for spacer in _SPACER.finditer(body)]
    if len(found) == 1 and _WORD_BELOW.match(body, found[0][1]):
        return []
    if found:
        found += [spacer.span(1) for spacer in _SPACER_BELOW_A_RULE.finditer(body)]
    return [PageLine(start, end, None, None, None, None, "spacer") for start, end in found]


def _repeated_to(body: str, at: int, first: int) -> int | None:
    """Where the text at `at` ends to repeat that at `first`, blanks aside; None when it hardly begins to."""
    count = 0
    while at < len(body) and first < len(body):
        if body[at].isspace():
            at += 1
        elif body[first].isspace():
            first += 1
        elif body[at] == body[first]:
            at, first, count = at + 1, first + 1, count + 1
        else:
            break
    return at if count > _LEAST_OF_SUBJECT else None


def _post(match: re.Match[str]) -> tuple[int, str]:
    """Offset and letters of a page line's post: the longest known one before its serial, else all the words.

    In the middle of a line other words stand before it: `TO WASHINGTON BRASILIA 00000351 001.2 OF 003`.
    """
    words = match[1].split()
    for first in range(len(words)):
        post = letters("".join(words[first:]))
        if post[:10] in PAGE_LINE_POSTS:
            return match.start(1) + match[1].rindex(words[first]), post
    return match.start(1), letters(match[1])


def _broken(body: str, before: int, after: int, is_apart: bool = False) -> bool:
    """Whether a sentence runs from `before` to `after`: it has not ended, or goes on in lower case; where one has ended
    and more blank lines than usual stand between (`is_apart`), the next is another paragraph's."""
    if before == 0 or after >= len(body):
        return False
    nxt = body[after]
    if nxt == "¶":
        return False
    if nxt.islower():
        return True
    line, _, below = body[after : after + 200].partition("\n")
    last = body[max(0, before - 6) : before]
    if last[-2:] == "1." and nxt in "45" and _GROUND_BEGINS.search(body, max(0, before - 12), before):
        return True
    if (
        last[-1] not in _ENDS
        or (last[-1] == "-" and last[-2:-1].isalpha())
        or _NO_END.search(last)
        or (
            nxt.isalpha()
            and ends_in_a_note(last)
            and _is_full_line_of_capitals(body, before)
            and not _is_title_in_capitals(line, below)
        )
    ):
        return (
            nxt != "-"
            and not (below.startswith(_RULES) and (line.rstrip()[-1:] != "." or line.rstrip().endswith("U.S.")))
            and not _CAPTION_LINE.match(line)
            and not _is_heading_below_rows(body, before, line, below)
        )
    # A sentence has ended: still the same paragraph when a full line of prose follows, not a number,
    # a mark, a list item or the heading of another.
    if line.startswith(("End ", "END ")):
        return True
    if is_apart:
        return False
    in_capitals = body[max(0, before - 200) : before].isupper()
    # `(NOTE: ...` (09ZAGREB644)
    goes_on = nxt.isupper() or nxt in '"“' or (nxt == "(" and not marked_at(body, after))
    is_prose = len(line) > _NARROWEST + 2 or (
        _SENTENCE.fullmatch(line) is not None and _NOTICE_BEGINS.match(line) is None
    )
    return goes_on and is_prose and (in_capitals or not line.isupper()) and not below.startswith(_RULES)


def _is_full_line_of_capitals(body: str, end: int) -> bool:
    """Whether the line that ends at an offset is one of prose, in a text of capitals: headings don't show there."""
    line = body[body.rfind("\n", 0, end) + 1 : end]
    return len(line) > _NARROWEST and line.isupper()


def _is_title_in_capitals(line: str, below: str) -> bool:
    """Whether a short line stands alone above a numbered paragraph, and goes on no sentence, as `IN ZENDA` does."""
    line = line.strip()
    return (
        len(line) < _NARROWEST
        and line.isupper()
        and line[-1] not in _NO_END_OF_HEADING
        and _GOES_ON.match(line) is None
        and _NUMBER_BELOW.match(below) is not None
    )


def _is_heading_below_rows(body: str, before: int, line: str, below: str) -> bool:
    """Whether a heading stands above a numbered paragraph, and rows or items above the page line, not an open sentence:
    the last line had room for more."""
    if not (line.isupper() or line.strip() == "Comment") or line.rstrip()[-1] in _NO_END_OF_HEADING:
        return False
    above = body[body.rfind("\n", 0, before) + 1 : before]
    return (
        _PARAGRAPH_BELOW.match(below) is not None
        and len(above) < _NARROWEST
        and not above.isupper()
        and _OPEN_FIELD.search(above) is None
    )


def _field_ended(body: str, before: int, after: int) -> bool:
    """Whether a subject or the references ended above a page line: prose stands below, or room was left above.

    `REF: OSLO 398` / page line / `This is an action request.`
    """
    if before > _LONGEST_HEAD or not body[after].isupper() or FIRST_PARAGRAPH.search(body, 0, before):
        return False
    field = None
    for field in _FIELD_ABOVE.finditer(body, max(0, before - _LONGEST_FIELD), before):  # noqa: B007
        pass
    above = body[body.rfind("\n", 0, before) + 1 : before]
    if field is None or not field[1] or _BLANK_LINE.search(body, field.end(), before) or _OPEN_FIELD.search(above):
        return False
    line = body[after : after + 200].partition("\n")[0]
    first, *others = line.split(maxsplit=1)
    has_room = (others or not line.isupper()) and len(above) + 1 + len(first) <= _NARROWEST
    return bool(has_room) or (above.isupper() and _PROSE.search(line) is not None)
