"""The interviewer's voice, recorded from a real loudspeaker."""

import array
import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue

import pytest

from interviewer.errors import SpeechError
from interviewer.registry import load_speaker
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.microphone import devices
from interviewer.speech.playback import play
from interviewer.speech.speaker import Speaker, sayable
from interviewer.speech.speech_queue import SpeechQueue
from tests.speech.sound import RATE, TEAM, speech_of
from tests.speech.sound_server import SoundServer

LONG = "This is a long question. " * 20


@pytest.fixture
def done() -> threading.Event:
    return threading.Event()


def loud(path: Path) -> int:
    """Return how many samples of a recording are louder than silence."""
    data = path.read_bytes()
    samples = array.array("h", data[: len(data) // 2 * 2])
    return sum(abs(sample) > 300 for sample in samples)


def wait_for_sound(path: Path) -> None:
    """Wait until the recording holds sound."""
    poll = threading.Event()
    for _ in range(500):
        if loud(path) > 100:
            return
        poll.wait(0.02)
    pytest.fail("nothing was heard")


def test_the_system_voice_speaks_and_is_silenced_at_once(
    sound: SoundServer, tmp_path: Path, done: threading.Event
) -> None:
    errors: SimpleQueue[SpeechError] = SimpleQueue()
    queue = SpeechQueue(load_speaker("system", SpeechSettings()), done.set, errors.put)
    recorder = sound.record(tmp_path / "heard.raw")
    queue.say(LONG)
    assert queue.speaking
    wait_for_sound(tmp_path / "heard.raw")
    assert queue.stop()
    assert done.wait(5)
    assert not queue.speaking
    assert not queue.stop()
    done.clear()
    queue.say("Next.")
    assert done.wait(10), "it speaks again after an interruption"
    queue.close()
    recorder.kill()
    recorder.wait()
    assert errors.empty()


def test_a_command_reads_the_text_from_its_input_and_no_shell_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "said.txt"
    settings = SpeechSettings(command=f"tee '{path}'")
    text = "$(touch /nowhere); `rm` *bold*\x1b[31m"
    load_speaker("command", settings).speak(text, threading.Event())
    assert path.read_text() == "$(touch /nowhere); rm bold [31m"
    assert sayable("a\nb") == "a b"
    assert "[[" not in sayable("The matrix `[[[1, 2], [3, 4]]]` and [`[slnc 99999]]")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (SpeechSettings(command="no-such-program-of-anybody"), "is not there"),
        (SpeechSettings(command="false"), "could not speak"),
        (SpeechSettings(command="sh -c 'echo broken >&2; exit 3'"), "could not speak (broken)"),
        (SpeechSettings(command="'"), "cannot be read"),
        (SpeechSettings(), "No command is set"),
    ],
)
def test_a_command_that_fails_is_told(settings: SpeechSettings, told: str) -> None:
    with pytest.raises(SpeechError) as failed:
        load_speaker("command", settings).speak("Hello.", threading.Event())
    assert told in str(failed.value)


def test_a_voice_is_silenced_though_more_of_it_is_long_in_coming(
    sound: SoundServer, tmp_path: Path, done: threading.Event
) -> None:
    more, stop = threading.Event(), threading.Event()

    def slow() -> Iterator[bytes]:
        yield speech_of(TEAM)
        more.wait(30)
        yield speech_of(TEAM)

    recorder = sound.record(tmp_path / "heard.raw")
    player = threading.Thread(target=play, args=(slow(), RATE, None, stop))
    player.start()
    wait_for_sound(tmp_path / "heard.raw")
    stop.set()
    player.join(3)
    assert not player.is_alive()
    recorder.kill()
    recorder.wait()
    more.set()


def test_devices_are_not_looked_for_while_a_text_is_being_said(
    sound: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.speech.microphone._CLOSING", 0.0)
    devices(again=True)
    stop, played = threading.Event(), threading.Event()

    def say() -> None:
        play([speech_of(TEAM) * 10], RATE, None, stop)
        played.set()

    recorder = sound.record(tmp_path / "heard.raw")
    player = threading.Thread(target=say)
    player.start()
    wait_for_sound(tmp_path / "heard.raw")
    devices(again=True)
    assert not played.wait(0.3), "the text is said to its end"
    stop.set()
    player.join(3)
    assert played.is_set()
    recorder.kill()
    recorder.wait()


@pytest.mark.parametrize(
    "script",
    [
        "cat >/dev/null; head -c 200000 /dev/zero >&2",  # as a player that shows its progress
        "cat >/dev/null; sleep 11 & exit 0",  # what it leaves behind keeps its error output open
    ],
)
def test_a_command_may_write_and_leave_what_it_likes(script: str) -> None:
    said = threading.Event()

    def say() -> None:
        load_speaker("command", SpeechSettings(command=f"sh -c '{script}'")).speak("Hi.", stop)
        said.set()

    stop = threading.Event()
    talk = threading.Thread(target=say)
    talk.start()
    over = said.wait(10)
    stop.set()
    assert over
    talk.join()


class _Server(BaseHTTPRequestHandler):
    samples = b""
    answers = threading.Event()
    answers.set()

    def do_POST(self) -> None:
        """Answer with sound, in pieces of odd sizes."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answers.wait(30)
        if not self.samples:
            self.send_error(503, "no voice today")
            return
        self.send_response(200)
        self.send_header("Content-Type", "audio/pcm")
        self.end_headers()
        with contextlib.suppress(OSError):  # who listens no more has gone
            for at in range(0, len(self.samples), 7777):
                self.wfile.write(self.samples[at : at + 7777])

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Callable[[bytes], Speaker]]:
    handler = _Server
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()

        def speaker(samples: bytes) -> Speaker:
            handler.samples = samples
            url = f"http://127.0.0.1:{http.server_address[1]}/v1"
            return load_speaker("server", SpeechSettings(server=url))

        yield speaker
        http.shutdown()
        thread.join()


def test_a_server_is_played_while_it_sends_and_left_when_interrupted(
    sound: SoundServer, server: Callable[[bytes], Speaker], tmp_path: Path, done: threading.Event
) -> None:
    recorder = sound.record(tmp_path / "heard.raw")
    server(speech_of(TEAM)).speak("A question.", threading.Event())
    wait_for_sound(tmp_path / "heard.raw")
    errors: SimpleQueue[SpeechError] = SimpleQueue()
    queue = SpeechQueue(server(speech_of(TEAM) * 100), done.set, errors.put)
    queue.say(LONG)
    assert not done.wait(0.5)
    queue.stop()
    assert done.wait(2)
    queue.close()
    recorder.kill()
    recorder.wait()
    assert errors.empty()


def test_a_server_that_is_not_there_or_fails_is_told(server: Callable[[bytes], Speaker]) -> None:
    with pytest.raises(SpeechError, match="returned no audio"):
        server(b"").speak("Hello.", threading.Event())
    nobody = load_speaker("server", SpeechSettings(server="http://127.0.0.1:9/v1"))
    with pytest.raises(SpeechError, match="returned no audio"):
        nobody.speak("Hello.", threading.Event())


def test_a_server_that_does_not_answer_is_left_at_once(
    server: Callable[[bytes], Speaker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Server, "answers", threading.Event())
    stop = threading.Event()
    talk = threading.Thread(target=server(speech_of(TEAM)).speak, args=("Hello.", stop))
    talk.start()
    stop.set()
    talk.join(5)
    assert not talk.is_alive()
    _Server.answers.set()


def test_an_unknown_speaker_names_the_known() -> None:
    with pytest.raises(Exception, match="Known: command, none, server, system"):
        load_speaker("parrot", SpeechSettings())
