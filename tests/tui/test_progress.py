"""The progress screen over sessions that were really led."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from interviewer.bank.choices import LEVELS
from interviewer.engine import Engine
from interviewer.interview.choice import Choice, keep_choice
from interviewer.interview.events import SessionConfig
from interviewer.learning.progress import Progress
from interviewer.settings.load import load_settings
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.view.progress_view import (
    area_head,
    area_line,
    compared_heading,
    compared_lines,
    overall_line,
    summary,
    weak_lines,
)
from interviewer.tui.widgets.rows import Rows
from interviewer.tui.widgets.score_plot import ScorePlot
from tests.history.scored import outcome, progress_of
from tests.tui.conftest import Opener
from tests.tui.steps import act_until, led, model_answer, on, press, screen_text, send, settled

CONFIG = SessionConfig(question_ids=("overfitting", "accuracy"), questions=2, probes=0)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
async def practised(engine: Engine) -> Engine:
    """An engine with a blank session, and a perfect one a week later."""
    now = NOW - timedelta(days=7)

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=10)
        return now

    past = Engine(load_settings({}, {}), clock=clock)
    await led(past, CONFIG, lambda _: "That is a long story, I believe.")
    now = NOW
    await led(past, CONFIG, model_answer)
    past.store.close()
    return engine


def plotted(screen: ProgressScreen) -> str:
    return screen.query_one(ScorePlot).render().plain


async def test_without_a_graded_answer_it_says_what_to_do(opened: Opener) -> None:
    async with opened() as pilot:
        await press(pilot, "p")
        on(pilot, ProgressScreen)
        text = screen_text(pilot)
        assert "No graded answers yet" in text
        assert "start an interview" in text
        assert "practise this" not in text
        await press(pilot, "w", "enter", "p")
        on(pilot, ProgressScreen)
        await press(pilot, "escape")
        on(pilot, HomeScreen)


async def test_a_wide_terminal_shows_everything_at_once(opened: Opener, practised: Engine) -> None:
    async with opened(size=(140, 45)) as pilot:
        await press(pilot, "p")
        text = screen_text(pilot)
        for part in (
            "2 sessions · 4 questions",
            "All areas over time",
            "in the last 7 days",
            "all areas",
            "Weakest points",
            "The newest session and the session before:",
            "whole session",
            "+",
        ):
            assert part in text
        weakest = practised.insight.progress().weakest[0]
        statement = practised.catalog.statement(weakest.question_id, weakest.criterion_id)
        assert statement is not None
        assert statement[:40] in text


async def test_a_narrow_terminal_shows_one_part_at_a_time(
    opened: Opener, practised: Engine
) -> None:
    async with opened(size=(80, 24)) as pilot:
        await press(pilot, "p")
        assert "over time" in screen_text(pilot)
        assert "Weakest points" not in screen_text(pilot)
        await press(pilot, "w")
        assert "Weakest points" in screen_text(pilot)
        assert "over time" not in screen_text(pilot)
        assert "misses" in screen_text(pilot)
        await press(pilot, "c")
        assert "whole session" in screen_text(pilot)
        await press(pilot, "a")
        assert "over time" in screen_text(pilot)


async def test_the_plot_follows_the_highlighted_area(opened: Opener, practised: Engine) -> None:
    (first, *_) = practised.insight.progress().areas
    async with opened(size=(140, 45)) as pilot:
        await press(pilot, "p")
        screen = on(pilot, ProgressScreen)
        assert "●" in plotted(screen)
        assert "03 Mar" in plotted(screen)
        assert "10 Mar" in plotted(screen)
        assert "grey" not in screen_text(pilot)
        await press(pilot, "down")
        assert f"{first.area} over time" in screen_text(pilot)
        assert "grey: all areas" in screen_text(pilot)


async def test_the_plot_takes_the_colours_of_the_theme(opened: Opener, practised: Engine) -> None:
    async with opened() as pilot:
        await press(pilot, "p")
        plot = on(pilot, ProgressScreen).query_one(ScorePlot)
        dark = {str(span.style) for span in plot.render().spans}
        await press(pilot, "ctrl+t")
        light = {str(span.style) for span in plot.render().spans}
        assert "#7db4e6" in " ".join(dark)
        assert "#17578f" in " ".join(light)


async def test_an_area_is_practised_from_here(opened: Opener, practised: Engine) -> None:
    (first, *_) = practised.insight.progress().areas
    async with opened() as pilot:
        await press(pilot, "p", "down", "enter")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert config.areas == (first.area,)


async def test_a_weak_point_is_practised_from_here(opened: Opener, practised: Engine) -> None:
    weakest = practised.insight.progress().weakest[1]
    async with opened() as pilot:
        await press(pilot, "p", "w", "down", "enter")
        session = on(pilot, InterviewScreen).conductor.session
        assert session.asked == (weakest.question_id,)


async def test_a_compared_area_is_practised_from_here(opened: Opener, practised: Engine) -> None:
    compared = practised.insight.progress().comparison
    assert compared is not None
    async with opened() as pilot:
        await press(pilot, "p", "c", "down", "enter")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert config.areas == (compared.areas[0].area,)


async def test_lines_are_fitted_anew_when_the_terminal_changes(
    opened: Opener, practised: Engine
) -> None:
    async with opened(size=(140, 45)) as pilot:
        await press(pilot, "p")
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        await press(pilot, "w")
        rows = on(pilot, ProgressScreen).query_one("#weakest", Rows)
        assert 30 < rows.line_width < 60
        assert "…" in screen_text(pilot)
        await press(pilot, "a")
        assert "change" in screen_text(pilot)


async def test_the_part_in_use_stays_when_the_terminal_becomes_narrow(
    opened: Opener, practised: Engine
) -> None:
    async with opened(size=(130, 40)) as pilot:
        await press(pilot, "p", "tab")
        weakest = pilot.app.screen.query_one("#weakest", Rows)
        assert weakest.has_focus
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Weakest points" in screen_text(pilot)
        await press(pilot, "down")
        assert (pilot.app.focused, weakest.highlighted) == (weakest, 1)


async def test_what_was_practised_meanwhile_is_there_on_return(
    opened: Opener, practised: Engine
) -> None:
    async with opened() as pilot:
        await press(pilot, "p", "w")
        assert "4 questions" in screen_text(pilot)
        await press(pilot, "enter")
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, model_answer(conductor))
        assert conductor.session.turns[-1].followed_up  # a strong answer is asked to go deeper
        await act_until(
            lambda: conductor.session.turns[-1].open_follow_up is None, lambda: press(pilot, "f6")
        )
        await press(pilot, "s", "n")  # no guess, then out of the feedback
        await act_until(
            lambda: isinstance(pilot.app.screen, ProgressScreen), lambda: press(pilot, "escape")
        )
        assert "5 questions" in screen_text(pilot)
        assert "Weakest points" in screen_text(pilot)


async def test_newest_sessions_first_and_all_on_request(
    opened: Opener, practised: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.tui.screens.progress._NEWEST", 1)
    async with opened() as pilot:
        await press(pilot, "p")
        assert "1 of 2 sessions · 2 questions" in screen_text(pilot)
        await press(pilot, "p")
        assert "2 sessions · 4 questions" in screen_text(pilot)
        await press(pilot, "p")
        assert "1 of 2 sessions · 2 questions" in screen_text(pilot)


async def test_all_sessions_are_ready_before_they_are_asked_for(
    opened: Opener, practised: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.tui.screens.progress._NEWEST", 1)
    async with opened() as pilot:
        await press(pilot, "p")
        await settled(pilot)
        monkeypatch.setattr("interviewer.learning.insight.Insight.progress", None)
        await press(pilot, "p")
        assert "2 sessions · 4 questions" in screen_text(pilot)


async def test_a_damaged_store_is_told(opened: Opener, engine: Engine) -> None:
    engine.store.path.write_bytes(b"this is no database at all" * 100)
    async with opened(size=(120, 30)) as pilot:
        await press(pilot, "p")
        text = "".join(screen_text(pilot).replace("▌", "").split())  # the path breaks lines
        assert "Thesessionscannotberead." in text
        assert "isdamaged" in text


ROW = outcome(
    at=NOW, format="theory", area="nlp-and-transformers", criterion_id="point-one", credit=0.5
)


def two_sessions() -> Progress:
    earlier = replace(ROW, session_id="r", at=NOW - timedelta(days=1), credit=1.0)
    return progress_of([earlier, ROW], NOW)


@pytest.mark.parametrize("width", [30, 38, 44, 58, 74, 120])
def test_lines_have_the_width_that_there_is(width: int) -> None:
    found = two_sessions()
    assert found.comparison is not None
    lengths = {
        len(area_head(width)),
        area_line(found.areas[0], width).cell_length,
        overall_line(found, width).cell_length,
    }
    assert len(lengths) == 1
    assert max(lengths) <= width
    assert all(line.cell_length <= width for line in compared_lines(found.comparison, width))
    for line in weak_lines(found.weakest[0], None, width).split("\n"):
        assert line.cell_length <= width


def test_a_terminal_of_80_columns_shows_all_levels_and_all_else() -> None:
    levels = dict(zip(LEVELS, (1.0, 0.5, 0.0), strict=True))
    rows = [
        replace(ROW, question_id=level, level=level, turn=n, credit=credit)
        for n, (level, credit) in enumerate(levels.items(), start=1)
    ]
    (area,) = progress_of(rows, NOW).areas
    assert area_head(74).split() == (
        ["area", "asked", "score", "unaided", "beg", "int", "adv", "lately", "change"]
    )
    name, *cells = area_line(area, 74).plain.split()
    assert name == "nlp-and-transformers"
    assert cells == ["3", "50", "50", "100", "50", "0", "50", "–"]
    for width in range(30, 75):  # one level alone would look like the whole
        shown = {"beg", "int", "adv"} & set(area_head(width).split())
        assert len(shown) in (0, 3)


def test_wording_of_a_weak_point_and_of_a_comparison() -> None:
    found = two_sessions()
    assert "point one" in weak_lines(found.weakest[0], None, 80).plain
    weakest = found.weakest[0]
    assert "asked 2 times, last partial" in weak_lines(weakest, None, 100).plain
    nearly = replace(weakest, credits=(0.0, 0.7))
    assert "asked 2 times, last met" in weak_lines(nearly, None, 100).plain
    assert found.comparison is not None
    assert compared_heading(found.comparison) == (
        "The newest session and the last theory session: 50 in 1 question, before that "
        "100 in 1 question."
    )
    assert "−50" in compared_lines(found.comparison, 60)[0].plain
    assert "Nothing to compare" in compared_heading(None)
    assert summary(found, 500) == "2 of 500 sessions · 2 questions"
    assert summary(found, 2) == "2 sessions · 2 questions"


async def test_an_area_is_practised_whatever_format_came_last(
    opened: Opener, practised: Engine
) -> None:
    del practised
    keep_choice(Choice(format="behavioural", questions=4, minutes=30))
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "p", "down", "enter")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert (len(config.areas), config.format, config.minutes) == (1, None, None)


async def test_where_nothing_is_weak_there_is_nothing_to_practise(
    opened: Opener, engine: Engine
) -> None:
    await led(engine, CONFIG, model_answer)
    async with opened() as pilot:
        await press(pilot, "p", "w")
        screen = on(pilot, ProgressScreen)
        assert not screen.query_one("#weakest", Rows).option_count
        await screen.run_action("practise")  # as a click on the hint does
        await settled(pilot)
        on(pilot, ProgressScreen)
