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
from dagster_project.telegram.offsets import end_of_text

_TRAILER = re.compile(
    r"visit:?\s+(?:visit\s+)?[^\n]{0,60}?(?:(?:classified|siprnet|SIPR)\b(?:\s+SIPRNET)?\s+"
    r"(?:web\s?sites?|web\s?pages?|home\s?page|portal|site)|\b(?:forum|community)\s+at\s+(?=http)"
    r"|\b(?:web\s?)?(?:site|page)(?:\s+at)?:?\s+(?=http))"
    r"|visit:\s+(?=http)|available on the\s[^\n]{0,40}?\b(?:classified|siprnet)\s+web\s?site:?\s+(?=http|www)",
    re.IGNORECASE,
)
_TRAILER_SIGNS = ("isit", "ISIT", "vailable on")
_CLASSIFIED = re.compile(r"classified|sipr|forum", re.IGNORECASE)
_TRAILER_ABOVE = re.compile(
    r"\n[ \t]*(For (?:more|further|additional) reporting from [^\n]{0,40},?\s+visit:\s+"
    r"https?://[^\s]+(?:[ \t][a-z]+)?)\s+$",
    re.IGNORECASE,
)
"""A notice of the post's cables above that of its web site (Kuwait's)."""
_NUMBER_AND_MARK = re.compile(r"[ \t]*(?:¶[ \t]*|-[ \t]*)?\d{1,2}[.)][ \t]*(?:\([A-Z/]{1,4}\)[ \t]*)?")
_MOST_LINES_BELOW = 6
_BEFORE_TRAILER = re.compile(
    r"(?:[\"“]?(?:For (?:more|further|additional) (?:reporting|information)(?: from [^\n]{0,40}?)?,?\s*"
    r"(?:visit:?\s+)?)?(?:Please\s+)?|(?<=\n)[^\n]{0,40}reporting (?:telegrams|cables) (?:are|is) )$",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?\s?:\s?//?|www\.)[^\s\"”]+", re.IGNORECASE)
# A URL is broken at the line end or by the converter: `index.c fm`, `Portal:Unit ed_Kingdom`, `intelink.s\ngov.gov`.
_URL_TAIL = re.compile(r"[ \t]*\n?[ \t]*(?!or\b|and\b|you\b)[a-z_/][^\s\"”]*")
_URL_TAIL_IN_CAPITALS = re.compile(r"[ \t](?:FM\b|[A-Z]*[_./?=][^\s]*)")
_TRAILER_END = re.compile(
    r"[\s\"”/.;)]*(?:(?:You can(?: also)?|or)\s+access\s+(?:this|the)\s+site\s+through"
    r"[^.\n]*\n?[^.\n]{0,60}?(?:website|page)[/.]*"
    r"|and\s+the\s+North[^:]{0,60}https?://\S+[\s/]*)?[\"”]?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*(?=[-*=_#])[-*=_#. \t]{3,}$")
_STRAY = re.compile(r"[ \t]*[.>\-*]{1,4}[ \t]*$")
_RELIC = re.compile(
    r"[ \t]*(?:N{3,5}(?:[A-Z]{6,9})?|(?:BT[ \t]*)?#\d{4}(?:/\d\d)?[ \t]*(?:N{3,5})?|BT|YY"
    r"|End Cable Text|END OF MESSAGE|EOM|(?:>[ \t]*)?\d{4}[A-Z]{3,}\d+[ \t]*-[ \t]*(?:CLASSIFICATION:[ \t]*)?[A-Z/ ]+"
    r"|<<END>>|UNQU?O?TE\.?|[-=* ]*(?:END OF CABLE|(?:CABLE|MESSAGE) ENDS?)[-=* ]*|<<\s*END OF DOCUMENT\s*>>"
    r"|(?-i:NOTE BY [A-Z/-]{2,8}:).*|NOTE: NOT PASSED TO .*)[ \t]*$",
    re.IGNORECASE,
)
_DOWNGRADING = re.compile(r"[ \t]*GP-[1-4]\.?[ \t]*$")  # group of E.O. 10501, until 1972 (66BUENOSAIRES2481)
_RELIC_BEHIND = re.compile(r"(?<![ \t])[ \t]++(?:(?:BT[ \t]+)?(?:#\d{4}(?:/\d\d)?[ \t]+)?N{3,5}|BT)[ \t]*$")
_BEHIND_THE_NAME = re.compile(
    r"(?<![ \t])[ \t]++"
    r"(?:(?P<level>SECRET|CONFIDENTIAL|UNCLASSIFIED|UNCLAS|LIMITED OFFICIAL USE)|UNQU?O?TE\.?|YY)[ \t]*$"
)
_NOTE_BELOW = re.compile(
    r"^[ \t]*(?:(?:\([#*]\)[ \t]*)?NOTE BY [A-Z/-]{2,8}[ \t]*:|NOTE:[ \t]*NOT PASSED\b"
    r"|\([#*]\)[ \t]*OMISSIONS?[.;,:]?[ \t]+CORRECTIONS?[ \t]+TO[ \t]+FOLLOW)",
    re.MULTILINE,
)
"""Where a note of the communications center begins: `(#) OMISSION. CORRECTION TO FOLLOW.`, `NOTE BY OC/T: NOT ...`."""
_NOTE_ON_SENDING = re.compile(r"^[ \t(*]*(?i:note):[^\n]*\b(?:cable|message|telegram)\b", re.MULTILINE)
"""Below the signature: `Note: This cable was transmitted late due to ...`."""
_LONGEST_NOTE = 300
_DRAFTED = re.compile(r"[ \t]*(?:DRAFTED|APPROVED|CLEARED)[ \t]+BY[ \t]*:", re.IGNORECASE)
_BANNER = re.compile(
    r"[ \t]*(?:S\s?E\s?C\s?R\s?E\s?T|C\s?O\s?N\s?F\s?I\s?D\s?E\s?N\s?T\s?I\s?A\s?L|UNCLAS(?:SIFIED)?"
    r"|TOP SECRET|LIMITED OFFICIAL USE)"
    r"(?://[A-Z/ ]+)?[ \t]*$"
)
_TITLE = re.compile(
    r"[ \t]*(?:AMBASSADOR|CHARG[EÉ](?: D['’]AFFAIRES)?(?:,? A\.?I\.?)?|DEPUTY CHIEF OF MISSION|CONSUL GENERAL)"
    r"\.?[ \t]*$",
    re.IGNORECASE,
)
"""Below the name of who signed."""
_REDACTED = re.compile(r"[ \t]*[Xx]{5,}[ \t.]*$")
_PARTICLE = (
    r"(?:Mc|Mac|O[’']|D[’']|De|Van|Le|La|Di|LA|DE|VON(?: DER)?|VAN(?: DE[NR]?)?"
    r"|(?:[Dd]e(?: la|l)?|d[aiou]|[Vv][ao]n(?: de[nr]?)?)(?=[ \t]))?"
)
_NAME = rf"(?:{_PARTICLE}\s?[A-Z][A-Za-z'’]+|[A-Z][A-Z'’]+)(?:-[A-Z][A-Za-z'’]+)?"
_SUFFIX = r"(?:,?[ \t]+(?:JR|SR|Jr|Sr|II|III)\.?)?"
_INITIALS = r"(?:(?!U\.[SNK]\.|E\.U\.)(?:[A-Z]\.[ \t]?){1,3}|(?:ST|St)\.[ \t])?"
_SIGNATURE = re.compile(
    rf"[ \t]*(?:SIGNATURE:[ \t]*)?(?:(?:[A-Z'’-]+[ \t]+)?UNQU?O?TE\.?[ \t]+)?\**"
    rf"({_INITIALS}{_NAME}(?:[ \t]+(?!SENDS\b)(?:[A-Z]\.[ \t]+)?{_NAME})?{_SUFFIX})"
    r"(?:(?:,?[ \t]+\(?|[ \t]*-[ \t]*)(?i:acting|amb(?:assador|\.)|charge|dcm|consul general)\)?|[ \t]+SENDS)?"
    r"[ \t]*(?:[.*]*|#+|[\"”])(?:[ \t]+\d{4}-\d\d-\d\d)?[ \t]*$"
)
_QUOTED_SIGNATURE = re.compile(rf"[ \t]*{_INITIALS}[A-Z][A-Z'’-]{{2,}}{_SUFFIX}\.?(?:[ \t]+UNQU?O?TE\.?)?[ \t]*$")
"""Who signed the telegram that is repeated in this one, above its UNQUOTE or before it."""
_FIRST_LETTERS = frozenset("ABCDEGLMNSTUXYabcdemnuxy")
"""Letters that a line of the closing other than a signature can begin with."""
_LONGEST_SIGNATURE = 100
"""Characters of a line that may be one."""
_LOWER = re.compile(r"[ \t]*([a-z]{4,15})[ \t]*$")
# Glued to the end of the last sentence, or to a closer that has no stop; looked for from the blank between on.
_GLUED = re.compile(
    r"[ \t](?:(?<=[.!?:)\]\"”’'/_a-z0-9*].)|(?i:(?<=END COMMENT.)|(?<=END SUMMARY.)|(?<=END TEXT.)|(?<=END NOTE.)"
    r"|(?<=CONSIDERED.)|(?<=PART ONE.)|(?<=\bUNQUOTE.)|(?<=\bUNQTE.)))"
    rf"[ \t]*((?:[A-Z][a-z]{{0,2}}['’]?)?(?:LA |DE |VAN )?[A-Z][A-Z'’-]{{2,}}{_SUFFIX})(?:[ \t]+\1)?[ \t]*\.?[ \t]*$"
)
_CAPITAL_END = re.compile(r"(?:[A-Z'’-]|[JS]r)\Z")
_GLUED_TITLE = re.compile(r"[ \t](?<=[.!?)\"”_].)(?<!\b[A-Z]\..)[ \t]*((?:Mc|Le|De|Mac)?[A-Z][a-z]{2,12})[ \t]*$")
_AFTER_URL_OR_CLOSER = re.compile(
    r"(?:https?:|www\.|end (?:of )?(?:comment|summary|text|note|cable|part one)|minimize considered|\bunqu?o?te)"
    r"[^ ]*(?: \S+)?$",
    re.IGNORECASE,
)
_CLOSER = re.compile(r"\bend (?:of )?(?:comment|summary|text|note|cable|message)\W*$", re.IGNORECASE)
_NOT_NAMES = frozenset(
    "SUMMARY COMMENT COMMENTS NOTE NOTES TEXT END ENDS BEGIN NOFORN SIPDIS SECRET CONFIDENTIAL UNCLASSIFIED "
    "UNCLAS BIO BACKGROUND CONCLUSION INTRODUCTION MESSAGE BIONOTE PARAGRAPH CABLE REQUEST ACTION CABLETEXT "
    "TEXTS NATO USG GOI DETAILS ATTACHMENT ANNEX ARTICLE CONTINUED OMITTED CLASSIFIED SENSITIVE POINTS CONSIDERED "
    "BEST REGARDS SINCERELY UNQUOTE UNQTE QUOTE QTE".split()
)

_COMPLIMENTARY = re.compile(r"\b(?:regards|sincerely|respectfully|yours|wishes),$", re.IGNORECASE)
_OPEN_ABOVE = re.compile(r"(?:\b(?:and|or|of|the|to|in|for|from|with|by|on|at|an?)|(?<=\w)[,-])$", re.IGNORECASE)
_NUMBERED = re.compile(r"[ \t]*(?:¶|\(?\d{1,2}[.)])")
_SENTENCE = re.compile(r"\s*[A-Z0-9\"“][^\n]*[a-z]\s[^\n]*[a-z]\s[^\n]*[.!?][\"”]?\s*")
_LONGEST_CLOSING = 16
"""Lines below the last paragraph; the longest seen has four. A text that repeats a name for pages is no closing."""


class Closing:
    """Takes the closing lines off the end of one text, the last one first."""

    def __init__(self, flow: str, start: int, cable: Cable, claims: list[tuple[int, int, str]]):
        self.flow = flow
        self.start = start
        self.cable = cable
        self.claims = claims

    def read(self) -> int:
        """Claim signature, trailer and relics; the offset where the paragraphs end."""
        flow, start = self.flow, self.start
        end = max(start, end_of_text(flow, len(flow)))
        trailer = self._trailer(end)
        tentative: list[tuple[int, int, str]] = []
        committed = end
        unquoted = False
        for _ in range(_LONGEST_CLOSING):
            if end <= start:
                break
            line_start = max(flow.rfind("\n", start, end) + 1, start)
            if trailer and line_start < trailer[1] <= end:
                rest = flow[trailer[1] : end].strip(" \t/")
                if rest and self.cable.signer is None and (found := _SIGNATURE.match(rest)):
                    self._sign(found[1], end - len(rest), end)
                end = committed = end_of_text(flow, trailer[0])
                self._commit(tentative)
                trailer = None
                continue
            line = flow[line_start:end]
            if line.rstrip().endswith(("NNN", " BT")) and (relic := _RELIC_BEHIND.search(line)) and relic.start():
                self.claims.append((line_start + relic.start(), end, "FL16 end of message"))
                self._commit(tentative)
                end = committed = line_start + relic.start()
                continue
            if line[-1] in "DEYSTL." and (behind := self._behind_the_name(line, line_start, trailer)):
                kind = "classification line" if behind["level"] else "FL16 end of message"
                self.claims.append((line_start + behind.start(), end, kind))
                self._commit(tentative)
                end = committed = line_start + behind.start()
                continue
            kind = self._kind(line)
            if kind in ("redaction", "residue"):
                tentative.append((line_start, end, kind))
                end = end_of_text(flow, line_start)
                if len(tentative) > 2:
                    break
                continue
            if kind is None and (note := self._note(end)) is not None:
                line_start, kind = note, "FL16 end of message"
                line = flow[line_start:end]
            unquoted = unquoted or line.rstrip(" \t.").endswith(("UNQUOTE", "UNQTE"))
            if kind is None and unquoted and self.cable.signer and self._is_signed(line, line_start):
                kind = "residue"
            unquoted = kind is not None and line.lstrip().startswith("UNQ")
            if kind is None:
                name = self._signature(line, line_start, trailer)
                if name is None:
                    is_text = tentative or self.cable.signer or len(line) > 30 or _NUMBERED.match(line)
                    is_text = is_text or _SENTENCE.fullmatch(line)  # below a heading, that looks like a name
                    if is_text or not self._signed_above(line_start, trailer):
                        break
                    tentative.append((line_start, end, "residue"))
                    end = end_of_text(flow, line_start)
                    continue
                self._sign(name, line_start, end)
            else:
                self.claims.append((line_start + len(line) - len(line.lstrip()), end, kind))
            self._commit(tentative)
            end = committed = end_of_text(flow, line_start)
        if self.cable.signer is None and end > start:
            glued = self._glued(end)
            if self.cable.signer is not None:
                self._commit(tentative)
                committed = glued
        return committed

    def _commit(self, tentative: list[tuple[int, int, str]]) -> None:
        """What stands below a signature or relic belongs to the closing too."""
        self.claims += tentative
        tentative.clear()

    def _behind_the_name(self, line: str, line_start: int, trailer: tuple[int, int] | None) -> re.Match[str] | None:
        """The level or end mark that stands behind the signature, on its line: `OXBOW CONFIDENTIAL`, `QUILL UNQTE`."""
        behind = _BEHIND_THE_NAME.search(line) if len(line) < _LONGEST_SIGNATURE else None
        signed = behind and self._signature(line[: behind.start()], line_start, trailer)
        return behind if signed else None

    def _note(self, end: int) -> int | None:
        """Where the note of the communications center begins that ends at `end`, perhaps lines above; else None."""
        begin = max(self.start, end - _LONGEST_NOTE)
        window = self.flow[begin:end]
        at = max(window.rfind("NOTE"), window.rfind("OMISSION"), window.rfind("Note:"))
        if at < 0:
            return None
        begin = self.flow.rfind("\n", begin, begin + at) + 1
        found = _NOTE_BELOW.match(self.flow, begin, end) or (
            _NOTE_ON_SENDING.match(self.flow, begin, end) and self._signed_above(begin, None)
        )
        return begin if found and begin >= self.start and "\n\n" not in self.flow[begin:end] else None

    def _is_signed(self, line: str, line_start: int) -> bool:
        """Whether a line is the signature of a telegram that is quoted: a surname below the end of a sentence."""
        end = end_of_text(self.flow, line_start)
        return (
            end > self.start
            and self.flow[end - 1] in '."?!'
            and _QUOTED_SIGNATURE.match(line) is not None
            and line.split()[0].strip(".") not in _NOT_NAMES
        )

    @staticmethod
    def _kind(line: str) -> str | None:
        first = line.lstrip()[:1]
        if first.isalpha() and first not in _FIRST_LETTERS:
            return None
        if _RELIC.match(line):
            return "FL16 end of message"
        if _BANNER.match(line):
            return "classification line"
        if _DRAFTED.match(line):
            return "drafting"
        if _DOWNGRADING.match(line):
            return "authority"
        if _RULE.match(line):
            return "rule"
        if _STRAY.match(line) or _TITLE.match(line):
            return "residue"
        if _REDACTED.match(line):
            return "redaction"
        return None

    def _signature(self, line: str, line_start: int, trailer: tuple[int, int] | None) -> str | None:
        """The name on a line that is a signature; None for any other line."""
        flow, start, signer = self.flow, self.start, self.cable.signer
        found = _SIGNATURE.match(line) if len(line) < _LONGEST_SIGNATURE else None
        name = found[1] if found else None
        before = flow[max(start, line_start - 300) : line_start].rstrip(" \t\n")
        if name is None:
            if signer is None and (found := _LOWER.match(line)) and before:
                last = before.rsplit("\n", 1)[-1].strip()
                if last[-1:] in '.!?)"”' or len(last) < 20 or _CLOSER.search(last):
                    return found[1]
            return None
        words = name.split()
        if len(words) == 2 and words[0] == words[1]:
            name = words[0]
        if not _NOT_NAMES.isdisjoint([word.strip(".,").upper() for word in words]):
            return None
        if signer is not None:
            return name if name.upper() == signer.upper() else None
        if not before:
            return None
        above = before.rsplit("\n", 1)[-1].strip()
        is_open = above.isupper() and len(above) > 20 and above[-1].isalnum()
        gap = flow[max(start, line_start - 6) : line_start]
        after_blank = gap.count("\n") > 1
        is_close = above.endswith(",") and _COMPLIMENTARY.search(above) is not None
        if not after_blank and not trailer and not is_close and _OPEN_ABOVE.search(above, max(0, len(above) - 4)):
            return None  # the last word of a sentence: `the mission of the` / `OSCE.`
        if (
            line.rstrip().endswith(".")
            and not name.endswith(".")
            and (is_open or flow[max(start, line_start - 300) : line_start].isupper())
        ):
            return None  # the end of a sentence in a text of capitals (1976STATE398119)
        if name.isupper() or (trailer and line_start >= trailer[1]):
            return name
        if before[-1] in '.!?)"”*-_/]:' or after_blank or _CLOSER.search(above):
            return name
        return name if above.isupper() else None

    def _signed_above(self, line_start: int, trailer: tuple[int, int] | None) -> bool:
        end = end_of_text(self.flow, line_start)
        above = max(self.flow.rfind("\n", self.start, end) + 1, self.start)
        line = self.flow[above:end]
        return self._kind(line) is None and len(line) < 25 and self._signature(line, above, trailer) is not None

    def _sign(self, name: str, start: int, end: int) -> None:
        self.cable.signer = self.cable.signer or " ".join(name.split())
        self.claims.append((start, end, "signature"))

    def _trailer(self, end: int) -> tuple[int, int] | None:
        """Find and claim the notice of the post's web site near the end; its offsets."""
        flow = self.flow
        window = max(self.start, end - 1500)
        found = None
        for sign in _TRAILER_SIGNS:
            at = flow.rfind(sign, window + 1, end)
            while at > 0 and not (found := _TRAILER.match(flow, at - 1, end)):
                at = flow.rfind(sign, window + 1, at)
            if found:
                break
        if found is None:
            return None
        before = flow[max(window, found.start() - 80) : found.start()]
        begin = found.start() - len(_BEFORE_TRAILER.search(before)[0])
        stop = found.end()
        url = _URL.search(flow, stop, min(end, stop + 160))
        if url:
            stop = url.end()
            tail = _URL_TAIL_IN_CAPITALS if url[0].isupper() else _URL_TAIL
            if more := tail.match(flow, stop, end):
                stop = more.end()
        if extra := _TRAILER_END.match(flow, stop, end):
            stop = extra.end()
        stop = end_of_text(flow, min(stop, end))
        if sum(map(bool, map(str.strip, flow[stop:end].split("\n")))) > _MOST_LINES_BELOW:
            return None
        line_start = flow.rfind("\n", 0, begin) + 1
        if _NUMBER_AND_MARK.fullmatch(flow, line_start, begin):  # a paragraph of its own
            return None
        is_line = flow[begin - 1] == "\n" and flow[stop:end].lstrip(' \t.*"”/')[:1] in ("\n", "")
        if not is_line and not _CLASSIFIED.search(found[0]):  # a sentence that names a web site
            return None
        self.claims.append((begin, stop, "trailer"))
        if above := _TRAILER_ABOVE.search(flow, max(window, begin - 200), begin):
            begin = above.start(1)
            self.claims.append((begin, above.end(1), "trailer"))
        return begin, stop

    def _glued(self, end: int) -> int:
        """A signature at the end of the last sentence; the offset before it."""
        flow = self.flow
        line_start = max(flow.rfind("\n", self.start, end) + 1, self.start)
        window_start = max(line_start, end - 120)
        window = flow[window_start:end]
        tail = window.rstrip(" \t.")
        found = _GLUED.search(window) if _CAPITAL_END.search(tail) else None
        if found and (
            found[1].strip(".").upper() in _NOT_NAMES
            or self._ends_in_acronym(window, found)
            or (window.rstrip().endswith(".") and window.endswith(("UNQUOTE", "UNQTE"), 0, found.start()))
        ):
            found = None
        if found is None:
            found = _GLUED_TITLE.search(window) if window.rstrip(" \t")[-1:].islower() else None
            if found is None or found[1].upper() in _NOT_NAMES:
                return end
        self._sign(found[1], window_start + found.start(1), end)
        return end_of_text(flow, window_start + found.start())

    @staticmethod
    def _ends_in_acronym(window: str, found: re.Match[str]) -> bool:
        """A last sentence may end in an acronym (`... in talks with NATO.`): that is no signature."""
        before = window[found.start() - 1]
        return before.isalnum() and not _AFTER_URL_OR_CLOSER.search(window[: found.start()])


def read_closing(flow: str, start: int, cable: Cable, claims: list[tuple[int, int, str]]) -> int:
    """Take the closing off the end of `flow` from `start` on; the offset where the paragraphs end."""
    return Closing(flow, start, cable, claims).read()
