"""The bank as a list: filters in their natural order, lines that fit, and what a rubric holds."""

import pytest

from interviewer.bank.choices import KINDS, LEVELS
from interviewer.bank.index import IndexRow
from interviewer.bank.question import FollowUp
from interviewer.bank.rubric import Criterion, Depth
from interviewer.tui.view.bank_view import Filter, preview, question_line, spoilers
from tests.sample_bank import sample_item


def row(level: str = "intermediate", kind: str = "concept", exhibit: str | None = None) -> IndexRow:
    return IndexRow(
        id="a-question",
        area="statistics",
        level=level,
        kind=kind,
        prompt="What would you tell me about the variance of a sum?",
        question_path="",
        rubric_path="",
        criteria=4,
        essentials=2,
        follow_ups=6,
        points=10,
        depth=2,
        exhibit=exhibit,
    )


def test_levels_are_cycled_from_easy_to_hard_and_kinds_as_they_are_named() -> None:
    rows = [row(level, kind) for level in reversed(LEVELS) for kind in reversed(KINDS)]
    for what, values in (("level", LEVELS), ("kind", KINDS)):
        chosen = Filter()
        seen = []
        for _ in values:
            chosen = chosen.cycled(what, rows)
            seen.append(getattr(chosen, what))
        assert tuple(seen) == values
        assert chosen.cycled(what, rows) == Filter()


@pytest.mark.parametrize("level", LEVELS)
def test_a_line_shows_the_whole_level_and_fits(level: str) -> None:
    line = question_line(row(level), 76)
    assert line.cell_length <= 76
    assert f"statistics     {level}" in line.plain
    assert "What would you tell me" in line.plain


def test_a_preview_says_that_something_is_shown() -> None:
    assert "shows a table" in preview(row(exhibit="table")).plain
    assert "shows" not in preview(row()).plain


def test_a_revealed_rubric_holds_what_judges_deeper_replies() -> None:
    item = sample_item("variance")
    probe = FollowUp(id="deeper", criterion="point-1", prompt="Why squares?", when="met")
    point = Criterion(id="grow", statement="Squares weigh large distances more.", points=3)
    depth = Depth(follow_up="deeper", criteria=(point,), model_answer="They grow faster.")
    question = item.question.model_copy(update={"follow_ups": (probe,)})
    rubric = item.rubric.model_copy(update={"depth": (depth,)})
    shown = spoilers(item.model_copy(update={"question": question, "rubric": rubric}), 76).plain
    assert "Deeper: Why squares?" in shown
    assert "Squares weigh large distances more. 3 points" in shown
    assert shown.endswith("They grow faster.")
