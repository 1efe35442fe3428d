"""`cables cite`: a citation of a cable, in the form that is asked for."""

from dagster_project import reading
from dagster_project.settings import Home

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_{}"},
    }
)


def citation(home: Home, cable_id: str, style: str | None) -> dict:
    """What the view `citations` says of a cable, with the `citation` in a style; in its usual one where none is given.

    Raises `NoCable`.
    """
    row = reading.of_cable(home, "cite", cable_id, "citation")["citation"][0]
    row["style"] = style or row.pop("usual_style")
    made = {"bibtex": _bibtex, "ris": _ris}.get(row["style"])
    row["citation"] = made(row) if made else row[row["style"]]
    return row


def _bibtex(row: dict) -> str:
    date = row["date"]
    fields = {
        "author": f"{{{_tex(row['originator'])}}}" if row["originator"] else None,
        "title": f"{{{_tex(row['subject'])}}}" if row["subject"] else None,
        "year": f"{date:%Y}" if date else None,
        "month": f"{date:%m}" if date else None,
        "day": f"{date:%d}" if date else None,
        "howpublished": _tex(_document(row)),
        "note": _tex(row["holding"]) if row["holding"] else None,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{row['cable_id']},", *lines, "}"])


def _ris(row: dict) -> str:
    date = row["date"]
    fields = {
        "TY": "GOVDOC",
        "ID": row["cable_id"],
        "AU": row["originator"],
        "TI": row["subject"],
        "PY": f"{date:%Y}" if date else None,
        "DA": f"{date:%Y/%m/%d}" if date else None,
        "M3": _document(row),
        "DB": row["holding"],
    }
    return "\n".join([*(f"{tag}  - {value}" for tag, value in fields.items() if value), "ER  - "])


def _document(row: dict) -> str:
    return ", ".join(filter(None, [f"Cable {row['cable_id']}", row["classification"]]))


def _tex(text: str) -> str:
    return text.translate(_TEX)
