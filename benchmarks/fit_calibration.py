"""Fit the calibration of the offline grader on rated answers and write its tables.

Gradient boosting of small trees (Friedman 2001, Annals of Statistics 29). The trees for criteria
are grown so that the *score* comes near the raters' mark of the whole answer, and each criterion
near what a reader found of it; those for misconceptions so that the stated ones stand out.
Needs the extra `fit`.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rated_answers import ROOT, Bank, answers, bank, labels
from sklearn.tree import DecisionTreeRegressor
from training_texts import Text, contradicted, foreign, of_the_bank, rated, swapped, taken_back

from interviewer.grading.offline.calibration import (
    FOUND,
    SUPPORT,
    Calibration,
    gate,
    reference_factors,
)
from interviewer.grading.offline.evidence import compiled, read
from interviewer.grading.offline.figures import BELIEF, CREDIT, REPLY, WHOLE
from interviewer.grading.offline.forest import Forest
from interviewer.grading.offline.similarity import Likeness, likeness, shared
from interviewer.grading.offline.tables import lines
from interviewer.grading.reference import rubric_from_reference

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Slopes = Callable[[Floats], tuple[Floats, Floats]]

TABLES = ROOT / "interviewer" / "grading" / "offline"
HEAD = "# Written by benchmarks/fit_calibration.py. {}\n"
_RATE = 0.06
_DEPTH = 4
_LEAF = 30
_ROWS, _COLUMNS = 0.6, 0.3
_LONGEST_STEP = 4.0
_STIFF = 1e-3
_CREDIT_ROUNDS, _BELIEF_ROUNDS, _REPLY_ROUNDS, _TOPIC_ROUNDS = 400, 250, 150, 150
_LABEL = 0.01
"""What being wrong about one criterion counts beside being wrong about the score."""
_INNER = 4
_WHOLE_ANSWER = 0.5


class Rows(NamedTuple):
    """Rows of figures; ``text`` and ``claim`` say whose each is, by number."""

    figures: Floats
    text: Ints
    claim: Ints


def grow(
    rows: Floats, slopes: Slopes, rounds: int, use: NDArray[np.bool_] | None = None
) -> list[DecisionTreeRegressor]:
    """Boost trees by Newton steps; ``slopes`` gives slope and curvature of the loss at each row.

    Rows that are not in ``use`` are left out.
    """
    draw = np.random.RandomState(0)
    value = np.zeros(len(rows))
    trees = []
    for number in range(rounds):
        slope, curve = slopes(value)
        step = np.clip(-slope / curve, -_LONGEST_STEP, _LONGEST_STEP)
        kept = draw.rand(len(rows)) < _ROWS
        if use is not None:
            kept &= use
        tree = DecisionTreeRegressor(
            max_depth=_DEPTH, min_samples_leaf=_LEAF, max_features=_COLUMNS, random_state=number
        ).fit(rows[kept], step[kept], sample_weight=curve[kept])
        value += _RATE * tree.predict(rows)
        trees.append(tree)
    return trees


def written(tree: DecisionTreeRegressor, names: Sequence[str]) -> str:
    """Spell a tree as ``Forest`` reads it."""
    inner = tree.tree_

    def spelled(node: int) -> list[str]:
        if inner.children_left[node] < 0:
            return [str(round(_RATE * 10_000 * float(inner.value[node][0][0])))]
        fork = f"{names[inner.feature[node]]}<={round(float(inner.threshold[node]), 5)}"
        return [fork, *spelled(inner.children_left[node]), *spelled(inner.children_right[node])]

    return "\t".join(spelled(0))


def _logistic(value: Floats) -> Floats:
    made: Floats = 1 / (1 + np.exp(-np.clip(value, -30, 30)))
    return made


def _labelled(wanted: Floats, weight: Floats) -> Slopes:
    def slopes(value: Floats) -> tuple[Floats, Floats]:
        share = _logistic(value)
        return weight * (share - wanted), weight * share * (1 - share) + _STIFF

    return slopes


def belief_rows(texts: Sequence[Text]) -> Rows:
    """Return the rows of every misconception of every text."""
    found = [
        (row, number, claim)
        for number, text in enumerate(texts)
        for claim in range(len(text.about.beliefs))
        if (row := text.about.belief(claim)) is not None
    ]
    return _rows(found, len(BELIEF))


def _rows(found: Sequence[tuple[Sequence[float], int, int]], width: int) -> Rows:
    return Rows(
        np.array([row for row, _, _ in found], dtype=float).reshape(len(found), width),
        np.array([number for _, number, _ in found], dtype=int),
        np.array([claim for _, _, claim in found], dtype=int),
    )


def _known(rows: Rows, values: Sequence[Sequence[float | None]]) -> Floats:
    return np.array(
        [
            np.nan if (value := values[text][claim]) is None else value
            for text, claim in zip(rows.text, rows.claim, strict=True)
        ],
        dtype=float,
    )


def fit_belief(texts: Sequence[Text], rows: Rows) -> list[str]:
    """Grow the trees that say whether a misconception is stated.

    Of a wrong answer that nobody has labelled, at least one is (a noisy or).
    """
    wanted = _known(rows, [text.beliefs for text in texts])
    known = ~np.isnan(wanted)
    # What a whole answer states counts more than single examples and answers to other questions.
    whole = np.array([texts[number].weight >= _WHOLE_ANSWER for number in rows.text])
    weight = np.where(whole, 1.0, 0.3) * known
    wanted = np.nan_to_num(wanted)
    errs = np.array([texts[number].errs for number in rows.text])
    labelled = _labelled(wanted, weight)

    def slopes(value: Floats) -> tuple[Floats, Floats]:
        slope, curve = labelled(value)
        share = _logistic(value)
        none = np.exp(np.bincount(rows.text, np.log1p(-share + 1e-9), len(texts)))[rows.text]
        push = errs * share * none / (1 - none + 1e-6)
        return slope - push, curve + errs * share * (1 - share)

    use = known | errs
    # Rows that nothing is known of take no part.
    trees = grow(rows.figures, slopes, _BELIEF_ROUNDS, use=use)
    return [written(tree, BELIEF) for tree in trees]


def sureness(texts: Sequence[Text], rows: Rows, trees: Sequence[str]) -> list[list[float]]:
    """Return how sure each text's misconceptions are."""
    forest = Forest(trees, BELIEF)
    sure = [[0.0] * len(text.about.beliefs) for text in texts]
    for row, text, claim in zip(rows.figures.tolist(), rows.text, rows.claim, strict=True):
        sure[text][claim] = forest(row)
    return sure


def fit_topic(texts: Sequence[Text]) -> list[str]:
    """Grow the trees that say whether a text is about the question."""
    table = np.array([text.about.whole for text in texts])
    wanted = np.array([float(text.on_topic) for text in texts])
    weight = np.array([1.0 if text.weight >= _WHOLE_ANSWER else 0.5 for text in texts])
    return [written(tree, WHOLE) for tree in grow(table, _labelled(wanted, weight), _TOPIC_ROUNDS)]


class Unseen(NamedTuple):
    """What trees that have not seen a text's question say of it.

    ``sure`` is the sureness of its misconceptions, ``gate`` whether it is on its topic, ``alone``
    what each criterion would earn by its own evidence; all 0..1.
    """

    sure: list[list[float]]
    gate: Floats
    alone: list[list[float]]

    def of(self, numbers: Sequence[int]) -> "Unseen":
        """Return the same of these texts only."""
        return Unseen(
            [self.sure[number] for number in numbers],
            self.gate[list(numbers)],
            [self.alone[number] for number in numbers],
        )


def unseen(texts: Sequence[Text], rows: Rows) -> Unseen:
    """Judge every text by trees grown on the other questions, as an answer to be graded is."""
    questions = sorted({text.question_id for text in texts})
    part = {question: number % _INNER for number, question in enumerate(questions)}
    belongs = np.array([part[text.question_id] for text in texts])
    found = Unseen([[] for _ in texts], np.zeros(len(texts)), [[] for _ in texts])
    for held in range(_INNER):
        learn = Rows(*(column[belongs[rows.text] != held] for column in rows))
        judged = sureness(texts, rows, fit_belief(texts, learn))
        others = [text for text in texts if part[text.question_id] != held]
        topic = Forest(fit_topic(others), WHOLE)
        reply = Forest(fit_reply(others), REPLY)
        for number in np.flatnonzero(belongs == held).tolist():
            found.sure[number] = judged[number]
            about = texts[number].about
            found.gate[number] = gate(topic(about.whole))
            rows_alone = (about.reply(claim) for claim in range(len(about.criteria)))
            found.alone[number] = [0.0 if row is None else reply(row) for row in rows_alone]
    return found


def fit_credit(stored: Bank, texts: Sequence[Text], known: Unseen) -> list[str]:
    """Grow the trees that say how much of a criterion is earned."""
    found = [
        (row, number, claim)
        for number, text in enumerate(texts)
        for claim in range(len(text.about.criteria))
        if (alone := known.alone[number][claim]) >= SUPPORT
        and (row := text.about.credit(claim, known.sure[number], FOUND, alone)) is not None
    ]
    rows = _rows(found, len(CREDIT))
    rubrics = [stored.rubrics[text.question_id] for text in texts]
    points = np.array(
        [
            rubrics[n].criteria[c].points / rubrics[n].points
            for n, c in zip(rows.text, rows.claim, strict=True)
        ]
    )
    stated = [
        [belief for belief, one in zip(rubric.misconceptions, row, strict=True) if one >= FOUND]
        for rubric, row in zip(rubrics, known.sure, strict=True)
    ]
    penalty = np.array(
        [sum(b.penalty for b in row) / r.points for row, r in zip(stated, rubrics, strict=True)]
    )
    cap = np.array([min([1.0, *(b.cap for b in row if b.cap is not None)]) for row in stated])
    mark = np.array([text.mark for text in texts])
    weight = np.array([text.weight for text in texts])
    wanted = _known(rows, [text.criteria for text in texts])
    label = np.where(np.isnan(wanted), 0.0, _LABEL * weight[rows.text])
    wanted = np.nan_to_num(wanted)

    def slopes(value: Floats) -> tuple[Floats, Floats]:
        plain = _logistic(value)
        share = known.gate[rows.text] * plain
        score = np.bincount(rows.text, points * share, len(texts)) - penalty
        # Below nothing a little slope is left, so that credit wrongly given is still seen.
        tilt = np.where(score >= 0, 1.0, 0.1)
        error = np.where(score > cap, 0.0, tilt * score - mark)
        change = points * share * (1 - plain)
        slope = 2 * (weight * error * tilt)[rows.text] * change + label * (plain - wanted)
        curve = 2 * weight[rows.text] * (change**2 + _STIFF) + label * plain * (1 - plain)
        return slope, curve

    return [written(tree, CREDIT) for tree in grow(rows.figures, slopes, _CREDIT_ROUNDS)]


def fit_reply(texts: Sequence[Text]) -> list[str]:
    """Grow the trees that judge a criterion by its own evidence alone."""
    found = [
        (row, number, claim)
        for number, text in enumerate(texts)
        for claim in range(len(text.about.criteria))
        if text.criteria[claim] is not None and (row := text.about.reply(claim)) is not None
    ]
    rows = _rows(found, len(REPLY))
    wanted = _known(rows, [text.criteria for text in texts])
    weight = np.array([texts[number].weight for number in rows.text])
    return [
        written(tree, REPLY)
        for tree in grow(rows.figures, _labelled(wanted, weight), _REPLY_ROUNDS)
    ]


class Trees(NamedTuple):
    """Trees as they are written, one a row."""

    topic: list[str]
    credit: list[str]
    reply: list[str]
    belief: list[str]

    def calibration(self) -> Calibration:
        """Return what grades with them."""
        return Calibration(
            Forest(self.topic, WHOLE),
            Forest(self.credit, CREDIT),
            Forest(self.reply, REPLY),
            Forest(self.belief, BELIEF),
            reference_factors(lines("reference.txt")),
        )


def fit(stored: Bank, texts: Sequence[Text]) -> Trees:
    """Grow all trees."""
    beliefs = belief_rows(texts)
    known = unseen(texts, beliefs)
    # What is off the topic is the gate's to stop: the trees for credit never see it.
    near = [number for number, text in enumerate(texts) if text.on_topic]
    credit = fit_credit(stored, [texts[number] for number in near], known.of(near))
    return Trees(fit_topic(texts), credit, fit_reply(texts), fit_belief(texts, beliefs))


def everything(stored: Bank, paths: Sequence[Path]) -> list[Text]:
    """Return every text that there is to learn from; a file named twice counts double."""
    given = [one for one in answers(paths) if one.question_id in stored.rubrics]
    return [
        *rated(stored, given, labels()),
        *contradicted(stored, given),
        *taken_back(stored),
        *swapped(stored),
        *foreign(stored, given),
        *of_the_bank(stored),
    ]


class Reference(NamedTuple):
    """An answer to an item with only a reference: likeness, weighted over sentences, and mark."""

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
            for number, value in enumerate((1.0, *likeness(own, alike))):
                values[number] += criterion.points / rubric.points * value
        made.append(Reference(question, values, item["human_score"]))
    return made


def fit_reference(learn: Sequence[Reference]) -> tuple[float, ...]:
    """Solve the least squares of marks on likeness."""
    table = np.array([row.values for row in learn])
    marks = np.array([row.mark for row in learn])
    ridge = 1e-6 * np.eye(table.shape[1])
    factors = np.linalg.solve(table.T @ table + ridge, table.T @ marks)
    return tuple(round(float(factor), 3) for factor in factors)


def main() -> None:
    """Fit on everything given and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    if options.answers:
        stored = bank()
        trees = fit(stored, everything(stored, options.answers))
        for name, rows in zip(trees._fields, trees, strict=True):
            about = "One tree a line, in preorder; leaves in ten-thousandths."
            table = TABLES / f"{name}.trees"
            table.write_text(HEAD.format(about) + "\n".join(rows) + "\n", "utf-8")
    if options.asag:
        factors = fit_reference([row for path in options.asag for row in reference_rows(path)])
        names = ("constant", *Likeness._fields)
        lines = [f"{name} {factor}" for name, factor in zip(names, factors, strict=True)]
        head = HEAD.format("Factors of likeness to a reference.")
        (TABLES / "reference.txt").write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
