"""What every event does to a session in the same way."""

from dataclasses import replace

from interviewer.interview.events import Event
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Line, Session, Speaker, Turn
from interviewer.llm.usage import Usage


def say(session: Session, speaker: Speaker, text: str, kind: str, turn: int) -> Session:
    """Return the session with one more line of the conversation."""
    line = Line(speaker=speaker, text=text, turn=turn, kind=kind)
    return replace(session, lines=(*session.lines, line))


def with_turn(session: Session, turn: Turn) -> Session:
    """Return the session with ``turn`` in place of its newest turn."""
    return replace(session, turns=(*session.turns[:-1], turn))


def current(session: Session, event: Event, number: int) -> Turn:
    """Return the newest turn; raise ``LogError`` if the event is about another one."""
    turn = session.turn
    if turn is None or turn.number != number:
        raise LogError(f"{event.type} for turn {number}, which is not the current one")
    return turn


def charged(session: Session, usage: Usage | None) -> Session:
    """Return the session with a model call's usage added."""
    return session if usage is None else replace(session, usage=session.usage + usage)
