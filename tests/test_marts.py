"""The marts: written as declared, right to the number, whole or not at all, and without what names a source."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from conftest import PROGRAM

from dagster_project import marts, warehouse
from dagster_project.arrow import arrow_schema
from dagster_project.dumps.discover import discover
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.mart_tables import MARTS, SCHEMA_VERSION, Mart
from dagster_project.settings import SQL, Home

every_mart = pytest.mark.parametrize("mart", MARTS.values(), ids=MARTS)

HEADING = """\
R {day}1047Z AUG 08
FM AMEMBASSY {post}
TO RUEHC/SECSTATE WASHDC 4147
INFO RUEHFR/AMEMBASSY LONDON 0001

"""
SOURCE = (
    HEADING.format(day=21, post="PARIS")
    + """\
S E C R E T PARIS 001600

E.O. 12958: DECL: 08/21/2018
TAGS: PREL, FR, PINR
SUBJECT: FOG, AND WHAT THISTLEWOOD SAYS OF IT
REF: A. PARIS 1599
     B. EMAIL QUILLON-GREY OF 20 AUGUST
     C. LONDON 12

Classified By: DCM Ada Fenn.  Reasons 1.4(b) and (d).

1. (S) Deputy Harbor Minister Orlando Thistlewood (strictly protect) told Poloff that fog came in.

2. (C) The weather was fair, said the ministry.

3. (C) THISTLEWOOD asked for a lamp.

4. (U) The thistlewoodland is a moor.
"""
)
LATER = (
    HEADING.format(day=22, post="PARIS")
    + """\
C O N F I D E N T I A L PARIS 001601

TAGS: PREL, FR
SUBJECT: MORE FOG
REF: PARIS 1600

1. (S) More fog.
"""
)
BEFORE = (
    HEADING.format(day=20, post="PARIS")
    + """\
UNCLAS PARIS 001599

TAGS: PREL, ECON
SUBJECT: NO FOG
REF: LONDON 12

1. (U) No fog.
"""
)
TELEGRAMS = {"08PARIS1599": BEFORE, "08PARIS1600": SOURCE, "08PARIS1601": LATER}


def load(home: Home, folder: Path, texts: dict[str, str]) -> None:
    """Load telegrams, a file each, as one dump."""
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    (dump,) = discover(folder)
    write_manifest(home, dump)
    write_messages(home, dump, lambda *_: None)
    parse_messages(home, dump.dump_id, lambda *_: None)
    warehouse.load_dump(home, dump.dump_id)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home folder with three cables, one of which names a source, and the marts of it; read only."""
    folder = tmp_path_factory.mktemp("marts")
    home = Home(folder / "home")
    load(home, folder / "dump", TELEGRAMS)
    marts.require_laws(marts.publish(home).laws)
    return home


@pytest.fixture
def mine(three: Home, tmp_path: Path) -> Home:
    """A copy of it that a test may change."""
    shutil.copytree(three.path, tmp_path / "home")
    return Home(tmp_path / "home")


def rows(home: Home, mart: str, columns: str) -> list[tuple]:
    return duckdb.sql(f"select {columns} from read_parquet('{home.marts}/{mart}.parquet')").fetchall()


def manifest(home: Home) -> dict:
    return json.loads((home.marts / "manifest.json").read_text())


@pytest.mark.parametrize("piece", [1, 2])
def test_a_mart_written_in_pieces_is_that_written_at_once(mine, monkeypatch, piece):
    undated = BEFORE.replace("R 201047Z AUG 08\n", "").replace("001599", "001598")
    load(mine, mine.path / "undated", {"08PARIS1598": undated})
    in_pieces = [mart.name for mart in MARTS.values() if mart.in_pieces]
    marts.require_laws(marts.publish(mine).laws)
    at_once = [rows(mine, name, "*") for name in in_pieces]
    assert [len(found) for found in at_once] == [4, 4]
    monkeypatch.setattr(marts, "PIECE", piece)
    marts.require_laws(marts.publish(mine).laws)
    assert [rows(mine, name, "*") for name in in_pieces] == at_once


# -- declared -----------------------------------------------------------------------------------


def test_every_mart_has_its_select_and_its_law() -> None:
    assert {file.stem for file in (SQL / "marts").glob("*.sql")} == set(MARTS)
    assert {file.stem for file in (SQL / "laws").glob("*.sql")} == {*MARTS, "protection"}


@every_mart
def test_a_mart_has_its_key_and_its_order_among_its_columns(mart: Mart) -> None:
    names = [column.name for column in mart.columns]
    assert sorted(set(names)) == sorted(names)
    assert {*mart.key, *mart.order} <= set(names)
    assert set(mart.key) <= set(mart.order)
    assert mart.row.strip() and all(column.meaning.strip() for column in mart.columns)


@every_mart
def test_a_select_runs_as_it_stands(three: Home, mart: Mart) -> None:
    with warehouse.connect(three) as connection:
        connection.execute("set variable lake = ?", [str(three.lake)])
        connection.execute("set variable dumps = (select list(dump_id) from load_dumps)")
        found = connection.execute((SQL / "marts" / f"{mart.name}.sql").read_text())
        assert {column[0] for column in found.description} == {column.name for column in mart.columns}


# -- written ------------------------------------------------------------------------------------


@every_mart
def test_a_file_has_the_declared_columns_types_and_comments(loaded: Home, mart: Mart) -> None:
    written = pq.read_schema(loaded.marts / f"{mart.name}.parquet")
    assert written.equals(arrow_schema(mart))
    comments = [field.metadata[b"comment"].decode() for field in written]
    assert comments == [column.meaning for column in mart.columns]


@every_mart
def test_a_file_is_sorted_and_in_groups_of_bounded_size(loaded: Home, mart: Mart) -> None:
    path = loaded.marts / f"{mart.name}.parquet"
    order = ", ".join(mart.order)
    stored = duckdb.sql(f"select {order} from read_parquet('{path}')").fetchall()
    assert stored == duckdb.sql(f"select {order} from read_parquet('{path}') order by {order}").fetchall()
    groups = pq.ParquetFile(path).metadata
    sizes = [groups.row_group(n).num_rows for n in range(groups.num_row_groups)]
    assert all(size <= mart.rows_per_group for size in sizes)


def test_the_manifest_says_what_the_files_are(loaded: Home) -> None:
    said = manifest(loaded)
    assert set(said["marts"]) == set(MARTS)
    assert said["schema_version"] == SCHEMA_VERSION
    for name, mart in said["marts"].items():
        path = loaded.marts / mart["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == mart["sha256"]
        parquet = pq.read_metadata(path)
        assert (parquet.num_rows, path.stat().st_size) == (mart["rows"], mart["bytes"])
        assert parquet.metadata[b"generation"].decode() == said["generation"]
        assert mart["columns"] == {column.name: column.type for column in MARTS[name].columns}
    assert said["warehouse"]["cables"] == warehouse.query(loaded, "select count(*) from cables").rows[0][0]


def test_the_same_warehouse_makes_the_same_files(mine: Home) -> None:
    before = {file.name: file.read_bytes() for file in mine.marts.glob("*.parquet")}
    marts.publish(mine)
    assert {file.name: file.read_bytes() for file in mine.marts.glob("*.parquet")} == before
    assert sorted(file.name for file in mine.marts.iterdir()) == sorted([".lock", "manifest.json", *before])


# -- right to the number ------------------------------------------------------------------------


def test_traffic(three: Home) -> None:
    found = rows(three, "traffic", "date::varchar, post, classification, class_level, cables, words")
    assert found == [
        ("2008-08-20", "PARIS", "UNCLASSIFIED", 0, 1, 2),
        ("2008-08-21", "PARIS", "SECRET", 3, 1, 30),
        ("2008-08-22", "PARIS", "CONFIDENTIAL", 2, 1, 2),
    ]


def test_tags(three: Home) -> None:
    assert rows(three, "tags_by_month", "tag, month::varchar, cables, cables_of_month") == [
        ("ECON", "2008-08-01", 1, 3),
        ("FR", "2008-08-01", 2, 3),
        ("PINR", "2008-08-01", 1, 3),
        ("PREL", "2008-08-01", 3, 3),
    ]
    # FR and PINR: 1 cable of 3 bears both, FR is in 2, PINR in 1: 1 x 3 / (2 x 1)
    assert rows(three, "tag_pairs", "year, tag_a, tag_b, cables, cables_a, cables_b, cables_tagged, lift") == [
        (2008, "ECON", "PREL", 1, 1, 3, 3, 1.0),
        (2008, "FR", "PINR", 1, 2, 1, 3, 1.5),
        (2008, "FR", "PREL", 2, 2, 3, 3, 1.0),
        (2008, "PINR", "PREL", 1, 1, 3, 3, 1.0),
    ]
    assert rows(three, "tag_names", "tag, kind, name, cables, first_date::varchar, last_date::varchar")[1] == (
        "FR", "country", "France", 2, "2008-08-21", "2008-08-22",
    )  # fmt: skip


def test_addressee_edges(three: Home) -> None:
    assert rows(three, "addressee_edges", "post, addressee, is_post, role, classification, cables") == [
        ("PARIS", addressee, True, role, classification, 1)
        for addressee, role in (("LONDON", "info"), ("STATE", "action"))
        for classification in ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED")
    ]


def test_reference_edges(three: Home) -> None:
    found = rows(
        three, "reference_edges", "cable_id, position, ref_cable_id, ref_post, ref_date::varchar, kind, resolution"
    )
    assert found == [
        ("08PARIS1599", 1, "08LONDON12", "LONDON", None, "cable", "absent"),
        ("08PARIS1600", 1, "08PARIS1599", "PARIS", "2008-08-20", "cable", "resolved"),
        ("08PARIS1600", 2, None, None, None, "email", "not_a_cable"),
        ("08PARIS1600", 3, "08LONDON12", "LONDON", None, "cable", "absent"),
        ("08PARIS1601", 1, "08PARIS1600", "PARIS", "2008-08-21", "cable", "resolved"),
    ]


def test_secrecy_and_marks(three: Home) -> None:
    columns = "post, cables, unclassified, confidential, secret, unread, marked, over_marked, under_marked"
    # the later one is CONFIDENTIAL and holds an (S) paragraph
    assert rows(three, "secrecy", columns) == [("PARIS", 3, 1, 1, 1, 0, 3, 0, 1)]
    assert rows(three, "paragraph_marks", "classification, mark, mark_level, paragraphs, words, cables") == [
        ("CONFIDENTIAL", "S", 3, 1, 2, 1),
        ("SECRET", "C", 2, 2, 12, 1),
        ("SECRET", "S", 3, 1, 13, 1),
        ("SECRET", "U", 0, 1, 5, 1),
        ("UNCLASSIFIED", "U", 0, 1, 2, 1),
    ]


def test_grounds(three: Home) -> None:
    assert rows(three, "grounds", "year, post, authority, reason, cables") == [
        (2008, "PARIS", "DCM Ada Fenn", "1.4(b)", 1),
        (2008, "PARIS", "DCM Ada Fenn", "1.4(d)", 1),
        (2008, "PARIS", "not stated", "not stated", 1),
    ]


def test_cables(three: Home) -> None:
    columns = (
        "cable_id, country, tags, addressees, marking, highest_mark_level, paragraph_count, reference_count, cited_by, "
        "version_count"
    )
    assert rows(three, "cables", columns) == [
        ("08PARIS1599", "France", ["PREL", "ECON"], ["STATE", "LONDON"], "equal", 0, 1, 1, 1, 1),
        ("08PARIS1600", "France", ["PREL", "FR", "PINR"], ["STATE", "LONDON"], "equal", 3, 4, 3, 1, 1),
        ("08PARIS1601", "France", ["PREL", "FR"], ["STATE", "LONDON"], "under", 3, 1, 1, 0, 1),
    ]


def test_the_heading_is_as_sent(three: Home) -> None:
    headings = dict(rows(three, "cable_details", "cable_id, header"))
    assert headings["08PARIS1601"] == HEADING.format(day=22, post="PARIS").rstrip()


def test_gaps(three: Home) -> None:
    """Three serials up to 1601 make 1601 x 4/3 - 1; at most 1601 / 0.05^(1/3). LONDON 12 is cited without a year."""
    columns = "post, year, serials_present, low, high, missing_at_least, missing, share_present"
    (paris,) = rows(three, "gaps", columns)
    assert paris[:6] == ("PARIS", 2008, 3, 1601, 4345, 1598)
    assert paris[6:] == pytest.approx((1601 * 4 / 3 - 1 - 3, 3 / (1601 * 4 / 3 - 1)))


def test_posts_hold_those_without_traffic_too(three: Home) -> None:
    posts = {post: rest for post, *rest in rows(three, "posts", "post, cables, words, lat is not null, iso2")}
    assert posts["PARIS"] == [3, 34, True, "FR"]
    assert posts["LONDON"] == [0, 0, True, "GB"]


def test_the_load(three: Home) -> None:
    assert rows(three, "dumps", "name, load_order, messages, cables, duplicates, quarantined") == [
        ("dump", 1, 3, 3, 0, 0)
    ]


def test_what_changed_from_version_to_version(mine: Home, tmp_path: Path) -> None:
    lifted = LATER.replace("More fog.", "More fog, and a moth.").replace("PREL, FR", "PREL, ECON")
    load(mine, tmp_path / "second", {"08PARIS1601": lifted})
    marts.require_laws(marts.publish(mine).laws)
    assert rows(mine, "versions", "cable_id, version, is_current, word_count")[2:] == [
        ("08PARIS1601", 1, False, 2),
        ("08PARIS1601", 2, True, 5),
    ]
    assert rows(mine, "version_changes", "cable_id, version, part, change, name, before, after") == [
        ("08PARIS1601", 2, "field", "changed", "word_count", "2", "5"),
        ("08PARIS1601", 2, "paragraph", "removed", "1", "1. (S) More fog.", None),
        ("08PARIS1601", 2, "paragraph", "added", "1", None, "1. (S) More fog, and a moth."),
        ("08PARIS1601", 2, "tag", "removed", "2", "FR", None),
        ("08PARIS1601", 2, "tag", "added", "2", None, "ECON"),
    ]


# -- whole or not at all ------------------------------------------------------------------------


def test_a_mart_that_breaks_its_law_leaves_the_old_ones(mine: Home) -> None:
    before = {file.name: file.read_bytes() for file in mine.marts.iterdir()}
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute("update load_dumps set duplicates = 7")
    published = marts.publish(mine)
    assert [law.check.name for law in published.laws if not law.passed] == ["dumps"]
    assert {file.name: file.read_bytes() for file in mine.marts.iterdir()} == before


def test_the_command_names_the_law_in_one_line(mine: Home) -> None:
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute("update load_dumps set duplicates = 7")
    done = subprocess.run([*PROGRAM, "marts", "--home", str(mine.path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("cables: mart dumps breaks its law dumps (the account of all dumps")
    assert "no mart was replaced" in line


def test_a_key_that_stands_twice_breaks_its_law(mine: Home) -> None:
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute("insert into fact_references from fact_references where cable_id = '08PARIS1601'")
    broken = [law.check.name for law in marts.publish(mine).laws if not law.passed]
    assert "key_reference_edges" in broken


def test_no_manifest_stands_while_files_are_put_in_place(mine: Home, tmp_path: Path) -> None:
    (tmp_path / "incomplete").mkdir()
    with pytest.raises(FileNotFoundError):
        marts._replace(tmp_path / "incomplete", mine.marts)
    assert not (mine.marts / "manifest.json").exists()


def test_a_mart_that_is_no_more_goes(mine: Home) -> None:
    (mine.marts / "bygone.parquet").write_bytes(b"")
    marts.publish(mine)
    assert not (mine.marts / "bygone.parquet").exists()


def test_a_warehouse_without_the_views_says_what_to_do(mine: Home) -> None:
    with duckdb.connect(mine.warehouse) as connection:
        connection.execute("drop view protected_paragraphs")
    with pytest.raises(warehouse.OldSchema, match="load a dump"):
        marts.publish(mine)


def test_without_a_warehouse_the_command_says_so(tmp_path: Path) -> None:
    done = subprocess.run([*PROGRAM, "marts", "--home", str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "load a dump first" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "VZCZCXRO5520\nFM AMEMBASSY ZENDA\n\nUNCLAS ZENDA 000001\n"],
    ids=["no cable at all", "a cable without paragraph, TAG or reference"],
)
def test_laws_hold_where_there_is_next_to_nothing(tmp_path: Path, text: str) -> None:
    home = Home(tmp_path / "home")
    load(home, tmp_path / "dump", {"08ZENDA1": text})
    published = marts.publish(home)
    assert [law.check.name for law in published.laws if not law.passed] == []
    assert published.manifest["marts"]["paragraphs"]["rows"] == 0
