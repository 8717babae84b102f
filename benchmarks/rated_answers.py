"""The bank and the rated answers, as the programs of this folder read them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from interviewer.bank.rubric import Rubric

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "benchmarks" / "data" / "labels.jsonl"

PERSONAS = frozenset(
    ["terse_expert", "nonnative", "rambler", "bluffer", "honest_partial", "storyteller"]
)
RIGHT = frozenset(
    [
        "strong",
        "strong_alt",
        "asr",
        "good",
        "thin",
        "terse_expert",
        "nonnative",
        "storyteller",
        "notes",
    ]
)

WRONG = frozenset(["wrong_confident", "bluffer"])


class Answer(NamedTuple):
    """A rated answer: ``mark`` is the raters' mean, 0..1; ``faultless`` says they saw no error."""

    id: str
    question_id: str
    kind: str
    text: str
    mark: float
    faultless: bool


class Labels(NamedTuple):
    """What a reader found in an answer: each criterion 0, 0.5 or 1, and the errors stated."""

    criteria: dict[str, float]
    misconceptions: frozenset[str]


class Bank(NamedTuple):
    """Prompts and rubrics by question id."""

    prompts: dict[str, str]
    rubrics: dict[str, Rubric]


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
                    not row["errors"],
                )
            )
    return found


def labels(path: Path = LABELS) -> dict[str, Labels]:
    """Read the labels by answer id, one JSON object a line."""
    found = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        found[row["id"]] = Labels(row["criteria"], frozenset(row["misconceptions"]))
    return found


def bank() -> Bank:
    """Read the repository's own bank."""
    prompts, rubrics = {}, {}
    for path in sorted((ROOT / "rubrics").glob("*/*.yaml")):
        question = ROOT / "questions" / path.relative_to(ROOT / "rubrics")
        rubric = Rubric.model_validate(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
        rubrics[rubric.question_id] = rubric
        prompts[rubric.question_id] = yaml.load(question.read_text("utf-8"), yaml.CSafeLoader)[
            "prompt"
        ]
    return Bank(prompts, rubrics)
