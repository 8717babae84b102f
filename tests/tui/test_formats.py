"""Formats, job descriptions, guesses and retries on the screen."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from interviewer.engine import Engine
from interviewer.errors import UsageError
from interviewer.interview.events import SessionConfig
from interviewer.interview.job import Job, read_job
from interviewer.interview.job_file import read_job_file
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.job import JobScreen
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.screens.setup import SetupScreen
from tests.tui.conftest import Opener
from tests.tui.steps import act_until, model_answer, on, press, screen_text, send, settled, until

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, estimate=True)


async def test_a_format_sets_the_pace_and_its_interview_begins(opened: Opener, home: Path) -> None:
    async with opened(size=(100, 60)) as pilot:
        await press(pilot, "u", "right", "right")
        setup = on(pilot, SetupScreen)
        assert (setup.choice.format, setup.choice.questions, setup.choice.minutes) == (
            "ml-theory", 6, 45,
        )  # fmt: skip
        await press(pilot, "enter")
        interview = on(pilot, InterviewScreen)
        config = interview.conductor.session.config
        assert config.format == "ml-theory"
        assert [stage.name for stage in config.stages] == ["foundations", "depth"]
        shown = screen_text(pilot)
        assert "First the foundations." in shown
        assert "Question 1 of 6" in shown
    assert json.loads((home / "last-choice.json").read_text())["format"] == "ml-theory"
    async with opened() as pilot:
        assert "ML theory" in screen_text(pilot)


async def test_another_format_keeps_what_was_chosen_and_tells_what_it_sets(
    opened: Opener,
) -> None:
    async with opened() as pilot:
        await press(pilot, "u")
        setup = on(pilot, SetupScreen)
        setup.query_one("#questions").focus()
        await press(pilot, "1", "2")
        setup.query_one("#kinds").focus()
        await press(pilot, "right", "space")
        setup.query_one("#format").focus()
        await press(pilot, "right")
        chosen = setup.choice
        assert (chosen.format, chosen.kinds) == ("phone-screen", ("concept",))
        assert (chosen.questions, chosen.minutes, chosen.probes) == (12, 25, 1)
        shown = " ".join(screen_text(pilot).split())
        assert "The format sets 25 minutes, 1 follow-up at most." in shown
        assert "You chose 12 questions instead of 6." in shown
        await press(pilot, "left")
        assert (setup.choice.questions, setup.choice.minutes) == (12, None)
        assert "The format sets" not in screen_text(pilot)


async def test_ticks_that_leave_nothing_of_a_format_are_named(opened: Opener) -> None:
    async with opened() as pilot:
        await press(pilot, "u")
        setup = on(pilot, SetupScreen)
        setup.query_one("#kinds").focus()
        await press(pilot, "right", "space")
        setup.query_one("#format").focus()
        await press(pilot, *["right"] * 5)
        assert setup.choice.format == "behavioural"
        assert setup.matching() == 0
        assert "the ticked kinds leave nothing of this format" in screen_text(pilot)
        await press(pilot, "enter")
        on(pilot, SetupScreen)


async def test_a_pasted_job_description_weighs_the_areas(opened: Opener, home: Path) -> None:
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "u", "f2")
        screen = on(pilot, JobScreen)
        await press(pilot, "ctrl+s")
        on(pilot, JobScreen)  # nothing to use yet
        screen.query_one("#job", TextArea).load_text("- Kubernetes [b]and[/b] drift\n- statistics")
        await press(pilot, "ctrl+s")
        setup = on(pilot, SetupScreen)
        assert [area for area, _, _ in setup.choice.focus] == ["mlops", "statistics"]
        assert "mlops 50%, statistics 50%" in screen_text(pilot)
        await press(pilot, "enter")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert [one.area for one in config.focus] == ["mlops", "statistics"]
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "u", "down", "backspace")
        assert on(pilot, SetupScreen).choice.focus == ()


async def test_a_job_description_is_matched_once_the_typing_pauses(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "u", "f2")
        screen = on(pilot, JobScreen)
        matched: list[str] = []

        def match(text: str, *others: Any) -> Job:
            matched.append(text)
            return read_job(text, *others)

        monkeypatch.setattr("interviewer.tui.screens.job.read_job", match)
        area = screen.query_one("#job", TextArea)
        for letter in "- statistics":
            area.insert(letter)
        await until(pilot, lambda: "statistics: statistics" in screen_text(pilot))
        await settled(pilot)
        assert set(matched) == {"- statistics"}
        assert len(matched) < 4  # on a busy machine the typing may seem to pause


async def test_a_job_description_is_read_from_a_file(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_text("We need [bold]PCA[/bold].")
    (tmp_path / "job.pdf").write_bytes(b"%PDF\x00\xff")
    async with opened() as pilot:
        await press(pilot, "u", "f2")
        path = on(pilot, JobScreen).query_one("#path", Input)
        path.focus()
        path.value = str(tmp_path / "job.pdf")
        await press(pilot, "enter")
        assert on(pilot, JobScreen).query_one("#job", TextArea).text == ""
        path.focus()
        path.value = str(tmp_path / "job.txt")
        await press(pilot, "enter")
        shown = screen_text(pilot)
        assert "We need [bold]PCA[/bold]." in shown
        assert "algorithms" in shown
        await press(pilot, "escape")
        assert on(pilot, SetupScreen).choice.focus == ()


async def test_the_screen_never_waits_for_a_job_description(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(UsageError, match=r"pipe cannot be read \(It is not a file\)\."):
        read_job_file("pipe")
    (tmp_path / "-").write_text("We need PCA.")
    async with opened() as pilot:
        await press(pilot, "u", "f2")
        path = on(pilot, JobScreen).query_one("#path", Input)
        path.focus()
        path.value = "-"  # standard input on a command line, where the keys come from here
        await press(pilot, "enter")
        assert "We need PCA." in screen_text(pilot)


async def test_the_guess_comes_before_the_score_and_stands_beside_it(
    opened: Opener, engine: Engine
) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, model_answer(on(pilot, InterviewScreen).conductor))
        on(pilot, Dialog)
        assert "✓ met" not in screen_text(pilot)
        await press(pilot, "2")
        on(pilot, FeedbackScreen)
        assert "Your guess: 52" in screen_text(pilot)
        await press(pilot, "n")
        on(pilot, ReviewScreen)
    found = engine.insight.calibration()
    assert found is not None
    assert found.bias < 0


async def test_one_key_skips_the_guess(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, model_answer(conductor))
        await press(pilot, "enter")
        on(pilot, FeedbackScreen)
        assert "guess" not in screen_text(pilot)
        assert conductor.session.turns[0].estimated


async def test_a_retry_at_once_and_one_later_show_what_they_gained(opened: Opener) -> None:
    start = ONE.model_copy(update={"estimate": False})
    async with opened(start=start, size=(120, 40)) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, "It is a number.")
        await press(pilot, "r")
        await send(pilot, model_answer(conductor))
        shown = screen_text(pilot)
        assert "since attempt 1" in shown
        assert "▲ was missed" in shown
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        await press(pilot, "r")
        later = on(pilot, InterviewScreen).conductor
        assert later.session.id != conductor.session.id
        await act_until(
            lambda: not isinstance(pilot.app.screen, InterviewScreen),
            lambda: send(pilot, "It is a number."),
        )
        await press(pilot, "enter")
        on(pilot, FeedbackScreen)
        shown = screen_text(pilot)
        assert "▼ was met" in shown


async def test_a_point_is_tried_again_as_that_point(opened: Opener) -> None:
    name = "overfitting#train-validation-gap"
    start = ONE.model_copy(update={"question_ids": (name,), "estimate": False})
    async with opened(start=start) as pilot:
        await send(pilot, "It is a number.")
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        await press(pilot, "r")
        later = on(pilot, InterviewScreen).conductor.session
        assert later.asked == (name,)
        assert [one.question_id for one in later.config.earlier] == [name]


async def test_one_question_is_practised_as_the_command_line_says(opened: Opener) -> None:
    start = SessionConfig(areas=("fundamentals",), questions=1, probes=0)
    async with opened(start=start) as pilot:
        await press(pilot, "f4", "n")
        on(pilot, ReviewScreen)
        await press(pilot, "r")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert (len(config.question_ids), config.probes) == (1, 0)


async def test_the_review_names_what_to_practise_next(opened: Opener, engine: Engine) -> None:
    start = ONE.model_copy(update={"estimate": False})
    async with opened(start=start, size=(140, 60)) as pilot:
        await send(pilot, "It is a number.")
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        shown = screen_text(pilot)
        assert "What to study" in shown
        assert "Next, by name with ctrl+p: " in shown
