"""The bank, and the rated answers that the grader learns from and is measured on."""

import functools
import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from interviewer.bank.rubric import Rubric
from training.gathered import author

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "training" / "data"
LABELS = DATA / "labels.jsonl"

PERSONAS = frozenset(
    ["terse_expert", "nonnative", "rambler", "bluffer", "honest_partial", "storyteller"]
)
RIGHT = frozenset(
    ["strong", "strong_alt", "asr", "good", "thin", "terse_expert", "nonnative", "storyteller",
     "notes", "plain_good"]
)  # fmt: skip
"""Kinds of written answers in which nothing is wrong."""


class Labels(NamedTuple):
    """What a reader found in an answer: each criterion 0, 0.5 or 1, and the errors stated."""

    criteria: dict[str, float]
    misconceptions: frozenset[str]


class Answer(NamedTuple):
    """A rated answer: ``mark`` is the raters' mean, 0..1.

    ``source`` names the author or collection, so that it can be left out; ``labels`` are None
    where nobody read the answer criterion by criterion. ``real`` says that it was not written
    for this project: only then ``apart`` has the marks of each of two readers, 0..1, and
    ``labels_by`` what each found where both read criterion by criterion.
    """

    id: str
    question_id: str
    source: str
    kind: str
    text: str
    mark: float
    labels: Labels | None
    real: bool
    apart: tuple[float, float] | None = None
    labels_by: tuple[Labels, ...] = ()


class Bank(NamedTuple):
    """Prompts, rubrics and areas by question id."""

    prompts: dict[str, str]
    rubrics: dict[str, Rubric]
    areas: dict[str, str]


def written(paths: Sequence[Path]) -> list[Answer]:
    """Read answers that were written for this project, one JSON object a line."""
    known = labels()
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            mark = statistics.fmean(row["raters"]) / 100
            found.append(
                Answer(
                    row["id"],
                    row["question_id"],
                    path.stem,
                    row["kind"],
                    row["answer"],
                    mark,
                    known.get(row["id"]),
                    real=False,
                )
            )
    return found


def real(paths: Sequence[Path]) -> list[Answer]:
    """Read answers of real people, one JSON object a line.

    Of three marks the first two are one reader's two passes, and count as one.
    """
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            *passes, last = row["marks"]
            first = statistics.fmean(passes)
            each = zip(row.get("made_by", ()), row.get("stated_by", ()), strict=True)
            found.append(
                Answer(
                    row["id"],
                    row["question_id"],
                    row.get("author") or author(row["kind"], row["id"], row["source"]),
                    row["kind"],
                    row["answer"],
                    (first + last) / 200,
                    Labels(row["made"], frozenset(row["stated"])),
                    real=True,
                    apart=(first / 100, last / 100),
                    labels_by=tuple(Labels(made, frozenset(stated)) for made, stated in each),
                )
            )
    return found


def labels(path: Path = LABELS) -> dict[str, Labels]:
    """Read the labels of written answers by answer id, one JSON object a line."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]] = Labels(row["criteria"], frozenset(row["misconceptions"]))
    return found


@functools.cache
def bank() -> Bank:
    """Read the repository's own bank."""
    prompts, rubrics, areas = {}, {}, {}
    for path in sorted((ROOT / "rubrics").glob("*/*.yaml")):
        question = ROOT / "questions" / path.relative_to(ROOT / "rubrics")
        rubric = Rubric.model_validate(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
        rubrics[rubric.question_id] = rubric
        areas[rubric.question_id] = path.parent.name
        prompts[rubric.question_id] = yaml.load(question.read_text("utf-8"), yaml.CSafeLoader)[
            "prompt"
        ]
    return Bank(prompts, rubrics, areas)
