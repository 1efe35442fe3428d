"""The corpus: real cables as rows of the CSV dump, cables read by hand, and the publisher's index of them."""

import csv
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dagster_project.telegram import parse
from dagster_project.telegram.cable import Cable

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


class Row(NamedTuple):
    """One record of the CSV dump: what `parse` is given."""

    cable_id: str
    created: dt.date
    header: str
    body: str

    def read(self) -> Cable:
        return parse(self.header, self.body, cable_id=self.cable_id, carrier_date=self.created)


def rows(csv_file: Path) -> Iterator[Row]:
    """Records of a cable CSV: no header row, eight quoted fields, backslash escapes."""
    csv.field_size_limit(1 << 30)
    with csv_file.open(encoding="utf-8", newline="") as lines:
        for record in csv.reader(lines, escapechar="\\", doublequote=False):
            _, created, cable_id, _, _, _, header, body = record
            yield Row(cable_id, dt.datetime.strptime(created.split()[0], "%m/%d/%Y").date(), header, body)


def corpus_rows(corpus: Path) -> list[Row]:
    return list(rows(corpus / "cablegate_csv" / "cables.csv"))


def hand_read(corpus: Path) -> list[dict]:
    """Cables read by hand: every `*.jsonl` of the folder `gold`, as its SCHEMA.md says."""
    files = sorted((corpus / "gold").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def published_index(corpus: Path) -> dict[str, dict[str, list[str]]]:
    """The publisher's index by cable: its `date`, `classification`, `origin` and `tag`, each a list of values."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted((corpus / "oracle").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for record in csv.DictReader(lines):
                found[record["cable_id"]][file.stem].append(record[file.stem])
    return found
