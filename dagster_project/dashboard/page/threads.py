"""Threads: what a cable refers to, what refers to it, and what of that is not here."""

import streamlit as st

from dagster_project.dashboard import figures, listing
from dagster_project.dashboard.filters import Filters
from dagster_project.dashboard.marts_reader import Marts
from dagster_project.telegram.identity import read_mrn

SHOWN = 20
"""Cables in a chart."""

DRAWN = 60
"""Cables of a thread that are drawn."""


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    one, other = st.columns([3, 1])
    written = one.text_input("Number of a cable", key="cable", placeholder="08PARIS1600", bind="query-params")
    steps = other.slider("Steps", 1, 5, 2, key="steps", bind="query-params")
    if not written.strip():
        _where_to_begin(marts, filters)
        return
    mrn, _ = read_mrn(written)
    cable_id = mrn.cable_id if mrn else written.strip()
    found = marts.ask("thread", cable=cable_id, steps=steps).to_pylist()
    if len(found) == 1 and not found[0]["is_present"]:
        st.info("No cable of this number is here, and none that is here cites it.")
        return
    if len(found) == 1:
        st.info("This cable refers to no other, and no other that is here cites it.")
        st.html(listing.thread(found, filters))
        return
    more, found = len(found) > DRAWN, found[:DRAWN]
    edges = marts.ask("thread_edges", cables=tuple(cable["cable_id"] for cable in found)).to_pylist()
    table, spec = figures.chain(found, edges)
    absent = sum(not cable["is_present"] for cable in found)
    figures.figure(
        "The thread",
        table,
        spec,
        f"{len(found):,} cables{' (there are more, further off)' if more else ''}, {absent:,} of them not here. "
        "Left what it cites, right what cites it.",
        "thread",
    )
    st.html(listing.thread(sorted(found, key=lambda cable: (cable["step"], str(cable["date"] or ""))), filters))


def _where_to_begin(marts: Marts, filters: Filters) -> None:
    cited = marts.ask("most_cited", **filters.values())
    st.subheader("Most cited cables", anchor=False)
    if not cited.num_rows:
        st.info(figures.NOTHING)
    st.html(listing.cables(cited.to_pylist(), filters, page="threads") or " ")
    absent = marts.ask("absent", **filters.values())
    first = absent.slice(0, SHOWN)
    figures.figure(
        "Cited and not here",
        absent,
        figures.bars(first, "cable_id", "cited_by", "cables that cite it", ["cable_id", "cited_by", "example"]),
        f"Cables that others cite and that are not loaded: what to ask for. The first {first.num_rows:,} are drawn.",
        "absent",
        drawn=first,
    )
