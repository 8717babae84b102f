"""A session after the interviewer has asked something."""

from dataclasses import replace

from interviewer.interview.events import FollowUpAsked, QuestionAsked, SuspicionAsked
from interviewer.interview.fold_step import charged, current, say, with_turn
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Line, Session, Suspicion, Turn


def question_asked(session: Session, event: QuestionAsked) -> Session:
    """Return the session with a new turn, and the stage's opening if the turn begins a stage."""
    if event.turn != len(session.turns) + 1:
        raise LogError(f"turn {event.turn} cannot follow {len(session.turns)} turns")
    open_turn = session.turn
    if open_turn and open_turn.open:
        raise LogError(f"turn {event.turn} while turn {open_turn.number} is still open")
    if event.retry_of is not None and event.retry_of >= event.turn:
        raise LogError(f"turn {event.turn} cannot ask turn {event.retry_of} again")
    left = next((one for one in session.waiting if one.number == event.returns_to), None)
    if event.returns_to is not None and left is None:
        raise LogError(f"turn {event.returns_to} has no question left for later")
    turn = Turn(
        number=event.turn,
        item=event.item,
        asked_at=event.at,
        active_from=session.active_seconds,
        retry_of=event.retry_of,
        stage=event.stage,
        criterion_id=event.criterion_id,
        reason=event.reason,
        returns_to=event.returns_to,
    )
    if left is not None:
        turn = _gone_on_with(turn, left)
    session = _opened(session, turn)
    session = replace(session, turns=(*session.turns, turn))
    return _ask(session, event, event.item.question.shown, "question")


def _gone_on_with(turn: Turn, left: Turn) -> Turn:
    """Return a turn that continues the one in which its question was left for later.

    It keeps that turn's time, hints and runs of code.
    """
    spent = 0.0 if left.active_to is None else left.active_to - left.active_from
    active_from = turn.active_from - spent
    away = active_from - left.active_from
    return replace(
        turn,
        active_from=active_from,
        retry_of=left.retry_of,
        hints=left.hints,
        doubts=left.doubts,
        attempts=tuple(replace(one, active=one.active + away) for one in left.attempts),
    )


def follow_up_asked(session: Session, event: FollowUpAsked) -> Session:
    """Return the session with a follow-up of the bank open."""
    turn = current(session, event, event.turn)
    probes = {probe.id: probe for probe in turn.item.question.follow_ups}
    probe = probes.get(event.follow_up_id)
    if probe is None or probe.id in turn.followed_up or turn.open_follow_up or not turn.answers:
        raise LogError(f"follow-up {event.follow_up_id} cannot be asked now")
    session = with_turn(
        session, replace(turn, open_follow_up=probe, followed_up=(*turn.followed_up, probe.id))
    )
    return _ask(session, event, probe.prompt, "follow-up")


def suspicion_asked(session: Session, event: SuspicionAsked) -> Session:
    """Return the session with a question about a misconception open."""
    turn = current(session, event, event.turn)
    beliefs = {belief.id: belief for belief in turn.item.rubric.misconceptions}
    belief = beliefs.get(event.misconception_id)
    text = next((one.text for one in turn.answers if one.id == event.answer_id), "")
    if belief is None or not all(span.stands_in(text) for span in event.spans):
        raise LogError(f"misconception {event.misconception_id} cannot be asked about")
    suspicion = Suspicion(
        misconception_id=belief.id,
        criterion=belief.contradicts,
        answer_id=event.answer_id,
        spans=event.spans,
        quote=event.quote,
        question=event.question,
        follow_up_id=event.follow_up_id,
    )
    if suspicion.id in turn.followed_up or turn.open_follow_up:
        raise LogError(f"misconception {belief.id} cannot be asked about now")
    challenges = turn.challenges
    if event.follow_up_id is not None:
        challenges = (*challenges, (suspicion.id, event.follow_up_id))
    turn = replace(
        turn,
        open_follow_up=suspicion,
        followed_up=(*turn.followed_up, suspicion.id),
        challenges=challenges,
    )
    session = with_turn(session, turn)
    return say(session, "interviewer", suspicion.prompt, "follow-up", turn.number)


def _opened(session: Session, turn: Turn) -> Session:
    """Return the session with the opening line of the stage that begins with this turn."""
    stages = session.config.stages
    if turn.stage is None:
        return session
    if turn.stage >= len(stages):
        raise LogError(f"turn {turn.number} in stage {turn.stage}, which was not planned")
    before = session.turn
    opening = stages[turn.stage].opening
    if not opening or (before is not None and before.stage == turn.stage):
        return session
    return say(session, "interviewer", opening, "stage", turn.number)


def _ask(session: Session, event: QuestionAsked | FollowUpAsked, prompt: str, kind: str) -> Session:
    lead = event.bridge.text if event.bridge else ""
    line = Line(speaker="interviewer", text=prompt, turn=event.turn, kind=kind, lead=lead)
    session = replace(session, lines=(*session.lines, line))
    return charged(session, event.bridge.usage if event.bridge else None)
