"""The checks: every file of `sql/checks` selects wrong rows; none is a pass, and the rows are the report."""

from collections.abc import Iterator

import dagster as dg

from dagster_project import warehouse
from dagster_project.defs.resources import HomeResource
from dagster_project.lake import as_markdown

CHECKS = {check.name: check for check in warehouse.declared_checks()}


@dg.multi_asset_check(
    specs=[dg.AssetCheckSpec(name, asset=check.table, description=check.description) for name, check in CHECKS.items()],
    name="star_checks",
)
def star_checks(home: HomeResource) -> Iterator[dg.AssetCheckResult]:
    """Run the checks against the published warehouse."""
    for result in warehouse.run_checks(home.home()):
        yield dg.AssetCheckResult(
            check_name=result.name,
            asset_key=CHECKS[result.name].table,
            passed=result.passed,
            # a share or a total is a sign that something may be wrong; any other row is wrong
            severity=dg.AssetCheckSeverity.WARN
            if result.name.endswith(("_share", "_totals"))
            else dg.AssetCheckSeverity.ERROR,
            metadata={
                "wrong rows": result.count,
                "first of them": dg.MetadataValue.md(as_markdown(result.columns, result.wrong_rows)),
            },
        )
