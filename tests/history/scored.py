"""Progress from the outcomes of criteria alone, without a store or misconceptions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from interviewer.learning.mastery import mastery_of
from interviewer.learning.outcomes import GradedTurn, Outcome, turn_score
from interviewer.learning.progress import Progress, progress
from tests.sample_bank import START

_OUTCOME = Outcome(
    session_id="s1",
    turn=1,
    at=START,
    format=None,
    question_id="q1",
    area="statistics",
    level="beginner",
    kind="concept",
    criterion_id="c1",
    essential=True,
    points=2,
    credit=1.0,
    help="unprompted",
)


def outcome(**values: Any) -> Outcome:
    """Return how an essential point worth 2 fared: made unprompted, but for ``values``."""
    return replace(_OUTCOME, **values)


def progress_of(outcomes: Iterable[Outcome], now: datetime) -> Progress:
    """Return what the outcomes of turns, in any order, show together."""
    rows = sorted(outcomes, key=lambda row: (row.session_id, row.turn))
    groups = [list(own) for _, own in groupby(rows, key=lambda row: (row.session_id, row.turn))]
    first = {(row.session_id, row.question_id): row.turn for row in reversed(rows)}
    turns = [_turn(own, first[own[0].session_id, own[0].question_id]) for own in groups]
    in_time = sorted(turns, key=lambda turn: turn.outcomes[0].at)
    mastery = [
        one
        for question in dict.fromkeys(row.question_id for row in rows)
        for one in mastery_of(
            turn for turn in in_time if turn.outcomes[0].question_id == question
        ).values()
    ]
    return progress(map(turn_score, turns), mastery, now)


def _turn(rows: list[Outcome], first: int) -> GradedTurn:
    possible = sum(row.points for row in rows)
    earned = sum(row.points * row.credit for row in rows)
    unaided = sum(row.points * row.credit for row in rows if row.help == "unprompted")
    return GradedTurn(
        score=earned / possible,
        unaided=unaided / possible,
        whole=False,
        retry=rows[0].turn != first,
        outcomes=tuple(rows),
    )
