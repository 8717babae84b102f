"""The index of one root: a row for each item, kept beside the stamps of the files it came from.

Reading an item costs a hundred times as much as looking at its stamps, so a file is parsed once
and then not again until it changes. The cache is only a shortcut: one that is damaged, foreign
or cannot be written is ignored.
"""

import contextlib
import json
import os
import zlib
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, NamedTuple

import interviewer
from interviewer.bank.folders import Pair, Stamp, list_root
from interviewer.bank.problems import Problem
from interviewer.userdata.private import make_private

if TYPE_CHECKING:
    from interviewer.bank.question import Question
    from interviewer.bank.rubric import Rubric

_SECOND = 1_000_000_000

_MADE_WITH = (
    *("choices.py", "strict.py", "coding.py", "question.py", "rubric.py", "strict_yaml.py"),
    *("loader.py", "ids.py", "index.py", "rules.py"),
    *("../figures/units.py", "../figures/folding.py"),
)
"""Modules whose change can change what is indexed, or how it is written down."""


class IndexRow(NamedTuple):
    """An item as listed and picked. The fields after the paths are counts, and rubric points.

    ``depth`` counts the follow-ups that go deeper, ``exhibit`` is the kind of exhibit, ``None``
    without one.
    """

    id: str
    area: str
    level: str
    kind: str
    prompt: str
    question_path: str
    rubric_path: str
    criteria: int
    essentials: int
    follow_ups: int
    points: int
    depth: int
    exhibit: str | None


class Entry(NamedTuple):
    """What is known of one item: a row, or the problems that keep it from having one."""

    id: str
    row: IndexRow | None
    problems: tuple[Problem, ...]


class RootIndex(NamedTuple):
    """All items of one root, and the problems that belong to no single item."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def index_root(root: Path, cache_folder: Path | None) -> RootIndex:
    """Return the index of a root, parsing only what changed since it was last made.

    ``cache_folder`` may be missing or unwritable; ``None`` does without a cache.
    """
    started = time_ns()
    listing = list_root(root)
    path = cache_folder and cache_folder / f"bank-{zlib.crc32(os.fsencode(root)):08x}.json"
    known = _read_cache(path, root) if path else {}
    kept: dict[str, Any] = {}
    entries = []
    for pair in listing.pairs:
        name = f"{pair.area}/{pair.id}"
        stamps = [*pair.stamps[0], *pair.stamps[1]]
        facts = known.get(name)
        if facts is None or facts[0] != stamps:
            facts = [stamps, *_parsed(pair)]
        if _settled(pair.stamps, started):
            kept[name] = facts
        entries.append(_entry(pair, facts))
    if path and kept != known:
        _write_cache(path, root, kept)
    return RootIndex(tuple(entries), listing.problems)


def _parsed(pair: Pair) -> tuple[list[Any] | None, list[Any]]:
    """Read the item; returns the row's own fields, or the problems, as JSON can hold them."""
    from interviewer.bank.loader import read_item

    question, rubric, problems = read_item(Path(pair.question), Path(pair.rubric))
    if question is not None and rubric is not None and not problems:
        problems = _first_unwritten(pair, question, rubric)
    if problems or question is None or rubric is None:
        return None, [
            [problem.path == Path(pair.rubric), problem.line, problem.message, problem.remedy]
            for problem in problems
        ]
    essentials = sum(criterion.essential for criterion in rubric.criteria)
    deeper = sum(follow_up.when == "met" for follow_up in question.follow_ups)
    counts = [len(rubric.criteria), essentials, len(question.follow_ups), rubric.points, deeper]
    shown = question.exhibit and question.exhibit.kind
    return [question.level, question.kind, question.prompt, counts, shown], []


def _first_unwritten(pair: Pair, question: "Question", rubric: "Rubric") -> tuple[Problem, ...]:
    """Return the first unwritten text of a skeleton: an unfinished item must not be used."""
    from interviewer.bank.linter import located
    from interviewer.bank.rules import unwritten

    found = chain(
        located(pair.question, unwritten(question)), located(pair.rubric, unwritten(rubric))
    )
    return tuple(islice(found, 1))


def _entry(pair: Pair, facts: list[Any]) -> Entry:
    _, row, problems = facts
    if row is None:
        paths = Path(pair.question), Path(pair.rubric)
        found = (Problem(paths[in_rubric], *rest) for in_rubric, *rest in problems)
        return Entry(pair.id, None, tuple(found))
    level, kind, prompt, counts, shown = row
    head = pair.id, pair.area, level, kind, prompt, pair.question, pair.rubric
    return Entry(pair.id, IndexRow._make((*head, *counts, shown)), ())


def _settled(stamps: Iterable[Stamp], now: int) -> bool:
    """Whether any later change of the files is sure to change their stamps.

    Clocks of file systems tick in milliseconds, some in seconds: two writes within one tick may
    leave the same stamp.
    """
    for stamp in stamps:
        for moment in (stamp.mtime_ns, stamp.ctime_ns):
            tick = _SECOND // 10 if moment % _SECOND else 3 * _SECOND
            if abs(now - moment) < tick:
                return False
    return True


def _made_by(root: Path) -> list[Any]:
    """Return what a cache must have been made with to be valid: version, root, code stamps."""
    stamps: list[int] = []
    folder = os.path.dirname(__file__)  # noqa: PTH120 - at every start
    for name in _MADE_WITH:
        with contextlib.suppress(OSError):
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - at every start
            stamps += (status.st_mtime_ns, status.st_size)
    return [interviewer.__version__, str(root), *stamps]


def _read_cache(path: Path, root: Path) -> dict[str, Any]:
    try:
        checksum, _, text = path.read_bytes().partition(b"\n")
        if checksum != b"%08x" % zlib.crc32(text):
            return {}
        made_by, known = json.loads(text)
    except (OSError, ValueError):
        return {}
    return known if made_by == _made_by(root) else {}


def _write_cache(path: Path, root: Path, kept: dict[str, Any]) -> None:
    import tempfile

    text = json.dumps([_made_by(root), kept], separators=(",", ":")).encode("ascii")
    # Concurrent readers see the old file or the new one, and concurrent writes do not mix.
    with contextlib.suppress(OSError):
        make_private(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=path.stem, dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(b"%08x\n" % zlib.crc32(text) + text)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink()
