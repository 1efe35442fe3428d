"""Load quality: what came, what became of it, and what to know of it. The filters do not apply to it."""

import pyarrow.compute as pc
import streamlit as st

from dagster_project.dashboard import figures
from dagster_project.dashboard.filters import Filters
from dagster_project.dashboard.marts_reader import Marts


def show(marts: Marts, filters: Filters) -> None:
    """Draw the page."""
    st.caption("All that was loaded; the filters do not apply to this page.")
    dumps = marts.ask("dumps")
    with st.container(horizontal=True):
        for label, column in (
            ("Messages", "messages"),
            ("New versions", "cables"),
            ("Duplicates", "duplicates"),
            ("In quarantine", "quarantined"),
        ):
            st.metric(label, f"{pc.sum(dumps[column]).as_py() or 0:,}")
    names = ["load_order", "name", "carrier", "release", "files", "messages", "cables", "duplicates", "quarantined"]
    st.subheader("Dumps", anchor=False)
    called = {name: name.replace("_", " ") for name in names} | {"quarantined": "in quarantine"}
    called["finished_at"] = "ended, UTC"
    st.dataframe(dumps.select(list(called)), hide_index=True, column_config=called, key="dumps")
    figures.numbers(dumps, "dumps")
    failing = marts.ask("failing")
    if failing.num_rows:
        figures.figure(
            "Checks that fail", failing, None, "Each found wrong rows when the dump was loaded last.", "failing"
        )
    else:
        st.subheader("Checks that fail", anchor=False)
        st.success("None: every check held when its dump was loaded last.")
    _totals(marts)
    quarantine = marts.ask("quarantine")
    st.subheader("Quarantine by reason", anchor=False)
    if quarantine.num_rows:
        tooltip = ["reason", "records", "bytes", "dumps"]
        figures.chart(
            "Quarantine by reason", quarantine, figures.bars(quarantine, "reason", "records", "records", tooltip)
        )
        figures.numbers(quarantine, "quarantine")
    else:
        st.success("Nothing is in quarantine: all records were read.")
    issues = marts.ask("issues")
    figures.figure(
        "Issues by code",
        issues,
        figures.bars(issues.slice(0, 40), "code", "issues", "issues", ["code", "severity", "issues", "versions"]),
        "What was repaired or is remarkable; docs/ISSUES.md says what each code means.",
        "issues",
        drawn=issues.slice(0, 40),
    )


def _totals(marts: Marts) -> None:
    totals = marts.ask("totals")
    st.subheader("Coverage against published totals", anchor=False)
    if not totals.num_rows:
        st.info("No dump was loaded as a release of which totals were published (`cables load --release`).")
        return
    agree = pc.sum(totals["agrees"]).as_py() or 0
    st.text(f"{agree:,} of {totals.num_rows:,} published totals are met.")
    st.dataframe(totals, hide_index=True, key="totals")
    figures.numbers(totals, "published_totals")
