"""How fast the parser reads, and that no text slows it down out of proportion.

    python -m tests.bench

Prints cables and megabytes a CPU-second over the corpus (over `examples/fictional_cables.csv` where there is
none), beside the same for only splitting the same texts into lines; then, for texts made to be hard, the time a
kilobyte takes as a multiple of what it takes usually, and how often that time goes into the time for twice the text:
2 is in proportion, 4 is the square. Last, the same multiple for texts that are one short thing again and again, each
of many things in each of many places: the ten that take longest.
"""

import math
import random
import signal
import statistics
import string
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from dagster_project.telegram import parse
from tests.score.corpus import CORPUS, rows

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "fictional_cables.csv"
REPEATS = 7
PATIENCE = 20.0
"""CPU-seconds after which a hard text is given up."""

HEADER = """VZCZCXYZ0001
RR RUEHWEB

DE RUEHXX #0001 0011200
ZNR UUUUU ZZH
R 011200Z JAN 08
FM AMEMBASSY ELBONIA
TO RUEHC/SECSTATE WASHDC 0001
INFO """
HEAD = """UNCLAS ELBONIA 000001

SIPDIS

E.O. 12958: N/A
TAGS: PREL
SUBJECT: A TEXT THAT IS HARD TO READ

"""


def hard_texts(times: int) -> dict[str, tuple[str, str]]:
    """Header and body of each text that could make a pattern look twice at what it has seen, so many times as long."""

    def many(part: str, characters: int = 200_000) -> str:
        return part * (times * characters // len(part))

    headers = {
        "20,000 recipients": HEADER + many("RUEHXX/AMEMBASSY ELBONIA PRIORITY 0001\n", 20_000 * 39),
        "recipients on one line": HEADER + many("RUEHXX/AMEMBASSY ELBONIA PRIORITY 0001 "),
        "called stations": HEADER.replace("RUEHWEB", many("RUEHXX ")),
        "page lines in a squeezed heading": HEADER.replace("\n", " ")
        + many("RUEHXX/PARIS 1 PARIS 00000001 002 OF 002 "),
    }
    bodies = {
        "line of a megabyte": HEAD + "1. (U) " + many("elbonia ", 1_000_000),
        "line of a megabyte, no blank": HEAD + many("e", 1_000_000),
        "100,000 short lines": HEAD + many("ab\n", 300_000),
        "100,000 empty lines": HEAD + many("\n", 100_000),
        "10,000 paragraphs": HEAD + "".join(f"{n}. (U) Elbonia is muddy.\n\n" for n in range(1, times * 10_000 + 1)),
        "run of X": HEAD + many("X"),
        "run of dashes": HEAD + many("-"),
        "run of dashes and blanks": HEAD + many("- "),
        "run of blanks": HEAD + many(" ") + ".",
        "run of parentheses": HEAD + many("((("),
        "SECTION 01 OF": many("SECTION 01 OF "),
        "C O N F": many("C O N F "),
        "capitals on one line": HEAD + many("ELBONIA "),
        "REF: A.": HEAD + many("REF: A. "),
        "references": HEAD + "REF: " + many("A. 08 ELBONIA 1 "),
        "TAGS": HEAD.replace("PREL", many("PREL, ", 100_000)),
        "persons in TAGS": HEAD.replace("PREL", many("(A, B) ", 100_000)),
        "subject that wraps": HEAD + "SUBJECT: " + many("MUD\n"),
        "page lines": HEAD + many("ELBONIA 00000001 002 OF 002\n"),
        "E.O. and a gap": HEAD.replace("E.O. ", "E.O" + many(" ")),
        "name and a gap": HEAD + "1. (U) Mud.\n\nMUD" + many(" ") + "\nx",
        "later sections": HEAD.replace("UNCLAS", "UNCLAS SECTION 01 OF 03")
        + "1. (U) "
        + many("UNCLAS SECTION 02 OF 03 ELBONIA 000001\n\nSIPDIS\n\n"),
        "captions in the text": HEAD + "1. (U) " + many("Mud\nSIPDIS "),
        "Classified By": HEAD + many("Classified By: "),
        "reasons": HEAD + "Classified By: A. Person. Reasons 1.4 " + many("(b) "),
        "protect": HEAD + "1. (U) " + many("please strictly "),
        "End Summary": HEAD + "1. (U) " + many("End Summary. Summary: "),
        "broken hyphens": HEAD + "1. (U) Mud " + many("fog-\nice "),
        "spacer lines": HEAD + "1. (U) " + many("Mud rose over the harbor.\n.\n"),
        "months at a line's end": HEAD + "1. (U) Mud.\n" + many("He came here in May\n4. until then\n"),
        "numbers in a later section": HEAD.replace("UNCLAS", "UNCLAS SECTION 02 OF 03") + many("7. HE LEFT ELBONIA.\n"),
        "TAGS without any": HEAD + many("TAGS: N/A\n"),
        "questions and answers": HEAD + "1. (U) Mud:\n" + many("Q: Fog?\nA: No.\n"),
        "telegrams in a telegram": HEAD + many("1. MUD.\n\nQUOTE\n\n1. FOG.\n\nUNQUOTE\n\n"),
        "entries with hours": HEAD + "1. (U) Mud:\n" + many("0530: Fog.\n"),
        "rows of two columns": HEAD + "1. (U) Mud:\n" + many("Fog  Mud\n"),
        "an outline": HEAD + many("1. (U) Mud.\n\nA.  Fog\n\n2. (U) Mud.\n\nB.  Ice\n\n"),
        "titles over prose": HEAD
        + many("The Fog\n\n" + "Mud rose over the harbor of Elbonia in the night.\n" * 2 + "\n"),
        "a text in double spacing": HEAD + many("Mud rose.\n\nFog fell.\n\n\n\n"),
        "titles told twice": HEAD + 2 * "".join(f"{n}. Mud\n\n" for n in range(1, times * 10_000 + 1)),
    }
    return {name: (header, HEAD) for name, header in headers.items()} | {
        name: (HEADER, body) for name, body in bodies.items()
    }


# A thing of which a telegram may have several, as short as can be: `@` stands for any capital, `~` for any small
# letter, `#` for any digit, so that hardly two are alike and nothing can be kept from one to the next.
_SHORT = (
    "x", "1", "A", "R/A", "RU/A B", "TO X", "INFO X", "A 1", "A;", "A,", "/", "1.", "A. ", "B.1 ", "08A1 ", "A) ",
    "(U)", "(C)", "R 1", "¶", "¶1", "¶ ", "&amp;", "- ", "--", '"A" ', " ", "Z", "ZNR", "FM X", "BT", "TAGS: A",
    "REF: A", "SUBJ: A", "E.O. 1", "CLASSIFIED BY A", "REASON: A", "END NOTE", "End summary. ", "summary: ",
    "SUMMARY\n---", "XXXXX", "NNNN", "PAGE 01 A", "A.  B  C", "   a   b   c", "I. A", "<a>", "00-00 ", "LOG-00 ",
    "SIPDIS", "NOFORN", "UNCLAS ", "NODIS, ", "protect source ", "END ", "D ", "U.S. ", "1 1 1 ", ". 1. (C) ",
    "a\tb\tc", "A:", "a:\n", "(A) b\n", "* a\n", "-----\nA\n-----", "A\n-----", "A -----\n", "http://a ", "08PARIS1 ",
    "PARIS 1 ", "(NOTAL) ", "R 011200Z JAN 08", "x\n", "@@@@ ", "@@@@@ ", "@@@@@@ ", "@@@@@@@ ## ", "## @@@@@@ ##",
    "@@@@@ ##, ##, ###", "(@/@@)", "(@@@@)", "RUEH@@/@@@@@@", "RUEH@@/AMEMBASSY @@@@@@ PRIORIT@",
    "@@@@@@ PRIORI@@ ####", "AMEMBASSY @@@@@ ####", "INFO @@@@@@@", "@@@@@@\n@@@@@", "AMEMBASSY @@@@@@ JAN ####",
    "@@@@-##", "(@) ~~~\n", "##. (@) ~~~~\n", "##. ~~~\n", "- ##. (C) ~~\n", "¶##. (@) ~~", "@. (@) ~~",
    "@@@@@ @@@@@\n------\n~~~~ ~~~\n", "SIPDI@ ", "UNCLA@ @@@@@ ####", "@@@@@ ######## ### OF ###", "Mr. ~~~~ ",
    "SECTION ## OF ## @@@@@ ####", "DECL: ##/##/#### ", "REASON: 1.# (@) ", "CLASSIFIED BY @@@@ @@@@",
    "##@@@@@@####; ",
)  # fmt: skip
_LETTERS = {"@": string.ascii_uppercase, "~": string.ascii_lowercase, "#": string.digits}


def short_things(characters: int = 20_000) -> dict[str, tuple[str, str]]:
    """Header and body of texts that are one short thing again and again, by the thing and the place where it stands."""
    choose = random.Random(1973).choice
    texts = {}
    for short in _SHORT:
        thing = short if short.endswith(" ") or (not short[-1].isalnum() and "\n" not in short) else short + "\n"
        times = characters // len(thing)
        many = "".join(choose(_LETTERS[sign]) if sign in _LETTERS else sign for sign in thing * times)
        places = {
            "recipients": (HEADER + many, HEAD + "1. (U) Mud."),
            "originator": (HEADER.replace("AMEMBASSY ELBONIA", many), HEAD),
            "first lines": (HEADER, many),
            "classification": (HEADER, HEAD.replace("ELBONIA", many)),
            "E.O.": (HEADER, HEAD.replace("N/A", many)),
            "TAGS": (HEADER, HEAD.replace("PREL", many)),
            "subject": (HEADER, HEAD.rstrip() + " " + many),
            "REF": (HEADER, HEAD + "REF: " + many),
            "authority": (HEADER, HEAD + "CLASSIFIED BY: " + many),
            "paragraph": (HEADER, HEAD + "1. (U) Mud " + many + " end."),
            "last lines": (HEADER, HEAD + "1. (U) Mud.\n\n" + many),
        }
        texts |= {f"{short.strip()!r} as {place}": text for place, text in places.items()}
    return texts


def cpu_seconds(work: Callable[[str, str], object], texts: Iterable[tuple[str, str]]) -> float:
    start = time.process_time()
    for header, body in texts:
        work(header, body)
    return time.process_time() - start


def kilobytes(texts: Iterable[tuple[str, str]]) -> float:
    return sum(len(header.encode()) + len(body.encode()) for header, body in texts) / 1000


def main() -> None:
    source = CORPUS / "cablegate_csv" / "cables.csv"
    source = source if source.exists() else EXAMPLES
    texts = [(row.header, row.body) for row in rows(source)]
    size = kilobytes(texts)
    print(f"{len(texts)} cables, {size / 1000:.2f} MB, of {source.name}; {REPEATS} repeats, CPU time")
    print(f"{'':<30}{'best':>22}{'median':>26}")
    usual, split = (_speed(name, work, texts, size) for name, work in (("parse", parse), ("split lines", _split)))
    print(f"{'parse / split lines':<30}{usual / split:>15,.1f} times the time\n")
    print(f"{'hard text':<30}{'KB':>8}{'seconds':>10}{'times the usual':>18}{'twice the text':>17}")
    signal.signal(signal.SIGVTALRM, _give_up)
    twice = hard_texts(2)
    for name, text in hard_texts(1).items():
        kilobyte = kilobytes([text])
        seconds = _patient_seconds(text)
        growth = _patient_seconds(twice[name]) / seconds
        print(f"{name:<30}{kilobyte:>8,.0f}{seconds:>10.3f}{seconds / kilobyte * size / usual:>18.1f}{growth:>17.1f}")
    texts_of_short = short_things()

    def multiple(name: str, times: int) -> float:
        text = texts_of_short[name]
        return min(_anew(text) for _ in range(times)) / kilobytes([text]) * size / usual

    slow = sorted(texts_of_short, key=lambda name: -multiple(name, 1))[:40]
    slowest = sorted(((multiple(name, REPEATS), name) for name in slow), reverse=True)[:10]
    print(f"\none short thing again and again: {len(texts_of_short):,} texts; the ten that take longest")
    for times, name in slowest:
        print(f"{name:<48}{times:>18.1f}")


def _speed(name: str, work: Callable[[str, str], object], texts: list[tuple[str, str]], size: float) -> float:
    """Print cables and megabytes a second; the best time comes back."""
    times = sorted(cpu_seconds(work, texts) for _ in range(REPEATS))
    pace = (f"{len(texts) / t:>12,.0f}/s {size / 1000 / t:>7.1f} MB/s" for t in (times[0], statistics.median(times)))
    print(f"{name:<30}" + "   ".join(pace))
    return times[0]


def _split(header: str, body: str) -> list[str]:
    return header.splitlines() + body.splitlines()


def _anew(text: tuple[str, str]) -> float:
    """CPU-seconds to parse a text of which nothing was kept."""
    for name, module in list(sys.modules.items()):
        for kept in vars(module).values() if name.startswith("dagster_project.telegram") else ():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()
    return cpu_seconds(parse, [text])


def _patient_seconds(text: tuple[str, str]) -> float:
    """CPU-seconds to parse a text, short ones measured ten times together; infinite when patience runs out."""
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        once = cpu_seconds(parse, [text])
        return once if once > 0.1 else cpu_seconds(parse, [text] * 10) / 10
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _give_up(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
