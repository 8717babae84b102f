"""What is outstanding in a session: ask, wait, grade, follow up, show feedback, finish."""

from dataclasses import dataclass

from interviewer.bank.question import FollowUp
from interviewer.interview.events import Emphasis, FinishReason
from interviewer.interview.follow_ups import next_follow_up
from interviewer.interview.ledger import result
from interviewer.interview.session import Session, Suspicion, Turn


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """The next question is to be picked and asked."""


@dataclass(frozen=True, slots=True)
class AwaitCandidate:
    """It is the candidate's turn to speak."""


@dataclass(frozen=True, slots=True)
class AwaitGrade:
    """The conversation cannot go on before answer ``answer_id`` has been judged."""

    answer_id: int


@dataclass(frozen=True, slots=True)
class AskFollowUp:
    """A follow-up of the bank is to be asked."""

    follow_up: FollowUp


@dataclass(frozen=True, slots=True)
class AskSuspicion:
    """The candidate is to be asked about a misconception that is or may be stated."""

    suspicion: Suspicion


@dataclass(frozen=True, slots=True)
class AskEstimate:
    """The turn is over; the candidate may guess its score before it is shown."""

    turn: int


@dataclass(frozen=True, slots=True)
class ShowFeedback:
    """The turn is over and its feedback is shown until the candidate goes on."""

    turn: int


@dataclass(frozen=True, slots=True)
class Finish:
    """The interview is over and is to be closed."""

    reason: FinishReason


@dataclass(frozen=True, slots=True)
class Done:
    """The session is finished."""


_DEEP = 2.5
"""A question that took this many times its usual time gets no deeper follow-up."""

Effect = (
    AskQuestion
    | AwaitCandidate
    | AwaitGrade
    | AskFollowUp
    | AskSuspicion
    | AskEstimate
    | ShowFeedback
    | Finish
    | Done
)


def effect(session: Session) -> Effect:
    """Return the one thing that must happen next."""
    if session.finished:
        return Done()
    turn = session.turn
    if turn is None:
        return AskQuestion()
    if turn.open:
        return AwaitCandidate()
    if turn.postponed:
        return after_turn(session)
    if turn.skipped is None:
        last = turn.answers[-1]
        if last.outcome is None and last.provisional is None:
            return AwaitGrade(last.id)
        budget, emphasis = _following_up(session, turn)
        asked = next_follow_up(turn, budget, emphasis, deeper=_has_time(session, turn))
        if isinstance(asked, Suspicion):
            return AskSuspicion(asked)
        if asked is not None:
            return AskFollowUp(asked)
    if session.config.mode == "coach":
        if session.config.estimate and _can_estimate(turn):
            return AskEstimate(turn.number)
        return ShowFeedback(turn.number)
    return after_turn(session)


def after_turn(session: Session) -> AskQuestion | Finish:
    """Return what follows a finished turn."""
    minutes = session.config.minutes
    if minutes is not None and session.active_seconds >= minutes * 60:
        return Finish("time")
    return AskQuestion() if may_ask_new(session) or session.waiting else Finish("completed")


def may_ask_new(session: Session) -> bool:
    """Whether the plan still has a question that was not asked."""
    config = session.config
    if len(session.asked) >= config.wanted:
        return False
    return not config.stages or bool(config.question_ids) or bool(stages_left(session))


def stages_left(session: Session) -> range:
    """Return the indexes of the stages that the next question may come from, in order.

    A stage is over when it has asked its questions or used up its time; questions it leaves unasked
    are not made up for, so that every later stage keeps its own time.
    """
    stages = session.config.stages
    turn = session.turn
    if turn is None or turn.stage is None:
        return range(len(stages))
    here = [one for one in session.turns if one.stage == turn.stage]
    asked = sum(one.retry_of is None and one.returns_to is None for one in here)
    over = stage_is_late(session) or asked >= stages[turn.stage].questions
    return range(turn.stage + over, len(stages))


def stage_is_late(session: Session) -> bool:
    """Whether the stage under way has used up its time."""
    turn = session.turn
    if turn is None or turn.stage is None:
        return False
    minutes = session.config.stages[turn.stage].minutes
    first = next(one for one in session.turns if one.stage == turn.stage)
    return minutes is not None and session.active_seconds - first.active_from >= minutes * 60


def _has_time(session: Session, turn: Turn) -> bool:
    """Whether there is time to go deeper: in the question, its stage and the session."""
    minutes = session.config.minutes
    spent = session.active_seconds - turn.active_from
    return (
        spent < _DEEP * turn.item.question.time_limit
        and not stage_is_late(session)
        and (minutes is None or session.active_seconds < minutes * 60)
    )


def _following_up(session: Session, turn: Turn) -> tuple[int, Emphasis]:
    """Return the maximum number of follow-ups of a turn, and what they should probe first."""
    budget = session.config.probes
    if turn.stage is None:
        return budget, "essentials"
    stage = session.config.stages[turn.stage]
    return budget if stage.probes is None else stage.probes, stage.emphasis


def _can_estimate(turn: Turn) -> bool:
    scored = bool(turn.answers) and result(turn, provisional=True) is not None
    return scored and not turn.estimated
