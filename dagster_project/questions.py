"""What analysts ask: one file of `sql/questions` a question, its opening comment read into a `Question`.

The comment says the topic and the question, what to watch out for, the columns of the answer and the
parameters. A parameter is a variable of DuckDB, so that a file runs as it is in the DuckDB shell too; the
file itself holds what is in force where the variable is not set. Its type is one of DuckDB, or says what it
names: a post, a TAG, a cable or a country (`POST`), several with commas between (`POST[]`), or one of a few
words (`info|action`). `docs/QUESTIONS.md` is written from the comments by `python -m dagster_project.questions`.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dagster_project.settings import ROOT, SQL

FOLDER = SQL / "questions"
PAGE = ROOT / "docs" / "QUESTIONS.md"

TOPICS = ("secrecy", "traffic", "topics", "what is missing", "sources")
"""What questions are about, in the order they are listed."""

Value = str | int | float | bool | dt.date


class NoQuestion(ValueError):
    """There is no file of this name."""


class NoParameter(ValueError):
    """The question has no parameter of this name, or the value is none of its type."""


class Parameter(NamedTuple):
    """One variable that a question takes: name, type, what is in force without it, and its meaning."""

    name: str
    type: str
    default: str
    meaning: str

    @property
    def option(self) -> str:
        return "--" + self.name.replace("_", "-")


class Question(NamedTuple):
    """One file: `columns` are names with meanings, in the order of the answer."""

    name: str
    topic: str
    question: str
    watch_out: str
    columns: dict[str, str]
    parameters: tuple[Parameter, ...]
    sql: str


def declared() -> list[Question]:
    """Every question, by topic and name."""
    found = [_read(file) for file in FOLDER.glob("*.sql")]
    return sorted(found, key=lambda question: (TOPICS.index(question.topic), question.name))


def find(name: str) -> Question:
    """The question of that name. Raises `NoQuestion`, which names the one that was meant where one is like it."""
    found = {question.name: question for question in declared()}
    if name not in found:
        meant = difflib.get_close_matches(name, found, 1)
        hint = f"did you mean {meant[0]}? `cables ask` lists them all" if meant else "`cables ask` lists them"
        raise NoQuestion(f"no question {name!r}: {hint}")
    return found[name]


def values(question: Question, given: Iterable[str]) -> dict[str, Value]:
    """Variables to set, from words as typed: `--min-cables 5` or `--min-cables=5`. Raises `NoParameter`."""
    options = {parameter.option: parameter for parameter in question.parameters}
    found: dict[str, Value] = {}
    words = iter(given)
    for word in words:
        option, _, value = word.partition("=")
        parameter = options.get(option.replace("_", "-"))
        if parameter is None:
            known = ", ".join(options) or "none"
            raise NoParameter(f"{question.name} has no parameter {word!r}; it has {known}")
        if "=" not in word and (value := next(words, None)) is None:
            raise NoParameter(f"{option} needs a value: {parameter.meaning}")
        try:
            found[parameter.name] = _converted(parameter.type, value)
        except (ValueError, KeyError):
            form = _FORMS.get(parameter.type) or " or ".join(_words(parameter.type))
            raise NoParameter(f"{option} takes {form}; {value!r} is none") from None
    return found


def named(question: Question, given: Mapping[str, Value]) -> list[dict[str, str]]:
    """What of the values that were given names something of the warehouse: `kind`, a key of `KINDS`, and `value`."""
    types = {parameter.name: parameter.type for parameter in question.parameters}
    kinds = {name: types[name].removesuffix("[]") for name in given}
    return [
        {"kind": kind, "value": value}
        for name, kind in kinds.items()
        if kind in KINDS
        for value in (given[name].split(",") if types[name].endswith("[]") else [given[name]])
    ]


def _converted(type_: str, word: str) -> Value:
    if words := _words(type_):
        return {known: known for known in words}[word]
    return _CONVERTED.get(type_, str)(word)


def _words(type_: str) -> list[str]:
    """The words that a parameter takes, where its type lists them."""
    return [word.strip() for word in type_.split("|")] if "|" in type_ else []


KINDS = {
    "CABLE": "no cable has the number",
    "COUNTRY": "no country has the ISO code",
    "POST": "no cable has the post",
    "TAG": "no cable has the TAG",
}
"""Types whose values name something of the warehouse (`sql/ask/unknown.sql`), and what is said of one that does not."""

_CONVERTED: dict[str, Callable[[str], Value]] = {
    "INTEGER": int,
    "DOUBLE": float,
    "DATE": dt.date.fromisoformat,
    "BOOLEAN": lambda word: {"true": True, "false": False}[word.lower()],
}
_FORMS = {
    "INTEGER": "a whole number",
    "DOUBLE": "a number",
    "DATE": "a date such as 2008-08-31",
    "BOOLEAN": "true or false",
}
_ENTRY = re.compile(r"^  (\w+)(?: \(([^,]+), (.+?)\))?: (.+)$")


def _read(file: Path) -> Question:
    sql = file.read_text(encoding="utf-8")
    comment = re.match(r"(?:--.*\n)+", sql)[0]
    lines = [line.removeprefix("--").removeprefix(" ") for line in comment.splitlines()]
    columns, parameters = lines.index("Columns:"), lines.index("Parameters:")
    topic, question = " ".join(filter(None, lines[: lines.index("")])).split(": ", 1)
    watch_out = " ".join(filter(None, lines[lines.index("") + 1 : columns])).removeprefix("Watch out: ")
    return Question(
        file.stem,
        topic,
        question,
        watch_out,
        {name: meaning for name, _, _, meaning in _entries(lines[columns + 1 : parameters])},
        tuple(Parameter(*entry) for entry in _entries(lines[parameters + 1 :])),
        sql,
    )


def _entries(lines: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """Name, type, default and meaning of each entry, which goes on in lines that are set further in."""
    joined: list[str] = []
    for line in lines:
        if line.startswith("    "):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return [_ENTRY.match(line).groups() for line in joined]


def page() -> str:
    """Text of `docs/QUESTIONS.md`."""
    found = declared()
    lines = [_PAGE_HEAD.rstrip()]
    for topic in TOPICS:
        lines += ["", f"## {topic.capitalize()}", "", "| name | question |", "| --- | --- |"]
        lines += [
            f"| [`{question.name}`](../sql/questions/{question.name}.sql) | {question.question} |"
            for question in found
            if question.topic == topic
        ]
    return "\n".join(lines) + "\n"


_PAGE_HEAD = """\
# Questions

Written from the opening comments of `sql/questions/*.sql` by `python -m dagster_project.questions`. What to watch
out for, what the columns mean and which parameters there are stands in each file, and `cables ask NAME --help`
prints it. A file runs as it is in the DuckDB shell; a parameter is a variable there:

```sql
set variable post = 'PARIS';
.read sql/questions/secret_share.sql
```

All count the current version of each cable, unless they are about versions. Text in a CSV file that a spreadsheet
would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front,
items of a list are joined with `; ` and control characters are written as `\\x1b`; JSON and Parquet hold what the
warehouse holds.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
