"""Charts as Vega-Lite, each with a sentence, its table, and that table as CSV and Parquet.

Colours are those of Okabe and Ito, which the colour-blind tell apart; shares go from pale to dark. Text of
cables gets here only as values of a table: Vega, the grid and files take it as text.
"""

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import streamlit as st

from dagster_project import answers

LEVEL_COLOURS = {
    "unclassified": "#56B4E9",
    "official use": "#0072B2",
    "confidential": "#E69F00",
    "secret": "#D55E00",
    "top secret": "#CC79A7",
    "unread": "#999999",
}
ACCENT = "#0072B2"
ABSENT = "#D55E00"
QUIET = "#787c85"
"""Text and lines that have to be seen on white and on black."""

ROW = 22
"""Pixels of a row with a label."""

AXIS = 60
"""Pixels that two charts above each other give their axes, so that their times stand above each other."""

SHAPES = Path(__file__).parent / "shapes" / "countries-110m.json"

NOTHING = "Nothing here for these filters. Widen the dates, or clear a filter in the sidebar."

TIME_FORMAT = {"day": "%-d %b %Y", "month": "%b %Y", "quarter": "Q%q %Y", "year": "%Y"}


def figure(title: str, table: pa.Table, spec: dict | None, note: str, name: str, drawn: pa.Table | None = None) -> None:
    """A chart under its title, with its numbers a click away; in place of an empty one, a sentence.

    Title and note are ours, never a cable's. `name` is that of the files. `drawn` is what the chart shows
    where that is not the table as it is.
    """
    st.subheader(title, anchor=False)
    if note:
        st.caption(note)
    if not table.num_rows:
        st.info(NOTHING)
        return
    if spec:
        chart(title, drawn if drawn is not None else table, spec)
    numbers(table, name)


def chart(title: str, table: pa.Table, spec: dict) -> None:
    """A chart as wide as its place; the title is what a screen reader says of it."""
    fit = {"type": "fit-x", "contains": "padding"}
    st.vega_lite_chart(table, {"autosize": fit, **spec}, width="stretch", alt=f"Chart: {title}")


@st.fragment
def numbers(table: pa.Table, name: str, whole: Callable[[], pa.Table] | None = None) -> None:
    """The table behind a chart, and its downloads; files are made when they are asked for, of `whole` where given.

    Nothing of it is sent to the browser before it is opened.
    """
    opened = st.popover("Table and downloads", icon=":material/table_view:", key=f"numbers-{name}", on_change="rerun")
    if not opened.open:
        return
    whole = whole or (lambda: table)
    with opened:
        st.dataframe(table, hide_index=True, height=min(320, 38 + 35 * table.num_rows), key=f"grid-{name}")
        with st.container(horizontal=True):
            st.download_button(
                "CSV", lambda: answers.csv_text(whole()).encode(), f"{name}.csv", "text/csv",
                key=f"csv-{name}", on_click="ignore",
            )  # fmt: skip
            st.download_button(
                "Parquet", lambda: _parquet(whole()), f"{name}.parquet", "application/vnd.apache.parquet",
                key=f"parquet-{name}", on_click="ignore",
            )  # fmt: skip


def _parquet(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def by_level(bucket: str) -> dict:
    """Cables by time, a stack of levels."""
    return {
        "height": 260,
        "mark": {"type": "bar", "binSpacing": 0},
        "encoding": {
            "x": _time(bucket),
            "y": {
                "field": "cables",
                "type": "quantitative",
                "title": f"cables a {bucket}",
                "axis": {"minExtent": AXIS, "tickMinStep": 1},
            },
            "color": _level_colour(),
            "order": {"field": "class_level"},
            "tooltip": [when(bucket), {"field": "level"}, count("cables")],
        },
    }


def missing_band() -> dict:
    """The share of serials missing, a band with a step a year: dark at least, pale as estimated."""
    x = {
        "x": {"field": "starts", "type": "temporal", "title": None, "timeUnit": "utcyear"},
        "x2": {"field": "ends", "timeUnit": "utcyear"},
    }
    axis = {"format": "%", "tickCount": 3, "minExtent": AXIS}
    share = {"type": "quantitative", "title": "missing", "scale": {"domain": [0, 1]}, "axis": axis}
    return {
        "height": 80,
        "encoding": {
            **x,
            "tooltip": [
                {"field": "year"},
                percent("missing", "missing, estimated"),
                percent("at_least", "missing at least"),
                count("present", "serials here"),
                count("estimate", "numbered, estimated"),
                count("posts"),
            ],
        },
        "layer": [
            {
                "mark": {"type": "rect", "color": QUIET, "opacity": 0.35},
                "encoding": {"y": {"field": "missing", **share}, "y2": {"datum": 0}},
            },
            {
                "mark": {"type": "rect", "color": QUIET, "opacity": 0.55},
                "encoding": {"y": {"field": "at_least", **share}, "y2": {"datum": 0}},
            },
        ],
    }


@cache
def _shapes() -> dict:
    return json.loads(SHAPES.read_text(encoding="utf-8"))


def post_map() -> dict:
    """Posts as circles whose area is their traffic, over outlines of countries."""
    return {
        "height": 240,
        "projection": {"type": "equalEarth"},
        "layer": [
            {
                "data": {"values": _shapes(), "format": {"type": "topojson", "feature": "countries"}},
                "mark": {"type": "geoshape", "fill": QUIET, "fillOpacity": 0.22, "stroke": QUIET, "strokeWidth": 0.4},
            },
            {
                "mark": {"type": "circle", "color": ABSENT, "opacity": 0.65, "stroke": "white", "strokeWidth": 0.6},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    "size": {
                        "field": "cables",
                        "type": "quantitative",
                        "scale": {"range": [12, 900], "domainMin": 1},
                        "legend": {"title": "cables", "orient": "bottom", "tickCount": 3},
                    },
                    "tooltip": [{"field": "name", "title": "post"}, {"field": "country"}, count("cables")],
                },
            },
        ],
    }


def bars(table: pa.Table, label: str, value: str, title: str, tooltip: list[str], form: str = ",d") -> dict:
    """Horizontal bars in the order of the table, each with its number in a format of D3."""
    return {
        "height": ROW * table.num_rows + 10,
        "encoding": {
            "y": {
                "field": label,
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 190, "labelOverlap": False, "ticks": False, "domain": False},
            },
            "x": {
                "field": value,
                "type": "quantitative",
                "title": title,
                "axis": {"format": form, "tickCount": 4, "tickMinStep": 0 if "%" in form else 1, "orient": "top"},
                "scale": {"domainMin": 0, **({"domainMax": 1} if "%" in form else {})},
            },
            "tooltip": [{"field": name} for name in tooltip],
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "height": {"band": 0.7}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "color": QUIET},
                "encoding": {"text": {"field": value, "format": form}},
            },
        ],
    }


def share_line(bucket: str) -> dict:
    """A share through time; the points are as large as what they stand for."""
    return {
        "height": 220,
        "encoding": {
            "x": _time(bucket),
            "y": {"field": "share", "type": "quantitative", "title": "secret", "axis": {"format": "%"}},
            "tooltip": [when(bucket), percent("share", "secret or higher"), count("secret"), count("cables")],
        },
        "layer": [
            {"mark": {"type": "line", "color": LEVEL_COLOURS["secret"], "strokeWidth": 1.5}},
            {
                "mark": {"type": "circle", "color": LEVEL_COLOURS["secret"], "opacity": 0.7},
                "encoding": {
                    "size": {
                        "field": "cables",
                        "type": "quantitative",
                        "scale": {"range": [8, 160], "domainMin": 1},
                        "legend": {"title": "cables", "orient": "top", "tickCount": 3},
                    }
                },
            },
        ],
    }


def grid(
    rows: int,
    x: dict,
    y: str,
    colour: str,
    title: str,
    tooltip: list[dict],
    percent: bool = True,
) -> dict:
    """A matrix whose cells go from pale to dark."""
    return {
        "height": ROW * rows + 20,
        "mark": {"type": "rect"},
        "encoding": {
            "x": x,
            "y": {
                "field": y,
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"labelLimit": 170, "labelFlush": False},
            },
            "color": {
                "field": colour,
                "type": "quantitative",
                "scale": {"domainMin": 0},
                "legend": {
                    "title": title,
                    "orient": "top",
                    "gradientLength": 160,
                    **({"format": "%"} if percent else {}),
                },
            },
            "tooltip": tooltip,
        },
    }


def time_cells(bucket: str) -> dict:
    """The horizontal place of a cell in time."""
    return {"field": "period", "type": "temporal", "timeUnit": _UNIT[bucket], "title": None, "bandPosition": 0.5}


def names_across(field: str, sort: list[str] | None = None) -> dict:
    """The horizontal place of a cell under a name."""
    return {
        "field": field,
        "type": "nominal",
        "sort": sort,
        "title": None,
        "axis": {"labelAngle": -90, "labelLimit": 130, "labelFontSize": 9, "labelOverlap": True},
    }


_UNIT = {"day": "utcyearmonthdate", "month": "utcyearmonth", "quarter": "utcyearquarter", "year": "utcyear"}


def _time(bucket: str) -> dict:
    return {"field": "period", "type": "temporal", "timeUnit": _UNIT[bucket], "title": None}


def when(bucket: str) -> dict:
    """The line of a tooltip that says when."""
    return {
        "field": "period",
        "type": "temporal",
        "timeUnit": _UNIT[bucket],
        "format": TIME_FORMAT[bucket],
        "title": bucket,
    }


def count(field: str, title: str | None = None) -> dict:
    """A whole number in a tooltip."""
    return {"field": field, "type": "quantitative", "format": ",d", "title": title or field}


def percent(field: str, title: str) -> dict:
    """A share in a tooltip."""
    return {"field": field, "type": "quantitative", "format": ".1%", "title": title}


def _level_colour() -> dict:
    return {
        "field": "level",
        "type": "nominal",
        "scale": {"domain": list(LEVEL_COLOURS), "range": list(LEVEL_COLOURS.values())},
        "legend": {"title": None, "orient": "top", "columns": 2},
    }


def strands(edges: list[dict]) -> tuple[pa.Table, dict]:
    """The strongest edges as strands between two columns of names, senders left, addressees right; and their chart.

    Each column is in the order of its traffic; a strand is as wide as the cables it stands for.
    """
    sent: dict[str, int] = {}
    received: dict[str, int] = {}
    for edge in edges:
        sent[edge["post"]] = sent.get(edge["post"], 0) + edge["cables"]
        received[edge["addressee"]] = received.get(edge["addressee"], 0) + edge["cables"]
    left = {name: place for place, name in enumerate(sorted(sent, key=lambda name: -sent[name]))}
    right = {name: place for place, name in enumerate(sorted(received, key=lambda name: -received[name]))}
    longest = max(len(left), len(right))
    table = pa.Table.from_pylist(
        [
            {
                **{name: edge[name] for name in ("post", "addressee", "cables", "secret")},
                "from_row": (left[edge["post"]] + 0.5) * longest / len(left),
                "to_row": (right[edge["addressee"]] + 0.5) * longest / len(right),
                "from_column": 0,
                "to_column": 1,
            }
            for edge in edges
        ]
    )
    row = {"type": "quantitative", "scale": {"domain": [0, longest], "reverse": True}, "axis": None}
    column = {"type": "quantitative", "scale": {"domain": [-0.55, 1.75]}, "axis": None}
    label = {"type": "text", "color": QUIET, "limit": 130, "fontSize": 11}
    spec = {
        "height": max(240, ROW * longest),
        "view": {"stroke": None},
        "layer": [
            {
                "mark": {"type": "rule", "color": ACCENT, "opacity": 0.45, "strokeCap": "round"},
                "encoding": {
                    "x": {"field": "from_column", **column},
                    "x2": {"field": "to_column"},
                    "y": {"field": "from_row", **row},
                    "y2": {"field": "to_row"},
                    "strokeWidth": {
                        "field": "cables",
                        "type": "quantitative",
                        "scale": {"range": [1, 14], "domainMin": 0},
                        "legend": None,
                    },
                    "tooltip": [{"field": "post", "title": "from"}, {"field": "addressee", "title": "to"},
                                count("cables"), count("secret", "of them secret")],
                },
            },
            {
                "transform": [_once("post", "from_row", "from_column")],
                "mark": {**label, "align": "right", "dx": -8},
                "encoding": {
                    "x": {"field": "from_column", **column},
                    "y": {"field": "from_row", **row},
                    "text": {"field": "post"},
                },
            },
            {
                "transform": [_once("addressee", "to_row", "to_column")],
                "mark": {**label, "align": "left", "dx": 8},
                "encoding": {
                    "x": {"field": "to_column", **column},
                    "y": {"field": "to_row", **row},
                    "text": {"field": "addressee"},
                },
            },
        ],
    }  # fmt: skip
    return table, spec


def _once(*fields: str) -> dict:
    """One row for those that have the same."""
    return {"aggregate": [{"op": "count", "as": "rows"}], "groupby": list(fields)}


def chain(cables: list[dict], edges: list[dict]) -> tuple[pa.Table, dict]:
    """A thread from left (what is cited) to right (what cites): cables that are here full, absent ones hollow."""
    rows: dict[int, int] = {}
    places = {}
    for cable in sorted(cables, key=lambda cable: (cable["step"], cable["date"] is None, str(cable["date"]))):
        places[cable["cable_id"]] = (cable["step"], rows.setdefault(cable["step"], 0))
        rows[cable["step"]] += 1
    longest = max(rows.values())

    def at(cable_id: str) -> tuple[int, float]:
        step, row = places[cable_id]
        return step, (row + 0.5) * longest / rows[step]

    lines = [
        dict(zip(("x", "y", "x2", "y2"), (*at(edge["ref_cable_id"]), *at(edge["cable_id"])), strict=True))
        for edge in edges
    ]
    points = [
        {
            **dict(zip(("x", "y"), at(cable["cable_id"]), strict=True)),
            "cable": cable["cable_id"],
            "date": str(cable["date"] or ""),
            "state": "this cable" if not cable["step"] else "here" if cable["is_present"] else "absent",
        }
        for cable in cables
    ]
    steps = sorted(rows)
    x = {
        "type": "quantitative",
        "scale": {"domain": [steps[0] - 0.5, steps[-1] + 0.5]},
        "axis": {
            "values": steps,
            "grid": False,
            "title": "steps: cited by it ← → citing it",
            "labelExpr": "datum.value ? format(datum.value, '+d') : 'this'",
        },
    }
    y = {"type": "quantitative", "scale": {"domain": [0, longest], "reverse": True}, "axis": None}
    states = {"domain": ["this cable", "here", "absent"]}
    spec = {
        "height": max(160, 26 * longest),
        "view": {"stroke": None},
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "color": QUIET, "opacity": 0.5},
                "encoding": {
                    "x": {"field": "x", **x},
                    "y": {"field": "y", **y},
                    "x2": {"field": "x2"},
                    "y2": {"field": "y2"},
                },
            },
            {
                "mark": {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1},
                "encoding": {
                    "x": {"field": "x", **x},
                    "y": {"field": "y", **y},
                    "color": {
                        "field": "state",
                        "type": "nominal",
                        "scale": {**states, "range": [ABSENT, ACCENT, QUIET]},
                        "legend": {"title": None, "orient": "top"},
                    },
                    "shape": {
                        "field": "state",
                        "type": "nominal",
                        "scale": {**states, "range": ["diamond", "circle", "circle"]},
                        "legend": None,
                    },
                    "fill": {
                        "field": "state",
                        "type": "nominal",
                        "scale": {**states, "range": [ABSENT, ACCENT, "transparent"]},
                        "legend": None,
                    },
                    "tooltip": [{"field": "cable"}, {"field": "date"}, {"field": "state"}],
                },
            },
            {
                "mark": {"type": "text", "color": QUIET, "dy": -11, "limit": 150, "fontSize": 10},
                "encoding": {"x": {"field": "x", **x}, "y": {"field": "y", **y}, "text": {"field": "cable"}},
            },
        ],
    }
    return pa.Table.from_pylist(points), spec
