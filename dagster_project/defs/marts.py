"""The marts: one asset each, all written by one step, and their laws as checks."""

from collections.abc import Iterator

import dagster as dg

from dagster_project import marts
from dagster_project.defs.resources import HomeResource
from dagster_project.lake import as_markdown
from dagster_project.mart_tables import MARTS
from dagster_project.tables import STAR


def key(mart: str) -> dg.AssetKey:
    """Key of the asset of a mart."""
    return dg.AssetKey(["marts", mart])


class MartsConfig(dg.Config):
    """What is asked of a publication."""

    include_protected: bool = False


@dg.multi_asset(
    name="marts",
    specs=[
        dg.AssetSpec(
            key(mart.name),
            deps=[table.name for table in STAR],
            group_name="marts",
            kinds={"parquet"},
            description=f"One row: {mart.row}.",
        )
        for mart in MARTS.values()
    ],
    check_specs=[
        dg.AssetCheckSpec(law.name, asset=key(law.table), description=law.description) for law in marts.laws()
    ],
)
def all_marts(config: MartsConfig, home: HomeResource) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Every mart written from the warehouse as it is published, proven by its laws, then put in place."""
    published = marts.publish(home.home(), config.include_protected)
    for law in published.laws:
        yield dg.AssetCheckResult(
            check_name=law.check.name,
            asset_key=key(law.check.table),
            passed=law.passed,
            metadata={
                "wrong rows": law.count,
                "first of them": dg.MetadataValue.md(as_markdown(law.columns, law.wrong_rows)),
            },
        )
    marts.require_laws(published.laws)
    for name, written in published.manifest["marts"].items():
        yield dg.MaterializeResult(
            asset_key=key(name),
            metadata={
                "dagster/row_count": written["rows"],
                "bytes": written["bytes"],
                "generation": published.manifest["generation"],
                "include_protected": config.include_protected,
                "path": dg.MetadataValue.path(str(home.home().marts / written["file"])),
            },
        )
