"""The error for missing packages of spoken interviews."""

from interviewer.errors import SpeechError
from interviewer.installed import adding


def not_installed(error: ImportError) -> SpeechError:
    """Return the error that names what could not be imported and the command that installs it."""
    return SpeechError(
        f"The packages for speech are not installed ({error}).",
        remedy=f"Install them with: {adding('voice')}",
    )
