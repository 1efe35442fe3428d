"""What Dagster loads: `dagster dev -w workspace.yaml`."""

import dagster as dg

from dagster_project.defs.assets import messages, parsed, star
from dagster_project.defs.checks import check_warehouse
from dagster_project.defs.resources import HomeResource, Progress

load_dump = dg.define_asset_job(
    "load_dump",
    selection=dg.AssetSelection.all(),
    description="Take one dump all the way: messages, parsed tables, star, checks.",
)

defs = dg.Definitions(
    assets=[messages, parsed, star],
    jobs=[load_dump, check_warehouse],
    resources={"home": HomeResource(), "progress": Progress()},
)
