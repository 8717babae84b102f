"""Turns what the candidate said into the one event that it is logged as."""

from collections.abc import Callable
from datetime import datetime

from interviewer.interview import replies
from interviewer.interview.affirmation import affirmed
from interviewer.interview.correcting import only_owns_up
from interviewer.interview.events import (
    AnswerDoubted,
    AnswerSubmitted,
    AnswerTakenBack,
    AsideTaken,
    Event,
    HeardSpeech,
    Postponed,
    Skipped,
    SkipReason,
    Submission,
    Timings,
    Understood,
)
from interviewer.interview.intents import Intent
from interviewer.interview.session import Doubted, Session, Suspicion, Turn
from interviewer.interview.understanding import joined


def heard(
    text: str, *, transcript: str | None, timings: Timings | None, spoken: HeardSpeech | None
) -> Doubted:
    """Return what was said in a form that can be stored, not yet interpreted."""
    return Doubted(
        storable(text),
        None if transcript is None else storable(transcript),
        timings or Timings(),
        spoken,
    )


def event_for(
    intent: Intent | None,
    heard: Doubted,
    session: Session,
    *,
    at: datetime,
    understood: Understood | None,
    may_wait: Callable[[Session, datetime], bool],
) -> Event:
    """Return the event for what was said to the open turn of a session.

    ``intent`` is what was meant, ``None`` for an answer. ``may_wait`` tells whether the question
    can be left for later.
    """
    turn = session.turns[-1]
    if intent is None:
        return _answer(turn, heard, session, at, understood)
    if (passed := skip_reason(intent, turn)) is not None:
        return _pass(turn, heard.text, at, passed)
    match intent.name:
        case "unclear":
            return AnswerDoubted(
                at=at,
                turn=turn.number,
                said=heard.text,
                question=replies.TAKE_IT,
                transcript=heard.transcript,
                timings=heard.timings,
                spoken=heard.spoken,
            )
        case "later" if may_wait(session, at):
            return Postponed(at=at, turn=turn.number, said=heard.text, reply=replies.POSTPONED)
        case "correction" if turn.doubted is None and turn.answers and not only_owns_up(heard.text):
            answer = turn.answers[-1]
            prompt = answer.follow_up.prompt if answer.follow_up else turn.item.question.shown
            return AnswerTakenBack(
                at=at,
                turn=turn.number,
                answer_id=answer.id,
                said=heard.text,
                reply=f"{replies.TAKEN_BACK} {prompt}",
            )
    reply, name = replies.reply(intent, heard.text, turn, session, at, may_wait)
    return AsideTaken(
        at=at, turn=turn.number, intent=name, said=heard.text, reply=reply, understood=understood
    )


def skip_reason(intent: Intent, turn: Turn) -> SkipReason | None:
    """Return the reason for a skip if the intent skips what is open; ``None`` if it does not."""
    match intent.name:
        case "dont-know" if not _is_offered_a_hint(turn):
            return "dont-know"
        case "skip":
            return "skipped"
        case "done" if turn.open_follow_up is not None:
            return "skipped"
    return None


def code_submitted(
    said: Doubted, submission: Submission, session: Session, *, at: datetime, reply: str | None
) -> AnswerSubmitted:
    """Return the event for code that answers the open question, and its explanation.

    ``reply`` is what the candidate said instead of one, or instead of more of it.
    """
    return AnswerSubmitted(
        at=at,
        turn=session.turns[-1].number,
        answer_id=len(session.answers) + 1,
        text=said.text,
        transcript=said.transcript,
        timings=said.timings,
        spoken=said.spoken,
        submission=submission,
        reply=None if reply is None else storable(reply),
    )


def _answer(
    turn: Turn, heard: Doubted, session: Session, at: datetime, understood: Understood | None
) -> AnswerSubmitted:
    answer, reply = joined(turn.doubted, heard)
    asked = turn.open_follow_up
    meant = None
    if isinstance(asked, Suspicion) and asked.follow_up_id is None:
        meant = affirmed(answer.text, asked.question)
    return AnswerSubmitted(
        at=at,
        turn=turn.number,
        answer_id=len(session.answers) + 1,
        follow_up_id=asked.id if asked else None,
        text=answer.text,
        meant=meant,
        transcript=answer.transcript,
        timings=answer.timings,
        spoken=answer.spoken,
        understood=understood,
        reply=reply,
    )


def _is_offered_a_hint(turn: Turn) -> bool:
    """Whether a candidate who does not know gets offered a hint: once, if one is left."""
    hint_left = turn.hints < len(turn.item.question.hints)
    open_question = turn.doubted is None and turn.open_follow_up is None
    return open_question and hint_left and not turn.doubts


def _pass(turn: Turn, said: str, at: datetime, reason: SkipReason) -> Skipped:
    asked = turn.open_follow_up
    follow_up_id = asked.id if asked else None
    return Skipped(at=at, turn=turn.number, follow_up_id=follow_up_id, reason=reason, said=said)


def storable(text: str) -> str:
    """Replace lone surrogates, which no encoding can keep."""
    return text.encode("utf-8", "replace").decode()
