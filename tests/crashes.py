"""What tests of kills and `make soak` share: is a warehouse whole, and do two home folders hold the same."""

import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from dagster_project import warehouse
from dagster_project.settings import Home
from dagster_project.tables import LAKE, WAREHOUSE, Table

HALF_STATES = {
    "messages that are no version, duplicate or quarantined record": """
        from load_dumps where messages <> cables + duplicates + quarantined""",
    "versions beside what the dumps say": """
        select (select count(*) from fact_cables) as found, (select coalesce(sum(cables), 0) from load_dumps) as said
        where found <> said""",
    "quarantined records beside what the dumps say": """
        select (select count(*) from load_quarantine) as found,
            (select coalesce(sum(quarantined), 0) from load_dumps) as said
        where found <> said""",
    "paragraphs of no version": "from fact_paragraphs anti join fact_cables using (cable_id, message_id)",
    "recipients of no version": "from fact_recipients anti join fact_cables using (cable_id, message_id)",
    "cables without one current version": """
        select cable_id from fact_cables group by cable_id having count(*) filter (is_current) <> 1""",
}
"""Each selects rows where a reader would see half a load."""


def half_states(home: Home) -> list[str]:
    """What is not whole in the published warehouse."""
    with warehouse.connect(home) as connection:
        return [name for name, sql in HALF_STATES.items() if connection.sql(f"select 1 from ({sql})").fetchall()]


def differences(home: Home, clean: Home) -> dict[str, tuple[int, int]]:
    """Rows that are lost and rows that are too many, by table of lake and warehouse; times of loading aside."""
    found = {}
    with duckdb.connect() as connection:
        for name, each in (("home", home), ("clean", clean)):
            connection.execute(f"attach '{each.warehouse}' as {name} (read_only)")
        for name, table in LAKE.items():
            pair = (f"read_parquet('{each.lake}/{name}/*/*.parquet', union_by_name = true)" for each in (home, clean))
            found[f"lake/{name}"] = _apart(connection, table, *pair)
        for table in WAREHOUSE:
            found[table.name] = _apart(connection, table, f"home.{table.name}", f"clean.{table.name}")
    return {name: apart for name, apart in found.items() if apart != (0, 0)}


_TIMES = ("loaded_at", "started_at", "finished_at", "checked_at")


def _apart(connection: duckdb.DuckDBPyConnection, table: Table, found: str, wanted: str) -> tuple[int, int]:
    # as text, since maps are not compared
    of_all = f"select cast(columns(c -> c not in {_TIMES}) as varchar)"
    lost, more = (
        connection.sql(f"select count(*) from ({of_all} from {one} except all {of_all} from {other})").fetchone()[0]
        for one, other in ((wanted, found), (found, wanted))
    )
    return lost, more


def leftovers(home: Home) -> list[Path]:
    """Files and folders that only a load at work has."""
    places = home.lake.glob("**/.*"), home.warehouse.parent.glob("*building*")
    return [path for place in places for path in place]


def wait_for(sign: Callable[[], bool], seconds: float = 60) -> bool:
    """Look for a sign without a pause, which may be there for a millisecond only; whether it was seen in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if sign():
            return True
    return False
