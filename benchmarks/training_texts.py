"""Everything that the calibration learns from: rated answers, and texts whose worth is known.

Beside the rated answers stand, for every item of the bank, its model answer (also spoken, padded
and out of order), the examples of its misconceptions, answers to other questions, bare lists of
its terms, its own question, and small talk.
"""

import itertools
import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from rated_answers import RIGHT, WRONG, Answer, Bank, Labels

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.evidence import compiled, read
from interviewer.grading.offline.figures import Figures, figures

TALK = (
    "Well, where do I start. People ask me this all the time, and to be honest there are many ways "
    "to see it. We had a long meeting about it last year and in the end everybody was happy. You "
    "look at the case, you think about what the company needs, and then you find a good solution. "
    "I would have to look up the details, but in general it works out and it is worth the effort."
)
"""Talk that could stand in any answer, and says nothing."""
SIDES = {
    "probability-vs-likelihood": ("probability", "likelihood"),
    "hard-vs-soft-voting": ("hard voting", "soft voting"),
    "grid-vs-random-search": ("grid", "random"),
    "adaboost-vs-gradient-boosting": ("AdaBoost", "gradient boosting"),
    "supervised-vs-reinforcement": ("supervised", "reinforcement"),
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
_TAKEN_BACK = 0.3
_FOREIGN = frozenset(["strong", "strong_alt", "asr", "storyteller", "terse_expert"])
_FULL = 0.98
_HALF = 0.5
_EXAMPLE = 0.08


class Text(NamedTuple):
    """One text to learn from.

    ``mark`` (0..1) is the score that should come out and ``weight`` how much that counts;
    ``on_topic`` says whether it is about the question.
    ``criteria`` and ``beliefs`` are what is known of each claim: 0..1, or None. ``errs`` says
    that at least one of the beliefs is stated, whichever it is.
    """

    question_id: str
    about: Figures
    mark: float
    weight: float
    on_topic: bool
    criteria: tuple[float | None, ...]
    beliefs: tuple[float | None, ...]
    errs: bool = False


def described(
    prompt: str, rubric: Rubric, text: str, forget: random.Random | None = None
) -> Figures:
    """Return the figures of a text read as an answer.

    With ``forget``, half of the claims lose the wording that fits the text best.
    """
    reading = read(compiled(prompt, rubric), text, len(rubric.criteria), False)
    if forget is not None:
        evidence = [own[forget.randrange(2) :] for own in reading.evidence]
        reading = reading._replace(evidence=evidence)
    return figures(rubric, reading)


def rated(stored: Bank, given: Sequence[Answer], known: dict[str, Labels]) -> list[Text]:
    """Make texts of rated answers and what readers found in them.

    Each is there twice, once as if some wordings had not been foreseen: the wordings of the bank
    were written with such answers in mind, and those of a real candidate were not seen by anybody.
    """
    made = []
    forget = random.Random(4)
    for answer, draw in itertools.product(given, (None, forget)):
        rubric = stored.rubrics[answer.question_id]
        label = known.get(answer.id)
        criteria: list[float | None] = [None] * len(rubric.criteria)
        beliefs: list[float | None] = [None] * len(rubric.misconceptions)
        if label is not None:
            criteria = [label.criteria.get(one.id) for one in rubric.criteria]
            beliefs = [float(one.id in label.misconceptions) for one in rubric.misconceptions]
        elif answer.kind in RIGHT or answer.faultless:
            beliefs = [0.0] * len(beliefs)
        made.append(
            Text(
                answer.question_id,
                described(stored.prompts[answer.question_id], rubric, answer.text, draw),
                answer.mark,
                _HALF,
                True,
                tuple(criteria),
                tuple(beliefs),
                errs=label is None and answer.kind in WRONG,
            )
        )
    return made


def contradicted(stored: Bank, given: Sequence[Answer]) -> list[Text]:
    """Follow each strong answer by a confidently wrong one to the same question."""
    by_kind = {(answer.question_id, answer.kind): answer for answer in given}
    made = []
    for answer in given:
        wrong = by_kind.get((answer.question_id, "wrong_confident"))
        if answer.kind == "strong" and wrong is not None:
            text = f"{answer.text} No, sorry, I mixed that up. {wrong.text}"
            made.append(_mistaken(stored, answer.question_id, text, _TAKEN_BACK, 0.6))
    return made


def taken_back(stored: Bank) -> list[Text]:
    """Follow each model answer by two of its item's misconceptions."""
    draw = random.Random(3)
    made = []
    for question, rubric in sorted(stored.rubrics.items()):
        held = [n for n, belief in enumerate(rubric.misconceptions) if belief.example]
        chosen = draw.sample(held, min(2, len(held)))
        beliefs = rubric.misconceptions
        examples = " ".join(beliefs[number].example or "" for number in chosen)
        text = f"{rubric.model_answer} Actually, forget that. {examples}"
        known = tuple(1.0 if number in chosen else None for number in range(len(beliefs)))
        made.append(
            _mistaken(stored, question, text, _TAKEN_BACK, 0.6)._replace(beliefs=known, errs=False)
        )
    return made


def swapped(stored: Bank) -> list[Text]:
    """Exchange the two sides in the model answers of "A versus B" questions."""
    return [
        _mistaken(
            stored,
            question,
            _exchanged(stored.rubrics[question].model_answer, one, other),
            0.1,
            0.7,
        )
        for question, (one, other) in SIDES.items()
    ]


def _exchanged(text: str, one: str, other: str) -> str:
    names = {one: other, other: one, one.capitalize(): other.capitalize()}
    names[other.capitalize()] = one.capitalize()
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"\b({pattern})", lambda match: names[match[0]], text)


def foreign(stored: Bank, given: Sequence[Answer]) -> list[Text]:
    """Read right answers as if another question had been asked."""
    draw = random.Random(1)
    questions = sorted(stored.rubrics)
    return [
        _worthless(
            stored,
            draw.choice([key for key in questions if key != answer.question_id]),
            answer.text,
            0.4,
        )
        for answer in given
        if answer.kind in _FOREIGN
    ]


def of_the_bank(stored: Bank) -> list[Text]:
    """Make the texts that follow from the items themselves."""
    draw = random.Random(2)
    questions = sorted(stored.rubrics)
    made = []
    for question in questions:
        rubric = stored.rubrics[question]
        made.append(_right(stored, question, rubric.model_answer, 0.9))
        made += [
            _right(stored, question, change(rubric.model_answer), 0.2)
            for change in (_spoken, _padded, _reordered)
        ]
        for number, belief in enumerate(rubric.misconceptions):
            if belief.example:
                made.append(_wrong(stored, question, belief.example, number))
        others = [key for key in questions if key != question]
        made += [
            _worthless(stored, question, stored.rubrics[other].model_answer, 0.25)
            for other in draw.sample(others, 3)
        ]
        made.append(_worthless(stored, question, TALK, 0.2))
        for text, weight in (
            (f"{stored.prompts[question]} " * 2, 0.1),
            (_listed(rubric, draw, ", "), 0.2),
            (_listed(rubric, draw, " "), 0.2),
        ):
            made.append(_worthless(stored, question, text, weight, on_topic=True))
    return made


def _text(
    stored: Bank,
    question: str,
    text: str,
    mark: float,
    weight: float,
    *,
    criteria: float | None = None,
    beliefs: float | None = None,
    on_topic: bool = True,
    errs: bool = False,
) -> Text:
    """Make a text of which the same is known of every criterion, and of every misconception."""
    rubric = stored.rubrics[question]
    return Text(
        question,
        described(stored.prompts[question], rubric, text),
        mark,
        weight,
        on_topic,
        (criteria,) * len(rubric.criteria),
        (beliefs,) * len(rubric.misconceptions),
        errs,
    )


def _right(stored: Bank, question: str, text: str, weight: float) -> Text:
    return _text(stored, question, text, _FULL, weight, criteria=1.0, beliefs=0.0)


def _wrong(stored: Bank, question: str, text: str, stated: int) -> Text:
    made = _text(stored, question, text, _EXAMPLE, 0.15, criteria=0.0)
    known = tuple(1.0 if number == stated else None for number in range(len(made.beliefs)))
    return made._replace(beliefs=known)


def _mistaken(stored: Bank, question: str, text: str, mark: float, weight: float) -> Text:
    return _text(stored, question, text, mark, weight, errs=True)


def _worthless(
    stored: Bank, question: str, text: str, weight: float, *, on_topic: bool = False
) -> Text:
    return _text(stored, question, text, 0.0, weight, criteria=0.0, beliefs=0.0, on_topic=on_topic)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text.strip())


def _spoken(text: str) -> str:
    words = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("-", " ")).split()
    return " ".join(f"um {word}" if number % 19 == 5 else word for number, word in enumerate(words))


def _padded(text: str) -> str:
    return f"{TALK} {text} {TALK}"


def _reordered(text: str) -> str:
    return " ".join(reversed(_sentences(text)))


def _listed(rubric: Rubric, draw: random.Random, joint: str) -> str:
    text = " ".join((*(one.statement for one in rubric.criteria), rubric.model_answer))
    terms = list(dict.fromkeys(re.findall(r"[a-z]{5,}", text.lower())))
    draw.shuffle(terms)
    return joint.join(terms[: draw.randrange(20, 60)])
