"""What is outstanding in a session: ask, wait, grade, follow up, show feedback, finish."""

from dataclasses import dataclass

from interviewer.bank.question import FollowUp
from interviewer.interview.events import FinishReason
from interviewer.interview.ledger import Entry, result
from interviewer.interview.session import Session, Turn


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """The next question is to be picked and asked."""


@dataclass(frozen=True, slots=True)
class AwaitCandidate:
    """The floor is the candidate's."""


@dataclass(frozen=True, slots=True)
class AwaitGrade:
    """The conversation cannot go on before answer ``answer_id`` has been judged."""

    answer_id: int


@dataclass(frozen=True, slots=True)
class AskFollowUp:
    """A criterion is to be probed."""

    follow_up: FollowUp


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


Effect = AskQuestion | AwaitCandidate | AwaitGrade | AskFollowUp | ShowFeedback | Finish | Done


def effect(session: Session) -> Effect:
    """Return the one thing that must happen next."""
    if session.finished:
        return Done()
    turn = session.turn
    if turn is None:
        return AskQuestion()
    if turn.skipped is None:
        if turn.open_probe or not turn.answers:
            return AwaitCandidate()
        last = turn.answers[-1]
        if last.outcome is None and last.provisional is None:
            return AwaitGrade(last.id)
        probe = next_probe(turn, session.config.probes)
        if probe is not None:
            return AskFollowUp(probe)
    if session.config.mode == "coach":
        return ShowFeedback(turn.number)
    return after_turn(session)


def after_turn(session: Session) -> AskQuestion | Finish:
    """Return what follows a turn that is over."""
    minutes = session.config.minutes
    if minutes is not None and session.active_seconds >= minutes * 60:
        return Finish("time")
    wanted = len(session.config.question_ids) or session.config.questions
    return AskQuestion() if len(session.asked) < wanted else Finish("completed")


def next_probe(turn: Turn, budget: int) -> FollowUp | None:
    """Return the follow-up that fits what the candidate has and has not said.

    Gaps come before depth, essential criteria before others, then those worth more points. A
    criterion is probed once, and a turn at most ``budget`` times.
    """
    known = result(turn, provisional=True)
    if known is None or len(turn.probed) >= budget:
        return None
    entries = {entry.criterion.id: entry for entry in known.entries}
    probes = turn.item.question.follow_ups
    probed = {probe.criterion for probe in probes if probe.id in turn.probed}
    fitting = [
        probe
        for probe in probes
        if probe.criterion in entries
        and probe.criterion not in probed
        and _fits(probe, entries[probe.criterion])
    ]
    return min(fitting, key=lambda probe: _urgency(entries[probe.criterion]), default=None)


def _fits(probe: FollowUp, entry: Entry) -> bool:
    level = entry.verdict.level
    return level != "met" if probe.when == "unmet" else probe.when == level


def _urgency(entry: Entry) -> tuple[bool, bool, int]:
    criterion = entry.criterion
    return (entry.verdict.level == "met", not criterion.essential, -criterion.points)
