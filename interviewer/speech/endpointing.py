"""Where speech begins and ends: a pure state machine over voice probabilities.

It takes one probability for each chunk of 32 ms. A short silence ends an *utterance*, which is
transcribed at once; ``turn_taking`` decides when the *answer* ends, and allows pauses to think.
"""

from dataclasses import dataclass, replace

CHUNK = 0.032
"""The length of a chunk in seconds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that define an utterance; times in seconds.

    Speech begins with ``onset`` chunks in a row of at least ``begin`` and lasts while chunks reach
    ``hold``. ``preroll`` and ``tail`` are kept around it, so that no first or last sound is cut.
    ``pause`` of silence closes an utterance, and so does ``longest`` of speech, cut at its quietest
    moment within the last ``cut``. With less than ``shortest`` of voice it is dropped.
    """

    begin: float = 0.5
    hold: float = 0.35
    onset: int = 2
    preroll: float = 0.3
    tail: float = 0.2
    pause: float = 0.6
    longest: float = 25.0
    cut: float = 4.0
    shortest: float = 0.1


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """An utterance is open. ``start`` is its first chunk, pre-roll included."""

    start: int


@dataclass(frozen=True, slots=True)
class UtteranceClosed:
    """An utterance is complete: chunks ``start`` up to but without ``end``.

    ``voiced`` are the runs of speech in it, as pairs of first chunk and chunk after the last.
    """

    start: int
    end: int
    voiced: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class UtteranceDropped:
    """The open utterance was only a click or a cough."""

    start: int


Signal = SpeechBegan | UtteranceClosed | UtteranceDropped


@dataclass(frozen=True, slots=True)
class State:
    """The machine's state after ``at`` chunks.

    ``start`` is the first chunk of the open utterance, ``taken`` the end of the last one,
    ``quietest`` the best place to cut with its probability.
    """

    at: int = 0
    run: int = 0
    start: int | None = None
    taken: int = 0
    last_voice: int = 0
    voiced: tuple[tuple[int, int], ...] = ()
    quietest: tuple[float, int] | None = None
    spoken: bool = False

    @property
    def speaking(self) -> bool:
        """Whether an utterance is open."""
        return self.start is not None


def oldest_needed(state: State, limits: Limits) -> int:
    """Return the first chunk whose sound may still be needed."""
    if state.start is not None:
        return state.start
    return max(state.taken, state.at - state.run - _chunks(limits.preroll))


def step(state: State, probability: float, limits: Limits) -> tuple[State, tuple[Signal, ...]]:
    """Return the state after one more chunk, and the signals that it caused."""
    here = state.at
    voice = probability >= (limits.hold if state.speaking else limits.begin)
    state = replace(state, at=here + 1, run=state.run + 1 if voice else 0)
    start = state.start
    if start is None:
        return _waiting(state, here, limits)
    if voice:
        state = replace(state, last_voice=here + 1, voiced=_extended(state.voiced, here))
    return _speaking(state, start, probability, limits)


def settled_end(state: State, limits: Limits) -> int | None:
    """Return the chunk at which the open utterance ends if no more is said; ``None`` if unknown.

    It is known once the silence has lasted as long as the tail, well before the pause is over.
    """
    tail = _chunks(limits.tail)
    if state.start is None or state.at - state.last_voice < tail:
        return None
    return state.last_voice + tail


def finish(state: State, limits: Limits) -> tuple[State, tuple[Signal, ...]]:
    """Close any open utterance, because the candidate's key has ended the answer."""
    if state.start is None:
        return state, ()
    end = min(state.at, state.last_voice + _chunks(limits.tail))
    return _closed(state, state.start, end, limits)


def skip(state: State, chunks: int) -> State:
    """Return the state after ``chunks`` of lost sound, with no utterance open.

    There may have been speech in it, so silence is counted from its end.
    """
    at = state.at + chunks
    return State(at=at, taken=at, last_voice=at, spoken=state.spoken)


def silence(state: State) -> int:
    """Return the chunks of silence so far; 0 before the first utterance and during one."""
    return state.at - state.last_voice if state.spoken and not state.speaking else 0


def _waiting(state: State, here: int, limits: Limits) -> tuple[State, tuple[Signal, ...]]:
    if state.run >= limits.onset:
        first = here + 1 - state.run
        start = max(first - _chunks(limits.preroll), state.taken)
        begun = replace(
            state,
            start=start,
            last_voice=here + 1,
            voiced=((first, here + 1),),
            quietest=None,
        )
        return begun, (SpeechBegan(start),)
    return state, ()


def _speaking(
    state: State, start: int, probability: float, limits: Limits
) -> tuple[State, tuple[Signal, ...]]:
    if state.at - state.last_voice >= _chunks(limits.pause):
        return _closed(state, start, state.last_voice + _chunks(limits.tail), limits)
    length = state.at - start
    most = _chunks(limits.longest)
    if length > most - _chunks(limits.cut):
        # Of equally quiet places the last is taken, to keep more in one piece.
        if state.quietest is None or probability <= state.quietest[0]:
            state = replace(state, quietest=(probability, state.at - 1))
        if length >= most and state.quietest is not None:
            place = max(state.quietest[1], start + 1)
            if place >= state.last_voice:  # it is over: nothing is left to go on with
                return _closed(state, start, place, limits)
            return _cut(state, start, place)
    return state, ()


def _closed(state: State, start: int, end: int, limits: Limits) -> tuple[State, tuple[Signal, ...]]:
    voice = sum(last - first for first, last in state.voiced)
    idle = replace(state, start=None, run=0, voiced=(), quietest=None, taken=end)
    if voice < _chunks(limits.shortest):
        # Its sound may be the beginning of the next utterance.
        return replace(idle, taken=state.taken), (UtteranceDropped(start),)
    closed = UtteranceClosed(start, min(end, state.at), state.voiced)
    return replace(idle, taken=closed.end, spoken=True), (closed,)


def _cut(state: State, start: int, place: int) -> tuple[State, tuple[Signal, ...]]:
    before = tuple((a, min(b, place)) for a, b in state.voiced if a < place)
    after = tuple((max(a, place), b) for a, b in state.voiced if b > place)
    closed = UtteranceClosed(start, place, before)
    more = replace(state, start=place, taken=place, voiced=after, quietest=None, spoken=True)
    return more, (closed, SpeechBegan(place))


def _extended(voiced: tuple[tuple[int, int], ...], here: int) -> tuple[tuple[int, int], ...]:
    if voiced and voiced[-1][1] == here:
        return (*voiced[:-1], (voiced[-1][0], here + 1))
    return (*voiced, (here, here + 1))


def _chunks(seconds: float) -> int:
    return max(round(seconds / CHUNK), 1)
