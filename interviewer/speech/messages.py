"""The listener's messages: plain data, each with the answer that it belongs to."""

from dataclasses import dataclass

from interviewer.errors import SpeechError
from interviewer.speech.audio import Level
from interviewer.speech.stabiliser import Live
from interviewer.speech.words import Stretch, Word


@dataclass(frozen=True, slots=True)
class Ready:
    """The speech model is loaded; ``seconds`` is how long that took."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Listening:
    """The first sound of a recording has come in."""

    answer: int


@dataclass(frozen=True, slots=True)
class Loudness:
    """The loudness of the last 0.1 s; silence and clipping are set once they last for seconds."""

    answer: int
    level: Level
    silent: bool
    clipped: bool


@dataclass(frozen=True, slots=True)
class Began:
    """The candidate has begun to speak, ``at`` seconds into the recording."""

    answer: int
    at: float


@dataclass(frozen=True, slots=True)
class Hearing:
    """The words of the utterance that is being said."""

    answer: int
    live: Live


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance with its words; ``stretches`` are when there was voice."""

    answer: int
    words: tuple[Word, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing has been said for ``seconds``, since ``since``; sent twice a second.

    All words that were said before have been sent by then.
    """

    answer: int
    since: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Stalled:
    """No sound comes from the microphone. The recording goes on as soon as some does."""

    answer: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """Sound comes again. ``seconds`` of it are missing, from ``at`` on in the recording."""

    answer: int
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Complete:
    """All words of this recording, which lasted ``seconds``, have been sent."""

    answer: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something is wrong; ``ended`` says whether it ended the recording.

    ``answer`` is 0 if no recording is concerned. Then ``ended`` says whether nothing can be heard
    from now on; if not, a text could not be said.
    """

    answer: int
    error: SpeechError
    ended: bool


Message = (
    Ready
    | Listening
    | Loudness
    | Began
    | Hearing
    | Said
    | Silence
    | Stalled
    | Resumed
    | Complete
    | Trouble
)
