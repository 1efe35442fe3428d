"""Names and numbers that are meant to be taken for something else, markup in pages, and who may see a home folder."""

import stat
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import FICTIONAL, SEED

from dagster_project import warehouse
from dagster_project.dumps.discover import discover, read_dump
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.loading import load_paths
from dagster_project.settings import Home
from dagster_project.telegram import parse

NAMES = [
    "'; drop table fact_cables; --.csv",
    '" or 1=1.csv',
    "a\nb.csv",
    "*?[x].csv",
    "dump=x.csv",
    "=cmd|' calc'!A0.csv",
]
NUMBERS = ["'; drop table fact_cables; --", "../../08ZENDA1", "=HYPERLINK(1)", "08ZENDA1\n08ZENDA2", "\u202e1ADNEZ80"]


def silent(*_: object) -> None:
    pass


@pytest.mark.parametrize("name", NAMES)
def test_name_of_a_file_is_a_value_and_nothing_else(tmp_path: Path, name: str) -> None:
    dump_file = tmp_path / "dumps" / name
    dump_file.parent.mkdir()
    dump_file.write_bytes(FICTIONAL.read_bytes()[:20_000])
    home = Home(tmp_path / "home")
    load_one(home, dump_file)
    with warehouse.connect(home) as connection:
        paths = connection.sql("select path from load_dumps union select source_path from fact_cables").fetchall()
    assert {path for (path,) in paths} == {str(dump_file), name}


def load_one(home: Home, path: Path) -> None:
    (dump,) = discover(path)
    write_manifest(home, dump)
    write_messages(home, dump, silent)
    parse_messages(home, dump.dump_id, silent)
    warehouse.load_dump(home, dump.dump_id)


def a_row(number: str, serial: int) -> str:
    """A record of a cable CSV whose text bears the number that the carrier should have given it."""
    body = f"UNCLAS ZENDA {serial}\n\n1. (U) Fish."
    fields = str(serial), "8/21/2008 10:47", number, "Embassy Zenda", "UNCLASSIFIED", "", "", body
    return ",".join(f'"{field}"' for field in fields) + "\n"


@pytest.mark.parametrize("number", NUMBERS)
def test_number_of_a_cable_is_a_value_and_nothing_else(tmp_path: Path, number: str) -> None:
    dump_file = tmp_path / "cables.csv"
    dump_file.write_text(a_row("08ZENDA2", 2) + a_row(number, 1), encoding="utf-8")
    home = Home(tmp_path / "home")
    load_one(home, dump_file)
    with warehouse.connect(home) as connection:
        found = connection.sql("select cable_id, cable_id_raw from fact_cables order by ordinal").fetchall()
    assert found == [("08ZENDA2", "08ZENDA2"), ("08ZENDA1", number)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cables.csv", "home"]


def test_markup_of_a_page_is_text_or_gone(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Released</th>"
        "<th>Classification</th><th>Origin</th></tr><tr><td><a href='#'>08ZENDA1</a></td><td>2008-08-21 10:47</td>"
        "<td>2010-12-01 23:11</td><td>UNCLASSIFIED</td><td>Embassy Zenda</td></tr></table>"
        "<code><pre>VZCZCXRO5520\nFM AMEMBASSY ZENDA\n</pre></code><code><pre>UNCLAS ZENDA 000001\n\n"
        "1. (U) <script>alert('x')</script>&lt;img onerror=1&gt; <b>fish <i>and</b> chips\n</pre></code></body></html>"
    )
    (dump,) = discover(page)
    (message,) = read_dump(dump)
    assert message.body.strip().endswith("1. (U) alert('x')<img onerror=1> fish and chips")


def test_home_folder_that_a_load_makes_is_its_owners_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "above" / "home")
    load_paths(home, [SEED], quiet=True)
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_statement_that_would_fill_the_disk_ends_with_one_line(
    loaded: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(warehouse, "TEMP_LIMIT", "20MB")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("CABLES_MEMORY_LIMIT", "100MB")
    large = "select repeat(md5(range::varchar), 20) as x from range(500_000) order by x limit 1 offset 250_000"
    with pytest.raises(warehouse.TooLarge, match="20MB of temporary files"):
        warehouse.query(loaded, large)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["page.html", "telegram.txt"])
def test_message_longer_than_any_may_be_is_refused_with_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("CABLES_MESSAGE_LIMIT", "5000")
    text = "VZCZCXRO5520\nFM AMEMBASSY ZENDA\n\nUNCLAS ZENDA 000001\n\n1. (U) Fish.\n" + "fish " * 2000
    page = f"<html><table class='cable'><tr></tr><tr></tr></table><pre>{text}</pre><pre>{text}</pre></html>"
    file = tmp_path / name
    file.write_text(page if name == "page.html" else text)
    home = Home(tmp_path / "home")
    load_one(home, file)
    (dump,) = discover(file)
    (refused,) = pq.read_table(home.table("quarantine", dump.dump_id)).to_pylist()
    assert refused["reason"] == "message_too_long"
    assert " ".join(refused["raw"].decode().split()) == " ".join(file.read_text().split())


def test_entities_of_a_page_do_not_expand(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    page = tmp_path / "page.html"
    page.write_text(
        f'<!DOCTYPE html [<!ENTITY e0 "fish">{entities}]><html><body><table class="cable"><tr><th>Reference ID</th>'
        "</tr><tr><td>08ZENDA1</td></tr></table><pre>FM AMEMBASSY ZENDA\n</pre><pre>UNCLAS ZENDA 000001\n\n"
        "1. (U) &e9;\n</pre></body></html>"
    )
    (dump,) = discover(page)
    (message,) = read_dump(dump)
    assert message.body.strip().endswith("1. (U) &e9;")


@pytest.mark.parametrize("line", ["SЕCRET ZENDA 000001", "ＳＥＣＲＥＴ ZENDA 000001"], ids=["Cyrillic", "full width"])
def test_letters_that_only_look_alike_are_not_read(line: str) -> None:
    cable = parse("", f"{line}\n\nТAGS: PREL\nSUBJECT: FOG\n\n1. (С) Fog.\n\n2. (C) Mist.", cable_id="08ZENDA1")
    assert (cable.classification, cable.tags, [p.mark for p in cable.paragraphs]) == (None, [], [None, "C"])
    assert {"no_class_line", "no_tags"} <= {issue.code for issue in cable.issues}
