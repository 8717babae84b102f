"""The voice of an interview: what it makes of the listener's messages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.registry import load_speaker, load_transcriber
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.messages import Complete, Listening, Message, Stalled, Trouble
from interviewer.speech.microphone import Microphone
from interviewer.speech.recording import WavRecording
from interviewer.speech.voice import Voice


@pytest.fixture
def heard() -> list[Message]:
    return []


@pytest.fixture
def voice(home: Path, heard: list[Message]) -> Iterator[Voice]:
    """A voice that keeps its recordings, and whose devices are never opened."""
    settings = SpeechSettings(mode="hands-free", speaker="none", keep_audio="wav")
    made = Voice(
        settings,
        load_transcriber(settings.transcriber, settings),
        load_speaker(settings.speaker, settings),
        "s1",
        heard.append,
        lambda: None,
    )
    made.muted = True
    yield made
    made.close()


def test_each_recording_has_a_file_of_its_own_until_it_is_complete(
    voice: Voice, heard: list[Message]
) -> None:
    first, second = voice._audio_sink(1), voice._audio_sink(2)
    assert first is not None
    assert second is not None
    voice._forward(Complete(1, 2.0))  # its last words took longer than the next one to begin
    second.write(bytes(320))
    voice._forward(Complete(2, 2.0))
    assert not voice._recordings, "both are closed"
    assert [type(message) for message in heard] == [Complete, Complete]


def test_a_file_that_cannot_be_finished_is_told_and_the_answer_is_complete(
    voice: Voice, heard: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(recording: WavRecording) -> None:
        raise OSError(28, "No space left on device")

    voice._audio_sink(1)
    with monkeypatch.context() as patched:
        patched.setattr(WavRecording, "close", full)
        voice._forward(Complete(1, 2.0))
    trouble, complete = heard
    assert isinstance(trouble, Trouble)
    assert "recording-001.wav" in str(trouble.error)
    assert not trouble.ended
    assert complete == Complete(1, 2.0)


def test_a_microphone_that_gives_sound_late_is_opened_no_more(
    voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr(Microphone, "start", lambda self, *, again: opened.append(again))
    voice._forward(Stalled(1))  # before its first sound
    voice._forward(Listening(1))
    voice._reopen_microphone()
    assert not opened, "each opening loses sound"


def test_a_recording_that_cannot_begin_is_over_whatever_was_thrown(
    voice: Voice, heard: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(microphone: Microphone, *, again: bool) -> None:
        raise RuntimeError("no host")

    monkeypatch.setattr(Microphone, "start", fail)
    voice.begin(1, "", 0.0)
    voice._device_thread.submit(lambda: None).result()
    trouble, complete = heard
    assert isinstance(trouble, Trouble)
    assert "no host" in str(trouble.error)
    assert complete == Complete(1, 0.0)
