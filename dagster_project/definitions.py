"""What Dagster loads: `dagster dev -w workspace.yaml`."""

import dagster as dg

from dagster_project.defs.arrival import LANDING, arrival, failed_runs, nightly, stale_marts
from dagster_project.defs.assets import messages, parsed, star
from dagster_project.defs.checks import check_warehouse
from dagster_project.defs.jobs import load_dump, load_parsed, on_dask, publish_marts, reparse_dump
from dagster_project.defs.marts import all_marts
from dagster_project.defs.resources import HomeResource, Progress
from dagster_project.defs.search_index import the_search_index

defs = dg.Definitions(
    assets=[LANDING, messages, parsed, star, all_marts, the_search_index],
    jobs=[load_dump, reparse_dump, load_parsed, check_warehouse, publish_marts, *on_dask()],
    sensors=[arrival, stale_marts, failed_runs],
    schedules=[nightly],
    resources={"home": HomeResource(), "progress": Progress()},
    executor=dg.in_process_executor,  # a run is one process, and holds its locks from end to end
)
