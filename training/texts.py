"""Everything that the grader learns from: rated answers, and texts that follow from the bank."""

import random
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.trial.negation import negated
from training.kept import ALL, cut
from training.rated_answers import RIGHT, Answer, Bank

Origin = Literal[
    "real",
    "written",
    "model",
    "negated",
    "foreign",
    "salad",
    "swapped",
    "example",
    "statement",
    "correction",
    "wording",
]

CREDIT_WEIGHT: dict[Origin, float] = {
    "real": 1.0, "written": 0.15, "model": 0.15, "negated": 0.15, "foreign": 0.05, "salad": 0.1,
    "swapped": 0.3, "example": 0.1, "wording": 0.05,
}  # fmt: skip
"""What a text counts for when the trees for criteria are grown: real people's words first."""
ACCUSATION_WEIGHT: dict[Origin, float] = {
    "real": 6.0, "written": 1.0, "model": 1.0, "example": 0.3, "statement": 0.0, "correction": 0.5,
}  # fmt: skip
"""The same for misconceptions. Real answers count most: nearly all of them state none."""

_FOREIGN = 2
KEPT = (0, 2, 4)
"""Wordings a criterion keeps where the trees learn what a rubric of few wordings tells."""
_THIRD = 1 / len(KEPT)
_FEWER: frozenset[Origin] = frozenset(["real", "written", "model", "negated", "foreign"])
_LEFT = (2, 4, 6)
_CHOICE = re.compile(r"\(([^()]* / [^()]*)\)")
SIDES = {
    "probability-vs-likelihood": ("probability", "likelihood"),
    "hard-vs-soft-voting": ("hard voting", "soft voting"),
    "grid-vs-random-search": ("grid", "random"),
    "adaboost-vs-gradient-boosting": ("AdaBoost", "gradient boosting"),
    "lstm-vs-gru": ("LSTM", "GRU"),
    "mle-vs-map": ("MLE", "MAP"),
    "q-learning-vs-sarsa": ("Q-learning", "SARSA"),
    "batch-vs-online-inference": ("batch", "online"),
    "static-vs-dynamic-typing": ("static", "dynamic"),
    "layer-norm-vs-batch-norm": ("layer", "batch"),
    "rlhf-vs-dpo": ("RLHF", "DPO"),
    "exploration-vs-exploitation": ("exploration", "exploitation"),
    "data-vs-model-parallelism": ("data parallelism", "model parallelism"),
    "data-drift-vs-concept-drift": ("data drift", "concept drift"),
    "local-vs-global-minima": ("local", "global"),
    "dbscan-vs-kmeans": ("DBSCAN", "k-means"),
    "supervised-vs-unsupervised": ("supervised", "unsupervised"),
}
"""The names of the two sides of questions that contrast two things."""


class Text(NamedTuple):
    """One text to learn from: what is known of each criterion and misconception, 0..1 or None.

    Its rubric keeps ``kept`` wordings of each criterion, drawn by the seed ``draw``; ``share`` is
    what it counts for beside other texts of its origin.
    """

    question_id: str
    source: str
    origin: Origin
    text: str
    made: tuple[float | None, ...]
    stated: tuple[float | None, ...]
    kept: int = ALL
    draw: int = 0
    share: float = 1.0


def of_answers(bank: Bank, given: Sequence[Answer]) -> list[Text]:
    """Make texts of rated answers; those of right kinds are known to state nothing wrong."""
    made = []
    for answer in given:
        rubric = bank.rubrics[answer.question_id]
        criteria: tuple[float | None, ...] = (None,) * len(rubric.criteria)
        beliefs: tuple[float | None, ...] = (None,) * len(rubric.misconceptions)
        if answer.labels is not None:
            criteria = tuple(answer.labels.criteria.get(one.id) for one in rubric.criteria)
            beliefs = tuple(
                float(one.id in answer.labels.misconceptions) for one in rubric.misconceptions
            )
        elif answer.kind in RIGHT:
            beliefs = (0.0,) * len(beliefs)
        made.append(
            Text(
                answer.question_id,
                answer.source,
                "real" if answer.real else "written",
                answer.text,
                criteria,
                beliefs,
            )
        )
    return made


def of_bank(bank: Bank) -> list[Text]:
    """Make the texts that follow from the items themselves."""
    made = []
    draw = random.Random(0)
    questions = sorted(bank.rubrics)
    for question in questions:
        rubric = bank.rubrics[question]
        model = rubric.model_answer
        for other in draw.sample([one for one in questions if one != question], _FOREIGN):
            text = bank.rubrics[other].model_answer
            made.append(_text(question, "foreign", text, rubric, made=0.0, stated=0.0))
        for joint in (", ", " "):
            text = _terms(rubric, draw, joint)
            made.append(_text(question, "salad", text, rubric, made=0.0, stated=0.0))
        made.append(_text(question, "model", model, rubric, made=1.0, stated=0.0))
        made.append(_text(question, "negated", negated(model), rubric, made=0.0, stated=None))
        if question in SIDES:
            text = swapped(model, *SIDES[question])
            made.append(_text(question, "swapped", text, rubric, made=0.0, stated=None))
        for number, belief in enumerate(rubric.misconceptions):
            own = tuple(1.0 if n == number else None for n in range(len(rubric.misconceptions)))
            one = _text(question, "statement", belief.statement, rubric, made=None, stated=None)
            made.append(one._replace(stated=own))
            if belief.example:
                # Who holds a belief does not make the point that it contradicts.
                points = tuple(
                    0.0 if point.id == belief.contradicts else None for point in rubric.criteria
                )
                made.append(one._replace(origin="example", text=belief.example, made=points))
            truth = belief.correction
            made.append(_text(question, "correction", truth, rubric, made=None, stated=0.0))
    return made


def fewer(texts: Sequence[Text]) -> list[Text]:
    """Return texts once more for rubrics of fewer wordings.

    A real answer comes with each number of ``KEPT``, counting a third, any other with one.
    """
    made = []
    for text in texts:
        if text.origin not in _FEWER or all(value is None for value in text.made):
            continue
        if text.origin == "real":
            made += [text._replace(kept=kept, share=_THIRD) for kept in KEPT]
        else:
            part = zlib.crc32(text.question_id.encode()) % len(KEPT)
            made.append(text._replace(kept=KEPT[part]))
    return made


def said(bank: Bank) -> list[Text]:
    """Return statements and wordings of criteria as answers that make that point and no other.

    For each criterion one of its wordings is said to the whole rubric, one to a rubric that lacks
    it, as candidates say a point in words that no rubric foresees, and its statement.
    """
    return [text for question in sorted(bank.rubrics) for text in _said(bank, question)]


def _said(bank: Bank, question: str) -> Iterator[Text]:
    rubric = bank.rubrics[question]
    draw = random.Random(f"w:{question}")
    kept = draw.choice(_LEFT)
    less = cut(rubric, kept, 1)
    for number, (criterion, left) in enumerate(zip(rubric.criteria, less.criteria, strict=True)):
        if criterion.number is not None or not criterion.evidence:
            continue
        whole = Text(
            question,
            "bank",
            "wording",
            _spoken(draw.choice(criterion.evidence), draw),
            tuple(float(other == number) for other in range(len(rubric.criteria))),
            (None,) * len(rubric.misconceptions),
        )
        yield whole
        gone = [one for one in criterion.evidence if one not in left.evidence]
        if gone:
            yield whole._replace(text=_spoken(draw.choice(gone), draw), kept=kept, draw=1)
        yield whole._replace(text=_spoken(criterion.statement, draw))


def _spoken(wording: str, draw: random.Random) -> str:
    """Return a wording as one says it, with one phrase drawn of each choice."""
    text = _CHOICE.sub(lambda choice: draw.choice(choice[1].split(" / ")).strip(), wording).strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _terms(rubric: Rubric, draw: random.Random, joint: str) -> str:
    """Return terms of a rubric in a row, which claim nothing."""
    text = " ".join((*(one.statement for one in rubric.criteria), rubric.model_answer))
    found = list(dict.fromkeys(re.findall(r"[a-z]{5,}", text.lower())))
    draw.shuffle(found)
    return joint.join(found[: draw.randrange(20, 60)])


def swapped(text: str, one: str, other: str) -> str:
    """Return a text in which two names have changed places."""
    names = {one: other, other: one, one.capitalize(): other.capitalize()}
    names[other.capitalize()] = one.capitalize()
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"\b({pattern})", lambda match: names[match[0]], text)


def _text(
    question: str,
    origin: Origin,
    text: str,
    rubric: Rubric,
    *,
    made: float | None,
    stated: float | None,
) -> Text:
    return Text(
        question,
        "bank",
        origin,
        text,
        (made,) * len(rubric.criteria),
        (stated,) * len(rubric.misconceptions),
    )
