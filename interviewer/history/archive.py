"""All sessions in one JSON Lines file, to keep or to move to another machine.

The first line says what the file is, the last how many sessions there are in between, each on a
line of its own with its whole log. Like any outside input it is validated on reading: every entry,
that the log is consistent, and that each quote occurs in its answer.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, NoReturn

import interviewer
from interviewer.errors import InterviewerError, StoreError
from interviewer.history.log import Log
from interviewer.text.display import in_json

if TYPE_CHECKING:
    from zipfile import ZipExtFile

    from interviewer.history.store import Store
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session

_KIND = "interviewer-history"
_VERSION = 1
_LONGEST = 64 * 2**20  # bytes of a line; a session with an hour of speech has about one megabyte
_YEARS = range(1970, 3000)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_GZIP = b"\x1f\x8b"
_LARGEST = 2**32  # bytes unpacked: fifty thousand sessions


def write_archive(
    store: "Store",
    file: IO[bytes] | io.BufferedIOBase,
    on_progress: Callable[[int], object] = lambda _: None,
) -> tuple[int, list[str]]:
    """Write all sessions; return how many, and the ids of those left out because of damage.

    ``on_progress`` is called with the number of sessions processed so far.
    """
    damaged = []
    written = 0
    ids = store.ids()
    head = {"kind": _KIND, "version": _VERSION, "app_version": interviewer.__version__}
    file.write(_line(head))
    for number, session_id in enumerate(ids, 1):
        events = _events(store, session_id)
        if events is None:
            damaged.append(session_id)
        elif events:  # empty if the session has been deleted in the meantime
            file.write(_line({"session": session_id, "events": events}))
            written += 1
        on_progress(number)
    file.write(_line({"sessions": written}))
    return written, damaged


def _events(store: "Store", session_id: str) -> list[Any] | None:
    """Return a log's entries; ``None`` for one that is damaged."""
    try:
        log = store.log(session_id)
        entries = [json.loads(body) for _, body in sorted(log.bodies.items())]
    except (StoreError, ValueError):
        return None
    return None if log.damaged else entries


def read_archive(file: "io.BufferedReader[Any] | ZipExtFile", name: str) -> Iterator[Log]:
    """Yield the sessions of a file, compressed or not; ``name`` is used in error messages.

    Raise ``InterviewerError`` for anything that is not as ``write_archive`` writes it.
    """
    source: io.BufferedIOBase = file
    if file.peek(len(_GZIP))[: len(_GZIP)] == _GZIP:
        source = gzip.GzipFile(fileobj=file)
    try:
        yield from _logs(source, name)
    except (EOFError, OSError, zlib.error) as error:
        _refuse(name, f"cannot be read ({error})")


def _logs(source: io.BufferedIOBase, name: str) -> Iterator[Log]:
    head = _entry(source.readline(_LONGEST), name)
    if head.get("kind") != _KIND:
        _refuse(name, "is not an exported history")
    if head.get("version") != _VERSION:
        _refuse(name, f"is of a newer version ({str(head.get('version'))[:20]}); upgrade first")
    count, line, size = 0, 1, 0
    seen: set[str] = set()
    while text := source.readline(_LONGEST):
        line += 1
        size += len(text)
        place = f"{name}, line {line},"
        if size > _LARGEST:
            _refuse(place, f"is beyond the {_LARGEST // 2**20:,} MB that an export may unpack to")
        entry = _entry(text, place)
        if set(entry) == {"sessions"}:
            if entry["sessions"] != count:
                _refuse(place, f"promises another number of sessions than the {count} before it")
            if source.read(1):
                _refuse(place, "is not the last one")
            return
        log = _log(entry, place)
        if log.session.id in seen:
            _refuse(place, "holds a session that an earlier line holds")
        seen.add(log.session.id)
        yield log
        count += 1
    _refuse(name, f"is cut short after line {line}")


def _log(entry: dict[str, Any], place: str) -> Log:
    from interviewer.interview.events import from_json
    from interviewer.interview.fold import LogError, fold

    session_id, events = entry.get("session"), entry.get("events")
    if set(entry) != {"session", "events"} or not isinstance(events, list):
        _refuse(place, "is not a session")
    if not isinstance(session_id, str) or not _ID.fullmatch(session_id):
        _refuse(place, "holds an invalid session id")
    try:
        bodies = [json.dumps(event, ensure_ascii=False, separators=(",", ":")) for event in events]
        log = [from_json(body) for body in bodies]
        session = fold(log)
    except LogError as error:
        _refuse(place, f"holds a log that makes no sense ({error})")
    except (ValueError, RecursionError):
        _refuse(place, "holds an entry that cannot be read")
    if session.id != session_id:
        _refuse(place, "holds the log of another session than it says")
    if any(event.at.year not in _YEARS for event in log):
        _refuse(place, "holds an entry of a year that cannot be")
    if not _quoted(session, log):
        _refuse(place, "holds a grade with a quote that its answer does not bear out")
    return Log(session, bodies, log[-1].at)


def _quoted(session: "Session", log: "Sequence[Event]") -> bool:
    """Whether the quotes of every grade, replaced ones included, occur in their answers."""
    from interviewer.grading.grade import Grade
    from interviewer.grading.verification import verified

    answers = session.answers
    return all(
        verified(event.outcome, answers[event.answer_id - 1].text) == event.outcome
        for event in log
        if event.type == "answer_graded" and isinstance(event.outcome, Grade)
    )


def _entry(text: bytes, place: str) -> dict[str, Any]:
    if len(text) >= _LONGEST:
        _refuse(place, "is too long")
    try:
        entry = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse(place, "is not JSON")
    if not isinstance(entry, dict):
        _refuse(place, "is not a JSON object")
    return entry


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _line(entry: dict[str, Any]) -> bytes:
    # "replace": a text that a damaged disk garbled must not prevent saving the others.
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return in_json(text.encode("utf-8", "replace").decode()).encode() + b"\n"


def _refuse(place: str, what: str) -> NoReturn:
    raise InterviewerError(
        f"{place} {what}.", remedy="Nothing has been imported; export it again and try that file."
    )
