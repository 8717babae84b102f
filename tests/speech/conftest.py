"""Real sound: a daemon, a tiny model, espeak-ng."""

import os
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from interviewer.bank.rubric import Criterion, Item
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.endpointing import Limits
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Message
from interviewer.speech.whisper import WhisperTranscriber
from tests.cli.conftest import forked, run  # noqa: F401 - fixtures
from tests.cli.terminals import Terminal
from tests.sample_bank import sample_item
from tests.speech.sound import MODEL, PARTS, TEAM
from tests.speech.sound_server import SoundServer, lacking
from tests.speech.watched import Watched


@pytest.fixture
def speech_settings() -> SpeechSettings:
    """Settings with the tiny model."""
    return SpeechSettings(mode="push-to-talk", model=str(MODEL))


@pytest.fixture
def transcriber(speech_settings: SpeechSettings) -> WhisperTranscriber:
    """The tiny model, loaded."""
    made = WhisperTranscriber(speech_settings)
    made.load()
    return made


@pytest.fixture
def watched(transcriber: WhisperTranscriber) -> Watched:
    """What ``transcriber`` gives its model from now on."""
    transcriber._model.model = watched = Watched(transcriber._model.model)
    return watched


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A running daemon, which this process and those it starts use."""
    absent = lacking()
    if absent:
        if os.environ.get("CI"):
            pytest.fail(f"CI installs {', '.join(absent)}, and it is not there")
        pytest.skip(f"not on this machine: {', '.join(absent)}")
    server = SoundServer(tmp_path / "sound")
    try:
        server.start()
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
    finally:
        server.close()


class Ears:
    """Collects the messages of a listener, and waits for them."""

    def __init__(self) -> None:
        self._inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.heard: list[Message] = []

    def put(self, message: Message) -> None:
        """Take a message, from any thread."""
        self._inbox.put(message)

    def until(self, condition: Callable[[Message], bool], seconds: float = 30) -> Message:
        """Wait for the message that fulfils the condition; all before it are kept."""
        deadline = time.monotonic() + seconds
        while True:
            message = self._inbox.get(timeout=max(deadline - time.monotonic(), 0.01))
            self.heard.append(message)
            if condition(message):
                return message

    def within(self, seconds: float, condition: Callable[[Message], bool]) -> bool:
        """Wait for such a message for a while; returns whether it came."""
        try:
            self.until(condition, seconds)
        except queue.Empty:
            return False
        return True

    def of(self, kind: type) -> list[Message]:
        """Return the messages of one kind so far."""
        return [message for message in self.heard if isinstance(message, kind)]


@pytest.fixture
def ears() -> Ears:
    """Somebody who takes the messages."""
    return Ears()


@pytest.fixture
def listener(ears: Ears, speech_settings: SpeechSettings) -> Iterator[Listener]:
    """A listener with the tiny model, started."""
    made = Listener(WhisperTranscriber(speech_settings), Limits(), ears.put)
    made.start()
    yield made
    made.close()


PROMPT = "What did you do in your last role?"


@pytest.fixture
def spoken_bank(tmp_path: Path) -> Path:
    """An item whose points are sentences that the tiny model knows."""
    item = sample_item("variance")
    question = item.question.model_copy(update={"prompt": PROMPT})
    criteria = tuple(
        Criterion(id=f"point-{n}", statement=said, points=3, essential=n == 1, evidence=(said,))
        for n, said in enumerate((TEAM, PARTS), 1)
    )
    rubric = item.rubric.model_copy(
        update={"criteria": criteria, "model_answer": f"{TEAM} {PARTS}"}
    )
    both = Item(question=question, rubric=rubric)
    root = tmp_path / "spoken-bank"
    for kind, model in (("questions", both.question), ("rubrics", both.rubric)):
        path = root / kind / "statistics" / "variance.yaml"
        path.parent.mkdir(parents=True)
        data = model.model_dump(mode="json", exclude_none=True)
        path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return root


@pytest.fixture
def terminal(
    sound: SoundServer, indexed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Terminal]]:
    """Start the program in terminals, with the tiny model."""
    for name, value in (("MODEL", str(MODEL)), ("VOCABULARY", "off"), ("ANSWER_PAUSE", "3")):
        monkeypatch.setenv(f"INTERVIEWER_SPEECH_{name}", value)
    started: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        started.append(Terminal(arguments, tmp_path))
        return started[-1]

    yield start
    for each in started:
        each.end()
