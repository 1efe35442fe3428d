"""Overview: how much, when, from where, about what, and whether the last load went well."""

import pyarrow.compute as pc
import streamlit as st

from dagster_project.dashboard import figures
from dagster_project.dashboard.filters import Filters, bucket
from dagster_project.dashboard.marts_reader import Marts


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    summary = marts.ask("summary", **filters.values()).to_pylist()[0]
    with st.container(horizontal=True):
        st.metric("Cables", f"{summary['cables']:,}")
        st.metric("Posts", f"{summary['posts']:,}")
        st.metric("Words", f"{summary['words']:,}")
        if summary["classified_known"]:
            st.metric("Secret or higher", f"{summary['secret'] / summary['classified_known']:.0%}")
    _traffic(marts, filters, summary)
    places = marts.ask("places", **filters.values())
    known = places.filter(pc.is_valid(places["lat"]))
    lost = pc.sum(places["cables"]).as_py() or 0
    lost -= pc.sum(known["cables"]).as_py() or 0
    left, right = st.columns([3, 2], gap="large")
    with left:
        figures.figure(
            "Posts by traffic",
            known,
            figures.post_map(),
            f"{places.num_rows - known.num_rows:,} posts with {lost:,} cables have no known place." if lost else "",
            "posts",
        )
    with right:
        tags = marts.ask("top_tags", **filters.values())
        named = tags.append_column(
            "TAG", pc.utf8_rtrim(pc.binary_join_element_wise(tags["tag"], tags["name"], " "), " ")
        )
        figures.figure(
            "Top TAGS",
            tags,
            figures.bars(named, "TAG", "cables", "cables", ["tag", "name", "cables"]),
            "",
            "top_tags",
            drawn=named,
        )
    _latest_load(marts)


def _traffic(marts: Marts, filters: Filters, summary: dict) -> None:
    stretch = bucket(summary)
    undated = summary["cables"] - summary["dated"]
    traffic = marts.ask("traffic", bucket=stretch, **filters.values())
    missing = marts.ask("missing", **filters.values())
    figures.figure(
        "Traffic by classification",
        traffic,
        figures.by_level(stretch),
        f"{undated:,} cables without a date are not in it." if undated else "",
        "traffic",
    )
    figures.figure(
        "Share of serials missing",
        missing,
        figures.missing_band(),
        "Posts number their cables from 1 each year; what the numbers here leave open is missing: dark at least, pale "
        "as estimated. It is known by year and post: classification and TAGS do not change it.",
        "missing_serials",
    )


def _latest_load(marts: Marts) -> None:
    st.subheader("Latest load", anchor=False)
    found = marts.ask("latest_load").to_pylist()
    if not found:
        st.info("No load is recorded in these marts.")
        return
    load = found[0]
    st.text(f"{load['name']} ({load['carrier']}), ended {load['finished_at']:%Y-%m-%d %H:%M} UTC")
    with st.container(horizontal=True):
        st.metric("Messages", f"{load['messages']:,}")
        st.metric("New versions", f"{load['cables']:,}")
        st.metric("Duplicates", f"{load['duplicates']:,}")
        st.metric("In quarantine", f"{load['quarantined']:,}")
        st.metric("Checks that fail", f"{load['failing']:,}")
