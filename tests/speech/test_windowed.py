"""The window that a real model encodes: as long as the sound needs, and the same words in it."""

from typing import Any

import pytest

from interviewer.speech.audio import Resampler, to_float
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.windowed import SILENCE
from interviewer.speech.words import RATE
from interviewer.speech_settings import SpeechSettings
from tests.speech.sound import ANSWER, TEAM, blocks, silence, spoken

WHOLE = 3000


class Watched:
    """The real model; notes how many frames it is given to encode."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.frames: list[int] = []

    def encode(self, features: Any, **options: Any) -> Any:
        self.frames.append(features.shape[-1])
        return self._model.encode(features, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


@pytest.fixture
def transcriber(speech_settings: SpeechSettings) -> WhisperTranscriber:
    made = WhisperTranscriber(speech_settings)
    made.load()
    made._model.model = Watched(made._model.model)
    return made


def encoded(transcriber: WhisperTranscriber) -> list[int]:
    frames: list[int] = transcriber._model.model.frames
    taken = list(frames)
    frames.clear()
    return taken


def heard(data: bytes) -> Any:
    resampler = Resampler()
    return to_float(b"".join(resampler.feed(block).tobytes() for block in blocks(data)))


def test_a_sentence_is_encoded_in_a_window_of_its_size_with_the_same_words(
    transcriber: WhisperTranscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds = [heard(silence(0.3) + spoken(sentence) + silence(0.3)) for sentence in ANSWER]
    words = []
    for sound in sounds:
        words.append([word.text for word in transcriber.transcribe(sound, "")])
        assert transcriber.glance(sound, "") == words[-1]
        frames = len(sound) // (RATE // 100) + SILENCE
        assert all(window in (frames, frames + 1) for window in encoded(transcriber))
    assert [" ".join(each) for each in words] == list(ANSWER)
    monkeypatch.setattr("interviewer.speech.windowed.SILENCE", WHOLE)
    for sound, before in zip(sounds, words, strict=True):
        assert [word.text for word in transcriber.transcribe(sound, "")] == before
        assert encoded(transcriber) == [WHOLE]


def test_a_long_sound_gets_the_whole_window_and_no_more(transcriber: WhisperTranscriber) -> None:
    for seconds in (22, 40):
        transcriber.glance(heard(spoken(TEAM) + silence(seconds)), "")
        assert set(encoded(transcriber)) == {WHOLE}


def test_a_long_sound_leaves_the_next_sentence_its_own_window(
    transcriber: WhisperTranscriber,
) -> None:
    transcriber.transcribe(heard(spoken(TEAM) + silence(25)), "")
    encoded(transcriber)
    transcriber.transcribe(heard(spoken(TEAM)), "")
    assert all(window < WHOLE // 2 for window in encoded(transcriber))
