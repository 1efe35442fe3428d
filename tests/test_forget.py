"""A dump is taken out again: what is left is as if it had never been loaded."""

import datetime as dt
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import pytest
from conftest import FICTIONAL, PROGRAM, SEED
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_warehouse import a_cable, failures, home, reference, rows, write_lake

from dagster_project import reading, warehouse
from dagster_project.forgetting import remove, write_empty
from dagster_project.settings import Home
from dagster_project.tables import LAKE, WAREHOUSE

__all__ = ["home"]  # a fixture


def forget(home: Home, dump_id: str, empty: Path) -> None:
    write_empty(home, dump_id, Home(empty))
    warehouse.forget_dump(home, dump_id, Home(empty))
    remove(home, dump_id)


def timeless(home: Home) -> dict[str, list[tuple]]:
    """All rows of all tables, in an order of their own, without the times."""
    with warehouse.connect(home) as connection:
        return {
            table.name: sorted(
                connection.execute(
                    f"select columns(c -> c not in ('loaded_at', 'started_at', 'finished_at')) from {table.name}"
                ).fetchall(),
                key=repr,
            )
            for table in WAREHOUSE
        }


def test_what_the_dump_brought_is_gone_or_another_dumps(home: Home, tmp_path: Path) -> None:
    shared = a_cable("08ATLANTIS1", "m1", word_count=5)
    citing = {"references": [reference("08UTOPIA2"), reference("08ELDORADO3", position=2)]}
    write_lake(home, "d1", [shared, a_cable("08UTOPIA2", "m2", date=dt.date(2001, 1, 1))], quarantined=1)
    write_lake(home, "d2", [a_cable("08ATLANTIS1", "m3", word_count=3), shared, a_cable("08ELDORADO3", "m4")])
    write_lake(home, "d3", [a_cable("08THULE4", "m5", children=citing)])
    for dump_id in ("d1", "d2", "d3"):
        warehouse.load_dump(home, dump_id)
    forget(home, "d1", tmp_path / "empty")
    assert rows(home, "select cable_id, message_id, dump_id, version, is_current from fact_cables order by all") == [
        ("08ATLANTIS1", "m1", "d2", 2, True),
        ("08ATLANTIS1", "m3", "d2", 1, False),
        ("08ELDORADO3", "m4", "d2", 1, True),
        ("08THULE4", "m5", "d3", 1, True),
    ]
    assert rows(home, "select ref_cable_id, resolution from refs order by all") == [
        ("08ELDORADO3", "resolved"),
        ("08UTOPIA2", "absent"),
    ]
    assert rows(home, "select dump_id, load_order, messages, cables, duplicates from load_dumps order by all") == [
        ("d2", 1, 3, 3, 0),
        ("d3", 2, 1, 1, 0),
    ]
    assert rows(home, "select min(date) from dim_dates") == [(dt.date(2008, 8, 21),)]
    for table in ("load_duplicates", "load_quarantine"):
        assert rows(home, f"from {table}") == []
    assert rows(home, "select distinct dump_id from load_checks order by all") == [("d2",), ("d3",)]
    assert failures(home) == []


def test_a_record_that_only_a_forgotten_duplicate_kept_from_being_a_version_becomes_one(
    home: Home, tmp_path: Path
) -> None:
    whole = a_cable("08ATLANTIS1", "k", parts=["k", "m", "n"])
    write_lake(home, "d1", [a_cable("08ATLANTIS1", "m", parts=["m", "n"])])  # all of it is in the whole
    write_lake(home, "d2", [whole, a_cable("08ATLANTIS1", "m", parts=["m", "o"])])
    for dump_id in ("d1", "d2"):
        warehouse.load_dump(home, dump_id)
    assert rows(home, "select message_id from fact_cables") == [("k",)]
    forget(home, "d1", tmp_path / "empty")
    assert rows(home, "select message_id, parts from fact_cables order by all") == [
        ("k", ["k", "m", "n"]),
        ("m", ["m", "o"]),
    ]


CONTENT = st.lists(
    st.tuples(
        st.sampled_from(["08ATLANTIS1", "07UTOPIA2", "08UTOPIA2"]),
        st.sampled_from([("m",), ("n",), ("m", "n"), ("m", "o"), ("m", "n", "o")]),
        st.integers(1, 3),  # what else the record says: words, day, addressees
    ),
    max_size=5,
)


def write(home: Home, dump_id: str, content: list[tuple], version: str) -> None:
    cables = []
    for cable_id, parts, n in content:
        said = parts if n == 1 else (*parts, str(n))  # one message says the same wherever it comes
        seed = sum(map(ord, "".join(said[: len(parts)])))
        children = {
            "references": [reference("08UTOPIA2", year_inferred=True)],
            "recipients": [
                {
                    "position": k,
                    "role": "info",
                    "routing_indicator": f"RZZZA{'AB'[(seed + k) % 2]}",
                    "address": f"PLACE {(seed + k) % 3}",
                    "is_collective": (seed + k) % 3 == 0,
                    "raw": "as written",
                }
                for k in range(1, 2 + seed % 3)
            ],
            "routing": [{"position": 1, "routing_indicator": f"RYYYA{'ABC'[seed % 3]}"}],
        }
        day = dt.date(2008, 8, 1 + seed % 28)
        facts = {"date": day, "word_count": 10 + seed % 5, "origin_ri": f"RXXXA{'ABC'[seed % 3]}"}
        cables.append(a_cable(cable_id, parts[0], parts=list(parts), children=children, **facts))
    write_lake(home, dump_id, cables, parser_version=version, quarantined=len(content) % 2)


# a load takes too long to search for the smallest example: what is generated is small
@settings(max_examples=5, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.none() | CONTENT), min_size=3, max_size=6))
def test_any_loads_reloads_and_forgets_end_as_if_what_is_left_had_been_loaded_in_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, list | None]]
) -> None:
    folder = tmp_path_factory.mktemp("homes")
    home, again = Home(folder / "home"), Home(folder / "again")
    left: dict[str, tuple[list, str]] = {}
    for n, (dump_id, content) in enumerate(steps):
        if content is not None:
            left[dump_id] = (content, str(n))
            write(home, dump_id, *left[dump_id])
            warehouse.load_dump(home, dump_id)
        elif left.pop(dump_id, None):
            forget(home, dump_id, folder / f"empty{n}")
    for dump_id, lake_of in left.items():
        write(again, dump_id, *lake_of)
        warehouse.load_dump(again, dump_id)
    if left:
        assert timeless(home) == timeless(again)
        assert failures(home) == []


@pytest.fixture
def cables(own: Home) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: object, answer: str = "") -> subprocess.CompletedProcess[str]:
        command = [*PROGRAM, *map(str, arguments), "--home", str(own.path)]
        return subprocess.run(command, input=answer, capture_output=True, text=True, check=False)

    return run


def test_the_command_takes_a_dump_out_of_warehouse_lake_and_partitions_once_it_is_meant(
    own: Home, cables: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = timeless(own)
    ((dump_id,),) = warehouse.query(own, f"select dump_id from load_dumps where path = '{FICTIONAL}'").rows
    asked = cables("forget", dump_id, answer="n\n")
    assert (asked.returncode, timeless(own)) == (1, before)
    assert asked.stderr.startswith(f"forget {dump_id} ({FICTIONAL}), which brought 297 cables? [y/N]:")
    done = cables("forget", dump_id, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    first, of_marts = done.stdout.splitlines()
    assert first == f"forgotten: {dump_id} ({FICTIONAL}), which brought 297 cables"
    assert " marts in " in of_marts and reading.marts_age(own)["stale"] is False
    assert rows(own, "select path, load_order, cables from load_dumps") == [(str(SEED), 1, 1)]
    assert [path for path in own.lake.rglob("*") if dump_id in path.name] == []
    assert len(list(own.lake.rglob("dump=*"))) == len(LAKE)
    with dg.DagsterInstance.from_config(str(own.dagster)) as instance:
        assert dump_id not in instance.get_dynamic_partitions("dumps")
    again = cables("forget", dump_id, "--yes")
    assert (again.returncode, again.stdout) == (1, "")
    assert (
        again.stderr == f"cables: no dump {dump_id} in {own.path}: `{own.command('status')}` lists them by their ids\n"
    )
    assert cables("load", FICTIONAL, "--json").returncode == 0
    assert timeless(own) == before


def test_what_was_registered_but_never_loaded_is_forgotten(
    own: Home, cables: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    before = timeless(own)
    manifest = json.loads(next(own.lake.glob("dumps/*.json")).read_text())
    own.manifest("d9").write_text(json.dumps(manifest | {"dump_id": "d9"}))
    own.table("messages", "d8").mkdir()  # as a forget leaves it that is killed
    for dump_id in ("d8", "d9"):
        assert json.loads(cables("forget", dump_id, "--yes", "--json").stdout)["cables"] == 0
    assert not own.manifest("d9").exists() and not own.table("messages", "d8").exists()
    assert timeless(own) == before
