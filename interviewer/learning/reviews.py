"""When a missed criterion is due again: spaced repetition by FSRS.

The scheduler is that of the package ``fsrs``: Ye, Su and Cao, "A Stochastic Shortest Path
Algorithm for Optimizing Spaced Repetition Scheduling", KDD 2022, in its version 6 with the
parameters fitted on all users of Anki. There is no randomness and no clock: the same outcomes give
the same cards.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from interviewer.grading.bands import MET
from interviewer.learning.outcomes import FAR, GradedTurn, Outcome

if TYPE_CHECKING:
    from fsrs import Rating, Scheduler

RETENTION = 0.9
"""How likely a point is still to be known when it comes up for review."""

LONGEST = 365  # days between two reviews: nobody prepares for an interview for longer
_LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=LONGEST)  # a later one has no due day


@dataclass(frozen=True, slots=True)
class Card:
    """A criterion that was missed once, and its FSRS state.

    ``stability`` is the number of days after which it is remembered with a probability of 0.9,
    ``difficulty`` is 1..10; ``due`` and ``last_review`` are in UTC.
    """

    question_id: str
    criterion_id: str
    due: datetime
    last_review: datetime
    stability: float
    difficulty: float


def after_turns(cards: Mapping[str, Card], turns: Sequence[GradedTurn]) -> dict[str, Card]:
    """Return the cards of one question, by criterion, after more turns about it, oldest first.

    A point made by a later turn of the same session, such as a retry, does not count as missed and
    gets no card. So all turns of a session must be given together.
    """
    made: dict[tuple[str, str], int] = {}
    for turn in turns:
        for one in turn.outcomes:
            if one.credit >= MET:
                made[one.session_id, one.criterion_id] = one.turn
    after = dict(cards)
    for turn in turns:
        good = {
            one.criterion_id
            for one in turn.outcomes
            if one.credit < MET and made.get((one.session_id, one.criterion_id), 0) > one.turn
        }
        after = after_turn(after, turn, made_good=good)
    return after


def after_turn(
    cards: Mapping[str, Card], turn: GradedTurn, *, made_good: Collection[str] = ()
) -> dict[str, Card]:
    """Return the cards of one question, by criterion, after one more turn about it.

    A whole turn whose rubric lacks a criterion removes its card: the question has been rewritten.
    Misses of the criteria in ``made_good`` are ignored.
    """
    known = turn.criteria
    after = {name: card for name, card in cards.items() if name in known or not turn.whole}
    for outcome in turn.outcomes:
        if outcome.criterion_id in made_good:
            continue
        card = reviewed(after.get(outcome.criterion_id), outcome)
        if card is not None:
            after[card.criterion_id] = card
    return after


def reviewed(card: Card | None, outcome: Outcome) -> Card | None:
    """Return the card after an outcome; ``None`` while the criterion was never clearly missed.

    Give the outcomes in chronological order. A borderline verdict makes no card, because it is not
    certain that the point was missed.
    """
    import fsrs

    if card is None and (outcome.credit >= MET or outcome.certainty == "borderline"):
        return None
    known = fsrs.Card(card_id=0, due=outcome.at)
    if card is not None:
        known = fsrs.Card(
            card_id=0,
            state=fsrs.State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=card.due,
            last_review=card.last_review,
        )
    at = min(outcome.at, _LAST).astimezone(UTC)
    new, _ = _scheduler().review_card(known, _rating(outcome), at)
    if new.stability is None or new.difficulty is None:
        raise ValueError("a reviewed card has a stability and a difficulty")
    return Card(
        question_id=outcome.question_id,
        criterion_id=outcome.criterion_id,
        due=new.due,
        last_review=at,
        stability=new.stability,
        difficulty=new.difficulty,
    )


def cards_of(turns: Iterable[GradedTurn]) -> dict[str, Card]:
    """Return the cards of one question after all its graded turns, oldest first."""
    return after_turns({}, tuple(turns))


def _rating(outcome: Outcome) -> "Rating":
    from fsrs import Rating

    clear = outcome.certainty == "clear"
    if outcome.credit < FAR and clear:
        return Rating.Again
    if outcome.credit < MET:
        return Rating.Hard
    # Never a card's first outcome: a point that is known at once gets no card.
    alone = outcome.credit >= 1 and outcome.help == "unprompted" and clear
    return Rating.Easy if alone else Rating.Good


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        # Steps of minutes are for flash cards; here the first review is on a later day.
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
