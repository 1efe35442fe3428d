"""The end of the text: trailer, signature, and the relics of format lines 13 to 16.

    Please visit Paris' Classified Website at:
    http://www.intelink.sgov.gov/wiki/Portal:Fran ce
    PEKALA
    NNNN

The signature is a surname in capitals or title case on the last line, or glued to the end of the
last sentence (`... of the Taliban. BODDE`, 07ISLAMABAD1583).
"""

import re

from dagster_project.telegram.cable import Cable

_TRAILER = re.compile(
    r"[\"“]?(?:(?:For more reporting from [^\n]{0,40}?,\s*)?(?:Please\s+)?visit:?\s+(?:visit\s+)?[^\n]{0,60}?"
    r"(?:classified|siprnet|SIPR)\b(?:\s+SIPRNET)?\s+(?:web\s?site|web\s?page|home\s?page|portal|site|web\s?pages))",
    re.IGNORECASE,
)
_URL = re.compile(r"https?\s?:\s?//?[^\s\"”]+")
_URL_TAIL = re.compile(r"[ \t]*\n?[ \t]*(?![A-Z]{2,}(?:\s|$))(?=[^\s]*[a-z_/])([a-z_/][^\s\"”]*)")
_TRAILER_END = re.compile(
    r"[\s\"”/.;)]*(?:(?:You can also|or)\s+access\s+(?:this|the)\s+site\s+through[^.\n]*\n?[^.\n]{0,60}?(?:website|page)[/.]?"
    r"|and\s+the\s+North[^:]{0,60}https?://\S+[\s/]*)?[\"”]?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*(?=[-*=_#])[-*=_#. \t]{3,}$")
_RELIC = re.compile(
    r"[ \t]*(?:NNNN|BT|#\d{4}|End Cable Text|END OF MESSAGE|\d{4}[A-Z]{3,}\d+[ \t]*-[ \t]*[A-Z/ ]+|<<END>>)[ \t\r]*$",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"[ \t]*(?:S\s?E\s?C\s?R\s?E\s?T|C\s?O\s?N\s?F\s?I\s?D\s?E\s?N\s?T\s?I\s?A\s?L|UNCLAS(?:SIFIED)?|TOP SECRET|LIMITED OFFICIAL USE)"
    r"(?://[A-Z/ ]+)?[ \t\r]*$"
)
_REDACTED = re.compile(r"[ \t]*[Xx]{5,}[ \t.]*$")
_NAME = r"(?:(?:Mc|Mac|O[’']|D[’']|De|Van|Le|La|Di)?\s?[A-Z][A-Za-z'’]+|[A-Z][A-Z'’]+)(?:-[A-Z][A-Za-z'’]+)?"
_SIGNATURE = re.compile(rf"[ \t]*({_NAME}(?:[ \t]+{_NAME})?(?:,?[ \t]+(?:JR|SR|Jr|Sr|II|III)\.?)?)[ \t]*[.*]*[ \t\r]*$")
_LOWER = re.compile(r"[ \t]*([a-z]{4,15})[ \t\r]*$")
_GLUED = re.compile(
    r"(?<=[.!?:)\]\"”’'/_a-z0-9*])[ \t]+((?:[A-Z][a-z]{0,2}['’]?)?[A-Z][A-Z'’-]{2,}(?:[ \t]+(?:JR|SR|II|III)\.?)?)[ \t]*\.?[ \t\r]*$"
)
_GLUED_TITLE = re.compile(
    r"(?<=[.!?)\"”_])[ \t]+((?:Mc|Le|De|Mac)?[A-Z][a-z]{2,12})[ \t\r]*$"
)
_NOT_NAMES = frozenset(
    "SUMMARY COMMENT COMMENTS NOTE NOTES TEXT END ENDS BEGIN NOFORN SIPDIS SECRET CONFIDENTIAL UNCLASSIFIED UNCLAS BIO"
    " BACKGROUND CONCLUSION INTRODUCTION MESSAGE BIONOTE PARAGRAPH CABLE REQUEST ACTION CABLETEXT TEXTS NATO USG GOI"
    " DETAILS ATTACHMENT ANNEX CONTINUED OMITTED CLASSIFIED SENSITIVE POINTS".split()
)


def read_closing(flow: str, start: int, cable: Cable, claims: list[tuple[int, int, str]]) -> int:
    """Take signature, trailer and relics off the end of `flow`; the offset where paragraphs end."""
    end = _rstrip(flow, len(flow))
    trailer_end = _trailer(flow, start, end, claims)
    signed = False
    passed = end
    while end > start:
        line_start = max(flow.rfind("\n", start, end) + 1, start)
        if trailer_end and line_start < trailer_end[1] <= end:
            tail = flow[trailer_end[1] : end]
            if tail.strip():
                if not signed and (found := _SIGNATURE.match(tail.lstrip(" \t/").split("\n")[-1])):
                    name_start = trailer_end[1] + tail.rindex(found[1])
                    signed = _sign(cable, found[1], name_start, end, claims)
            end = passed = _rstrip(flow, trailer_end[0])
            trailer_end = None
            continue
        line = flow[line_start:end]
        if _RELIC.match(line):
            kind = "FL16 end of message"
        elif _BANNER.match(line):
            kind = "classification line"
        elif _RULE.match(line):
            kind = "rule"
        elif _REDACTED.match(line) and not signed:
            break
        elif (found := _SIGNATURE.match(line)) and not _closes(found[1]) and _stands_alone(flow, start, line_start, found[1]):
            if signed and found[1].upper() != cable.signer.upper():
                break
            signed = _sign(cable, found[1], line_start, end, claims) or signed
            if not signed:
                break
            end = passed = _rstrip(flow, line_start)
            continue
        elif (found := _LOWER.match(line)) and not signed and flow[start:line_start].rstrip(" \t\r\n")[-1:] in '.)"”' + _last_letters(flow, start, line_start):
            previous = flow[start:line_start].rstrip().rsplit("\n", 1)[-1].strip()
            if previous[-1:] in ".!?)\"”" or previous.lower() == found[1] or previous.upper().startswith("END ") or previous.upper().endswith(("COMMENT", "SUMMARY", "NOTE")):
                cable.signer = cable.signer or found[1]
                claims.append((line_start, end, "signature"))
                end = passed = _rstrip(flow, line_start)
                signed = True
                continue
            break
        else:
            break
        claims.append((line_start + len(line) - len(line.lstrip()), end, kind))
        end = _rstrip(flow, line_start)
    if not signed and end > start:
        glued_end = _glued(flow, start, end, cable, claims)
        end = glued_end
        if cable.signer and trailer_end is None:
            pass
    # Rules above a signature or trailer belong to them; rules that frame text are left to the text.
    return end


def _last_letters(flow: str, start: int, end: int) -> str:
    return flow[start:end].rstrip()[-1:]


def _rstrip(flow: str, end: int) -> int:
    while end and flow[end - 1].isspace():
        end -= 1
    return end


def _closes(name: str) -> bool:
    return any(word.strip(".").upper() in _NOT_NAMES for word in name.split())


def _stands_alone(flow: str, start: int, line_start: int, name: str) -> bool:
    """Whether a line of one or two capitalised words is a signature and not the end of a sentence."""
    before = flow[max(start, line_start - 300) : line_start].rstrip(" \t\r\n")
    if not before:
        return False
    if name.isupper() and len(name) > 2:
        return True
    last_line = before.rsplit("\n", 1)[-1].strip()
    blank_before = flow[max(start, line_start - 3) : line_start].count("\n") > 1 or "\n \n" in flow[max(start, line_start - 6) : line_start]
    return before[-1] in ".!?)\"”*-_/]:" or blank_before or last_line.upper().startswith("END ") or len(before) > 0 and before[-1].isupper() and last_line.isupper()


def _sign(cable: Cable, name: str, start: int, end: int, claims: list[tuple[int, int, str]]) -> bool:
    name = " ".join(name.split())
    if _closes(name):
        return False
    cable.signer = cable.signer or name
    claims.append((start, end, "signature"))
    return True


def _trailer(flow: str, start: int, end: int, claims: list[tuple[int, int, str]]) -> tuple[int, int] | None:
    """Find and claim the notice of the post's web site near the end; its offsets."""
    window = max(start, end - 1500)
    if "lassified" not in flow[window:end] and "SIPR" not in flow[window:end] and "LASSIFIED" not in flow[window:end]:
        return None
    found = None
    for found in _TRAILER.finditer(flow, window, end):  # noqa: B007 - the last one counts
        pass
    if found is None:
        return None
    stop = found.end()
    url = _URL.search(flow, stop, min(end, stop + 80))
    if url:
        stop = url.end()
        if tail := _URL_TAIL.match(flow, stop, end):
            stop = tail.end()
    extra = _TRAILER_END.match(flow, stop, end)
    if extra:
        stop = extra.end()
    stop = _rstrip(flow, min(stop, end))
    if flow[stop:end].count("\n") > 6:
        return None
    begin = found.start()
    line_start = flow.rfind("\n", start, begin) + 1
    if not flow[line_start:begin].strip(' \t"“'):
        begin = max(line_start, start)
        begin += len(flow[begin : found.start()]) - len(flow[begin : found.start()].lstrip())
    claims.append((begin, stop, "trailer"))
    return begin, stop


def _glued(flow: str, start: int, end: int, cable: Cable, claims: list[tuple[int, int, str]]) -> int:
    line_start = max(flow.rfind("\n", start, end) + 1, start)
    window_start = max(line_start, end - 120)
    window = flow[window_start:end]
    found = _GLUED.search(window)
    if found is None or found[1].strip(".").upper() in _NOT_NAMES or _is_acronym_end(window, found):
        title = _GLUED_TITLE.search(window)
        found = title if title and title[1].upper() not in _NOT_NAMES else None
    if found is None:
        return end
    cable.signer = " ".join(found[1].split())
    claims.append((window_start + found.start(1), end, "signature"))
    return _rstrip(flow, window_start + found.start())


def _is_acronym_end(window: str, found: re.Match[str]) -> bool:
    """A last sentence that ends in an acronym (`... in talks with NATO.`) is not signed by it."""
    before = window[found.start() - 1]
    return before.isalnum() and not before == "_" and not re.search(r"(?:https?:|www\.|end (?:comment|summary|text|note|cable))[^ ]*(?: \S+)?$", window[: found.start()], re.IGNORECASE)
