"""Which column of a table holds what: a small file in TOML beside the table.

    # telegrams.csv.columns.toml
    reference_id = "doc_nbr"
    created_label = "sent"
    text = "full_text"

Fields of a message on the left, columns of the table on the right. `<table>.columns.toml` is for one
table, `columns.toml` for all in its folder. `text` is a whole telegram, to be split into header and body.
"""

import hashlib
import json
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

FIELDS = (
    "reference_id",
    "created_label",
    "released_on",
    "origin_label",
    "classification_label",
    "references_label",
    "header",
    "body",
    "text",
)
_TEXTS = ("header", "body", "text")
_OF_FOLDER = "columns.toml"
_OF_TABLE = ".columns.toml"
_CSV = {"delimiter", "encoding"}


class WrongColumns(ValueError):
    """A file of column names that cannot be followed."""


@dataclass(frozen=True)
class ColumnNames:
    """The column of each field, how the table is written where that must be said, and which files say so."""

    columns: dict[str, str]
    delimiter: str | None = None
    encoding: str | None = None
    source: Path | None = None
    table: Path | None = None
    of_several: bool = False
    """Whether other files than tables with these columns may be meant: those of a folder, members of an archive."""

    @property
    def digest(self) -> bytes:
        """A hash of what is said, the same however it is written."""
        said = json.dumps([self.columns, self.delimiter, self.encoding], sort_keys=True)
        return hashlib.blake2b(said.encode(), digest_size=16).digest()

    def fit(self, names: Collection[str], may_be_absent: bool = False) -> bool:
        """Whether a table with columns of these names is meant; `may_be_absent` where others may turn up later.

        Raises `WrongColumns` for a column that the table lacks. A file for a whole folder or archive is not
        about tables that have none of its columns.
        """
        if not self.source or not self.table:
            return not {"body", "text"}.isdisjoint(names)
        lacking = {field: column for field, column in self.columns.items() if column not in names}
        texts = {field for field in self.columns if field in _TEXTS}
        if not lacking or (may_be_absent and not texts <= lacking.keys()):
            return True
        if self.of_several and len(lacking) == len(self.columns):
            return False
        field, column = next(iter(lacking.items()))
        known = ", ".join(map(repr, names))[:200] or "none"
        raise WrongColumns(
            f"{self.source}: {field} is to be in column {column!r}, but the columns of {self.table.name} are {known}: "
            "name one of these"
        )


OWN = ColumnNames({field: field for field in FIELDS})
"""For tables whose columns bear the names of the fields."""


def is_column_names(path: Path) -> bool:
    """Whether a file is named like one of column names."""
    return path.name == _OF_FOLDER or path.name.endswith(_OF_TABLE)


def beside_paths(table: Path) -> tuple[Path, Path]:
    """Where the column names of a table may be said: what is for it alone goes before what is for its folder."""
    return table.with_name(table.name + _OF_TABLE), table.with_name(_OF_FOLDER)


def beside(table: Path) -> ColumnNames | None:
    """What the file of column names beside a table says; None where there is none. Raises `WrongColumns`."""
    for source in beside_paths(table):
        if source.is_file():
            return _read(source, table)
    return None


def _read(source: Path, table: Path) -> ColumnNames:
    try:
        said = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WrongColumns(f'{source} cannot be read ({error}): write lines like body = "column"') from error
    written = said.pop("csv", {})
    for name, value in said.items():
        if name not in FIELDS or not isinstance(value, str):
            raise WrongColumns(
                f"{source}: {name} = {value!r} names no column: give one, as text, to {', '.join(FIELDS)}"
            )
    if not said.keys() & set(_TEXTS) or {"text"} < said.keys() & set(_TEXTS):
        raise WrongColumns(f"{source} says not where the telegram is: name the columns of header and body, or of text")
    if not isinstance(written, dict) or not written.keys() <= _CSV or not _is_sound(**written):
        raise WrongColumns(
            f"{source}: [csv] says {written!r}: it may hold delimiter, one character, and encoding, one that has ASCII"
        )
    return ColumnNames(
        said, written.get("delimiter"), written.get("encoding"), source, table, source.name == _OF_FOLDER
    )


def _is_sound(delimiter: object = ",", encoding: object = "utf-8") -> bool:
    """Whether records can be told apart byte by byte: with a delimiter of one, in an encoding that has ASCII."""
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '"\r\n':
        return False
    try:
        marks = f'"{delimiter}\n'
        return marks.isascii() and marks.encode(encoding) == marks.encode()
    except (LookupError, TypeError):
        return False
