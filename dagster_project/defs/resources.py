"""What assets are given: the home folder, and someone to tell how far they are."""

from pathlib import Path

import dagster as dg

from dagster_project.settings import Home


class HomeResource(dg.ConfigurableResource):
    """The home folder; empty for `CABLES_HOME`, else `./data`."""

    path: str = ""

    def home(self) -> Home:
        return Home(Path(self.path).resolve()) if self.path else Home.from_environment()


class Progress:
    """Told what is being done and how far it is; says nothing. The CLI gives one that draws a bar."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        pass
