"""A speaker that writes what would be said into a file, for a braille display or a log."""

import os
from pathlib import Path
from threading import Event

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.speaker import sayable

_VARIABLE = "INTERVIEWER_SPOKEN_FILE"


class FileSpeaker:
    """Appends a line for each text to the file that INTERVIEWER_SPOKEN_FILE names."""

    name = "file"

    def __init__(self, settings: SpeechSettings) -> None:
        del settings  # where a voice or a device is of use, it stands there

    def check(self) -> str:
        """Return where the lines go."""
        return str(self._path())

    def speak(self, text: str, stop: Event) -> None:
        """Write the text, unless the candidate has cut it short already."""
        if stop.is_set():
            return
        try:
            with self._path().open("a", encoding="utf-8") as file:
                file.write(sayable(text) + "\n")
        except OSError as error:
            raise SpeechError(
                f"{error.filename} cannot be written ({error.strerror}).",
                remedy=f"Name another file by {_VARIABLE}.",
            ) from error

    def _path(self) -> Path:
        named = os.environ.get(_VARIABLE)
        if not named:
            raise SpeechError(
                "No file is named that could be spoken to.", remedy=f"Set {_VARIABLE} to a path."
            )
        return Path(named)
