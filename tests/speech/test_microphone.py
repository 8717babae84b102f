"""A real daemon's microphone, and everything that can happen to one."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer.errors import SpeechError
from interviewer.installed import adding
from interviewer.speech.listener import Listener
from interviewer.speech.messages import (
    Complete,
    Hearing,
    Listening,
    Ready,
    Resumed,
    Said,
    Stalled,
    Trouble,
)
from interviewer.speech.microphone import Microphone, choose, devices, explained, portaudio
from interviewer.speech.words import joined
from tests.speech.conftest import Ears
from tests.speech.sound import ANSWER, DEADLINE, TEAM, answer, write_wav
from tests.speech.sound_server import SoundServer


@pytest.fixture
def microphone(sound: SoundServer, listener: Listener) -> Iterator[Microphone]:
    """The virtual microphone, opened and feeding the listener."""
    gone = SpeechError("The microphone was disconnected.", remedy="Choose another.")
    opened = Microphone(None, listener.feed, lambda: listener.end(gone))
    opened.start(again=True)
    yield opened
    opened.close()


def said(ears: Ears) -> str:
    return " ".join(joined(m.words) for m in ears.heard if isinstance(m, Said))


def test_a_spoken_answer_comes_word_for_word_through_a_real_device(
    sound: SoundServer, microphone: Microphone, listener: Listener, ears: Ears, tmp_path: Path
) -> None:
    assert microphone.open
    assert microphone.device is not None
    assert microphone.device.rate != 16_000, "resampled on the way"
    listener.begin(1)
    ears.until(lambda message: isinstance(message, Listening))
    assert sound.play(write_wav(tmp_path / "answer.wav", answer())).wait(60) == 0
    ears.until(lambda message: len(ears.of(Said)) == len(ANSWER))
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    assert said(ears) == " ".join(ANSWER)


def test_live_words_come_while_the_candidate_speaks_and_stable_ones_stay(
    sound: SoundServer, microphone: Microphone, listener: Listener, ears: Ears, tmp_path: Path
) -> None:
    ears.until(lambda message: isinstance(message, Ready))
    listener.begin(1)
    ears.until(lambda message: isinstance(message, Listening))
    player = sound.play(write_wav(tmp_path / "answer.wav", answer([TEAM, DEADLINE], gap=0.05)))
    ears.until(lambda message: isinstance(message, Hearing) and bool(message.live.stable))
    player.wait(30)
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    stable = [message.live.stable for message in ears.heard if isinstance(message, Hearing)]
    for before, after in pairwise(stable):
        assert after[: len(before)] == before


def test_a_device_that_vanishes_loses_nothing_and_another_goes_on(
    sound: SoundServer, microphone: Microphone, listener: Listener, ears: Ears, tmp_path: Path
) -> None:
    listener.begin(1)
    ears.until(lambda message: isinstance(message, Listening))
    player = sound.play(write_wav(tmp_path / "answer.wav", answer([TEAM, DEADLINE, TEAM])))
    ears.until(lambda message: isinstance(message, Said))
    sound.kill()
    player.wait(30)
    trouble = ears.until(lambda message: isinstance(message, Trouble))
    assert isinstance(trouble, Trouble)
    assert trouble.ended
    ears.until(lambda message: isinstance(message, Complete))
    assert said(ears).startswith(TEAM)
    assert not microphone.open

    ears.heard.clear()
    sound.start()
    microphone.start(again=True)
    listener.begin(1, offset=5.0)
    ears.until(lambda message: isinstance(message, Listening))
    sound.play(write_wav(tmp_path / "more.wav", answer([DEADLINE]))).wait(30)
    ears.until(lambda message: isinstance(message, Said))
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    assert said(ears) == DEADLINE
    (more,) = ears.of(Said)
    assert isinstance(more, Said)
    assert more.words[0].start >= 5.0


def test_a_source_that_falls_asleep_and_wakes_again_loses_no_more_than_that(
    sound: SoundServer, microphone: Microphone, listener: Listener, ears: Ears, tmp_path: Path
) -> None:
    listener.begin(1)
    ears.until(lambda message: isinstance(message, Listening))
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    ears.until(lambda message: isinstance(message, Said))
    sound.control("suspend-source", "mic", "1")
    ears.until(lambda message: isinstance(message, Stalled))
    sound.control("suspend-source", "mic", "0")
    if not ears.within(2.0, lambda message: isinstance(message, Resumed)):
        microphone.start(again=True)  # as a voice does by itself
        ears.until(lambda message: isinstance(message, Resumed))
    (gap,) = ears.of(Resumed)
    assert isinstance(gap, Resumed)
    assert gap.seconds > 0.9
    sound.play(write_wav(tmp_path / "two.wav", answer([DEADLINE]))).wait(30)
    ears.until(lambda message: len(ears.of(Said)) == 2)
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    assert said(ears) == f"{TEAM} {DEADLINE}"
    first, last = (m for m in ears.heard if isinstance(m, Said))
    assert first.words[-1].end <= gap.at + 0.5
    assert last.words[0].start >= gap.at + gap.seconds
    assert not ears.of(Trouble)


def test_a_sound_server_that_stands_still_for_a_moment_ends_nothing(
    sound: SoundServer, microphone: Microphone, listener: Listener, ears: Ears, tmp_path: Path
) -> None:
    listener.begin(1)
    ears.until(lambda message: isinstance(message, Listening))
    assert sound.daemon is not None
    sound.daemon.send_signal(signal.SIGSTOP)
    ears.until(lambda message: isinstance(message, Stalled))
    sound.daemon.send_signal(signal.SIGCONT)
    ears.until(lambda message: isinstance(message, Resumed))
    sound.play(write_wav(tmp_path / "one.wav", answer([TEAM]))).wait(30)
    ears.until(lambda message: isinstance(message, Said))
    listener.end()
    ears.until(lambda message: isinstance(message, Complete))
    assert said(ears) == TEAM


def test_devices_are_chosen_by_a_part_of_their_name(sound: SoundServer) -> None:
    found = devices(again=True)
    assert choose(found, "PULS").name == "pulse"
    assert choose(found, None).usual
    with pytest.raises(SpeechError, match=r"no microphone named 'sofa'.*There are: .*pulse"):
        choose(found, "sofa")
    with pytest.raises(SpeechError, match="No microphone was found"):
        choose([], None)


def test_errors_of_the_device_say_what_to_do(sound: SoundServer) -> None:
    sd = portaudio()
    odd = explained(sd.PortAudioError("Unanticipated host error", -9999, ("ALSA", 5, "x")), None)
    assert "Unanticipated host error" in str(odd)
    assert "\n" not in str(odd)


FREE = "</usr/share/alsa/alsa.conf>\npcm.inner { type pulse }\npcm.studio { type pulse }\n"
EXCLUSIVE = FREE.replace(
    "pcm.studio { type pulse }",
    'pcm.studio { type share slave { pcm "inner" channels 2 rate 48000 format S16_LE }'
    " bindings { 0 0 } }",
)
# ALSA's "share" gives each channel to one only; PortAudio must not meet it while it lists devices.
BUSY = """
import ctypes, os, sys
from pathlib import Path
from interviewer.errors import SpeechError
from interviewer.speech.microphone import Microphone, devices
assert "studio" in [device.name for device in devices()]
path = Path(os.environ["ALSA_CONFIG_PATH"])
path.write_text(sys.argv[1])
os.utime(path, (2e9, 2e9))
alsa, another = ctypes.CDLL("libasound.so.2"), ctypes.c_void_p()
assert alsa.snd_pcm_open(ctypes.byref(another), b"studio", 1, 1) == 0
try:
    Microphone("studio", print, print).start()
except SpeechError as error:
    print(error)
sys.stdout.flush()
os._exit(0)  # the library may crash over what is still held
"""


def test_a_device_that_somebody_else_holds_is_told_as_busy(
    sound: SoundServer, tmp_path: Path
) -> None:
    config = tmp_path / "alsa.conf"
    config.write_text(FREE)
    done = subprocess.run(
        [sys.executable, "-c", BUSY, EXCLUSIVE],
        env={**sound.environment, "ALSA_CONFIG_PATH": str(config)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == (
        "The device 'studio' is in use by another program. Close that program, or choose another.\n"
    )


WITHOUT = """
import sys
{before}
from interviewer.errors import SpeechError
from interviewer.speech.microphone import Microphone
try:
    Microphone(None, print, print).start()
except SpeechError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("sys.modules['sounddevice'] = None", f"Install them with: {adding('voice')}"),
        (
            "import ctypes.util; ctypes.util.find_library = lambda name: None",
            "apt install libportaudio2",
        ),
    ],
)
def test_without_packages_or_portaudio_one_line_says_the_remedy(before: str, told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(before=before)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told in done.stdout
    assert done.stdout.count("\n") == 1


def test_a_sound_system_that_does_not_start_is_told_and_tried_again(
    sound: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sd = portaudio()

    def fail() -> None:
        raise sd.PortAudioError("Error initializing PortAudio: Unanticipated host error", -9999)

    with monkeypatch.context() as broken:
        broken.setattr(sd, "_initialize", fail)
        for _ in range(2):
            with pytest.raises(SpeechError, match="Unanticipated host error"):
                devices(again=True)
    assert devices(again=True)
