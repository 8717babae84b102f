"""What the candidate says, as the event that is logged of it."""

from datetime import datetime

from interviewer.interview import replies
from interviewer.interview.affirmation import affirmed
from interviewer.interview.events import (
    AnswerSubmitted,
    AsideTaken,
    Skipped,
    Spoken,
    Timings,
    Understood,
)
from interviewer.interview.intents import Intent, recognise
from interviewer.interview.ports import Meaning
from interviewer.interview.session import Session, Suspicion, Turn

Heard = AnswerSubmitted | AsideTaken | Skipped


def heard(
    session: Session,
    turn: Turn,
    text: str,
    at: datetime,
    *,
    meaning: Meaning | None,
    transcript: str | None,
    timings: Timings | None,
    spoken: Spoken | None,
) -> tuple[Intent | None, Heard | None]:
    """Return the intent of ``text``, ``None`` for an answer, and the event to be logged.

    ``meaning`` is what a model made of it. The intents ``quit`` and ``next`` log nothing.
    """
    text = storable(text)
    intent = recognise(text, turn.item.question) if meaning is None else meaning.intent
    understood = meaning and Understood(by=meaning.by, usage=meaning.usage)
    probe = turn.open_probe
    probe_id = probe.id if probe else None
    if intent is None:
        return None, AnswerSubmitted(
            at=at,
            turn=turn.number,
            answer_id=len(session.answers) + 1,
            follow_up_id=probe_id,
            text=text,
            meant=affirmed(text, probe.question) if isinstance(probe, Suspicion) else None,
            transcript=None if transcript is None else storable(transcript),
            timings=timings or Timings(),
            spoken=spoken,
            understood=understood,
        )
    if intent.name in ("quit", "next"):
        return intent, None
    hint_left = turn.hints < len(turn.item.question.hints)
    helped = intent.name == "dont-know" and probe is None and hint_left and not turn.doubts
    if intent.name in ("skip", "dont-know") and not helped:
        return intent, Skipped(
            at=at,
            turn=turn.number,
            follow_up_id=probe_id,
            reason="dont-know" if intent.name == "dont-know" else "skipped",
            said=text,
        )
    reply, name = replies.reply(intent, turn, session, at)
    return intent, AsideTaken(
        at=at,
        turn=turn.number,
        intent=name,
        said=text,
        reply=reply,
        understood=None if helped else understood,
    )


def storable(text: str) -> str:
    """Replace lone surrogates, which no encoding can keep."""
    return text.encode("utf-8", "replace").decode()
