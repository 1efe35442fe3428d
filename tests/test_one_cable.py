"""The seed from every carrier that can hold it is one cable with one current version and the same facts."""

import json

import pytest
from conftest import SEED
from test_archives import SINGLE, seven_zip_of, tar_of, zip_of

from dagster_project import warehouse
from dagster_project.loading import load_paths
from dagster_project.settings import Home
from dagster_project.tables import FACTS

TEXT = SEED.read_bytes()
STREAM = TEXT.rstrip().replace(b"\n", b"\r\r\n") + b"\r\r\nBT\r\r\n#1600\r\r\nNNNN\r\r\n"
FILES = {
    "a.txt": TEXT,
    "b.stream": STREAM,
    "c.zip": zip_of([("in/seed.txt", TEXT)]),
    "d.tar.zst": SINGLE["zst"](tar_of([("seed.txt", TEXT)])),
    "e.7z": seven_zip_of([("seed.txt", TEXT)]),
    "f.jsonl": json.dumps({"reference_id": "08PARIS1600", "text": TEXT.decode()}).encode() + b"\n",
}
OF_THE_RECORD = {
    *("message_id", "parts", "version", "is_current", "ordinal", "source_path", "source_length"),
    *("char_start", "char_end"),  # its lines end in two characters more
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("every")
    (folder / "dump.zip").write_bytes(zip_of(list(FILES.items())))
    home = Home(folder / "home")
    load_paths(home, [folder / "dump.zip"], quiet=True)
    return home


def test_all_are_one_cable_with_one_current_version(home: Home) -> None:
    with warehouse.connect(home) as connection:
        counts = connection.sql("select messages, cables + duplicates, quarantined from load_dumps").fetchall()
        cables = connection.sql("select cable_id, count(*) filter (is_current) from fact_cables group by 1").fetchall()
    assert counts == [(len(FILES), len(FILES), 0)]
    assert cables == [("08PARIS1600", 1)]


def test_the_transmission_has_the_same_facts_as_the_text(home: Home) -> None:
    """Of the others each is a duplicate of the text; in the transmission its end is written as well."""
    with warehouse.connect(home) as connection:
        versions = connection.sql("select message_id from fact_cables order by version").fetchall()
        assert len(versions) == 2
        for table in FACTS:
            names = [column.name for column in table.warehouse_columns if column.name not in OF_THE_RECORD]
            facts = [
                connection.table(table.name).filter(f"message_id = '{message}'").select(*names).order("all").fetchall()
                for (message,) in versions
            ]
            assert facts[0] == facts[1], table.name
