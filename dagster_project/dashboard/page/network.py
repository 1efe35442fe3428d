"""Network: who writes to whom, for action or for information."""

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dagster_project.dashboard import figures
from dagster_project.dashboard.filters import Filters
from dagster_project.dashboard.marts_reader import Marts

ROLES = {"action and info": None, "action (to)": "action", "info (copied)": "info"}
MATRIX = 25
"""Senders and addressees of the matrix."""


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    one, other = st.columns(2)
    role = one.selectbox("Addressed for", list(ROLES), key="role", bind="query-params")
    strongest = other.slider("Strongest links drawn", 10, 60, 30, 5, key="strongest", bind="query-params")
    edges = marts.ask("edges", role=ROLES[role], **filters.values())
    if not edges.num_rows:
        st.info(figures.NOTHING)
        return
    table, spec = figures.strands(edges.slice(0, strongest).to_pylist())
    figures.figure(
        "The strongest links",
        edges,
        spec,
        f"Senders left, addressees right; wider is more cables. The {min(strongest, edges.num_rows):,} strongest of "
        f"{edges.num_rows:,}. A cable to many counts for each.",
        "who_writes_to_whom",
        drawn=table,
    )
    senders, addressees = (_largest(edges, end) for end in ("post", "addressee"))
    cells = edges.filter(
        pc.and_(
            pc.is_in(edges["post"], value_set=pa.array(senders)),
            pc.is_in(edges["addressee"], value_set=pa.array(addressees)),
        )
    )
    spec = figures.grid(
        len(senders),
        figures.names_across("addressee", addressees),
        "post",
        "cables",
        "cables",
        [{"field": "post", "title": "from"}, {"field": "addressee", "title": "to"}, figures.count("cables")],
        percent=False,
    )
    spec["encoding"]["y"]["sort"] = senders
    spec["encoding"]["color"]["scale"]["type"] = "log"
    del spec["encoding"]["color"]["scale"]["domainMin"]
    figures.figure(
        "The matrix",
        cells,
        spec,
        f"Rows send, columns receive: the {len(senders)} senders and {len(addressees)} addressees of most cables.",
        "matrix",
    )


def _largest(edges: pa.Table, end: str) -> list[str]:
    sums = (
        edges.group_by(end).aggregate([("cables", "sum")]).sort_by([("cables_sum", "descending"), (end, "ascending")])
    )
    return sums[end].slice(0, MATRIX).to_pylist()
