"""What a spoken answer loses: its score as it was heard, against the score of the words spoken.

    python -m benchmarks.spoken_scores MODEL [--answers N] [--speaker "COMMAND ..."]
        [--condition NAME ...]

MODEL is a name that ``interviewer speech download`` knows, or a folder. Model answers of the bank
are spoken by COMMAND, which reads text and writes WAV (default: espeak-ng), come in as from a
microphone, are cut into utterances, transcribed with the field's terms corrected, and graded
offline. For each condition: the word error rate, and how many points of 100 the score falls (below
zero: rises). ``quiet`` is a tenth of the loudness, ``fan`` low noise, ``phone`` 300 to 3,400 Hz.
The exit code is 1 when a condition costs 2 points or more on average, or one answer over 15.
"""

import io
import queue
import random
import re
import shlex
import statistics
import subprocess
import sys
import wave
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.arguments import parser_of
from benchmarks.heard_words import distance, words_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.settings.load import load_settings
from interviewer.speech.alignment import doubtful_spans
from interviewer.speech.audio import Block, Resampler, to_float
from interviewer.speech.endpointing import Limits
from interviewer.speech.field_terms import corrected
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Loudness, Message, Ready, Said
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.words import RATE
from interviewer.tui.dictation import Dictation

if TYPE_CHECKING:
    from interviewer.bank.rubric import Item
    from interviewer.speech.audio import Samples

_SPEAKER = "espeak-ng -v en-us -s 150 --stdout --stdin"
_AHEAD = 10 * RATE  # samples that may wait to be heard
_EACH = 0.128  # seconds of sound for each message of loudness
_BLOCK = 512  # samples
_PATIENCE = 300.0
_GOAL, _MOST = 2.0, 15.0


def quiet(sound: "Samples", dice: np.random.Generator) -> "Samples":
    """Return the sound at a tenth of its loudness, with the hiss of a microphone."""
    return clean(sound * np.float32(0.1), dice)


def fan(sound: "Samples", dice: np.random.Generator) -> "Samples":
    """Return the sound with low noise, 15 dB below the voice."""
    noise = np.convolve(dice.normal(0, 1, len(sound)), np.ones(24) / 24, "same")
    loud = np.sqrt(np.mean(sound[np.abs(sound) > 0.01] ** 2))
    scaled: Samples = (noise / np.std(noise) * loud * 10 ** (-15 / 20)).astype(np.float32)
    return sound + scaled


def phone(sound: "Samples", dice: np.random.Generator) -> "Samples":
    """Return the part of the sound that a telephone transmits."""
    parts = np.fft.rfft(sound)
    heights = np.fft.rfftfreq(len(sound), 1 / RATE)
    parts[(heights < 300) | (heights > 3400)] = 0
    return clean(np.fft.irfft(parts, len(sound)).astype(np.float32), dice)


def clean(sound: "Samples", dice: np.random.Generator) -> "Samples":
    """Return the sound with the hiss of a microphone."""
    return sound + dice.normal(0, 0.0008, len(sound)).astype(np.float32)


CONDITIONS: Mapping[str, Callable[["Samples", np.random.Generator], "Samples"]] = {
    "clean": clean,
    "quiet": quiet,
    "fan": fan,
    "phone": phone,
}


def answers(count: int) -> Iterator[tuple["Item", str]]:
    """Yield items with model answers that can be read aloud, always the same ones."""
    catalog = Catalog((built_in_root(),))
    names = [row.id for row in catalog.rows]
    random.Random(2).shuffle(names)
    for name in names:
        item = catalog.item(name)
        said = item.rubric.model_answer
        if count and item.question.coding is None and re.fullmatch(r"[A-Za-z ,.'?;:\n-]+", said):
            count -= 1
            yield item, " ".join(said.split())


def spoken(text: str, speaker: Sequence[str]) -> "Samples":
    """Return the sound of a text, with silence around it."""
    done = subprocess.run(speaker, input=text.encode(), capture_output=True, check=True)
    with wave.open(io.BytesIO(done.stdout)) as file:
        rate, channels = file.getframerate(), file.getnchannels()
        data = file.readframes(file.getnframes())
    around = bytes(2 * RATE)
    return to_float(around + Resampler().feed(Block(data, rate, channels)).tobytes() + around)


class Hearer:
    """Transcribes speech as an interview does."""

    def __init__(self, model: str) -> None:
        self._inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
        settings = replace(load_settings({}, {}).speech, model=model)
        self._listener = Listener(WhisperTranscriber(settings), Limits(), self._inbox.put)
        self._listener.start()
        self._number = 0
        while not isinstance(self._inbox.get(timeout=_PATIENCE), Ready):
            continue

    def hear(self, sound: "Samples", item: "Item") -> Dictation:
        """Return the answer as the composer would show it."""
        self._number += 1
        dictation = Dictation()
        terms = vocabulary([item.question.prompt, *(c.statement for c in item.rubric.criteria)])
        self._listener.begin(self._number, terms)
        data = (np.clip(sound, -1, 1) * 32767).astype("<i2")
        measured = 0
        for at in range(0, len(data), _BLOCK):
            self._listener.feed(Block(data[at : at + _BLOCK].tobytes(), RATE, 1))
            while measured < (at - _AHEAD) / RATE / _EACH:
                message = self._inbox.get(timeout=_PATIENCE)
                measured += isinstance(message, Loudness)
                self._take(message, item, dictation)
        self._listener.end()
        while not isinstance(message := self._inbox.get(timeout=_PATIENCE), Complete):
            self._take(message, item, dictation)
        return dictation

    def close(self) -> None:
        """End its threads."""
        self._listener.close()

    @staticmethod
    def _take(message: Message, item: "Item", dictation: Dictation) -> None:
        if isinstance(message, Said):
            words, _ = corrected(message.words, item.question.prompt)
            right = replace(message, words=words)
            dictation.add(right, message.words, stop=dictation.lacks_stop(right))


def graded(item: "Item", text: str, doubtful: Sequence[tuple[int, int]] = ()) -> float:
    """Return the score in points of 100."""
    request = GradingRequest(
        prompt=item.question.prompt, rubric=item.rubric, answer=text, doubtful=tuple(doubtful)
    )
    outcome = judge(request)
    return 100 * score(outcome, item.rubric).value if isinstance(outcome, Grade) else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code says whether the goals are met."""
    parser = parser_of("spoken_scores", __doc__)
    parser.add_argument("model")
    parser.add_argument("--answers", type=int, default=40)
    parser.add_argument("--speaker", default=_SPEAKER)
    parser.add_argument("--condition", choices=CONDITIONS, action="append")
    given = parser.parse_args(argv)
    said = [(*one, spoken(one[1], shlex.split(given.speaker))) for one in answers(given.answers)]
    hearer, missed = Hearer(given.model), False
    for name in given.condition or CONDITIONS:
        wrong = words = 0
        losses = []
        for number, (item, text, sound) in enumerate(said):
            heard = hearer.hear(CONDITIONS[name](sound, np.random.default_rng(number)), item)
            wrong += distance(words_of(text), words_of(heard.text))
            words += len(words_of(text))
            doubtful = doubtful_spans(heard.text, heard.heard.words)
            losses.append(graded(item, text) - graded(item, heard.text, list(doubtful)))
            print(f"\r{name}: {number + 1} of {len(said)}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        mean, most = statistics.fmean(losses), max(losses)
        missed |= mean >= _GOAL or most > _MOST
        print(
            f"{name:<6} {len(said)} answers, word error rate {wrong / words:.3f}, "
            f"points lost {mean:.1f} in the mean, {most:.1f} at most; "
            f"over {_MOST:.0f}: {sum(one > _MOST for one in losses)}",
            flush=True,
        )
    hearer.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
