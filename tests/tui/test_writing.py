"""The composer: what is in it stays until it is sent, and is taken back in small steps."""

import asyncio
from itertools import pairwise

import pytest
from textual.events import Paste

from interviewer.bank.question import Question
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.interview.ports import Meaning, Phrase
from interviewer.llm.usage import Usage
from interviewer.tui import interruption
from interviewer.tui.screens.after_answer import NOT_NOW
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.widgets.composer import Composer
from interviewer.userdata.drafts import keep_draft, take_draft
from tests.tui.conftest import Opener
from tests.tui.steps import model_answer, on, press, screen_text, send, settled

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, estimate=False)


async def test_undo_takes_back_a_word_at_a_time(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        composer = on(pilot, InterviewScreen).query_one(Composer)
        await press(pilot, *"it memorises the", "enter", *"training data")
        seen: list[str] = []
        for _ in range(100):
            if not composer.text:
                break
            seen.append(composer.text)
            await press(pilot, "ctrl+z")
        assert not composer.text
        assert "it memorises the\ntraining " in seen
        assert "it memorises the\n" in seen
        assert "it memorises " in seen
        assert all(len(a) - len(b) <= 20 for a, b in pairwise(seen))
        await press(pilot, "ctrl+y", "ctrl+y", "ctrl+y")
        assert composer.text.startswith("it memorises the")
        composer.load_text("x" * 30)
        await press(pilot, "end", *["backspace"] * 30, "ctrl+z")
        assert 0 < len(composer.text) <= 20


async def test_undo_after_an_undo_and_a_paste(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        composer = on(pilot, InterviewScreen).query_one(Composer)
        await press(pilot, *"one two")
        composer.post_message(Paste(" three four five"))
        await settled(pilot)
        await press(pilot, "ctrl+z")
        assert composer.text == "one two"
        await press(pilot, *"x", "ctrl+z")
        assert composer.text == "one two"


async def test_what_was_sent_does_not_come_back_by_undo(opened: Opener) -> None:
    async with opened(start=ONE.model_copy(update={"probes": 1})) as pilot:
        await send(pilot, "It memorises the training examples, noise included.")
        composer = on(pilot, InterviewScreen).query_one(Composer)
        await press(pilot, "ctrl+z")
        assert composer.text == ""


@pytest.mark.parametrize("again", [False, True], ids=["follow-up", "retry"])
async def test_a_reply_and_a_retry_are_drafts_too(
    opened: Opener, engine: Engine, again: bool
) -> None:
    async with opened(start=ONE.model_copy(update={"probes": 0 if again else 1})) as pilot:
        session = on(pilot, InterviewScreen).conductor.session
        await send(pilot, "It memorises the training examples, noise included.")
        if again:
            on(pilot, FeedbackScreen)
            await press(pilot, "r")
        await press(pilot, *"more of it")
        assert on(pilot, InterviewScreen).unsent.text == "more of it"
    assert take_draft(session.id) == "more of it"  # the program was closed by no key of its own
    async with opened(resume=session.id) as pilot:
        composer = on(pilot, InterviewScreen).query_one(Composer)
        await press(pilot, *" and more")
        assert composer.text == "more of it and more"


async def test_a_draft_that_was_sent_is_not_offered_again(opened: Opener, engine: Engine) -> None:
    conductor = engine.start(ONE.model_copy(update={"mode": "exam", "questions": 2}))
    await conductor.settle()
    conductor.say("It memorises the training data.")
    keep_draft(conductor.session.id, "It memorises the training data.")  # killed before it forgot
    async with opened(resume=conductor.session.id) as pilot:
        assert on(pilot, ReviewScreen)  # there is no more to ask, and nothing unsent


async def test_words_after_the_last_answer_hold_the_review_back(opened: Opener) -> None:
    async with opened(start=ONE.model_copy(update={"mode": "exam"})) as pilot:
        interview = on(pilot, InterviewScreen)
        composer = interview.query_one(Composer)
        composer.insert(model_answer(interview.conductor))
        for key in ("ctrl+s", *"and e"):
            pilot.app.simulate_key(key)
        await settled(pilot)
        assert on(pilot, InterviewScreen).query_one(Composer).text == "and e"
        assert "The interview is over" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        on(pilot, ReviewScreen)


async def test_what_is_up_already_gives_way_to_whoever_writes_on(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interruption, "QUIET", 1000.0)
    async with opened(start=ONE) as pilot:
        await send(pilot, "It is a number.")
        on(pilot, FeedbackScreen)
        await press(pilot, "down", "f1", "escape")  # no prose: it stays
        on(pilot, FeedbackScreen)
        assert "next" not in screen_text(pilot)
        await press(pilot, "r")
        interview = on(pilot, InterviewScreen)
        assert interview.query_one(Composer).text == "r"
        assert NOT_NOW in screen_text(pilot)
        assert len(interview.conductor.session.turns) == 1
        await press(pilot, "ctrl+s")
        on(pilot, FeedbackScreen)


async def test_a_typed_wish_to_leave_does_not_finish_by_the_next_word(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(start=ONE) as pilot:
        monkeypatch.setattr(interruption, "QUIET", 1000.0)
        await press(pilot, *"/quit", "ctrl+s")
        on(pilot, Dialog)
        await press(pilot, *"first")
        interview = on(pilot, InterviewScreen)
        assert interview.query_one(Composer).text == "first"
        assert interview.conductor.session.finished is None


class Slow:
    """A model that thinks until it is told to go on."""

    name = "slow"

    def __init__(self) -> None:
        self.go_on = asyncio.Event()

    async def bridge(self, prompt: str, said: str, ahead: str) -> Phrase:
        return Phrase(None, Usage())

    async def meaning(self, said: str, question: Question) -> Meaning:
        await self.go_on.wait()
        return Meaning(None, "slow", Usage())


async def test_what_is_written_while_the_model_reads_is_kept_apart(
    opened: Opener, engine: Engine
) -> None:
    scenario = next(row.id for row in engine.catalog.rows if row.kind == "scenario")
    config = SessionConfig(question_ids=(scenario,), questions=1, probes=0, estimate=False)
    async with opened(start=config) as pilot:
        interview = on(pilot, InterviewScreen)
        model = Slow()
        interview.conductor._phrasing = model
        composer = interview.query_one(Composer)
        await pilot.press(*"how much?", "ctrl+s", *" next")
        assert composer.text == " next"
        interview.keep()
        assert take_draft(interview.conductor.session.id) == "how much?\n next"
        model.go_on.set()
        await settled(pilot)
        assert on(pilot, InterviewScreen).query_one(Composer).text == " next"
        assert interview.conductor.session.answers[-1].text == "how much?"
