"""The jobs."""

from typing import TYPE_CHECKING

import dagster as dg

from dagster_project.runs import JOB, LOAD_PARSED_JOB, PARSE_JOB, REPARSE_JOB
from dagster_project.settings import Operation
from dagster_project.tables import PARSED, STAR

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

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

load_parsed = dg.define_asset_job(
    LOAD_PARSED_JOB,
    selection=dg.AssetSelection.assets(*(table.name for table in STAR)),
    description="Load what was parsed of one dump, as it is in the lake.",
)


def on_dask() -> list["UnresolvedAssetJobDefinition"]:
    """The job whose steps are done by workers of Dask, where that is the engine and dagster-dask is installed."""
    if Operation.from_environment().engine != "dask":
        return []  # importing it takes longer than the rest
    try:
        from dagster_project.defs.dask_executor import dask_for_dumps
    except ModuleNotFoundError as error:
        if error.name != "dagster_dask":
            raise
        return []
    parse_on_dask = dg.define_asset_job(
        PARSE_JOB,
        selection=dg.AssetSelection.assets(*PARSED),
        executor_def=dask_for_dumps,
        description="Have a worker of Dask parse the messages of one dump in the lake; a backfill parses many at once.",
    )
    return [parse_on_dask]


publish_marts = dg.define_asset_job(
    "publish_marts",
    selection=_MARTS,
    description="Write all marts from the warehouse, prove them by their laws, put them in place; then the index.",
)
