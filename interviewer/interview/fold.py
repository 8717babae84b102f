"""Makes a session from its log, event by event; the only way to make one."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from interviewer.interview import disputes, fold_asked, fold_judged, fold_said
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
    VerdictDisputed,
)
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Session

__all__ = ["LogError", "apply", "fold"]

_LATE = (AnswerGraded, VerdictDisputed, DisputeWithdrawn)
"""Events that may follow the end of a session; they do not count towards its time."""


def fold(events: Iterable[Event]) -> Session:
    """Return the session that the log describes; raise ``LogError`` if it is inconsistent."""
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
    """Return the session after one more event; raise ``LogError`` if it cannot follow."""
    if session.finished and not isinstance(event, _LATE):
        raise LogError(f"{event.type} after the session was finished")
    if not isinstance(event, _LATE):
        session = _advanced(session, event)
    session = replace(session, length=session.length + 1)
    match event:
        case QuestionAsked():
            return fold_asked.question_asked(session, event)
        case FollowUpAsked():
            return fold_asked.follow_up_asked(session, event)
        case SuspicionAsked():
            return fold_asked.suspicion_asked(session, event)
        case AsideTaken():
            return fold_said.aside_taken(session, event)
        case CodeRun():
            return fold_said.code_run(session, event)
        case AnswerDoubted():
            return fold_said.answer_doubted(session, event)
        case AnswerSubmitted():
            return fold_said.answer_submitted(session, event)
        case AnswerTakenBack():
            return fold_said.answer_taken_back(session, event)
        case Postponed():
            return fold_said.postponed(session, event)
        case AnswerGraded():
            return fold_judged.answer_graded(session, event)
        case Skipped():
            return fold_said.skipped(session, event)
        case SelfEstimated():
            return fold_judged.self_estimated(session, event)
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
    until = event.at
    if isinstance(event, SessionResumed):
        until = min(event.left_at or session.last_at, event.at)
    step = max((until - session.last_at).total_seconds(), 0.0)
    return replace(
        session,
        last_at=max(event.at, session.last_at),
        active_seconds=session.active_seconds + step,
    )
