"""Makes a session from its log, event by event; there is no other way to make one."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from interviewer.grading.grade import Grade
from interviewer.interview import disputes
from interviewer.interview.events import (
    AnswerDoubted,
    AnswerGraded,
    AnswerSubmitted,
    AnswerTakenBack,
    AsideTaken,
    CodeRun,
    DisputeWithdrawn,
    Event,
    FollowUpAsked,
    Postponed,
    QuestionAsked,
    SelfEstimated,
    SessionFinished,
    SessionResumed,
    SessionStarted,
    Skipped,
    SuspicionAsked,
    Understood,
    VerdictDisputed,
)
from interviewer.interview.log_error import LogError
from interviewer.interview.session import (
    Answer,
    Attempt,
    Doubted,
    Line,
    Session,
    Speaker,
    Suspicion,
    Turn,
)
from interviewer.llm.usage import Usage

__all__ = ["LogError", "apply", "fold"]

_LATE = (AnswerGraded, VerdictDisputed, DisputeWithdrawn)
"""What may follow the end of a session, and is no part of its time."""


def fold(events: Iterable[Event]) -> Session:
    """Return the session that the log tells; ``LogError`` when the log makes no sense."""
    iterator = iter(events)
    first = next(iterator, None)
    if not isinstance(first, SessionStarted):
        raise LogError("a log begins with session_started")
    start = Session(
        id=first.session_id,
        config=first.config,
        app_version=first.app_version,
        started_at=first.at,
        last_at=first.at,
    )
    return reduce(apply, iterator, start)


def apply(session: Session, event: Event) -> Session:
    """Return the session after one more event; ``LogError`` when it cannot follow."""
    if session.finished and not isinstance(event, _LATE):
        raise LogError(f"{event.type} after the session was finished")
    if not isinstance(event, _LATE):
        session = _advanced(session, event)
    session = replace(session, length=session.length + 1)
    match event:
        case QuestionAsked():
            return _question_asked(session, event)
        case FollowUpAsked():
            return _follow_up_asked(session, event)
        case SuspicionAsked():
            return _suspicion_asked(session, event)
        case AsideTaken():
            return _aside_taken(session, event)
        case CodeRun():
            return _code_run(session, event)
        case AnswerDoubted():
            return _answer_doubted(session, event)
        case AnswerSubmitted():
            return _answer_submitted(session, event)
        case AnswerTakenBack():
            return _answer_taken_back(session, event)
        case Postponed():
            return _postponed(session, event)
        case AnswerGraded():
            return _answer_graded(session, event)
        case Skipped():
            return _skipped(session, event)
        case SelfEstimated():
            return _self_estimated(session, event)
        case VerdictDisputed():
            return disputes.opened(session, event)
        case DisputeWithdrawn():
            return disputes.withdrawn(session, event)
        case SessionFinished():
            return replace(session, finished=event.reason)
        case SessionResumed():
            return session
        case SessionStarted():
            raise LogError("session_started stands only at the beginning")


def _advanced(session: Session, event: Event) -> Session:
    away = isinstance(event, SessionResumed)
    step = 0.0 if away else max((event.at - session.last_at).total_seconds(), 0.0)
    return replace(
        session,
        last_at=max(event.at, session.last_at),
        active_seconds=session.active_seconds + step,
    )


def _say(session: Session, speaker: Speaker, text: str, kind: str, turn: int) -> Session:
    line = Line(speaker=speaker, text=text, turn=turn, kind=kind)
    return replace(session, lines=(*session.lines, line))


def _with_turn(session: Session, turn: Turn) -> Session:
    return replace(session, turns=(*session.turns[:-1], turn))


def _current(session: Session, event: Event, number: int) -> Turn:
    turn = session.turn
    if turn is None or turn.number != number:
        raise LogError(f"{event.type} for turn {number}, which is not the current one")
    return turn


def _question_asked(session: Session, event: QuestionAsked) -> Session:
    if event.turn != len(session.turns) + 1:
        raise LogError(f"turn {event.turn} cannot follow {len(session.turns)} turns")
    open_turn = session.turn
    if open_turn and open_turn.open:
        raise LogError(f"turn {event.turn} while turn {open_turn.number} is still open")
    if event.returns_to not in (None, *(one.number for one in session.waiting)):
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
    session = _opened(session, turn)
    session = replace(session, turns=(*session.turns, turn))
    return _ask(session, event, event.item.question.shown, "question")


def _opened(session: Session, turn: Turn) -> Session:
    """Let the interviewer lead over to the stage that begins with this turn."""
    stages = session.config.stages
    if turn.stage is None:
        return session
    if turn.stage >= len(stages):
        raise LogError(f"turn {turn.number} in stage {turn.stage}, which was not planned")
    before = session.turn
    opening = stages[turn.stage].opening
    if not opening or (before is not None and before.stage == turn.stage):
        return session
    return _say(session, "interviewer", opening, "stage", turn.number)


def _follow_up_asked(session: Session, event: FollowUpAsked) -> Session:
    turn = _current(session, event, event.turn)
    probes = {probe.id: probe for probe in turn.item.question.follow_ups}
    probe = probes.get(event.follow_up_id)
    if probe is None or probe.id in turn.followed_up or turn.open_follow_up or not turn.answers:
        raise LogError(f"follow-up {event.follow_up_id} cannot be asked now")
    session = _with_turn(
        session, replace(turn, open_follow_up=probe, followed_up=(*turn.followed_up, probe.id))
    )
    return _ask(session, event, probe.prompt, "follow-up")


def _suspicion_asked(session: Session, event: SuspicionAsked) -> Session:
    turn = _current(session, event, event.turn)
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
    session = _with_turn(session, turn)
    return _say(session, "interviewer", suspicion.prompt, "follow-up", turn.number)


def _ask(session: Session, event: QuestionAsked | FollowUpAsked, prompt: str, kind: str) -> Session:
    lead = event.bridge.text if event.bridge else ""
    line = Line(speaker="interviewer", text=prompt, turn=event.turn, kind=kind, lead=lead)
    session = replace(session, lines=(*session.lines, line))
    return _charged(session, event.bridge.usage if event.bridge else None)


def _charged(session: Session, usage: Usage | None) -> Session:
    return session if usage is None else replace(session, usage=session.usage + usage)


def _usage(understood: Understood | None) -> Usage | None:
    return None if understood is None else understood.usage


def _aside_taken(session: Session, event: AsideTaken) -> Session:
    turn = _current(session, event, event.turn)
    turn = replace(
        turn,
        hints=turn.hints + (event.intent == "hint"),
        doubts=turn.doubts + (event.intent == "dont-know"),
        doubted=None if event.intent in ("no-answer", "correction") else turn.doubted,
    )
    session = _charged(_with_turn(session, turn), _usage(event.understood))
    session = _say(session, "candidate", event.said, "aside", turn.number)
    return _say(session, "interviewer", event.reply, event.intent, turn.number)


def _code_run(session: Session, event: CodeRun) -> Session:
    turn = _current(session, event, event.turn)
    if turn.item.question.coding is None:
        raise LogError("code was run for a question that runs none")
    if turn.skipped or turn.answers:
        raise LogError("code was run after it was submitted")
    attempt = Attempt(
        at=event.at,
        code=event.code,
        run=event.run,
        hints=turn.hints,
        active=session.active_seconds,
    )
    return _with_turn(session, replace(turn, attempts=(*turn.attempts, attempt)))


def _answer_doubted(session: Session, event: AnswerDoubted) -> Session:
    turn = _current(session, event, event.turn)
    if not turn.open or turn.doubted is not None:
        raise LogError("a doubt where no answer is open")
    doubted = Doubted(event.said, event.transcript, event.timings, event.spoken)
    session = _with_turn(session, replace(turn, doubted=doubted))
    session = _say(session, "candidate", event.said, "aside", turn.number)
    return _say(session, "interviewer", event.question, "doubt", turn.number)


def _answer_taken_back(session: Session, event: AnswerTakenBack) -> Session:
    turn = _current(session, event, event.turn)
    if not turn.answers or not turn.open_follow_up or turn.answers[-1].id != event.answer_id:
        raise LogError(f"answer {event.answer_id} cannot be taken back now")
    *rest, answer = turn.answers
    followed_up: tuple[str, ...] = ()
    if answer.follow_up is not None:
        followed_up = turn.followed_up[: turn.followed_up.index(answer.follow_up.id) + 1]
    turn = replace(
        turn,
        answers=tuple(rest),
        taken_back=(*turn.taken_back, answer),
        open_follow_up=answer.follow_up,
        followed_up=followed_up,
        challenges=tuple(one for one in turn.challenges if one[0] in followed_up),
        doubted=None,
    )
    session = _say(_with_turn(session, turn), "candidate", event.said, "aside", turn.number)
    return _say(session, "interviewer", event.reply, "correction", turn.number)


def _postponed(session: Session, event: Postponed) -> Session:
    turn = _current(session, event, event.turn)
    if not turn.open or turn.answers or turn.returns_to is not None:
        raise LogError("a question that cannot be left for later")
    turn = replace(turn, postponed=True, doubted=None, active_to=session.active_seconds)
    session = _with_turn(session, replace(turn, ended_at=event.at))
    session = _say(session, "candidate", event.said, "aside", turn.number)
    return _say(session, "interviewer", event.reply, "later", turn.number)


def _answer_submitted(session: Session, event: AnswerSubmitted) -> Session:
    turn = _current(session, event, event.turn)
    probe = turn.open_follow_up
    if event.follow_up_id != (probe.id if probe else None):
        raise LogError(f"an answer to {event.follow_up_id}, which was not asked")
    if turn.skipped or turn.postponed or (probe is None and turn.answers):
        raise LogError("an answer where none was asked for")
    if event.reply is not None and turn.doubted is None:
        raise LogError("a reply to a doubt that there was not")
    if event.answer_id != len(session.answers) + 1:
        raise LogError(f"answer {event.answer_id} cannot follow {len(session.answers)} answers")
    if event.meant is not None and not isinstance(probe, Suspicion):
        raise LogError("a yes or no to what was not asked")
    if event.submission is not None and (probe or turn.item.question.coding is None):
        raise LogError("code for what runs none")
    answer = Answer(
        id=event.answer_id,
        text=event.text,
        transcript=event.transcript,
        follow_up=probe,
        hints=turn.hints,
        submitted_at=event.at,
        timings=event.timings,
        spoken=event.spoken,
        meant=event.meant,
        submission=event.submission,
        anew=probe is None and bool(turn.taken_back),
    )
    turn = replace(
        turn,
        answers=(*turn.answers, answer),
        open_follow_up=None,
        doubted=None,
        ended_at=event.at,
        active_to=session.active_seconds,
    )
    session = _charged(_with_turn(session, turn), _usage(event.understood))
    said = event.text if event.reply is None else event.reply
    if event.submission is not None:
        said = said or "Submit"
    return _say(session, "candidate", said, "answer", turn.number)


def _answer_graded(session: Session, event: AnswerGraded) -> Session:
    if event.answer_id > len(session.answers):
        raise LogError(f"a grade for answer {event.answer_id}, which was not given")
    turns = []
    for turn in session.turns:
        answers, taken_back = (
            tuple(_graded(one, event) if one.id == event.answer_id else one for one in several)
            for several in (turn.answers, turn.taken_back)
        )
        if answers != turn.answers or taken_back != turn.taken_back:
            turn = replace(turn, answers=answers, taken_back=taken_back)
            turn = disputes.judged_again(turn, event)
        turns.append(turn)
    usage = session.usage + (event.outcome.usage or Usage())
    return replace(session, turns=tuple(turns), usage=usage)


def _graded(answer: Answer, event: AnswerGraded) -> Answer:
    judged = isinstance(event.outcome, Grade)
    if not event.provisional:
        # A regrading that fails takes nothing away.
        return replace(answer, outcome=event.outcome if judged else answer.grade or event.outcome)
    if isinstance(event.outcome, Grade):
        return replace(answer, provisional=event.outcome)
    return answer


def _skipped(session: Session, event: Skipped) -> Session:
    turn = _current(session, event, event.turn)
    probe = turn.open_follow_up
    if event.follow_up_id != (probe.id if probe else None) or turn.skipped or turn.postponed:
        raise LogError("a skip of what was not asked")
    if probe is not None:
        turn = replace(turn, open_follow_up=None, passes=turn.passes + 1)
    elif turn.answers:
        raise LogError("a skip of a question that was answered")
    else:
        turn = replace(turn, skipped=event.reason)
    turn = replace(turn, doubted=None, ended_at=event.at, active_to=session.active_seconds)
    session = _with_turn(session, turn)
    return _say(session, "candidate", event.said or "Skip", "skip", turn.number)


def _self_estimated(session: Session, event: SelfEstimated) -> Session:
    turn = _current(session, event, event.turn)
    if turn.estimated or turn.open_follow_up or not turn.answers:
        raise LogError("a self-estimate where none was asked for")
    return _with_turn(session, replace(turn, estimated=True, estimate=event.value))
