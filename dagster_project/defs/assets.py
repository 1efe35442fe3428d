"""The assets, in the order of the road: messages, what is read from them, the star."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from dagster_project import alerts, journal, warehouse
from dagster_project.defs import checks
from dagster_project.defs.partitions import DUMPS
from dagster_project.defs.resources import HomeResource, Progress
from dagster_project.defs.samples import as_markdown, sample
from dagster_project.lake.manifests import read_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.runs import POOL
from dagster_project.tables import PARSED, STAR, Table
from dagster_project.telegram import PARSER_VERSION


def _upstream(table: Table) -> list[str]:
    """Lake tables that a table of the star is made from."""
    name = table.name.removeprefix("fact_").removeprefix("load_")
    if "routing_" in name:
        return ["recipients"]
    return [name] if name in PARSED else ["cables"]


@dg.asset(
    partitions_def=DUMPS,
    deps=["landing"],
    group_name="lake",
    kinds={"parquet"},
    code_version="1",
)
def messages(
    context: dg.AssetExecutionContext, home: HomeResource, progress: dg.ResourceParam[Progress]
) -> dg.MaterializeResult:
    """The dump's records as their carrier delivered them, its own escaping undone; the unreadable in quarantine."""
    dump = read_manifest(home.home(), context.partition_key)
    with journal.step(home.home(), "reading", dump=dump.dump_id, run=context.run.run_id) as counts:
        written = write_messages(home.home(), dump, partial(progress, "reading"))
        counts |= written._asdict()
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": written.messages - written.refused,
            "refused": written.refused,
            "passed over": written.passed_over,
            "carrier": dump.carrier,
            "path": dg.MetadataValue.path(str(dump.path)),
            "sample": dg.MetadataValue.md(sample(home.home(), "messages", dump.dump_id)),
        }
    )


@dg.multi_asset(
    name="parsed",
    specs=[
        dg.AssetSpec(
            name,
            deps=["messages"],
            group_name="lake",
            kinds={"parquet"},
            description=f"One row: {table.row}.",
            code_version=PARSER_VERSION,
        )
        for name, table in PARSED.items()
    ],
    partitions_def=DUMPS,
)
def parsed(
    context: dg.AssetExecutionContext, home: HomeResource, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult]:
    """Every message of the dump read by the parser, one Parquet folder a table."""
    with journal.step(home.home(), "parsing", dump=context.partition_key, run=context.run.run_id) as counts:
        counts |= parse_messages(home.home(), context.partition_key, partial(progress, "parsing"))
    for name in PARSED:
        rows = sample(home.home(), name, context.partition_key)
        yield dg.MaterializeResult(
            asset_key=name, metadata={"dagster/row_count": counts[name], "sample": dg.MetadataValue.md(rows)}
        )


@dg.multi_asset(
    name="star",
    specs=[
        dg.AssetSpec(
            table.name,
            deps=_upstream(table),
            group_name="warehouse",
            kinds={"duckdb"},
            description=f"One row: {table.row}.",
        )
        for table in STAR
    ],
    check_specs=checks.SPECS,
    partitions_def=DUMPS,
    pool=POOL,
)
def star(
    context: dg.AssetExecutionContext, home: HomeResource, progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """The dump loaded into the star schema and checked, and the new warehouse file published by rename."""
    progress("loading", 0, None)
    with journal.step(home.home(), "loading", dump=context.partition_key, run=context.run.run_id) as counts:
        result = warehouse.load_dump(home.home(), context.partition_key)
        counts |= result.account() | {"copying": round(result.copying, 3)}
    if result.quarantined:
        alerts.quarantine(home.home(), context.partition_key)
    for name, found in warehouse.glance(home.home(), [table.name for table in STAR]).items():
        metadata = {"dagster/row_count": found.rows, "sample": dg.MetadataValue.md(as_markdown(*found[1:]))}
        if name == "load_dumps":
            metadata |= {f"account: {key}": value for key, value in result.account().items()}
            metadata["seconds of copying"] = result.copying
        yield dg.MaterializeResult(asset_key=name, metadata=metadata)
    yield from map(checks.as_asset_check, result.checks)
