"""The labels of the head of the text (format line 12): where `E.O.`, `TAGS`, `SUBJECT`, `REF` and the others stand.

As they are written: doubled letters, lost colons, another letter; and in mid-line, where the line ends were lost.
"""

import re
from operator import itemgetter

import regex

from dagster_project.telegram.classification_line import CLASS_LINE

Label = tuple[str, int, int]
"""Name of a labelled field, offset of its label, offset of its value."""

FIRST_PARAGRAPH = re.compile(
    r"^[ \t]*(?:¶[ \t]*\d{1,3}[.): \t]|-[ \t]?1?\d{1,2}[.)][ \t]*(?=[(A-Z])|\(?\d{1,2}[ ]?[.)][ \t]*\("
    r"(?:TS|S|C|U|SBU)\b|1{1,2}\.[ \t]+(?![A-Z ]{3,30} \d{2,6}[ \t]*$)[A-Z\"(]|1{1,2}[ \t]+\([A-Z/]+\)"
    r"|\d{1,2}[ \t]+\((?:TS|S|C|U|SBU)\b)",
    re.MULTILINE | re.IGNORECASE,
)
LABEL = re.compile(
    r"[ \t>]*(?:\([A-Z/]{1,6}\)[ \t]*)?(?:"
    r"(?P<eo>E{1,2}\s?[.,]?\s?[O0]\s?[.,;]?[ \t]*+[:;,.]?[ \t]*+(?:NO\.?[ \t]*+)?(?=\d{4,6}|\d\d[, ]\d{3}|:|DECL|N/A)"
    r"|EXECUTIVE[ \t]+ORDER[ \t]*:?[ \t]*(?=\d{5}[ \t]*(?::|DECL|N/A)))"
    r"|(?P<tags>TAGS?(?:C(?=:))?[ \t]*(?:[:;.](?!\w*\.)|/(?=[ \t]))|TAGS[ \t]+-+(?=[ \t]+[A-Z])|TAGS?(?=[ \t]+[A-Z(])"
    r"|(?:TAG[A-RT-Z]|TA[A-FH-Z]S|T AGS|T[AG]S)[ \t]*:)"
    r"|(?P<subject>(?:SUBJ(?:ECT|T)?|SUJ|S U B J(?: E C T)?)[ \t]*[:;.,-]+"
    r"|SUBJ ECT[ \t]*:|SUBJ(?:ECT)?(?=[ \t]{1,8}[A-Z(])(?![ \t]+TO\b)|SUB[ \t]*:"
    r"|(?=S?[A-Z]{0,4}[BJ])[SUBJECT]{5,9}[ \t]*:|SUBJECT[ \t]*(?=\n[ \t]*[A-Z(]))"
    r"|(?P<ref>RE[ \t]*:(?![ \t]*(?:(?:PARA(?:S|GRAPHS?)?|SEC(?:TION)?|ITEM|UN(?:SC|GA)?|RES(?:OLUTION)?)\b"
    r"|(?:MAR(?:CH)?|MAY)\b|JAN|FEB|APR|JUN|JUL|AUG|SEP|OCT|NOV|DEC))"
    r"(?=[ \t]*(?:\(?A[.)][ \t]*)?(?:\d\d[ \t]+)?[A-Z]{3,}(?:[ \t][A-Z]+)?[ \t]+\d{2,6}"
    r"(?:[ \t]*(?:$|[\n,;.(&/]|AND\b|(?:[B-D]|REF)[ .)]|NOTAL)))"
    r"|REF(?:TEL)?S?[ \t]*-+(?=[ \t]+(?:\(?A[.)]|(?:\d\d[ \t]+)?[A-Z]{3,}(?:[ \t][A-Z]+)?[ \t]+\d))"
    r"|RETELS?[ \t]*(?:[:;]|\.(?=[ \t]*(?:$|\(?[A-Z][.)]|[A-Z\d][A-Z]+[ \t]+\d)))"
    r"|REF(?:TEL)?(?=(?:[ \t]+\(?|\((?!S\)))[A-Z](?:\)?[:.]|\))?[ \t]+\S)|REF(?:ERENCES?|TELS?|TEL\(S\)|S|\(S\))?[ \t]*"
    r"(?:[:;]|\.(?=[ \t]*(?:$|\n|\(?[A-Z][.)]|\d|[A-Z]+(?:[ \t][A-Z]+)?[ \t]+\d)))"
    r"|(?:REF(?:S|TELS?|\(S\)|ERENCES?)?|RETELS?)(?=[ \t]+"
    r"(?:\(?A[.)]|[A-Z]{4,}[ \t]+\d|\d\d[ \t][A-Z]"
    r"|(?:ABU|ADDIS|BUENOS|CAPE|HONG|KUALA|LA|NEW|PHNOM|PORT|RPO|SAN|SANTO|TEL|THE)[ \t]+[A-Z]{3,}[ \t]+\d"
    r"|[A-Z][A-Z/]{1,20}[ \t]+E-?MAIL\b)))"
    r"|(?P<authority>(?:THIS[ \t]+(?:CABLE|MESSAGE|TELEGRAM)[ \t]+(?:IS|WAS|HAS BEEN)[ \t]+)?"
    r"(?:(?:ORIGINALLY|DRAFTED[ \t]+AND)[ \t]+|//[ \t]*)?CLASS?\w{0,9}\.?[ \t]*B ?Y\b|CLASSIFIED[ \t]*:"
    r"|C[ALSIFED]{6,10}[ \t]+BY[ \t]*:|CLASSIFYING AUTHORITY|CLASSIF(?:YING|ICATION)[ \t]+(?:AUTHORITY|OFFICER)[ \t]*:"
    r"|DERIVED FROM[ \t]*:)"
    r"|(?P<declassify>DECLAS(?:SIFY|SIFIED)?[ \t]+(?:ON|BY)[ \t]*:)"
    r"|(?P<reason>REASONS?(?:\(S\))?(?:[ \t]+FOR[ \t]+CLASSIFICATION)?[ \t]*:?(?=[ \t]+1\s?[.]\s?[45]))"
    r")",
    re.IGNORECASE,
)
_EO_OF_AUTHORITY = re.compile(r"\d{5},?\s*(?:as amended|reasons?|sections?|1\s?\.\s?[45]|for|by)\b", re.IGNORECASE)
_LABEL_FIRST = frozenset("ETSRCDOetsrcdo(>/")
_LEVEL_FIRST = frozenset("CELNORSTUcelnorstuſ")
"""First letters of a level; the last is an S to a pattern that ignores case."""
# In mid-line only a label with its colon counts: lines that lost their ends.
# The first letter stands before all else, so that a search stops at few characters.
_MID_LINE = re.compile(
    r"[ETSRC](?<=[ \t;,].)(?:(?P<eo>(?<=E)\.?O\.? ?(?=1\d{4}))|(?P<glued>(?<=T)AGS?(?=[ \t]+[A-Z]{2,5}[ ,]))"
    r"|(?:(?P<tags>(?<=T)(?:AGS|ags))|(?P<subject>(?<=S)(?:UBJECT|ubject|UBJ))|(?P<ref>(?<=R)(?:EFS?|EFTELS?|ef))"
    r"|(?P<authority>(?<=C)(?:LASSIFIED BY|lassified [Bb]y))):(?!//))"
)
_SUBJECT_SLIP = regex.compile(r"[ \t]*(?:SUBJECT){e<=2}[ \t]*:", regex.IGNORECASE)
_BELOW = {
    "ref": re.compile(r"^[ \t]*REF[A-Z()]*[ \t]*:", re.MULTILINE),
    "authority": re.compile(r"^[ \t]*CLASSIFIED[ \t]+BY[ \t]*:", re.MULTILINE | re.IGNORECASE),
}
_NO_TAGS = re.compile(r"[ \t]*(?:N/?A|NONE)?[ \t.]*(?:\n|$)", re.IGNORECASE)
_LONGEST_HEAD = 6000
"""Characters below the classification line in which labels are looked for."""
_FARTHEST = 1500
"""Characters that a label may stand below the one before it."""
_MOST_LINES = 40
"""Lines below the first label among which that of the subject is looked for."""


def find_labels(flow: str, start: int, limit: int) -> list[Label]:
    """Labels between two offsets of a text in their order, each at its first occurrence.

    A field that stands a second time is a `repeat`, but for TAGS whose first line holds none.
    """
    window = min(limit, start + _LONGEST_HEAD)
    labels: list[Label] = []
    seen: set[str] = set()
    at = start
    for line in flow[start:window].split("\n"):
        if not line:
            at += 1
            continue
        stripped = line.lstrip()
        if stripped:
            if stripped[0] in _LABEL_FIRST and (found := LABEL.match(flow, at, window)):
                name = found.lastgroup
                if labels and at - labels[-1][2] > _FARTHEST:
                    break
                if (
                    name == "eo"
                    and labels
                    and labels[-1][0] == "authority"
                    and _EO_OF_AUTHORITY.match(flow, found.end())
                ):
                    at += len(line) + 1
                    continue
                if labels and name in _BELOW and _goes_on_subject(flow, labels[-1], at, found):
                    at += len(line) + 1
                    continue
                if name not in seen:
                    seen.add(name)
                    labels.append((name, at + len(line) - len(stripped), found.end()))
                elif name == "tags" and _says_no_tags(flow, labels[-1]):
                    labels.append((name, at + len(line) - len(stripped), found.end()))
                elif (
                    name == "eo"
                    or (name in ("tags", "subject") and found[0][-1] in ":;,.-")
                    or (name in ("ref", "authority") and "repeat" in map(itemgetter(0), labels))
                ):
                    labels.append(("repeat", at + len(line) - len(stripped), found.end()))
            elif labels and len(stripped) > 8 and stripped[0] in _LEVEL_FIRST and CLASS_LINE.match(flow, at, window):
                labels.append(("repeat", at, at))
            if ":" in stripped[3:] or ("TAG" in stripped[3:] and labels and labels[-1][0] == "eo"):
                _mid_line(flow, at, at + len(line), labels, seen)
        at += len(line) + 1
    if labels and "subject" not in seen:
        _misspelt_subject(flow, labels)
    return labels


def _goes_on_subject(flow: str, label: Label, at: int, found: re.Match[str]) -> bool:
    """Whether a line that begins with another label is one more of the subject's: no colon, and below stands the label
    with one.

    `SUBJECT: RESPONSE TO` / `REF A DEMARCHE` / a blank line / `REF: OSLO 398`
    """
    return (
        label[0] == "subject"
        and found[0][-1] not in ":;."
        and not flow.startswith("):", found.end() + 2)  # REF(A): ROME 11
        and "\n\n" not in flow[label[2] : at]
        and (below := _BELOW[found.lastgroup].search(flow, found.end(), found.end() + _FARTHEST)) is not None
        and "REASON" not in flow[at : below.start()].upper()  # who classified it, said twice
    )


def _misspelt_subject(flow: str, labels: list[Label]) -> None:
    """The label of a subject with two letters wrong, below one that is right: `SUBJECMT:`, `S UBJECT:`."""
    at = labels[0][2]
    for line in flow[at : at + _FARTHEST].split("\n")[:_MOST_LINES]:
        found = _SUBJECT_SLIP.match(line) if line[:1] in ("S", "U", "s", " ") and ":" in line[:14] else None
        if found:
            labels.append(("subject", at, at + found.end()))
            labels.sort(key=lambda label: label[1])
            return
        at += len(line) + 1


def _says_no_tags(flow: str, label: Label) -> bool:
    """Whether a label is a TAGS line without any, `TAGS: N/A`; a second one is then the real one."""
    name, _, at = label
    return name == "tags" and _NO_TAGS.match(flow, at) is not None


def _mid_line(flow: str, start: int, end: int, labels: list[Label], seen: set[str]) -> None:
    """Labels inside a line, where the line ends were lost."""
    start = max(start, labels[-1][2] if labels else 0)
    rest = flow[start:end]
    if not (":" in rest or "TAG" in rest or "EO" in rest or "E.O" in rest):
        return
    for found in _MID_LINE.finditer(flow, start, end):
        name = found.lastgroup
        if name == "glued":
            name = "tags" if labels and labels[-1][0] == "eo" else None
        if name is None or name in seen or (not labels and name not in ("eo", "tags")):
            continue
        seen.add(name)
        labels.append((name, found.start(), found.end()))
