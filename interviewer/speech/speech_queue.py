"""One thread that speaks texts one after the other and stops at once when asked to."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread

from interviewer.errors import SpeechError
from interviewer.speech.speaker import Speaker


class SpeechQueue:
    """Says texts in order. Both callbacks are called from its thread and must not block.

    ``finished`` is called whenever nothing is left to say, ``failed`` when a text cannot be said.
    """

    def __init__(
        self, speaker: Speaker, finished: Callable[[], None], failed: Callable[[SpeechError], None]
    ) -> None:
        self._speaker = speaker
        self._finished = finished
        self._failed = failed
        self._texts: SimpleQueue[tuple[int, str] | None] = SimpleQueue()
        self._lock = Lock()
        self._left = 0
        self._round = 0
        self._stop = Event()
        self._thread = Thread(target=self._work, name="speech-queue", daemon=True)
        self._thread.start()

    @property
    def speaking(self) -> bool:
        """Whether something is being said or waits to be said."""
        with self._lock:
            return self._left > 0

    def say(self, text: str) -> None:
        """Queue a text to be said after those before it."""
        with self._lock:
            self._left += 1
            self._texts.put((self._round, text))

    def stop(self) -> bool:
        """Stop and drop what was still to be said; returns whether there was anything."""
        with self._lock:
            spoke = self._left > 0
            self._round += 1
            self._stop.set()
        return spoke

    def close(self) -> None:
        """Stop and end the thread."""
        self.stop()
        self._texts.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (entry := self._texts.get()) is not None:
            number, text = entry
            with self._lock:
                wanted = number == self._round
                if wanted:
                    self._stop.clear()
            if wanted:
                self._speak(text)
            with self._lock:
                self._left -= 1
                rest = self._left
            if rest == 0:
                self._finished()

    def _speak(self, text: str) -> None:
        try:
            self._speaker.speak(text, self._stop)
        except SpeechError as error:
            self._failed(error)
        # A third-party plug-in: whatever it raises, the interview goes on in text.
        except Exception as error:
            self._failed(
                SpeechError(
                    f"The voice failed ({type(error).__name__}: {error}).",
                    remedy="Set another speaker.",
                )
            )
