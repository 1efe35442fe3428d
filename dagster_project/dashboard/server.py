"""Starts Streamlit in this process: loopback only, nothing sent anywhere, nothing watched."""

import os
import socket

from streamlit.testing.v1 import AppTest
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
    # a page drawn without a visitor is worth a warning to Streamlit
    "logger.level": "error",
}
"""Settings of Streamlit; those of the user's own configuration do not count for these."""

FIRST_PAGE_TAKES = 3600.0
"""Seconds at most until the first page is drawn, for which marts at a URL are fetched."""


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
    # what the first visit needs is imported, and the page that opens asked for, before it comes and not during it
    from dagster_project.dashboard import app

    os.environ[app.PLACE] = place
    options = OPTIONS | {"server.port": port}
    bootstrap.load_config_options(options)
    AppTest.from_file(app.__file__, default_timeout=FIRST_PAGE_TAKES).run()
    bootstrap.run(app.__file__, False, [], options)
    raise KeyboardInterrupt  # Streamlit catches the signal that ends it, and returns
