"""One figure for one thing: history, report and progress tell the same of any session at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.grading.grade import Grade, Span, Stability, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.history.rows import row_of
from interviewer.interview.events import SessionConfig
from interviewer.interview.ledger import result, session_score
from interviewer.interview.score_rules import may_show_scores
from interviewer.interview.session import Session
from interviewer.learning.mastery import mastery_of
from interviewer.learning.outcomes import GradedTurn, graded_turn, turn_score
from interviewer.learning.progress import Progress, progress
from interviewer.report.build import build_report
from interviewer.report.report import Report, TurnReport
from interviewer.report.session_words import standing
from interviewer.report.withheld import UNTOLD
from tests.interview.play import CONFIGS_IN_STAGES, MOVES, Play, played
from tests.sample_bank import START

_MOVES = st.lists(MOVES | st.just(("dispute",)), min_size=10, max_size=40)
GAMES = settings(max_examples=60, deadline=None)


def kept(session: Session) -> list[GradedTurn]:
    """Return what the store derives of a session."""
    turns = (graded_turn(session, turn) for turn in session.turns)
    return [turn for turn in turns if turn is not None]


def progress_of(session: Session) -> Progress:
    """Return the progress of somebody whose only session this is."""
    turns = kept(session)
    mastery = [
        one
        for question in dict.fromkeys(turn.outcomes[0].question_id for turn in turns)
        for one in mastery_of(
            turn for turn in turns if turn.outcomes[0].question_id == question
        ).values()
    ]
    return progress(map(turn_score, turns), mastery, START)


@GAMES
@given(CONFIGS_IN_STAGES, st.integers(0, 10_000), _MOVES)
def test_every_place_tells_the_same_figures(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    session = played(config, seed, moves).conductor.session
    report, shown = build_report(session), progress_of(session)
    score = session_score(session)
    assert row_of(session, session.last_at, b"")["score"] == score
    assert report.score == shown.score == score
    assert [one.score for one in shown.overall] == ([] if score is None else [score])
    assert {one.area: (one.score, one.questions) for one in shown.areas} == {
        one.area: (one.score, one.questions) for one in report.areas
    }
    assert [(turn.outcomes[0].turn, turn.score, turn.unaided) for turn in kept(session)] == [
        (turn.number, turn.score, turn.unprompted_score)
        for turn in report.turns
        if turn.score is not None
    ]
    every_point_earns_the_same(report, kept(session))


def every_point_earns_the_same(report: Report, turns: list[GradedTurn]) -> None:
    told = {
        (turn.number, one.id): one.earned
        for turn in report.turns
        if turn.score is not None
        for one in turn.criteria
        if one.settled
    }
    outcomes = [one for turn in turns for one in turn.outcomes]
    derived = {(one.turn, one.criterion_id): round(one.points * one.credit, 2) for one in outcomes}
    assert derived == told


@GAMES
@given(CONFIGS_IN_STAGES, st.integers(0, 10_000), _MOVES)
def test_no_place_tells_anything_of_an_exam_before_its_end(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    exam = config.model_copy(update={"mode": "exam", "estimate": False})
    play = played(exam, seed, moves)
    for session in play.seen:
        if session.config.mode != "exam" or may_show_scores("exam", session.finished):
            continue
        report = build_report(session)
        assert session_score(session) is None
        assert kept(session) == []
        assert standing(report) == "unfinished, not scored"
        assert (report.areas, report.strongest, report.weakest, report.study) == ((), (), (), ())
        assert (report.graders, report.counts.graded) == ((), 0)
        for turn in report.turns:
            nothing_is_judged(turn)


def nothing_is_judged(turn: TurnReport) -> None:
    assert turn.status not in ("graded", "provisional")
    scores = (turn.score, turn.low, turn.high, turn.unprompted_score, turn.provisional_score)
    assert set(scores) == {None}
    assert (turn.criteria, turn.misconceptions, turn.suspected, turn.disputed) == ((), (), (), ())
    assert (turn.coaching, turn.change, turn.code) == (None, None, None)
    assert all(answer.ungraded == UNTOLD for answer in turn.answers)
    assert not any(answer.deeper or answer.reference for answer in turn.answers)


@GAMES
@given(CONFIGS_IN_STAGES, st.integers(0, 10_000), _MOVES)
def test_once_it_is_over_an_exam_tells_all(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    exam = config.model_copy(update={"mode": "exam", "estimate": False})
    session = played(exam, seed, [*moves, ("finish",)]).conductor.session
    if session.config.mode != "exam" or session.finished is None:
        return
    judged = [turn for turn in session.turns if result(turn) is not None]
    assert [turn.outcomes[0].turn for turn in kept(session)] == [turn.number for turn in judged]
    reasons = [
        answer.outcome.reason for answer in session.standing if isinstance(answer.outcome, Ungraded)
    ]
    told = [answer.ungraded for turn in build_report(session).turns for answer in turn.answers]
    assert UNTOLD not in told
    assert [reason for reason in told if reason in reasons] == reasons


def certainty_of(first: Verdict, reply: Verdict | None) -> str:
    """Return how sure the first point is after an answer and, if given, the reply to its probe."""

    class Judge:
        name, version = "judge", "1"

        async def grade(self, request: GradingRequest) -> Grade:
            mine = reply if reply and request.follow_up else first
            return Grade(
                verdicts=(mine,),
                grader=self.name,
                grader_version=self.version,
                rubric_version=request.rubric.version,
            )

    config = SessionConfig(question_ids=("variance",), probes=0 if reply is None else 1)
    play = Play(config, Judge())
    play.run(["It is the spread.", "It has to do with squares."])
    (turn,) = kept(play.conductor.session)
    return turn.outcomes[0].certainty


SAID = (Span(start=0, end=2, quote="It"),)
HALF = Verdict(criterion_id="point-1", level="partial", credit=0.5, spans=SAID)
NONE = Verdict(criterion_id="point-1", level="missed", credit=0.0)
DOUBT = {"certainty": "borderline"}
DIVIDED = DOUBT | {"stability": Stability(agreed=2, votes=3)}


@pytest.mark.parametrize(
    ("first", "reply", "sure"),
    [
        (HALF, None, "clear"),
        (HALF.model_copy(update=DOUBT), None, "borderline"),
        # Between missed and partial: not met either way.
        (NONE.model_copy(update=DOUBT), None, "clear"),
        (NONE.model_copy(update=DIVIDED), None, "borderline"),
        # It was asked for, and clearly missed.
        (NONE.model_copy(update=DIVIDED), NONE, "clear"),
    ],
)
def test_an_outcome_is_doubtful_where_the_point_may_be_met(
    first: Verdict, reply: Verdict | None, sure: str
) -> None:
    assert certainty_of(first, reply) == sure
