"""The window that a real model encodes: as long as the sound needs, and the same words in it."""

import pytest

from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.windowed import SILENCE
from interviewer.speech.words import RATE
from tests.speech.sound import ANSWER, TEAM, silence, speech_of
from tests.speech.watched import Watched, sound_of

WHOLE = 3000


def encoded(watched: Watched) -> list[int]:
    taken = list(watched.frames)
    watched.frames.clear()
    return taken


def test_a_sentence_is_encoded_in_a_window_of_its_size_with_the_same_words(
    transcriber: WhisperTranscriber, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounds = [sound_of(silence(0.3) + speech_of(sentence) + silence(0.3)) for sentence in ANSWER]
    words = []
    for sound in sounds:
        words.append([word.text for word in transcriber.transcribe(sound, "")])
        assert transcriber.glance(sound, "") == words[-1]
        frames = len(sound) // (RATE // 100) + SILENCE
        assert all(window in (frames, frames + 1) for window in encoded(watched))
    assert [" ".join(each) for each in words] == list(ANSWER)
    monkeypatch.setattr("interviewer.speech.windowed.SILENCE", WHOLE)
    for sound, before in zip(sounds, words, strict=True):
        assert [word.text for word in transcriber.transcribe(sound, "")] == before
        assert encoded(watched) == [WHOLE]


def test_a_long_sound_gets_the_whole_window_and_no_more(
    transcriber: WhisperTranscriber, watched: Watched
) -> None:
    for seconds in (22, 40):
        transcriber.glance(sound_of(speech_of(TEAM) + silence(seconds)), "")
        assert set(encoded(watched)) == {WHOLE}


def test_a_long_sound_leaves_the_next_sentence_its_own_window(
    transcriber: WhisperTranscriber, watched: Watched
) -> None:
    transcriber.transcribe(sound_of(speech_of(TEAM) + silence(25)), "")
    encoded(watched)
    transcriber.transcribe(sound_of(speech_of(TEAM)), "")
    assert all(window < WHOLE // 2 for window in encoded(watched))
