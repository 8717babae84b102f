"""Utterances and answers, over labelled synthetic voice probabilities."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.endpointing import (
    CHUNK,
    AnswerOver,
    Limits,
    Signal,
    SpeechBegan,
    State,
    UtteranceClosed,
    UtteranceDropped,
    finish,
    hold,
    oldest_needed,
    settled_end,
    step,
)

LIMITS = Limits()
HANDS_FREE = Limits(answer_pause=3.0)


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


def test_a_pause_to_think_never_ends_an_answer_by_itself() -> None:
    _, signals = heard(voice(2) + silence(600))
    assert not any(isinstance(signal, AnswerOver) for signal in signals)


def test_hands_free_the_set_silence_ends_the_answer_once_and_no_shorter_one() -> None:
    _, signals = heard(voice(2) + silence(2.9), HANDS_FREE)
    assert AnswerOver() not in signals
    _, signals = heard(voice(2) + silence(30), HANDS_FREE)
    assert signals.count(AnswerOver()) == 1
    _, signals = heard(silence(60), HANDS_FREE)
    assert not signals, "silence before the first word is no end"


def test_who_asks_for_a_moment_has_it_until_the_next_word() -> None:
    state, _ = heard(voice(1) + silence(1), HANDS_FREE)
    state = hold(state)
    seen = list[Signal]()
    for probability in silence(60) + voice(1) + silence(3.1):
        state, signals = step(state, probability, HANDS_FREE)
        seen += signals
    assert seen.count(AnswerOver()) == 1
    assert isinstance(seen[0], SpeechBegan)


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


@given(PIECES, st.sampled_from([LIMITS, HANDS_FREE, Limits(longest=2.0, cut=0.5)]))
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


@given(PIECES, st.sampled_from([LIMITS, HANDS_FREE]))
def test_the_foretold_end_is_the_end_unless_more_is_said(
    probabilities: list[float], limits: Limits
) -> None:
    state = State()
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
