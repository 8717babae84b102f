"""What is outstanding in a session: ask, wait, grade, follow up, show feedback, finish."""

from dataclasses import dataclass

from interviewer.bank.confirmation import do_you_mean
from interviewer.bank.question import FollowUp
from interviewer.interview.events import Emphasis, FinishReason
from interviewer.interview.ledger import Entry, TurnResult, result
from interviewer.interview.quoting import quoted
from interviewer.interview.session import Session, Suspicion, Turn, suspicion_id


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
class AskSuspicion:
    """The candidate is to be asked whether a misconception is meant."""

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
    if turn.skipped is None:
        if turn.open_probe or not turn.answers:
            return AwaitCandidate()
        last = turn.answers[-1]
        if last.outcome is None and last.provisional is None:
            return AwaitGrade(last.id)
        probe = next_probe(turn, *_probing(session, turn))
        if isinstance(probe, Suspicion):
            return AskSuspicion(probe)
        if probe is not None:
            return AskFollowUp(probe)
    if session.config.mode == "coach":
        if session.config.estimate and _can_estimate(turn):
            return AskEstimate(turn.number)
        return ShowFeedback(turn.number)
    return after_turn(session)


def after_turn(session: Session) -> AskQuestion | Finish:
    """Return what follows a turn that is over."""
    minutes = session.config.minutes
    if minutes is not None and session.active_seconds >= minutes * 60:
        return Finish("time")
    config = session.config
    if len(session.asked) >= config.wanted:
        return Finish("completed")
    if config.stages and not config.question_ids and not stages_left(session):
        return Finish("completed")
    return AskQuestion()


def stages_left(session: Session) -> range:
    """Return the places of the stages that the next question may come from, first one first.

    A stage is over when it has asked its questions or used up its time; what it leaves unasked
    is not made up for, so that every later stage has its own time.
    """
    stages = session.config.stages
    turn = session.turn
    if turn is None or turn.stage is None:
        return range(len(stages))
    stage = stages[turn.stage]
    here = [one for one in session.turns if one.stage == turn.stage]
    asked = sum(one.retry_of is None for one in here)
    spent = session.active_seconds - here[0].active_from
    late = stage.minutes is not None and spent >= stage.minutes * 60
    return range(turn.stage + (late or asked >= stage.questions), len(stages))


def _probing(session: Session, turn: Turn) -> tuple[int, Emphasis]:
    """Return the most follow-ups of a turn, and what they are to go for."""
    budget = session.config.probes
    if turn.stage is None:
        return budget, "essentials"
    stage = session.config.stages[turn.stage]
    return budget if stage.probes is None else stage.probes, stage.emphasis


def _can_estimate(turn: Turn) -> bool:
    scored = bool(turn.answers) and result(turn, provisional=True) is not None
    return scored and not turn.estimated


def next_probe(
    turn: Turn, budget: int, emphasis: Emphasis = "essentials"
) -> FollowUp | Suspicion | None:
    """Return the follow-up that fits what the candidate has and has not said.

    What is only suspected is cleared up first, unless an essential gap needs the last follow-up:
    that can still earn points. Then gaps come before depth, essential criteria before others, then
    those worth more points, unless the ``emphasis`` is on something else. A criterion is probed
    and a misconception asked about once, and a turn has at most ``budget`` follow-ups.
    """
    known = result(turn, provisional=True)
    left = budget - len(turn.probed)
    if known is None or left <= 0:
        return None
    entries = {entry.criterion.id: entry for entry in known.entries}
    gap = _next_gap(turn, entries, emphasis)
    vital = gap is not None and _is_essential_gap(entries[gap.criterion])
    if left == 1 and vital:
        return gap
    return next_suspicion(turn, known) or gap


def next_suspicion(turn: Turn, known: TurnResult) -> Suspicion | None:
    """Return what to ask about of that which is suspected, the dearest misconception first.

    Those of a behavioural question are faults of a story, which nobody can be asked to affirm.
    """
    if turn.item.question.kind == "behavioural":
        return None
    beliefs = {belief.id: belief for belief in turn.item.rubric.misconceptions}
    open_ones = [
        (beliefs[finding.misconception_id], answer_id, finding)
        for answer_id, finding in known.suspected
        if finding.misconception_id in beliefs
        and finding.spans
        and suspicion_id(finding.misconception_id) not in turn.probed
    ]
    if not open_ones:
        return None
    belief, answer_id, finding = max(open_ones, key=lambda one: one[0].penalty)
    return Suspicion(
        misconception_id=belief.id,
        criterion=belief.contradicts,
        answer_id=answer_id,
        spans=finding.spans,
        quote=quoted(finding.spans[0]),
        question=do_you_mean(belief.statement),
    )


def _next_gap(turn: Turn, entries: dict[str, Entry], emphasis: Emphasis) -> FollowUp | None:
    probes = turn.item.question.follow_ups
    probed = {probe.criterion for probe in probes if probe.id in turn.probed}
    fitting = [
        probe
        for probe in probes
        if probe.criterion in entries
        and probe.criterion not in probed
        and _fits(probe, entries[probe.criterion])
    ]
    return min(
        fitting, key=lambda probe: _urgency(entries[probe.criterion], emphasis), default=None
    )


def _is_essential_gap(entry: Entry) -> bool:
    verdict = entry.verdict
    return entry.criterion.essential and verdict.settled and verdict.level != "met"


def _fits(probe: FollowUp, entry: Entry) -> bool:
    if not entry.verdict.settled:  # to ask for what may have been said is no way to listen
        return False
    level = entry.verdict.level
    return level != "met" if probe.when == "unmet" else probe.when == level


def _urgency(entry: Entry, emphasis: Emphasis) -> tuple[bool, bool, bool, int]:
    criterion, level = entry.criterion, entry.verdict.level
    first = {
        "essentials": False,
        "worth": False,
        "half-said": level != "partial",
        "depth": level != "met",
    }[emphasis]
    essential = criterion.essential and emphasis != "worth"
    return (first, level == "met", not essential, -criterion.points)
