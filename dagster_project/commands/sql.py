"""`cables sql`: one statement, answered."""

from typing import Annotated

import typer

from dagster_project.commands.options import HomeOption, JsonOption, home_folder, print_json


def sql(
    statement: Annotated[str, typer.Argument(help="One statement for DuckDB; it can only read.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the warehouse in SQL.

    The views `cables`, `recipients`, `tags`, `paragraphs`, `refs`, `routing` and `distribution` hold the
    current version of each cable; `fact_*` hold all versions, `dim_*` what codes mean, `load_*` the loads.
    """
    from dagster_project import reading, warehouse

    answer = warehouse.query(home_folder(home), statement)
    if as_json:
        print_json(reading.records(answer))
    else:
        reading.print_answer(answer)
