"""Progress from the outcomes of criteria alone, without a store."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from interviewer.learning.mastery import mastery_of
from interviewer.learning.outcomes import GradedTurn, Outcome, turn_score
from interviewer.learning.progress import Progress, progress


def progress_of(outcomes: Iterable[Outcome], now: datetime) -> Progress:
    """Return what the outcomes of turns, in any order, show together."""
    rows = sorted(outcomes, key=lambda row: (row.session_id, row.turn))
    groups = [list(own) for _, own in groupby(rows, key=lambda row: (row.session_id, row.turn))]
    turns = [GradedTurn(0.0, False, tuple(own)) for own in groups]
    in_time = sorted(turns, key=lambda turn: turn.outcomes[0].at)
    mastery = [
        one
        for question in dict.fromkeys(row.question_id for row in rows)
        for one in mastery_of(
            turn for turn in in_time if turn.outcomes[0].question_id == question
        ).values()
    ]
    return progress(map(turn_score, turns), mastery, now)
