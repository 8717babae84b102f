"""How soon a spoken answer is transcribed, against transcribing the whole of it after its end.

    python -m benchmarks.spoken_answers [SECONDS ...]

Speech of espeak-ng comes in at speaking speed; the model has the size of base.en
and random weights. For each length: seconds from the end of the recording to the complete
transcript, and processor time for each second of speech. The goal is a ratio of 0.25 at 60 s.
"""

import queue
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.arguments import parser_of
from benchmarks.random_whisper import END, make
from interviewer.speech.audio import Resampler, to_float
from interviewer.speech.endpointing import Limits
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Message, Ready
from interviewer.speech.words import RATE, Word
from tests.speech import sound

TOKENS = 3.5  # a second of speech, for English at a common pace
GOAL = 0.25


class SizedTranscriber:
    """Does the work of a real model of this size, without sensible output."""

    name = "sized"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: Any = None

    def load(self) -> None:
        """Load the model."""
        from interviewer.speech.windowed import WindowedWhisper

        if self._model is None:
            self._model = WindowedWhisper(
                str(self._folder), device="cpu", compute_type="int8", cpu_threads=2
            )

    def transcribe(self, samples: Any, vocabulary: str) -> Sequence[Word]:
        """Work as for a finished utterance, or for a whole file."""
        del vocabulary
        seconds = min(len(samples) / RATE, 30)
        self._run(samples, seconds, beam_size=5)
        return [Word("word", 0.0, min(seconds, 0.2))]

    def glance(self, samples: Any, vocabulary: str) -> Sequence[str]:
        """Work as for live words."""
        del vocabulary
        self._run(samples, min(len(samples) / RATE, 30), beam_size=1)
        return ["word"]

    def _run(self, samples: Any, seconds: float, **options: Any) -> None:
        self._model.fit(len(samples) / RATE)
        segments, _ = self._model.transcribe(
            samples,
            temperature=0.0,
            condition_on_previous_text=False,
            max_new_tokens=int(TOKENS * seconds) + 1,
            suppress_tokens=[END],
            # Random time stamps would make it repeat the same sound, so words are not timed in
            # either run.
            without_timestamps=True,
            compression_ratio_threshold=None,
            log_prob_threshold=None,
            no_speech_threshold=None,
            **options,
        )
        for _ in segments:
            pass


def speech(seconds: float) -> bytes:
    """Return sentences with pauses as sound, cut at ``seconds``, in the middle of speech."""
    parts = []
    length = 0
    for sentence in cycle(sound.ANSWER):
        parts += [sound.speech_of(sentence), sound.silence(sound.GAP)]
        length = sum(map(len, parts)) // (2 * sound.RATE)
        if length >= seconds:
            break
    return b"".join(parts)[: int(seconds * sound.RATE) * 2]


def measure(transcriber: SizedTranscriber, seconds: float) -> tuple[float, float, float]:
    """Return the seconds to the complete transcript, live and of the file, and processor time."""
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    listener = Listener(transcriber, Limits(), inbox.put)
    listener.start()
    while not isinstance(inbox.get(), Ready):
        pass
    said = speech(seconds)
    pace = threading.Event()
    listener.begin(1)
    begun, used = time.monotonic(), time.process_time()
    for number, block in enumerate(sound.blocks(said), 1):
        pace.wait(max(begun + number * 0.032 - time.monotonic(), 0))
        listener.feed(block)
    ended = time.monotonic()
    listener.end()
    while not isinstance(inbox.get(), Complete):
        pass
    live = time.monotonic() - ended
    used = time.process_time() - used
    listener.close()

    resampler = Resampler()
    whole = to_float(b"".join(resampler.feed(b).tobytes() for b in sound.blocks(said)))
    begun = time.monotonic()
    transcriber.transcribe(whole, "")
    return live, time.monotonic() - begun, used / seconds


def main(argv: Sequence[str] | None = None) -> int:
    """Measure every length; returns 1 when the goal is missed at 60 s."""
    parser = parser_of("spoken_answers", __doc__)
    parser.add_argument(
        "lengths", nargs="*", type=float, metavar="SECONDS", help="spoken (default: 20 60 120)"
    )
    lengths = parser.parse_args(argv).lengths or [20.0, 60.0, 120.0]
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        transcriber = SizedTranscriber(make(Path(folder)))
        for seconds in lengths:
            live, whole, used = measure(transcriber, seconds)
            ratio = live / whole
            missed = missed or (seconds == 60 and ratio > GOAL)
            print(
                f"{seconds:5.0f} s spoken: complete after {live:.2f} s, whole file {whole:.2f} s, "
                f"ratio {ratio:.2f}; {used:.2f} s of processor a second of speech",
                flush=True,
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
