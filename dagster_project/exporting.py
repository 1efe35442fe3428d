"""`cables export`, and its bar that shows which table is being written."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dagster_project import terminal
from dagster_project.export import SUMS, export
from dagster_project.settings import Home


def export_folder(home: Home, folder: Path, include_protected: bool, quiet: bool) -> dict:
    """Export to `folder` and give its data package; tells how far it is unless `quiet`. Raises what `export` raises."""
    console = Console(stderr=True, quiet=quiet, highlight=False)
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        return export(
            home,
            folder,
            include_protected,
            lambda name, done, total: bar.update(task, description=name, completed=done, total=total),
        )


def print_exported(folder: Path, package: dict) -> None:
    """What the folder holds, what was left out, and how to prove it."""
    resources = package["resources"]
    size = sum(resource["bytes"] for resource in resources) / 1e6
    console = terminal.console()
    for said in (
        f"{len(resources)} tables in {folder} ({size:.1f} MB)",
        package["description"],
        f"No license is stated: add yours to README.md and datapackage.json. `sha256sum -c {SUMS}` proves the files.",
    ):
        console.print(terminal.plain(said), soft_wrap=True)
