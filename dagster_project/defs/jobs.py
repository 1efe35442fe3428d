"""The jobs."""

import dagster as dg

from dagster_project.lake import PARSED
from dagster_project.runs import JOB, REPARSE_JOB
from dagster_project.tables import STAR

load_dump = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all(),
    description="Take one dump all the way: messages, parsed tables, star, checks.",
)

reparse_dump = dg.define_asset_job(
    REPARSE_JOB,
    selection=dg.AssetSelection.assets(*PARSED, *(table.name for table in STAR)),
    description="Read the messages of one dump in the lake anew and load them; the original files are not needed.",
)
