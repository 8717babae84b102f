"""What the interviewer replies to something that is not an answer."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from interviewer.interview.correcting import only_owns_up
from interviewer.interview.events import IntentName
from interviewer.interview.general_replies import general_reply
from interviewer.interview.intents import COMMANDS, Intent
from interviewer.interview.numbering import numbered
from interviewer.interview.session import Session, Suspicion, Turn

TAKE_IT = "Shall I take that as your answer?"
"""What is asked when it is unclear whether something is an answer."""

_HOW_MANY = re.compile(r"\bhow many\b.*\bquestions\b", re.IGNORECASE)

POSTPONED = "All right, we will come back to it."
TAKEN_BACK = "All right, that is dropped."


def reply(
    intent: Intent,
    said: str,
    turn: Turn,
    session: Session,
    now: datetime,
    may_wait: Callable[[Session, datetime], bool],
) -> tuple[str, IntentName]:
    """Return the reply and the intent to log; ``help`` if a hint is wanted and there is none.

    ``may_wait`` tells whether the question can be left for later.
    """
    question = turn.item.question
    match intent.name:
        case "repeat":
            return open_prompt(turn), "repeat"
        case "rephrase":
            return _rephrased(turn), "rephrase"
        case "hint":
            if turn.hints < len(question.hints):
                return question.hints[turn.hints], "hint"
            return "I have no further hint. Say what you can, or skip the question.", "help"
        case "clarify":
            return intent.reply or general_reply(said), "clarify"
        case "check":
            return _checked(session), "check"
        case "time":
            return _time(said, turn, session, now), "time"
        case "why":
            return _why(turn, session), "why"
        case "wait":
            return "Take your time.", "wait"
        case "dont-know":
            return (
                "That is fine. Would a hint help? Ask for one, say what you do know, "
                "or say again that you don't know and we move on."
            ), "dont-know"
        case "done":
            return (
                "I have no answer of yours to this yet. Say what you can, or say that you "
                "don't know."
            ), "done"
        case "later":
            return _not_later(turn, session, now), "later"
        case "correction":
            if turn.doubted is not None:
                return TAKEN_BACK, "correction"
            if only_owns_up(said):
                return _what_instead(turn), "correction"
            return "There is nothing to take back here. Begin whenever you like.", "correction"
        case "no-answer":
            return "All right. Go on when you are ready.", "no-answer"
        case _:
            listed = listing(open_commands(turn, may_wait=may_wait(session, now)))
            return f"You can say these in your own words, or type them. {listed}", "help"


def open_commands(turn: Turn, *, may_wait: bool) -> dict[str, str]:
    """Return the slash commands that work for the open question, each with what it does.

    ``may_wait`` says that the question can be left for later.
    """
    question = turn.item.question
    idle = {
        "/hint": turn.hints >= len(question.hints),
        "/rephrase": turn.open_follow_up is not None or question.rephrased is None,
        "/later": not may_wait,
        "/scratch": turn.doubted is None and not turn.answers,
        "/next": True,  # only after an answer or a skip
    }
    return {name: gives for name, (_, gives) in COMMANDS.items() if not idle.get(name)}


def listing(commands: Mapping[str, str]) -> str:
    """Return the commands on one line, each with what it does."""
    return " · ".join(f"{command}: {gives}" for command, gives in commands.items())


def open_prompt(turn: Turn) -> str:
    """Return what the candidate is being asked."""
    return turn.open_follow_up.prompt if turn.open_follow_up else turn.item.question.shown


def _what_instead(turn: Turn) -> str:
    asked = "No problem. What would you change or add?"
    if turn.open_follow_up is None:
        return asked
    return f"{asked} After that: {turn.open_follow_up.prompt}"


def _rephrased(turn: Turn) -> str:
    question = turn.item.question
    if turn.open_follow_up is not None:
        return f"Take it as you understand it. Once more: {turn.open_follow_up.prompt}"
    if question.rephrased is None:
        return question.shown
    if question.exhibit is None:
        return question.rephrased
    return f"{question.rephrased}\n\n{question.exhibit.content}"


def _checked(session: Session) -> str:
    if session.config.mode == "coach":
        return (
            "I will not say before you are through: you will see it in the feedback. Go on as you "
            "think best."
        )
    return "I cannot tell you that during the interview. Go on as you think best."


def _not_later(turn: Turn, session: Session, now: datetime) -> str:
    if turn.open_follow_up is not None:
        return "I cannot come back to a follow-up. Say what you can, or skip it."
    if turn.returns_to is not None:
        return "It has waited once already. Answer it now, or skip it."
    minutes = session.config.minutes
    if minutes is not None and _active(session, now) >= minutes * 60:
        return "The time is up, so it would not come back. Answer it now, or skip it."
    return "There is nothing else left to ask before it. Answer it now, or skip it."


def _why(turn: Turn, session: Session) -> str:
    follow_up = turn.open_follow_up
    if isinstance(follow_up, Suspicion):
        return "I want to be sure that I understand you."
    if follow_up is not None:
        # In an exam nothing may reveal how an answer fares.
        if session.config.mode == "exam":
            return "I would like to hear more about this part."
        if follow_up.when == "met":
            return "You made that point, and I would like to hear how deep it goes."
        return "It is about a point that a full answer makes and that I have not heard yet."
    if turn.returns_to is not None:
        return "You wanted to come back to this one."
    if turn.retry_of is not None:
        return "You wanted to try this question again."
    if session.config.question_ids:
        return "You asked for this very question."
    area = "an area that has come up least so far"
    if session.config.focus:
        area = "an area that the job description asks for"
    return turn.reason or (
        f"It was drawn at random from {area}. "
        "Only in an adaptive interview do I choose by your answers."
    )


def _time(said: str, turn: Turn, session: Session, now: datetime) -> str:
    limit = turn.item.question.time_limit
    active = _active(session, now)
    since = active - turn.active_from
    text = f"{clock_face(since)} on this question so far; {clock_face(limit)} is usual."
    if _HOW_MANY.search(said):
        number = numbered(session.turns)[turn.number - 1].question
        text = f"This is question {number} of {session.config.wanted}. {text}"
    minutes = session.config.minutes
    if minutes is None:
        return text
    return f"{text} {clock_face(max(minutes * 60 - active, 0.0))} left of the interview."


def _active(session: Session, now: datetime) -> float:
    """Return the session's active seconds at ``now``."""
    return session.active_seconds + max((now - session.last_at).total_seconds(), 0.0)


def clock_face(seconds: float) -> str:
    """Return a duration in seconds as minutes and seconds: ``2:05``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
