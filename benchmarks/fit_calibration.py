"""Fit the calibration of the offline grader on rated answers and write its table.

Nothing but the standard library: gradient descent on some sixty numbers. The targets are the
raters' marks of whole answers; beside them every model answer of the bank, every example of a
misconception, and answers given to another question.
"""

import argparse
import json
import math
import random
from collections.abc import Sequence
from operator import mul
from pathlib import Path
from typing import NamedTuple

import yaml

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.calibration import Calibration, Term, fitted
from interviewer.grading.offline.evidence import compiled, read
from interviewer.grading.offline.features import Features, features, whole
from interviewer.grading.offline.similarity import Likeness, likeness, shared
from interviewer.grading.reference import rubric_from_reference

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "interviewer" / "grading" / "offline" / "calibration.txt"
HEAD = "# Function, feature, knot and factor; written by benchmarks/fit_calibration.py.\n"

_KNOTS = {
    "first": (0.0, 0.5),
    "competition": (-0.6, -0.2, 0.1),
    "duel": (-0.5, -0.1, 0.2),
    "dense": (0.0, 0.4, 0.7),
    "breadth": (0.0, 0.35, 0.7),
    "plain": (0.0, 0.5),
    "vocabulary": (0.0, 0.5),
    "listed": (0.0, 0.25),
}
_CREDIT = [
    "first",
    "third",
    "mass",
    "competition",
    "pooled",
    "listed",
    "plain",
    "dense",
    "wide",
    "swapped",
    "function",
    "cohesion",
    "vocabulary",
    "believed",
    "breadth",
    "duel",
    "worst",
    "negated",
]
_MISCONCEPTION = [
    "first",
    "second",
    "mass",
    "competition",
    "pooled",
    "plain",
    "dense",
    "swapped",
    "duel",
    "opposite",
    "unnegated",
    "negated",
]
_RIGHT = frozenset(
    ["strong", "strong_alt", "asr", "good", "thin", "terse_expert", "nonnative", "storyteller"]
)
_WRONG = frozenset(["wrong_confident", "bluffer"])
_FOREIGN = frozenset(["strong", "strong_alt", "asr", "storyteller"])
_RIDGE = 0.001
_LABELS = 0.1
_OFF_TOPIC = 0.5
_FOREIGN_MODEL = 0.02
_TALK_WEIGHT = 0.15
_TALK = (
    "Well, where do I start. People ask me this all the time, and to be honest there are many ways "
    "to see it. We had a long meeting about it last year and in the end everybody was happy. You "
    "look at the case, you think about what the company needs, and then you find a good solution. "
    "I would have to look up the details, but in general it works out and it is worth the effort."
)
"""Talk that could stand in any answer, and says nothing."""
_EPOCHS = 500
_RATE = 0.08


class Answer(NamedTuple):
    """A rated answer: ``mark`` is the raters' mean, 0..1."""

    id: str
    question_id: str
    kind: str
    text: str
    mark: float
    errors: bool


class Bank(NamedTuple):
    """Prompts and rubrics by question id."""

    prompts: dict[str, str]
    rubrics: dict[str, Rubric]


class Row(NamedTuple):
    """One text to learn from: terms of every claim, and what should come out.

    ``labels`` says for each misconception whether it is stated (1), not (0) or unknown (None);
    ``some`` that at least one is; ``topic`` whether the text is about the question, 0..1.
    """

    question_id: str
    target: float
    weight: float
    credit: list[list[float] | None]
    points: list[float]
    misconception: list[list[float] | None]
    penalties: list[float]
    caps: list[float]
    labels: list[int | None]
    some: bool
    topic: float


def answers(paths: Sequence[Path]) -> list[Answer]:
    """Read rated answers, one JSON object a line."""
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            mark = sum(row["raters"]) / len(row["raters"]) / 100
            found.append(
                Answer(
                    row["id"],
                    row["question_id"],
                    row["kind"],
                    row["answer"],
                    mark,
                    bool(row["errors"]),
                )
            )
    return found


def bank() -> Bank:
    """Read the repository's own bank."""
    prompts, rubrics = {}, {}
    for path in sorted((ROOT / "rubrics").glob("*/*.yaml")):
        question = ROOT / "questions" / path.relative_to(ROOT / "rubrics")
        rubric = Rubric.model_validate(yaml.safe_load(path.read_text("utf-8")))
        rubrics[rubric.question_id] = rubric
        prompts[rubric.question_id] = yaml.safe_load(question.read_text("utf-8"))["prompt"]
    return Bank(prompts, rubrics)


def terms(names: Sequence[str]) -> list[Term]:
    """Return the terms of the named features, factors 0, the bias first."""
    return [
        Term("bias", 0.0, 0.0),
        *(Term(name, knot, 0.0) for name in names for knot in _KNOTS.get(name, (0.0,))),
    ]


def described(prompt: str, rubric: Rubric, text: str) -> list[Features | None]:
    """Return the features of every claim of a rubric in a text."""
    count = len(rubric.criteria)
    words, evidence, vocabulary, breadth, topic = read(compiled(prompt, rubric), text, count, False)
    about = whole(rubric, evidence, vocabulary, words, breadth, topic)
    return [
        features(own, evidence[count:] if number < count else evidence[:count], about, known)
        for number, (own, known) in enumerate(zip(evidence, vocabulary, strict=True))
    ]


def _row(
    stored: Bank,
    question_id: str,
    text: str,
    target: float,
    weight: float,
    stated: str | None = None,
    right: bool = False,
    some: bool = False,
) -> Row:
    rubric = stored.rubrics[question_id]
    claims = described(stored.prompts[question_id], rubric, text)
    count = len(rubric.criteria)
    credit, misconception = terms(_CREDIT), terms(_MISCONCEPTION)
    return Row(
        question_id,
        target,
        weight,
        [claim and [term.value(claim) for term in credit] for claim in claims[:count]],
        [criterion.points / rubric.points for criterion in rubric.criteria],
        [claim and [term.value(claim) for term in misconception] for claim in claims[count:]],
        [belief.penalty / rubric.points for belief in rubric.misconceptions],
        [1.0 if belief.cap is None else belief.cap for belief in rubric.misconceptions],
        [1 if belief.id == stated else 0 if right else None for belief in rubric.misconceptions],
        some,
        next((claim.topic for claim in claims if claim), 0.0),
    )


def rows(stored: Bank, rated: Sequence[Answer]) -> list[Row]:
    """Make everything that there is to learn from."""
    made = []
    known = [answer for answer in rated if answer.question_id in stored.rubrics]
    for answer in known:
        right = answer.kind in _RIGHT or not answer.errors
        wrong = answer.kind in _WRONG
        made.append(
            _row(
                stored,
                answer.question_id,
                answer.text,
                answer.mark,
                1.0,
                right=right and not wrong,
                some=wrong,
            )
        )
    draw = random.Random(1)
    for answer in known:
        if answer.kind in _FOREIGN:
            others = [key for key in sorted(stored.rubrics) if key != answer.question_id]
            made.append(_row(stored, draw.choice(others), answer.text, 0.0, _OFF_TOPIC))
    for question_id, rubric in sorted(stored.rubrics.items()):
        others = [key for key in sorted(stored.rubrics) if key != question_id]
        foreign = stored.rubrics[draw.choice(others)].model_answer
        made.append(_row(stored, question_id, foreign, 0.0, _FOREIGN_MODEL))
        made.append(_row(stored, question_id, _TALK, 0.0, _TALK_WEIGHT))
        made.append(_row(stored, question_id, rubric.model_answer, 0.97, 0.5, right=True))
        made += [
            _row(stored, question_id, belief.example, 0.1, 0.12, stated=belief.id)
            for belief in rubric.misconceptions
            if belief.example
        ]
    return made


def _logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(mul, weights, values))))))


def _gradient(
    row: Row, credit: Sequence[float], belief: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Return by how much the loss grows with each claim's sum of terms."""
    plain = [0.0 if values is None else _logistic(credit, values) for values in row.credit]
    sures = [0.0 if values is None else _logistic(belief, values) for values in row.misconception]
    shares = [row.topic * one for one in plain]
    beliefs = [row.topic * one for one in sures]
    score = sum(map(mul, row.points, shares)) - sum(map(mul, row.penalties, beliefs))
    slope = 1.0 if score >= 0 else 0.1
    value = score * slope
    caps = [1 - sure * (1 - cap) for sure, cap in zip(beliefs, row.caps, strict=True)]
    lowest = min(range(len(caps)), key=caps.__getitem__, default=-1)
    capped = lowest >= 0 and caps[lowest] < value
    error = 2 * row.weight * ((caps[lowest] if capped else value) - row.target)
    up = [
        0.0 if capped else error * slope * points * share * (1 - one)
        for points, share, one in zip(row.points, shares, plain, strict=True)
    ]
    down = []
    none = math.prod(1 - sure for sure in beliefs)
    for number, sure in enumerate(beliefs):
        by_belief = 0.0
        if not capped:
            by_belief -= error * slope * row.penalties[number]
        elif number == lowest:
            by_belief -= error * (1 - row.caps[number])
        slant = by_belief * sure * (1 - sures[number])
        if row.labels[number] is not None:
            slant += _LABELS * 0.3 * (sure - (row.labels[number] or 0))
        if row.some:
            slant -= _LABELS * 3 * none * sure / (1 - none + 1e-6)
        down.append(slant)
    return up, down


def fit(learn: Sequence[Row]) -> Calibration:
    """Find the factors that bring the scores nearest to the marks (Adam, fixed start)."""
    credit, belief = terms(_CREDIT), terms(_MISCONCEPTION)
    size = len(credit)
    weights = [0.0] * (size + len(belief))
    weights[0], weights[1], weights[size], weights[size + 1] = -3.0, 5.0, -6.0, 5.0
    mean, spread = [0.0] * len(weights), [0.0] * len(weights)
    for epoch in range(1, _EPOCHS + 1):
        slope = [
            0.0 if number in (0, size) else 2 * _RIDGE * weight
            for number, weight in enumerate(weights)
        ]
        for row in learn:
            up, down = _gradient(row, weights[:size], weights[size:])
            for start, slants, claims in ((0, up, row.credit), (size, down, row.misconception)):
                for slant, values in zip(slants, claims, strict=True):
                    if values is not None and slant:
                        for number, value in enumerate(values, start):
                            slope[number] += slant * value
        rate = _RATE * min(1.0, 2 * (1 - epoch / (_EPOCHS + 1)))
        for number, value in enumerate(slope):
            mean[number] = 0.9 * mean[number] + 0.1 * value
            spread[number] = 0.99 * spread[number] + 0.01 * value * value
            step = mean[number] / (1 - 0.9**epoch)
            scale = math.sqrt(spread[number] / (1 - 0.99**epoch)) + 1e-8
            weights[number] -= rate * step / scale
    factors = [round(weight, 3) for weight in weights]
    return Calibration(
        tuple(term._replace(factor=factors[number]) for number, term in enumerate(credit)),
        tuple(term._replace(factor=factors[number]) for number, term in enumerate(belief, size)),
        fitted().reference,
    )


class Reference(NamedTuple):
    """An answer to an item with only a reference: terms, weighted over sentences, and its mark."""

    question: str
    values: list[float]
    mark: float


def reference_rows(path: Path) -> list[Reference]:
    """Read rated answers to items with a reference, one JSON object a line."""
    made = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        question = item["question"]
        rubric = rubric_from_reference(item["reference"], question)
        count = len(rubric.criteria)
        found = read(compiled(question, rubric), item["answer"], count, False)
        alike = shared(question, rubric.model_answer, found.words)
        values = [0.0] * (1 + len(Likeness._fields))
        for criterion, own in zip(rubric.criteria, found.evidence, strict=True):
            sentence = likeness(own, alike)
            if sentence is not None:
                for number, value in enumerate((1.0, *sentence)):
                    values[number] += criterion.points / rubric.points * value
        made.append(Reference(question, values, item["human_score"]))
    return made


def fit_reference(learn: Sequence[Reference]) -> tuple[Term, ...]:
    """Solve the least squares of marks on likeness."""
    size = len(learn[0].values)
    table = [
        [math.fsum(row.values[a] * row.values[b] for row in learn) for b in range(size)]
        + [math.fsum(row.values[a] * row.mark for row in learn)]
        for a in range(size)
    ]
    for pivot in range(size):
        table[pivot][pivot] += 1e-6
        for other in range(size):
            if other != pivot:
                factor = table[other][pivot] / table[pivot][pivot]
                table[other] = [
                    x - factor * y for x, y in zip(table[other], table[pivot], strict=True)
                ]
    names = ("bias", *Likeness._fields)
    return tuple(
        Term(name, 0.0, round(table[number][size] / table[number][number], 3))
        for number, name in enumerate(names)
    )


def main() -> None:
    """Fit on all rated answers given and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    found = fitted()
    if options.answers:
        found = fit(rows(bank(), answers(options.answers)))
    if options.asag:
        learn = [row for path in options.asag for row in reference_rows(path)]
        found = found._replace(reference=fit_reference(learn))
    lines = [
        f"{name} {term.feature} {term.knot} {term.factor}"
        for name, group in zip(found._fields, found, strict=True)
        for term in group
    ]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
