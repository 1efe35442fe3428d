"""The search index: one asset, made by one step."""

import dagster as dg

from dagster_project import search_index
from dagster_project.defs.resources import HomeResource


@dg.asset(name="search_index", deps=["marts"], group_name="marts", kinds={"tantivy"})
def the_search_index(home: HomeResource) -> dg.MaterializeResult:
    """The words of every current cable: what has changed since the last index was made is put in and taken out."""
    updated = search_index.update(home.home())
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": updated.cables,
            "bytes": updated.bytes,
            "entered": updated.entered,
            "left": updated.left,
            "seconds": updated.seconds,
            "path": dg.MetadataValue.path(str(home.home().search)),
        }
    )
