"""What the interviewer replies to something that is no answer."""

from datetime import datetime

from interviewer.interview.events import IntentName
from interviewer.interview.intents import COMMANDS, Intent
from interviewer.interview.session import Session, Suspicion, Turn


def reply(intent: Intent, turn: Turn, session: Session, now: datetime) -> tuple[str, IntentName]:
    """Return the reply and the intent to log; a hint that does not exist is logged as help."""
    question = turn.item.question
    match intent.name:
        case "repeat":
            return (turn.open_probe.prompt if turn.open_probe else question.shown), "repeat"
        case "hint":
            if turn.hints < len(question.hints):
                return question.hints[turn.hints], "hint"
            return "I have no further hint. Say what you can, or skip the question.", "help"
        case "clarify":
            unknown = "Assume what seems reasonable to you, say so, and go on from there."
            return intent.reply or unknown, "clarify"
        case "time":
            return _time(turn, session, now), "time"
        case "why":
            return _why(turn, session), "why"
        case "wait":
            return "Take your time.", "wait"
        case "dont-know":
            return (
                "That is fine. Would a hint help? Ask for one, say what you do know, "
                "or say again that you don't know and we move on."
            ), "dont-know"
        case _:
            listed = "; ".join(f"{command} {gives}" for command, (_, gives) in COMMANDS.items())
            return f"You can say or type: {listed}.", "help"


def _why(turn: Turn, session: Session) -> str:
    probe = turn.open_probe
    if isinstance(probe, Suspicion):
        # Neutral: in an exam nothing tells how an answer fares.
        return "I want to be sure that I understand you."
    if probe is not None:
        if probe.when == "met":
            return "You made that point, and I would like to hear how deep it goes."
        return "It is about a point that a full answer makes and that I have not heard yet."
    if turn.retry_of is not None:
        return "You wanted to try this question again."
    if session.config.question_ids:
        return "You asked for this very question."
    return turn.reason or (
        "It was drawn by chance from an area that has come up least so far. "
        "Only in an adaptive interview do I choose by your answers."
    )


def _time(turn: Turn, session: Session, now: datetime) -> str:
    limit = turn.item.question.time_limit
    active = session.active_seconds + max((now - session.last_at).total_seconds(), 0.0)
    since = active - turn.active_from
    text = f"{clock_face(since)} on this question so far; {clock_face(limit)} is usual."
    minutes = session.config.minutes
    if minutes is None:
        return text
    return f"{text} {clock_face(max(minutes * 60 - active, 0.0))} left of the interview."


def clock_face(seconds: float) -> str:
    """Return a duration in seconds as minutes and seconds: ``2:05``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
