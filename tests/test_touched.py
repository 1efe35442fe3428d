"""The checks of a load look only at what it touched: they find there what they find in the whole, and nothing else."""

import json
import shutil

import duckdb
import pytest
from test_warehouse import SPOILT, a_cable, failures, home, sound, write_lake

from dagster_project import warehouse
from dagster_project.settings import SQL, Home
from dagster_project.tables import PARSED

__all__ = ["home", "sound"]  # fixtures


def names(found: list[warehouse.CheckResult]) -> set[str]:
    return {result.check.name for result in found if not result.passed}


def spoilt(sound: Home, home: Home, statements: str) -> duckdb.DuckDBPyConnection:
    """A connection to a copy of the warehouse in which the statements have run."""
    home.warehouse.parent.mkdir(parents=True)
    shutil.copyfile(sound.warehouse, home.warehouse)
    connection = duckdb.connect(home.warehouse)
    connection.execute(statements)
    return connection


OF_CABLES = [table.name for table in PARSED.values()]
NO_REFERENCE = "select rowid as reference from fact_references limit 0"


def found_in(
    connection: duckdb.DuckDBPyConnection, cables: str, dump_id: str, unsettled: str = NO_REFERENCE
) -> set[str]:
    """The checks that fail once a load of the dump has touched the cables and references that queries select."""
    connection.execute("set variable dump_id = ?", [dump_id])
    connection.execute(f"create temp table affected as select distinct cable_id from ({cables})")
    connection.execute("create temp table known_versions as from affected")
    last = ", ".join(f"{name}: (select coalesce(max(rowid), -1) from {name})" for name in OF_CABLES)
    connection.execute(f"set variable last_rows = {{{last}}}")
    connection.execute(f"create temp table unsettled as {unsettled}")
    connection.execute("create temp table records as select dump_id, true was_version, true is_version from load_dumps")
    connection.execute((SQL / "touched.sql").read_text())
    return {check.name for check in warehouse.declared_checks() if connection.execute(check.sql).fetchone()}


@pytest.mark.parametrize("name", SPOILT)
def test_what_a_load_spoils_is_found_where_it_touched(sound: Home, home: Home, name: str) -> None:
    with spoilt(sound, home, SPOILT[name]) as connection:
        found = found_in(connection, "select cable_id from fact_cables union select cable_id from fact_tags", "d1")
    assert name in found
    assert found == names(failures(home))


OF_ALL = {"accounting", "published_totals"}
"""Checks that look at more than what was touched: the account of all dumps, and what is loaded as a release."""


@pytest.mark.parametrize("name", sorted(set(SPOILT) - OF_ALL))
def test_what_was_spoilt_elsewhere_is_left_to_the_check_of_the_whole(sound: Home, home: Home, name: str) -> None:
    with spoilt(sound, home, SPOILT[name]) as connection:
        assert found_in(connection, "select '09NOWHERE9' as cable_id", "d9") <= OF_ALL
    assert name in names(failures(home))


def test_the_rows_of_a_touched_version_are_checked_whichever_dump_brought_it(home: Home) -> None:
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m1"), a_cable("08UTOPIA2", "m2")])
    warehouse.load_dump(home, "d1")
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("update fact_tags set kind = 'colour' where cable_id = '08UTOPIA2'")
    write_lake(home, "d2", [a_cable("08ATLANTIS1", "m3")])
    write_lake(home, "d3", [a_cable("08UTOPIA2", "m4")])
    assert names(warehouse.load_dump(home, "d2").checks) == set()
    assert names(warehouse.load_dump(home, "d3").checks) == names(failures(home)) == {"tag_kinds"}


def test_a_reference_is_checked_when_the_cable_it_cites_came(sound: Home, home: Home) -> None:
    with spoilt(sound, home, "update fact_references set resolution = 'absent'") as connection:
        citing = "select rowid as reference from fact_references where ref_cable_id = '08UTOPIA2'"
        assert found_in(connection, "select '08UTOPIA2' as cable_id", "d9", citing) == {"reference_resolution"}


def test_a_dump_of_a_release_is_compared_with_all_that_there_is_of_it(home: Home) -> None:
    for dump_id, release in (("d1", "cablegate-2011"), ("d2", None)):
        write_lake(home, dump_id, [a_cable("08ANKARA1", f"m{dump_id}")])
        manifest = json.loads(home.manifest(dump_id).read_text())
        home.manifest(dump_id).write_text(json.dumps(manifest | {"release": release}))
    assert names(warehouse.load_dump(home, "d1").checks) == {"published_totals"}
    assert names(warehouse.load_dump(home, "d2").checks) == set()
    assert names(failures(home)) == {"published_totals"}


def test_a_dump_that_changes_what_a_release_repeats_is_compared_too(home: Home) -> None:
    for dump_id in ("d1", "d2"):
        write_lake(home, dump_id, [a_cable("08ANKARA1", "m1")])
    manifest = json.loads(home.manifest("d2").read_text())
    home.manifest("d2").write_text(json.dumps(manifest | {"release": "cablegate-2011"}))
    assert names(warehouse.load_dump(home, "d1").checks) == set()
    warehouse.load_dump(home, "d2")
    assert names(warehouse.load_dump(home, "d1").checks) == {"published_totals"}
