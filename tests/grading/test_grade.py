"""The one function that makes a score, and what a grade must bear out."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.grading.bands import BANDS, band
from interviewer.grading.grade import (
    FoundMisconception,
    Grade,
    Span,
    Ungraded,
    Verdict,
    earned,
    found,
    score,
)
from interviewer.grading.grader import GradingRequest, judge_verified
from interviewer.grading.verification import verified

LEVELS = {"met": 1.0, "partial": 0.5, "missed": 0.0}
SLUGS = st.sampled_from(["a", "b", "c", "d", "not-in-the-rubric"])
CRITERIA = st.lists(
    st.builds(Criterion, id=SLUGS, statement=st.just("A point."), points=st.integers(1, 9)),
    min_size=1,
    max_size=4,
    unique_by=lambda criterion: criterion.id,
)
BELIEFS = st.lists(
    st.builds(
        Misconception,
        id=SLUGS,
        statement=st.just("Wrong."),
        correction=st.just("Right."),
        penalty=st.integers(0, 12),
        cap=st.none() | st.floats(0, 1),
    ),
    max_size=3,
    unique_by=lambda belief: belief.id,
)
RUBRICS = st.builds(
    Rubric,
    question_id=st.just("q"),
    version=st.just(1),
    criteria=CRITERIA.map(tuple),
    misconceptions=BELIEFS.map(tuple),
    model_answer=st.just("All of it."),
)
SPANS = st.builds(
    Span, start=st.integers(0, 12), end=st.integers(0, 12), quote=st.text("ab ", max_size=5)
)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    level = draw(st.sampled_from(sorted(LEVELS)))
    data: dict[str, object] = {
        "criterion_id": draw(SLUGS),
        "level": level,
        "spans": draw(st.lists(SPANS, max_size=2)),
    }
    if level != "missed" and draw(st.booleans()):
        data["credit"] = draw(st.floats(0.01, 1))
    return Verdict.model_validate(data)


GRADES = st.builds(
    Grade,
    verdicts=st.lists(verdicts(), max_size=5, unique_by=lambda v: v.criterion_id).map(tuple),
    misconceptions=st.lists(
        st.builds(
            FoundMisconception, misconception_id=SLUGS, spans=st.lists(SPANS, max_size=2).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
    grader=st.just("g"),
    grader_version=st.just("1"),
    rubric_version=st.just(1),
)


@given(GRADES, RUBRICS)
def test_the_score_is_points_less_penalties_over_all_points_clamped_and_capped(
    grade: Grade, rubric: Rubric
) -> None:
    given = {verdict.criterion_id: verdict.credit for verdict in grade.verdicts}
    points = sum(c.points * given.get(c.id, 0) for c in rubric.criteria)
    wrong = {finding.misconception_id for finding in grade.misconceptions}
    held = [belief for belief in rubric.misconceptions if belief.id in wrong]
    value = (points - sum(b.penalty for b in held)) / sum(c.points for c in rubric.criteria)
    value = min([max(0.0, min(1.0, value)), *(b.cap for b in held if b.cap is not None)])
    result = score(grade, rubric)
    assert result.value == pytest.approx(value, abs=1e-3)
    assert 0 <= result.value <= 1
    assert result.band == band(result.value)
    assert [belief for belief, _ in found(grade, rubric)] == held
    assert [row.criterion for row in earned(grade, rubric)] == list(rubric.criteria)


@given(GRADES, RUBRICS, st.text("ab ", max_size=12))
def test_verifying_drops_what_the_answer_does_not_say_and_never_adds(
    grade: Grade, rubric: Rubric, answer: str
) -> None:
    checked = verified(grade, answer)
    for before, after in zip(grade.verdicts, checked.verdicts, strict=True):
        assert set(after.spans) <= set(before.spans)
        assert after.credit in (before.credit, 0)
        assert after.spans or after.credit == 0
        for span in after.spans:
            assert answer[span.start : span.end] == span.quote
            assert span.end - span.start == len(span.quote)
            assert span.quote.strip()
    assert {f.misconception_id for f in checked.misconceptions} <= {
        f.misconception_id for f in grade.misconceptions
    }
    assert all(finding.spans for finding in checked.misconceptions)
    assert verified(checked, answer) == checked


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 4, "word"), (5, 9, "here")],
)
def test_a_quote_stands_where_it_says(start: int, end: int, quote: str) -> None:
    assert Span(start=start, end=end, quote=quote).stands_in("word here")


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 4, "Word"), (1, 5, "word"), (5, 99, "here"), (4, 5, " "), (0, 0, ""), (4, 0, "")],
)
def test_a_quote_that_is_altered_misplaced_or_blank_stands_nowhere(
    start: int, end: int, quote: str
) -> None:
    assert not Span(start=start, end=end, quote=quote).stands_in("word here")


def test_offsets_count_characters_not_bytes() -> None:
    answer = "\U0001f600 \u00e4rger"
    assert Span(start=2, end=7, quote="\u00e4rger").stands_in(answer)


@pytest.mark.parametrize(("level", "credit"), LEVELS.items())
def test_credit_follows_from_the_level_where_it_is_not_given(level: str, credit: float) -> None:
    assert Verdict.model_validate({"criterion_id": "a", "level": level}).credit == credit


@pytest.mark.parametrize(("level", "credit"), [("met", 0), ("partial", 0), ("missed", 0.1)])
def test_a_level_that_its_credit_belies_is_refused(level: str, credit: float) -> None:
    with pytest.raises(ValidationError, match="cannot earn"):
        Verdict.model_validate({"criterion_id": "a", "level": level, "credit": credit})


@pytest.mark.parametrize("lowest", [0.85, 0.65, 0.40])
def test_a_score_has_the_band_of_the_points_it_is_shown_as(lowest: float) -> None:
    shown_alike = (lowest - 0.0049, lowest, lowest + 0.0049)
    assert len({band(value) for value in shown_alike}) == 1
    assert band(lowest - 0.0051) != band(lowest)


def test_bands_cover_every_score() -> None:
    assert [band(value) for value in (0, 0.39, 0.4, 0.64, 0.65, 0.84, 0.85, 1)] == [
        *("poor", "poor", "mixed", "mixed", "good", "good", "excellent", "excellent")
    ]
    assert [lowest for lowest, _, _ in BANDS] == sorted((row[0] for row in BANDS), reverse=True)


class Liar:
    """A grader that quotes what nobody said."""

    name = "liar"
    version = "1"

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Give everything for nothing."""
        invented = Span(start=0, end=9, quote="brilliant")
        return Grade(
            verdicts=tuple(
                Verdict(criterion_id=c.id, level="met", credit=1.0, spans=(invented,))
                for c in request.rubric.criteria
            ),
            grader=self.name,
            grader_version=self.version,
            rubric_version=1,
        )


@given(RUBRICS)
def test_a_grader_that_invents_quotes_gives_no_credit(rubric: Rubric) -> None:
    request = GradingRequest(prompt="q", rubric=rubric, answer="I have no idea.")
    outcome = asyncio.run(judge_verified(Liar(), request))
    assert isinstance(outcome, Grade)
    assert score(outcome, rubric).value == 0
    assert "quote" in outcome.verdicts[0].explanation


class Fixed:
    """A grader that always returns the same, which may be no grade at all."""

    name = "fixed"
    version = "1"

    def __init__(self, outcome: object) -> None:
        self._outcome = outcome

    async def grade(self, request: GradingRequest) -> Any:
        """Return it."""
        return self._outcome


def test_a_grader_that_judges_nothing_gives_no_grade() -> None:
    criterion = Criterion(id="a", statement="A point.", points=1)
    rubric = Rubric(question_id="q", version=1, criteria=(criterion,), model_answer="All of it.")
    request = GradingRequest(prompt="q", rubric=rubric, answer="I have no idea.")
    open_still = Grade(
        verdicts=(Verdict.unsettled("a", "Nobody knows."),),
        grader="fixed",
        grader_version="1",
        rubric_version=1,
    )
    for returned, why in ((None, "NoneType"), ({"a": 1}, "dict"), (open_still, "no criterion was")):
        outcome = asyncio.run(judge_verified(Fixed(returned), request))
        assert isinstance(outcome, Ungraded)
        assert why in outcome.reason
