"""Recordings of answers: kept only where asked for, readable after a crash, deletable."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from interviewer.registry import load_speaker, load_transcriber
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.audio import to_float
from interviewer.speech.messages import Complete, Listening
from interviewer.speech.recording import delete_recordings, new_recording
from interviewer.speech.voice import Voice
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.words import joined
from tests.speech.conftest import Ears
from tests.speech.sound import MODEL, TEAM, answer, speech_of, write_wav
from tests.speech.sound_server import SoundServer

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.mark.parametrize("kind", ["off", "flac", "wav"])
def test_recordings_are_kept_only_when_asked_for_and_can_be_deleted(
    sound: SoundServer, home: Path, tmp_path: Path, kind: str
) -> None:
    settings = SpeechSettings(mode="push-to-talk", model=str(MODEL), keep_audio=kind)
    ears = Ears()
    voice = Voice(
        settings,
        load_transcriber(settings.transcriber, settings),
        load_speaker(settings.speaker, settings),
        "s1",
        ears.put,
        threading.Event().set,
    )
    voice.start()
    voice.begin(1, "", 0.0)
    ears.until(lambda message: isinstance(message, Listening))
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    voice.end()
    ears.until(lambda message: isinstance(message, Complete))
    voice.close()
    files = [path for path in (home / "recordings").rglob("*") if path.is_file()]
    if kind == "off":
        assert not files
        return
    (kept,) = files
    assert kept.name == f"recording-001.{kind}"
    assert kept.stat().st_mode & 0o077 == 0, "nobody else reads it"
    samples = read(kept)
    (complete,) = ears.of(Complete)
    assert isinstance(complete, Complete)
    assert len(samples) / 16_000 == pytest.approx(complete.seconds, abs=0.1)
    whisper = WhisperTranscriber(settings)
    whisper.load()
    assert joined(whisper.transcribe(to_float(samples.tobytes()), "")) == TEAM
    assert delete_recordings("s1") == 1
    assert not list((home / "recordings").rglob("*"))


def test_an_empty_session_names_no_recordings(home: Path) -> None:
    folder = home / "recordings" / "s1"
    kept = new_recording(folder, "recording", "wav")
    kept.close()
    assert delete_recordings("") == 0
    assert kept.path.exists(), "only those of the named session are deleted"


def read(path: Path) -> "NDArray[np.int16]":
    """Return the samples of a recording, which is to be 16 kHz mono."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (16_000, 1)
        frames = [frame.to_ndarray()[0] for frame in container.decode(stream)]
    return np.concatenate(frames).astype(np.int16)


@pytest.mark.parametrize("kind", ["flac", "wav"])
def test_what_was_recorded_before_a_crash_can_be_read(tmp_path: Path, kind: str) -> None:
    samples = np.frombuffer(speech_of(TEAM), np.int16)
    recording = new_recording(tmp_path, "recording", kind)
    for at in range(0, len(samples), 511):
        recording.write(samples[at : at + 511].tobytes())
    crashed = tmp_path / f"crashed.{kind}"
    crashed.write_bytes(recording.path.read_bytes())
    recording.close()
    assert np.array_equal(read(recording.path), samples), "not a sample is lost or changed"
    before = read(crashed)
    assert len(before) > len(samples) - 16_000 / 2
    assert np.array_equal(before, samples[: len(before)])
    assert new_recording(tmp_path, "recording", kind).path.name == f"recording-002.{kind}"
