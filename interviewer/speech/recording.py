"""Recordings of answers, kept only where the user asks for it: WAV files beside the sessions."""

import shutil
import wave
from pathlib import Path

from interviewer.errors import SpeechError
from interviewer.settings import data_dir
from interviewer.speech.words import RATE


def audio_dir(session_id: str) -> Path:
    """Return the folder of a session's recordings; it may not exist."""
    safe = "".join(c if c.isalnum() or c == "-" else "_" for c in session_id)
    return data_dir() / "recordings" / safe


def delete_recordings(session_id: str) -> int:
    """Delete the recordings of a session; returns how many there were."""
    folder = audio_dir(session_id)
    count = len(list(folder.glob("*.wav")))
    shutil.rmtree(folder, ignore_errors=True)
    return count


class Recording:
    """One WAV file, 16 kHz mono; valid after every write, whatever happens next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._file = wave.open(str(path), "wb")  # noqa: SIM115 - open as long as it records
        except OSError as error:
            raise SpeechError(
                f"{path}: the recording cannot be kept ({error.strerror or error}).",
                remedy='Free some space, or set keep_audio = "off".',
            ) from error
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE)

    def write(self, data: bytes) -> None:
        """Add 16-bit samples."""
        self._file.writeframes(data)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
