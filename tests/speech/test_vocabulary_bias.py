"""The terms of a question, told to a real model: they reach it, and never come out of silence."""

import random
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from interviewer.settings.speech import SpeechSettings
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Said
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.words import Word, bare, joined
from tests.speech.conftest import Ears
from tests.speech.sound import COSTS, DEADLINE, TEAM, blocks, silence, speech_of
from tests.speech.watched import Watched, sound_of

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples

TERMS = "engineers, payment, deadline"


def test_the_terms_stand_in_the_prompt_of_the_real_model(
    transcriber: WhisperTranscriber, watched: Watched
) -> None:
    speech = sound_of(silence(0.3) + speech_of(TEAM) + silence(0.3))
    decode = transcriber._model.hf_tokenizer.decode
    for method in (transcriber.transcribe, transcriber.glance):
        for terms in ("engineers, payment", ""):
            watched.prompts.clear()
            method(speech, terms)
            told = [decode(prompt, skip_special_tokens=True).strip() for prompt in watched.prompts]
            assert told
            assert all(("engineers" in text and "payment" in text) == bool(terms) for text in told)


@pytest.mark.parametrize("kind", ["silence", "noise", "hum"])
def test_terms_never_come_out_of_silence_or_noise(
    listener: Listener, ears: Ears, transcriber: WhisperTranscriber, kind: str
) -> None:
    dice = random.Random(11)
    rate = 22_050
    samples = {
        "silence": silence(6),
        "noise": b"".join(struct.pack("<h", dice.randint(-600, 600)) for _ in range(6 * rate)),
        "hum": struct.pack("<2h", 500, -500) * (3 * rate),
    }[kind]
    listener.begin(1, TERMS)
    for block in blocks(samples):
        listener.feed(block)
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    assert not ears.of(Said)
    # Nor where voice activity is deceived and the model itself hears it.
    sound = sound_of(samples)
    words = [*transcriber.glance(sound, TERMS)]
    words += [word.text for word in transcriber.transcribe(sound, TERMS)]
    assert not {bare(word) for word in words} & set(TERMS.split(", "))


def test_an_answer_is_followed_by_silence_without_the_terms(listener: Listener, ears: Ears) -> None:
    listener.begin(1, "deadline, payment")
    for block in blocks(silence(0.5) + speech_of(COSTS) + silence(8)):
        listener.feed(block)
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    words = " ".join(joined(message.words) for message in ears.heard if isinstance(message, Said))
    assert "deadline" not in words
    assert "payment" not in words
    assert words, "the sentence itself was heard"


class Hasty(WhisperTranscriber):
    """The tiny model, made to stop early or to say its hints back, as a real one may."""

    said_back = False

    def _read(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        whole = super()._read(samples, "")
        if not vocabulary:
            return whole
        if self.said_back:
            return [Word(term, word.start, word.end) for term, word in zip(
                vocabulary.split(", "), whole, strict=False)]  # fmt: skip
        return whole[:4]


@pytest.mark.parametrize("said_back", [False, True])
def test_what_the_terms_made_the_model_leave_out_is_read_again_without_them(
    speech_settings: SpeechSettings, said_back: bool
) -> None:
    hasty = Hasty(speech_settings)
    hasty.said_back = said_back
    hasty.load()
    words = silence(0.3) + speech_of(TEAM) + silence(0.8) + speech_of(DEADLINE)
    sound = sound_of(words + silence(0.3))
    assert joined(hasty.transcribe(sound, TERMS)) == f"{TEAM} {DEADLINE}"
    assert joined(hasty.transcribe(sound, "")) == f"{TEAM} {DEADLINE}"


def test_words_where_the_sound_is_over_are_dropped(
    transcriber: WhisperTranscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = sound_of(silence(0.3) + speech_of(TEAM) + silence(6))
    heard = transcriber.transcribe(sound, "")
    assert joined(heard) == TEAM
    late = WhisperTranscriber._segments

    def thanks(self: WhisperTranscriber, *given: object, **options: object) -> list[object]:
        segments = late(self, *given, **options)  # type: ignore[arg-type]
        segments[-1].words[-1].start, segments[-1].words[-1].end = 6.5, 7.0
        return segments

    monkeypatch.setattr(WhisperTranscriber, "_segments", thanks)
    assert joined(transcriber.transcribe(sound, "")) == joined(heard[:-1])
