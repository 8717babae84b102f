"""What is derived from the logs: always the same as deriving it all again, whatever happened."""

import random
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.grading.bands import MET
from interviewer.grading.grade import Grade
from interviewer.grading.offline.scoring import model
from interviewer.history.store import Store
from interviewer.interview.events import AnswerGraded, Event, SessionConfig
from interviewer.interview.fold import apply, fold
from interviewer.interview.ledger import denied, result
from interviewer.learning.mastery import mastery_of
from interviewer.learning.outcomes import GradedTurn, Outcome
from interviewer.learning.progress import progress
from tests.history.logs import LOGS, append, as_of_version, as_read, derived, logs
from tests.history.scored import progress_of
from tests.interview.play import DiceGrader, MemoryLog, Play
from tests.learning.test_progress import ROW
from tests.sample_bank import START


def rebuilt(several: list[list[Event]], folder: str) -> dict[str, list[tuple[object, ...]]]:
    path = Path(folder) / "rebuilt.sqlite3"
    with closing(Store(path)) as store:
        store.add(as_read(events) for events in several)
    return derived(path)


@settings(max_examples=25)
@given(LOGS, st.randoms(use_true_random=False))
def test_events_in_any_order_derive_what_a_rebuild_does(
    several: list[list[Event]], dice: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.sqlite3"
        with closing(Store(path)) as store:
            append(store, *several, seed=dice.randint(0, 99))
        shuffled = dice.sample(several, len(several))
        assert derived(path) == rebuilt(shuffled, folder)


@settings(max_examples=15)
@given(LOGS, st.integers(0, 3))
def test_a_deleted_session_leaves_what_the_others_alone_derive(
    several: list[list[Event]], place: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.sqlite3"
        with closing(Store(path)) as store:
            append(store, *several)
            assert store.delete(f"session-{place}")
        assert derived(path) == rebuilt(several[:place] + several[place + 1 :], folder)


@settings(max_examples=15)
@given(LOGS, st.sampled_from([1, 2, 3, 4, 5]))
def test_a_store_of_before_is_brought_up_to_date_without_loss(
    several: list[list[Event]], version: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.sqlite3"
        with closing(Store(path)) as store:
            append(store, *several)
        wanted = derived(path)
        as_of_version(path, version)
        with closing(Store(path)) as store:
            assert len(store.rows()) == len(several), "the list does not wait for the logs"
            outcomes = store.outcomes()
            assert [store.events(f"session-{n}") for n in range(len(several))] == several
            assert store.catch_up() == 0
        assert derived(path) == wanted
        assert [one.at for one in outcomes] == sorted(one.at for one in outcomes)


def test_an_interview_of_before_that_goes_on_is_derived_whole(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite3"
    events = next(log for log in logs(3) if any(isinstance(one, AnswerGraded) for one in log))
    with closing(Store(path)) as store:
        append(store, events)
        as_of_version(path, 1)
    grade = next(e for e in events if isinstance(e, AnswerGraded) and isinstance(e.outcome, Grade))
    session = apply(fold(events), grade)
    with closing(Store(path)) as store:
        store.append(session, grade)
    assert derived(path) == rebuilt([[*events, grade]], str(tmp_path))


def test_a_damaged_log_keeps_no_other_session_from_being_derived(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite3"
    several = logs(5)
    with closing(Store(path)) as store:
        append(store, *several)
        as_of_version(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE event SET body = 'x' WHERE session_id = 'session-1' AND seq = 2")
        connection.commit()
    with closing(Store(path)) as store:
        heard: list[int] = []
        assert store.catch_up(heard.append) == len(several)
        assert heard == [len(several)]
        assert {one.session_id for one in store.outcomes()} == {
            one.session_id
            for events in several
            for one in outcomes_of(events)
            if one.session_id != "session-1"
        }


def test_catching_up_can_be_stopped_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.history.catching_up._AT_ONCE", 1)
    path = tmp_path / "sessions.sqlite3"
    several = logs(5)
    with closing(Store(path)) as store:
        append(store, *several)
        wanted = derived(path)
        as_of_version(path, 1)
    with closing(Store(path)) as store:
        heard: list[int] = []
        assert store.catch_up(heard.append, stop=lambda: len(heard) == 2) == 2
        assert store.catch_up() == len(several) - 2
    assert derived(path) == wanted


def outcomes_of(events: list[Event]) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "x.db")) as store:
        store.add([as_read(events)])
        return store.outcomes()


@settings(max_examples=20)
@given(st.integers(0, 999))
def test_an_outcome_says_what_the_ledger_says(seed: int) -> None:
    events = logs(seed, 1)[0]
    session = fold(events)
    rows = outcomes_of(events)
    graded = {turn.number: known for turn in session.turns if (known := result(turn))}
    assert {row.turn for row in rows} == set(graded)
    for number, known in graded.items():
        turn = session.turns[number - 1]
        own = [row for row in rows if row.turn == number]
        contrary = denied(turn, known)
        assert [(row.criterion_id, row.credit, row.help, row.points) for row in own] == [
            (entry.criterion.id, 0, "never", entry.criterion.points)
            if entry.criterion.id in contrary
            else (entry.criterion.id, entry.verdict.credit, entry.earned, entry.criterion.points)
            for entry in known.entries
        ]
        given_at = [answer.submitted_at for answer in turn.answers]
        assert {row.at for row in own} == {max(given_at, default=turn.ended_at)}
        question = turn.item.question
        assert {(row.question_id, row.area, row.level) for row in own} == {
            (question.id, question.area, question.level)
        }


def test_outcomes_since_a_moment_are_the_newer_ones(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "sessions.sqlite3")) as store:
        assert (store.outcomes(), store.turn_scores(), store.mastery()) == ([], [], [])
        assert store.practised.due(START) == []
        assert not store.path.exists(), "looking makes no file"
        append(store, *logs(7, 6))
        every = store.outcomes()
        since = every[len(every) // 2].at
        assert store.outcomes(since) == [one for one in every if one.at >= since]


@settings(max_examples=15)
@given(LOGS)
def test_what_is_stored_of_criteria_is_what_the_outcomes_show(several: list[list[Event]]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "x.db")) as store:
        append(store, *several)
        wanted = progress_of(store.outcomes(), START)
        assert progress(store.turn_scores(), store.mastery(), START).criteria == wanted.criteria
        for since in {one.at for one in store.outcomes()}:
            assert store.turn_scores(since) == [o for o in store.turn_scores() if o.at >= since]
            assert store.mastery(since) == [one for one in store.mastery() if one.at >= since]


def test_a_try_is_called_met_as_the_grader_calls_it() -> None:
    assert model.share(model.MET - 0.05) < MET <= model.share(model.MET)


def test_a_criterion_that_its_rewritten_question_lacks_stands_no_more() -> None:
    def turn(number: int, *criteria: str, whole: bool = True) -> GradedTurn:
        rows = [replace(ROW, turn=number, criterion_id=name) for name in criteria]
        return GradedTurn(1.0, 1.0, whole, False, tuple(rows))

    before = turn(1, "old", "kept")
    assert set(mastery_of([before, turn(2, "kept", "new")])) == {"kept", "new"}
    assert set(mastery_of([before, turn(2, "kept", whole=False)])) == {"old", "kept"}


def test_a_provisional_grade_is_no_outcome(tmp_path: Path) -> None:
    play = Play(
        SessionConfig(questions=1, probes=0), DiceGrader(1), log=MemoryLog(), scout=DiceGrader(2)
    )
    play.run(["It is the spread."])
    events = [e for e in play.log.events("s1") if not isinstance(e, AnswerGraded) or e.provisional]
    assert any(isinstance(one, AnswerGraded) for one in events)
    assert outcomes_of(events) == []


def test_a_regrading_takes_the_place_of_what_was_derived(tmp_path: Path) -> None:
    events = next(log for log in logs(3) if any(isinstance(one, AnswerGraded) for one in log))
    first = next(e for e in events if isinstance(e, AnswerGraded) and isinstance(e.outcome, Grade))
    assert isinstance(first.outcome, Grade)
    nothing = first.outcome.model_copy(update={"verdicts": (), "misconceptions": ()})
    again = first.model_copy(update={"outcome": nothing, "at": first.at + timedelta(days=60)})
    path = tmp_path / "sessions.sqlite3"
    with closing(Store(path)) as store:
        append(store, [*events, again])
        turn = fold(events).turn_of(first.answer_id).number
        assert any(one.turn == turn for one in store.outcomes())
        due = store.practised.due(START + timedelta(days=400))
    assert due
    assert derived(path) == rebuilt([[*events, again]], str(tmp_path))
