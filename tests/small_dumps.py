"""Small fictional dumps in the CSV layout, loaded by the program as a user does."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from conftest import PROGRAM

from dagster_project.settings import Home
from dagster_project.telegram.identity import four_digit_year


class Row(NamedTuple):
    """One row of such a dump."""

    cable_id: str
    created: str
    classification: str
    header: str
    body: str
    origin: str = "Embassy Paris"


def telegram(
    number: str,
    sent: str,
    *,
    level: str = "CONFIDENTIAL",
    to: str = "TO RUEHC/SECSTATE WASHDC 0001",
    tags: str = "PREL",
    subject: str = "FOG",
    refs: str = "",
    text: str = "¶1. (C) Fog came in.",
    origin: str = "Embassy Paris",
) -> Row:
    """A telegram: number as `08 PARIS 100`, date as `10 MAR 08`, references as on a REF line."""
    year, post, serial = number.split()
    day, month, short = sent.split()
    header = f"R {day}1200Z {month} {short}\nFM AMEMBASSY {post}\n{to}"
    lines = [f"{' '.join(level)} {post} {serial.zfill(6)}", "", "SIPDIS", "", "E.O. 12958: DECL: 01/01/2018"]
    lines += [f"TAGS: {tags}", f"SUBJECT: {subject}", *([f"REF: {refs}"] if refs else []), "", text, "", "GRAVYBOAT"]
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    created = f"{months.index(month) + 1}/{int(day)}/{four_digit_year(int(short))} 12:00"
    return Row(f"{year}{post}{serial}", created, level, header, "\n".join(lines), origin)


def write(folder: Path, *rows: Row) -> Path:
    """A dump of these rows, as a file in `folder`."""
    fields = [
        (str(n), r.created, r.cable_id, r.origin, r.classification, "", r.header, r.body) for n, r in enumerate(rows)
    ]
    quoted = [",".join('"' + f.replace("\\", "\\\\").replace('"', '\\"') + '"' for f in row) for row in fields]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "cables.csv"
    file.write_text("".join(line + "\n" for line in quoted), encoding="utf-8")
    return file


def load(folder: Path, *rows: Row) -> Home:
    """A home folder in `folder` with a dump of these rows loaded; the program's checks hold."""
    home = Home(folder / "home")
    command = [*PROGRAM, "load", str(write(folder, *rows)), "--home", str(home.path)]
    subprocess.run(command, check=True, capture_output=True)
    return home
