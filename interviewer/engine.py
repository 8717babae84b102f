"""The one engine behind every door: it wires settings, bank, store, grader and clock together.

The screen, the line mode and the headless commands all get their conductors here, so that the same
answer to the same question is treated alike everywhere. Nothing heavy is imported before its use.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, StoreError, UsageError
from interviewer.settings import BASELINE, Settings, data_dir

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.grading.grade import Usage
    from interviewer.grading.grader import Grader, Notice
    from interviewer.history.store import Store
    from interviewer.interview.ability import Belief
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import SessionConfig
    from interviewer.interview.session import Session


_REMEMBERED = 40
"""How many of the newest sessions an adaptive interview knows of; older ones tell little more."""


def utc_now() -> datetime:
    """Return the present moment, aware of its zone."""
    return datetime.now(UTC)


class Engine:
    """What one process needs for interviews.

    ``bank`` is a folder of further items that wins over the built-in ones.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        bank: Path | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings = settings
        self._bank = bank or (Path(settings.bank).expanduser() if settings.bank else None)
        self._clock = clock

    @cached_property
    def store(self) -> "Store":
        """The stored sessions; ``StoreError`` when they cannot be opened."""
        from interviewer.history.store import Store

        return Store(data_dir() / "sessions.sqlite3")

    @cached_property
    def catalog(self) -> "Catalog":
        """The bank's index, up to date with its files."""
        from interviewer.bank.catalog import Catalog

        return Catalog.load(self._bank)

    def grader(self, name: str) -> "Grader":
        """Return a new grader by name; ``UsageError`` for an unknown one."""
        from interviewer.registry import load_grader

        return load_grader(name, self.settings)

    def notice(self, grader: str) -> "Notice | None":
        """Return what the user must agree to before that grader may judge, if anything."""
        from interviewer.grading.grader import Sending

        made = self.grader(grader)
        return made.notice() if isinstance(made, Sending) else None

    def agree(self, grader: str) -> None:
        """Keep that the user agrees to it."""
        from interviewer.grading.grader import Sending

        made = self.grader(grader)
        if isinstance(made, Sending):
            made.agree()

    def _judges(self, name: str, spent: "Usage | None" = None) -> "tuple[Grader, Grader | None]":
        """Return the grader, and for a slow one the scout that follow-ups are decided by."""
        from interviewer.grading.grader import Metered, Slow

        grader = self.grader(name)
        if spent is not None and isinstance(grader, Metered):
            grader.charge(spent)
        return grader, self.grader(BASELINE) if isinstance(grader, Slow) else None

    def warm(self) -> None:
        """Import and build what the first question needs; meant for a background thread."""
        import interviewer.interview.conductor
        import interviewer.report.build  # noqa: F401 - imported to have it ready

        self.grader(self.settings.grader)

    def start(self, config: "SessionConfig") -> "Conductor":
        """Begin a session; ``BankError`` when no item fits, ``StoreError`` when none is kept.

        An adaptive one is told what earlier sessions tell of the candidate.
        """
        from interviewer.interview.conductor import Conductor

        if config.adaptive and not config.question_ids:
            config = config.model_copy(update={"known": self.known()})
        session_id = f"{self._clock():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        grader, scout = self._judges(config.grader)
        return Conductor.start(
            config,
            session_id,
            log=self.store,
            bank=self.catalog,
            grader=grader,
            scout=scout,
            clock=self._clock,
        )

    def known(self) -> "tuple[Belief, ...]":
        """Return what the newest sessions tell of the candidate's ability in each area."""
        from interviewer.interview.ability import beliefs
        from interviewer.interview.adaptive import points

        graded = []
        for row in self.store.rows(limit=_REMEMBERED):
            try:
                turns = self.session(row.id).turns
            except StoreError:
                continue  # what is damaged tells nothing; the history says so when it is opened
            graded += [point for turn in turns if turn.retry_of is None for point in points(turn)]
        return beliefs(graded, now=self._clock())

    def resume(self, session_id: str) -> "Conductor":
        """Go on with a stored session."""
        from interviewer.interview.conductor import Conductor

        session = self.session(session_id)
        name = session.config.grader
        grader: Grader
        try:
            grader, scout = self._judges(name, session.usage)
        except UsageError as error:
            if not session.finished:
                raise
            # To look at a finished session nobody has to judge.
            from interviewer.grading.unavailable import UnavailableGrader

            grader, scout = UnavailableGrader(name, str(error)), None
        return Conductor.resume(
            session_id,
            log=self.store,
            bank=self.catalog,
            grader=grader,
            scout=scout,
            clock=self._clock,
        )

    def regrading(self, session_id: str, grader: str | None = None) -> "Conductor":
        """Return a conductor that can only judge a stored session's answers again."""
        from interviewer.interview.conductor import Conductor

        session = self.session(session_id)
        return Conductor(
            session,
            log=self.store,
            bank=self.catalog,
            grader=self.grader(grader or session.config.grader),
            clock=self._clock,
        )

    def render(self, session_id: str, report_format: str) -> bytes:
        """Return the report of a stored session; ``UsageError`` for an unknown format."""
        from interviewer.registry import load_exporter
        from interviewer.report.build import build_report

        return load_exporter(report_format).export(build_report(self.session(session_id)))

    def export(self, session_id: str, report_format: str, path: Path) -> None:
        """Write the report of a stored session to ``path``, whole or not at all.

        Raises ``InterviewerError`` when the file cannot be written.
        """
        content = self.render(session_id, report_format)
        try:
            _write(path.resolve(), content)
        except OSError as error:
            raise InterviewerError(
                f"{path}: the report cannot be written ({error.strerror or error}).",
                remedy="Choose another place for it.",
            ) from error

    def session(self, session_id: str) -> "Session":
        """Return a stored session as its log tells it; ``StoreError`` when it tells none."""
        from interviewer.interview.session import LogError, fold

        events = self.store.events(session_id)
        try:
            return fold(events)
        except LogError as error:
            raise StoreError(
                f"{self.store.path}: the log of session {session_id} makes no sense ({error}).",
                remedy="It is damaged or of another version; the other sessions still open.",
            ) from error


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
