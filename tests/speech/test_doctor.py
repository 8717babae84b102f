"""The doctor with a real microphone, a real model and a real voice."""

import pytest

from tests.cli.conftest import Run
from tests.speech.sound import MODEL
from tests.speech.sound_server import SoundServer


def test_the_doctor_records_a_second_and_runs_the_model(
    run: Run, sound: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_SPEECH_MODEL", str(MODEL))
    done = run("doctor", "--voice")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "first sound after" in done.stdout
    assert "dB (silent: muted?)" in done.stdout, "the virtual microphone is still"
    assert "loaded in" in done.stdout
    assert "voice: system: " in done.stdout


def test_a_device_that_gives_nothing_is_told(
    run: Run, sound: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_SPEECH_MODEL", str(MODEL))
    monkeypatch.setenv("INTERVIEWER_SPEECH_MICROPHONE", "sofa")
    done = run("doctor", "--voice")
    assert done.returncode == 1
    assert "There is no microphone named 'sofa'. There are: " in done.stdout
