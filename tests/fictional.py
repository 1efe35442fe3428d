"""Plainly fictional telegrams, each with the facts it was made from.

    python tests/fictional.py          writes examples/fictional_cables.csv

`generate` yields the same telegrams for the same count and seed. Each carries `expected`, what the parser is
to read of it by column of `telegram.cable` (a fact on which the format leaves a choice is not in it), and
`features`, the forms of the format that it shows. Facts are noted as the telegram is written, and damage comes
after. Words and forms are in fictional_vocabulary.json: no country, post or person of it exists, and a form's
name is its weight's key and often its template.
"""

import copy
import json
import random
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

VOCABULARY = json.loads(Path(__file__).with_name("fictional_vocabulary.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "fictional_cables.csv"
COUNT, SEED = 300, 1874

CSV_COLUMNS = ("created", "reference_id", "origin", "classification", "references", "header", "body")
PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available."
)
REDACTED = "XXXXXXXXXXXX"
PRECEDENCE = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
ROLES = {"TO": "action", "INFO": "info", "XMT": "exempt"}
LEVELS = ("UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL", "SECRET")
SPACED = ("UNCLAS", "UNCLAS", "C O N F I D E N T I A L", "S E C R E T")
MARK_LEVEL = {"U": 0, "SBU": 1, "C": 2, "S": 3}
STATE = next(post for post in VOCABULARY["posts"] if post["name"] == "STATE")
ABROAD = [post for post in VOCABULARY["posts"] if post is not STATE]

Facts = dict[str, Any]


@dataclass(frozen=True)
class Fictional:
    """One row of the dump, the facts it was made from and the forms it shows."""

    created: str
    reference_id: str
    origin: str
    classification: str
    references: str
    header: str
    body: str
    expected: Facts
    features: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """A telegram to be written: who sends it, when, and under which number."""

    post: Facts
    sent: datetime
    serial: int

    @property
    def mrn_post(self) -> str:
        return self.post["name"].replace(" ", "")

    @property
    def cable_id(self) -> str:
        return f"{self.sent:%y}{self.mrn_post}{self.serial}"


@dataclass
class Block:
    """Lines of the text that stand together; `facts` when they are a paragraph, none when a heading."""

    lines: list[str]
    facts: Facts | None = None
    may_break: bool = False


class Slots(dict[str, str]):
    """What fills a template: drawn at first use, then the same throughout."""

    def __init__(self, rnd: random.Random, **known: str) -> None:
        super().__init__(known)
        self.draw = rnd

    def __missing__(self, key: str) -> str:
        value = self.drawn(key)
        while value in self.values():
            value = self.drawn(key)
        return self.setdefault(key, value)

    def drawn(self, key: str) -> str:
        kind, rnd = key.rstrip("2"), self.draw
        if kind == "official":
            return f"{rnd.choice(VOCABULARY['title'])} {self.drawn('name')}"
        if kind == "name":
            return f"{rnd.choice(VOCABULARY['first'])} {rnd.choice(VOCABULARY['last'])}"
        if kind == "surname":
            return rnd.choice(VOCABULARY["last"]).upper()
        if kind in ("neighbour", "other"):
            post = rnd.choice([p for p in ABROAD if p["country"] != self["country"]])
            return post["country" if kind == "neighbour" else "name"]
        if kind == "number":
            return str(rnd.randint(11, 97))
        if kind == "day":
            return f"{rnd.choice(VOCABULARY['month'])} {rnd.randint(1, 28)}"
        if kind == "date":
            return f"{rnd.randint(1, 12)}/{rnd.randint(1, 28)}/{rnd.randint(2003, 2009)}"
        return rnd.choice(VOCABULARY[kind])


@dataclass
class Telegram:
    """One telegram being written: every method writes one line or part and notes the facts it means."""

    plan: Plan
    earlier: list[Plan]
    counters: dict[tuple[str, str], int]
    rnd: random.Random
    expected: Facts = field(default_factory=dict)
    features: set[str] = field(default_factory=set)
    issues: set[str] = field(default_factory=set)
    decks: dict[str, list[str]] = field(default_factory=dict)
    header: str = ""
    body: str = ""

    def write(self) -> Fictional:
        """The whole telegram: the text first, since the heading counts its sections."""
        plan, sent = self.plan, self.plan.sent
        self.topic = self.rnd.choice(list(VOCABULARY["topics"].values()))
        self.country = self.rnd.choice(ABROAD) if plan.post is STATE else plan.post
        self.level, self.noforn = map(int, self.form("classification").split())
        self.note(cable_id=plan.cable_id, cable_id_raw=plan.cable_id, body_cable_id=plan.cable_id, body_matches_id=True)
        self.note(year=sent.year, post=plan.mrn_post, serial=plan.serial, unread_chars=0, text_status="text")
        self.note(classification=LEVELS[self.level] + "//NOFORN" * self.noforn, classification_source="text")
        self.note(class_level=self.level, is_noforn=bool(self.noforn))
        self.body = self.text()
        self.header = "\n".join(self.heading())
        if self.rnd.random() < 0.5:
            kinds = self.rnd.sample(list(VOCABULARY["damage"]), len(VOCABULARY["damage"]))
            any(self.damage(kind) for kind in kinds)
        self.note(issues=sorted(self.issues))
        cited = [r["ref_cable_id"] for r in self.expected["references"] if r["ref_cable_id"]]
        created = f"{sent.month}/{sent.day}/{sent.year} {sent.hour}:{sent.hour % 12 or 12:02d}"
        row = (created, plan.cable_id, plan.post["origin"], self.expected["classification"], "|".join(cited))
        return Fictional(*row, self.header, self.body, self.expected, frozenset(self.features))

    def note(self, **facts: Any) -> None:
        self.expected.update(facts)

    def show(self, feature: str) -> None:
        self.features.add(feature)

    def form(self, part: str) -> str:
        """One of the forms of a part, drawn by weight and recorded as shown."""
        forms = VOCABULARY["forms"][part]
        (name,) = self.rnd.choices(list(forms), list(forms.values()))
        self.show(f"{part}: {name}")
        return name

    def slots(self) -> Slots:
        words = {**self.topic, **self.country, "Object": self.topic["object"].capitalize()}
        return Slots(self.rnd, **{key: value for key, value in words.items() if key not in ("tags", "name")})

    def say(self, kind: str, slots: Slots | None = None) -> str:
        """A sentence of one kind from the vocabulary, no template twice before all were used."""
        if not self.decks.get(kind):
            self.decks[kind] = self.rnd.sample(VOCABULARY[kind], len(VOCABULARY[kind]))
        text = self.decks[kind].pop().format_map(slots or self.slots())
        return text[0].upper() + text[1:]

    # Format lines 1 to 11

    def heading(self) -> list[str]:
        kind, _, form = self.form("header").partition(", ")
        sent = self.plan.sent
        self.prosigns = self.form("FL5").split()
        self.with_indicators = kind == "acp127" or "acp127" in form
        self.note(header_kind=kind, sent_at=sent, date=sent.date(), date_source="sent_at")
        if self.with_indicators:
            stamp = []
            if kind == "other":
                del self.expected["header_kind"], self.expected["unread_chars"]
                stamp = [f"{SPACED[self.level]}   {self.plan.post['name']}   {self.plan.serial:08d}"]
            return [*stamp, *self.fl1_2(), self.fl3(), self.fl4(), self.fl5(), self.fl6(), *self.fl7_8_9()]
        if kind == "dtg_only":
            return [self.fl5(), self.fl6(), *self.fl7_8_9(), *["BT"] * (self.form("FL11") == "BT")]
        if kind == "distribution":
            return [*self.distribution(), self.fl5(), self.fl6(), *self.fl7_8_9()]
        lines = {"partial": [PARTIAL], "other": ["null" if form == "null" else SPACED[self.level]]}[kind]
        self.prosigns = [""]
        if kind == "partial":
            self.issues.add("partial_record")
            self.note(text_status="partial")
        if form in ("dated", "addressed"):
            lines += ["", f"{sent:%d%H%M}Z {sent:%b %y}"]
        else:
            self.note(sent_at=None, date=None, date_source=None)
        if form == "addressed":
            return [*lines, self.fl6(), *self.fl7_8_9()]
        self.issues.add("no_recipients")
        self.note(from_address=None, recipients=[])
        return lines

    def distribution(self) -> list[str]:
        offices = VOCABULARY["distribution"].split()[: self.rnd.randint(12, 30)]
        block = [f"INFO  {'  '.join(o.ljust(7) for o in offices[:6])}"]
        block += ["      " + "  ".join(o.ljust(7) for o in offices[n : n + 6]) for n in range(6, len(offices), 6)]
        stamp = f"{self.rnd.randint(0x100000, 0xFFFFFF):06X}  {self.plan.sent:%d%H%M}Z /38"
        return [*block, "      SWCI-00    /012W", f"                  ------------------{stamp}"]

    def fl1_2(self) -> list[str]:
        channel, number, digraph = self.form("FL1"), self.rnd.randint(0, 9999), self.prosigns[0] * 2
        fl1 = f"VZCZC{channel}{number:04d}" if channel != "DOI" else f"VZCZC{channel}{number % 1000:03d}"
        stations, lines = ["RUEHWEB"], [f"{digraph} RUEHWEB", ""]
        if channel != "XYZ":
            relays = VOCABULARY["relays"] + [post["ri"] for post in ABROAD]
            stations = sorted(self.rnd.sample(relays, self.rnd.choice([1, 4, 14])))
            lines = textwrap.wrap(" ".join([digraph, *stations]), 69)
            self.show("FL2: wrapped" if len(lines) > 1 else "FL2: one line")
        self.note(transmission_id=fl1, routing_precedence=PRECEDENCE[self.prosigns[0]])
        self.note(routing=[{"position": n, "routing_indicator": ri} for n, ri in enumerate(stations, start=1)])
        return [fl1, *lines]

    def fl3(self) -> str:
        filed = self.plan.sent + timedelta(minutes=self.rnd.choices([0, 4, 35], [93, 5, 2])[0])
        form = self.form("FL3") if self.sections == 1 else "#{:04d}/01"
        ri, ssn = self.plan.post["ri"], self.plan.serial % 10_000
        self.note(origin_ri=ri, station_serial=ssn, header_section=1 if "/" in form else None, filed_at=filed)
        return f"DE {ri} {form.format(ssn)} {filed:%j%H%M}"

    def fl4(self) -> str:
        group = ("ZNR UUUUU", "ZNR UUUUU", "ZNY CCCCC", "ZNY SSSSS")[self.level]
        self.show(f"FL4: {group}")
        signals, _, note = (form := self.form("FL4")).partition("|")
        self.note(circuit_class=group[-1], operating_signals=signals.split(), security_note=note or None)
        return f"{group} {form.replace('|', '')}"

    def fl5(self) -> str:
        month, tail, sent = self.form("FL5 month"), self.form("FL5 tail"), self.plan.sent
        written = {
            "full name": f"{sent:%B %y}",
            "SEPT or AUF": f"{sent:%b %y}".replace("Sep", "Sept").replace("Aug", "Auf"),
            "year of four digits": f"{sent:%b %Y}",
        }.get(month, f"{sent:%b %y}")
        signals, _, note = tail.partition("|")
        self.expected.setdefault("operating_signals", []).extend(signals.split())
        self.note(time_note=note or None)
        action, info = PRECEDENCE[self.prosigns[0]], PRECEDENCE[self.prosigns[-1]]
        self.note(precedence_action=action, precedence_info=info if len(self.prosigns) > 1 else None)
        return f"{' '.join(self.prosigns)} {sent:%d%H%M}Z {written.upper()}{tail.replace('|', '')}"

    def fl6(self) -> str:
        self.note(from_address=self.plan.post["address"])
        return f"FM {self.plan.post['address']}"

    def fl7_8_9(self) -> list[str]:
        """TO, INFO and XMT: posts, Washington offices and collectives."""
        rnd, self.expected["recipients"] = self.rnd, []
        posts = [(p["ri"], p["address"]) for p in rnd.sample(ABROAD, 7) if p is not self.plan.post][:6]
        action = posts[: rnd.choice([1, 1, 3])] if self.plan.post is STATE else [(STATE["ri"], STATE["address"])]
        info = posts[3 : rnd.randint(3, 5)] + rnd.sample(VOCABULARY["washington"], rnd.randint(0, 3))
        info += rnd.sample(VOCABULARY["collectives"], collectives := rnd.choice([0, 0, 1, 2]))
        exempt = posts[5:] if collectives else []
        if rnd.random() < 0.3 and not collectives:
            info = []
        lines = []
        for prosign, addressees in (("TO", action), ("INFO", info), ("XMT", exempt)):
            written = [self.recipient(prosign, *addressee) for addressee in addressees]
            lines += [f"{prosign} {written[0]}", *written[1:]] if written else []
            self.features |= {f"FL7-9: {prosign}"} if written else set()
        return lines

    def recipient(self, prosign: str, ri: str, address: str, attention: str | None = None) -> str:
        """One addressee's line, without its prosign."""
        is_post = any(post["address"] == address for post in VOCABULARY["posts"])
        is_collective = [ri, address] in VOCABULARY["collectives"]
        facts = {"position": len(self.expected["recipients"]) + 1, "role": ROLES[prosign], "address": address}
        lead = self.form("FL7 lead") if self.with_indicators and is_post else "RI/" * self.with_indicators
        word = None if prosign == "XMT" else self.form("FL7 precedence") or None
        serial = self.serial_of(address) if is_post and prosign != "XMT" else None
        default = self.prosigns[0 if prosign == "TO" else -1]
        facts |= {"routing_indicator": ri if lead == "RI/" else None, "attention": attention, "serial": serial}
        facts |= {"precedence_stated": word, "precedence": word or PRECEDENCE.get(default)}
        facts |= {"is_collective": is_collective} if self.with_indicators else {}
        facts |= {"post": None} if is_post and address != STATE["address"] else {}
        if is_collective:
            self.show(f"addressee: collective{' without the word' * ('COLLECTIVE' not in address)}")
        if attention:
            self.show("addressee: attention")
        if prosign == "XMT":
            del facts["precedence"]
        written = lead.replace("RI", ri) + address + (f"//{attention}//" if attention else "")
        facts["raw"] = " ".join(part for part in (written, word, serial) if part)
        self.expected["recipients"].append(facts)
        return facts["raw"]

    def serial_of(self, address: str) -> str | None:
        """The sender's running number for an addressee, which advances by the number of sections."""
        first = self.counters.setdefault((self.plan.mrn_post, address), self.rnd.randint(1, 9000))
        self.counters[self.plan.mrn_post, address] = first + self.sections
        form = self.form("FL7 serial")
        if form == "none":
            return None
        last = f"-{first + self.sections - 1:04d}" if form == "range" and self.sections > 1 else ""
        return f"{first:04d}{last}"

    # Format line 12: the head of the text

    def text(self) -> str:
        self.layout = self.form("layout")
        blocks = [*self.paragraphs(), *self.trailer()]
        self.sections = self.page_lines(blocks)
        self.note(section_count=self.sections, sections_seen=self.sections)
        self.note_paragraphs([block.facts for block in blocks if block.facts])
        references, authority = self.references(), self.authority()
        if references and authority and self.form("order") == "authority first":
            references, authority = authority, references
        label = [*self.eo_and_tags(), *self.subject()]
        parts = [[self.class_line()], self.captions(), self.pass_lines(), label, references, authority]
        gap = "\n" if self.layout == "tight" else "\n\n"
        body = gap.join("\n".join(lines) for lines in [*parts, *(block.lines for block in blocks)] if lines)
        body += self.signature(gap)
        return body.replace("\n", " \n") if self.layout == "trailing blank" else body

    def class_line(self) -> str:
        spaced = SPACED[self.level] if self.level > 1 else self.form("class line level")
        if self.noforn and self.form("class line NOFORN") == "on the line":
            spaced = f"{spaced} NOFORN"
        section = f" SECTION 01 OF {self.sections:02d}" if self.sections > 1 else ""
        self.show(f"class line: {SPACED[self.level]}{' SECTION' if section else ''}")
        line = f"{spaced}{section} {self.plan.post['name']} {self.plan.serial:{self.form('class line serial')}}"
        self.note(class_line=line)
        return line

    def captions(self) -> list[str]:
        on_line = "class line NOFORN: on the line" in self.features
        words = ["NOFORN"] * (self.noforn and not on_line) + ["SENSITIVE"] * (self.level == 1)
        words += [word for word in ("CODEL", "AIDAC", "CORRECTED COPY", "EXDIS") if self.rnd.random() < 0.03]
        words = ["SIPDIS", *words] if self.rnd.random() < 0.93 else words
        if self.rnd.random() < 0.3:
            words.reverse()
        self.features |= {f"caption: {word}" for word in words}
        self.note(captions=["NOFORN"] * on_line + words)
        form = self.form("captions")
        if form == "SIPDIS doubled" and "SIPDIS" in words:
            self.issues.add("caption_doubled")
            words.insert(words.index("SIPDIS"), "SIPDIS")
        return [{"one line": " ", "commas": ", "}.get(form, "\n").join(words)] if words else []

    def pass_lines(self) -> list[str]:
        lines = [self.say("pass") for _ in range(int(self.form("pass lines")))]
        self.note(pass_lines=lines)
        return [row for line in lines for row in textwrap.wrap(line, 55)]

    def eo_and_tags(self) -> list[str]:
        number, on, value, rule = "12958", None, "N/A", "na"
        if self.level > 1:
            sent, number, rule = self.plan.sent.date(), self.form("E.O. number"), self.form("E.O.")
            on = sent.replace(year=sent.year + self.rnd.choice([5, 10, 20, 25]), day=min(sent.day, 28))
            value = self.rnd.choice(VOCABULARY["declassify"][rule]).format(on=on)
            on = on if rule.startswith("date") else None
        if number != "12958":
            self.issues.add("eo_anachronism" if number == "12356" else "eo_typo")
        self.note(eo_number="12356" if number == "12356" else "12958", eo_value=value, declassify_on=on)
        if rule != "impossible":
            self.note(declass_rule=rule.partition(",")[0])
        line, form = self.form("E.O. line").format(number=number, value=value), self.form("TAGS line")
        if form == "missing":
            self.issues.add("no_tags")
            self.note(tags=[])
            return [line]
        first, *rest = self.tags()
        return [f"{line} {first}", *rest] if form == "run on" else [line, first, *rest]

    def tags(self) -> list[str]:
        rnd, damage, countries = self.rnd, self.form("TAGS damage"), {"FD", "RX", self.country["tag"]}
        codes = rnd.sample(self.topic["tags"], rnd.randint(2, 4))
        codes += rnd.sample(VOCABULARY["other_tags"], rnd.choice([0, 0, 1, 3]))
        codes += rnd.sample(sorted(countries), 2)
        written = {code: code for code in codes}
        if damage == "glued":
            glued = {"PGOV": "PGOVEFIS", "EFIS": "PGOVEFIS"}
            written = glued | {code: raw for code, raw in written.items() if code not in glued}
            self.issues.add("tags_glued")
        if damage == "typo":
            written |= {"PGOV": "POGOV", "MOPS": "MOPPS"}
            self.issues.add("tag_typo")
        facts = [{"tag": code, "kind": self.tag_kind(code), "raw": raw} for code, raw in written.items()]
        facts = [fact | ({"repair": None} if fact["tag"] == fact["raw"] else {}) for fact in facts]
        if "OVIP" in codes:
            person = f"{rnd.choice(VOCABULARY['last'])}, {rnd.choice(VOCABULARY['first'])}".upper()
            facts.append({"tag": person, "kind": "person"})
            written[person] = f"({person})"
        self.features |= {f"tag: {fact['kind']}" for fact in facts}
        self.note(tags=[fact | {"position": n} for n, fact in enumerate(facts, start=1)])
        label, _, comma = self.form("TAGS").partition(" ")
        lines = textwrap.wrap(f"{label} {(comma + ' ').join(dict.fromkeys(written.values()))}", 48)
        self.show("TAGS: wrapped" if len(lines) > 1 else "TAGS: one line")
        if self.sections > 1 and self.form("TAGS page line") == "001.2":
            head, tail = lines[0].rsplit(" ", 1)
            lines[:1] = [head, self.page_line("001.2", self.sections), tail]
            self.expected["page_line_count"] += 1
        return lines

    def tag_kind(self, code: str) -> str:
        if code in VOCABULARY["organizations"]:
            return "organization"
        return "country" if len(code) == 2 else "program" if code[0] == "K" else "subject"

    def subject(self) -> list[str]:
        label, text, mark = self.form("SUBJECT"), self.say("subjects"), None
        if label == "missing":
            self.issues.add("no_subject")
            self.note(subject=None, subject_mark=None)
            return []
        text = text if self.rnd.random() < 0.2 else text.upper()
        if self.form("SUBJECT mark") == "own":
            mark = self.mark()[1]
        self.note(subject=text, subject_mark=mark)
        lines = textwrap.wrap(label + (f"({mark}) " if mark else "") + text, 55, break_on_hyphens=False)
        self.show("SUBJECT: wrapped" if len(lines) > 1 else "SUBJECT: one line")
        return lines

    def references(self) -> list[str]:
        made = {item["raw"]: item for item in (self.reference() for _ in range(self.rnd.choice([0, 0, 1, 1, 2, 3])))}
        items = [item | {"position": n, "label": None} for n, item in enumerate(made.values(), start=1)]
        self.note(references=items)
        if not items:
            return []
        label, form = self.form("REF"), self.form("REF items") if len(items) > 1 else "semicolons"
        if form == "semicolons":
            return [label + "; ".join(item["raw"] for item in items)]
        for item, letter in zip(items, "ABC", strict=False):
            item["label"] = letter
        pattern = "{}. " if form == "two blanks" else form
        written = [pattern.format(item["label"]) + item["raw"] for item in items]
        if form == "two blanks":
            return [label + "  ".join(written)]
        indent = self.rnd.choice(["", " " * 5])
        return [label + written[0].lstrip("¶"), *(indent + line for line in written[1:])]

    def reference(self) -> Facts:
        """One item of the REF line: an earlier telegram of the set, one absent from it, or no telegram at all."""
        rnd, own, form = self.rnd, self.plan, self.form("reference")
        if form == "no cable" or not self.earlier:
            raw, kind = rnd.choice(VOCABULARY["noncables"])
            self.show(f"reference: {kind}")
            raw = raw.format_map(self.slots())
            return {"raw": raw, "kind": kind, "ref_cable_id": None, "year_inferred": False, "note": None}
        cited = rnd.choice(self.earlier[-60:])
        cited = replace(cited, serial=cited.serial + 1) if form == "absent" else cited
        ahead, years = cited.serial > own.serial, own.sent.year - cited.sent.year
        far_ahead = cited.serial > own.serial + 20  # the next numbers may be of telegrams that were sent together
        of_last_year = years == 1 and far_ahead and cited.post is own.post
        is_told = (years == 0 and not ahead and own.sent.month > 1) or of_last_year
        year = self.form("reference year") if is_told else "%y "
        name = self.form("reference post") if cited.post is STATE else cited.post["name"]
        note = self.form("reference note")
        raw = f"{cited.sent.strftime(year)}{name} {cited.serial:{self.form('reference serial')}}{note}"
        facts = {"raw": raw, "kind": "cable", "ref_cable_id": cited.cable_id, "year_inferred": not year}
        return facts if note == " AND PREVIOUS" else facts | {"note": note.strip(" ()") or None}

    def authority(self) -> list[str]:
        self.note(classified_by=None, class_reasons=[])
        if self.level < 2:
            return []
        who = f"{self.rnd.choice(VOCABULARY['classifier'])} {self.slots()['name']}"
        who = who.upper() if self.form("authority name") == "capitals" else who
        section = "1.5" if self.plan.sent < datetime(2003, 9, 22) else "1.4"
        a, b = self.rnd.choice(["bd", "bd", "ad", "cd", "bh"])
        self.show(f"authority: {section}")
        self.note(classified_by=who, class_reasons=[f"{section}({a})", f"{section}({b})"])
        line = self.form("authority").format(who=who, section=section, a=a, b=b, A=a.upper(), B=b.upper())
        return textwrap.wrap(line, 64, break_on_hyphens=False)

    # Format line 12: paragraphs

    def mark(self) -> tuple[str, str]:
        """A portion mark no higher than the telegram: as written, and canonical."""
        canonical = self.rnd.choice(VOCABULARY["marks_allowed"][self.level])
        if self.noforn and self.rnd.random() < 0.7:
            canonical = "S/NF" if self.level == 3 else "C/NF"
        spellings = VOCABULARY["marks"][canonical]
        return self.rnd.choices(list(spellings), list(spellings.values()))[0], canonical

    def prose(self, kind: str, count: int) -> str:
        sentences = []
        for _ in range(count):
            slots = self.slots()
            sentence = self.say(kind, slots)
            if "official" in slots and self.redacts and self.rnd.random() < 0.4:
                sentence = sentence.replace(slots["official"], REDACTED)
                self.show("redaction")
            elif "official" in slots and self.protects and self.rnd.random() < 0.4:
                sentence = sentence.replace(slots["official"], f"{slots['official']} ({self.protects})", 1)
                self.show("protect phrase")
            sentences.append(sentence)
        return self.rnd.choice([" ", "  "]).join(sentences)

    def paragraph(self, text: str, kind: str = "body", label: str | None = None) -> Block:
        """A paragraph under the heading of the moment, numbered as the telegram numbers."""
        facts: Facts = {"label": label, "section_kind": kind, "heading": self.under, "portion_mark": None, "mark": None}
        facts |= {"text": text, "mark_level": None, "is_noforn": False, "number": None}
        lead = "{n}. " if label else self.numbering.replace("none", "({mark}) ")
        written = canonical = ""
        if self.marked and not label:
            written, canonical = self.mark()
            facts |= {"portion_mark": written, "mark": canonical, "is_noforn": canonical.endswith("NF")}
            facts["mark_level"] = MARK_LEVEL[canonical.split("/")[0]]
        else:
            lead = re.sub(r"\s*\(\{mark\}\)", "", lead).lstrip()
        if label:
            del facts["number"]
            lead = "¶" * self.numbering.startswith("¶") + lead
        elif self.numbering != "none":
            self.number += 1
            facts["number"] = self.number
        width = 700 if self.layout == "tight" else 60
        text = lead.format(n=label or self.number, mark=written) + text
        return Block(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False), facts, not label)

    def headed(self, title: str) -> Block:
        """A heading that stands alone."""
        self.under, form = title, self.form("heading" if self.layout != "tight" else "heading in tight layout")
        return Block(form.format(title=title, rule="-" * len(title)).split("\n"))

    def title(self) -> str:
        return self.say("heading").upper() if self.rnd.random() < 0.3 else self.say("heading")

    def paragraphs(self) -> list[Block]:
        """The text, from the summary to the minimize statement."""
        rnd, self.number, self.under = self.rnd, 0, None
        self.redacts = rnd.random() < 0.15
        self.protects = rnd.choice([None] * 7 + ["strictly protect", "please protect"])
        self.marked, self.numbering = self.form("portion marks") == "given", self.form("numbering")
        self.note(has_summary=False, has_comment=False, has_minimize=False, page_line_count=0)
        if self.numbering == "none":
            return [self.paragraph(self.prose("sentences", rnd.randint(3, 6)))]
        blocks = self.kind_of_section("summary", self.prose("summary", 1) + " " + self.prose("sentences", 1))
        self.under = None
        if self.plan.post is STATE:
            blocks += self.demarche()
        elif self.form("background") == "heading":
            blocks += [self.headed("BACKGROUND"), self.paragraph(self.prose("background", 2), "background")]
            blocks.append(self.headed(self.title()))
        for n in range(rnd.randint(2, 5)):
            if n and self.form("topical heading") == "given":
                blocks.append(self.headed(self.title()))
            blocks += self.with_addition(self.paragraph(self.prose("sentences", rnd.randint(2, 5))))
        blocks += self.kind_of_section("comment", self.prose("comment", 1) + " " + self.prose("comment", 1))
        return blocks + self.minimize()

    def kind_of_section(self, kind: str, text: str) -> list[Block]:
        """A summary or comment: under its heading, or within its paragraph."""
        form = self.form(kind)
        self.expected[f"has_{kind}"] = form != "none"
        if form == "none":
            return []
        if form == "heading":
            title = self.rnd.choice([kind.upper(), kind.capitalize()])
            return [self.headed(title), self.paragraph(f"{text}  End {kind}.", kind)]
        block = self.paragraph(form.format(text=text), kind)
        del block.facts["heading"]
        return [block]

    def demarche(self) -> list[Block]:
        """An action request of the Department, with its talking points."""
        blocks = [self.headed("ACTION REQUEST"), self.paragraph(self.prose("request", 1), "action_request")]
        blocks += [self.headed("TALKING POINTS"), points := self.paragraph("Post may draw on the following points:")]
        apart = [""] * (self.form("talking points") == "apart" and self.layout != "tight")
        for point in self.rnd.sample(VOCABULARY["point"], 3):
            item = "-- " + point.format_map(self.slots())
            self.append(points, apart + textwrap.wrap(item, 60, break_on_hyphens=False))
        return [*blocks, self.headed("FOR INFORMATION")]

    def append(self, block: Block, lines: list[str]) -> None:
        """More lines to a paragraph; no page line falls there."""
        block.lines += lines
        block.facts["text"] += "\n" + "\n".join(lines).replace("¶", "")
        block.may_break = False

    def with_addition(self, block: Block) -> list[Block]:
        """A paragraph and what may hang on it: a table, lettered items, a note."""
        form, rnd = self.form("addition"), self.rnd
        if form == "table":
            rows = [("District", "Crates", "Lost")]
            rows += [
                (place.title(), rnd.randint(3, 900), rnd.randint(1, 99)) for place in rnd.sample(VOCABULARY["place"], 3)
            ]
            self.append(block, [f"{a:<26}{b:>6}   {c:>4}" for a, b, c in rows])
        if form == "year at line start":
            pilcrow = "¶" * self.numbering.startswith("¶")
            self.append(block, ["The last full count was made in", f"{pilcrow}2006. Nobody has asked for another."])
        if form == "note":
            self.append(block, textwrap.wrap(f"(Note: {self.say('note')}.  End note.)", 60))
        return [block, *(self.paragraph(self.say("point"), label=item) for item in "ABC" * (form == "lettered items"))]

    def minimize(self) -> list[Block]:
        form = self.form("minimize")
        if form == "none":
            return []
        self.note(has_minimize=True)
        text = form.format(place=self.plan.post["name"].title())
        block = self.paragraph(text) if "{" in form else self.unnumbered([text])
        block.facts.pop("heading", None)
        return [block]

    def unnumbered(self, lines: list[str]) -> Block:
        """A paragraph that neither number nor mark opens."""
        facts = {"number": None, "label": None, "portion_mark": None, "mark": None, "text": "\n".join(lines)}
        return Block([""] * (self.layout == "tight") + lines, facts)

    def trailer(self) -> list[Block]:
        form, place = self.form("trailer"), self.plan.post["name"].title()
        lines = form.format(place=place, first=place[:3], rest=place[3:].strip().replace(" ", "_")).split("\n")
        return [] if form == "none" else [Block([""] * (self.layout == "tight") + lines)]

    def signature(self, gap: str) -> str:
        form, end = self.form("signature"), ["NNNN"] * (self.form("end") == "NNNN")
        self.note(signer=None if form == "none" else self.plan.post["head"])
        if form == "glued" and {"trailer: none", "minimize: none"} <= self.features:
            return f" {self.plan.post['head']}"
        return "".join(gap + line for line in [*[self.plan.post["head"]] * (form != "none"), *end])

    def page_line(self, page: str, pages: int) -> str:
        blanks = self.rnd.choice([" ", "  "])
        return f"{self.plan.post['name'][:10].strip()} {self.plan.serial:08d}{blanks}{page} OF {pages:03d}"

    def page_lines(self, blocks: list[Block]) -> int:
        """Puts page continuation lines in mid-sentence; returns the number of sections they make."""
        places = [(b, n) for b, block in enumerate(blocks) if block.may_break for n in range(1, len(block.lines))]
        wanted = int(self.form("sections"))
        sections = wanted if len(places) > wanted else 1
        pages = [f"{n:03d}" for n in range(2, sections + 1)]
        pages = [self.form("page fraction").replace("none", ""), *pages] if pages else []
        pages = [page for page in pages if page]
        at = dict(zip(sorted(self.rnd.sample(places, len(pages))), pages, strict=True))
        self.note(page_line_count=len(pages))
        section = 1
        for b, block in enumerate(blocks):
            if block.facts:
                block.facts["section"] = section
            for place in sorted(at, reverse=True):
                if place[0] == b:
                    block.lines[place[1] : place[1]] = ["", self.page_line(at[place], sections), "", ""]
                    section = max(section, int(at[place][:3]))
        return sections

    def note_paragraphs(self, paragraphs: list[Facts]) -> None:
        for ordinal, facts in enumerate(paragraphs, start=1):
            facts["text"] = " ".join(facts["text"].split())
            facts |= {"ordinal": ordinal, "word_count": len(facts["text"].split())}
            facts["has_protect_phrase"] = "protect)" in facts["text"]
        text = " ".join(facts["text"] for facts in paragraphs)
        self.note(paragraphs=paragraphs, paragraph_count=len(paragraphs), word_count=len(text.split()))
        self.note(is_redacted=REDACTED in text, has_protect_phrase="protect)" in text)

    # Damage

    def damage(self, kind: str) -> bool:
        """Damages heading or text in one way and notes what it now means; False where it cannot suffer that."""
        part, pattern, by, issue = VOCABULARY["damage"][kind]
        plan, sound, recipients = self.plan, getattr(self, part), self.expected["recipients"]
        other, filed = (plan.serial + 27) % 10_000, plan.sent + timedelta(hours=5)
        by = by.format(other=other, filed=filed, sent=plan.sent, post=plan.post["name"])
        damaged = re.sub(pattern, by, sound)
        unable = {
            "header squeezed": any(not r["routing_indicator"] for r in recipients),
            "month after La Paz": not recipients or recipients[-1]["role"] != "info",
            "pilcrows mangled": not 2 <= self.number <= 9,
        }
        if damaged == sound or unable.get(kind) or (part == "header" and "header: acp127" not in self.features):
            return False
        if kind == "month after La Paz":
            facts = {"role": "info", "routing_indicator": "RUEHLP", "address": "AMEMBASSY LA PAZ", "post": "LAPAZ"}
            recipients.append(facts | {"position": len(recipients) + 1, "serial": "4470"})
        elif kind == "header wrapped":
            for recipient in recipients:
                recipient.pop("raw")
        elif kind == "pilcrows mangled":
            damaged = re.sub(rf"(?m)^- (1{self.number}\.)", r"\1", damaged).replace("¶", "")
        elif part == "body" and kind != "carriage returns":
            self.expected.pop("unread_chars", None)
        facts = {
            "station serial": {"station_serial": other},
            "filing time": {"filed_at": filed},
            "date-time group": {"sent_at": None, "date_source": "filed_at"},
            "circuit class": {"circuit_class": "S"},
        }
        self.note(**facts.get(kind, {}))
        if issue == "class_line_damaged":
            self.note(class_line=damaged.split("\n")[0].rstrip())
        self.issues |= {issue} if issue else set()
        self.show(f"damage: {kind}")
        setattr(self, part, damaged)
        return True


def plans(count: int, rnd: random.Random) -> list[Plan]:
    """The telegrams to come in order of time; each post numbers its own, from 1 every year."""
    moments = sorted(datetime(2003, 1, 2) + timedelta(minutes=rnd.randrange(60 * 24 * 2609)) for _ in range(count))
    serials: dict[tuple[str, int], int] = defaultdict(int)
    made = []
    for sent in moments:
        post = rnd.choice(VOCABULARY["posts"])
        serials[post["name"], sent.year] += rnd.randint(10, 9000 if post is STATE else 150)
        made.append(Plan(post, sent, serials[post["name"], sent.year]))
    return made


def oddities(made: list[Fictional]) -> Iterator[Fictional]:
    """Six rows that a dump has besides: three repeats, a second version, a lost text, another telegram's text."""
    sound = [one for one in made if "header: acp127" in one.features and not one.expected["issues"]]
    for repeated in sound[10:40:10]:
        yield replace(repeated, features=frozenset({"row: duplicate"}))
    first = next(one for one in made if REDACTED in one.body)
    expected = copy.deepcopy(first.expected) | {"is_redacted": False}
    for paragraph in expected["paragraphs"]:
        paragraph["text"] = paragraph["text"].replace(REDACTED, "Thimblewick")
    body = first.body.replace(REDACTED, "Thimblewick")
    yield replace(first, body=body, expected=expected, features=frozenset({"row: second version"}))
    like = ("year", "class_level")
    one, other = next((a, b) for a, b in pairwise(sound) if all(a.expected[k] == b.expected[k] for k in like))
    ends = list(one.expected).index("header_kind")  # what the text says was noted before the heading
    of_text = {*list(one.expected)[:ends]} - {"cable_id", "cable_id_raw", "year", "post", "serial"}
    heading = {name: value for name, value in one.expected.items() if name not in of_text}
    lost = heading | {"text_status": "lost", "paragraphs": [], "tags": [], "body_cable_id": None, "issues": []}
    yield replace(one, body="", expected=lost, features=frozenset({"row: no text"}))
    text = {name: value for name, value in other.expected.items() if name in of_text - {"references"}}
    swapped = heading | text | {"body_matches_id": False, "issues": ["serial_mismatch"]}
    yield replace(one, body=other.body, expected=swapped, features=frozenset({"row: another's text"}))


def generate(count: int = COUNT, seed: int = SEED) -> list[Fictional]:
    """`count` rows, at least 150, of which the last six are oddities; the same for the same arguments."""
    to_write = plans(count - 6, random.Random(seed))
    counters: dict[tuple[str, str], int] = {}
    made = []
    for n, plan in enumerate(to_write):
        made.append(Telegram(plan, to_write[:n], counters, random.Random(f"{seed} {n}")).write())
    return [*made, *oddities(made)]


def as_csv(rows: list[Fictional]) -> str:
    """The dump file: no header row; row id, then the carrier's fields, all in double quotes with backslash escapes."""
    lines = []
    for n, row in enumerate(rows, start=1):
        fields = [str(n), *(getattr(row, name) for name in CSV_COLUMNS)]
        lines.append(",".join('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in fields) + "\n")
    return "".join(lines)


if __name__ == "__main__":
    EXAMPLE.write_bytes(as_csv(generate()).encode())
