"""What the report says of retries, of own guesses and of what comes next."""

import asyncio
import csv
import io
from datetime import timedelta

import pytest

from interviewer.grading.grade import Level
from interviewer.interview.conductor import Conductor
from interviewer.interview.earlier import earlier_tries
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import AskEstimate, Done, ShowFeedback
from interviewer.interview.session import Session
from interviewer.learning.self_estimates import SelfEstimate, calibration
from interviewer.registry import load_exporter
from interviewer.report.build import build_report
from interviewer.report.report import DeeperPoint, Report
from interviewer.report.study import study
from interviewer.report.tabular import CsvExporter
from interviewer.report.wording import calibrated, change_of, changed, guessed, place_of
from tests.interview.play import Bank, MemoryLog
from tests.interview.test_machine import Levels
from tests.sample_bank import START, Clock, sample_items

GRADER = Levels(
    {
        "nothing": ("missed", "missed", "missed"),
        "first": ("met", "missed", "missed"),
        "others": ("missed", "partial", "met"),
        "all": ("met", "met", "met"),
    }
)
CONFIG = SessionConfig(question_ids=("mean-vs-median",), probes=0, estimate=True)


def tried(*answers: str, config: SessionConfig = CONFIG, guess: float | None = 0.75) -> Session:
    """Answer the question, then retry it until all answers are given."""
    conductor = Conductor.start(
        config, "s1", log=MemoryLog(), bank=Bank(), grader=GRADER, clock=Clock()
    )

    async def lead() -> None:
        left = list(answers)
        for _ in range(1000):
            match await conductor.settle():
                case Done():
                    return
                case AskEstimate():
                    conductor.estimate(guess)
                case ShowFeedback():
                    (conductor.retry if left else conductor.go_on)()
                case _:
                    conductor.say(left.pop(0))
        raise AssertionError("the session does not end")

    asyncio.run(lead())
    return conductor.session


def test_a_retry_is_compared_with_the_try_before_it_criterion_by_criterion() -> None:
    first, second, third = build_report(tried("nothing", "first", "others")).turns
    assert first.change is None
    assert second.change is not None
    assert [(one.before, one.after, one.gained) for one in second.change.criteria] == [
        ("missed", "met", 4.0), ("missed", "missed", 0.0), ("missed", "missed", 0.0),
    ]  # fmt: skip
    assert third.change is not None
    assert (third.change.turn, third.change.session_id) == (2, None)
    assert [one.gained for one in third.change.criteria] == [-4.0, 1.5, 2.0]
    assert changed(second) == ("+44 since attempt 1 (0 of 100): 1 criterion better, 2 as before.")
    assert change_of(third, third.criteria[0]) == "▼ was met, −4 points"
    assert change_of(second, second.criteria[1]) == ""


def test_a_retry_keeps_the_number_of_its_question_in_every_format() -> None:
    report = build_report(tried("nothing", "first"))
    assert [place_of(turn) for turn in report.turns] == ["Question 1", "Question 1, attempt 2"]
    for form in ("md", "html"):
        text = load_exporter(form).export(report).decode()
        assert "Question 1, attempt 2" in text
        assert "Question 2" not in text


def test_a_point_made_in_part_stands_in_one_list_only() -> None:
    report = build_report(tried("others"))
    met, partial, missed = (
        {one.statement for one in report.turns[0].criteria if one.level == level}
        for level in ("met", "partial", "missed")
    )
    assert {one.statement for one in report.strongest} == met
    assert {one.statement for one in report.weakest} == missed
    assert partial <= {one.statement for advice in report.study for one in advice.points}
    text = load_exporter("md").export(report).decode()
    for statement in partial:
        assert text[: text.index("## Question 1")].count(statement) == 1


def test_a_retry_in_another_session_is_compared_with_it() -> None:
    (earlier,) = earlier_tries(tried("nothing", "first"))
    assert earlier.score == pytest.approx(4 / 9, abs=1e-3)
    later = CONFIG.model_copy(update={"earlier": (earlier,)})
    (turn,) = build_report(tried("all", config=later)).turns
    assert turn.change is not None
    assert (turn.change.session_id, turn.change.turn) == ("s1", 2)
    assert [one.gained for one in turn.change.criteria] == [0, 3, 2]
    assert "since session s1 (44 of 100)" in changed(turn)
    rows = CsvExporter().export(build_report(tried("all", config=later))).decode("utf-8-sig")
    assert rows.splitlines()[0].count("earned_before") == 1


def test_a_criterion_that_the_rubric_did_not_have_then_is_left_out() -> None:
    (earlier,) = earlier_tries(tried("first"))
    fewer = earlier.model_copy(update={"verdicts": earlier.verdicts[:1]})
    later = CONFIG.model_copy(update={"earlier": (fewer,)})
    (turn,) = build_report(tried("all", config=later)).turns
    assert turn.change is not None
    assert [one.id for one in turn.change.criteria] == ["point-1"]


def test_a_try_without_a_grade_is_compared_with_nothing() -> None:
    turns = build_report(tried("nothing", "not in the table", "first")).turns
    assert [turn.change and turn.change.turn for turn in turns] == [None, None, 1]


def test_a_guess_stands_beside_the_score() -> None:
    report = build_report(tried("first"))
    assert guessed(report.turns[0]) == "Your guess: 75, 31 too high"
    assert report.calibration is not None
    assert report.calibration.bias == pytest.approx(0.75 - 4 / 9, abs=1e-3)
    assert "1 guess of your own, 31 points too high" in calibrated(report.calibration)
    assert build_report(tried("first", guess=None)).calibration is None
    assert guessed(build_report(tried("all", guess=0.97)).turns[0]) == "Your guess: 97, close"


def test_calibration_over_time_groups_the_newest_by_ten() -> None:
    assert calibration(()) is None
    rows = [SelfEstimate(START + timedelta(days=n), 0.9, 0.3 if n < 13 else 0.9) for n in range(23)]
    found = calibration(reversed(rows))
    assert found is not None
    assert found.over_time == (0.6, 0.0)
    assert (found.estimates, found.right_band) == (23, 10)


def test_each_missing_point_names_its_sources_and_questions_that_were_not_asked() -> None:
    rows = [item.question for item in sample_items()]
    report = build_report(tried("first"), rows)
    (advice,) = report.study
    assert advice.sources == ("A textbook on statistics, chapter 1",)
    assert [point.criterion_id for point in advice.points] == ["point-2", "point-3"]
    assert [point.lost for point in advice.points] == [3, 2]
    for point in advice.points:
        assert set(point.next) == {"variance", "bootstrap"}
        assert point.next[0] == "variance", "the core one first"
    assert not build_report(tried("all"), rows).study
    assert build_report(tried("first")).study[0].points[0].next == ()


def deeper(score: str, level: Level) -> Report:
    """Return the report of a question with a deeper reply that reached its point so far."""
    report = build_report(tried(score), [item.question for item in sample_items()])
    point = DeeperPoint(
        id="why", statement="The sample mean varies.", points=2, earned=0.5, level=level, spans=()
    )
    turn = report.turns[0]
    said = turn.answers[0].model_copy(update={"depth": "deeper", "deeper": (point,)})
    return report.model_copy(update={"turns": (turn.model_copy(update={"answers": (said,)}),)})


def test_a_deeper_point_left_out_is_advised_even_for_an_excellent_answer() -> None:
    rows = [item.question for item in sample_items()]
    (advice,) = study(deeper("all", "partial").turns, rows)
    assert advice.missing == ()
    (point,) = advice.deeper
    assert (point.criterion_id, point.lost) == ("why", 1.5)
    assert set(point.next) == {"variance", "bootstrap"}
    assert not study(deeper("all", "met").turns, rows)


def test_a_weak_answer_is_advised_on_its_own_points_and_on_deeper_ones() -> None:
    (advice,) = study(deeper("first", "missed").turns, ())
    assert [point.criterion_id for point in advice.points] == ["point-2", "point-3"]
    assert [point.criterion_id for point in advice.deeper] == ["why"]


@pytest.mark.parametrize("name", ["md", "html"])
def test_a_report_tells_deeper_points_to_study(name: str) -> None:
    report = deeper("all", "missed")
    told = load_exporter(name).export(report.model_copy(update={"study": study(report.turns, ())}))
    assert "To go deeper: The sample mean varies." in told.decode()


def test_the_table_holds_deeper_points_apart_from_those_of_the_score() -> None:
    content = CsvExporter().export(deeper("first", "partial")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    (own,) = [row for row in rows if row["follow_up"]]
    assert (own["criterion"], own["points"], own["earned"]) == ("why", "2", "0.5")
    scored = [row for row in rows if not row["follow_up"]]
    assert sum(float(row["earned"]) for row in scored) == 4.0
