"""A slow judge and a remote one on the full screen."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from interviewer.engine import Engine
from interviewer.errors import UsageError
from interviewer.grading.grade import Ungraded
from interviewer.interview.choice import Choice, keep_choice, last_choice
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from interviewer.settings.profiles import PROFILES
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.fields import OneOf
from interviewer.tui.widgets.grader_field import GraderField
from tests.grading.llm.judge import Judge, Seen, Sent, completion, failing, judgement
from tests.tui.conftest import Opener
from tests.tui.steps import model_answer, on, press, screen_text, send, settled, until

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, grader="llm")


def fair(seen: Seen) -> Sent:
    """Credit every criterion, with the first words of the answer as its quote."""
    words = " ".join(seen.said.split()[:20])
    return completion(judgement(seen, dict.fromkeys(seen.criteria, ("yes", words))))


def seconds_in(shown: str) -> int:
    """Return for how long the review says that an answer is being judged."""
    found = re.search(r"Grading  1 answer, (\d+) s", shown)
    assert found is not None
    return int(found[1])


@pytest.fixture
def judge() -> Iterator[Judge]:
    with Judge(fair) as server:
        yield server


@pytest.fixture
def engine(judge: Judge) -> Engine:
    return Engine(Settings(grader="llm", model="double", base_url=judge.url), seed=0)


async def test_a_stand_in_is_shown_until_the_grade_comes(opened: Opener, judge: Judge) -> None:
    def script(seen: Seen) -> Sent:
        judge.release.wait()
        return fair(seen)

    judge.script = script
    async with opened(start=ONE) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, model_answer(conductor))
        on(pilot, FeedbackScreen)
        shown = screen_text(pilot)
        assert "provisional, by the offline grader, in no average" in shown
        assert re.search(r"being judged, \d+ s", " ".join(shown.split()))
        assert "not judged" not in shown
        judge.release.set()
        await conductor.drain()
        await settled(pilot)
        assert "llm grader 2, model double" in screen_text(pilot)
        assert "provisional" not in screen_text(pilot)
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        assert "request" in screen_text(pilot)


async def test_the_review_opens_at_once_and_fills_in(opened: Opener, judge: Judge) -> None:
    def script(seen: Seen) -> Sent:
        judge.release.wait()
        return fair(seen)

    judge.script = script
    async with opened(start=ONE.model_copy(update={"mode": "exam"})) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        pilot.app.screen.query_one(Composer).insert(model_answer(conductor))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        await pilot.pause()
        on(pilot, ReviewScreen)
        shown = screen_text(pilot)
        begun = seconds_in(shown)
        assert "1 asked, 0 graded, 1 being graded." in shown
        assert not [
            said for said in ("nothing was graded", "ungraded", "no grade") if said in shown
        ]
        assert "g grade missing" not in shown
        await until(pilot, lambda: seconds_in(screen_text(pilot)) > begun)
        judge.release.set()
        await settled(pilot)
        assert "1 asked, 1 graded" in screen_text(pilot)


async def test_a_failure_is_told_and_made_good_from_the_review(
    opened: Opener, judge: Judge
) -> None:
    judge.script = lambda seen: failing(401)
    async with opened(size=(140, 45), start=ONE) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, model_answer(conductor))
        await conductor.drain()
        await settled(pilot)
        assert "refuses the key" in screen_text(pilot)
        await press(pilot, "n")
        on(pilot, ReviewScreen)
        assert "1 question has no grade" in screen_text(pilot)
        judge.script = fair
        await press(pilot, "g")
        assert "1 asked, 1 graded" in screen_text(pilot)
        assert "1 answer judged." in screen_text(pilot)


async def test_leaving_the_review_does_not_throw_away_what_is_being_judged(
    opened: Opener, engine: Engine, judge: Judge
) -> None:
    def script(seen: Seen) -> Sent:
        judge.release.wait()
        return fair(seen)

    judge.script = script
    async with opened(start=ONE.model_copy(update={"mode": "exam"})) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        session_id = conductor.session.id
        pilot.app.screen.query_one(Composer).insert(model_answer(conductor))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        app = pilot.app
        assert isinstance(app, InterviewerApp)
        app.interviews.resume(session_id)
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        await until(pilot, lambda: "Grading  1 answer" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        judge.release.set()
        await until(pilot, lambda: not conductor.judging)
        assert len(judge.seen) == 1
        app.interviews.resume(session_id)
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        await settled(pilot)
        assert "1 asked, 1 graded" in screen_text(pilot)


async def test_a_session_can_be_deleted_while_it_is_being_judged(
    opened: Opener, engine: Engine, judge: Judge
) -> None:
    def script(seen: Seen) -> Sent:
        judge.release.wait()
        return fair(seen)

    judge.script = script
    async with opened(start=ONE.model_copy(update={"mode": "exam"})) as pilot:
        conductor = on(pilot, InterviewScreen).conductor
        pilot.app.screen.query_one(Composer).insert(model_answer(conductor))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("h")
        await until(pilot, lambda: "1 session" in screen_text(pilot))
        await pilot.press("d", "d")
        await until(pilot, lambda: "No sessions yet" in screen_text(pilot))
        assert not conductor.judging
        judge.release.set()
        await settled(pilot)
        assert "another window" not in screen_text(pilot)
    assert engine.store.count() == 0


async def test_the_key_for_missing_grades_is_offered_once_the_judge_has_failed(
    opened: Opener, judge: Judge
) -> None:
    def script(seen: Seen) -> Sent:
        judge.release.wait()
        return failing(401)

    judge.script = script
    async with opened(size=(140, 45), start=ONE.model_copy(update={"mode": "exam"})) as pilot:
        pilot.app.screen.query_one(Composer).insert("Something.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        assert "g grade missing" not in screen_text(pilot)
        judge.release.set()
        await settled(pilot)
        await until(pilot, lambda: "g grade missing" in screen_text(pilot))
        assert "1 ungraded (in no average)" in screen_text(pilot)


async def test_set_up_offers_models_of_this_machine_and_uses_none_unasked(
    opened: Opener, engine: Engine, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = {"base_url": judge.url, "reasoning_effort": "none"}
    monkeypatch.setitem(cast("dict[str, Any]", PROFILES), "ollama", ready)
    judge.listed = {"data": [{"id": "small:1b"}, {"id": "nomic-embed-text"}, {"id": "big:8b"}]}
    engine.settings = Settings(key_env="SECRET_KEY", questions=1, probes=0)
    monkeypatch.setenv("SECRET_KEY", "sk-not-for-this-server")
    async with opened() as pilot:
        await press(pilot, "u")
        field = pilot.app.screen.query_one("#grader", OneOf)
        assert field.value == "offline"
        assert judge.looked == ["/v1/models"]
        assert judge.seen == []
        values = [field.value]
        while field.value != "llm: big:8b" and len(values) < 9:
            field.action_move(1)
            values.append(field.value)
        assert values[-2:] == ["llm: small:1b", "llm: big:8b"]
        assert not [value for value in values if "embed" in value]
        await press(pilot, "ctrl+s")
        conductor = on(pilot, InterviewScreen).conductor
        assert conductor.session.config.grader == "llm"
        await send(pilot, "An average, I would guess.")
        await conductor.drain()
    assert {seen.body["model"] for seen in judge.seen} == {"big:8b"}
    assert judge.seen[0].body["reasoning_effort"] == "none"
    assert not [seen for seen in judge.seen if "sk-not" in json.dumps(seen.headers)]
    again = last_choice(Settings())
    assert (again.grader, again.profile, again.model) == ("llm", "ollama", "big:8b")


async def test_an_interview_begun_with_a_model_of_this_machine_is_resumed_with_it(
    engine: Engine, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast("dict[str, Any]", PROFILES), "ollama", {"base_url": judge.url})
    keep_choice(Choice(questions=1, probes=0, grader="llm", profile="ollama", model="small:1b"))
    engine.start(ONE)
    restarted = Engine(Settings(), seed=0)
    app = InterviewerApp(restarted)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "r")
        conductor = on(pilot, InterviewScreen).conductor
        await send(pilot, "An average, I would guess.")
        await conductor.drain()
    assert {seen.body["model"] for seen in judge.seen} == {"small:1b"}


async def test_a_grader_that_is_gone_is_replaced_by_no_other(opened: Opener) -> None:
    keep_choice(Choice(grader="of-a-plug-in"))
    async with opened() as pilot:
        await press(pilot, "u")
        field = pilot.app.screen.query_one("#grader", GraderField)
        assert (field.value, field.judge.grader) == ("of-a-plug-in", "of-a-plug-in")
        assert "not installed" in field.drawn(80).plain
        await press(pilot, "ctrl+s")
        assert "There is no grader named" in screen_text(pilot)


async def test_a_model_of_this_machine_judges_only_where_it_is_chosen(
    opened: Opener, engine: Engine
) -> None:
    nothing = Choice(areas=("no-such-area",), grader="llm")  # so that no interview is opened
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, InterviewerApp)
        app.interviews.start_choice(replace(nothing, profile="ollama", model="small:1b"))
        assert engine.settings.model == "small:1b"
        await press(pilot, "u")
        field = pilot.app.screen.query_one("#grader", GraderField)
        while field.value != "llm":
            field.action_move(1)
        assert "the language model double" in field.drawn(80).plain
        app.interviews.start_choice(nothing)
        assert engine.settings.model == "double"


async def test_leaving_does_not_wait(opened: Opener, judge: Judge) -> None:
    judge.script = lambda seen: Sent(hang=True)
    async with opened(start=ONE) as pilot:
        await send(pilot, model_answer(on(pilot, InterviewScreen).conductor))
        on(pilot, FeedbackScreen)
        await press(pilot, "ctrl+q")
        on(pilot, Dialog)
        await press(pilot, "l")
        on(pilot, HomeScreen)


REMOTE = Settings(grader="llm", model="m", base_url="https://judge.example/v1")


@pytest.mark.parametrize(("key", "grader"), [("b", None), ("s", "llm"), ("o", "offline")])
async def test_a_remote_server_is_asked_about_first(
    opened: Opener, engine: Engine, key: str, grader: str | None
) -> None:
    engine.settings = REMOTE
    async with opened(start=ONE) as pilot:
        on(pilot, Dialog)
        shown = screen_text(pilot)
        assert "Send your answers to judge.example?" in shown
        assert "model answer, and your answers" in " ".join(shown.split())
        await press(pilot, key)
        if grader is None:
            on(pilot, HomeScreen)
            return
        assert on(pilot, InterviewScreen).conductor.session.config.grader == grader
        assert (engine.notice("llm") is None) is (grader == "llm")


async def test_a_session_is_shown_even_where_its_grader_cannot_be_made(
    opened: Opener, engine: Engine, judge: Judge
) -> None:
    judge.script = lambda seen: failing(401)
    async with opened(start=ONE) as pilot:
        await send(pilot, "An average, I would guess.")
        await press(pilot, "n")
        session_id = on(pilot, ReviewScreen)._report.session_id
    engine.settings = Settings()
    async with opened(resume=session_id) as pilot:
        on(pilot, ReviewScreen)
        await settled(pilot)
    conductor = engine.resume(session_id)
    (outcome,) = await conductor.regrade()
    assert isinstance(outcome, Ungraded)
    assert "needs a model" in outcome.reason
    with pytest.raises(UsageError, match="needs a model"):
        engine.start(ONE)
