"""The same cables from two carriers, CSV and pages, give the same facts; the corpus lies beside the checkout."""

from typing import NamedTuple

import pytest

from dagster_project import warehouse
from dagster_project.loading import load_paths
from dagster_project.settings import ROOT, Home
from dagster_project.tables import FACTS

CORPUS = ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")

# Where a record came from, and what its carrier says of it.
OF_THE_CARRIER = {
    *("message_id", "parts", "version", "is_current", "loaded_at"),
    *("carrier", "dump_id", "ordinal", "source_path", "source_offset", "source_length"),
    *("created_label", "released_on", "origin_label", "classification_label"),
}
# The CSV lost what stood after a stray `<`.
DIFFERENT_TEXT = {"09KHARTOUM881", "10MADRID87"}


class Loaded(NamedTuple):
    """Accounts of the dumps in order of loading, number of current cables, and the facts by table and cable."""

    accounts: list[tuple[int, int, int, int]]
    current: int
    facts: dict[str, dict[str, list[str]]]


def looked_at(home: Home) -> Loaded:
    with warehouse.connect(home) as connection:
        accounts = connection.sql(
            "select messages, cables, duplicates, quarantined from load_dumps order by load_order"
        ).fetchall()
        (current,) = connection.sql("select count(*) from cables").fetchone()
        facts: dict[str, dict[str, list[str]]] = {}
        for table in FACTS:
            names = [column.name for column in table.warehouse_columns if column.name not in OF_THE_CARRIER]
            of_cable = facts.setdefault(table.name, {})
            for row in connection.table(table.name).select(*names).fetchall():
                of_cable.setdefault(row[0], []).append(repr(row))
    return Loaded(accounts, current, facts)


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Loaded]:
    """Pages, then the CSV into the same home; and the CSV into one of its own."""
    both, alone = (Home(tmp_path_factory.mktemp(name)) for name in ("both", "alone"))
    found = {}
    load_paths(both, [CORPUS / "cablegate_html"], quiet=True)
    found["pages"] = looked_at(both)
    load_paths(both, [CORPUS / "cablegate_csv"], quiet=True)
    found["both"] = looked_at(both)
    load_paths(alone, [CORPUS / "cablegate_csv"], quiet=True)
    found["csv"] = looked_at(alone)
    return found


def test_each_carrier_brings_466_cables(loads: dict[str, Loaded]) -> None:
    assert [loads[name].accounts for name in ("pages", "csv")] == [[(466, 466, 0, 0)]] * 2
    assert [found.current for found in loads.values()] == [466] * 3


def test_the_second_carrier_brings_versions_or_duplicates(loads: dict[str, Loaded]) -> None:
    pages, csv = loads["both"].accounts
    assert pages == (466, 466, 0, 0)
    messages, versions, duplicates, quarantined = csv
    assert (messages, versions + duplicates, quarantined) == (466, 466, 0)


@pytest.mark.parametrize("table", [table.name for table in FACTS])
def test_the_facts_are_the_same(loads: dict[str, Loaded], table: str) -> None:
    pages, csv = (
        {cable: sorted(rows) for cable, rows in loads[name].facts[table].items()} for name in ("pages", "csv")
    )
    # only a handful of the corpus are prints that say who got copies
    assert len(pages) > (4 if table == "fact_distribution" else 50)
    assert {cable for cable in pages | csv if pages.get(cable) != csv.get(cable)} <= DIFFERENT_TEXT
