"""Text from outside stays text: nothing in it is markup, an escape, or too long to show."""

import pytest

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.text.display import plain
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.review import ReviewScreen
from tests.tui.conftest import Opener
from tests.tui.steps import led, on, press, screen_text, send

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
HOSTILE = {
    "markup": "[bold red]x[/] [@click=app.exit]y[/] [/] [$primary",
    "escapes": "\x1b[2J\x1b]0;owned\x07 \x9b31m and \x08\x08 back \x00 nul",
    "html": "<script>alert(1)</script> &amp; {{ 7*7 }} =1+1",
    "bidi": "שלום עולם \u202eevil\u202c مرحبا",
    "emoji": "👩‍👩‍👧‍👦 🇩🇪 ﷽ e\u0301 ｗｉｄｅ",
    "surrogate": "\udce9\udcff",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_hostile_answers_are_shown_as_they_are(
    opened: Opener, text: str, size: tuple[int, int]
) -> None:
    text = plain(text).encode("utf-8", "replace").decode()
    answer = f"{text} It memorises the training examples. {text}"
    async with opened(start=ONE, size=size) as pilot:
        await send(pilot, answer)
        feedback = on(pilot, FeedbackScreen)
        assert feedback._turn.answers[0].text == answer
        for criterion in feedback._turn.criteria:
            for span in criterion.spans:
                assert answer[span.start : span.end] == span.quote
        assert all(ord(c) >= 32 or c == "\n" for c in screen_text(pilot))
        await press(pilot, "n")
        on(pilot, ReviewScreen)


async def test_markup_reads_as_typed(opened: Opener) -> None:
    async with opened(start=ONE, size=(140, 45)) as pilot:
        await send(pilot, HOSTILE["markup"])
        assert HOSTILE["markup"] in screen_text(pilot)


@pytest.mark.parametrize(
    "text",
    ["a" * 400_000, "overfitting " * 33_000, "give " * 80_000, "([" * 100_000, "e\u0301" * 200_000],
    ids=["one word", "one word again and again", "orders", "brackets", "combining marks"],
)
async def test_a_session_with_a_long_answer_that_nobody_has_judged_resumes(
    opened: Opener, engine: Engine, text: str
) -> None:
    conductor = engine.start(ONE)
    await conductor.settle()
    conductor.say(text)  # and killed before the grade is there
    async with opened(resume=conductor.session.id, size=(140, 45)) as pilot:
        feedback = on(pilot, FeedbackScreen)
        assert feedback._turn.answers[0].text == text
        assert feedback._turn.score is not None
        assert "Only the first" in screen_text(pilot)
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        await press(pilot, "enter")
        on(pilot, FeedbackScreen)


async def test_an_answer_of_a_megabyte_in_the_log_still_opens(
    opened: Opener, engine: Engine
) -> None:
    text = "It memorises the training examples, noise included. " + "word " * 200_000
    session_id = await led(engine, ONE, lambda _: text)
    async with opened(resume=session_id) as pilot:
        on(pilot, ReviewScreen)
        await press(pilot, "enter")
        assert on(pilot, FeedbackScreen)._turn.answers[0].text == text


async def test_a_long_conversation_is_shown_in_part_and_kept_whole(
    opened: Opener, engine: Engine
) -> None:
    conductor = engine.start(ONE.model_copy(update={"probes": 1}))
    await conductor.settle()
    text = "It memorises the training examples. " + "filler " * 10_000
    conductor.say(text)
    await conductor.settle()
    async with opened(resume=conductor.session.id) as pilot:
        interview = on(pilot, InterviewScreen)
        assert interview.conductor.session.answers[0].text == text
        assert "follow-up" in screen_text(pilot)
