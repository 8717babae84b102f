"""The examples of docs/authoring.md are what the bank takes."""

import re
from pathlib import Path

import yaml
from pydantic import BaseModel

from interviewer.bank.question import Exhibit
from interviewer.bank.rubric import Depth, Number

PAGE = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"


def test_every_example_is_valid() -> None:
    models: dict[str, type[BaseModel]] = {"depth": Depth, "number": Number, "exhibit": Exhibit}
    seen = set()
    for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        ((key, value),) = yaml.safe_load(block).items()
        for part in value if isinstance(value, list) else [value]:
            models[key].model_validate(part)
        seen.add(key)
    assert seen == models.keys()
