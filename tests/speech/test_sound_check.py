"""The test recording: a voice goes into a real microphone and comes out of a real loudspeaker."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.speech.sound_check import SoundCheck, Take, _loudest
from tests.cli.terminals import Terminal
from tests.speech.sound import TEAM, answer, speech_of, write_wav
from tests.speech.sound_server import SoundServer
from tests.speech.test_recording import read
from tests.speech.test_spoken_interview import TALK, practice, voice_seconds

CHECK = "\x1b[18~"  # F7


def recorded(home: Path) -> list[Path]:
    return [path for path in (home / "recordings").rglob("*") if path.is_file()]


def test_a_test_recording_is_played_back_and_saved_only_when_asked(
    terminal: Callable[..., Terminal],
    sound: SoundServer,
    spoken_bank: Path,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERVIEWER_SPEECH_SPEAKER", "none")
    screen = terminal(*practice(spoken_bank, "--voice"))
    screen.wait_for("F8 to talk")
    screen.press(CHECK)
    screen.wait_for("Which microphone?", "r records a test", "░")
    recorder = sound.record(tmp_path / "heard.raw")
    screen.press("r")
    screen.wait_for("recording", "r stops")
    talker = sound.play(write_wav(tmp_path / "one.wav", answer([TEAM])))
    screen.wait_for("good level", "p plays it, s saves it")
    assert talker.wait(30) == 0
    assert voice_seconds(tmp_path / "heard.raw") > 1, "it is played back"
    assert not recorded(home), "nothing is saved by itself"
    before = (tmp_path / "heard.raw").stat().st_size
    screen.press("p")
    screen.wait_for("p plays it, s saves it")
    screen.wait_until(
        lambda: voice_after(tmp_path / "heard.raw", before, tmp_path) > 1, "second playing"
    )
    recorder.kill()
    recorder.wait()
    screen.press("s")
    screen.wait_for("saved as")
    (kept,) = recorded(home)
    assert kept.name == "microphone-001.wav"
    assert 2 * 16_000 < len(read(kept)) <= 5 * 16_000

    screen.press("\x1b")
    # Sent together, escape and what follows it would be one key.
    screen.wait_until(lambda: "Which microphone?" not in screen.text, "end of the check")
    screen.press(TALK)
    screen.wait_for("listening")
    sound.play(write_wav(tmp_path / "two.wav", answer([TEAM]))).wait(30)
    screen.wait_for(TEAM)


def voice_after(path: Path, start: int, folder: Path) -> float:
    rest = folder / "rest.raw"
    rest.write_bytes(path.read_bytes()[start:])
    return voice_seconds(rest)


def test_the_level_of_a_test_is_told_in_words() -> None:
    def verdict(samples: bytes) -> str:
        return Take(samples, _loudest(samples)).verdict

    voice = speech_of(TEAM)
    soft = b"".join(struct.pack("<h", value // 60) for (value,) in struct.iter_unpack("<h", voice))
    loud = struct.pack("<h", 32_767) * 800 + struct.pack("<h", -32_768) * 800
    assert verdict(voice) == "good level"
    assert verdict(soft).startswith("soft")
    assert verdict(loud).startswith("too loud")
    assert verdict(bytes(32_000)).startswith("silent")


def test_a_check_that_is_left_before_its_test_is_played_plays_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silenced: list[bool] = []
    monkeypatch.setattr(
        "interviewer.speech.sound_check.play", lambda *given: silenced.append(given[-1].is_set())
    )
    check = SoundCheck(None, lambda told: None)
    check._last = Take(bytes(3200), _loudest(bytes(3200)))
    check.replay()
    check.close()  # while the device is still being opened
    check.run()
    assert silenced == [True]
