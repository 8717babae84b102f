"""A small bank with a model answer for every item, and a clock that tests can foresee."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from interviewer.bank.question import Clarification, FollowUp, Kind, Level, Question
from interviewer.bank.rubric import Criterion, Item, Misconception, Rubric

# id, area, level, kind, statements (the first is essential), belief, what is true instead
_TABLE: tuple[tuple[str, str, Level, Kind, tuple[str, ...], str, str], ...] = (
    (
        "mean-vs-median", "statistics", "beginner", "concept",
        (
            "The mean adds all values and divides the sum by how many there are.",
            "The median is the middle value of the sorted data.",
            "Outliers pull the mean far away but hardly move the median.",
        ),
        "The median is always larger than the mean.",
        "Which of the two is larger depends on the skew of the data.",
    ),
    (
        "variance", "statistics", "beginner", "concept",
        (
            "Variance is the average squared distance from the mean.",
            "Its square root is the standard deviation, in the units of the data.",
        ),
        "Variance can be negative.",
        "A mean of squares is never below zero.",
    ),
    (
        "bootstrap", "statistics", "advanced", "concept",
        (
            "The bootstrap draws samples with replacement from the observed data.",
            "The spread of the statistic over the resamples estimates its standard error.",
        ),
        "The bootstrap creates new information about the population.",
        "It only reuses the sample that there is.",
    ),
    (
        "recall", "evaluation", "beginner", "concept",
        (
            "Recall is the share of actual positives that the model finds.",
            "Missed positives, the false negatives, lower recall.",
        ),
        "Recall is the share of predicted positives that are right.",
        "That is precision.",
    ),
    (
        "holdout", "evaluation", "advanced", "concept",
        (
            "A holdout set is kept out of training and out of tuning.",
            "It estimates how the model does on unseen data.",
        ),
        "The holdout set should be used to choose hyperparameters.",
        "Choosing on it makes its estimate optimistic.",
    ),
    (
        "momentum", "optimisation", "beginner", "concept",
        (
            "Momentum adds a decaying average of past gradients to the update.",
            "It damps oscillation across narrow valleys and speeds up along them.",
        ),
        "Momentum changes the loss function.",
        "It changes the steps only; the loss stays the same.",
    ),
    (
        "slow-training", "optimisation", "advanced", "scenario",
        (
            "First profile whether the data pipeline or the accelerator is the bottleneck.",
            "Mixed precision makes matrix products faster at little cost.",
        ),
        "A larger batch always trains to a better model.",
        "Very large batches often generalise worse without retuning.",
    ),
)  # fmt: skip

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Clock:
    """Begins at ``START`` and goes on by ``step`` seconds at every look."""

    def __init__(self, step: float = 10) -> None:
        self.now = START
        self.step = step

    def __call__(self) -> datetime:
        """Return the moment, then go on."""
        moment = self.now
        self.now += timedelta(seconds=self.step)
        return moment


def sample_items() -> tuple[Item, ...]:
    """Return the items: three of statistics, two of evaluation, two of optimisation."""
    return tuple(_item(*row) for row in _TABLE)


def sample_item(item_id: str) -> Item:
    """Return one item by its id."""
    return next(item for item in sample_items() if item.question.id == item_id)


def write_bank(root: Path) -> Path:
    """Write the items as files beneath ``root`` and return it."""
    for item in sample_items():
        for kind, model in (("questions", item.question), ("rubrics", item.rubric)):
            path = root / kind / item.question.area / f"{item.question.id}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            data = model.model_dump(mode="json", exclude_none=True)
            path.write_text(
                yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8"
            )
    return root


def _item(
    item_id: str,
    area: str,
    level: Level,
    kind: Kind,
    statements: tuple[str, ...],
    belief: str,
    truth: str,
) -> Item:
    names = [f"point-{number}" for number in range(1, len(statements) + 1)]
    question = Question(
        id=item_id,
        area=area,
        level=level,
        kind=kind,
        prompt=f"What would you tell me about {item_id.replace('-', ' ')}?",
        hints=(f"Begin with what {item_id.split('-')[0]} is.", "Think of an example."),
        follow_ups=tuple(
            FollowUp(id=f"ask-{name}", criterion=name, prompt=f"Say more about {name[6:]}, please?")
            for name in names
        ),
        clarifications=(
            Clarification(
                topic="hardware",
                asks=("How many machines do we have?", "What hardware is there?"),
                reply="One machine with one accelerator.",
            ),
        )
        if kind == "scenario"
        else (),
        sources=(f"A textbook on {area}, chapter 1",),
    )
    rubric = Rubric(
        question_id=item_id,
        version=1,
        criteria=tuple(
            Criterion(
                id=name, statement=text, points=4 - n if n < 3 else 1, essential=n == 0,
                evidence=(text,),
            )
            for n, (name, text) in enumerate(zip(names, statements, strict=True))
        ),
        misconceptions=(
            Misconception(
                id="belief", statement=belief, correction=truth, penalty=2, cap=0.5,
                evidence=(belief,), example=belief,
            ),
        ),
        model_answer=" ".join(statements),
    )  # fmt: skip
    return Item(question=question, rubric=rubric)
