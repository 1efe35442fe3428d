"""Starts Streamlit in this process: loopback only, nothing sent anywhere, nothing watched."""

import os
import socket
from pathlib import Path

from streamlit import config
from streamlit.web import bootstrap

ADDRESS = "127.0.0.1"

OPTIONS = {
    "server.address": ADDRESS,
    "server.headless": True,
    "server.allowedHosts": [ADDRESS, "localhost"],
    "server.fileWatcherType": "none",
    "server.enableStaticServing": False,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": ADDRESS,
    # files come from `answers`, which knows formulas
    "client.disableDataExport": True,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "runner.magicEnabled": False,
    # set for both, so that light or dark is left to the visitor's system
    "theme.light.primaryColor": "#0072B2",
    "theme.dark.primaryColor": "#56B4E9",
    "logger.level": "warning",
}
"""Settings of Streamlit; those of the user's own configuration do not count for these."""


def run(place: str, port: int) -> None:
    """Serve the dashboard over the marts in a folder or at a URL.

    Raises KeyboardInterrupt when a signal has stopped it, and OSError for a port in use.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise OSError(
                f"port {port} of {ADDRESS} cannot be had ({error.strerror}): choose another with --port"
            ) from error
    # imported before the first visit, not during it
    from dagster_project.dashboard import app

    os.environ[app.PLACE] = place
    for name, value in (OPTIONS | {"server.port": port}).items():
        config.set_option(name, value)
    bootstrap.run(str(Path(__file__).with_name("app.py")), False, [], {})
    raise KeyboardInterrupt  # Streamlit catches the signal that ends it, and returns
