"""Words that say something of the whole text: summary and comment, sources to protect, redaction."""

import re

from dagster_project.telegram.offsets import places

_PROTECT = re.compile(
    r"[Pp](?:rotect|ROTECT)(?:(?<!(?i:may\sprotect))(?:ed|ing|ED|ING)?\s+(?i:the\s+|this\s+|his\s+|her\s+)?"
    r"(?i:source(?!s\s+of\b)|identity|contact)|(?i:\s+(?:his|her|their)\s+name\b(?!\s+and))"
    r"|(?<!(?i:responsibility\sto\sprotect))\)"
    r"|(?<=(?i:\(protect))(?i:\s+(?:throughout|strictly)|\s*-"
    r"|(?:,?\s+(?:(?:as|the|his|her|their)\s+)?(?:names?|sources?|identity|both|all|fully|always|please|at\s+all\s+times)|!)\))"
    r"|(?<=(?i:strictly\sprotect))(?<!(?i:will\sstrictly\sprotect))|(?<=(?i:please\sprotect))(?!\s(?:U\.?S\.?\s|(?i:accordingly)))"
    r"|(?<=(?i:source\sprotect)))"
)
_REDACTED = "XXXXX"
_REMOVED = re.compile(r"\[[^\[\]\n]{0,40}\b(?:removed|deleted|redacted|withheld)\]", re.IGNORECASE)
"""The first releases wrote words instead: `[Name removed]` (09ASHGABAT757)."""
_END_OF_SUMMARY = re.compile(r"\b(?:[Ee]nd [Ss]ummary|END SUMMARY)")  # and no `leading news and commented`
_COMMENT = r"(?:[Cc]omment|COMMENT)"
_END_OF_COMMENT = re.compile(rf"(?<=\b(?:[Ee]nd|END) {_COMMENT})|(?<=\b(?:[Ss]ummary|SUMMARY) (?:and|AND) {_COMMENT})")
"""Read at the end of the word, which is found first; as with the pattern above, a search would take far longer."""


def ends_summary(flow: str) -> bool:
    """Whether a summary is closed; the end of the word is found first, the words read then."""
    return any(_END_OF_SUMMARY.match(flow, at - 5) for at in places(flow, "ummary") if at >= 5) or any(
        _END_OF_SUMMARY.match(flow, at - 1) for at in places(flow, "ND SUMMARY") if at
    )


def has_comment(flow: str) -> bool:
    """Whether a comment has a colon behind it, or is closed; the end of the word is found first."""
    small = places(flow, "omment")
    if any(flow.startswith(":", at + 6) for at in small):
        return True
    capital = places(flow, "COMMENT")
    if any(flow.startswith(":", at + 7) for at in capital):
        return True
    is_behind_end = any(flow.startswith(("nd c", "nd C"), at - 4) for at in small if at >= 4) or any(
        flow.startswith("ND ", at - 3) for at in capital if at >= 3
    )
    return is_behind_end and any(_END_OF_COMMENT.match(flow, at + 6) for at in (*small, *places(flow, "OMMENT")))


def asks_to_protect(text: str) -> bool:
    """Whether a text asks to protect a source; the word is found first, what stands around it read then."""
    for word in ("rotect", "ROTECT"):
        if word in text and any(_PROTECT.match(text, at - 1) for at in places(text, word) if at):
            return True
    return False


def is_redacted(flow: str) -> bool:
    """Whether something was left out by who released the text: `XXXXXXXXXXXX`, `[Name removed]`."""
    return _REDACTED in flow or _REDACTED.lower() in flow or ("[" in flow and _REMOVED.search(flow) is not None)
