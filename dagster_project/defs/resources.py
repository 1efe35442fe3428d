"""What assets are given: the home folder, alone in it, and someone to tell how far they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from dagster_project import runs
from dagster_project.settings import Home


class HomeResource(dg.ConfigurableResource):
    """The home folder; empty for `CABLES_HOME`, else `./data`."""

    path: str = ""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["HomeResource"]:
        """The run that has it is the only one in the home folder, or on its dump; sensors only look."""
        if context.run is None:
            yield self
            return

        def waiting() -> None:
            context.log.warning(f"another load is at work in {self.home().path}: waiting until it is done")

        if context.run.job_name == runs.PARSE_JOB:  # in a worker of Dask, whose process outlives the run
            alone = runs.only_parse(self.home(), context.run.tags["dagster/partition"], waiting)
        else:
            runs.show_alive(self.home(), context.run.run_id)
            alone = runs.only_load(self.home(), waiting)
        with alone:
            yield self

    def home(self) -> Home:
        return Home(Path(self.path).resolve()) if self.path else Home.from_environment()


class Progress:
    """Told what is being done and how far it is; says nothing. The CLI gives one that draws a bar."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        pass
