"""What Streamlit runs for every visit and every change: the filters, and the page that was chosen."""

import os
from types import ModuleType

import streamlit as st

from dagster_project.dashboard import filters, listing, marts_reader
from dagster_project.dashboard.page import load_quality, network, overview, read, secrecy, threads, topics

PLACE = "DASHBOARD_MARTS"
"""Environment variable in which `server` hands over where the marts are."""

PAGES = {
    "overview": ("Overview", ":material/public:", overview),
    "secrecy": ("Secrecy", ":material/lock:", secrecy),
    "network": ("Network", ":material/hub:", network),
    "topics": ("Topics", ":material/label:", topics),
    "threads": ("Threads", ":material/account_tree:", threads),
    "read": ("Find and read", ":material/search:", read),
    "load": ("Load quality", ":material/fact_check:", load_quality),
}
"""Title, icon and module by the last part of the address."""


def _show(module: ModuleType) -> None:
    try:
        marts = marts_reader.place(os.environ[PLACE]).marts()
        chosen = filters.in_sidebar(marts)
        module.show(marts, chosen)
    except marts_reader.Renewed:
        st.rerun()
    except marts_reader.NoMarts as error:
        card("There are no marts to show here yet", str(error))
    except marts_reader.OldMarts as error:
        card("These marts are of another version", str(error))


def card(title: str, what: str) -> None:
    """What is wrong with the marts, and what to do about it."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        st.text(what)
        st.text("Write them, and this page shows them when it is loaded again:")
        st.code("cables marts", language=None)


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Cables", page_icon="✉️", layout="wide")
    pages = [
        st.Page(lambda module=module: _show(module), title=title, icon=icon, url_path=path, default=path == "overview")
        for path, (title, icon, module) in PAGES.items()
    ]
    chosen = st.navigation(pages)
    st.html(listing.STYLE)
    st.title(chosen.title, anchor=False)
    chosen.run()


if __name__ == "__main__":
    main()
