"""Which cables the pages are about: filters in the sidebar that all pages share, and that stand in the address."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dagster_project.dashboard.marts_reader import Marts

LEVELS = ("unclassified", "official use", "confidential", "secret", "top secret", "unread")
"""What the macro `level_name` calls the levels of classification, from the lowest on."""

_KEYS = ("from", "to", "post", "level", "tag")
_STRETCHES = {"day": 1, "month": 30.44, "quarter": 91.3, "year": 365.25}
_MARKS = 130
"""Stretches of time in a chart."""


@dataclass(frozen=True)
class Filters:
    """What was chosen; nothing chosen leaves out a filter. Both days are included."""

    from_date: dt.date | None = None
    to_date: dt.date | None = None
    posts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def values(self) -> dict[str, object]:
        """The parameters of the files in `sql/dashboard`."""
        return {
            "from_date": self.from_date,
            "to_date": self.to_date,
            "posts": self.posts or None,
            "levels": self.levels or None,
            "tags": self.tags or None,
        }

    def address(self, page: str, **parameters: object) -> str:
        """A link to a page with these filters and what else is given."""
        chosen = {
            "from": self.from_date,
            "to": self.to_date,
            "post": self.posts,
            "level": self.levels,
            "tag": self.tags,
            **parameters,
        }
        query = urlencode({name: value for name, value in chosen.items() if value}, doseq=True)
        return f"/{page}?{query}" if query else f"/{page}"


def bucket(summary: dict, at_least: int = 0) -> str:
    """The stretch of time of which a chart makes one mark: day, month, quarter or year.

    The shortest of which not too many are needed, and that holds so many cables on average.
    """
    if not summary["dated"]:
        return "year"
    days = (summary["last_date"] - summary["first_date"]).days + 1
    for stretch, length in _STRETCHES.items():
        if days / length <= _MARKS and summary["dated"] * length / days >= at_least:
            return stretch
    return "year"


def in_sidebar(marts: Marts) -> Filters:
    """Show the filters, as the address or the page before left them, and give what is chosen."""
    span = marts.ask("span").to_pylist()[0]
    posts = marts.ask("filter_posts")["post"].to_pylist()
    tags = marts.ask("filter_tags").to_pydict()
    names = dict(zip(tags["tag"], tags["name"], strict=True))
    shared = {"bind": "query-params", "persist_state": "session"}
    with st.sidebar:
        days = {"min_value": span["first_date"], "max_value": span["last_date"], "format": "YYYY-MM-DD"}
        from_date = st.date_input("From", None, key="from", **days, **shared)
        to_date = st.date_input("To", None, key="to", **days, **shared)
        chosen_posts = st.multiselect("Posts", posts, key="post", placeholder="all posts", **shared)
        levels = st.multiselect("Classification", LEVELS, key="level", placeholder="all levels", **shared)
        chosen_tags = st.multiselect(
            "TAGS (any of)",
            list(names),
            format_func=lambda tag: f"{tag} · {names[tag]}" if names.get(tag) else tag,
            key="tag",
            placeholder="all TAGS",
            **shared,
        )
        st.button("Clear filters", on_click=_clear, width="stretch")
    return Filters(from_date, to_date, tuple(chosen_posts), tuple(levels), tuple(chosen_tags))


def _clear() -> None:
    for key in _KEYS:
        st.session_state[key] = None if key in ("from", "to") else []
