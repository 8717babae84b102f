"""The labels of real answers: what the project may keep of texts that belong to others.

A label points to a text and says what readers found in it. It holds no word of the text, and
reading a file of labels checks that it does not.
"""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from interviewer.errors import InterviewerError
from interviewer.userdata.atomic import write_whole
from training.rated_answers import DATA
from training.spans import Piece, wordless

REAL_LABELS = DATA / "real_labels.jsonl"


def _public(path: str) -> str:
    parts = path.split("/")
    if not all(parts) or {".", ".."} & set(parts) or re.search(r"[\\\x00-\x1f]", path):
        raise ValueError("not a path inside a repository")
    return path


def _repository(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][\w-]*/[\w.-]+", name) or name.endswith(("/.", "/..")):
        raise ValueError("not owner/name")
    return name


def _no_words(piece: Piece) -> Piece:
    if isinstance(piece, str) and not wordless(piece):
        raise ValueError("a span holds words")
    return piece


def _known_credit(value: int | float) -> int | float:
    if value not in {0, 0.5, 1}:
        raise ValueError("not 0, 0.5 or 1")
    return value


Made = dict[str, Annotated[int | float, AfterValidator(_known_credit)]]


class Label(BaseModel):
    """One answer without its text.

    ``spans`` cut it out of the file (training/spans.py); None where the file was not at hand or
    does not hold it. ``marks`` are 0..100, the last by another reader than those before. ``made``
    says of each criterion what readers agree on, and ``quotes`` where in the answer they saw it;
    ``made_by`` and ``stated_by`` hold what each found where two read criterion by criterion.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question_id: str
    kind: Literal["seed", "written", "spoken"]
    author: str
    repository: Annotated[str, AfterValidator(_repository)] | None
    path: Annotated[str, AfterValidator(_public)] | None
    commit: Annotated[str, Field(pattern="^[0-9a-f]{40}$")] | None
    licence: str | None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    words: int
    spans: tuple[Annotated[Piece, AfterValidator(_no_words)], ...] | None
    marks: Annotated[tuple[int | float, ...], Field(min_length=2, max_length=3)]
    made: Made
    made_by: tuple[Made, ...] = ()
    quotes: dict[str, tuple[int, int]]
    stated: tuple[str, ...]
    stated_by: tuple[tuple[str, ...], ...] = ()


def is_thread(path: str) -> bool:
    """Tell whether a path is an issue's or a pull request's: what was said there is in no file."""
    return re.fullmatch(r"(issues|pull|discussions)/\d+", path) is not None


def digest(answer: str) -> str:
    """Return the SHA-256 of an answer in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(answer.encode()).hexdigest()


def fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a label, in a few words."""
    first = error.errors()[0]
    return ": ".join([*map(str, first["loc"][:1]), first["msg"]])


def read_labels(path: Path) -> list[Label]:
    """Read a file of labels; raises InterviewerError naming a line that is not a label."""
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InterviewerError(
            f"Cannot read {path}: {error}.", remedy="Name a file of labels (docs/training.md)."
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            found.append(Label.model_validate_json(line))
        except ValidationError as error:
            raise InterviewerError(
                f"{path}, line {number}: {fault(error)}.",
                remedy="Make the labels anew (docs/training.md).",
            ) from error
    return found


def write_labels(path: Path, found: Iterable[Label]) -> None:
    """Write labels, one JSON object a line."""
    lines = [one.model_dump_json(exclude_defaults=True) + "\n" for one in found]
    write_whole(path, "".join(lines).encode())
