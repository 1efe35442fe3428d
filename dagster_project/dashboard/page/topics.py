"""Topics: TAGS through time, which of them go together, and when one is suddenly everywhere."""

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dagster_project.dashboard import figures
from dagster_project.dashboard.filters import Filters, bucket
from dagster_project.dashboard.marts_reader import Marts

SHOWN = 20
"""TAGS in a chart."""

A_SHARE = 10
"""Cables of which a share is drawn, on average."""


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    asked = filters.values()
    summary = marts.ask("summary", **asked).to_pylist()[0]
    stretch = bucket(summary, A_SHARE)
    through_time = marts.ask("tags_by_time", bucket=stretch, shown=SHOWN, **asked)
    figures.figure(
        "TAGS through time",
        through_time,
        figures.grid(
            len(pc.unique(through_time["tag"])),
            figures.time_cells(stretch),
            "tag",
            "share",
            f"of the cables of the {stretch}",
            [
                {"field": "tag"},
                {"field": "name"},
                figures.when(stretch),
                figures.count("cables"),
                figures.percent("share", f"of the cables of the {stretch}"),
            ],
        ),
        f"The {SHOWN} TAGS of most cables.",
        "tags_by_time",
    )
    at_least = st.number_input("Pairs in at least so many cables", 2, 100_000, 5, key="pairs")
    pairs = marts.ask("tag_lift", at_least=at_least, **asked)
    shown = pairs.slice(0, SHOWN)
    shown = shown.append_column("pair", pc.binary_join_element_wise(shown["tag_a"], shown["tag_b"], " + "))
    figures.figure(
        "TAGS that go together",
        pairs,
        figures.bars(
            shown, "pair", "lift", "lift", ["tag_a", "tag_b", "cables", "cables_a", "cables_b", "lift"], form=",.1~f"
        ),
        "Lift: how many times oftener a pair stands together than if the two were independent. "
        f"The first {shown.num_rows:,} of {pairs.num_rows:,} pairs.",
        "tag_pairs",
        drawn=shown,
    )
    bursts = marts.ask("bursts", **asked)
    months = pa.array([f"{period:%b %Y}" for period in bursts["period"].to_pylist()], pa.string())
    named = bursts.append_column("burst", pc.binary_join_element_wise(bursts["tag"], months, " · "))
    figures.figure(
        "Bursts",
        bursts,
        figures.bars(
            named, "burst", "score", "standard deviations above its usual share",
            ["tag", "name", "cables", "expected", "score"], form=",.1~f",
        ),
        "Months in which a TAG stands in far more cables than its share over all months would make.",
        "bursts",
        drawn=named,
    )  # fmt: skip
