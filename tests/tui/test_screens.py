"""Home, set-up, history, bank, review, help: what they show and where their keys lead."""

import json
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input, Static

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.bank import BankScreen
from interviewer.tui.screens.export import ExportDialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.help import HelpScreen
from interviewer.tui.screens.history import HistoryScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.job import JobScreen
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.screens.setup import SetupScreen
from interviewer.tui.theme import THEMES
from tests.tui.conftest import Opener
from tests.tui.steps import act_until, led, model_answer, on, press, screen_text, settled

CONFIG = SessionConfig(question_ids=("overfitting", "accuracy"), questions=2, probes=0)


async def test_home_of_a_fresh_machine_says_what_can_be_done(opened: Opener) -> None:
    async with opened() as pilot:
        text = screen_text(pilot)
        assert "Start" in text
        assert "no sessions yet" in text
        assert "Resume" not in text
        await press(pilot, "s")
        on(pilot, InterviewScreen)


async def test_an_interview_begun_at_home_draws_by_the_engine_s_seed() -> None:
    app = InterviewerApp(Engine(load_settings({}, {}), seed=5))
    async with app.run_test() as pilot:
        await settled(pilot)
        await press(pilot, "s")
        assert on(pilot, InterviewScreen).conductor.session.config.seed == 5


async def test_home_counts_bank_and_history(opened: Opener, engine: Engine) -> None:
    await led(engine, CONFIG, model_answer)
    async with opened() as pilot:
        text = screen_text(pilot)
        assert "1 session" in text
        assert f"{len(engine.catalog.rows)} questions" in text
        assert "excellent" in text
        await press(pilot, "tab", "enter")
        on(pilot, ReviewScreen)


async def test_the_first_session_is_listed_on_coming_home(opened: Opener, engine: Engine) -> None:
    async with opened() as pilot:
        await press(pilot, "h")
        await led(engine, CONFIG, model_answer)
        await press(pilot, "escape")
        assert "excellent" in screen_text(pilot)
        await press(pilot, "tab", "enter")
        on(pilot, ReviewScreen)


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("u", SetupScreen),
        ("h", HistoryScreen),
        ("p", ProgressScreen),
        ("b", BankScreen),
        ("question_mark", HelpScreen),
    ],
)
async def test_every_screen_is_one_key_away_and_escape_leads_back(
    opened: Opener, key: str, screen: type
) -> None:
    async with opened() as pilot:
        await press(pilot, key)
        on(pilot, screen)
        await press(pilot, "escape")
        on(pilot, HomeScreen)


async def test_a_damaged_store_is_told_and_left_alone(
    opened: Opener, engine: Engine, home: Path
) -> None:
    (home / "sessions.sqlite3").write_bytes(b"this is no database at all" * 100)
    async with opened(size=(120, 30)) as pilot:
        text = screen_text(pilot)
        assert "is damaged" in text
        assert "cannot be read" in text
        await press(pilot, "s")
        on(pilot, HomeScreen)
    assert (home / "sessions.sqlite3").read_bytes().startswith(b"this is no database")


async def test_broken_items_are_counted(opened: Opener, home: Path) -> None:
    folder = home / "bank" / "questions" / "mlops"
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text("id: [")
    async with opened(size=(120, 30)) as pilot:
        assert "of the bank cannot be used" in screen_text(pilot)


async def test_setup_counts_what_fits_and_keeps_the_choice(
    opened: Opener, engine: Engine, home: Path
) -> None:
    areas = engine.catalog.areas
    first = next(iter(areas))
    async with opened() as pilot:
        await press(pilot, "u", "down", "down", "right", "space")
        setup = on(pilot, SetupScreen)
        assert setup.choice.areas == (first,)
        assert setup.matching() == areas[first]
        await press(pilot, "down", "down", "down", "1", "2")
        assert setup.choice.questions == 12
        await press(pilot, "down", "right")
        assert setup.choice.minutes == 5
        await press(pilot, "down", "right")
        assert setup.choice.mode == "exam"
        await press(pilot, "enter")
        config = on(pilot, InterviewScreen).conductor.session.config
        assert (config.areas, config.questions, config.minutes) == ((first,), 12, 5)
    assert json.loads((home / "last-choice.json").read_text())["mode"] == "exam"


async def test_home_starts_another_interview_like_that_of_the_command(
    opened: Opener, home: Path
) -> None:
    asked = SessionConfig(
        areas=("statistics", "evaluation"),
        levels=("beginner",),
        kinds=("concept",),
        questions=3,
        minutes=15,
        mode="exam",
        probes=1,
    )
    async with opened(start=asked) as pilot:
        await press(pilot, "escape", "l")
        on(pilot, HomeScreen)
        shown = " ".join(screen_text(pilot).split())
        like = "3 questions · 15 min · statistics, evaluation · beginner · concept · exam"
        assert f"Start {like}" in shown
        await press(pilot, "u")
        assert set(on(pilot, SetupScreen).choice.areas) == set(asked.areas)
        await press(pilot, "escape", "s")
        again = on(pilot, InterviewScreen).conductor.session.config
        for name in ("areas", "levels", "kinds", "questions", "minutes", "mode", "probes"):
            assert getattr(again, name) == getattr(asked, name)
    assert not (home / "last-choice.json").exists()  # it was for this once


async def test_an_adaptive_interview_is_set_up_and_named_at_home(
    opened: Opener, home: Path
) -> None:
    async with opened() as pilot:
        await press(pilot, "u")
        on(pilot, SetupScreen).query_one("#choosing").focus()
        await press(pilot, "right")
        assert "harder or easier by your answers" in screen_text(pilot)
        await press(pilot, "enter")
        assert on(pilot, InterviewScreen).conductor.session.config.adaptive
        await press(pilot, "escape", "l")
        assert "· adaptive ·" in screen_text(pilot)
    assert json.loads((home / "last-choice.json").read_text())["adaptive"] is True


async def test_setup_refuses_a_choice_that_nothing_fits(opened: Opener, home: Path) -> None:
    (home / "last-choice.json").write_text(json.dumps({"areas": ["nowhere"], "kinds": ["coding"]}))
    async with opened() as pilot:
        await press(pilot, "u")
        setup = on(pilot, SetupScreen)
        if setup.matching() == 0:
            await press(pilot, "enter")
            on(pilot, SetupScreen)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        '{"adaptive": "no"}',
        '{"questions": "many"}',
        '{"levels": ["no-such"], "areas": ["statistics"]}',
        '{"kinds": ["no-such"], "areas": ["statistics"]}',
        '{"mode": "no-such", "areas": ["statistics"]}',
        '{"focus": [["statistics", 7, []]], "areas": ["statistics"]}',
    ],
)
async def test_a_damaged_choice_does_not_keep_anyone_from_starting(
    opened: Opener, home: Path, kept: str
) -> None:
    (home / "last-choice.json").write_text(kept)
    async with opened() as pilot:
        assert "5 questions · all areas · coach" in screen_text(pilot)
        await press(pilot, "s")
        assert on(pilot, InterviewScreen).conductor.session.config.areas == ()


async def test_history_filters_opens_and_deletes(opened: Opener, engine: Engine) -> None:
    await led(engine, CONFIG, model_answer)
    await led(engine, CONFIG.model_copy(update={"mode": "exam"}), lambda _: "No idea at all, sir.")
    async with opened() as pilot:
        await press(pilot, "h")
        assert "2 sessions" in screen_text(pilot)
        await press(pilot, "slash", *"exam", "enter")
        assert "1 of 2 sessions" in screen_text(pilot)
        await press(pilot, "d")
        await press(pilot, "escape")
        assert engine.store.count() == 2
        await press(pilot, "d", "d")
        assert engine.store.count() == 1
        await press(pilot, "escape", "enter")
        on(pilot, ReviewScreen)
        await press(pilot, "escape")
        on(pilot, HistoryScreen)


async def test_bank_hides_how_it_is_judged_until_asked(opened: Opener, engine: Engine) -> None:
    item = engine.catalog.item("overfitting")
    async with opened(size=(140, 45)) as pilot:
        await press(pilot, "b", "slash", *"overfit", "enter")
        bank = on(pilot, BankScreen)

        def found() -> bool:
            row = bank._current()
            return row is not None and row.id == "overfitting"

        await act_until(found, lambda: press(pilot, "down"))
        statement = item.rubric.criteria[0].statement[:30]
        assert item.question.prompt[:30] in screen_text(pilot)
        assert statement not in screen_text(pilot)
        await press(pilot, "v")
        assert statement in screen_text(pilot)
        await press(pilot, "v")
        assert statement not in screen_text(pilot)
        await press(pilot, "enter")
        session = on(pilot, InterviewScreen).conductor.session
        assert session.asked == ("overfitting",)


async def test_bank_cycles_through_areas(opened: Opener, engine: Engine) -> None:
    async with opened() as pilot:
        await press(pilot, "b", "a")
        first = next(iter(engine.catalog.areas))
        assert first in screen_text(pilot).splitlines()[1]
        assert f"{engine.catalog.areas[first]:,} of" in screen_text(pilot)
        await press(pilot, "escape")
        assert on(pilot, BankScreen).query_one(Input).value == ""


@pytest.mark.parametrize(
    ("downs", "suffix", "begins"),
    [
        (0, "html", b"<!doctype html>"),
        (1, "pdf", b"%PDF-"),
        (2, "md", b"# Interview report"),
        (3, "json", b"{"),
        (4, "csv", b"\xef\xbb\xbf"),
        (5, "txt", b"#separator:tab"),
    ],
)
async def test_review_exports_every_format(
    opened: Opener, engine: Engine, tmp_path: Path, downs: int, suffix: str, begins: bytes
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    target = tmp_path / f"report.{suffix}"
    async with opened(resume=session_id) as pilot:
        await press(pilot, "e", *["down"] * downs)
        path = pilot.app.screen.query_one(Input)
        assert path.value.endswith(f"{session_id}.{suffix}")
        path.value = str(target)
        await press(pilot, "enter")
        on(pilot, ReviewScreen)
    assert target.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [("/", "/{}.pdf"), (".", "{}.pdf"), ("a/b/", "a/b/{}.pdf"), ("b", "b.pdf")],
)
async def test_a_folder_for_the_export_gets_the_usual_file_name(
    opened: Opener, engine: Engine, typed: str, proposed: str
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    async with opened(resume=session_id) as pilot:
        await press(pilot, "e")
        path = pilot.app.screen.query_one(Input)
        path.value = typed
        await press(pilot, "down")
        assert path.value == proposed.format(f"interview-{session_id}")


async def test_a_version_to_share_has_neither_the_answers_nor_the_session_in_its_name(
    opened: Opener, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session_id = await led(engine, CONFIG, lambda _: "It memorises noise, says my canary.")
    async with opened(resume=session_id) as pilot:
        await press(pilot, "e", "down", "down", "s")
        assert session_id not in pilot.app.screen.query_one(Input).value
        await press(pilot, "s")
        assert session_id in pilot.app.screen.query_one(Input).value
        await press(pilot, "s", "enter")
        on(pilot, ReviewScreen)
    began = engine.store.session(session_id).started_at
    text = (tmp_path / f"interview-{began:%Y-%m-%d}.md").read_text("utf-8")
    assert "A version to share" in text
    assert "canary" not in text
    assert session_id not in text


async def test_review_tells_why_an_export_failed(
    opened: Opener, engine: Engine, tmp_path: Path
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    async with opened(resume=session_id, size=(120, 30)) as pilot:
        await press(pilot, "e")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "no" / "such" / "folder.html")
        await press(pilot, "enter")
        await settled(pilot)
        text = "".join(screen_text(pilot).replace("▌", "").split())  # the path breaks lines
        assert "cannotbewritten" in text


async def test_a_file_is_replaced_only_when_that_is_chosen(
    opened: Opener, engine: Engine, tmp_path: Path
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    target = tmp_path / "mine.md"
    target.write_text("mine")
    async with opened(resume=session_id) as pilot:
        await press(pilot, "e", "down", "down")
        pilot.app.screen.query_one(Input).value = str(target)
        await press(pilot, "enter")
        assert "mine.md already exists" in screen_text(pilot)
        await press(pilot, "escape")
        asked_again = pilot.app.screen.query_one(Input)
        assert (asked_again.value, asked_again.has_focus) == (str(target), True)
        assert target.read_text() == "mine"
        await press(pilot, "enter", "r")
        on(pilot, ReviewScreen)
    assert target.read_bytes() == engine.render(session_id, "md")


async def test_a_served_program_asks_for_no_path(engine: Engine) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    app = InterviewerApp(engine, resume=session_id, served=True)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "e")
        on(pilot, ExportDialog)
        assert "download" in screen_text(pilot)
        assert not pilot.app.screen.query(Input)
        await press(pilot, "escape", "escape", "u", "f2")
        assert not on(pilot, JobScreen).query(Input)


async def test_an_export_to_nobodys_home_is_told_and_can_be_corrected(
    opened: Opener, engine: Engine, tmp_path: Path
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    async with opened(resume=session_id, size=(120, 30)) as pilot:
        await press(pilot, "e")
        path = pilot.app.screen.query_one(Input)
        path.value = "~nosuchuser/report.html"
        await press(pilot, "enter")
        assert "nobody's home folder" in " ".join(screen_text(pilot).split())
        path.value = str(tmp_path / "report.html")
        await press(pilot, "enter")
        on(pilot, ReviewScreen)
    assert (tmp_path / "report.html").exists()


async def test_review_shows_areas_points_and_what_to_study(opened: Opener, engine: Engine) -> None:
    session_id = await led(engine, CONFIG, lambda _: "That is a long story, I believe.")
    async with opened(resume=session_id, size=(140, 60)) as pilot:
        text = screen_text(pilot)
        for part in ("By area", "Weakest points", "What to study", "poor"):
            assert part in text
        await press(pilot, "enter", "r")
        assert on(pilot, InterviewScreen).conductor.session.asked == ("overfitting",)


async def test_feedback_lights_up_the_words_of_the_selected_criterion(
    opened: Opener, engine: Engine
) -> None:
    session_id = await led(engine, CONFIG, model_answer)
    async with opened(resume=session_id, size=(140, 45)) as pilot:
        await press(pilot, "enter")
        feedback = on(pilot, FeedbackScreen)
        answer = feedback.query_one("#answer", Static)
        lit = []
        for _ in range(2):
            visual = answer.content
            assert isinstance(visual, Content)
            spans = [span for span in visual.spans if "reverse" in str(span.style)]
            lit.append([visual.plain[span.start : span.end] for span in spans])
            await press(pilot, "down")
        criteria = feedback._turn.criteria
        for words, criterion in zip(lit, criteria, strict=False):
            assert words == [span.quote for span in criterion.spans]
        await press(pilot, "m")
        assert "Model answer" in screen_text(pilot)


async def test_palette_offers_what_the_screen_can_do(opened: Opener) -> None:
    async with opened() as pilot:
        await press(pilot, "ctrl+p", *"history")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HistoryScreen | HomeScreen)


async def test_themes(opened: Opener, engine: Engine) -> None:
    async with opened() as pilot:
        assert pilot.app.theme == THEMES["dark"].name
        await press(pilot, "ctrl+t")
        assert pilot.app.theme == THEMES["light"].name
    light = InterviewerApp(Engine(load_settings({"theme": "light"}, {})))
    assert light.theme == THEMES["light"].name


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (39, 24), (80, 13)])
async def test_a_tiny_terminal_is_told_and_loses_nothing(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(start=CONFIG) as pilot:
        await press(pilot, *"draft")
        await pilot.resize_terminal(*size)
        await press(pilot, "x")
        if size[0] >= 20:
            assert "Too small" in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "draftx" in screen_text(pilot)


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+d", "ctrl+q"])
async def test_home_closes_at_once(opened: Opener, key: str) -> None:
    async with opened() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not pilot.app.is_running or pilot.app._exit


async def test_hasty_escapes_close_no_more_than_one_screen_each(opened: Opener) -> None:
    async with opened() as pilot:
        await press(pilot, "h")
        history = on(pilot, HistoryScreen)
        history.action_back()
        history.action_back()
        await press(pilot, "escape")
        on(pilot, HomeScreen)
        assert pilot.app.is_running


async def test_paging_in_a_terminal_of_three_rows_breaks_nothing(opened: Opener) -> None:
    async with opened(size=(80, 3)) as pilot:
        await press(pilot, "pagedown", "pageup", "u", "pagedown", "ctrl+p", "pagedown", "escape")
        assert "Too small: 80x3" in screen_text(pilot)
