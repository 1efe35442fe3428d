"""The scorecard: every row of a corpus read once and put before all three judges."""

import traceback
from pathlib import Path

from dagster_project.telegram.cable import Cable

from . import gold, index, laws
from .corpus import Row, corpus_rows, hand_read, published_index
from .outcome import Outcome


def score(corpus: Path) -> tuple[list[Outcome], int]:
    """All outcomes over a corpus, judge by judge, and how many characters there were to read."""
    outcomes: list[Outcome] = []
    visible = 0
    by_hand = {cable["mrn"]: cable for cable in hand_read(corpus)}
    published = published_index(corpus)
    for row in corpus_rows(corpus):
        cable, error = _read(row)
        outcomes.append(Outcome("law.no_exception", row.cable_id, "", "", error, not error))
        outcomes.extend(laws.compare(row, cable))
        if row.cable_id in published:
            outcomes.extend(index.compare(row.cable_id, published[row.cable_id], cable))
        if row.cable_id in by_hand:
            outcomes.extend(gold.compare(by_hand.pop(row.cable_id), cable))
        visible += laws.visible(row)
    outcomes.extend(Outcome("gold.row", mrn, "", "a row of the CSV", None, False) for mrn in by_hand)
    outcomes.sort(key=lambda outcome: outcome.field.split(".")[0])
    return outcomes, visible


def unread(outcomes: list[Outcome]) -> list[int]:
    """Characters left unread, cable by cable."""
    return [outcome.got for outcome in outcomes if outcome.field == "law.all_characters_read"]


def _read(row: Row) -> tuple[Cable, str]:
    """The cable, or an empty one and the exception: a parser that fails scores as one that reads nothing."""
    try:
        return row.read(), ""
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Cable(unread_chars=laws.visible(row)), f"{error!r} at {Path(where.filename).name}:{where.lineno}"
