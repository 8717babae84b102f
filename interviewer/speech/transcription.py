"""The one thread that transcribes: finished utterances first, live words when it is idle.

An utterance closes after a pause, but its end is known well before. From then on the live words
come from a full transcription, so that if nothing more is said, its words are ready at once.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Thread

from interviewer.errors import SpeechError
from interviewer.speech.audio import to_float
from interviewer.speech.messages import Complete, Hearing, Message, Ready, Said, Silence, Trouble
from interviewer.speech.stabiliser import Live, observe
from interviewer.speech.transcriber import Transcriber
from interviewer.speech.words import RATE, Stretch, Word

_LEAST_SPACING = 1.0  # least seconds between live transcriptions of an utterance
_SPACING = 3.0  # times the duration of the last live transcription
_GAP = 0.8  # seconds of silence put between sentences that are transcribed together
_BETWEEN = bytes(2 * int(_GAP * RATE))
# Bytes of one pass at most. The model's window is 30 s; short of it, words keep their places.
_WINDOW = 2 * 10 * RATE


@dataclass(frozen=True, slots=True)
class Utterance:
    """Closed speech: 16-bit samples that begin ``start`` seconds into the recording."""

    answer: int
    audio: bytes
    start: float
    stretches: tuple[Stretch, ...]
    vocabulary: str


@dataclass(frozen=True, slots=True)
class OpenUtterance:
    """Speech so far of utterance ``number``.

    ``settled``: it is silent by now, and this is all of the utterance unless more is said.
    """

    answer: int
    number: int
    audio: bytes
    vocabulary: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class _TranscribedAhead:
    """The result or error of transcribing an utterance before it was closed."""

    audio: bytes
    vocabulary: str
    outcome: Sequence[Word] | Exception


Snapshot = Callable[[], OpenUtterance | None]


class TranscriptionWorker:
    """Sends words to ``emit`` in the order in which they were said.

    ``snapshot`` returns the open utterance or ``None``. An utterance whose transcription
    fails is reported as trouble; those after it are not affected.
    """

    def __init__(
        self, transcriber: Transcriber, snapshot: Snapshot, emit: Callable[[Message], None]
    ) -> None:
        self._transcriber = transcriber
        self._snapshot = snapshot
        self._emit = emit
        self._jobs: deque[Utterance | Silence | Complete] = deque()
        self._wake = Condition()
        self._closed = False
        self._broken: SpeechError | None = None
        self._speaking = False
        self._live: tuple[int, int, Live] = (0, 0, Live())
        self._next_look = 0.0
        self._settled = False
        self._ahead: _TranscribedAhead | None = None
        self._next_ahead = 0.0
        self._thread = Thread(target=self._work, name="transcription", daemon=True)

    def start(self) -> None:
        """Start the thread: load the model, then transcribe what comes."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the current transcription, and wait for the thread."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join()

    def add(self, job: Utterance | Silence | Complete) -> None:
        """Queue an utterance, a silence after one, or the end of a recording."""
        with self._wake:
            while self._jobs and isinstance(self._jobs[-1], Silence):
                self._jobs.pop()  # it is longer by now, or over
            self._jobs.append(job)
            self._wake.notify()

    def set_speaking(self, speaking: bool) -> None:
        """Set whether an utterance is open, and so has live words to transcribe."""
        with self._wake:
            if speaking and not self._speaking:
                self._next_look = max(self._next_look, time.monotonic() + _LEAST_SPACING / 2)
            self._speaking = speaking
            self._settled = False
            self._wake.notify()

    def note_settled(self) -> None:
        """Note that the open utterance may be over, and is worth transcribing early."""
        with self._wake:
            self._settled = True
            self._wake.notify()

    @property
    def waiting_seconds(self) -> float:
        """Seconds of speech still to be transcribed."""
        with self._wake:
            sizes = [len(job.audio) for job in self._jobs if isinstance(job, Utterance)]
        return sum(sizes) / (2 * RATE)

    def _work(self) -> None:
        begun = time.monotonic()
        try:
            self._transcriber.load()
            self._emit(Ready(round(time.monotonic() - begun, 2)))
        # A plug-in may raise anything. Without this thread no recording would ever be complete.
        except Exception as error:
            self._broken = error if isinstance(error, SpeechError) else _unloadable(error)
            self._emit(Trouble(0, self._broken, ended=True))
        while True:
            with self._wake:
                while not self._closed and not self._jobs:
                    next_look = self._next_look
                    if self._settled:
                        next_look = min(next_look, self._next_ahead)
                    patience = next_look - time.monotonic() if self._should_look else None
                    if patience is not None and patience <= 0:
                        break
                    self._wake.wait(patience)
                if self._closed:
                    return
                job = self._jobs.popleft() if self._jobs else None
            if job is None:
                self._look()
            elif isinstance(job, Utterance):
                self._transcribe(self._batch(job))
            else:
                self._emit(job)

    @property
    def _should_look(self) -> bool:
        return self._speaking and self._broken is None

    def _batch(self, first: Utterance) -> list[Utterance]:
        """Take the waiting utterances that fit into one pass of the model with ``first``.

        A pass costs much the same for a word as for ten seconds, so this catches up on a backlog.
        """
        batch = [first]
        if self._is_transcribed(first.audio, first.vocabulary):
            return batch
        length = len(first.audio)
        with self._wake:
            while self._jobs and isinstance(self._jobs[0], Utterance):
                job = self._jobs[0]
                length += len(job.audio) + len(_BETWEEN)
                if job.answer != first.answer or length > _WINDOW:
                    break
                batch.append(job)
                self._jobs.popleft()
        return batch

    def _transcribe(self, batch: list[Utterance]) -> None:
        answer = batch[0].answer
        if self._broken is not None:
            self._emit(Trouble(answer, self._broken, ended=False))
            return
        try:
            words = self._words(_BETWEEN.join(job.audio for job in batch), batch[0].vocabulary)
        # Any failure of a model or a plug-in costs these sentences, never the answer.
        except Exception as error:
            self._emit(Trouble(answer, _failed(error), ended=False))
            return
        begin = 0.0
        for number, job in enumerate(batch):
            end = begin + len(job.audio) / (2 * RATE)
            # Words timed into the silence between two belong to the one before it.
            until = float("inf") if number == len(batch) - 1 else end + _GAP
            told = tuple(
                word.later(job.start - begin)
                for word in words
                if max(begin, 0.0) <= max(word.start, 0.0) < until and word.start <= word.end
            )
            self._emit(Said(answer, told, job.stretches))
            begin = end + _GAP

    def _is_transcribed(self, audio: bytes, vocabulary: str) -> bool:
        ahead = self._ahead
        return ahead is not None and (ahead.audio, ahead.vocabulary) == (audio, vocabulary)

    def _words(self, audio: bytes, vocabulary: str) -> Sequence[Word]:
        ahead, self._ahead = self._ahead, None
        if ahead is None or (ahead.audio, ahead.vocabulary) != (audio, vocabulary):
            return self._transcriber.transcribe(to_float(audio), vocabulary)
        self._next_ahead = 0.0
        if isinstance(ahead.outcome, Exception):
            raise ahead.outcome
        return ahead.outcome

    def _look(self) -> None:
        with self._wake:
            self._settled = False
        now = self._snapshot()
        begun = time.monotonic()
        if now is not None and not now.settled:
            self._show(now, self._glance(now))
        elif now is not None and not self._is_transcribed(now.audio, now.vocabulary):
            self._show(now, self._transcribe_ahead(now))
            # Wasted if the candidate keeps going on, so it is spaced like the live words.
            self._next_ahead = time.monotonic() + _SPACING * (time.monotonic() - begun)
        cost = time.monotonic() - begun
        with self._wake:
            self._next_look = time.monotonic() + max(_LEAST_SPACING - cost, _SPACING * cost)

    def _glance(self, now: OpenUtterance) -> Sequence[str]:
        try:
            return self._transcriber.glance(to_float(now.audio), now.vocabulary)
        except Exception as error:
            self._emit(Trouble(now.answer, _failed(error), ended=False))
            return ()

    def _transcribe_ahead(self, now: OpenUtterance) -> Sequence[str]:
        try:
            words = self._transcriber.transcribe(to_float(now.audio), now.vocabulary)
        except Exception as error:  # reported if nothing more is said
            self._ahead = _TranscribedAhead(now.audio, now.vocabulary, error)
            return ()
        self._ahead = _TranscribedAhead(now.audio, now.vocabulary, words)
        return [word.text for word in words]

    def _show(self, seen: OpenUtterance, words: Sequence[str]) -> None:
        after = self._snapshot()
        if after is None or (after.answer, after.number) != (seen.answer, seen.number):
            return  # it was closed meanwhile, and its final words follow
        answer, number, live = self._live
        if (answer, number) != (seen.answer, seen.number):
            live = Live()
        live = observe(live, words)
        self._live = (seen.answer, seen.number, live)
        self._emit(Hearing(seen.answer, live))


def _unloadable(error: Exception) -> SpeechError:
    return SpeechError(
        f"The speech model does not load ({type(error).__name__}: {error}).",
        remedy="Set another model or transcriber.",
    )


def _failed(error: Exception) -> SpeechError:
    return SpeechError(
        f"A sentence could not be transcribed ({type(error).__name__}: {error}).",
        remedy="Say it again, or write it.",
    )
