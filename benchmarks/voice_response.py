"""How fast a spoken interview responds to a key, with PulseAudio's microphone and loudspeaker.

    python -m benchmarks.voice_response [TIMES]

Four figures, all of the whole program in a terminal: from the key to the screen that says
"listening" (goal 0.05 s, the microphone being open) and from opening a microphone to its first
sound (goal 0.3 s); from the key that silences the interviewer to the last sound of its voice that
a recorder of the loudspeaker gets (goal 0.1 s, the recorder's delay of some 20 ms in it); and from
a key to its letter while an answer is being transcribed by a model of the size of base.en, against
the same at rest, interleaved (goal 1.5x).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import numpy as np

from benchmarks.arguments import parser_of
from benchmarks.keypress import press
from benchmarks.random_whisper import make
from benchmarks.terminal import Terminal
from interviewer.speech.audio import Block
from interviewer.speech.microphone import Microphone
from tests.speech import sound
from tests.speech.sound_server import SoundServer

ROOT = Path(__file__).resolve().parent.parent
_PROGRAM = """\
import sys
from pathlib import Path

import interviewer.tui.screens.interview_voice
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.app import run_tui
from benchmarks.spoken_answers import SizedTranscriber

interviewer.tui.screens.interview_voice.load_transcriber = (
    lambda name, settings: SizedTranscriber(Path(sys.argv[1]))
)
run_tui(Engine(load_settings()), start=SessionConfig())
"""
_TALK, _QUIET, _REPEAT = b"\x1b[19~", b"\x1b[20~", b"\x1bOR"  # F8, F9, F3
_KEYS = "zqxjvk"
_LOUD = 100  # of 32,768: quieter than any word, louder than the silence of the daemon
_SPOKEN = 60.0  # seconds


class Recorder:
    """Notes when the loudspeaker was last loud."""

    def __init__(self, server: SoundServer) -> None:
        self.last = 0.0
        options = "--format=s16le --rate=16000 --channels=1 --latency-msec=10"
        self._process = subprocess.Popen(
            ["parec", "-d", "speaker.monitor", *options.split()],
            env=server.environment,
            stdout=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.read(320):
            if np.abs(np.frombuffer(data, np.int16)).max(initial=0) > _LOUD:
                self.last = time.monotonic()

    def close(self) -> None:
        """Stop listening."""
        self._process.kill()
        self._process.wait()
        self._thread.join()


def opening(times: int) -> list[float]:
    """Return the seconds from opening a microphone to its first sound."""
    taken = []
    for _ in range(times):
        came = threading.Event()

        def heard(_: Block, came: threading.Event = came) -> None:
            came.set()

        microphone = Microphone(None, heard, lambda: None)
        begun = time.monotonic()
        microphone.start()
        came.wait(10)
        taken.append(time.monotonic() - begun)
        microphone.close()
    return taken


def listening(terminal: Terminal, times: int) -> list[float]:
    """Return the seconds from the key to the screen that says "listening"."""
    taken = []
    for _ in range(times):
        terminal.settle()
        begun = time.monotonic()
        terminal.send(_TALK)
        terminal.wait_for(b"listening")
        taken.append(time.monotonic() - begun)
        terminal.send(_TALK)
        terminal.wait_for(b"to talk")
    return taken


def silencing(terminal: Terminal, recorder: Recorder, times: int) -> list[float]:
    """Return the seconds from the key to the last sound of the interviewer's voice."""
    pause = threading.Event()
    taken = []
    for _ in range(times):
        recorder.last = 0.0
        terminal.send(_REPEAT)
        deadline = time.monotonic() + 20
        while not recorder.last:
            if time.monotonic() > deadline:
                raise TimeoutError("the interviewer says nothing")
            terminal.settle(0.02)
        pause.wait(0.5)  # in the middle of the question
        begun = time.monotonic()
        terminal.send(_QUIET)
        terminal.settle(0.1)
        pause.wait(1.0)
        taken.append(max(recorder.last - begun, 0.0))
    return taken


def print_figure(what: str, taken: Sequence[float], goal: float) -> bool:
    """Print a figure; returns whether the goal is missed."""
    middle = statistics.median(taken)
    print(
        f"{what}: median {1000 * middle:.0f} ms, most {1000 * max(taken):.0f} ms "
        f"of {len(taken)} (goal {1000 * goal:.0f} ms)",
        flush=True,
    )
    return middle > goal


def speech(path: Path) -> Path:
    """Write a minute of speech into a file."""
    parts: list[bytes] = []
    for sentence in cycle(sound.ANSWER):
        parts += [sound.speech_of(sentence), sound.silence(sound.GAP)]
        if sum(map(len, parts)) > 2 * sound.RATE * _SPOKEN:
            break
    return sound.write_wav(path, b"".join(parts))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; returns 1 when a goal is missed."""
    parser = parser_of("voice_response", __doc__)
    parser.add_argument("times", nargs="?", type=int, default=10, help="of each (default 10)")
    times = parser.parse_args(argv).times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = SoundServer(folder / "sound")
        model, program = make(folder), folder / "program.py"
        program.write_text(_PROGRAM)
        env = server.environment | {
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "INTERVIEWER_SPEECH_MODE": "push-to-talk",
        }

        def start(home: str, **more: str) -> Terminal:
            command = [sys.executable, str(program), str(model)]
            terminal = Terminal(command, env | {"INTERVIEWER_HOME": str(folder / home)} | more)
            terminal.wait_for(b"Write your answer")
            return terminal

        server.start()
        open_terminals: list[Terminal] = []
        recorder = None
        try:
            os.environ.update(server.environment)
            missed = print_figure("opening a microphone", opening(times), 0.3)

            recorder = Recorder(server)
            voiced = start("voiced")
            open_terminals.append(voiced)
            voiced.wait_for(b"to talk")
            missed |= print_figure("silence after the key", silencing(voiced, recorder, times), 0.1)
            missed |= print_figure("key to listening", listening(voiced, times), 0.05)
            voiced.close()
            open_terminals.remove(voiced)

            rest, busy = (start(home, INTERVIEWER_SPEECH_SPEAKER="none") for home in ("a", "b"))
            open_terminals += [rest, busy]
            for terminal in (rest, busy):
                terminal.settle(1.0)
            busy.send(_TALK)
            busy.wait_for(b"listening")
            player = server.play(speech(folder / "minute.wav"))
            seen: dict[str, list[float]] = {"at rest": [], "while transcribing": []}
            for key in cycle(_KEYS):
                seen["at rest"].append(press(rest, key))
                seen["while transcribing"].append(press(busy, key))
                if player.poll() is not None:
                    break
            player.wait()
        finally:
            for terminal in open_terminals:
                terminal.close()
            if recorder is not None:
                recorder.close()
            server.close()
    idle, loaded = (statistics.median(taken) for taken in seen.values())
    print(
        f"key to letter: {1000 * idle:.1f} ms at rest, {1000 * loaded:.1f} ms while transcribing, "
        f"{loaded / idle:.2f}x of {len(seen['at rest'])} (goal 1.5x)"
    )
    return int(missed or loaded > 1.5 * idle)


if __name__ == "__main__":
    sys.exit(main())
