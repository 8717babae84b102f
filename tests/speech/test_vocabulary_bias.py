"""The terms of a question, told to a real model: they reach it, and never come out of silence."""

import random
import struct

import pytest

from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Said
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.words import bare, joined
from tests.speech.conftest import Ears
from tests.speech.sound import COSTS, TEAM, blocks, silence, spoken
from tests.speech.watched import Watched, sound_of

TERMS = "engineers, payment, deadline"


def test_the_terms_stand_in_the_prompt_of_the_real_model(
    transcriber: WhisperTranscriber, watched: Watched
) -> None:
    speech = sound_of(silence(0.3) + spoken(TEAM) + silence(0.3))
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
    for block in blocks(silence(0.5) + spoken(COSTS) + silence(8)):
        listener.feed(block)
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    words = " ".join(joined(message.words) for message in ears.heard if isinstance(message, Said))
    assert "deadline" not in words
    assert "payment" not in words
    assert words, "the sentence itself was heard"
