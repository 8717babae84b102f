"""Whose turn it is in a spoken interview: recordings, the interviewer's voice, and sending.

Sound has no part in it: messages come as the listener would send them.
"""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from interviewer.engine import Engine
from interviewer.errors import SpeechError
from interviewer.interview.events import SessionConfig
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.messages import Began, Complete, Listening, Message, Said, Silence, Trouble
from interviewer.speech.microphone import Device
from interviewer.speech.words import Word
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.microphones import MicrophoneDialog
from interviewer.tui.screens.spoken_interview import SpokenInterviewScreen
from interviewer.tui.widgets.rows import Rows
from tests.tui.steps import on, press, settled, until

CONFIG = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, estimate=False)
NOISE = "It learns the noise of the training data."


class Still:
    """A voice without devices, which notes what it is asked to do."""

    def __init__(self, settings: SpeechSettings, *rest: Any) -> None:
        self.settings = settings
        self.muted = self.speaking = False
        self.asked: list[tuple[Any, ...]] = []

    def start(self) -> None: ...

    def close(self) -> None: ...

    def close_microphone(self) -> None: ...

    def say(self, text: str) -> None:
        self.speaking = True

    def stop_speaking(self) -> bool:
        return self.speaking

    def begin(self, answer: int, vocabulary: str, offset: float) -> None:
        self.asked.append(("begin", answer, offset))

    def end(self) -> None:
        self.asked.append(("end",))

    def choose(self, name: str | None) -> None:
        self.asked.append(("choose", name))


class Room:
    """An open interview and its voice."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self.screen = on(pilot, SpokenInterviewScreen)
        self.side = self.screen.spoken_side
        voice: Any = self.side._voice.voice
        assert isinstance(voice, Still)
        self.voice = voice

    async def told(self, *several: Message) -> None:
        """The listener sends messages."""
        for message in several:
            self.side._on_message(message)
        await settled(self.pilot)

    async def silent(self) -> None:
        """The interviewer has said all that there was to say."""
        self.voice.speaking = False
        self.side._on_all_said()
        await settled(self.pilot)

    @property
    def phase(self) -> str:
        return self.side.line.state.phase

    @property
    def answers(self) -> list[str]:
        return [answer.text for answer in self.screen.conductor.session.answers]


Enter = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def room(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Open an interview that begins with the question being read aloud."""

    @asynccontextmanager
    async def enter(**speech: str) -> AsyncIterator[Room]:
        monkeypatch.setattr("interviewer.tui.screens.interview_voice.Voice", Still)
        engine.settings = replace(engine.settings, speech=SpeechSettings(**speech))  # type: ignore[arg-type]
        async with InterviewerApp(engine, start=CONFIG).run_test() as pilot:
            await settled(pilot)
            yield Room(pilot)

    return enter


def said(number: int, text: str, at: float = 1.0) -> Said:
    words = tuple(Word(w, at + n / 2, at + n / 2 + 0.4, 0.9) for n, w in enumerate(text.split()))
    return Said(number, words, ((at, words[-1].end),))


async def test_the_next_recording_begins_where_the_last_is_complete(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.silent()
        await here.told(Listening(1), Began(1, 1.0), said(1, f"{NOISE} Can I have a hint?"))
        assert here.phase == "speaking", "it gives the hint"
        await here.silent()
        assert here.voice.asked == [("begin", 1, 0.0), ("end",)]
        assert here.phase == "finishing"
        await here.told(Complete(1, 9.0))
        assert here.voice.asked[2:] == [("begin", 2, 9.0)]


async def test_an_aside_within_an_answer_does_not_start_its_clock_again(room: Enter) -> None:
    async with room(mode="push-to-talk") as here:
        await here.silent()
        await press(here.pilot, "f8")
        await here.told(Listening(1), Began(1, 1.0))
        now = time.monotonic() + 60
        begun = here.screen.clock.timings(now)
        await here.told(said(1, NOISE))
        await press(here.pilot, "f5")
        assert here.screen.clock.timings(now) == begun
        await press(here.pilot, "ctrl+s")
        await here.told(Complete(1, 9.0))
        assert here.answers == [NOISE]


async def test_with_barge_in_a_recording_goes_on_while_the_interviewer_speaks(room: Enter) -> None:
    async with room(mode="hands-free", barge_in="on") as here:
        await here.told(Listening(1))
        await here.silent()
        await here.told(Began(1, 1.0), said(1, f"{NOISE} Can I have a hint?"))
        assert here.phase == "speaking"
        await here.silent()
        assert here.voice.asked == [("begin", 1, 0.0)], "no sentence is cut in two"
        assert here.phase == "listening"
        await press(here.pilot, "f8")
        await here.told(Complete(1, 9.0))
        assert here.phase == "idle", "the key has ended it"


async def test_nothing_is_sent_before_its_last_words_whoever_speaks(room: Enter) -> None:
    async with room(mode="push-to-talk") as here:
        await here.silent()
        await press(here.pilot, "f8")
        await here.told(Listening(1), said(1, NOISE))
        await press(here.pilot, "f3")
        assert here.phase == "speaking", "it repeats the question"
        await press(here.pilot, "ctrl+s")
        assert not here.answers
        await here.told(said(1, "And it fails on new data.", 9.0), Complete(1, 12.0))
        assert here.answers == [f"{NOISE} And it fails on new data."]


async def test_talk_pressed_before_the_last_words_have_come_records_after_them(room: Enter) -> None:
    async with room(mode="push-to-talk") as here:
        await here.silent()
        await press(here.pilot, "f8")
        await here.told(Listening(1), said(1, NOISE))
        await press(here.pilot, "f3", "f8")
        assert here.voice.asked == [("begin", 1, 0.0), ("end",)]
        await here.told(Complete(1, 9.0))
        assert here.voice.asked[2:] == [("begin", 2, 9.0)]


async def test_a_voice_that_fails_keeps_nobody_from_answering(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.told(Trouble(0, SpeechError("There is no voice."), ended=False))
        await here.silent()
        assert here.voice.asked == [("begin", 1, 0.0)]


async def test_the_microphone_can_be_chosen_while_it_gives_no_sound(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.silent()
        await here.told(Listening(1), Began(1, 1.0), said(1, NOISE))
        await here.pilot.press("f7")
        await until(here.pilot, lambda: isinstance(here.pilot.app.screen, MicrophoneDialog))
        here.side._on_message(Complete(1, 9.0))
        await here.pilot.press("escape")
        await until(here.pilot, lambda: here.pilot.app.screen is here.screen)
        await settled(here.pilot)
        assert here.voice.asked[1] == ("end",)
        assert here.voice.asked[-1] == ("begin", 2, 9.0), "it listens again"


async def test_an_answer_that_starts_over_and_is_sent_at_once_leaves_the_rest(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.silent()
        await here.told(Listening(1), said(1, "It forgets the training data."))
        await here.told(said(1, f"Scratch that. {NOISE} That's my answer.", 9.0))
        await here.told(Complete(1, 12.0))
        assert here.answers == [NOISE]


async def test_silence_sends_an_answer_once_it_is_complete(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.silent()
        await here.told(Listening(1), Began(1, 1.0), said(1, NOISE), Silence(1, 6.0, 6.5))
        assert not here.answers
        await here.told(Complete(1, 12.5))
        assert here.answers == [NOISE]


async def test_the_microphones_are_looked_for_anew_and_the_one_in_use_is_marked(
    room: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(*, again: bool) -> list[Device]:
        names = ("Built-in", "USB Audio: Headset") if again else ("Built-in",)
        return [Device(n, name, 48_000, 1, usual=n == 0) for n, name in enumerate(names)]

    monkeypatch.setattr("interviewer.tui.screens.microphones.devices", look)
    async with room(mode="push-to-talk", microphone="usb") as here:
        await here.silent()
        await here.pilot.press("f7")
        dialog = here.pilot.app.screen
        assert isinstance(dialog, MicrophoneDialog)
        await until(here.pilot, lambda: len(dialog._names) > 0)
        rows = dialog.query_one(Rows)
        assert rows.highlighted is not None
        assert dialog._names[rows.highlighted] == "USB Audio: Headset"
        await here.pilot.press("escape")
        await until(here.pilot, lambda: here.pilot.app.screen is here.screen)


async def test_a_cough_of_somebody_who_thinks_does_not_send_the_answer(room: Enter) -> None:
    async with room(mode="hands-free") as here:
        await here.silent()
        await here.told(Listening(1), Began(1, 1.0), said(1, NOISE))
        await here.told(Began(1, 7.0), said(1, "Let me think about that for a moment.", 7.0))
        await here.told(Began(1, 20.0), Said(1, (), ((20.0, 20.5),)), Silence(1, 20.5, 20.0))
        assert here.phase == "listening"
        more = said(1, "So it fails on new data.", 42.0)
        await here.told(Began(1, 42.0), more, Silence(1, more.stretches[-1][1], 6.5))
        assert here.phase == "finishing"
