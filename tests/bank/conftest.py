"""A small valid bank in a temporary folder, to be broken one way or another."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

QUESTION: dict[str, Any] = {
    "level": "beginner",
    "kind": "concept",
    "prompt": "What is {id} good for, and where does {id} fall short?",
    "rephrased": "Tell me when you would take {id}, and when you would rather not.",
    "hints": ["Think of who would miss it."],
    "follow_ups": [
        {"id": "ask-first", "criterion": "first", "prompt": "What happens at the very start?"},
        {"id": "ask-second", "criterion": "second", "prompt": "And what comes after that?"},
        {"id": "ask-third", "criterion": "third", "prompt": "And at the very end?"},
        {"id": "why-first", "criterion": "first", "prompt": "Why is that so?", "when": "met"},
        {"id": "limit-first", "criterion": "first", "prompt": "Until when?", "when": "met"},
    ],
    "clarifications": [
        {"topic": "depth", "asks": ["How deep?"], "reply": "As to a colleague."},
        {"topic": "setting", "asks": ["In which setting?"], "reply": "An ordinary one."},
    ],
    "sources": ["A book on {id}, chapter 3"],
}

RUBRIC: dict[str, Any] = {
    "version": 1,
    "criteria": [
        {
            "id": name,
            "statement": f"The {name} claim about {{id}} holds under its own conditions.",
            "points": points,
            "essential": points > 2,
            "evidence": [f"{name} wording {n} of {{id}} (is / stays) true" for n in range(4)],
        }
        for name, points in (("first", 4), ("second", 4), ("third", 2))
    ],
    "misconceptions": [
        {
            "id": f"{name}-error",
            "statement": f"The {name} error about {{id}}.",
            "correction": "It is the other way round.",
            "contradicts": contradicted,
            "penalty": 3,
            "evidence": [f"{name} wrong wording of {{id}}"],
            "example": f"I hold the {name} error about {{id}}.",
        }
        for name, contradicted in (("small", "first"), ("large", "third"))
    ],
    "depth": [
        {
            "follow_up": name,
            "criteria": [
                {
                    "id": f"{name}-point",
                    "statement": f"The deeper {name} claim about {{id}} has a reason.",
                    "points": 3,
                    "evidence": [
                        f"{name} reason {n} of {{id}} (is / stays) true" for n in range(3)
                    ],
                }
            ],
            "model_answer": f"{name}-point, since {name} reason 1 of {{id}} is so, and that is "
            "all there is to say about it.",
        }
        for name in ("why-first", "limit-first")
    ],
    "model_answer": "First second third. " + " ".join(["{id} is said at some length"] * 25),
}

WriteItem = Callable[..., tuple[Path, Path]]


def _filled(value: Any, item_id: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(part, item_id) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, item_id) for part in value]
    return value.replace("{id}", item_id) if isinstance(value, str) else value


def write_item(
    root: Path,
    item_id: str = "gizmo",
    area: str = "things",
    *,
    question: dict[str, Any] | None = None,
    rubric: dict[str, Any] | None = None,
) -> tuple[Path, Path]:
    """Write a valid item with the given keys replaced; a value of None leaves the key out."""
    paths = []
    for kind, base, head, changes in (
        ("questions", QUESTION, {"id": item_id, "area": area}, question),
        ("rubrics", RUBRIC, {"question_id": item_id}, rubric),
    ):
        data = {**head, **_filled(copy.deepcopy(base), item_id), **(changes or {})}
        data = {key: value for key, value in data.items() if value is not None}
        path = root / kind / area / f"{item_id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=1000), encoding="utf-8"
        )
        paths.append(path)
    return paths[0], paths[1]


@pytest.fixture(name="write_item")
def _write_item() -> WriteItem:
    return write_item


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty folder for a bank."""
    folder = tmp_path / "items"
    folder.mkdir()
    return folder
