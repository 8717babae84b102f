"""Loads implementations by name from entry points, and only the one asked for."""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from interviewer.errors import InterviewerError, UsageError
from interviewer.settings.limits import BASELINE
from interviewer.settings.load import Settings, load_settings

if TYPE_CHECKING:
    from interviewer.grading.grader import Grader
    from interviewer.report.exporter import Exporter
    from interviewer.settings.speech import SpeechSettings
    from interviewer.speech.speaker import Speaker
    from interviewer.speech.transcriber import Transcriber

GRADERS = "interviewer.graders"
EXPORTERS = "interviewer.exporters"
TRANSCRIBERS = "interviewer.transcribers"
SPEAKERS = "interviewer.speakers"


def names(group: str) -> tuple[str, ...]:
    """Return the names registered in an entry-point group, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


@runtime_checkable
class Configurable(Protocol):
    """A grader that depends on settings, and is made by a class method instead of a plain call."""

    def from_settings(self, settings: Settings, baseline: "Grader") -> "Grader":
        """Return the grader; a class method. Raise ``UsageError`` when a setting is missing."""
        ...


def load_grader(name: str, settings: Settings | None = None) -> "Grader":
    """Return a new grader by name; raise ``UsageError`` if there is none or it does not load.

    Without ``settings``, a grader that depends on them gets those of the environment and the file.
    """

    def made(loaded: Any) -> Any:
        if isinstance(loaded, Configurable):
            return loaded.from_settings(settings or load_settings(), load_grader(BASELINE))
        return loaded()

    grader: Grader = _make(GRADERS, name, "grader", made)
    return grader


def load_exporter(name: str) -> "Exporter":
    """Return the exporter of a format; raise ``UsageError`` if unknown or not loadable."""
    exporter: Exporter = _make(EXPORTERS, name, "report format", lambda loaded: loaded())
    return exporter


def load_transcriber(name: str, settings: "SpeechSettings") -> "Transcriber":
    """Return a new transcriber by name; raise ``UsageError`` as for a grader."""
    transcriber: Transcriber = _make(
        TRANSCRIBERS, name, "transcriber", lambda found: found(settings)
    )
    return transcriber


def load_speaker(name: str, settings: "SpeechSettings") -> "Speaker":
    """Return a new speaker by name; raise ``UsageError`` as for a grader."""
    speaker: Speaker = _make(SPEAKERS, name, "speaker", lambda found: found(settings))
    return speaker


def _make(group: str, name: str, what: str, made: Callable[[Any], Any]) -> Any:
    found: list[EntryPoint] = list(entry_points(group=group, name=name))
    if not found:
        known = ", ".join(names(group)) or "none: reinstall the package"
        raise UsageError(f"There is no {what} named {name!r}.", remedy=f"Known: {known}.")
    try:
        return made(found[0].load())
    except InterviewerError:
        raise
    except Exception as error:
        raise UsageError(
            f"The {what} {name!r} does not load ({type(error).__name__}: {error}).",
            remedy="Update or uninstall the package that provides it.",
        ) from error
