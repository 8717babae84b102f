"""The version to share: what is personal is in none of its formats."""

import json
from datetime import UTC, datetime

import pytest

from interviewer.grading.grade import Span, Stability
from interviewer.llm.usage import Usage
from interviewer.registry import EXPORTERS, load_exporter, names
from interviewer.report.build import build_report
from interviewer.report.pdf import document
from interviewer.report.report import DeliveryReport, Report
from interviewer.report.session_words import notices
from interviewer.report.share import shared
from tests.report.hostile import hostile_session

CANARY = "canary-7341"
QUOTE = (Span(start=0, end=len(CANARY), quote=CANARY),)
DELIVERY = DeliveryReport(
    words=7341,
    seconds=7341.5,
    speaking_seconds=7341.5,
    pace=7341.5,
    articulation=7341.5,
    hesitations=7341,
    hesitation_rate=7341.5,
    soft_fillers=7341,
    pauses=7341,
    longest_pause=7341.5,
    pause_share=0.7341,
    to_first_word=7341.5,
    over_time=(7341.5,),
)


def personal() -> Report:
    """A report that says the canary in every place where something of the candidate stands."""
    report = build_report(hostile_session())
    turns = []
    for turn in report.turns:
        answers = tuple(
            answer.model_copy(
                update={
                    "text": CANARY,
                    "transcript": f"heard {CANARY}",
                    "seconds": 7341.5,
                    "model": f"/home/{CANARY}/model.gguf",
                    "ungraded": f"http://{CANARY}.example does not answer",
                    "delivery": DELIVERY,
                }
            )
            for answer in turn.answers
        )
        criteria = tuple(
            row.model_copy(update={"spans": QUOTE, "explanation": CANARY, "said_at": 7341.5})
            for row in turn.criteria
        )
        wrong = tuple(row.model_copy(update={"spans": QUOTE}) for row in turn.misconceptions)
        turns.append(
            turn.model_copy(
                update={"answers": answers, "criteria": criteria, "misconceptions": wrong}
            )
        )
    return report.model_copy(
        update={
            "session_id": CANARY,
            "started_at": datetime(2026, 1, 2, 23, 41, 7, 341, tzinfo=UTC),
            "ended_at": datetime(2026, 1, 3, 0, 41, 7, 341, tzinfo=UTC),
            "usage": Usage(requests=7341, prompt_tokens=7341, completion_tokens=7341, cost=7.341),
            "delivery": DELIVERY,
            "turns": tuple(turns),
        }
    )


@pytest.mark.parametrize("name", sorted({*names(EXPORTERS)} - {"pdf"}))
def test_no_format_of_it_says_what_is_personal(name: str) -> None:
    whole = load_exporter(name).export(personal()).decode()
    text = load_exporter(name).export(shared(personal())).decode()
    assert CANARY in whole
    for secret in (CANARY, "7341", "7,341", "23:41", "00:41", ":07"):
        assert secret not in text


def test_neither_does_the_pdf() -> None:
    def texts(report: Report) -> str:
        return json.dumps(document(report, notices(report)))

    assert CANARY in texts(personal())
    for secret in (CANARY, "7341", "7,341", "23:41"):
        assert secret not in texts(shared(personal()))


def test_what_the_rubric_says_and_what_it_came_to_stays() -> None:
    whole = personal()
    share = shared(whole)
    assert share.shared
    assert (share.score, share.areas, share.counts) == (whole.score, whole.areas, whole.counts)
    for kept, given in zip(share.turns, whole.turns, strict=True):
        assert (kept.prompt, kept.status, kept.score) == (given.prompt, given.status, given.score)
        assert [(row.id, row.level, row.earned, row.help) for row in kept.criteria] == [
            (row.id, row.level, row.earned, row.help) for row in given.criteria
        ]


def test_time_is_told_by_the_day_and_the_minute() -> None:
    share = shared(personal())
    assert share.started_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert share.ended_at == datetime(2026, 1, 3, tzinfo=UTC)
    assert share.active_seconds % 60 == 0
    assert share.active_seconds > 0
    assert all(turn.seconds is None or turn.seconds % 60 == 0 for turn in share.turns)


def test_to_share_twice_changes_nothing_more() -> None:
    once = shared(personal())
    assert shared(once) == once


def test_a_field_that_nobody_has_judged_stays_out() -> None:
    class Later(Report):
        job: str = ""

    later = Later.model_validate(personal().model_dump() | {"job": CANARY})
    assert CANARY not in shared(later).model_dump_json()


def test_doubt_of_a_grader_is_no_secret() -> None:
    whole = personal()
    turn = whole.turns[0]
    votes = Stability(agreed=2, votes=3)
    rows = tuple(row.model_copy(update={"stability": votes}) for row in turn.criteria)
    share = shared(
        whole.model_copy(update={"turns": (turn.model_copy(update={"criteria": rows}),)})
    )
    assert share.turns[0].criteria[0].stability == votes
