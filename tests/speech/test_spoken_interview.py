"""The whole of it with real parts: a voice is spoken into a microphone, the screen hears it."""

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.history.store import Store
from interviewer.interview.fold import fold
from interviewer.interview.session import Session
from interviewer.report.build import build_report
from interviewer.speech.audio import to_float
from interviewer.speech.voice_activity import CHUNK, VoiceActivity
from tests.cli.conftest import Run
from tests.cli.terminals import SEND, Terminal
from tests.speech.conftest import PROMPT
from tests.speech.sound import (
    COSTS,
    DEADLINE,
    PARTS,
    REPEAT,
    TEAM,
    THINK,
    answer,
    speech_of,
    write_wav,
)
from tests.speech.sound_server import SoundServer
from tests.speech.test_speakers import loud

TALK, QUIET = "\x1b[19~", "\x1b[20~"  # F8, F9


def stored(home: Path) -> Session:
    store = Store(home / "sessions.sqlite3")
    (row,) = store.rows()
    session = fold(store.events(row.id))
    store.close()
    return session


def practice(bank: Path, *more: str) -> list[str]:
    one = ("--question", "variance", "--probes", "0", "--no-estimate")
    return ["practice", "--bank", str(bank), *one, *more]


def voice_seconds(path: Path) -> float:
    """Return for how long somebody speaks in a recording of 16 kHz."""
    data = path.read_bytes()
    samples = to_float(data[: len(data) // (2 * CHUNK) * 2 * CHUNK])
    active = VoiceActivity()
    chunks = [samples[at : at + CHUNK] for at in range(0, len(samples), CHUNK)]
    return sum(active.probability(chunk) > 0.5 for chunk in chunks) * 0.032


def test_a_spoken_interview_from_the_question_to_the_report(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    run: Run,
    tmp_path: Path,
) -> None:
    recorder = sound.record(tmp_path / "heard.raw")
    screen = terminal(*practice(spoken_bank, "--voice"))
    screen.wait_for(PROMPT, "F8 to talk")
    recorder.kill()
    recorder.wait()
    assert voice_seconds(tmp_path / "heard.raw") > 1, "the interviewer has a voice"

    screen.press(TALK)
    screen.wait_for("listening")
    assert sound.play(write_wav(tmp_path / "repeat.wav", answer([REPEAT]))).wait(30) == 0
    screen.wait_for("Interviewer · again", "F8 to talk")

    screen.press(TALK)
    screen.wait_for("listening")
    listening = time.monotonic()
    player = sound.play(write_wav(tmp_path / "answer.wav", answer([TEAM, DEADLINE, THINK, COSTS])))
    screen.wait_for(TEAM)
    screen_seconds = time.monotonic() - listening
    player.wait(60)
    screen.wait_for(COSTS)
    screen.press(TALK)
    screen.wait_for("Correct what was misheard")
    screen.press(" Indeed.")
    screen.wait_for("percent. Indeed.")
    screen.press(SEND)
    screen.wait_for("Feedback", "words a minute", "rubric version", "model answer")
    screen.press("n")
    screen.wait_for("Review", "Delivery")
    screen.press("\x11")
    assert screen.ended() == 0

    session = stored(home)
    (given,) = session.answers
    raw = f"{TEAM} {DEADLINE} {COSTS}"
    assert given.transcript == raw, "what was asked for is no answer"
    assert given.text == f"{raw} Indeed."
    kinds = [line.kind for line in session.lines]
    assert kinds[:5] == ["question", "aside", "repeat", "aside", "wait"]
    assert given.spoken is not None
    assert " ".join(word.text for word in given.spoken.words) == raw
    assert given.timings.to_first_word is not None

    report = build_report(session)
    (turn,) = report.turns
    delivery = turn.answers[0].delivery
    assert delivery is not None
    assert delivery.pace is not None
    assert 60 < delivery.pace < 220
    point = turn.criteria[0]
    assert point.level != "missed"
    assert point.said_at is not None
    began = given.spoken.stretches[0][0]
    assert abs(point.said_at - began) < 1, "it was the first thing said"
    assert began < screen_seconds, "asking for the question again is no part of the answer"
    page = run("report", "--last", "--format", "html").stdout
    assert "As it was heard" in page
    assert "words a minute" in page


def test_killed_in_the_middle_of_speaking_the_written_part_is_offered_again(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    tmp_path: Path,
) -> None:
    first = terminal(*practice(spoken_bank, "--voice"))
    first.wait_for("F8 to talk")
    first.press(TALK)
    first.wait_for("listening")
    player = sound.play(write_wav(tmp_path / "long.wav", answer([TEAM, DEADLINE, DEADLINE])))
    first.wait_for(TEAM, "We had a tight")  # the next sentence is being said
    first.child.kill(signal.SIGKILL)
    first.child.wait()
    player.kill()
    player.wait()

    second = terminal("resume", "--voice", "--bank", str(spoken_bank))
    second.wait_for(TEAM, "F8 to talk")
    second.press(TALK)
    second.wait_for("listening")
    sound.play(write_wav(tmp_path / "rest.wav", answer([PARTS]))).wait(30)
    second.wait_for(PARTS.split()[-1])
    second.press(SEND)
    second.wait_for("Feedback", "rubric version")
    (given,) = stored(home).answers
    assert given.text == given.transcript
    assert given.text.startswith(TEAM)
    assert given.text.endswith(PARTS)


def test_hands_free_asks_listens_waits_and_sends_unless_a_key_holds_it(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    tmp_path: Path,
) -> None:
    screen = terminal(*practice(spoken_bank, "--voice", "hands-free"))
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for("Sending in")
    screen.press(" ")
    screen.wait_for("Not sent", "listening")
    sound.play(write_wav(tmp_path / "two.wav", answer([PARTS]))).wait(30)
    screen.wait_for("Sending in")
    screen.wait_for("Feedback", "rubric version")
    (given,) = stored(home).answers
    assert given.transcript == f"{TEAM} {PARTS}"


def test_hands_free_speech_cancels_the_countdown_and_a_scrap_is_never_sent(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A countdown of three seconds, and no silence before the words that cancel it.
    monkeypatch.setenv("INTERVIEWER_SPEECH_ANSWER_PAUSE", "8")
    more = write_wav(tmp_path / "two.wav", speech_of(PARTS) + bytes(2 * 22_050))
    screen = terminal(*practice(spoken_bank, "--voice", "hands-free"))
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "scrap.wav", answer(["Well,"]))).wait(30)
    screen.wait_for("Take your time")
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for("Sending in")
    sound.play(more).wait(30)
    screen.wait_for("Feedback", "rubric version")
    (given,) = stored(home).answers
    assert given.transcript == f"{TEAM} {PARTS}"


def test_hands_free_a_microphone_that_comes_back_is_opened_again_by_itself(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    tmp_path: Path,
) -> None:
    screen = terminal(*practice(spoken_bank, "--voice", "hands-free"))
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for(TEAM)
    sound.kill()
    screen.wait_for("No sound comes from the microphone", TEAM)
    sound.start()
    screen.wait_for("of sound are missing")
    sound.play(write_wav(tmp_path / "two.wav", answer([PARTS]))).wait(30)
    screen.wait_for("Feedback", "rubric version")
    (given,) = stored(home).answers
    assert given.text == f"{TEAM} {PARTS}"
    assert given.transcript is not None
    gap = r"\[\d+\.\d s without sound\]"
    assert re.fullmatch(f"{re.escape(TEAM)} {gap} {re.escape(PARTS)}", given.transcript)


def test_hands_free_feedback_is_spoken_and_an_interview_goes_on_by_voice(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    tmp_path: Path,
) -> None:
    heard = tmp_path / "heard.raw"
    screen = terminal(*practice(spoken_bank, "--voice", "hands-free"))
    screen.wait_for("listening")
    recorder = sound.record(heard)
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for("Feedback", "rubric version")
    screen.wait_until(lambda: loud(heard) > 16_000, "voice of the interviewer")
    # While the interviewer speaks nobody listens: it is said until it is heard.
    for _ in range(10):
        sound.play(write_wav(tmp_path / "go.wav", answer(["Yes, I am ready to start."]))).wait(30)
        if "Review" in screen.text:
            break
    screen.wait_for("Review")
    recorder.kill()
    recorder.wait()


def test_with_barge_in_the_candidate_cuts_the_interviewer_short(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    VoiceActivity()  # loaded before what is measured: the answer is sent after three seconds
    endless = write_wav(tmp_path / "endless.wav", speech_of(DEADLINE) * 100)
    monkeypatch.setenv("INTERVIEWER_SPEECH_BARGE_IN", "on")
    monkeypatch.setenv("INTERVIEWER_SPEECH_SPEAKER", "command")
    monkeypatch.setenv("INTERVIEWER_SPEECH_COMMAND", f"paplay --device=speaker {endless}")
    heard = tmp_path / "heard.raw"
    recorder = sound.record(heard)
    screen = terminal(*practice(spoken_bank, "--voice", "hands-free"))
    screen.wait_for("listening")  # while the endless question is being read
    screen.wait_until(lambda: loud(heard) > 16_000, "voice of the interviewer")
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for("Sending in", TEAM)
    interviewer, recorded = voice_seconds(heard), heard.stat().st_size
    assert interviewer > 1
    a_second = 2 * 16_000
    screen.wait_until(lambda: heard.stat().st_size > recorded + a_second, "a second more of sound")
    assert voice_seconds(heard) - interviewer < 0.1, "nothing more is said"
    screen.wait_for("Feedback")
    recorder.kill()
    recorder.wait()


def test_a_microphone_that_vanishes_keeps_the_text_and_another_goes_on(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    tmp_path: Path,
) -> None:
    screen = terminal(*practice(spoken_bank, "--voice"))
    screen.wait_for("F8 to talk")
    screen.press(TALK)
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    screen.wait_for(TEAM)
    sound.kill()
    screen.wait_for("The microphone was disconnected", TEAM, "F8 to talk")
    sound.start()
    screen.press(TALK)
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "two.wav", answer([PARTS]))).wait(30)
    screen.wait_for("I decided to break the project into")
    screen.press(SEND)
    screen.wait_for("Feedback")


def test_without_a_model_or_a_microphone_the_interview_goes_on_in_writing(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERVIEWER_SPEECH_MODEL", "tiny.en")
    screen = terminal(*practice(spoken_bank, "--voice"))
    screen.wait_for("'interviewer speech download tiny.en' fetches it")
    screen.press(f"{TEAM} {PARTS}{SEND}")
    screen.wait_for("Feedback", "excellent")
