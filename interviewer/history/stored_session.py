"""Reads a stored log: its events, its session, and what is left of a damaged one.

The first call imports the events' models, so that the home screen does not wait for them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history.database import restore_advice
from interviewer.history.stored_log import StoredLog
from interviewer.installed import typed

if TYPE_CHECKING:
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session

_OTHERS_OPEN = "It is damaged or of another version; the other sessions still open."


def stored_events(log: StoredLog, path: Path) -> "list[Event]":
    """Return the events of a log in the store at ``path``, oldest first.

    Raises ``StoreError`` when an entry is damaged.
    """
    from pydantic import ValidationError

    from interviewer.interview.events import from_json

    if log.damaged:
        raise damage_error(log)
    try:
        return [from_json(body) for _, body in sorted(log.bodies.items())]
    except ValidationError as error:
        raise StoreError(
            f"{path}: session {log.session_id} holds an entry that cannot be read "
            f"({error.errors()[0]['msg']}).",
            remedy=_OTHERS_OPEN,
        ) from None


def stored_session(log: StoredLog, path: Path) -> "Session":
    """Return the session of a log in the store at ``path``; raise ``StoreError`` if it has none."""
    from interviewer.interview.fold import LogError, fold

    events = stored_events(log, path)
    try:
        return fold(events)
    except LogError as error:
        raise StoreError(
            f"{path}: the log of session {log.session_id} makes no sense ({error}).",
            remedy=_OTHERS_OPEN,
        ) from error


def damage_error(log: StoredLog) -> StoreError:
    """Return the error that says what is damaged in a log and how to see the rest."""
    return StoreError(
        f"Session {log.session_id} {log.complaint()}.",
        remedy=f"'{typed('report', log.session_id)}' shows the rest. "
        f"The other sessions still open. {restore_advice()}",
    )


def undamaged(log: StoredLog) -> "tuple[Session, tuple[int, ...]] | None":
    """Return the session from the undamaged entries, and the numbers of those left out.

    An entry that cannot follow without a damaged one is left out as well. ``None`` when the log's
    beginning is lost, so that nothing can be recovered.
    """
    from interviewer.interview.events import from_json
    from interviewer.interview.fold import LogError, apply, fold

    left_out = list(log.damaged)
    session: Session | None = None
    for number, body in sorted(log.bodies.items()):
        try:
            event = from_json(body)
            session = fold([event]) if session is None else apply(session, event)
        except (LogError, ValueError):
            left_out.append(number)
    return None if session is None else (session, tuple(sorted(left_out)))
