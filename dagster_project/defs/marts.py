"""The marts: one asset, written by one step, and what must hold of each mart as its checks."""

from collections.abc import Iterator
from itertools import groupby

import dagster as dg

from dagster_project import marts
from dagster_project.defs.resources import HomeResource
from dagster_project.defs.samples import as_markdown
from dagster_project.mart_tables import MARTS
from dagster_project.tables import STAR


class MartsConfig(dg.Config):
    """What is asked of a publication."""

    include_protected: bool = False


@dg.asset(
    name="marts",
    deps=[table.name for table in STAR],
    group_name="marts",
    kinds={"parquet"},
    check_specs=[
        dg.AssetCheckSpec(name, asset="marts", description=" ".join(law.description for law in laws))
        for name, laws in groupby(marts.laws(), lambda law: law.table)
    ],
)
def all_marts(config: MartsConfig, home: HomeResource) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Every mart written from the warehouse as it is published, proven by its laws, then all put in place."""
    published = marts.publish(home.home(), config.include_protected)
    for name, laws in groupby(published.laws, lambda law: law.check.table):
        broken = {law.check.name: law for law in laws if not law.passed}
        yield dg.AssetCheckResult(
            check_name=name,
            asset_key="marts",
            passed=not broken,
            metadata={
                law: dg.MetadataValue.md(as_markdown(found.columns, found.wrong_rows)) for law, found in broken.items()
            },
        )
    marts.require_laws(published.laws)
    written = published.manifest["marts"]
    yield dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(mart["rows"] for mart in written.values()),
            "bytes": sum(mart["bytes"] for mart in written.values()),
            "generation": published.manifest["generation"],
            "include_protected": config.include_protected,
            "path": dg.MetadataValue.path(str(home.home().marts)),
            "marts": dg.MetadataValue.md(
                as_markdown(
                    ["mart", "rows", "bytes"], [(name, written[name]["rows"], written[name]["bytes"]) for name in MARTS]
                )
            ),
        }
    )
