"""Names beside phrases that ask to protect a source: found, and left out wherever they stand in the cable."""

import json
from pathlib import Path

import duckdb
import pytest
from test_marts import SOURCE, TELEGRAMS, load, mine, rows, three  # noqa: F401  (fixtures)

from dagster_project import marts
from dagster_project.settings import SQL


@pytest.fixture(scope="module")
def view() -> duckdb.DuckDBPyConnection:
    """The view over a table of paragraphs that a test fills."""
    connection = duckdb.connect()
    connection.execute(
        "create table fact_paragraphs (cable_id text, message_id text, ordinal int, text text, has_protect_phrase bool)"
    )
    connection.execute((SQL / "views" / "protected_paragraphs.sql").read_text())
    return connection


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Brazilian Defense Minister Nelson Quillon (protect) confirmed it.", ["Nelson Quillon"]),
        ("Both Freer and Judith Gorse (strictly protect), Deputy Head of Policy, agreed.", ["Judith Gorse"]),
        ("Chief of Staff Alberto D'Alba (please protect) told us.", ["Alberto D'Alba"]),
        ("We met IPPC Chairman Dr. Rajen Moss (please protect), who agreed.", ["Rajen Moss"]),
        ("When reached March 14, Ricardo Fenn (strictly protect throughout) demurred.", ["Ricardo Fenn"]),
        ("Ricardo Fenn (protect throughout) demurred.", ["Ricardo Fenn"]),
        ("Ricardo Fenn (Protect - PRM) demurred.", ["Ricardo Fenn"]),
        ("Ricardo Fenn (protect name) demurred.", ["Ricardo Fenn"]),
        ("Ricardo Fenn (protect, please) demurred.", ["Ricardo Fenn"]),
        ("Ricardo Fenn (PROTECT!) demurred.", ["Ricardo Fenn"]),
        ("Moss asked us to protect his name.", ["Moss"]),
        ("Omar bin al-Thistle (protect) and Van der Moor (protect) left.", ["Omar bin al-Thistle", "Van der Moor"]),
        ("Fenn left. Moss, a baker at the harbor (strictly protect), stayed.", ["Moss"]),
        (f"Fenn, {'a' * 112} (protect) stayed.", ["Fenn"]),
        (f"Fenn, {'a' * 113} (protect) stayed.", []),
        ("Please protect Ada Fenn, who asked for it.", ["Ada Fenn"]),
        ("Strictly protect source: Ada Fenn told Moss.", ["Ada Fenn"]),
        ("Moss asked us to protect his identity.", ["Moss"]),
        ("SUPPORTERS OF MOSS SUCH AS ADA FENN (STRICTLY PROTECT), ARE LOOKING BEYOND", ["ADA FENN"]),
        ("The Ruritanian Ambassador (protect) said it.", []),
        ("The Ruritanian Ambassador Ada Fenn (protect) said it.", ["Ada Fenn"]),
        ("Senior sources in the Chancellery (protect) assured us.", []),
        ("We bathe Fenn (protect) in praise.", ["Fenn"]),
        ("With Judge Moss they noted their ability to protect the sources of their intelligence.", []),
        ("A Quillon diplomat XXXXXXXXXXXX (protect) said it.", []),
        ("THE MAYOR, XXXXXXXXXXXX(STRICTLY PROTECT), LEFT", []),
        ("Sensitive but Unclassified. Please protect accordingly.", []),
        ("A senior officer (protect) said it.", []),
    ],
)
def test_the_names_beside_a_phrase(view, text, names):
    view.execute("delete from fact_paragraphs")
    view.execute("insert into fact_paragraphs values ('08PARIS1', 'm', 1, ?, true)", [text])
    ((found,),) = view.execute("select names from protected_paragraphs").fetchall()
    assert sorted(found) == sorted(names)


def test_the_phrases_are_given(view):
    view.execute("delete from fact_paragraphs")
    text = "Moss (strictly\nprotect), Quill (protect throughout) and Fenn (Protect) said: protect the source."
    view.execute("insert into fact_paragraphs values ('08PARIS1', 'm', 1, ?, true)", [text])
    ((found,),) = view.execute("select phrases from protected_paragraphs").fetchall()
    assert sorted(found) == ["protect", "protect the source", "protect throughout", "strictly protect"]


def test_a_name_is_left_out_wherever_it_stands_in_its_cable(three):  # noqa: F811
    texts = [text for _, text in rows(three, "paragraphs", "cable_id, text") if _ == "08PARIS1600"]
    assert texts == [None, "The weather was fair, said the ministry.", None, "The thistlewoodland is a moor."]
    assert rows(three, "paragraphs", "is_protected")[1:5] == [(True,), (False,), (True,), (False,)]
    assert rows(three, "cables", "cable_id, subject, is_protected, protected_count") == [
        ("08PARIS1599", "NO FOG", False, 0),
        ("08PARIS1600", None, True, 2),
        ("08PARIS1601", "MORE FOG", False, 0),
    ]


def test_no_file_holds_the_name(three):  # noqa: F811
    found = [
        (file.name, row)
        for file in three.marts.glob("*.parquet")
        for row in duckdb.sql(f"from read_parquet('{file}')").fetchall()
        if "THISTLEWOOD " in repr(row).upper() or "ORLANDO" in repr(row).upper()
    ]
    assert found == []


def test_the_manifest_says_what_was_left_out(three):  # noqa: F811
    said = json.loads((three.marts / "manifest.json").read_text())
    assert said["include_protected"] is False
    assert said["protected"] == {"paragraphs_with_phrase": 1, "paragraphs_with_name": 1, "cables": 1, "names": 1}


def test_all_is_there_when_asked_for_and_still_flagged(mine):  # noqa: F811
    before = json.loads((mine.marts / "manifest.json").read_text())["generation"]
    published = marts.publish(mine, include_protected=True)
    marts.require_laws(published.laws)
    assert published.manifest["include_protected"] is True
    assert published.manifest["generation"] != before
    assert [text is None for (text,) in rows(mine, "paragraphs", "text")] == [False] * 6
    assert rows(mine, "paragraphs", "is_protected")[1:5] == [(True,), (False,), (True,), (False,)]
    assert rows(mine, "cables", "subject")[1] == ("FOG, AND WHAT THISTLEWOOD SAYS OF IT",)


def test_the_next_publication_leaves_it_out_again(mine):  # noqa: F811
    marts.publish(mine, include_protected=True)
    marts.publish(mine)
    assert rows(mine, "cables", "subject")[1] == (None,)


def test_a_name_that_one_version_gives_is_left_out_of_the_others(mine, tmp_path: Path):  # noqa: F811
    redacted = SOURCE.replace("Orlando Thistlewood", "XXXXXXXXXXXX").replace("AND WHAT THISTLEWOOD SAYS", "AND WORDS")
    load(mine, tmp_path / "second", {"08PARIS1600": redacted})
    marts.require_laws(marts.publish(mine).laws)
    changes = rows(mine, "version_changes", "part, name, before, after, is_protected")
    assert ("field", "subject", None, None, True) in changes
    assert all("THISTLEWOOD " not in repr(change).upper() for change in changes)


def test_the_law_sees_a_text_that_was_let_through(mine, monkeypatch):  # noqa: F811
    statement = marts._statement

    def leaking(mart) -> str:
        return statement(mart).replace("unless_source(subject, source_words) as subject", "subject")

    monkeypatch.setattr(marts, "_statement", leaking)
    broken = [law for law in marts.publish(mine).laws if not law.passed]
    assert [(law.check.name, law.wrong_rows) for law in broken] == [
        ("protection", [("cables", "08PARIS1600", 1), ("versions", "08PARIS1600", 1)])
    ]
