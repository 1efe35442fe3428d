"""The jobs."""

import dagster as dg

from dagster_project.runs import JOB

load_dump = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all(),
    description="Take one dump all the way: messages, parsed tables, star, checks.",
)
