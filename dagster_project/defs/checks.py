"""The checks: every file of `sql/checks` selects wrong rows; none is a pass. The load runs them, Dagster shows them."""

import dagster as dg

from dagster_project import warehouse
from dagster_project.lake import as_markdown

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
