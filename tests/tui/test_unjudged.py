"""What the grader cannot judge, and how sure its score is, said where the score stands."""

import pytest

from interviewer.interview.events import SessionConfig
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Opener
from tests.tui.steps import on, press, screen_text, send

TWO = SessionConfig(question_ids=("overfitting", "gradient-descent"), questions=2, probes=0)
GERMAN = (
    "\u00dcberanpassung hei\u00dft, dass das Modell die Trainingsdaten auswendig gelernt hat und "
    "deshalb auf neuen Daten viel schlechter abschneidet."
)
CODE = "for step in range(100):\n    grad = X.T @ (X @ w - y) / n\n    w -= lr * grad"


async def test_another_language_is_told_whole_and_enter_goes_on(opened: Opener) -> None:
    async with opened(size=(80, 24), start=TWO) as pilot:
        await send(pilot, GERMAN)
        on(pilot, FeedbackScreen)
        shown = " ".join(screen_text(pilot).split())
        assert "answer in English, or let a language model judge (--grader llm)" in shown
        await press(pilot, "enter")
        on(pilot, InterviewScreen)
        assert "Question 2 of 2" in screen_text(pilot)


async def test_enter_goes_on_from_a_skipped_question_too(opened: Opener) -> None:
    async with opened(start=TWO) as pilot:
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        await press(pilot, "enter")
        assert "Question 2 of 2" in screen_text(pilot)


@pytest.mark.parametrize(
    ("said", "note"),
    [
        (CODE, "Code is not judged, only what you say about it"),
        ("split in folds", "An answer of under 5 words says too little to be judged well"),
    ],
)
async def test_code_and_very_short_answers_are_told(opened: Opener, said: str, note: str) -> None:
    async with opened(size=(80, 24), start=TWO) as pilot:
        await send(pilot, said)
        on(pilot, FeedbackScreen)
        assert note in screen_text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_score_is_shown_with_its_range(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size=size, start=TWO) as pilot:
        await send(pilot, "It memorises the noise of the training data instead of the pattern.")
        on(pilot, FeedbackScreen)
        assert "likely " in screen_text(pilot)
