"""Thirty answers in a row: no leak of memory, threads, descriptors or text."""

import os
import threading
from pathlib import Path

from interviewer.registry import load_speaker, load_transcriber
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Message, Ready, Said
from interviewer.speech.voice import Voice
from interviewer.speech.words import joined
from tests.speech.conftest import Ears
from tests.speech.sound import COSTS, DEADLINE, MODEL, PARTS, TEAM, blocks, silence, speech_of
from tests.speech.sound_server import SoundServer

SAYINGS = (TEAM, DEADLINE, PARTS, COSTS)


def resident() -> int:
    """Return the memory of this process in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_thirty_answers_leave_nothing_behind(listener: Listener, ears: Ears) -> None:
    sounds = [list(blocks(silence(0.3) + speech_of(saying) + silence(0.3))) for saying in SAYINGS]
    threads = memory = 0
    for number in range(30):
        listener.begin(number)
        for block in sounds[number % 4]:
            listener.feed(block)
        listener.end()

        def over(message: Message, number: int = number) -> bool:
            return isinstance(message, Complete) and message.answer == number

        ears.until(over)
        said = [m for m in ears.heard if isinstance(m, Said)]
        assert [joined(message.words) for message in said] == [SAYINGS[number % 4]]
        assert {message.answer for message in said} == {number}
        ears.heard.clear()
        if number == 9:
            # Everything has been used by now.
            threads, memory = threading.active_count(), resident()
    assert threading.active_count() == threads
    assert resident() - memory < 20_000_000


def test_voices_that_are_opened_and_closed_leave_no_thread_and_no_descriptor(
    sound: SoundServer,
) -> None:
    settings = SpeechSettings(mode="push-to-talk", model=str(MODEL))

    def once() -> None:
        ears, spoke = Ears(), threading.Event()
        voice = Voice(
            settings,
            load_transcriber(settings.transcriber, settings),
            load_speaker(settings.speaker, settings),
            "s1",
            ears.put,
            spoke.set,
        )
        voice.start()
        voice.say("Hello.")
        ears.until(lambda message: isinstance(message, Ready))
        assert spoke.wait(10)
        voice.close()

    once()
    threads = {thread.name for thread in threading.enumerate()}
    descriptors = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counts, needs no paths
    for _ in range(3):
        once()
    assert {thread.name for thread in threading.enumerate()} == threads
    assert len(os.listdir("/proc/self/fd")) <= descriptors + 1  # noqa: PTH208
