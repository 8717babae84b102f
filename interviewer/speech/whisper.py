"""Transcription on this machine by faster-whisper."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.errors import SpeechError
from interviewer.installed import typed
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.audio import SILENT
from interviewer.speech.coverage import better, echoes, falls_short, guesses, without_guesses
from interviewer.speech.loops import plausible, without_loops
from interviewer.speech.models import find_model
from interviewer.speech.packages import not_installed
from interviewer.speech.voice_activity import VoiceActivity
from interviewer.speech.words import RATE, Word

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples

_MOST_TOKENS = 200  # of one utterance of at most 25 s: eight a second

_AROUND = 0.5  # seconds: word times are rough

_NO_MEMORY = ("alloc", "out of memory", "resource temporarily unavailable")


class WhisperTranscriber:
    """Runs one Whisper model in CTranslate2 format; nothing is fetched from anywhere."""

    name = "whisper"

    def __init__(self, settings: SpeechSettings) -> None:
        self._settings = settings
        self._model: Any = None
        self._active: VoiceActivity | None = None
        self.folder: Path | None = None

    def load(self) -> None:
        """Load the model; ``SpeechError`` when it is missing, broken or too large."""
        if self._model is not None:
            return
        self.folder = find_model(self._settings.model)
        try:
            from interviewer.speech.windowed import WindowedWhisper
        except ImportError as error:
            raise not_installed(error) from error
        try:
            self._model = WindowedWhisper(
                str(self.folder),
                device=self._settings.device,
                compute_type=self._settings.compute_type,
                cpu_threads=self._settings.threads,
                num_workers=1,
                local_files_only=True,
            )
        except MemoryError as error:
            raise _too_large(self.folder) from error
        # What the native library throws has no common base.
        except Exception as error:
            if any(sign in str(error).casefold() for sign in _NO_MEMORY):
                raise _too_large(self.folder) from error
            raise SpeechError(
                f"{self.folder}: the speech model does not load ({error}).",
                remedy="Remove the folder and fetch it again with "
                f"'{typed('speech', 'download', 'MODEL')}', or set another model.",
            ) from error

    def transcribe(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        """Return the words with times and probabilities; none for noise and loops.

        Given terms to expect, the model may stop early or write the terms themselves. If it seems
        so, it transcribes again without them, and the better result is kept.
        """
        words = self._read(samples, vocabulary)
        if not vocabulary:
            return words
        if self._active is None:
            self._active = VoiceActivity()
        voiced = self._active.stretches(samples)
        if echoes(words, vocabulary):
            return self._read(samples, "")
        if falls_short(words, voiced):
            return better(words, self._read(samples, ""), voiced)
        if guesses(words, vocabulary):
            return without_guesses(words, self._read(samples, ""), vocabulary)
        return words

    def _read(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        segments = self._segments(samples, vocabulary, beam_size=5, word_timestamps=True)
        words: list[Word] = []
        for segment in segments:
            for each in segment.words or ():
                text = each.word.strip()
                if not text:
                    continue
                if words and not each.word[0].isspace():
                    last = words.pop()
                    probability = min(last.probability, each.probability)
                    words.append(Word(last.text + text, last.start, each.end, probability))
                else:
                    words.append(Word(text, each.start, each.end, each.probability))
        kept = without_loops([word for word in words if _sounds(samples, word)])
        return kept if plausible(kept, len(samples) / RATE) else ()

    def glance(self, samples: "Samples", vocabulary: str) -> Sequence[str]:
        """Return the words without times."""
        segments = self._segments(samples, vocabulary, beam_size=1, without_timestamps=True)
        words = (word for segment in segments for word in segment.text.split())
        # Where speech is cut off the model writes dots.
        return [word for word in words if any(map(str.isalnum, word))]

    def _segments(self, samples: "Samples", vocabulary: str, **options: Any) -> list[Any]:
        multilingual = self._model.model.is_multilingual
        self._model.fit(len(samples) / RATE)
        segments, _ = self._model.transcribe(
            samples,
            language=self._settings.language if multilingual else None,
            temperature=0.0,
            condition_on_previous_text=False,
            max_new_tokens=_MOST_TOKENS,
            hotwords=vocabulary or None,
            **options,
        )
        return list(segments)


def _sounds(samples: "Samples", word: Word) -> bool:
    """Whether there is any sound at the time of a word, which there is not in silence."""
    begin, end = word.start - _AROUND, word.end + _AROUND
    around = samples[max(int(begin * RATE), 0) : max(int(end * RATE), 0)]
    return bool(around.size) and float(abs(around).max()) > 10 ** (SILENT / 20)


def _too_large(folder: Path) -> SpeechError:
    return SpeechError(
        f"{folder}: there is not enough memory for this speech model.",
        remedy="Close other programs, or set a smaller one such as tiny.en.",
    )
