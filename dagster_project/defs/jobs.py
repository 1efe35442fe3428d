"""The jobs."""

import dagster as dg

from dagster_project.runs import JOB, REPARSE_JOB
from dagster_project.tables import PARSED, STAR

_MARTS = dg.AssetSelection.groups("marts")

load_dump = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - _MARTS,
    description="Take one dump all the way: messages, parsed tables, star, checks.",
)

reparse_dump = dg.define_asset_job(
    REPARSE_JOB,
    selection=dg.AssetSelection.assets(*PARSED, *(table.name for table in STAR)),
    description="Read the messages of one dump in the lake anew and load them; the original files are not needed.",
)

publish_marts = dg.define_asset_job(
    "publish_marts",
    selection=_MARTS,
    description="Write all marts from the warehouse, prove them by their laws, put them in place.",
)
