"""`cables diff`: what is said of the versions of a cable."""

from pathlib import Path

import pytest

from dagster_project import warehouse
from dagster_project.dumps.discover import discover
from dagster_project.lake.manifests import write_manifest
from dagster_project.lake.messages import write_messages
from dagster_project.lake.parsing import parse_messages
from dagster_project.reading import NoCable
from dagster_project.settings import Home
from dagster_project.versions import compare, print_changes

TELEGRAM = """\
R 211047Z AUG 08
FM AMEMBASSY PARIS
TO RUEHC/SECSTATE WASHDC 4147
INFO RUEHFR/AMEMBASSY LONDON 0001

C O N F I D E N T I A L PARIS 001600

TAGS: PREL FR
SUBJECT: FOG
REF: LONDON 12

1. (C) Fog came in.

2. (C) XXXXXXXXXXXX told us to wait.
"""
LIFTED = TELEGRAM.replace("XXXXXXXXXXXX", "The harbour master").replace("PREL FR", "PREL ECON FR")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A warehouse with one cable, first redacted, then not."""
    folder = tmp_path_factory.mktemp("versions")
    home = Home(folder / "home")
    for name, text in (("first", TELEGRAM), ("second", LIFTED)):
        (folder / name).mkdir()
        (folder / name / "08PARIS1600.txt").write_text(text)
        (dump,) = discover(folder / name)
        write_manifest(home, dump)
        write_messages(home, dump, lambda *_: None)
        parse_messages(home, dump.dump_id, lambda *_: None)
        warehouse.load_dump(home, dump.dump_id)
    return home


def test_the_version_without_redaction_is_current(home):
    versions = compare(home, "08PARIS1600")["versions"]
    assert [(v["version"], v["is_redacted"], v["is_current"]) for v in versions] == [(1, True, False), (2, False, True)]


def test_changed_columns_have_their_old_and_new_value(home):
    (change,) = compare(home, "2008PARIS001600")["changes"]
    assert (change["from"], change["to"]) == (1, 2)
    assert change["columns"] == {"is_redacted": [True, False], "word_count": [8, 10]}


def test_rows_that_went_and_came_are_told_by_table(home):
    (change,) = compare(home, "08PARIS1600")["changes"]
    assert (change["removed"], change["added"]) == ({}, {"tags": [("ECON", "subject")]})


def test_text_differs_by_paragraph(home):
    (change,) = compare(home, "08PARIS1600")["changes"]
    assert change["text"][1:] == [
        "-2. (C) XXXXXXXXXXXX told us to wait.",
        "+2. (C) The harbour master told us to wait.",
    ]


def test_changes_are_printed(home, capsys):
    print_changes(compare(home, "08PARIS1600"))
    out = capsys.readouterr().out
    assert "from version 1 to 2" in out
    assert "is_redacted: True -> False" in out
    assert "+2. (C) The harbour master told us to wait." in out


def test_cable_that_is_not_there_is_said_to_be_missing(home):
    with pytest.raises(NoCable, match="no cable 08PARIS1 "):
        compare(home, "08PARIS1")


def test_sql_of_the_versions_runs_in_the_shell(home):
    for file in sorted((Path(__file__).resolve().parents[1] / "sql" / "diff").glob("*.sql")):
        with warehouse.connect(home) as connection:
            connection.execute("set variable cable_id = '08PARIS1600'")
            assert connection.execute(file.read_text()).fetchall(), file.name
