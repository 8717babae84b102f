"""Names to implementations, through entry points: loads exactly the one asked for."""

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
    """What a grader that depends on settings offers: another way to make it than a plain call."""

    def from_settings(self, settings: Settings, baseline: "Grader") -> "Grader":
        """Make the grader; a class method. Raises ``UsageError`` when a setting is missing."""
        ...


def load_grader(name: str, settings: Settings | None = None) -> "Grader":
    """Make the grader of that name; ``UsageError`` when there is none or it does not load.

    Without ``settings`` a grader that depends on them gets those of the environment and the file.
    """

    def made(loaded: Any) -> Any:
        if isinstance(loaded, Configurable):
            return loaded.from_settings(settings or load_settings(), load_grader(BASELINE))
        return loaded()

    grader: Grader = _make(GRADERS, name, "grader", made)
    return grader


def load_exporter(name: str) -> "Exporter":
    """Make the exporter of that format; ``UsageError`` when there is none or it does not load."""
    exporter: Exporter = _make(EXPORTERS, name, "report format", lambda loaded: loaded())
    return exporter


def load_transcriber(name: str, settings: "SpeechSettings") -> "Transcriber":
    """Make the transcriber of that name; ``UsageError`` as for a grader."""
    transcriber: Transcriber = _make(
        TRANSCRIBERS, name, "transcriber", lambda found: found(settings)
    )
    return transcriber


def load_speaker(name: str, settings: "SpeechSettings") -> "Speaker":
    """Make the speaker of that name; ``UsageError`` as for a grader."""
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
