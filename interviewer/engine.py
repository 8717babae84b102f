"""The engine behind every interface: it connects settings, bank, store, grader and clock.

The screen, the line mode and the headless commands all get their conductors here, so that the same
answer to the same question is treated alike everywhere. Heavy modules are imported on first use.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError, UsageError
from interviewer.settings.limits import BASELINE
from interviewer.settings.load import Settings
from interviewer.userdata.locations import sessions_path

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.bank.index import IndexRow
    from interviewer.grading.grader import Grader, Notice
    from interviewer.history.store import Store
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import SessionConfig
    from interviewer.interview.ports import Phrasing
    from interviewer.interview.session import Session
    from interviewer.learning.insight import Insight
    from interviewer.learning.reviews_today import ReviewsToday
    from interviewer.llm.usage import Usage
    from interviewer.settings.limits import Wording


def utc_now() -> datetime:
    """Return the current time, timezone-aware."""
    return datetime.now(UTC)


class Engine:
    """What one process needs for interviews.

    ``bank`` is a folder of items that take precedence over the built-in ones; it defaults to that
    of the settings. With a ``seed`` every interview started here uses it; without one each draws
    its own.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        bank: Path | None = None,
        clock: Callable[[], datetime] = utc_now,
        seed: int | None = None,
    ) -> None:
        self.settings = settings
        self.bank = bank or (Path(settings.bank) if settings.bank else None)
        self._clock = clock
        self._seed = seed

    def now(self) -> datetime:
        """Return the current time, timezone-aware."""
        return self._clock()

    def seed(self) -> int:
        """Return the seed of the next interview: the given one, else one drawn from 0..999999."""
        return secrets.randbelow(1_000_000) if self._seed is None else self._seed

    @cached_property
    def store(self) -> "Store":
        """The stored sessions; raises ``StoreError`` when they cannot be opened."""
        from interviewer.history.store import Store

        return Store(sessions_path())

    @cached_property
    def catalog(self) -> "Catalog":
        """The bank's index, up to date with its files."""
        from interviewer.bank.catalog import Catalog

        return Catalog.load(self.bank)

    @cached_property
    def insight(self) -> "Insight":
        """Ability, calibration, progress and plans, from all stored sessions."""
        from interviewer.learning.insight import Insight

        return Insight(self.store, self._clock)

    def damage(self) -> tuple[str, ...]:
        """Return the damage found in what has been read of the store, a sentence each."""
        return self.store.damage() if "store" in vars(self) else ()

    @property
    def reviews(self) -> "ReviewsToday":
        """The missed points due for review today."""
        from interviewer.learning.reviews_today import ReviewsToday

        return ReviewsToday(
            self.store.practised, lambda: self.catalog, self.settings.reviews_a_day, self._clock
        )

    def delete(self, session_id: str) -> bool:
        """Delete a session, its recordings and draft for good; return whether it existed."""
        from interviewer.speech.recording import delete_recordings
        from interviewer.userdata.drafts import forget_drafts

        gone = self.store.delete(session_id)
        delete_recordings(session_id)
        forget_drafts(session_id)
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
        """Return ``model`` if a model judges and the settings allow it, else ``built-in``."""
        if self.settings.wording == "built-in":
            return "built-in"
        from interviewer.interview.llm_phrasing import phrasing_of

        return "built-in" if phrasing_of(self.grader(grader)) is None else "model"

    def agree(self, grader: str) -> None:
        """Store the user's agreement to that grader's notice."""
        from interviewer.grading.grader import Sending

        made = self.grader(grader)
        if isinstance(made, Sending):
            made.agree()

    def _phrasing(self, config: "SessionConfig", grader: "Grader") -> "Phrasing | None":
        """Return the phrasing by a model if the session asks for it, else ``None``."""
        if config.wording == "built-in":
            return None
        from interviewer.interview.llm_phrasing import phrasing_of

        return phrasing_of(grader)

    def _judges(self, name: str, spent: "Usage | None" = None) -> "tuple[Grader, Grader | None]":
        """Return the grader, and for a slow one the scout that decides on follow-ups."""
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
        """Begin a session; raise ``BankError`` if no item fits, ``StoreError`` if storing fails.

        The configuration is completed with the questions that earlier sessions asked, unless it
        names them, and if it is adaptive with what they say about the candidate.
        """
        from interviewer.interview.conductor import Conductor

        if config.adaptive and not config.question_ids:
            config = config.model_copy(update={"known": self.insight.beliefs()})
        if config.seen is None and not config.question_ids:
            config = config.model_copy(update={"seen": self.store.practised.seen()})
        session_id = f"{self._clock():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        grader, scout = self._judges(config.grader)
        config = config.model_copy(update={"wording": self.wording(config.grader)})
        return Conductor.start(
            config,
            session_id,
            log=self.store,
            bank=self.catalog.with_parts(config.question_ids),
            grader=grader,
            scout=scout,
            phrasing=self._phrasing(config, grader),
            clock=self._clock,
        )

    def resume(self, session_id: str) -> "Conductor":
        """Continue a stored session; raise ``StoreError`` if nothing new can be stored."""
        from interviewer.interview.conductor import Conductor
        from interviewer.userdata.presence import last_seen

        session = self.store.session(session_id)
        if not session.finished:
            self.store.must_be_writable()
        name = session.config.grader
        grader: Grader
        try:
            grader, scout = self._judges(name, session.usage)
        except UsageError as error:
            if not session.finished:
                raise
            # Looking at a finished session needs no grader.
            from interviewer.grading.unavailable import UnavailableGrader

            grader, scout = UnavailableGrader(name, str(error)), None
        return Conductor.resume(
            session_id,
            left_at=last_seen(session_id),
            log=self.store,
            bank=self.catalog.with_parts(session.config.question_ids),
            grader=grader,
            scout=scout,
            phrasing=None if session.finished else self._phrasing(session.config, grader),
            clock=self._clock,
        )

    def open_for_viewing(self, session: "Session") -> "Conductor":
        """Return a conductor for viewing a session only, such as what is left of a damaged one."""
        from interviewer.grading.unavailable import UnavailableGrader
        from interviewer.interview.conductor import Conductor

        return Conductor(
            session,
            log=self.store,
            bank=self.catalog,
            grader=UnavailableGrader(session.config.grader, "The session is damaged."),
            clock=self._clock,
        )

    def open_for_regrading(self, session_id: str, grader: str | None = None) -> "Conductor":
        """Return a conductor that can only judge a stored session's answers again.

        Raise ``StoreError`` if the grades could not be stored.
        """
        from interviewer.interview.conductor import Conductor

        session = self.store.session(session_id)
        self.store.must_be_writable()
        return Conductor(
            session,
            log=self.store,
            bank=self.catalog,
            grader=self.grader(grader or session.config.grader),
            clock=self._clock,
        )

    def render(self, session_id: str, report_format: str, *, share: bool = False) -> bytes:
        """Return the report of a stored session; ``UsageError`` for an unknown format.

        With ``share`` all personal data is left out.
        """
        from interviewer.registry import load_exporter
        from interviewer.report.build import build_report
        from interviewer.report.coaching import coached
        from interviewer.report.share import shared

        exporter = load_exporter(report_format)
        session, _ = self.store.undamaged(session_id)
        report = coached(build_report(session, self.index_rows()), session)
        return exporter.export(shared(report) if share else report)

    def index_rows(self) -> "Sequence[IndexRow]":
        """Return the bank's index, or an empty one if it cannot be read.

        A report needs no bank; without one it suggests no questions to practise next.
        """
        try:
            return self.catalog.rows
        except InterviewerError:
            return ()

    def export(
        self,
        session_id: str,
        report_format: str,
        path: Path,
        *,
        share: bool = False,
        replace: bool = False,
    ) -> None:
        """Write the report of a stored session to ``path``, complete or not at all.

        Raise ``TakenError`` if the file exists, unless ``replace`` is set, and
        ``InterviewerError`` if it cannot be written.
        """
        from interviewer.userdata.exports import write_export

        content = self.render(session_id, report_format, share=share)
        write_export(path, content, "the report", replace=replace)
