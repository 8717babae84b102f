"""How many words a real Whisper hears: with the whole window, a fitted one, and given the terms.

    python -m benchmarks.heard_words MODEL [--clips N] [--speaker "COMMAND ..."]

MODEL is a name that ``interviewer speech download`` knows, or a folder. Sentences of the bank's
model answers, one to three at a time, are spoken by COMMAND, which reads text and writes WAV
(default: espeak-ng). The word error rate counts substitutions, insertions and deletions against
the words spoken. *Terms missed* are spoken words of the vocabulary that were not heard, whether or
not the model was told them; *run away* are transcripts half as long again as what was said. The
exit code is 1 when the small window hears worse than the whole one by over two hundredths, or runs
away more often.
"""

import io
import random
import re
import shlex
import subprocess
import sys
import time
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.settings.load import load_settings
from interviewer.speech import windowed
from interviewer.speech.audio import Block, Resampler, to_float
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.speech.words import RATE

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples

_AROUND = bytes(2 * int(0.3 * RATE))  # the silence that endpointing keeps around an utterance
_LONGEST = 20  # seconds: with more of them the small window would be the whole
_WHOLE = 3000  # frames
_SPEAKER = "espeak-ng -v en-us -s 150 --stdout --stdin"


@dataclass(frozen=True)
class Clip:
    """Spoken sentences, and the terms of their question."""

    words: list[str]
    samples: "Samples"
    terms: str


@dataclass(frozen=True)
class Heard:
    """The results of all clips."""

    errors: int
    missed: int
    run_away: int
    seconds: float


def words_of(text: str) -> list[str]:
    """Return the words as they are compared, without case and punctuation."""
    return re.sub(r"[^a-z0-9 ]", "", text.casefold().replace("-", " ")).split()


def clips(count: int, speaker: Sequence[str]) -> Iterator[Clip]:
    """Speak sentences of the model answers, always the same ones."""
    catalog = Catalog((built_in_root(),))
    items = [catalog.item(row.id) for row in catalog.rows]
    dice = random.Random(1)
    dice.shuffle(items)
    for item in items:
        texts = [item.question.prompt, *(one.statement for one in item.rubric.criteria)]
        sentences = [
            sentence
            for sentence in re.split(r"(?<=[.?!])\s+", item.rubric.model_answer)
            if re.fullmatch(r"[A-Za-z ,.'?;:-]+", sentence)
        ]
        if not sentences or count == 0:
            continue
        at = dice.randrange(len(sentences))
        text = " ".join(sentences[at : at + dice.choice([1, 1, 2, 3])])
        done = subprocess.run(speaker, input=text.encode(), capture_output=True, check=True)
        with wave.open(io.BytesIO(done.stdout)) as file:
            rate, channels = file.getframerate(), file.getnchannels()
            data = file.readframes(file.getnframes())
        samples = Resampler().feed(Block(data, rate, channels)).tobytes()
        sound = to_float(_AROUND + samples + _AROUND)
        noise = np.random.default_rng(count).normal(0, 0.004, len(sound)).astype(np.float32)
        if len(sound) < _LONGEST * RATE:
            count -= 1
            yield Clip(words_of(text), sound + noise, vocabulary(texts))


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return the fewest substitutions, insertions and deletions between the two."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row = row, [number]
        for place, other in enumerate(heard, 1):
            same = before[place - 1] + (word != other)
            row.append(min(same, before[place] + 1, row[-1] + 1))
    return row[-1]


def hear(model: WhisperTranscriber, spoken: Sequence[Clip], *, told: bool) -> Heard:
    """Transcribe all clips; with ``told`` the model is given the terms."""
    errors = missed = run_away = 0
    begun = time.perf_counter()
    for clip in spoken:
        terms = clip.terms if told else ""
        words = words_of(" ".join(word.text for word in model.transcribe(clip.samples, terms)))
        errors += distance(clip.words, words)
        missed += len(terms_in(clip) - set(words))
        run_away += len(words) > 1.5 * len(clip.words) + 3
    return Heard(errors, missed, run_away, (time.perf_counter() - begun) / len(spoken))


def terms_in(clip: Clip) -> set[str]:
    """Return the words of the vocabulary, longer than four letters, that were spoken."""
    return {word for word in words_of(clip.terms) if len(word) > 4} & set(clip.words)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code says whether the small window hears as well."""
    parser = parser_of("heard_words", __doc__)
    parser.add_argument("model")
    parser.add_argument("--clips", type=int, default=100)
    parser.add_argument("--speaker", default=_SPEAKER)
    given = parser.parse_args(argv)
    spoken = list(clips(given.clips, shlex.split(given.speaker)))
    settings = load_settings({}, {}).speech
    model = WhisperTranscriber(replace(settings, model=given.model))
    model.load()
    small, words = windowed.SILENCE, sum(len(clip.words) for clip in spoken)
    terms = sum(len(terms_in(clip)) for clip in spoken)
    lasting = sum(len(clip.samples) for clip in spoken) / RATE / len(spoken)
    print(f"{len(spoken)} clips of {lasting:.1f} s in the mean, {words} words, {terms} terms")
    found = {}
    for name, silence, told in (
        ("whole window, no terms", _WHOLE, False),
        ("small window, no terms", small, False),
        ("small window, terms", small, True),
    ):
        windowed.SILENCE = silence
        found[name] = heard = hear(model, spoken, told=told)
        print(
            f"{name:<24} word error rate {heard.errors / words:.3f}, {heard.missed} terms missed, "
            f"{heard.run_away} run away, {heard.seconds:.2f} s a clip",
            flush=True,
        )
    whole, fitted = found["whole window, no terms"], found["small window, no terms"]
    worse = (fitted.errors - whole.errors) / words > 0.02 or fitted.run_away > whole.run_away
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
