"""The engine and the registry: everything wired with the real parts."""

import asyncio
import os
import stat
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.errors import InterviewerError, StoreError, TakenError, UsageError
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import QuestionAsked, SessionConfig
from interviewer.interview.machine import Done, ShowFeedback
from interviewer.registry import EXPORTERS, GRADERS, load_exporter, load_grader, names
from interviewer.settings.load import Settings
from interviewer.text.display import one_line, plain
from tests.sample_bank import Clock, sample_item


@pytest.fixture
def engine(bank_dir: Path) -> Engine:
    return Engine(Settings(), bank=bank_dir, clock=Clock())


def finished(engine: Engine, mode: str = "coach") -> Conductor:
    """Lead an interview of one question to its end."""
    config = SessionConfig.model_validate(
        {"question_ids": ["variance"], "mode": mode, "seed": 3, "probes": 0}
    )
    conductor = engine.start(config)

    async def talk() -> None:
        await conductor.settle()
        conductor.say(sample_item("variance").rubric.model_answer)
        await conductor.settle()
        conductor.go_on()
        assert await conductor.settle() == Done()

    asyncio.run(talk())
    return conductor


def test_an_interview_is_stored_reported_and_regraded_alike(engine: Engine) -> None:
    session = finished(engine).session
    assert engine.store.session(session.id) == session
    reports = [engine.render(session.id, "json") for _ in range(2)]
    assert reports[0] == reports[1]
    again = engine.open_for_regrading(session.id)
    outcomes = asyncio.run(again.regrade())
    assert outcomes == [answer.outcome for answer in session.answers]


def test_both_modes_give_the_same_grade(engine: Engine) -> None:
    coach, exam = (finished(engine, mode).session for mode in ("coach", "exam"))
    assert [a.outcome for a in coach.answers] == [a.outcome for a in exam.answers]


def test_a_session_is_resumed_where_it_was_left(engine: Engine) -> None:
    conductor = engine.start(SessionConfig(questions=2, probes=0))

    async def until_feedback(one: Conductor) -> None:
        await one.settle()
        one.say("It has to do with the data.")
        assert isinstance(await one.settle(), ShowFeedback)

    asyncio.run(until_feedback(conductor))
    engine.store.close()
    again = engine.resume(conductor.session.id)
    assert again.session.turns == conductor.session.turns
    assert again.effect == ShowFeedback(1)


def test_a_given_seed_is_that_of_every_interview_and_without_one_each_draws_its_own() -> None:
    given = Engine(Settings(), seed=7)
    assert {given.seed() for _ in range(3)} == {7}
    drawn = [Engine(Settings()).seed() for _ in range(20)]
    assert len(set(drawn)) > 1
    assert all(0 <= seed < 1_000_000 for seed in drawn)


def test_an_adaptive_session_knows_what_earlier_ones_told(engine: Engine) -> None:
    assert engine.insight.beliefs() == ()
    finished(engine)
    (belief,) = engine.insight.beliefs()
    assert belief.area == "statistics"
    conductor = engine.start(SessionConfig(adaptive=True))
    assert [known.area for known in conductor.session.config.known] == ["statistics"]
    # It stands in the log, so that the same session is told again whatever is stored since.
    assert engine.store.session(conductor.session.id).config == conductor.session.config
    assert engine.start(SessionConfig()).session.config.known == ()


def test_a_damaged_session_does_not_keep_an_adaptive_one_from_starting(engine: Engine) -> None:
    session = finished(engine).session
    asked = QuestionAsked(at=session.last_at, turn=9, item=sample_item("recall"))
    (before,) = engine.insight.beliefs()
    engine.store.append(replace(session, length=session.length + 1), asked)
    (known,) = engine.start(SessionConfig(adaptive=True)).session.config.known
    assert (known.area, known.mean) == (before.area, before.mean)


def test_warming_up_is_harmless(engine: Engine) -> None:
    engine.warm()


def test_a_log_that_makes_no_sense_is_told(engine: Engine) -> None:
    session = finished(engine).session
    asked = QuestionAsked(at=session.last_at, turn=9, item=sample_item("recall"))
    engine.store.append(replace(session, length=session.length + 1), asked)
    with pytest.raises(StoreError, match="makes no sense"):
        engine.store.session(session.id)


# Exports


def test_an_export_is_written_whole_and_replaces_an_older_one_where_that_is_allowed(
    engine: Engine, tmp_path: Path
) -> None:
    session = finished(engine).session
    path = tmp_path / "r.md"
    path.write_text("older " * 10_000)
    with pytest.raises(TakenError, match="already exists"):
        engine.export(session.id, "md", path)
    assert path.read_text() == "older " * 10_000
    engine.export(session.id, "md", path, replace=True)
    assert path.read_bytes() == engine.render(session.id, "md")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_an_export_through_a_link_keeps_the_link(engine: Engine, tmp_path: Path) -> None:
    session = finished(engine).session
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    link.symlink_to(target)
    engine.export(session.id, "md", link)
    assert link.is_symlink()
    assert target.read_bytes() == engine.render(session.id, "md")


def test_an_export_into_a_pipe_leaves_the_pipe_a_pipe(engine: Engine, tmp_path: Path) -> None:
    session = finished(engine).session
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    engine.export(session.id, "csv", pipe)
    assert os.read(reader, 1 << 20) == engine.render(session.id, "csv")
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("place", [".", "missing/folder/r.md", "folder", "file/r.md", "n" * 300])
def test_a_place_that_cannot_be_written_is_told(engine: Engine, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    session = finished(engine).session
    with pytest.raises(InterviewerError, match="cannot be written"):
        engine.export(session.id, "md", tmp_path / place)
    assert not list(tmp_path.rglob("*.part"))


# The registry


def test_what_comes_with_the_program_is_registered() -> None:
    assert {"csv", "html", "json", "md"} <= set(names(EXPORTERS))
    assert "offline" in names(GRADERS)
    for name in names(EXPORTERS):
        assert load_exporter(name).suffix
    assert load_grader("offline").name == "offline"


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no grader named 'oracle'. Known: .*offline"):
        load_grader("oracle")
    with pytest.raises(UsageError, match=r"no report format named 'doc'. Known: anki, csv"):
        load_exporter("doc")


PLUGIN = """
class Fine:
    name, version = "fine", "1"
    async def grade(self, request): ...
class Failing:
    def __init__(self):
        raise RuntimeError("no licence")
"""


def test_a_third_partys_grader_is_found_and_one_that_fails_to_load_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some_plugin.py").write_text(PLUGIN)
    info = tmp_path / "some_plugin-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: some-plugin\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        f"[{GRADERS}]\nfine = some_plugin:Fine\nfails = some_plugin:Failing\n"
        "gone = some_plugin:Gone\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {"fine", "fails", "gone", "offline"} <= set(names(GRADERS))
    assert load_grader("fine").name == "fine"
    with pytest.raises(UsageError, match=r"'fails' does not load .RuntimeError: no licence"):
        load_grader("fails")
    with pytest.raises(UsageError, match="'gone' does not load"):
        load_grader("gone")
    assert entry_points(group=GRADERS, name="offline")


# Outside text


def test_plain_text_keeps_offsets_and_says_nothing_to_a_terminal() -> None:
    hostile = "a\x1b[31mb\x00c\x9bd\u202ee\u2066f\ud800g\x7f\r\n\th"
    shown = plain(hostile)
    assert len(shown) == len(hostile)
    assert shown == "a [31mb c d e f g  \n\th"
    assert one_line(hostile) == "a [31mb c d e f g h"
    assert one_line("three short words", width=8) == "three s\u2026"
    assert shown.encode()
