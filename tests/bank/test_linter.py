"""The linter: each rule of an item, broken once; and all breaches reported together."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.folders import list_root
from interviewer.bank.linter import Judge, lint
from interviewer.bank.problems import Problem
from interviewer.bank.wordings import alternation_faults, symbols
from interviewer.grading.grade import FoundMisconception, Grade, Span, Verdict
from interviewer.grading.grader import GradingRequest

WriteItem = Callable[..., tuple[Path, Path]]
Change = dict[str, Any]


def check(root: Path, judge: Judge | None = None, only: list[str] | None = None) -> list[Problem]:
    return list(lint([list_root(root)], judge=judge, only=only))


def line(problem: Problem) -> str:
    assert problem.line is not None
    return problem.path.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def wordings(count: int, start: str = "it is true in way") -> list[str]:
    return [f"{start} {number}" for number in range(count)]


def criteria(*points: int, essential: tuple[bool, ...] = ()) -> list[Change]:
    flags = essential or tuple(number == 0 for number in range(len(points)))
    return [
        {
            "id": name,
            "statement": f"Claim number {name} is a true one.",
            "points": worth,
            "essential": flag,
            "evidence": wordings(4, f"the {name} claim holds in way"),
        }
        for name, worth, flag in zip(
            ("first", "second", "third", *"defghij"), points, flags, strict=False
        )
    ]


def belief(**changes: object) -> list[Change]:
    whole = {
        "statement": "It is false.",
        "correction": "It is true.",
        "contradicts": "third",
        "penalty": 2,
        "evidence": ["it is plainly false"],
        "example": "I say it is false.",
    }
    first = {"id": "one", **whole, "evidence": ["it is wrong"]}
    second = {"id": "two", **whole, **changes}
    return [first, {key: value for key, value in second.items() if value is not None}]


def probe(**changes: str) -> list[Change]:
    return [
        {"id": "one", "criterion": "first", "prompt": "And why?"},
        {"id": "two", "criterion": "second", "prompt": "And how?", **changes},
    ]


LAST = [{"id": "four", "criterion": "third", "prompt": "And last?"}]
DEEPER = [
    {"id": "why-first", "criterion": "first", "prompt": "Why is that?", "when": "met"},
    {"id": "limit-first", "criterion": "first", "prompt": "Until when?", "when": "met"},
]


def errors(root: Path) -> list[Problem]:
    return [problem for problem in check(root) if problem.severity == "error"]


def test_a_good_item_is_clean(root: Path, write_item: WriteItem) -> None:
    write_item(root)
    write_item(root, "doohickey", "other")
    assert check(root) == []


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"hints": []}, "0 hints", "hints:"),
        ({"hints": None}, "0 hints", "id: gizmo"),
        ({"hints": ["a b", "c d", "e f", "g h"]}, "4 hints", "hints:"),
        ({"hints": ["Look here", "look, here!"]}, "same text stands here twice", "- look, here!"),
        (
            {"hints": ["The first claim about gizmo holds under conditions of its own."]},
            "gives away the criterion `first`",
            "- The first claim",
        ),
        ({"follow_ups": probe()[:1]}, "1 follow-ups", "follow_ups:"),
        ({"follow_ups": probe()[:1]}, "probes the essential criterion `second`", "follow_ups:"),
        ({"follow_ups": probe(when="met")}, "essential criterion `second`", "follow_ups:"),
        ({"follow_ups": probe(prompt="and WHY")}, "stands here twice", "prompt: and WHY"),
        (
            {"follow_ups": probe(prompt="What holds for the second claim under gizmo conditions?")},
            "gives away the criterion `second`",
            "prompt: What holds",
        ),
        ({"sources": []}, "no source", "sources:"),
        (
            {"kind": "scenario", "clarifications": None},
            "scenario question without clarifications",
            "id: gizmo",
        ),
        (
            {"kind": "coding", "clarifications": None},
            "coding question without clarifications",
            "id: gizmo",
        ),
        (
            {"clarifications": [{"topic": "t", "asks": ["How big?", "how big"], "reply": "Big."}]},
            "same text stands here twice",
            "- how big",
        ),
        ({"prompt": "What is P(A|B) of gizmo?"}, "'|' cannot be read aloud", "prompt:"),
        ({"prompt": "Why \u03c3\u00b2?"}, "'\u03c3\u00b2' cannot be read aloud", "prompt:"),
        ({"prompt": "What?", "spoken": "x < y"}, "'<' cannot be read aloud", "spoken:"),
        ({"prompt": "TODO say it"}, "still to be written", "prompt: TODO"),
        ({"follow_ups": probe(prompt="TODO")}, "still to be written", "prompt: TODO"),
    ],
)
def test_rules_of_the_question(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, _ = write_item(root, question=change)
    problem = next(p for p in check(root) if part in p.message)
    assert problem.path == question
    assert line(problem).strip().removeprefix("- ").startswith(at.removeprefix("- "))
    assert problem.remedy
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "What is P(A|B) of gizmo?", "spoken": "What is the chance of A given B?"},
        {"prompt": "Why \u2013 of all things \u2013 a na\u00efve one, as in \u201cso\u201d?"},
        {
            "kind": "scenario",
            "clarifications": [{"topic": "t", "asks": ["How big?"], "reply": "Big."}],
        },
        {
            "follow_ups": [
                *probe(),
                {"id": "three", "criterion": "first", "prompt": "And then?"},
                *LAST,
                *DEEPER,
            ]
        },
    ],
)
def test_what_the_question_may_hold(root: Path, write_item: WriteItem, change: Change) -> None:
    write_item(root, question=change)
    assert check(root) == []


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"criteria": criteria(5, 5)}, "2 criteria", "criteria:"),
        ({"criteria": criteria(*[1] * 10)}, "10 criteria", "criteria:"),
        ({"criteria": criteria(4, 4, 1)}, "points add up to 9", "criteria:"),
        ({"criteria": criteria(4, 4, 3)}, "points add up to 11", "criteria:"),
        (
            {"criteria": criteria(4, 4, 2, essential=(False, False, False))},
            "no criteria are essential",
            "criteria:",
        ),
        (
            {"criteria": criteria(4, 4, 2, essential=(True, True, True))},
            "all criteria are essential",
            "criteria:",
        ),
        (
            {"criteria": [*criteria(4, 4), {**criteria(0, 0, 2)[2], "evidence": wordings(3)}]},
            "3 wordings for `third`",
            "evidence:",
        ),
        (
            {"criteria": [*criteria(4, 4), {**criteria(0, 0, 2)[2], "evidence": ["a b"] * 4}]},
            "same text stands here twice",
            "- a b",
        ),
        (
            {
                "criteria": criteria(4, 4, 2),
                "misconceptions": belief(evidence=["The first claim holds, in way 1"]),
            },
            "same text stands here twice",
            "- The first claim holds, in way 1",
        ),
        (
            {"misconceptions": belief(evidence=["it is ( / false)"])},
            "has an empty choice",
            "- it is ( / false)",
        ),
        ({"misconceptions": belief()[:1]}, "1 misconceptions", "misconceptions:"),
        ({"misconceptions": belief(evidence=[])}, "no wordings for `two`", "evidence:"),
        ({"misconceptions": belief(example=None)}, "no example for `two`", "- id: two"),
        ({"misconceptions": belief(penalty=0)}, "`two` costs nothing", "penalty: 0"),
        ({"model_answer": "word " * 109}, "109 words", "model_answer:"),
        ({"model_answer": "word " * 261}, "261 words", "model_answer:"),
        ({"model_answer": "TODO"}, "still to be written", "model_answer: TODO"),
    ],
)
def test_rules_of_the_rubric(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    _, rubric = write_item(root, rubric=change)
    problem = next(p for p in check(root) if part in p.message)
    assert problem.path == rubric
    assert line(problem).strip().removeprefix("- ").startswith(at.removeprefix("- "))
    assert problem.remedy
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "change",
    [
        {"criteria": criteria(2, 1, 1, 1, 1, 1, 1, 1, 1)},
        {"misconceptions": belief(penalty=0, cap=0.3)},
        {"model_answer": "word " * 110},
        {"model_answer": "word " * 260},
    ],
)
def test_what_the_rubric_may_hold(root: Path, write_item: WriteItem, change: Change) -> None:
    write_item(root, rubric=change)
    assert errors(root) == []


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("a (b / c) d", None),
        ("(b / c) and (d / e / f g)", None),
        ("no list at all", None),
        ("an aside (as it were) is no list", None),
        ("A/B tests and train/test splits", None),
        ("the (A/B test / split test)", None),
        ("f1 is 2 / (1/p + 1/r)", None),
        ("precision = TP / (TP + FP)", None),
        ("true positives / (true positives + false positives)", None),
        ("p(x)", None),
        ("a (b / c", "do not match"),
        ("a b) / (c", "do not match"),
        ("a (b / ) c", "empty choice"),
        ("a ( / b) c", "empty choice"),
        ("a (b /  / c) d", "empty choice"),
        ("the (mean/median)", "no spaces"),
        ("the (mean/ median / mode)", "one side only"),
        ("the (mean /median / mode)", "one side only"),
        ("the (mean / Mean)", "choice twice"),
        ("the mean / median of it", "no list"),
        ("the (mean / or (median / mode) or sum / total)", "no list"),
    ],
)
def test_lists_of_choices(wording: str, fault: str | None) -> None:
    faults = list(alternation_faults(wording))
    if fault is None:
        assert faults == []
    else:
        assert any(fault in found for found in faults), faults


def test_symbols_are_named_once_in_their_order() -> None:
    assert symbols("a | b | c \u2264 d") == "|\u2264"
    assert symbols("Plain words, 12 of them: \u201cfine\u201d \u2014 really? (Yes; it's so!)") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What is a gizmo?", "what is a Gizmo", True),
        (
            "How would you explain to somebody what regularisation of a linear model does?",
            "Explain to us what the regularisation of linear models does, would you?",
            False,
        ),
        (
            "How does regularisation of a linear model change its bias and variance?",
            "How does the regularisation of a linear model change bias, and variance?",
            True,
        ),
        (
            "What is precision, and when is it useful?",
            "What is recall, and when is it useful?",
            False,
        ),
    ],
)
def test_two_prompts_that_ask_the_same(
    root: Path, write_item: WriteItem, one: str, other: str, same: bool
) -> None:
    write_item(root, "one", question={"prompt": one})
    second, _ = write_item(root, "two", question={"prompt": other})
    found = [(problem.path, problem.message) for problem in check(root)]
    assert [path for path, _ in found] == ([second] if same else [])
    assert all("asks the same as one" in message for _, message in found)


def test_an_item_that_replaces_another_does_not_ask_the_same(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(root)
    write_item(tmp_path / "lower")
    assert lint([list_root(root), list_root(tmp_path / "lower")]) == ()


def test_everything_is_reported_together_in_order(root: Path, write_item: WriteItem) -> None:
    write_item(root, "b2", question={"sources": [], "hints": []}, rubric={"author": "me"})
    write_item(root, "a1", question={"level": "none"}, rubric={"model_answer": "short"})
    (root / "rubrics/things/c3.yaml").write_text("{", encoding="utf-8")
    found = check(root)
    assert [(problem.path.parts[-3], problem.path.stem) for problem in found] == [
        ("questions", "a1"),
        ("questions", "b2"),
        ("questions", "b2"),
        ("rubrics", "a1"),
        ("rubrics", "b2"),
        ("rubrics", "c3"),
    ]
    assert found == sorted(found, key=lambda problem: (problem.path, problem.line))
    assert [problem.path.stem for problem in check(root, only=["a1"])] == ["a1", "a1"]


def naming(credit: float = 1.0) -> Callable[[GradingRequest], Grade]:
    """Return a judge that credits a criterion where its id is said, and finds errors likewise."""

    def judge(request: GradingRequest) -> Grade:
        def said(name: str) -> tuple[Span, ...]:
            found = re.search(rf"\b{name}\b", request.answer, re.IGNORECASE)
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


LONG = " ".join(["and so on"] * 40)


def test_an_item_that_grades_as_it_should(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})
    assert check(root, naming()) == []


@pytest.mark.parametrize(
    ("question", "rubric", "message", "at"),
    [
        (
            {},
            {"model_answer": f"First and third. {LONG}"},
            r"it scores 60, not 80 or more \(missed second\)",
            "model_answer",
        ),
        (
            {},
            {"model_answer": f"First, second, and one. {LONG}", "misconceptions": belief()},
            r"it scores 60, not 80 or more \(missed third; found one by 'one'\)",
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
    other = [{**part, "id": f"x{part['id']}"} for part in criteria(2, 2, 6)]
    write_item(
        root,
        "two",
        question={
            "follow_ups": [
                {**part, "criterion": f"x{part['criterion']}"}
                for part in [*probe(prompt="Then what?"), *LAST, *DEEPER]
            ]
        },
        rubric={
            "criteria": other,
            "misconceptions": [{**part, "contradicts": "xthird"} for part in belief()],
            "model_answer": f"Xfirst, xsecond, xthird; and third. {LONG}",
        },
    )
    (problem,) = check(root, naming())
    assert problem.path == root / "rubrics/things/one.yaml"
    assert "the model answer of two scores 60 here (met third by 'third')" in problem.message


def test_kindred_items_are_no_strangers(root: Path, write_item: WriteItem) -> None:
    tried: list[str] = []

    def noting(request: GradingRequest) -> Grade:
        if request.rubric.question_id == "kin-0":
            tried.append(request.answer)
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
                rubric={"criteria": named, "model_answer": f"First, second, {kind}, c. {LONG}"},
            )
    check(root, noting, only=["kin-0"])
    assert tried[0].startswith("First, second, kin")  # its own
    answers = [
        answer for answer in tried if answer.startswith("First") and not answer.startswith(tried[0])
    ]
    assert len(answers) == 3
    assert all(answer.startswith("First, second, odd") for answer in answers)


def test_a_broken_item_is_not_tried(root: Path, write_item: WriteItem) -> None:
    write_item(root, question={"sources": []}, rubric={"model_answer": f"Nothing. {LONG}"})
    assert [problem.message for problem in check(root, naming())] == ["sources: no source."]


def test_a_credit_without_a_quote_counts_for_nothing(root: Path, write_item: WriteItem) -> None:
    write_item(root, rubric={"misconceptions": belief()})

    def generous(request: GradingRequest) -> Grade:
        grade = naming()(request)
        verdicts = [verdict.model_copy(update={"spans": ()}) for verdict in grade.verdicts]
        return grade.model_copy(update={"verdicts": tuple(verdicts)})

    answer, *replies = (problem.message for problem in reversed(check(root, generous)))
    assert "it scores 0, not 80" in answer
    assert len(replies) == 2
    assert all(" scores 0, not 75" in reply for reply in replies)
