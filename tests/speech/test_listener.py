"""From sound to words, with the real voice activity and a real, tiny model."""

import random
import struct
from collections.abc import Callable, Sequence, Sized

import pytest

from interviewer.errors import SpeechError
from interviewer.speech.delivery import measure
from interviewer.speech.endpointing import Limits
from interviewer.speech.listener import Listener
from interviewer.speech.messages import (
    Complete,
    Hearing,
    Listening,
    Loudness,
    Message,
    Resumed,
    Said,
    Silence,
    Stalled,
    Trouble,
)
from interviewer.speech.words import Word, joined
from tests.speech.conftest import Ears
from tests.speech.sound import (
    ANSWER,
    DEADLINE,
    RATE,
    TEAM,
    THINK,
    answer,
    blocks,
    silence,
    speech_of,
)


def complete(number: int) -> Callable[[Message], bool]:
    return lambda message: isinstance(message, Complete) and message.answer == number


def listening(message: Message) -> bool:
    return isinstance(message, Listening)


def text(ears: Ears, number: int) -> str:
    return " ".join(
        joined(message.words)
        for message in ears.heard
        if isinstance(message, Said) and message.answer == number
    )


def test_an_answer_is_heard_word_for_word(listener: Listener, ears: Ears) -> None:
    listener.begin(1)
    for block in blocks(answer()):
        listener.feed(block)
    listener.end()
    ears.until(complete(1))
    assert text(ears, 1) == " ".join(ANSWER)
    said = [message for message in ears.heard if isinstance(message, Said)]
    assert len(said) == len(ANSWER)
    stretches = [stretch for message in said for stretch in message.stretches]
    assert stretches == sorted(stretches)
    words = [word for message in said for word in message.words]
    found = measure(words, stretches)
    assert found.pauses >= 4
    assert 0.7 <= found.longest_pause <= 1.4


def test_the_answer_before_never_leaks_into_the_next(listener: Listener, ears: Ears) -> None:
    listener.begin(1)
    for block in blocks(silence(0.3) + speech_of(TEAM)):
        listener.feed(block)
    listener.end()
    for block in blocks(speech_of(THINK)):
        listener.feed(block)  # said while nobody listens
    listener.begin(2)
    for block in blocks(answer([DEADLINE])):
        listener.feed(block)
    listener.end()
    ears.until(complete(2))
    assert text(ears, 1) == TEAM
    assert text(ears, 2) == DEADLINE


def test_neither_silence_nor_noise_nor_a_click_gives_a_word(listener: Listener, ears: Ears) -> None:
    dice = random.Random(7)
    noise = b"".join(struct.pack("<h", dice.randint(-900, 900)) for _ in range(8 * RATE))
    click = struct.pack("<h", 30_000) * 400
    listener.begin(1)
    for block in blocks(silence(4) + noise + silence(1) + click + silence(3)):
        listener.feed(block)
    listener.end()
    ears.until(complete(1))
    assert text(ears, 1) == ""


def test_silence_and_clipping_are_told(listener: Listener, ears: Ears) -> None:
    listener.begin(1)
    for block in blocks(silence(5)):
        listener.feed(block)
    ears.until(lambda message: isinstance(message, Loudness) and message.silent)
    for block in blocks((struct.pack("<h", 32_767) * 60 + struct.pack("<h", -32_768) * 60) * 700):
        listener.feed(block)
    ears.until(lambda message: isinstance(message, Loudness) and message.clipped)


def test_a_silence_is_told_after_the_words_before_it(listener: Listener, ears: Ears) -> None:
    listener.begin(1)
    for block in blocks(answer([TEAM]) + silence(2)):
        listener.feed(block)
    told = ears.until(lambda message: isinstance(message, Silence) and message.seconds > 2)
    assert isinstance(told, Silence)
    assert text(ears, 1) == TEAM
    (said,) = ears.of(Said)
    assert isinstance(said, Said)
    assert told.since == pytest.approx(said.stretches[-1][1], abs=0.05)
    listener.end()
    ears.until(complete(1))


class Forgetful:
    """A transcriber that knows a single word, and fails when it is told to."""

    name = "forgetful"

    def __init__(self, *, fails: Exception | None = None) -> None:
        self.fails = fails
        self.passes: list[int] = []

    def load(self) -> None:
        """Be ready."""
        if self.fails:
            raise self.fails

    def transcribe(self, samples: Sized, vocabulary: str) -> Sequence[Word]:
        """Hear the same in everything."""
        self.passes.append(len(samples))
        if vocabulary == "fail":
            raise RuntimeError("no")
        return [Word("yes", 0.1, 0.4)]

    def glance(self, samples: object, vocabulary: str) -> Sequence[str]:
        """Hear nothing yet."""
        return []


def test_an_answer_of_eight_minutes_is_heard_in_bounded_memory(ears: Ears) -> None:
    listener = Listener(Forgetful(), Limits(), ears.put)
    listener.start()
    listener.begin(1)
    minute = answer([TEAM, DEADLINE]) + silence(60)
    minute = minute[: 2 * 60 * RATE]
    most = fed = measured = 0

    def enough(message: Message) -> bool:
        nonlocal measured
        measured += isinstance(message, Loudness)
        return measured >= fed * 7.8 - 10  # one every 0.128 s

    for _ in range(8):
        for at in range(0, len(minute), 2 * 10 * RATE):
            for block in blocks(minute[at : at + 2 * 10 * RATE]):
                listener.feed(block)
            fed += 10
            ears.until(enough)
            assert listener._recording is not None
            most = max(most, len(listener._recording._chunks))
    listener.end()
    ears.until(complete(1))
    listener.close()
    assert len(ears.of(Said)) == 16
    assert not ears.of(Trouble)
    assert most < 25 / 0.032
    last = [message for message in ears.heard if isinstance(message, Complete)][-1]
    assert last.seconds == pytest.approx(480, abs=2)


def test_a_machine_that_is_too_slow_says_so_and_goes_on(ears: Ears) -> None:
    listener = Listener(Forgetful(), Limits(), ears.put)
    listener.start()
    listener.begin(1)
    for block in blocks(silence(120)):
        listener.feed(block)  # at once: two minutes of sound in a moment
    ears.until(lambda message: isinstance(message, Trouble) and "too slow" in str(message.error))
    for block in blocks(answer([TEAM])):
        listener.feed(block)
    listener.end()
    ears.until(complete(1))
    listener.close()
    assert ears.of(Said)


def foreseen(message: Message) -> bool:
    return isinstance(message, Hearing) and "yes" in message.live.unstable


def test_the_last_words_are_there_before_the_key_that_ends_the_answer(ears: Ears) -> None:
    transcriber = Forgetful()
    listener = Listener(transcriber, Limits(pause=2), ears.put)
    listener.start()
    listener.begin(1)
    for block in blocks(silence(0.3) + speech_of(TEAM) + silence(0.4)):
        listener.feed(block)
    ears.until(foreseen)
    assert not ears.of(Said)
    listener.end()
    ears.until(complete(1))
    listener.close()
    assert text(ears, 1) == "yes"
    assert len(transcriber.passes) == 1


def test_what_goes_on_after_a_short_silence_is_heard_whole(ears: Ears) -> None:
    transcriber = Forgetful()
    listener = Listener(transcriber, Limits(pause=2), ears.put)
    listener.start()
    listener.begin(1)
    for block in blocks(silence(0.3) + speech_of(TEAM) + silence(0.4)):
        listener.feed(block)
    ears.until(foreseen)
    for block in blocks(speech_of(DEADLINE) + silence(1)):
        listener.feed(block)
    listener.end()
    ears.until(complete(1))
    listener.close()
    assert len(ears.of(Said)) == 1
    assert transcriber.passes[-1] > 1.5 * transcriber.passes[0]


def test_one_failed_sentence_costs_nothing_but_itself(ears: Ears) -> None:
    listener = Listener(Forgetful(), Limits(), ears.put)
    listener.start()
    for number, vocabulary in ((1, "fail"), (2, "")):
        listener.begin(number, vocabulary)
        for block in blocks(answer([TEAM])):
            listener.feed(block)
        listener.end()
        ears.until(complete(number))
    listener.close()
    assert [message.answer for message in ears.heard if isinstance(message, Trouble)] == [1]
    assert text(ears, 2) == "yes"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (SpeechError("It is broken.", remedy="Mend it."), "It is broken. Mend it."),
        (OSError("no such library"), "The speech model does not load (OSError: no such library)"),
    ],
)
def test_a_model_that_does_not_load_is_told_and_ends_nothing_else(
    ears: Ears, fault: Exception, told: str
) -> None:
    listener = Listener(Forgetful(fails=fault), Limits(), ears.put)
    listener.start()
    message = ears.until(lambda message: isinstance(message, Trouble))
    assert isinstance(message, Trouble)
    assert told in str(message.error)
    listener.begin(1)
    for block in blocks(answer([TEAM])):
        listener.feed(block)
    listener.end()
    ears.until(complete(1))
    listener.close()


def test_an_error_of_the_device_keeps_what_was_heard(listener: Listener, ears: Ears) -> None:
    listener.begin(1)
    for block in blocks(silence(0.3) + speech_of(TEAM)):
        listener.feed(block)
    listener.end(SpeechError("The device vanished."))
    ears.until(complete(1))
    assert text(ears, 1) == TEAM
    (trouble,) = ears.of(Trouble)
    assert isinstance(trouble, Trouble)
    assert trouble.ended


def test_no_frames_for_long_end_the_recording_with_a_remedy(
    listener: Listener, ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.speech.listener._GIVE_UP", 2.0)
    listener.begin(1)
    for block in blocks(silence(0.3) + speech_of(TEAM)):
        listener.feed(block)
    ears.until(lambda message: isinstance(message, Stalled))
    message = ears.until(lambda message: isinstance(message, Trouble))
    assert isinstance(message, Trouble)
    assert message.ended
    assert "No sound comes" in str(message.error)
    ears.until(complete(1))
    assert text(ears, 1) == TEAM


@pytest.mark.parametrize("fault", [SpeechError("It is not there."), RuntimeError("no session")])
def test_a_recording_that_cannot_begin_is_over_at_once(
    ears: Ears, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def absent() -> None:
        raise fault

    monkeypatch.setattr("interviewer.speech.voice_activity.VoiceActivity", absent)
    listener = Listener(Forgetful(), Limits(), ears.put)
    listener.start()
    listener.begin(1)
    ears.until(complete(1))
    (trouble,) = ears.of(Trouble)
    assert isinstance(trouble, Trouble)
    assert str(fault) in str(trouble.error)
    listener.close()


class Kept:
    """Keeps the sound of a recording."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.data += data


def test_a_stall_of_the_sound_leaves_a_gap_and_what_follows_keeps_its_time(
    listener: Listener, ears: Ears
) -> None:
    kept = Kept()
    listener.begin(1, sink=kept)
    for block in blocks(silence(0.3) + speech_of(TEAM)):
        listener.feed(block)
    ears.until(lambda message: isinstance(message, Stalled))
    for block in blocks(answer([DEADLINE])):
        listener.feed(block)
    gap = ears.until(lambda message: isinstance(message, Resumed))
    listener.end()
    end = ears.until(complete(1))
    assert text(ears, 1) == f"{TEAM} {DEADLINE}"
    assert isinstance(gap, Resumed)
    assert isinstance(end, Complete)
    assert gap.seconds > 0.9
    last = [message for message in ears.heard if isinstance(message, Said)][-1]
    assert last.words[0].start >= gap.at + gap.seconds
    assert len(kept.data) / 32_000 == pytest.approx(end.seconds, abs=0.1)
    missing = kept.data[int(gap.at * 16_000) * 2 :][: int(gap.seconds * 16_000) * 2]
    assert not any(missing[3200:-3200]), "silence stands for what is missing"
    assert not ears.of(Trouble)


class FullDisk:
    """Keeps nothing."""

    def write(self, data: bytes) -> None:
        """Fail as a full disk does."""
        raise OSError(28, "No space left on device")


def test_a_recording_that_cannot_be_kept_is_told_and_the_next_one_works(
    listener: Listener, ears: Ears
) -> None:
    listener.begin(1, sink=FullDisk())
    for block in blocks(silence(0.3)):
        listener.feed(block)
    ears.until(complete(1))
    (trouble,) = ears.of(Trouble)
    assert isinstance(trouble, Trouble)
    assert "No space left" in str(trouble.error)
    listener.begin(2)
    for block in blocks(answer([TEAM])):
        listener.feed(block)
    listener.end()
    ears.until(complete(2))
    assert text(ears, 2) == TEAM
