"""The checks: every file of `sql/checks` selects wrong rows; none is a pass. The load runs them, Dagster shows them."""

import dagster as dg

from dagster_project import warehouse
from dagster_project.defs.resources import HomeResource
from dagster_project.defs.samples import as_markdown

SPECS = [
    dg.AssetCheckSpec(check.name, asset=check.table, description=check.description)
    for check in warehouse.declared_checks()
]


def as_asset_check(result: warehouse.CheckResult) -> dg.AssetCheckResult:
    """What the load found, as Dagster records it; `load_checks` holds the same of every dump."""
    return dg.AssetCheckResult(
        check_name=result.check.name,
        asset_key=result.check.table,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.WARN if result.check.severity == "warning" else dg.AssetCheckSeverity.ERROR,
        metadata={
            "wrong rows": result.count,
            "first of them": dg.MetadataValue.md(as_markdown(result.columns, result.wrong_rows)),
        },
    )


@dg.op
def check_all(home: HomeResource) -> None:
    """Run every check over the whole of the published warehouse; fails when one of them finds wrong rows."""
    failed = [result for result in warehouse.run_checks(home.home()) if not result.passed]
    if any(result.check.severity == "error" for result in failed):
        said = {result.check.name: as_markdown(result.columns, result.wrong_rows) for result in failed}
        raise dg.Failure(
            f"checks failed: {', '.join(said)}",
            metadata={name: dg.MetadataValue.md(rows) for name, rows in said.items()},
        )


@dg.job
def check_warehouse() -> None:
    """The checks over the whole warehouse: a load runs them over what it touched."""
    check_all()
