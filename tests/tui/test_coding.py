"""A coding question on the screen: written, run in the real sandbox, mended, submitted, resumed."""

import asyncio
import errno
import os
import time
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.interview.session import Session
from interviewer.report.report import CodeReport, CodeTestReport
from interviewer.settings.load import load_settings
from interviewer.speech.messages import Complete, Said
from interviewer.speech.words import Word
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.interview_code import InterviewCode
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.screens.spoken_interview import SpokenInterviewScreen
from interviewer.tui.view.code_feedback import code_text
from interviewer.tui.widgets.code_desk import CodeDesk
from interviewer.tui.widgets.code_editor import CodeEditor
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.rows import Rows
from interviewer.userdata.drafts import take_code
from interviewer.userdata.presence import last_seen
from tests.tui.conftest import Opener
from tests.tui.steps import on, press, screen_text, send, settled, until

SQL = SessionConfig(question_ids=("top-n-with-ties",), questions=1, probes=0)
PYTHON = SessionConfig(question_ids=("stable-softmax",), questions=1, probes=0)
WRONG = "SELECT region, seller, amount FROM sales"


def editor(pilot: Pilot[int]) -> CodeEditor:
    return pilot.app.screen.query_one(CodeEditor)


def solution(pilot: Pilot[int]) -> str:
    coding = on(pilot, InterviewScreen).conductor.session.turns[-1].item.question.coding
    assert coding is not None
    return coding.solution


async def write(pilot: Pilot[int], code: str) -> None:
    editor(pilot).replace_all(code)
    await settled(pilot)


async def test_what_is_typed_as_the_code_appears_goes_into_it(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = InterviewCode.show

    def typed_ahead(code: InterviewCode, session: Session) -> None:
        before = code.side
        show(code, session)
        if before is None and code.side is not None:
            for key in "ab":
                code.side.desk.app.simulate_key(key)

    monkeypatch.setattr(InterviewCode, "show", typed_ahead)
    two = SessionConfig(mode="exam", question_ids=("overfitting", "top-n-with-ties"), questions=2)
    async with opened(start=two, size=(140, 45)) as pilot:
        await press(pilot, "f4")
        assert editor(pilot).text.startswith("ab")
        assert on(pilot, InterviewScreen).unsent.text == ""


async def test_code_is_run_mended_explained_submitted_and_fed_back(opened: Opener) -> None:
    async with opened(start=SQL, size=(140, 45)) as pilot:
        interview = on(pilot, InterviewScreen)
        assert editor(pilot).has_focus
        await write(pilot, WRONG)
        await press(pilot, "f9")
        shown = screen_text(pilot)
        assert "0 of 1 tests passed" in shown
        assert "✗ two-regions" in shown
        assert "7 rows, expected 4" in shown
        await write(pilot, solution(pilot))
        await press(pilot, "f9")
        assert "1 of 1 tests passed" in screen_text(pilot)
        turn = interview.conductor.session.turns[-1]
        assert [attempt.run.passed for attempt in turn.attempts] == [0, 1]

        await press(pilot, "ctrl+s")
        assert "not explained" in screen_text(pilot)
        on(pilot, Dialog)
        await press(pilot, "e")
        assert interview.query_one(Composer).has_focus
        await send(pilot, turn.item.rubric.model_answer)
        on(pilot, Dialog)
        await press(pilot, "s")
        on(pilot, FeedbackScreen)
        main = interview.conductor.session.turns[-1].main
        assert main is not None
        assert main.text == turn.item.rubric.model_answer
        assert main.submission is not None
        assert main.submission.run.all_passed
        assert main.submission.reference is not None
        await until(pilot, lambda: "excellent" in screen_text(pilot))
        await press(pilot, "c")
        shown = screen_text(pilot)
        assert "5 of 5 tests passed in" in shown
        assert "2 runs of the shown tests" in shown
        assert "(hidden)" in shown
        assert "Reference solution" in shown
        assert "RANK() OVER" in shown
        await press(pilot, "c")
        assert "Reference solution" not in screen_text(pilot)


def test_a_long_line_of_code_goes_on_beneath_the_code_and_not_beneath_its_number() -> None:
    line = "    return a_rather_long_name + another_long_name + one_more_of_them"
    test = CodeTestReport(
        name="t",
        shown=True,
        message="It " + "holds " * 20,
        status="failed",
        said="it " * 40,
        seconds=0.1,
    )
    told = CodeReport(
        language="python", submitted=True, code=line, tests=(test,), runs=(), reference=line
    )
    lines = code_text(told, 44).plain.splitlines()
    assert max(map(len, lines)) <= 44
    assert lines.count("1      return a_rather_long_name +") == 2
    assert lines.count("   another_long_name + one_more_of_them") == 2
    beside = code_text(told, 104).plain.splitlines()[-2:]
    halves = [[half.rstrip() for half in one.split("  │ ")] for one in beside]
    assert halves == [
        ["1      return a_rather_long_name +"] * 2,
        ["   another_long_name + one_more_of_them"] * 2,
    ]


@pytest.mark.parametrize("size", [(40, 30), (80, 24)])
async def test_no_line_of_the_code_is_cut_off_at_the_edge(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(start=PYTHON, size=size) as pilot:
        await write(pilot, "x = [" + ", ".join(str(n) for n in range(1000, 1020)) + "]\ny = 1")
        shown = screen_text(pilot)
        assert all(str(n) in shown for n in range(1000, 1020))


async def test_who_submits_what_was_given_is_told_so(opened: Opener) -> None:
    async with opened(start=SQL) as pilot:
        await press(pilot, "ctrl+s")
        assert "still the code that you were given" in screen_text(pilot)
        await press(pilot, "e")
        await write(pilot, WRONG)
        await press(pilot, "ctrl+s")
        on(pilot, Dialog)
        assert "still the code" not in screen_text(pilot)


async def test_hints_and_clarifying_questions_are_no_submission(opened: Opener) -> None:
    async with opened(start=SQL) as pilot:
        interview = on(pilot, InterviewScreen)
        await press(pilot, "f2")
        assert interview.conductor.session.turns[-1].hints == 1
        await send(pilot, "What is done with a missing amount?")
        lines = interview.conductor.session.lines
        assert lines[-1].kind == "clarify"
        assert interview.query_one(Composer).text == ""
        on(pilot, InterviewScreen)
        assert interview.writes_code


async def test_a_draft_of_the_code_is_there_when_the_interview_is_resumed(
    opened: Opener, engine: Engine
) -> None:
    async with opened(start=SQL) as pilot:
        session_id = on(pilot, InterviewScreen).conductor.session.id
        await write(pilot, WRONG)
        for key in ("ctrl+n", *"notes"):  # each before what the one before it has set off is done
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        await press(pilot, "escape", "l")
    assert last_seen(session_id) is not None
    async with opened(resume=session_id) as pilot:
        assert editor(pilot).text == WRONG
        assert on(pilot, InterviewScreen).query_one(Composer).text == "notes"
        await press(pilot, "ctrl+s", "s")
        on(pilot, FeedbackScreen)
    assert take_code(session_id, "1.sql") == ""


async def test_keys_are_taken_while_code_runs_and_the_run_can_be_stopped(opened: Opener) -> None:
    async with opened(start=PYTHON) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, "while True:\n    pass\n")
        await pilot.press("f9")
        head = interview.query_one(CodeDesk)
        await until(pilot, lambda: "Running" in screen_text(pilot))
        begun = time.monotonic()
        await pilot.press(*"abc")
        assert time.monotonic() - begun < 2
        assert editor(pilot).text.startswith("abc")
        await press(pilot, "f9")
        assert "Stopped" in screen_text(pilot)
        assert not interview.conductor.session.turns[-1].attempts
        assert head.editor is editor(pilot)


async def test_skipping_ends_the_code_and_its_draft(opened: Opener) -> None:
    async with opened(start=SQL) as pilot:
        session_id = on(pilot, InterviewScreen).conductor.session.id
        await write(pilot, WRONG)
        await press(pilot, "f4")
        assert "in no score" in screen_text(pilot)
        await press(pilot, "p")
        on(pilot, FeedbackScreen)
    assert take_code(session_id, "1.sql") == ""


@pytest.mark.parametrize("typed", [False, True])
async def test_who_does_not_know_what_to_say_keeps_what_the_code_earns(
    opened: Opener, typed: bool
) -> None:
    async with opened(start=SQL) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, solution(pilot))
        for _ in range(2):
            await (send(pilot, "I don't know") if typed else press(pilot, "f6"))
        await until(pilot, lambda: isinstance(pilot.app.screen, FeedbackScreen))
        turn = interview.conductor.session.turns[-1]
        assert turn.main is not None
        assert turn.main.submission is not None
        assert turn.main.submission.run.all_passed
        assert turn.main.text == ""
        assert "know" in interview.conductor.session.last_said


async def test_a_skip_may_submit_the_code_after_all(opened: Opener) -> None:
    async with opened(start=SQL) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, solution(pilot))
        await press(pilot, "f4", "s")
        on(pilot, FeedbackScreen)
        assert interview.conductor.session.turns[-1].main is not None


async def test_done_submits_the_code_and_a_starter_is_passed_on_at_once(opened: Opener) -> None:
    two = SQL.model_copy(update={"question_ids": ("top-n-with-ties", "stable-softmax")})
    two = two.model_copy(update={"questions": 2, "mode": "exam"})
    async with opened(start=two) as pilot:
        interview = on(pilot, InterviewScreen)
        await press(pilot, "f4")
        assert interview.conductor.session.turns[0].skipped == "skipped"
        await write(pilot, "pass\n")
        for said in ("I'm done.", "let's finish here", "submit my code"):
            await send(pilot, said)
            assert "Submit your code?" in screen_text(pilot)
            await press(pilot, "e")
            assert interview.writes_code
        await send(pilot, "I want to stop the interview")
        assert "Leave the interview?" in screen_text(pilot)
        await press(pilot, "a")
        assert "Submit your code?" in screen_text(pilot)
        await press(pilot, "e")
        assert interview.writes_code


async def test_code_comes_back_with_a_question_that_was_left_for_later(opened: Opener) -> None:
    two = SessionConfig(mode="exam", question_ids=("top-n-with-ties", "overfitting"), questions=2)
    async with opened(start=two.model_copy(update={"probes": 0})) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, WRONG)
        await send(pilot, "/later")
        await send(pilot, "It learns the noise of its training data.")
        turn = interview.conductor.session.turns[-1]
        assert turn.returns_to == 1
        assert editor(pilot).text == WRONG
        await press(pilot, "ctrl+s", "s")
        session_id = interview.conductor.session.id
        rows = on(pilot, ReviewScreen).query_one("#turns", Rows)
        assert [option.id for option in rows.options] == ["2", "3"]
        assert "for later" not in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "Feedback  question 1" in screen_text(pilot)
    assert take_code(session_id, "1.sql") == ""
    assert last_seen(session_id) is None


async def test_a_stopped_submission_submits_nothing_and_keeps_the_explanation(
    opened: Opener,
) -> None:
    async with opened(start=PYTHON) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, "while True:\n    pass\n")
        await send(pilot, "It never ends.")
        await pilot.press("s")
        await until(pilot, lambda: "Running" in screen_text(pilot))
        await press(pilot, "f9")
        assert interview.query_one(Composer).text == "It never ends."
        assert interview.writes_code
        assert not interview.conductor.session.answers


async def test_follow_ups_are_answered_beside_the_code(opened: Opener) -> None:
    async with opened(start=SQL.model_copy(update={"probes": 1}), size=(140, 45)) as pilot:
        interview = on(pilot, InterviewScreen)
        await write(pilot, solution(pilot))
        await press(pilot, "ctrl+s", "s")
        assert interview.conductor.session.turns[-1].open_follow_up is not None
        assert editor(pilot).read_only
        assert interview.query_one(Composer).has_focus
        assert "follow-up" in screen_text(pilot)
        await send(pilot, "I do not rank the single sales but their totals.")
        on(pilot, FeedbackScreen)


async def test_the_editor_indents_undoes_and_finds(opened: Opener) -> None:
    async with opened(start=PYTHON) as pilot:
        await write(pilot, "")
        await press(pilot, *"def f():", "enter", *"x = 1", "enter", *"y = x")
        assert editor(pilot).text == "def f():\n    x = 1\n    y = x"
        await press(pilot, "shift+tab")
        assert editor(pilot).text == "def f():\n    x = 1\ny = x"
        await press(pilot, "ctrl+z")
        assert editor(pilot).text == "def f():\n    x = 1\n    y = x"
        await press(pilot, "ctrl+f", "x", "enter")
        assert editor(pilot).selected_text == "x"
        assert "2 places" in screen_text(pilot)
        await press(pilot, "escape")
        assert editor(pilot).has_focus
        on(pilot, InterviewScreen)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_everything_has_room(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(start=SQL, size=size) as pilot:
        interview = on(pilot, InterviewScreen)
        room = interview.region
        for one in ("#conversation", "#editor", "#results", "#composer"):
            region = interview.query_one(one).region
            assert room.contains_region(region), one
            assert region.height >= 1, one
            assert region.width >= 40, one
        assert "F9" in screen_text(pilot)


async def test_a_served_screen_without_a_strong_sandbox_refuses_the_question(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.tui.screens.coding_side.is_strong", lambda: False)
    async with opened(start=SQL) as pilot:
        pilot.app.served = True  # type: ignore[attr-defined]
        interview = on(pilot, InterviewScreen)
        assert interview.code.side is not None
        interview.code.side.begin()
        await settled(pilot)
        for key in ("f9", "ctrl+s"):
            await press(pilot, key)
            notice = str(interview.query_one("#notice", Static).content)
            assert "no sandbox" in notice
            on(pilot, InterviewScreen)
        assert not interview.conductor.session.turns[-1].attempts


async def test_a_review_asks_all_of_it_for_what_tests_decide_and_else_a_part(
    opened: Opener, engine: Engine
) -> None:
    async with opened(start=SQL) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await write(pilot, WRONG)
        await press(pilot, "ctrl+s", "s")
        on(pilot, FeedbackScreen)
        item = conductor.session.turns[0].item
    told = {one.id: bool(one.tests) for one in item.rubric.criteria}
    missed = {
        card.criterion_id for card in engine.store.practised.due(datetime.max.replace(tzinfo=UTC))
    }
    assert missed == set(told), "progress knows what the tests found, and what was not said"
    (part, *_) = [name for name, tested in told.items() if not tested]
    one = SQL.model_copy(update={"question_ids": (f"top-n-with-ties#{part}",)})
    async with opened(start=one) as pilot:
        interview = on(pilot, InterviewScreen)
        assert interview.code.side is None, "a point of the explanation is talked through"
        assert not interview.query(CodeEditor)
    async with opened(start=SQL) as pilot:
        await write(pilot, solution(pilot))
        await press(pilot, "ctrl+s", "s")
        await press(pilot, "r")
        again = on(pilot, InterviewScreen)
        assert again.conductor.session.turns[-1].retry_of == 1
        assert editor(pilot).text == again.conductor.session.turns[-1].item.question.coding.starter  # type: ignore[union-attr]
        assert not editor(pilot).read_only


async def test_no_process_outlives_the_screen(opened: Opener) -> None:
    async with opened(start=PYTHON) as pilot:
        await press(pilot, "f9")
    assert not [task for task in asyncio.all_tasks() if "Process" in repr(task)]


async def test_an_own_editor_changes_the_code_and_its_failure_is_told(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(App, "suspend", nullcontext)  # a test has no terminal to give away
    async with opened(start=SQL) as pilot:
        before = editor(pilot).text
        assert "amount AS total" in before
        for command, code, told in (
            ("sed -i s/amount/0/", before.replace("amount", "0"), ""),
            ("false", before.replace("amount", "0"), "false ended with exit code 1."),
            ("no-such-editor", before.replace("amount", "0"), "which is no command here"),
        ):
            monkeypatch.setenv("EDITOR", command)
            await press(pilot, "ctrl+o")
            assert editor(pilot).text == code
            notice = pilot.app.screen.query_one("#notice", Static)
            assert told in str(notice.content)
        assert "0 AS total" in take_code(on(pilot, InterviewScreen).conductor.session.id, "1.sql")
        await press(pilot, "ctrl+z")
        assert editor(pilot).text == before, "one step takes all of it back"


async def test_code_that_cannot_be_kept_is_not_replaced_by_an_older_draft(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(App, "suspend", nullcontext)
    monkeypatch.setenv("VISUAL", "true")
    async with opened(start=SQL) as pilot:
        await press(pilot, "ctrl+o")
        monkeypatch.setattr("interviewer.userdata.draft_keeper.keep_draft", full)
        await write(pilot, WRONG)
        await press(pilot, "ctrl+o")
        assert editor(pilot).text == WRONG
        await until(pilot, lambda: "The draft could not be kept" in screen_text(pilot))


async def test_done_said_hands_free_asks_whether_to_submit_the_code() -> None:
    engine = Engine(load_settings({"voice": "hands-free"}, {}))
    async with InterviewerApp(engine, start=SQL).run_test() as pilot:
        await settled(pilot)
        screen = on(pilot, SpokenInterviewScreen)
        await write(pilot, WRONG)
        hears = screen.spoken_side
        number = hears._text.dictation.begin(time.monotonic())
        hears._recording.begin(number)
        hears._voice.state = replace(hears._voice.state, hands_free=True)
        hears._voice.draw("listening")
        heard = (Word("I'm", 100.0, 100.2), Word("done.", 100.2, 100.5))
        hears._on_message(Said(number, heard, ((100.0, 100.5),)))
        hears._on_message(Complete(number, 101.0))
        await settled(pilot)
        assert "Submit your code?" in screen_text(pilot)


async def test_talk_is_written_down_while_code_is_typed_and_neither_disturbs_the_other() -> None:
    said = ("I add up the sales of each seller.", "Then I rank the totals.", "It takes one sort.")
    engine = Engine(load_settings({"voice": "push-to-talk"}, {}))
    app = InterviewerApp(engine, start=SQL)
    async with app.run_test() as pilot:
        await settled(pilot)
        screen = on(pilot, SpokenInterviewScreen)
        assert "Ctrl+r runs the shown tests" in screen_text(pilot)
        await write(pilot, "")
        hears = screen.spoken_side
        number = hears._text.dictation.begin(time.monotonic())
        for place, utterance in enumerate(said, 100):  # long after the interviewer has spoken
            await pilot.press("x")
            heard = tuple(Word(word, place, place + 0.5) for word in utterance.split())
            hears._on_message(Said(number, heard, ((place, place + 0.5),)))
            await pilot.press("y")
        await settled(pilot)
        assert editor(pilot).has_focus
        assert editor(pilot).text == "xy" * len(said)
        assert screen.query_one(Composer).text == " ".join(said)
        await press(pilot, "ctrl+r")
        assert "0 of 1 tests passed" in screen_text(pilot)
        await press(pilot, "ctrl+s", "s")
        given = screen.conductor.session.answers[0]
        assert given.text == given.transcript == " ".join(said)
        assert given.submission is not None
