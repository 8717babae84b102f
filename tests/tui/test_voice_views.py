"""The line that shows what is being heard."""

from hypothesis import given
from hypothesis import strategies as st

from interviewer.report.delivery_words import delivery_facts, plot
from interviewer.report.report import DeliveryReport
from interviewer.speech.field_terms import corrected
from interviewer.speech.messages import Said
from interviewer.speech.stabiliser import Live
from interviewer.speech.words import Word
from interviewer.text.display import plain
from interviewer.tui.dictation import Dictation
from interviewer.tui.view.voice_view import ListeningState, live_line, meter, status_line
from interviewer.tui.widgets.composer import Composer
from tests.tui.conftest import Opener
from tests.tui.steps import press, settled

WORDS = st.lists(st.text("abc …\x1b\n", min_size=1, max_size=8), max_size=40).map(tuple)


def test_every_state_says_which_key_helps() -> None:
    assert "F8 to talk" in status_line(ListeningState("idle")).plain
    assert "F8 stops" in status_line(ListeningState("listening")).plain
    assert "silence ends it" in status_line(ListeningState("listening", hands_free=True)).plain
    assert "F9 silences" in status_line(ListeningState("speaking")).plain
    assert "F9 speaks again" in status_line(ListeningState("idle", muted=True)).plain


def test_the_meter_grows_with_the_level_and_names_both_ends() -> None:
    assert meter(ListeningState(decibels=-99)).plain.count("█") == 0
    assert meter(ListeningState(decibels=0)).plain.count("█") == 12
    assert "muted?" in meter(ListeningState(silent=True)).plain
    assert "too loud" in meter(ListeningState(clipped=True)).plain


@given(WORDS, WORDS, st.integers(1, 120))
def test_live_words_fit_the_line_and_show_the_newest(
    stable: tuple[str, ...], unstable: tuple[str, ...], width: int
) -> None:
    line = live_line(Live(stable, unstable), width).plain
    whole = plain(" ".join((*stable, *unstable)))
    assert len(line) <= max(width, 10)
    assert whole.endswith(line.removeprefix("…")) or "…" in whole


def test_live_words_are_solid_or_dim() -> None:
    line = live_line(Live(("the", "bias"), ("of",)), 80)
    assert line.plain == "the bias of"
    dim = [span for span in line.spans if "italic" in str(span.style)]
    assert [line.plain[span.start : span.end] for span in dim] == [" of"]


async def test_doubtful_words_stay_underlined_wherever_an_edit_moves_them(opened: Opener) -> None:
    from interviewer.interview.events import SessionConfig

    one = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
    async with opened(start=one) as pilot:
        composer = pilot.app.screen.query_one(Composer)
        composer.dictate("the colonel trick", [Word("the", 0, 1), Word("colonel", 1, 2, 0.2)])
        await settled(pilot)

        def underlined() -> list[str]:
            line = composer.get_line(0)
            return [line.plain[s.start : s.end] for s in line.spans if s.style == "underline"]

        assert underlined() == ["colonel"]
        await press(pilot, "home", *"So ")
        assert underlined() == ["colonel"]
        composer.forget_speech()
        assert underlined() == []


def test_delivery_is_told_in_words_and_drawn() -> None:
    report = DeliveryReport(
        words=100, seconds=30, speaking_seconds=20, pace=200.0, articulation=300.0, hesitations=7,
        hesitation_rate=14.0, soft_fillers=1, pauses=2, longest_pause=1.5, pause_share=0.33,
        to_first_word=2.0, over_time=(0.0, 120.0, 500.0),
    )  # fmt: skip
    facts = delivery_facts(report)
    assert facts[0] == "200 words a minute (rushed)"
    assert "at least 7 hesitations (many)" in facts
    assert "1 filler" in facts
    assert plot(report.over_time) == "▁▅█"
    short = delivery_facts(report.model_copy(update={"seconds": 2.0}))
    assert short[0] == "200 words a minute", "two seconds show no habit"
    assert "at least 7 hesitations" in short


def test_the_transcript_marks_where_sound_is_missing_and_keeps_every_word_in_its_place() -> None:
    dictation = Dictation()
    words = (Word("bias", 0.5, 0.9), Word("falls", 0.4, 1.2), Word("too", 5.0, 5.3))
    dictation.add(Said(1, words, ((0.3, 1.2), (5.0, 5.4))))
    assert dictation.transcript == dictation.text == "bias falls too"
    dictation.note_gap(1.5, 2.0)
    dictation.note_gap(6.0, 1.25)
    assert dictation.transcript == "bias falls [2.0 s without sound] too [1.2 s without sound]"
    assert dictation.text == "bias falls too"
    dictation.forget()
    assert dictation.transcript == ""


def test_a_recording_without_a_word_of_the_answer_takes_none_of_its_time() -> None:
    dictation = Dictation()
    dictation.begin(100.0)
    dictation.end(7.0)
    assert dictation.offset == 0
    dictation.begin(110.0)
    dictation.add(Said(2, (Word("bias", 0.5, 0.9),), ((0.5, 0.9),)))
    dictation.end(3.0)
    assert dictation.offset == 3.0


async def test_a_key_walks_the_doubtful_words_and_what_is_typed_replaces_one(
    opened: Opener,
) -> None:
    from interviewer.interview.events import SessionConfig

    one = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
    async with opened(start=one) as pilot:
        composer = pilot.app.screen.query_one(Composer)
        text = "the colonel trick\nmaps dater."
        heard = [Word(w, 0, 1, 0.2 if w in ("colonel", "dater.") else 0.9) for w in text.split()]
        composer.dictate(text, heard)
        await settled(pilot)
        await press(pilot, "ctrl+g")
        assert composer.selected_text == "colonel"
        await press(pilot, *"kernel", "ctrl+g")
        assert composer.selected_text == "dater"
        await press(pilot, *"data", "ctrl+g")
        assert composer.text == "the kernel trick\nmaps data."
        assert composer.selected_text == ""


async def test_a_term_that_was_corrected_is_underlined_and_undo_brings_back_what_was_heard(
    opened: Opener,
) -> None:
    from interviewer.interview.events import SessionConfig

    one = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
    async with opened(start=one) as pilot:
        composer = pilot.app.screen.query_one(Composer)
        await press(pilot, *"So ")
        heard = tuple(Word(w, 0, 1, 0.9) for w in ["fine-tune", "birth", "on", "tokens"])
        right, _ = corrected(heard)
        composer.dictate("fine-tune birth on tokens", right)
        composer.correct("fine-tune birth on tokens", "fine-tune BERT on tokens")
        await settled(pilot)
        assert composer.text == "So fine-tune BERT on tokens"
        line = composer.get_line(0)
        assert [line.plain[s.start : s.end] for s in line.spans if s.style == "underline"] == [
            "BERT"
        ]
        await press(pilot, "ctrl+z")
        assert composer.text == "So fine-tune birth on tokens"


async def test_a_missing_full_stop_is_written_between_two_sentences(opened: Opener) -> None:
    from interviewer.interview.events import SessionConfig

    one = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
    async with opened(start=one) as pilot:
        composer = pilot.app.screen.query_one(Composer)
        dictation = Dictation()
        parts = (
            ("It has low bias", 0.0, False),
            ("The variance grows because", 3.0, True),
            ("The trees are deep.", 6.0, False),
            ("I prune them", 9.0, False),
            ("I stop early", 12.0, False),
            ("BERT is no tree", 15.0, False),
            ("Forests average", 18.0, True),
            ("And that helps", 19.3, False),
        )
        for text, at, stop in parts:
            heard = tuple(Word(w, at, at + 0.2) for w in text.split())
            said = Said(1, heard, ((at, at + 1.0),))
            assert dictation.lacks_stop(said) is stop, text
            dictation.add(said, stop=stop)
            composer.dictate(text, dictation.heard.words, stop=stop)
        assert composer.text == dictation.text
        assert composer.text.startswith("It has low bias. The variance grows because The trees")
