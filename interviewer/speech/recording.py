"""Recordings of answers, kept only where the user asks for it: files beside the sessions."""

import shutil
import wave
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from interviewer.errors import SpeechError
from interviewer.speech.words import RATE
from interviewer.userdata.locations import audio_dir
from interviewer.userdata.private import make_private


def delete_recordings(session_id: str) -> int:
    """Delete the recordings of a session; returns how many there were."""
    folder = audio_dir(session_id)
    count = sum(len(list(folder.glob(f"*.{kind}"))) for kind in _KINDS)
    shutil.rmtree(folder, ignore_errors=True)
    return count


class Recording(ABC):
    """A file of 16 kHz mono sound. What was written stays readable, whatever happens next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            make_private(path.parent)
            path.touch(mode=0o600, exist_ok=False)  # never through a link that is there
            self._open()
        except OSError as error:
            raise SpeechError(
                f"{path}: the recording cannot be kept ({error.strerror or error}).",
                remedy='Free some space, or set keep_audio = "off".',
            ) from error

    @abstractmethod
    def _open(self) -> None:
        """Begin the file."""

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Add 16-bit samples."""

    @abstractmethod
    def close(self) -> None:
        """Finish the file."""


class WavRecording(Recording):
    """WAV: 32 kB a second, and its header is right after every write."""

    def _open(self) -> None:
        self._file = wave.open(str(self.path), "wb")  # noqa: SIM115 - open as long as it records
        self._file.setnchannels(1)
        self._file.setsampwidth(2)
        self._file.setframerate(RATE)

    def write(self, data: bytes) -> None:
        """Add 16-bit samples."""
        self._file.writeframes(data)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class FlacRecording(Recording):
    """FLAC: the same samples in about half the space; ``close`` writes the last 0.25 s.

    It also writes the length into the header; readers cope if it is missing.
    """

    def _open(self) -> None:
        import av  # comes with faster-whisper

        self._container: Any = av.open(
            str(self.path), "w", format="flac", options={"flush_packets": "1"}
        )
        self._stream: Any = self._container.add_stream("flac", rate=RATE, layout="mono")

    def write(self, data: bytes) -> None:
        """Add 16-bit samples."""
        import numpy as np
        from av import AudioFrame

        if not data:
            return
        samples = np.frombuffer(data, np.int16).reshape(1, -1)
        frame = AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate = RATE
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Finish the file."""
        try:
            self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()


_KINDS: dict[str, type[Recording]] = {"flac": FlacRecording, "wav": WavRecording}


def new_recording(folder: Path, name: str, kind: str) -> Recording:
    """Begin the next file of that name: ``name-001.kind``, then ``name-002.kind``.

    ``kind`` is "flac" or "wav". Raises ``SpeechError`` when it cannot be written.
    """
    number = 1
    while any(folder.glob(f"{name}-{number:03}.*")):
        number += 1
    return _KINDS[kind](folder / f"{name}-{number:03}.{kind}")
