"""When a missed point is due again: FSRS, without dice and without a clock."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.ledger import Help
from interviewer.learning.outcomes import GradedTurn, Outcome
from interviewer.learning.reviews import LONGEST, Card, cards_of, reviewed
from tests.history import scored
from tests.sample_bank import START


def outcome(
    credit: float, days: float = 0, *, help_given: Help = "unprompted", criterion: str = "spread"
) -> Outcome:
    return scored.outcome(
        at=START + timedelta(days=days),
        question_id="variance",
        criterion_id=criterion,
        credit=credit,
        help=help_given if credit else "never",
    )


def after(*outcomes: Outcome) -> Card:
    card: Card | None = None
    for one in outcomes:
        card = reviewed(card, one)
    assert card is not None
    return card


@pytest.mark.parametrize("credit", [0.7, 0.9, 1.0])
def test_what_is_known_at_once_is_never_due(credit: float) -> None:
    assert reviewed(None, outcome(credit)) is None


@pytest.mark.parametrize("credit", [0.0, 0.3, 0.4, 0.69])
def test_a_missed_point_is_due_on_a_later_day(credit: float) -> None:
    card = after(outcome(credit))
    assert timedelta(days=1) <= card.due - START <= timedelta(days=2)
    assert (card.question_id, card.criterion_id) == ("variance", "spread")


def test_it_comes_back_later_the_better_it_was_known() -> None:
    missed = outcome(0)
    tries: tuple[tuple[float, Help], ...] = (
        *((0.0, "never"), (0.5, "unprompted"), (1.0, "after a hint")),
        (1.0, "unprompted"),
    )
    ways = [after(missed, outcome(credit, 1, help_given=helped)).due for credit, helped in tries]
    assert ways == sorted(ways)
    assert ways[0] < ways[2] < ways[3]
    assert after(missed, outcome(0.8, 1)) == after(missed, outcome(1, 1, help_given="after a hint"))


def test_a_point_that_is_known_again_and_again_is_asked_ever_less_often() -> None:
    outcomes = [outcome(0)]
    gaps = []
    for _ in range(6):
        card = after(*outcomes)
        gaps.append((card.due - card.last_review).days)
        outcomes.append(outcome(1, (card.due - START).days))
    assert gaps == sorted(gaps)
    assert gaps[-1] > 10 * gaps[0]
    assert max(gaps) <= LONGEST


def test_the_zone_of_the_clock_does_not_matter() -> None:
    zone = timezone(timedelta(hours=-7))
    import dataclasses

    elsewhere = [
        dataclasses.replace(one, at=one.at.astimezone(zone)) for one in (outcome(0), outcome(1, 3))
    ]
    assert after(*elsewhere) == after(outcome(0), outcome(1, 3))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 300)), min_size=1, max_size=20))
def test_any_history_gives_the_same_card_twice_due_after_its_last_review(
    steps: list[tuple[float, float]],
) -> None:
    day = 0.0
    outcomes = [outcome(0)]
    for credit, gap in steps:
        day += gap
        outcomes.append(outcome(credit, day))
    card = after(*outcomes)
    assert card == after(*outcomes)
    assert timedelta(days=1) <= card.due - card.last_review <= timedelta(days=LONGEST)
    assert card.last_review == outcomes[-1].at
    assert 1 <= card.difficulty <= 10
    assert card.stability > 0


def test_a_clock_at_the_end_of_time_breaks_nothing() -> None:
    import dataclasses
    from datetime import UTC, datetime

    late = dataclasses.replace(outcome(0), at=datetime.max.replace(tzinfo=UTC))
    assert after(late, late).due > START


def turn(*outcomes: Outcome, whole: bool = True) -> GradedTurn:
    return GradedTurn(0.5, 0.5, whole, retry=False, outcomes=outcomes)


def test_each_missed_criterion_of_a_question_has_a_card_of_its_own() -> None:
    cards = cards_of([turn(outcome(0), outcome(1, criterion="unit"), outcome(0.5, criterion="n"))])
    assert set(cards) == {"spread", "n"}


def test_a_review_of_one_criterion_leaves_the_cards_of_the_others() -> None:
    both = turn(outcome(0), outcome(0, criterion="unit"))
    alone = turn(outcome(1, 2), whole=False)
    before, now = cards_of([both]), cards_of([both, alone])
    assert now["unit"] == before["unit"]
    assert now["spread"].due > before["spread"].due


def test_a_criterion_that_the_question_no_longer_has_is_not_due_for_ever() -> None:
    both = turn(outcome(0), outcome(0, criterion="unit"))
    rewritten = turn(outcome(0, 2))
    assert set(cards_of([both, rewritten])) == {"spread"}


def test_a_verdict_that_may_be_met_makes_no_card_and_no_lapse() -> None:
    doubtful = replace(outcome(0.5), certainty="borderline")
    assert cards_of([turn(doubtful)]) == {}
    card = after(outcome(0))
    again = reviewed(card, replace(outcome(0, 3), certainty="borderline"))
    lapsed = reviewed(card, outcome(0, 3))
    assert again is not None
    assert lapsed is not None
    assert again.stability > lapsed.stability
