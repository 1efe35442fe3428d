"""`cables dashboard`: pages over the marts, in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, home_folder


def dashboard(
    marts: Annotated[
        str | None,
        typer.Option(help="Folder or http(s) address of exported marts, in place of those of a home folder."),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8501,
    home: HomeOption = None,
) -> None:
    """Show the marts in a browser: traffic, secrecy, network, topics, threads, every cable, and how loads went.

    It reads only the marts that `cables load` and `cables marts` write, so it runs beside a load, and on
    another machine over a copy of them. It listens on this machine only and asks nothing of any other.
    """
    try:
        from dagster_project.dashboard import server
    except ModuleNotFoundError as error:
        if error.name != "streamlit":
            raise
        raise RuntimeError("the dashboard needs Streamlit: pip install 'cables-warehouse[dashboard]'") from error
    place = marts or str(home_folder(home).marts)
    if "://" not in place and not any(Path(place).glob("*.parquet")):
        made = home_folder(home).command
        raise FileNotFoundError(
            f"no mart in {place}: `{made('load PATH')}` makes them, and `{made('marts')}` makes them anew"
        )
    server.run(place, port)
