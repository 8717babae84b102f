"""Rubrics tried on answers whose scores are known: each bound, broken once."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from interviewer.bank.folders import list_root
from interviewer.bank.linter import lint
from interviewer.bank.problems import Problem
from interviewer.errors import BankError
from interviewer.grading.grade import FoundMisconception, Grade, Span, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge as offline
from interviewer.grading.trial.bank import try_rubrics
from interviewer.grading.trial.item import Judge
from interviewer.grading.trial.negation import denied, negated
from interviewer.grading.trial.phrases import REJECTIONS, in_sentence, paraphrase, rejected
from tests.bank.conftest import QUESTION
from tests.bank.parts import Change, belief, criteria, line, wordings

WriteItem = Callable[..., tuple[Path, Path]]
LONG = " ".join(["and so on"] * 40)
DENIED = re.compile(r"It is not true that [^.]*\.|[^.]*\bnot\b[^.]*\.")


def check(
    root: Path, judge: Judge, only: Sequence[str] | None = None, workers: int = 1
) -> list[Problem]:
    linted = lint([list_root(root)])
    assert [problem for problem in linted.problems if problem.severity == "error"] == []
    chosen = linted.sound if only is None else only
    return list(try_rubrics(linted.items, judge, only=chosen, workers=workers))


def naming(credit: float = 1.0, *, denials: bool = True) -> Callable[[GradingRequest], Grade]:
    """Return a judge that credits a criterion where its id is said, and finds errors likewise.

    With ``denials`` what a sentence denies is not said.
    """

    def judge(request: GradingRequest) -> Grade:
        heard = request.answer
        if denials:
            heard = DENIED.sub(lambda found: " " * len(found[0]), heard)

        def said(name: str) -> tuple[Span, ...]:
            found = re.search(rf"\b{name}\b", heard, re.IGNORECASE)
            if not found:
                return ()
            return (Span(start=found.start(), end=found.end(), quote=found.group()),)

        return Grade(
            verdicts=tuple(
                Verdict(
                    criterion_id=criterion.id,
                    level="met" if credit == 1 else "partial",
                    credit=credit,
                    spans=said(criterion.id),
                )
                for criterion in request.rubric.criteria
                if said(criterion.id)
            ),
            misconceptions=tuple(
                FoundMisconception(misconception_id=belief.id, spans=said(belief.id))
                for belief in request.rubric.misconceptions
                if said(belief.id)
            ),
            grader="naming",
            grader_version="1",
            rubric_version=request.rubric.version,
        )

    return judge


def test_an_item_that_grades_as_it_should(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})
    assert check(root, naming()) == []


@pytest.mark.parametrize(
    ("question", "rubric", "message", "at"),
    [
        (
            {},
            {"model_answer": f"First and third. {LONG}"},
            r"it scores 60, not 90 or more \(missed second\)",
            "model_answer",
        ),
        (
            {},
            {"model_answer": f"First, second, and one. {LONG}", "misconceptions": belief()},
            r"it scores 20, not 90 or more \(missed third; found one by 'one'\)",
            "model_answer",
        ),
        (
            {},
            {"misconceptions": belief(example="The second, and one more.")},
            None,
            "",
        ),
        (
            {},
            {"misconceptions": belief(example="The second, I say.")},
            r"that of `two` scores 40, not 30 or less \(met second by 'second'\)",
            "example: The second",
        ),
        (
            {"prompt": "What comes third?"},
            {"misconceptions": belief()},
            r"the question parroted back scores 20 \(met third by 'third'\)",
            "criteria",
        ),
    ],
)
def test_rubrics_are_tried_on_answers(
    root: Path,
    write_item: WriteItem,
    question: Change,
    rubric: Change,
    message: str | None,
    at: str,
) -> None:
    write_item(root, question=question, rubric={"misconceptions": belief(), **rubric})
    found = check(root, naming())
    if message is None:
        assert [p for p in found if p.severity == "error"] == []
        return
    (problem,) = found
    assert re.search(message, problem.message), problem.message
    assert line(problem).strip().startswith(at)


def test_the_model_answers_of_other_items_must_not_score(root: Path, write_item: WriteItem) -> None:
    names = {"criteria": criteria(2, 2, 6), "misconceptions": belief()}
    write_item(root, "one", rubric={**names, "model_answer": f"First, second, third. {LONG}"})
    other = [
        {
            **part,
            "id": f"x{part['id']}",
            "evidence": wordings(4, f"the x{part['id']} claim holds in way"),
        }
        for part in criteria(2, 2, 6)
    ]
    write_item(
        root,
        "two",
        question={
            "follow_ups": [
                {**part, "criterion": f"x{part['criterion']}"} for part in QUESTION["follow_ups"]
            ]
        },
        rubric={
            "criteria": other,
            "misconceptions": [{**one, "contradicts": "xfirst"} for one in belief()],
            "model_answer": f"Xfirst, xsecond, xthird; and third. {LONG}",
        },
    )
    (problem,) = check(root, naming())
    assert problem.path == root / "rubrics/things/one.yaml"
    assert "the model answer of two scores 60 here (met third by 'third')" in problem.message


def test_kindred_items_are_no_strangers(root: Path, write_item: WriteItem) -> None:
    heard: list[str] = []

    def noting(request: GradingRequest) -> Grade:
        if request.rubric.question_id == "kin-0":
            heard.append(request.answer)
        return naming()(request)

    for kind, topic in (("kin", "trees that grow on leaves"), ("odd", "waves of the seven seas")):
        for number in range(4):
            named = criteria(4, 4, 2)
            for part in named:
                part["statement"] = f"It is about {topic}."
            write_item(
                root,
                f"{kind}-{number}",
                question={"prompt": f"What of {kind} number {number}?"},
                rubric={"criteria": named, "model_answer": f"First, second, {kind}, third. {LONG}"},
            )
    check(root, noting, only=["kin-0"])
    assert heard[0].startswith("First, second, kin")  # its own
    answers = [
        answer for answer in heard if answer.startswith("First") and not answer.startswith(heard[0])
    ]
    assert len(answers) == 2
    assert all(answer.startswith("First, second, odd") for answer in answers)


def test_a_broken_item_is_not_sound(root: Path, write_item: WriteItem) -> None:
    write_item(root)
    write_item(root, "b2", "other", question={"sources": []})
    assert lint([list_root(root)]).sound == {"gizmo"}


def test_a_credit_without_a_quote_counts_for_nothing(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})

    def generous(request: GradingRequest) -> Grade:
        grade = naming()(request)
        verdicts = [verdict.model_copy(update={"spans": ()}) for verdict in grade.verdicts]
        return grade.model_copy(update={"verdicts": tuple(verdicts)})

    found = check(root, generous)
    assert any("it scores 0, not 90" in problem.message for problem in found)


def test_a_model_answer_near_the_bound_is_a_warning(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})
    (problem,) = check(root, naming(0.85))
    assert "it scores 85, not 90 or more" in problem.message
    assert problem.severity == "warning"
    assert all(one.severity == "error" for one in check(root, naming(0.75)))


@pytest.mark.parametrize(
    ("said", "severity"), [("The second, I say.", "warning"), ("First and third, I say.", "error")]
)
def test_examples_that_earn(root: Path, write_item: WriteItem, said: str, severity: str) -> None:
    write_item(root, rubric={"misconceptions": belief(example=said)})
    (problem,) = check(root, naming())
    assert "`two` scores" in problem.message
    assert problem.severity == severity


def test_a_correction_that_is_taken_for_the_error(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief(correction="It is true, unlike two.")})
    (problem,) = check(root, naming())
    assert "the model answer loses 60 by 'It is true, unlike two.'" in problem.message
    assert line(problem).strip().startswith("correction: It is true, unlike two")
    assert problem.severity == "error"


def test_a_rejection_that_is_taken_for_the_error(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief(statement="It is as two says.")})
    (problem,) = check(root, naming())
    assert "loses 60 by 'It is a common misconception that it is as two sa" in problem.message
    assert line(problem).strip().startswith("statement: It is as two says")


def test_what_costs_only_together_is_said_as_such(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief(correction="It is so.")})

    def easily_tired(request: GradingRequest) -> Grade:
        tired = "It is true." in request.answer and "It is so." in request.answer
        return naming(0.5 if tired else 1.0)(request)

    (problem,) = check(root, easily_tired)
    assert "loses 50 by all corrections and rejections at once" in problem.message
    assert line(problem) == "misconceptions:"


def test_a_denied_model_answer_must_not_earn(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})
    (problem,) = check(root, naming(denials=False))
    assert re.search(r"every sentence denied it scores 100, not 15 .*'first'", problem.message)
    assert line(problem).startswith("model_answer:")
    assert problem.severity == "error"


def test_a_paraphrase_that_earns_nothing_is_a_warning(root: Path, write_item: WriteItem) -> None:
    named = criteria(4, 4, 2)
    named[0]["evidence"] = [f"the initial claim (holds / stands) in way {n}" for n in range(4)]
    rubric = {"model_answer": f"First, second, third. {LONG}", "criteria": named}
    write_item(root, rubric={"misconceptions": belief(), **rubric})
    (problem,) = check(root, naming())
    assert (
        "a paraphrase of `first` earns nothing: 'What it comes down to is that" in problem.message
    )
    assert line(problem).strip() == "evidence:"
    assert problem.severity == "warning"


def test_a_paraphrase_is_heard_alone_before_it_is_called_missed(
    root: Path, write_item: WriteItem
) -> None:
    write_item(root, rubric={"misconceptions": belief()})

    def crowded(request: GradingRequest) -> Grade:
        grade = naming()(request)
        if request.answer.count("claim holds") < 2:
            return grade
        kept = [one for one in grade.verdicts if one.criterion_id != "second"]
        return grade.model_copy(update={"verdicts": tuple(kept)})

    assert check(root, crowded) == []


def test_a_rubric_without_wordings_is_told_how_far_it_goes(
    root: Path, write_item: WriteItem
) -> None:
    bare = [{**part, "evidence": []} for part in criteria(4, 4, 2)]
    held = [{**part, "evidence": []} for part in belief()]
    write_item(root, rubric={"criteria": bare, "misconceptions": held})
    (problem,) = lint([list_root(root)]).problems
    assert "no criterion has wordings" in problem.message
    assert "docs/authoring.md" in problem.remedy
    assert line(problem) == "criteria:"
    assert problem.severity == "warning"

    def unsure(request: GradingRequest) -> Grade:
        worded = any(criterion.evidence for criterion in request.rubric.criteria)
        return naming(1.0 if worded else 0.5)(request)

    # What it then gives is the grader's fault as much.
    assert {one.severity for one in check(root, unsure)} == {"warning"}


def test_the_processes_find_what_one_finds(root: Path, write_item: WriteItem) -> None:
    for number in range(13):
        write_item(
            root,
            f"thing-{number}",
            question={"prompt": f"What is number {number} of the {'abcdefghijklm'[number]}s?"},
            rubric={"misconceptions": belief()},
        )
    found = check(root, offline)
    assert len(found) >= 13
    assert check(root, offline, workers=2) == found


def _dies(request: GradingRequest) -> Grade:
    os._exit(1)


def test_a_process_that_ends_early_is_one_line(root: Path, write_item: WriteItem) -> None:
    for number in range(12):
        prompt = f"What is number {number} of the {'abcdefghijklm'[number]}s?"
        write_item(root, f"thing-{number}", question={"prompt": prompt})
    with pytest.raises(BankError, match="ended early"):
        check(root, _dies, workers=2)


def test_rejections_take_each_phrasing_in_turn() -> None:
    texts = rejected(["The mean is robust."] * 7)
    assert len(set(texts[:6])) == 6
    assert texts[6] == texts[0] == "Many people think that the mean is robust, but that is wrong."
    assert all(frame.count("{}") == 1 for frame in REJECTIONS)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("A model is a tree.", "a model is a tree"),
        ("L2 is sparse.", "L2 is sparse"),
        ("I sum it up.", "I sum it up"),
        ("XGBoost is bagging.", "XGBoost is bagging"),
        ("k-means is supervised.", "k-means is supervised"),
    ],
)
def test_a_statement_inside_a_sentence(text: str, inside: str) -> None:
    assert in_sentence(text) == inside


@pytest.mark.parametrize(
    ("text", "contrary"),
    [
        ("The mean is robust.", "The mean is not robust."),
        ("The loss grows with it.", "The loss does not grow with it."),
        ("And k-means wants k.", "It is not true that and k-means wants k."),
        # A second "not" would cancel the first.
        ("It is not robust.", "It is not true that it is not robust."),
        # It would deny one clause only.
        ("It is robust, so I use it.", "It is not true that it is robust, so I use it."),
        ("Fix the seed!", "It is not true that fix the seed."),
        ("It is big; use it.", "It is not big; It is not true that use it."),
        ("", ""),
    ],
)
def test_each_sentence_is_denied(text: str, contrary: str) -> None:
    assert denied(text) == contrary


def test_negation_is_put_behind_common_verbs() -> None:
    assert negated("It learns and can fail.") == "It learns not and can not fail."
    assert negated("It makes sense") == "It makes not sense"


def test_a_paraphrase_takes_a_sentence_and_its_last_choices() -> None:
    wordings = ["p = tp / n", "short term", "It usually (lowers / reduces) the large errors of it"]
    said = "Put plainly, it as a rule lowers the big errors of it."
    assert paraphrase(wordings, 1) == said
    assert paraphrase(wordings[:2], 1) is None
