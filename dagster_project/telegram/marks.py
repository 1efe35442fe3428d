"""Classification levels and portion marks: what is written, and what it means."""

import re
from functools import lru_cache
from typing import NamedTuple

LEVEL_NAMES = ("UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL", "SECRET", "TOP SECRET")


class Mark(NamedTuple):
    """A portion mark, canonical: `S/NF` at level 3, not releasable to foreigners."""

    canonical: str
    level: int
    is_noforn: bool


_LEVELS = {
    "U": ("U", 0), "UNCLASSIFIED": ("U", 0), "UNCLAS": ("U", 0), "UNCLASS": ("U", 0),
    "SBU": ("SBU", 1), "SENSITIVE": ("SBU", 1), "SENSITIVEBUTUNCLASSIFIED": ("SBU", 1), "SUB": ("SBU", 1),
    "FOUO": ("FOUO", 1), "LOU": ("LOU", 1), "LIMITEDOFFICIALUSE": ("LOU", 1), "OUO": ("LOU", 1),
    "C": ("C", 2), "CONFIDENTIAL": ("C", 2), "CONF": ("C", 2), "R": ("R", 2),
    "S": ("S", 3), "SECRET": ("S", 3),
    "TS": ("TS", 4), "TOPSECRET": ("TS", 4),
}  # fmt: skip
# The level first; what follows is cut at its separators and each part looked up, so nothing backtracks.
_LEVEL = re.compile(
    r"(TOP ?SECRET|SECRET|CONFIDENTIAL|SENSITIVE BUT UNCLASSIFIED|UNCLASS?(?:IFIED)?|SENSITIVE"
    r"|LIMITED OFFICIAL USE|CONF|SBU|SUB|FOUO|LOU|OUO|TS|S|C|U|R)(?=$|[ /\\,;:.-]|NF\b|NOFORN\b)"
)
_NOFORN = {"NF", "NOFORN", "NOFOR", "NO FORN", "N F", "NOFON", "NOFORM", "NOFRN"}
_TYPOS = {"N/SF": "S/NF", "NF/S": "S/NF", "C/FN": "C/NF", "S/FN": "S/NF", "CN/F": "C/NF", "SN/F": "S/NF"}
_REACH = re.compile(r"(?:(?:THE|THIS|ALL) )?(?:ENTIRE|PORTION|THROUGHOUT|TEXT|PARAGRAPH|SUMMARY).*")
"""Words that say how far a mark reaches: `C - ENTIRE TEXT`."""
_SEPARATOR = re.compile(r"\s*//\s*|\s*[/\\;]\s*")
_CAVEATS = re.compile(r"FGI|ORCON|OC|PROPIN|PR|SI|TK|HCS|NC|IMCON|LIMDIS|EXDIS|NODIS|FGI [A-Z]{2,3}|FRD|RD|LES")
_PARTY = re.compile(r"[A-Z]{3,5}")


@lru_cache(maxsize=16384)
def read_mark(written: str) -> Mark | None:
    """A portion mark from what stands between its parentheses, else None: `S//NF` -> S/NF, level 3.

    `S/NF`, `S//NF`, `S NF`, `S-NF`, `SNF` and `S/NOFORN` are one mark; `S/REL NATO` keeps whom it
    may be released to. A lettered item such as `(B)` is no mark.
    """
    text = " ".join(written.upper().split())
    text = _TYPOS.get(text, text)
    match = _LEVEL.match(text)
    if not match:
        return None
    name, level = _LEVELS.get(match[1].replace(" ", ""), ("U", 0))  # UNCLASIFIED and its like
    rest = _REACH.sub("", text[match.end() :]).rstrip(":.").strip(" /\\,;-")
    caveats: list[str] = []
    noforn = False
    for part in _SEPARATOR.split(rest) if rest else ():
        part = part.strip(" -,")
        if part in _NOFORN:
            noforn = True
        elif part in _LEVELS and part not in ("R",):
            lower, lower_level = _LEVELS[part]
            if name == "U" and lower_level == 1:  # U//FOUO
                name, level = lower, lower_level
            elif lower_level:
                caveats.append(lower)
        elif part.startswith("REL"):
            caveats.append("REL " + re.sub(r"^(?:ABLE|EASABLE|EASE)?\s*(?:TO\b)?\s*", "", part[3:]))
        elif _CAVEATS.fullmatch(part):
            caveats.append(part)
        elif caveats and caveats[-1].startswith("REL ") and _PARTY.fullmatch(part):  # `REL USA/GBR`
            caveats[-1] += f", {part}"
        else:
            return None  # (C cross-refers ...), (U of Paris): prose in parentheses, not a mark
    canonical = "/".join([name, *(c.strip() for c in caveats), *(["NF"] if noforn else [])])
    return Mark(canonical, level, noforn)
