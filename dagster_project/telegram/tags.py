"""The TAGS line: traffic analysis by geography and subject.

TAGS: PREL PBTS PHUM MOPS OSCE UNSC FR GG RU RS UN
TAGS PGOV, PREL, OVIP (CLINTON, HILLARY), KDEMAF
"""

import re
from functools import partial
from itertools import count, repeat

from dagster_project.telegram.cable import Cable, Issue, Tag
from dagster_project.telegram.identity import by_remnant, slips_of
from dagster_project.telegram.marks import read_mark
from dagster_project.telegram.vocabulary import TAG_KINDS, TAG_REPAIRS

_TAG = partial(tuple.__new__, Tag)  # without the call of a constructor for each
_TOKEN = re.compile(r"(?:\(|\[(?=[^][()]*\]))([^()\]]*)[)\]]?|([^\s,;()/]+)")
_CLOSED = {"(": ")", "[": "]"}
_INITIAL_AT_END = re.compile(r"\b(?:[A-Z]|[JS]R)\.$", re.IGNORECASE)
_NO_BLANK = re.compile(r",(?=\S)")
_SIDE_BY_SIDE = re.compile(r"(?<![^\s,;])([A-Za-z]+)\s+(?=([A-Za-z]+)(?![^\s,;.]))")
_CUT_TAG = re.compile(r"\b([A-Z]{1,3})\n[ \t]*([A-Z]{1,3})\b")
_SUBJECT_FIELD = re.compile(r"[ABCEMOPST][A-Z]{3}")
_SUBJECTS = by_remnant(code for code, kind in TAG_KINDS.items() if kind == "subject" and len(code) == 4)
_PROGRAMS = frozenset(code for code, kind in TAG_KINDS.items() if kind == "program")
_COMMON = (
    "PREL PGOV PHUM PTER PARM PINR PINS PREF PBTS ECON ETRD EFIN EINV EIND EAID EAGR ENRG EPET EAIR ETTC ELAB EWWT "
    "MARR MASS MOPS MCAP MNUC SNAR SENV SOCI SMIG SCUL TBIO TPHY TSPL TRGY OVIP OPRC OIIP OREP CASC CVIS CMGT ASEC AMGT"
).split()
_SWAPPED = {
    swapped: code
    for code in _COMMON
    for i in range(3)
    if (swapped := f"{code[:i]}{code[i + 1]}{code[i]}{code[i + 2 :]}") not in TAG_KINDS
}
"""Two neighbouring letters of a tag that stands in many telegrams are swapped (ENGR); of rarer ones it may be a tag
that the list lacks (CERP, ECRP)."""
_NO_TAGS = frozenset(("N/A", "NONE", "NIL"))
_LONGEST_GLUED = 40
"""Characters of TAGS without a blank that are told apart."""
_MOST_TAGS = 200
"""TAGS that are read of one telegram; the most seen are 21."""


def kind_of(code: str) -> str:
    """Kind of a tag by the list, else by its shape: K and three letters is a program, and so on."""
    known = TAG_KINDS.get(code)
    if known:
        return known
    if len(code) == 4 and code[0] == "K" and code.isalpha():
        return "program"
    if _SUBJECT_FIELD.fullmatch(code):
        return "subject"
    if len(code) == 2 and code.isalpha():
        return "country"
    return "unknown"


def split_glued(code: str) -> list[str] | None:
    """Known tags written as one: `KDEMAF` -> KDEM, AF, `PREL.PGOV` -> PREL, PGOV; None when it is not just that."""
    if "." in code or "-" in code:
        parts = re.split("[.-]", code)
        return parts if all(part in TAG_KINDS for part in parts) else None
    if code in TAG_KINDS or not code.isalpha() or kind_of(code) != "unknown":
        return None  # a code of four letters may well be a tag that the list lacks (PEPR, TFIN)
    for cut in (4, 3, 2):
        first, second = code[:cut], code[cut:]
        if first in TAG_KINDS and second in TAG_KINDS and 1 < len(second) < 5 and len(code) > 5:
            return [first, second]
    parts = [code[i : i + 4] for i in range(0, min(len(code), _LONGEST_GLUED), 4)]
    return parts if len(parts) > 2 and all(part in TAG_KINDS for part in parts) else None


def near_subject(code: str) -> str | None:
    """The one subject tag that a slip of one letter turns into `code`; None when several could be meant.

    Of a program's tag only a letter too many is a slip (KDEMM): any four letters that begin with K may be one.
    """
    if "0" in code:
        return code.replace("0", "O") if code.replace("0", "O") in TAG_KINDS else None
    if not (len(code) in (4, 5) and code.isalpha()):
        return None
    if code[0] == "K":
        fewer = {code[:i] + code[i + 1 :] for i in range(1, 5)} & _PROGRAMS if len(code) == 5 else ()
        return min(fewer) if len(fewer) == 1 else None
    if TAG_KINDS.get(code[:2]) == TAG_KINDS.get(code[2:]) == "country":
        return None  # NORS is no PORS: two countries that ran together, or a place (GTMO)
    near = slips_of(code, _SUBJECTS)
    return near.pop() if len(near) == 1 else None


def read_tags(value: str, cable: Cable) -> None:
    """Adds the tags of a TAGS line's value (page lines taken out, wrapped lines as they are)."""
    rows = cable.tags
    if value.strip(" .\n").upper() in _NO_TAGS:
        return
    if "(" not in value:
        codes = value.replace(",", " ").split()
        kinds = [TAG_KINDS.get(code) for code in codes]
        if None not in kinds and len(codes) <= _MOST_TAGS:
            rows += map(_TAG, zip(count(len(rows) + 1), codes, kinds, codes, repeat(None), strict=False))
            return
    if "\n" in value and "," in value:
        value = _CUT_TAG.sub(_whole_tag, value)
    for token in _TOKEN.finditer(value):
        if len(rows) >= _MOST_TAGS:
            cable.issues.append(Issue("crowded", "warning", f"more than {_MOST_TAGS} TAGS"))
            break
        person, raw = token[1], token[2]
        if person is not None:
            for written in person.split(";"):
                name = " ".join(written.split()).strip(" ,")
                name = _NO_BLANK.sub(", ", name)
                name = name if _INITIAL_AT_END.search(name) else name.rstrip(".")
                if not name or read_mark(name):  # `TAGS: (U) PREL`
                    continue
                if name.isalpha() and name.upper() in TAG_KINDS and "," not in name:
                    _add(rows, name.upper(), TAG_KINDS[name.upper()], name, None)
                else:
                    _add(rows, name.upper(), "person", f"{token[0][0]}{person}{_CLOSED[token[0][0]]}", None)
            continue
        code = raw.upper().strip(".:!-\"'`*’“”")
        if not (code.isalnum() or any(map(str.isalnum, code))):
            continue
        if raw.startswith("XXXX") or code in ("TAGS", "TAG", "AND"):
            continue
        if code == "MIL" and rows and rows[-1].tag == "POL":
            last = rows[-1]
            rows[-1] = Tag(last.position, "POL MIL", "unknown", f"{last.raw} {raw}", None)
            continue
        kind = TAG_KINDS.get(code)
        if kind:
            _add(rows, code, kind, raw, None)
        elif tag := TAG_REPAIRS.get(code) or _SWAPPED.get(code):
            _add(rows, tag, kind_of(tag), raw, "tag_typo")
            cable.issues.append(Issue("tag_typo", "info", f"{raw} read as {tag}"))
        elif glued := split_glued(code):
            for tag in glued:
                _add(rows, tag, kind_of(tag), raw, "tags_glued")
            cable.issues.append(Issue("tags_glued", "info", raw))
        elif kind_of(code) == "unknown" and (tag := near_subject(code)):
            _add(rows, tag, kind_of(tag), raw, "tag_typo")
            cable.issues.append(Issue("tag_typo", "info", f"{raw} read as {tag}"))
        else:
            _add(rows, code, kind_of(code), raw, None)
    _persons_without_parentheses(value, cable)


def _whole_tag(cut: re.Match[str]) -> str:
    """A tag in one that was cut at the line end, where the halves are not both tags: `ECON, ET` / `RD, FR`."""
    whole = cut[1] + cut[2]
    return whole if whole in TAG_KINDS and not (cut[1] in TAG_KINDS and cut[2] in TAG_KINDS) else cut[0]


def _persons_without_parentheses(value: str, cable: Cable) -> None:
    """Unknown words behind the tag of a visit are names, where one of them is too long for a tag.

    Two or three with only blanks between them are one person whose comma was lost (`OVIP CLINTON HILLARY PREL`),
    more are persons of two words each; commas part persons (`OVIP, SCHULTZ, DENT, AND CASEY`).
    """
    rows = cable.tags
    visit = next((i for i, tag in enumerate(rows) if tag.tag == "OVIP"), None)
    if visit is None or not any(_is_name(t) and len(t.tag) > 5 for t in rows[visit:]):
        return
    side_by_side = set(_SIDE_BY_SIDE.findall(value))
    runs: list[list[Tag]] = []
    for tag in rows[visit + 1 :]:
        last = runs[-1][-1] if runs else None
        if last and _is_name(last) and _is_name(tag) and (last.raw, tag.raw) in side_by_side:
            runs[-1].append(tag)
        else:
            runs.append([tag])
    del rows[visit + 1 :]
    for run in runs:
        size = len(run) if len(run) < 4 else 2
        for start in range(0, len(run), size):
            tag, *first = run[start : start + size]
            if first:
                raw = " ".join(t.raw for t in (tag, *first))
                _add(rows, f"{tag.tag}, {' '.join(t.tag for t in first)}", "person", raw, "person_comma")
                cable.issues.append(Issue("person_comma", "info", raw))
            else:
                _add(rows, tag.tag, "person" if _is_name(tag) else tag.kind, tag.raw, tag.repair)


def _is_name(tag: Tag) -> bool:
    return tag.kind == "unknown" and tag.tag.isalpha()


def _add(rows: list[Tag], tag: str, kind: str, raw: str, repair: str | None) -> None:
    rows.append(Tag(len(rows) + 1, tag, kind, raw, repair))
