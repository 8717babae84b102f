"""A session led on the screen, from the first question to the review."""

import sqlite3

import pytest
from textual.widgets import Static

from interviewer.bank.question import FollowUp
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.text.length import LONGEST
from interviewer.tui.commands import of_screen
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.help import HelpScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.outside_editor import IN_A_TERMINAL
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.view.interview_view import ASIDES
from interviewer.tui.widgets.composer import Composer
from tests.tui.conftest import Opener
from tests.tui.steps import model_answer, on, press, screen_text, send, settled

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
TWO = SessionConfig(question_ids=("overfitting", "gradient-descent"), questions=2, probes=0)


async def test_an_answer_is_graded_shown_and_the_next_question_asked(opened: Opener) -> None:
    async with opened(start=TWO) as pilot:
        interview = on(pilot, InterviewScreen)
        assert "Question 1 of 2" in screen_text(pilot)
        await send(pilot, model_answer(interview.conductor))
        on(pilot, FeedbackScreen)
        shown = screen_text(pilot)
        assert "✓ met" in shown
        assert "excellent" in shown
        assert "offline grader" in shown
        await press(pilot, "n")
        on(pilot, InterviewScreen)
        assert "Question 2 of 2" in screen_text(pilot)
        await send(pilot, "An average, I would guess.")
        await press(pilot, "enter")
        on(pilot, ReviewScreen)
        assert "2 asked, 2 graded" in screen_text(pilot)


async def test_exam_shows_no_feedback_before_the_review(opened: Opener) -> None:
    async with opened(start=TWO.model_copy(update={"mode": "exam"})) as pilot:
        for _ in range(2):
            await send(pilot, model_answer(on(pilot, InterviewScreen).conductor))
        on(pilot, ReviewScreen)
        await press(pilot, "down", "enter")
        on(pilot, FeedbackScreen)
        assert "question 2" in screen_text(pilot)
        await press(pilot, "escape")
        on(pilot, ReviewScreen)


async def test_what_is_missed_is_probed_and_the_ledger_says_so(opened: Opener) -> None:
    async with opened(start=ONE.model_copy(update={"probes": 1})) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, "It memorises the training examples, noise included.")
        on(pilot, InterviewScreen)
        assert "follow-up" in screen_text(pilot)
        probe = conductor.session.turns[-1].open_follow_up
        assert isinstance(probe, FollowUp)
        criterion = conductor.session.turns[-1].item.rubric.criterion(probe.criterion)
        await send(pilot, criterion.statement)
        on(pilot, FeedbackScreen)
        assert "after a probe" in screen_text(pilot) or "1 follow-up" in screen_text(pilot)


@pytest.mark.parametrize(
    ("key", "said"), [("f2", "hint"), ("f3", "repeat"), ("f5", "time"), ("f12", "why")]
)
async def test_keys_speak_for_the_candidate_and_keep_the_draft(
    opened: Opener, key: str, said: str
) -> None:
    async with opened(start=ONE) as pilot:
        await pilot.press(*"half a thought")
        await press(pilot, key)
        interview = on(pilot, InterviewScreen)
        assert interview.query_one(Composer).text == "half a thought"
        lines = interview.conductor.session.lines
        assert lines[-2].text == ASIDES[said]
        assert lines[-1].kind == said
        assert not interview.conductor.session.answers


async def test_skip_and_dont_know_are_no_answers(opened: Opener) -> None:
    async with opened(start=TWO) as pilot:
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        assert "skipped" in screen_text(pilot)
        await press(pilot, "n")
        await press(pilot, "f6", "f6")
        on(pilot, FeedbackScreen)
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        text = screen_text(pilot)
        assert "1 skipped" in text
        assert "1 “I don't know”" in text


async def test_a_slash_command_needs_only_enter_and_an_answer_may_have_lines(
    opened: Opener,
) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, *"/hint", "enter")
        interview = on(pilot, InterviewScreen)
        assert interview.conductor.session.turns[-1].hints == 1
        assert interview.query_one(Composer).text == ""
        await press(pilot, "a", "enter", "b")
        assert interview.query_one(Composer).text == "a\nb"
        assert not interview.conductor.session.answers


async def test_retry_asks_the_same_question_again(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, "It is a number.")
        await press(pilot, "r")
        on(pilot, InterviewScreen)
        assert "Question 1 of 1, attempt 2" in screen_text(pilot)
        await send(pilot, model_answer(on(pilot, InterviewScreen).conductor))
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        assert "1 asked, 1 graded" in screen_text(pilot)
        assert " 1  ↻ attempt 2: " in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "question 1, attempt 2" in screen_text(pilot)


async def test_leaving_keeps_answers_and_draft_for_later(opened: Opener, engine: Engine) -> None:
    async with opened(start=TWO) as pilot:
        await send(pilot, "It memorises the training data.")
        await press(pilot, "n", *"draft to keep")
        await press(pilot, "escape")
        on(pilot, Dialog)
        await press(pilot, "l")
        on(pilot, HomeScreen)
        assert "Resume" in screen_text(pilot)
        await press(pilot, "r")
        interview = on(pilot, InterviewScreen)
        assert interview.query_one(Composer).text == "draft to keep"
        assert "Question 2 of 2" in screen_text(pilot)
    (row,) = engine.store.rows()
    assert (row.answered, row.finished) == (1, None)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d", "ctrl+q", "escape"])
async def test_every_way_out_of_an_interview_asks_first(opened: Opener, key: str) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, key)
        on(pilot, Dialog)
        await press(pilot, "escape")
        on(pilot, InterviewScreen)
        await press(pilot, key)
        await press(pilot, "f")
        on(pilot, ReviewScreen)


async def test_leaving_from_the_feedback_can_be_taken_back(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, "It is a number.")
        await press(pilot, "ctrl+c")
        on(pilot, Dialog)
        await press(pilot, "s")
        on(pilot, FeedbackScreen)


async def test_help_and_palette_leave_the_draft_alone(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, *"my draft", "f1")
        on(pilot, HelpScreen)
        assert "don't know" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+p", "escape")
        assert on(pilot, InterviewScreen).query_one(Composer).text == "my draft"


async def test_help_and_palette_offer_only_what_the_question_allows(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        offered = {command.title: command.help for command in of_screen(pilot.app.screen)}
        assert offered["Hint"] == "on this screen: F2"
        assert not {"Run tests", "Notes, tests", "Find"} & offered.keys(), "it asks for no code"
        await press(pilot, "f1")
        assert "run tests" not in screen_text(pilot)


async def test_a_failed_write_is_told_and_the_text_kept(opened: Opener, engine: Engine) -> None:
    async with opened(start=ONE) as pilot:
        interview = on(pilot, InterviewScreen)
        other = sqlite3.connect(engine.store.path)
        with other:
            other.execute("DELETE FROM event")  # as another process that deletes the session
        other.close()
        await send(pilot, "an answer that must not get lost")
        assert interview.query_one(Composer).text == "an answer that must not get lost"
        notice = interview.query_one("#notice", Static)
        assert notice.has_class("-wrong")
        assert "kept" in screen_text(pilot)


async def test_a_paste_is_cleaned_and_a_monstrous_one_refused(opened: Opener) -> None:
    from textual.events import Paste

    async with opened(start=ONE) as pilot:
        composer = on(pilot, InterviewScreen).query_one(Composer)
        composer.post_message(Paste("\x1b[31mred\x1b[0m\r\nnext\x00\x07"))
        await settled(pilot)
        assert composer.text == "red\nnext  "
        composer.post_message(Paste("x" * 1_000_000))
        await settled(pilot)
        assert composer.text == "red\nnext  "
        assert f"{LONGEST:,}" in screen_text(pilot)


async def test_resume_after_a_crash_goes_on_where_it_was(opened: Opener, engine: Engine) -> None:
    conductor = engine.start(TWO)
    await conductor.settle()
    conductor.say("It memorises the training data.")
    # The process ends here: the answer is committed, its grade is not.
    async with opened(resume=conductor.session.id) as pilot:
        on(pilot, FeedbackScreen)
        await press(pilot, "n")
        assert "Question 2 of 2" in screen_text(pilot)


async def test_time_being_up_is_said(opened: Opener) -> None:
    async with opened(start=ONE.model_copy(update={"minutes": 1})) as pilot:
        assert "of 1:00" in screen_text(pilot)


async def test_an_empty_answer_is_not_sent(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, "  \n ")
        assert "nothing to send" in screen_text(pilot)
        assert not on(pilot, InterviewScreen).conductor.session.answers


async def test_an_interview_that_ends_behind_the_help_is_closed_after_it(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        interview = on(pilot, InterviewScreen)
        await press(pilot, "f1")
        interview.leaving.finish()
        await settled(pilot)
        on(pilot, HelpScreen)
        await press(pilot, "escape")
        await settled(pilot)
        on(pilot, ReviewScreen)


async def test_an_own_editor_needs_a_terminal_and_costs_no_text(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, *"draft", "ctrl+o")
        interview = on(pilot, InterviewScreen)
        assert IN_A_TERMINAL in screen_text(pilot)
        assert interview.query_one(Composer).text == "draft"


async def test_enter_goes_on_after_a_skipped_question_whose_number_stays(opened: Opener) -> None:
    async with opened(start=TWO) as pilot:
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        assert "question 1" in screen_text(pilot)
        await press(pilot, "enter")
        on(pilot, InterviewScreen)
        assert "Question 2 of 2" in screen_text(pilot)
        await press(pilot, "f4", "r")
        assert "Question 2 of 2, attempt 2" in screen_text(pilot)
        await press(pilot, "f4", "enter")
        on(pilot, ReviewScreen)
