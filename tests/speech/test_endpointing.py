"""Utterances and answers, over labelled synthetic voice probabilities."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.endpointing import (
    CHUNK,
    Limits,
    Signal,
    SpeechBegan,
    State,
    UtteranceClosed,
    UtteranceDropped,
    finish,
    oldest_needed,
    settled_end,
    step,
)
from interviewer.speech.endpointing import silence as silence_of

LIMITS = Limits()


def chunks(seconds: float) -> int:
    return round(seconds / CHUNK)


def voice(seconds: float, probability: float = 0.9) -> list[float]:
    return [probability] * chunks(seconds)


def silence(seconds: float) -> list[float]:
    return [0.02] * chunks(seconds)


def heard(probabilities: list[float], limits: Limits = LIMITS) -> tuple[State, list[Signal]]:
    state, signals = State(), list[Signal]()
    for probability in probabilities:
        state, new = step(state, probability, limits)
        signals += new
    return state, signals


def closed(signals: list[Signal]) -> list[UtteranceClosed]:
    return [signal for signal in signals if isinstance(signal, UtteranceClosed)]


def test_an_utterance_keeps_the_sound_before_its_first_word_and_after_its_last() -> None:
    _, signals = heard(silence(1) + voice(2) + silence(1))
    (utterance,) = closed(signals)
    first, last = chunks(1), chunks(1) + chunks(2)
    assert first - utterance.start == chunks(0.3)
    assert utterance.end - last == chunks(0.2)
    assert utterance.voiced == ((first, last),)


def test_speech_from_the_first_chunk_on_loses_nothing() -> None:
    _, signals = heard(voice(1) + silence(1))
    assert closed(signals)[0].start == 0


def test_a_breath_closes_no_utterance_and_a_short_silence_does() -> None:
    _, signals = heard(voice(1) + silence(0.5) + voice(1) + silence(0.7))
    (utterance,) = closed(signals)
    assert len(utterance.voiced) == 2


def test_speech_that_grows_soft_goes_on_until_it_is_below_the_lower_threshold() -> None:
    _, signals = heard(voice(1) + voice(1, 0.4) + silence(1))
    (utterance,) = closed(signals)
    assert utterance.voiced[0][1] == chunks(1) * 2
    assert not heard(voice(3, 0.4))[1], "soft sound alone begins nothing"


def test_a_click_is_no_utterance() -> None:
    _, signals = heard([*silence(1), 0.9, 0.9, *silence(2)])
    assert [type(signal) for signal in signals] == [SpeechBegan, UtteranceDropped]
    assert not heard([*silence(1), 0.9, *silence(1)])[1]


def test_silence_is_counted_from_the_last_voice_and_never_before_the_first() -> None:
    assert silence_of(heard(silence(60))[0]) == 0
    state, _ = heard(silence(1) + voice(2) + silence(2.9))
    assert silence_of(state) == chunks(2.9)
    assert silence_of(run_on(state, voice(0.3))) == 0
    after_a_click = run_on(state, [0.9, 0.9, *silence(1)])
    assert silence_of(after_a_click) == chunks(1), "whatever was heard, it begins anew"


def run_on(state: State, probabilities: list[float]) -> State:
    for probability in probabilities:
        state, _ = step(state, probability, LIMITS)
    return state


def test_a_monologue_is_cut_at_its_quietest_place_and_nothing_is_lost() -> None:
    dip = 23.0
    speech = [*voice(dip), 0.45, *voice(20)]
    state, signals = heard(speech)
    first, second = (*closed(signals), finish(state, LIMITS)[1][0])
    assert isinstance(second, UtteranceClosed)
    assert first.end == chunks(dip)
    assert second.start == first.end


def test_the_key_closes_what_is_open() -> None:
    state, _ = heard(silence(0.5) + voice(1))
    state, (signal,) = finish(state, LIMITS)
    assert isinstance(signal, UtteranceClosed)
    assert signal.end == state.at
    assert finish(state, LIMITS)[1] == ()


PIECES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(1, 60)) | st.tuples(st.just(0.0), st.integers(1, 200)),
    max_size=30,
).map(lambda runs: [p for p, length in runs for _ in range(length)])


def test_a_monologue_that_ends_just_before_the_cut_is_followed_by_silence_alone() -> None:
    state, signals = heard(silence(1) + voice(24.4) + silence(8))
    began = [signal for signal in signals if isinstance(signal, SpeechBegan)]
    assert len(began) == 1, "what began again would be waited for"
    assert len(closed(signals)) == 1
    assert silence_of(state) * CHUNK > 7.5


@given(PIECES, st.sampled_from([LIMITS, Limits(longest=2.0, cut=0.5)]))
def test_utterances_are_in_order_apart_bounded_and_their_sound_was_kept(
    probabilities: list[float], limits: Limits
) -> None:
    state = State()
    end_before = 0
    signals = list[Signal]()
    for probability in probabilities:
        kept_from = oldest_needed(state, limits)
        state, new = step(state, probability, limits)
        for signal in new:
            if isinstance(signal, UtteranceClosed | SpeechBegan):
                assert signal.start >= kept_from
        signals += new
        assert state.at - oldest_needed(state, limits) <= chunks(limits.longest) + 40
    signals += finish(state, limits)[1]
    for utterance in closed(signals):
        assert end_before <= utterance.start < utterance.end <= len(probabilities)
        assert utterance.end - utterance.start <= chunks(limits.longest) + 1
        end_before = utterance.end
        for first, last in utterance.voiced:
            assert utterance.start <= first < last <= utterance.end
    begun = sum(isinstance(signal, SpeechBegan) for signal in signals)
    ended = sum(isinstance(signal, UtteranceClosed | UtteranceDropped) for signal in signals)
    assert begun == ended


@given(PIECES)
def test_the_foretold_end_is_the_end_unless_more_is_said(probabilities: list[float]) -> None:
    state, limits = State(), LIMITS
    for probability in probabilities:
        state, _ = step(state, probability, limits)
        foretold = settled_end(state, limits)
        if foretold is None:
            continue
        by_key = finish(state, limits)[1][0]
        by_silence = closed(run(state, silence(1), limits))
        if isinstance(by_key, UtteranceClosed):
            assert by_key.end == foretold
            assert [utterance.end for utterance in by_silence] == [foretold]
        else:
            assert not by_silence


def run(state: State, probabilities: list[float], limits: Limits) -> list[Signal]:
    seen = list[Signal]()
    for probability in probabilities:
        state, signals = step(state, probability, limits)
        seen += signals
    return seen
