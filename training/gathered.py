"""Answers of real people as they were gathered and read, outside of the project.

Two forms are read: a file of rated answers (docs/training.md), and a folder with the texts of a
gatherer (``texts.jsonl``) and what two readers found in them, each alone (``reads-1.jsonl``,
``reads-2.jsonl``).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from interviewer.errors import InterviewerError

_READS = ("reads-1.jsonl", "reads-2.jsonl")
_REMARK = re.compile(r" (turns? \d|\().*")
"""What a source says behind a path: which turns of a conversation, and how they were cut."""
_BLOG = re.compile(r"huggingface\.co/blog/(\S+).*")


class Gathered(NamedTuple):
    """One answer: where it comes from, its words, and what readers found.

    ``marks`` are 0..100, the last by another reader than those before; ``made``, ``quotes`` and
    ``stated`` hold an item for each reader who read criterion by criterion. ``author`` names whose
    answers are left out together.
    """

    id: str
    question_id: str
    kind: str
    author: str
    repository: str | None
    path: str | None
    commit: str | None
    licence: str | None
    answer: str
    marks: tuple[float, ...]
    made: tuple[dict[str, float], ...]
    quotes: tuple[dict[str, str], ...]
    stated: tuple[tuple[str, ...], ...]


def author(kind: str, identity: str, source: str) -> str:
    """Return whose an answer is: an owner of repositories, a conversation or a published list."""
    source = _REMARK.sub("", _BLOG.sub(r"huggingface/blog \1.md", source))
    if "/" not in source:
        return identity.partition("-")[0]
    return source if kind == "spoken" else source.partition("/")[0]


def agreed(made: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return what readers found of each criterion: 0 or 1 where all say so, and else 0.5."""
    return {
        name: made[0][name] if len({one[name] for one in made}) == 1 else 0.5 for name in made[0]
    }


def both(stated: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Return the misconceptions that every reader saw stated."""
    return tuple(sorted(set.intersection(*(set(one) for one in stated))))


def gathered(path: Path) -> Iterator[Gathered | str]:
    """Yield each answer of a file or folder, or a line about it if it is not yet read twice.

    Raises InterviewerError where the file or a row of it has another form.
    """
    if not path.is_dir():
        for row in _rows(path):
            yield _rated(row)
        return
    first, second = ({row["id"]: row for row in _rows(path / name)} for name in _READS)
    for row in _rows(path / "texts.jsonl"):
        missing = [name for name, reads in zip(_READS, (first, second), strict=True)
                   if row["id"] not in reads]  # fmt: skip
        if missing:
            yield f"{row['id']}: not in {' nor in '.join(missing)} of {path}; left out"
        else:
            yield _text(row, (first[row["id"]], second[row["id"]]))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InterviewerError(
            f"Cannot read {path}: {error}.", remedy="Name a file of JSON lines, or a folder."
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["id"]  # every row has one, and errors name the row by it
        except (ValueError, KeyError, TypeError) as error:
            raise InterviewerError(
                f"{path}, line {number}: not a row with an id.", remedy="Mend or remove it."
            ) from error
        yield row


def _rated(row: Mapping[str, Any]) -> Gathered:
    with _naming(row):
        source = _REMARK.sub("", _BLOG.sub(r"huggingface/blog \1.md", row["source"]))
        repository, _, path = source.partition(" ")
        known = "/" in repository
        return Gathered(
            id=row["id"],
            question_id=row["question_id"],
            kind=row["kind"],
            author=row.get("author") or author(row["kind"], row["id"], row["source"]),
            repository=repository if known else None,
            path=path or None if known else None,
            commit=row.get("commit"),
            licence=_licence(row.get("licence")),
            answer=row["answer"],
            marks=tuple(row["marks"]),
            made=tuple(row.get("made_by") or [row["made"]]),
            quotes=(row.get("quotes", {}),),
            stated=tuple(tuple(one) for one in row.get("stated_by") or [row["stated"]]),
        )


def _text(row: Mapping[str, Any], reads: Sequence[Mapping[str, Any]]) -> Gathered:
    with _naming(row):
        if reads[0]["made"].keys() != reads[1]["made"].keys():
            raise ValueError("its readers judged different criteria")
        return Gathered(
            id=row["id"],
            question_id=row["question_id"],
            kind=row["kind"],
            author=row["author"],
            repository=row["repo"],
            path=row["path"],
            commit=row.get("commit"),
            licence=_licence(row.get("licence")),
            answer=row["answer"],
            marks=tuple(one["mark"] for one in reads),
            made=tuple(one["made"] for one in reads),
            quotes=tuple(one.get("quotes", {}) for one in reads),
            stated=tuple(tuple(one["stated"]) for one in reads),
        )


def _licence(stated: str | None) -> str | None:
    return stated.partition(" (")[0] if stated and stated != "unknown" else None


@contextmanager
def _naming(row: Mapping[str, Any]) -> Iterator[None]:
    """Turn errors about a row into one that names the row."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InterviewerError(
            f"{row['id']}: {type(error).__name__} {error}.", remedy="Mend that row."
        ) from error
