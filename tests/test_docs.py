"""What the documents say is so: codes, commands, questions, and what no file may hold."""

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dagster_project import warehouse
from dagster_project.cli import app
from dagster_project.settings import ROOT, Home

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands(group: typer.core.TyperGroup, before: str = "") -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Every command by what is typed, those of groups too."""
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))
LISTED = subprocess.run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=False,
).stdout.split("\0")
FILES = [ROOT / name for name in LISTED if (ROOT / name).is_file()]


# -- issue codes --------------------------------------------------------------------------------


def raised() -> Iterator[tuple[str, str]]:
    """Code and severity of every issue in the source; `_flag` and `_flag_once` of the parser say info."""
    for file in (ROOT / "dagster_project").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)):
                continue
            name = ast.unparse(call.func).split(".")[-1]
            if name == "Issue":
                yield call.args[0].value, call.args[1].value
            elif name in ("_flag", "_flag_once"):
                yield call.args[0].value, "info"


def test_every_issue_code_is_explained_with_its_severity_and_no_other() -> None:
    page = (ROOT / "docs" / "ISSUES.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \| (\w+) \| \S", page, re.MULTILINE)
    assert sorted(set(raised())) == explained


def test_the_parsers_own_flags_say_info() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "dagster_project").rglob("*.py"))
    made = re.findall(r"Issue\(code, (.*?),", source)
    assert made and set(made) == {'"info"'}


# -- commands -----------------------------------------------------------------------------------


def written_commands() -> list[list[str]]:
    """Every command line of `cables` in the README's blocks and the Makefile, without the program's name."""
    text = "\n".join([*(block for _, block in BLOCKS), MAKEFILE])
    # what stands between double quotes may go on over lines
    found = re.findall(r'^\s*(?:\.venv/bin/cables|\$\(CABLES\)) ((?:"[^"]*"|[^"\n])*)$', text, re.MULTILINE)
    words = [shlex.split(line, comments=True) for line in found]
    return [line if line[0] in COMMANDS else [" ".join(line[:2]), *line[2:]] for line in words]


def test_there_are_commands_in_the_readme() -> None:
    assert {words[0] for words in written_commands()} == set(COMMANDS)


@pytest.mark.parametrize("words", written_commands(), ids=lambda words: words[0])
def test_a_written_command_is_one_that_the_program_takes(words: list[str]) -> None:
    COMMANDS[words[0]].make_context(words[0], words[1:])


@pytest.mark.parametrize("words", [words for words in written_commands() if words[0] == "sql"], ids=lambda w: w[1][:40])
def test_a_written_question_finds_something(loaded: Home, words: list[str]) -> None:
    assert warehouse.query(loaded, words[1]).rows


def changed(sql: str, **values: str) -> str:
    """A question of the README with other values in the places of its own."""
    for old, new in values.items():
        assert old in sql
        sql = sql.replace(old, new)
    return sql


def test_the_steps_of_the_readme_lead_to_the_answer_of_another_question(loaded: Home) -> None:
    """Who was copied on cables about Georgia in August 2008, and at what classification?"""
    steps = [block for _, block in BLOCKS if block.startswith(".venv/bin/cables sql")]
    look_up, ask = (shlex.split(step)[2] for step in steps)
    found = warehouse.query(loaded, changed(look_up, France="Georgia")).rows
    (tag,) = (tag for tag, _, kind, first, last in found if kind == "country" and first <= 2008 <= (last or 2008))
    asked = changed(ask, **{"'FR'": f"'{tag}'", "2008-06-01": "2008-08-01", "'action'": "'info'"})
    asked = changed(asked, **{"r.precedence": "c.classification"})
    answer = warehouse.query(loaded, asked)
    assert answer.columns[:2] == ["address", "classification"]
    assert ("AMEMBASSY TBILISI", "CONFIDENTIAL", 1, "08PARIS1600") in answer.rows
    assert len(answer.rows) == 9


@pytest.mark.parametrize("question", re.findall(r"`(select [^`]*)`", README))
def test_a_question_in_the_text_finds_something(loaded: Home, question: str) -> None:
    assert warehouse.query(loaded, question).rows


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_the_command_and_every_option(name: str) -> None:
    command = COMMANDS[name]
    told = " ".join(CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "200"}).stdout.split())
    assert command.help.split("\n")[0] in told
    for parameter in command.params:
        assert parameter.help and parameter.help in told, parameter.name
        if isinstance(parameter, typer.core.TyperOption):
            assert all(option in told for option in parameter.opts), parameter.name


def test_every_make_target_that_is_named_exists_and_is_listed() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", README, re.MULTILINE))
    assert {"demo", "test", "setup", "dagster"} <= named
    listed = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.MULTILINE))
    assert named <= listed


def test_every_path_in_the_readme_is_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    drawn = [line.split()[0] for line in README.split("## How it is made")[1].splitlines() if line.startswith("  ")]
    assert linked and len(drawn) > 10
    folders = (ROOT, ROOT / "dagster_project", ROOT / "sql")
    assert [name for name in linked + drawn if not any((folder / name).exists() for folder in folders)] == []


# -- what no file may hold ----------------------------------------------------------------------

HOSTS = r"(?:\bpypi\.(?:org|python\.org)|pythonhosted\.org|\bconda\.anaconda\.org|registry\.npmjs\.org)"
DEVELOPERS_PATHS = r"(?<![\w.~-])/(?:work|root|home|Users)/"
WORKPLACE = r"\b(?:sub-?agents?|helper agents?|(?:coding|agent|helper) sessions?|language model|LLM)\b"


@pytest.mark.parametrize("what", [HOSTS, DEVELOPERS_PATHS, WORKPLACE], ids=["hosts", "paths", "workplace"])
def test_no_file_holds(what: str) -> None:
    assert len(FILES) > 50
    wrong = re.compile(what.encode(), re.IGNORECASE)
    here = Path(__file__).resolve()  # holds the patterns themselves
    assert [(file, found[0]) for file in FILES if file != here and (found := wrong.search(file.read_bytes()))] == []


# -- security -----------------------------------------------------------------------------------


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    named = re.findall(r"`(test_\w+)::(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    missing = [
        f"{file}::{name}"
        for file, name in named
        if f"\ndef {name}(" not in (ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8")
    ]
    assert missing == []
