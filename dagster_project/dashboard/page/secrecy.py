"""Secrecy: what is secret, whether marks agree with it, and who classifies on which ground."""

import pyarrow.compute as pc
import streamlit as st

from dagster_project.dashboard import figures, listing
from dagster_project.dashboard.filters import Filters, bucket
from dagster_project.dashboard.marts_reader import Marts

SHOWN = 30
"""Posts in a chart."""

A_SHARE = 10
"""Cables of which a share is drawn, on average."""


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    asked = filters.values()
    summary = marts.ask("summary", **asked).to_pylist()[0]
    stretch = bucket(summary, A_SHARE)
    figures.figure(
        "Share of secret through time",
        marts.ask("secret_by_time", bucket=stretch, **asked),
        figures.share_line(stretch),
        "Cables that are secret or higher, of those whose classification was read.",
        "secret_by_time",
    )
    at_least = st.number_input("Posts with at least so many cables", 1, 100_000, 5, key="at-least")
    posts = marts.ask("secret_by_post", at_least=at_least, **asked)
    figures.figure(
        "Share of secret by post",
        posts,
        figures.bars(
            posts.slice(0, SHOWN), "post", "share", "secret or higher", ["post", "secret", "cables"], form=".0%"
        ),
        f"The first {SHOWN} of {posts.num_rows:,}." if posts.num_rows > SHOWN else "",
        "secret_by_post",
        drawn=posts.slice(0, SHOWN),
    )
    grid = marts.ask("secret_grid", bucket=stretch, **asked)
    figures.figure(
        "Share of secret by post and time",
        grid,
        figures.grid(
            len(pc.unique(grid["post"])),
            figures.time_cells(stretch),
            "post",
            "share",
            "secret or higher",
            [{"field": "post"}, figures.when(stretch), figures.count("secret"), figures.count("cables")],
        ),
        "The 15 posts with most cables.",
        "secret_by_post_and_time",
    )
    marks = marts.ask("marks", **asked)
    figures.figure(
        "Paragraph marks against the document's classification",
        marks,
        figures.grid(
            len(pc.unique(marks["level"])),
            figures.names_across("mark", list(dict.fromkeys(marks.sort_by("mark_level")["mark"].to_pylist()))),
            "level",
            "share",
            "of the level's paragraphs",
            [{"field": "level"}, {"field": "mark"}, figures.count("paragraphs"), figures.percent("share", "share")],
        ),
        "Rows are documents, columns their paragraphs' marks.",
        "paragraph_marks",
    )
    _marking(marts, filters)
    grounds = marts.ask("grounds", **asked)
    named = grounds.slice(0, 20)
    named = named.append_column("who", pc.binary_join_element_wise(named["reason"], named["authority"], " · "))
    figures.figure(
        "Who classifies on which ground",
        grounds,
        figures.bars(named, "who", "cables", "cables", ["authority", "reason", "cables"]),
        "Confidential and higher; a cable with several grounds counts for each. The first 20 are drawn.",
        "grounds",
        drawn=named,
    )


def _marking(marts: Marts, filters: Filters) -> None:
    marking = marts.ask("marking", **filters.values())
    over, under, marked = (pc.sum(marking[name]).as_py() or 0 for name in ("over_marked", "under_marked", "marked"))
    figures.figure(
        "Over- and under-marked cables",
        marking,
        None,
        "Over: no paragraph is marked as high as the document. Under: one is marked higher.",
        "marking",
    )
    if not marked:
        return
    with st.container(horizontal=True):
        st.metric("Cables with marks", f"{marked:,}")
        st.metric("Over-marked", f"{over:,}")
        st.metric("Under-marked", f"{under:,}")
    found = marts.ask("mismarked", **filters.values()).to_pylist()
    if found:
        with st.expander(f"The newest {len(found):,}" if len(found) < over + under else f"All {len(found):,}"):
            st.html(listing.cables(found, filters))
