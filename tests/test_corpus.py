"""What must hold of every cable of the corpus; the corpus lies beside the checkout and is no part of it."""

import pytest
from score.card import score, unread
from score.corpus import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus at {CORPUS}")


@pytest.fixture(scope="module")
def scorecard():
    return score(CORPUS)


@pytest.mark.parametrize(
    "law",
    [
        "no_exception",
        "spans_cover",
        "unread_counts_spans",
        "blank_spans_are_blank",
        "offsets",
        "dtg",
        "numbers_1_to_n",
        "station_serial",
    ],
)
def test_law_holds_of_every_cable(scorecard, law):
    outcomes = [outcome for outcome in scorecard[0] if outcome.field == f"law.{law}"]
    assert outcomes
    assert [outcome for outcome in outcomes if not outcome.equal] == []


def test_hardly_a_character_is_left_unread(scorecard):
    outcomes, visible = scorecard
    assert sum(unread(outcomes)) < 0.0005 * visible


def test_nearly_every_cable_is_read_whole(scorecard):
    left = unread(scorecard[0])
    assert left.count(0) >= 0.99 * len(left)
