"""Known sentences spoken by espeak-ng, as files and as blocks of sound."""

import io
import subprocess
import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

from interviewer.speech.audio import Block

MODEL = Path(__file__).parent / "model"
"""A tiny real Whisper that knows these sentences alone: it proves the path, never accuracy."""

TEAM = "In my last role I led a team of five engineers."
DEADLINE = "We had a tight deadline and a difficult client."
PARTS = "I decided to break the project into smaller parts."
COSTS = "As a result we cut costs by twenty percent."
HELP = "I learned to ask for help much earlier."
REPEAT = "Could you repeat the question please?"
THINK = "Let me think about that for a moment."
ANSWER = (TEAM, DEADLINE, PARTS, COSTS, HELP)

RATE = 22_050  # of espeak-ng
GAP = 0.9  # seconds between sentences: more than closes an utterance


def speech_of(sentence: str) -> bytes:
    """Return 16-bit samples of one sentence at 22,050 Hz."""
    done = subprocess.run(
        ["espeak-ng", "-v", "en-us", "-s", "150", "--stdout", sentence],
        capture_output=True,
        check=True,
    )
    with wave.open(io.BytesIO(done.stdout)) as file:
        samples: bytes = file.readframes(file.getnframes())
    return samples


def silence(seconds: float) -> bytes:
    """Return 16-bit silence at 22,050 Hz."""
    return bytes(2 * round(seconds * RATE))


def answer(sentences: Iterable[str] = ANSWER, gap: float = GAP) -> bytes:
    """Return sentences with pauses between them and silence around."""
    pause = silence(gap)
    return silence(0.5) + pause.join(speech_of(sentence) for sentence in sentences) + pause


def write_wav(path: Path, samples: bytes, rate: int = RATE) -> Path:
    """Write a file that paplay can play."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return path


def blocks(samples: bytes, rate: int = RATE, seconds: float = 0.032) -> Iterator[Block]:
    """Cut samples into the blocks that a device would give."""
    size = 2 * round(rate * seconds)
    for at in range(0, len(samples), size):
        yield Block(samples[at : at + size], rate, 1)
