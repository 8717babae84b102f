"""What the offline grader promises for any answer: the same grade, true quotes, no crash."""

import asyncio
import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.bank.rubric import Item
from interviewer.grading.grade import Grade, Ungraded, score
from interviewer.grading.grader import Grader, GradingRequest
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.grading.offline.grader import judge as judge_any
from interviewer.grading.offline.scoring.model import LEAST, MET
from interviewer.grading.offline.scoring.verdicts import verdict
from interviewer.grading.reading.normalise import words
from interviewer.grading.reference import rubric_from_reference

Grading = Callable[[Item, str], Grade]


def judge(request: GradingRequest) -> Grade:
    outcome = judge_any(request)
    assert isinstance(outcome, Grade)
    return outcome


REFERENCE = "The bulb goes out. The gap opens the circuit, so no current flows."
PROGRAM = """
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.reference import rubric_from_reference
rubric = rubric_from_reference({reference!r}, "Why?")
answer = "There is a gap, so the current cannot flow and the bulb is off, not lit."
print(judge(GradingRequest(prompt="Why?", rubric=rubric, answer=answer)).model_dump_json())
"""


def test_registers_as_a_grader(overfitting: Item) -> None:
    grader = OfflineGrader()
    assert isinstance(grader, Grader)
    request = GradingRequest(
        prompt=overfitting.question.prompt,
        rubric=overfitting.rubric,
        answer=overfitting.rubric.model_answer,
    )
    assert asyncio.run(grader.grade(request)) == judge(request)


def test_every_model_answer_is_excellent_and_every_example_poor(
    items: list[Item], grade: Grading
) -> None:
    models = [
        score(grade(item, item.rubric.model_answer), item.rubric).value >= 0.85 for item in items
    ]
    examples = [
        score(grade(item, belief.example), item.rubric).value <= 0.3
        for item in items
        for belief in item.rubric.misconceptions
        if belief.example
    ]
    assert sum(models) / len(models) >= 0.95
    assert sum(examples) / len(examples) >= 0.9


def test_a_verdict_quotes_the_clause_that_earned_it(overfitting: Item, grade: Grading) -> None:
    answer = (
        "Good question. It memorises the training rows instead of the pattern. "
        "My favourite colour is green."
    )
    verdict = grade(overfitting, answer).verdicts[0]
    assert verdict.criterion_id == "fits-noise"
    assert verdict.spans
    assert "memorises the training rows" in verdict.spans[0].quote
    assert "colour" not in verdict.spans[0].quote


def test_one_doubtful_misconception_is_asked_about_and_costs_nothing(
    overfitting: Item, grade: Grading
) -> None:
    answer = (
        "Overfitting means the model is too simple to capture the pattern, so it has high bias."
    )
    judged = grade(overfitting, answer)
    assert judged.misconceptions == ()
    assert [finding.misconception_id for finding in judged.suspected] == ["overfit-is-high-bias"]
    assert judged.suspected[0].spans[0].stands_in(answer)
    assert score(judged, overfitting.rubric).penalty == 0


def test_misconceptions_that_bear_each_other_out_are_charged_and_quoted(
    items: list[Item], grade: Grading
) -> None:
    charged, poor = 0, 0
    tried = items[::4]
    for item in tried:
        examples = [wrong.example for wrong in item.rubric.misconceptions[:3] if wrong.example]
        answer = " ".join(examples)
        judged = grade(item, answer)
        charged += bool(judged.misconceptions)
        for finding in judged.misconceptions:
            assert finding.spans[0].stands_in(answer)
        poor += score(judged, item.rubric).value <= 0.5
    assert charged >= 0.8 * len(tried)
    assert poor >= 0.9 * len(tried)


@pytest.mark.parametrize(
    ("likelihood", "certainty"),
    [
        (0.0, "clear"),
        (LEAST - 0.001, "clear"),
        (LEAST + 0.01, "borderline"),
        ((LEAST + MET) / 2, "clear"),
        (MET - 0.01, "borderline"),
        (MET + 0.01, "borderline"),
        (0.95, "clear"),
    ],
)
def test_a_miss_is_clear_and_a_verdict_near_a_threshold_is_not(
    overfitting: Item, likelihood: float, certainty: str
) -> None:
    found = verdict(overfitting.rubric.criteria[0], likelihood, 0.0, None)
    assert (found.level, found.certainty) == ("missed", certainty)


def test_remedies_named_as_such_count_and_a_bare_row_of_terms_does_not(
    overfitting: Item, grade: Grading
) -> None:
    terms = "L2, dropout, early stopping, more data, augmentation, smaller model"
    said = "Low training error, high validation error: it memorised the noise of the sample."
    named, bare = (
        score(grade(overfitting, answer), overfitting.rubric).value
        for answer in (f"{said} Remedies: {terms}.", f"Overfitting, noise, validation, {terms}.")
    )
    assert named >= 0.5
    assert bare <= 0.15


def test_a_formula_is_read_as_one_statement(items: list[Item], grade: Grading) -> None:
    item = next(one for one in items if one.question.id == "precision-vs-recall")
    verdicts = grade(item, "Precision is TP/(TP+FP), recall is TP/(TP+FN).").verdicts
    credited = {one.criterion_id for one in verdicts if one.level != "missed"}
    assert {"precision-definition", "recall-definition"} <= credited


@given(st.text(alphabet="pTFN()|/+=ab ,.", max_size=60))
def test_brackets_of_any_kind_keep_every_words_place(text: str) -> None:
    for word in words(text):
        piece = text[word.start : word.end]
        assert piece
        assert piece.lower() == word.text or not piece.isalpha() or word.text.isdigit()


def test_what_the_candidate_admits_not_to_know_earns_nothing(
    overfitting: Item, grade: Grading
) -> None:
    known = "It memorises the training rows instead of the pattern."
    statement = "regularisation, early stopping or more data reduce overfitting"
    admitted = f"{known} How {statement}, I honestly can't say."
    assert grade(overfitting, f"{known} I know that {statement}.") != grade(overfitting, known)
    verdicts = grade(overfitting, admitted).verdicts
    assert [verdict.credit for verdict in verdicts] == [
        verdict.credit for verdict in grade(overfitting, known).verdicts
    ]


def test_a_credited_point_is_never_a_trifle(items: list[Item], grade: Grading) -> None:
    for item, other in itertools.pairwise(items):
        verdicts = grade(item, other.rubric.model_answer).verdicts
        assert all(verdict.credit == 0 or verdict.credit >= 0.2 for verdict in verdicts)


def test_a_reply_to_a_follow_up_is_judged_on_its_point_alone(overfitting: Item) -> None:
    request = GradingRequest(
        prompt=overfitting.question.prompt,
        rubric=overfitting.rubric,
        answer="We would collect more training data, or augment what we have with flips and crops.",
        target="more-data",
    )
    verdicts = {verdict.criterion_id: verdict for verdict in judge(request).verdicts}
    assert verdicts["more-data"].level == "met"
    assert verdicts["fits-noise"].level == "missed"


def test_another_language_is_ungraded_and_no_zero(overfitting: Item) -> None:
    request = GradingRequest(
        prompt=overfitting.question.prompt,
        rubric=overfitting.rubric,
        answer="Das Modell lernt das Rauschen der Trainingsdaten auswendig und versagt bei neuen.",
    )
    outcome = judge_any(request)
    assert isinstance(outcome, Ungraded)
    assert "reads English" in outcome.reason


def test_a_right_addition_never_costs(items: list[Item], grade: Grading) -> None:
    for item in items[::9]:
        full = score(grade(item, item.rubric.model_answer), item.rubric).value
        corrections = " ".join(wrong.correction for wrong in item.rubric.misconceptions)
        corrected = grade(item, f"{item.rubric.model_answer} {corrections}")
        assert score(corrected, item.rubric).value >= full - 0.05
        assert not corrected.misconceptions


def test_a_misconception_that_is_rejected_accuses_nobody(items: list[Item], grade: Grading) -> None:
    for item in items[::9]:
        full = score(grade(item, item.rubric.model_answer), item.rubric).value
        for wrong in item.rubric.misconceptions:
            text = f"Many people think that {wrong.statement.rstrip('.')}, but that is wrong."
            added = grade(item, f"{item.rubric.model_answer} {text}")
            assert score(added, item.rubric).value >= full - 0.05
            assert not added.misconceptions


def test_code_alone_earns_nothing(items: list[Item], grade: Grading) -> None:
    item = next(one for one in items if one.question.id == "explain-k-means-code")
    code = (
        "```python\ndef assign(points, centroids):\n"
        "    return ((points[:, None] - centroids) ** 2).sum(-1).argmin(1)\n```\n"
    )
    assert score(grade(item, code), item.rubric).value == 0


def test_the_same_over_hash_seeds() -> None:
    program = PROGRAM.format(reference=REFERENCE)
    outputs = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
        ).hexdigest()
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1


def test_thirty_thousand_words_are_judged(overfitting: Item, grade: Grading) -> None:
    right = overfitting.rubric.model_answer
    answer = right + " And so on, once more with feeling." * 4300
    assert len(answer.split()) > 30_000
    kept = score(grade(overfitting, answer), overfitting.rubric).value
    assert abs(kept - score(grade(overfitting, right), overfitting.rubric).value) <= 0.1


def test_a_reference_alone_ranks_answers() -> None:
    rubric = rubric_from_reference(REFERENCE, "Why is it dark?")

    def value(answer: str) -> float:
        request = GradingRequest(prompt="Why is it dark?", rubric=rubric, answer=answer)
        return score(judge(request), rubric).value

    right = value("the gap opens the circuit and no current flows")
    half = value("because of the gap")
    assert right > half > value("I like trains")


WORDS = st.sampled_from(
    [
        *["overfitting", "training", "validation", "error", "noise", "not", "never", "L1", "-1"],
        *["0.5", "%", "5", "{}", ";", ",", ".", "model", "it", "is", "the", "memorises", "isn't"],
        *["\u0430bc", "\u200b", "d\u00e9j\u00e0", "\u03c3\u00b2", "\U0001f600", "\n", "lower"],
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join)))
def test_any_text_gets_true_quotes_and_a_score_in_range(overfitting: Item, text: str) -> None:
    request = GradingRequest(
        prompt=overfitting.question.prompt, rubric=overfitting.rubric, answer=text
    )
    grade = judge_any(request)
    if isinstance(grade, Ungraded):
        assert "reads English" in grade.reason
        return
    quotes = [verdict.spans for verdict in grade.verdicts]
    quotes += [finding.spans for finding in grade.misconceptions]
    assert all(span.stands_in(text) for spans in quotes for span in spans)
    assert 0 <= score(grade, overfitting.rubric).value <= 1
    assert 0 <= grade.confidence <= 1
