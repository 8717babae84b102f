"""The one engine behind every door: it wires settings, bank, store, grader and clock together.

The screen, the line mode and the headless commands all get their conductors here, so that the same
answer to the same question is treated alike everywhere. Nothing heavy is imported before its use.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, StoreError, UsageError
from interviewer.settings import BASELINE, Settings, data_dir

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.bank.index import IndexRow
    from interviewer.grading.grade import Usage
    from interviewer.grading.grader import Grader, Notice
    from interviewer.history.plan import Day
    from interviewer.history.progress import Progress
    from interviewer.history.store import Store
    from interviewer.interview.ability import Belief
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import SessionConfig, Wording
    from interviewer.interview.ports import Phrasing
    from interviewer.interview.session import Session
    from interviewer.report.report import Calibration

_ESTIMATED = 100  # sessions that the calibration looks back over


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

    def due_count(self) -> int:
        """Return how many missed points of the bank's questions are due for review now."""
        counts = self.store.due_counts(self._clock())
        return sum(counts.get(row.id, 0) for row in self.catalog.rows) if counts else 0

    def due(self, most: int, config: "SessionConfig | None" = None) -> tuple[str, ...]:
        """Return what to ask for review, as ``SessionConfig.question_ids`` has it, at most so much.

        Those that have waited longest come first. A point without a follow-up in the bank is
        reviewed by its whole question, once the question's other points are not due any more.
        ``config`` limits areas, levels and kinds.
        """
        from interviewer.interview.events import SessionConfig
        from interviewer.reviewing import wanted

        return wanted(self.store.due(self._clock()), self.catalog, config or SessionConfig(), most)

    def next_due(self) -> datetime | None:
        """Return when the next point comes due; ``None`` when none will."""
        return self.store.next_due(self._clock())

    def delete(self, session_id: str) -> bool:
        """Delete a session with its recordings for good; returns whether there was one."""
        from interviewer.speech.recording import delete_recordings

        gone = self.store.delete(session_id)
        delete_recordings(session_id)
        return gone

    def grader(self, name: str) -> "Grader":
        """Return a new grader by name; ``UsageError`` for an unknown one."""
        from interviewer.registry import load_grader

        return load_grader(name, self.settings)

    def notice(self, grader: str) -> "Notice | None":
        """Return what the user must agree to before that grader may judge, if anything."""
        from interviewer.grading.grader import Sending

        made = self.grader(grader)
        return made.notice() if isinstance(made, Sending) else None

    def wording(self, grader: str) -> "Wording":
        """Return who words the conversation: a model where one judges and the settings want it."""
        if self.settings.wording == "house":
            return "house"
        from interviewer.phrasing import phrasing_of

        return "house" if phrasing_of(self.grader(grader)) is None else "model"

    def agree(self, grader: str) -> None:
        """Keep that the user agrees to it."""
        from interviewer.grading.grader import Sending

        made = self.grader(grader)
        if isinstance(made, Sending):
            made.agree()

    def _phrasing(self, config: "SessionConfig", grader: "Grader") -> "Phrasing | None":
        """Return what words the bridges, where the session wants a model to."""
        if config.wording == "house":
            return None
        from interviewer.phrasing import phrasing_of

        return phrasing_of(grader)

    def _judges(self, name: str, spent: "Usage | None" = None) -> "tuple[Grader, Grader | None]":
        """Return the grader, and for a slow one the scout that follow-ups are decided by."""
        from interviewer.grading.grader import Metered, Slow

        grader = self.grader(name)
        if spent is not None and isinstance(grader, Metered):
            grader.charge(spent)
        return grader, self.grader(BASELINE) if isinstance(grader, Slow) else None

    def warm(self) -> None:
        """Import and build what the first question needs; meant for a background thread."""
        import fsrs  # noqa: F401 - imported to have it ready

        import interviewer.interview.conductor
        import interviewer.report.build  # noqa: F401

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
        config = config.model_copy(update={"wording": self.wording(config.grader)})
        return Conductor.start(
            config,
            session_id,
            log=self.store,
            bank=self.catalog.asking(config.question_ids),
            grader=grader,
            scout=scout,
            phrasing=self._phrasing(config, grader),
            clock=self._clock,
        )

    def known(self) -> "tuple[Belief, ...]":
        """Return what the newest sessions tell of the candidate's ability in each area.

        Of a question asked twice in a session only the first try does.
        """
        from interviewer.interview.ability import beliefs

        newest = self.store.rows(limit=_REMEMBERED)
        if not newest:
            return ()
        first: dict[tuple[str, str], int] = {}
        tries = [
            one
            for one in self.store.outcomes(newest[-1].started_at)
            if first.setdefault((one.session_id, one.question_id), one.turn) == one.turn
        ]
        return beliefs(tries, now=self._clock())

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
            bank=self.catalog.asking(session.config.question_ids),
            grader=grader,
            scout=scout,
            phrasing=None if session.finished else self._phrasing(session.config, grader),
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

    def render(self, session_id: str, report_format: str, *, share: bool = False) -> bytes:
        """Return the report of a stored session; ``UsageError`` for an unknown format.

        With ``share`` all that is personal is left out.
        """
        from interviewer.registry import load_exporter
        from interviewer.report.build import build_report
        from interviewer.report.share import shared

        exporter = load_exporter(report_format)
        report = build_report(self.session(session_id), self.listed())
        return exporter.export(shared(report) if share else report)

    def listed(self) -> "Sequence[IndexRow]":
        """Return the bank's index, empty where it cannot be read.

        A report needs no bank: without one it names no questions to practise next.
        """
        try:
            return self.catalog.rows
        except InterviewerError:
            return ()

    def calibration(self) -> "Calibration | None":
        """Return how the newest guesses of scores agree with them, over all sessions."""
        from interviewer.report.calibration import calibration, estimates

        sessions = map(self.session, self.store.sessions_with("self_estimated", _ESTIMATED))
        return calibration(one for session in sessions for one in estimates(session))

    def progress(self, sessions: int | None = None) -> "Progress":
        """Return what the graded answers show together; of the newest ``sessions`` only, if given.

        Criteria are those that were tried in these, as all tries say that they stand. A day begins
        where this machine's clock says so.
        """
        from interviewer.history.progress import progress

        oldest = self.store.rows(1, sessions - 1) if sessions else []
        since = oldest[0].started_at if oldest else None
        turns, standings = self.store.turn_scores(since), self.store.standings(since)
        return progress(turns, standings, self._clock().astimezone())

    def export(
        self, session_id: str, report_format: str, path: Path, *, share: bool = False
    ) -> None:
        """Write the report of a stored session to ``path``, whole or not at all.

        Raises ``InterviewerError`` when the file cannot be written.
        """
        self.write(path, self.render(session_id, report_format, share=share), "the report")

    def write(self, path: Path, content: bytes, what: str) -> None:
        """Write a file whole or not at all; ``InterviewerError`` says that ``what`` failed."""
        from interviewer.whole_file import write_whole

        try:
            write_whole(path.resolve(), content)
        except OSError as error:
            raise InterviewerError(
                f"{path}: {what} cannot be written ({error.strerror or error}).",
                remedy="Choose another place for it.",
            ) from error

    def plan(
        self,
        until: date,
        *,
        minutes: int = 45,
        areas: Sequence[str] = (),
        weights: Mapping[str, float] | None = None,
        mock: str = "mixed-loop",
    ) -> "tuple[Day, ...]":
        """Return what to do each day up to an interview.

        ``weights`` are those of the areas (default: all alike), ``areas`` the only ones to plan.
        Raises ``UsageError`` for a date that has passed or is over a year away.
        """
        from interviewer.history.plan import LONGEST, REMEMBERED, plan

        today = self.today()
        wanted = weights or dict.fromkeys(self.catalog.areas, 1.0)
        wanted = {area: wanted.get(area, 0.0) for area in areas or wanted}
        if not any(wanted.values()):
            raise UsageError(
                "The job description asks for none of these areas.",
                remedy="Leave out --area or --job.",
            )
        if not 0 <= (until - today).days <= LONGEST:
            raise UsageError(
                f"{until} is no day to plan for.",
                remedy=f"Give a day from today ({today}) up to {LONGEST} days ahead.",
            )
        return plan(
            today,
            until,
            weights=wanted,
            outcomes=self.store.outcomes(self._clock() - REMEMBERED),
            asked={one.area for one in self.store.standings()},
            minutes=minutes,
            mock=mock,
        )

    def today(self) -> date:
        """Return the present day, as this machine's clock has it."""
        return self._clock().astimezone().date()

    def session(self, session_id: str) -> "Session":
        """Return a stored session as its log tells it; ``StoreError`` when it tells none."""
        from interviewer.interview.fold import LogError, fold

        events = self.store.events(session_id)
        try:
            return fold(events)
        except LogError as error:
            raise StoreError(
                f"{self.store.path}: the log of session {session_id} makes no sense ({error}).",
                remedy="It is damaged or of another version; the other sessions still open.",
            ) from error
