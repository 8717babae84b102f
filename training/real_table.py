"""The tables of docs/grading.md: how far grades of real answers agree with their readers."""

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from interviewer.grading.grade import Level
from training.judged import Judged
from training.rated_answers import Labels, bank

_LENGTHS = (
    (0, 80, "under 80 words"),
    (80, 150, "80 to 149 words"),
    (150, 10**9, "150 words and more"),
)
_KINDS = {"seed": "published lists", "written": "written", "spoken": "spoken"}
_LEAST = 10
"""Areas with fewer answers share a row: r of a handful of answers says nothing."""
_NONE = "–"


class _Group(NamedTuple):
    name: str
    rows: list[Judged]


def tables(rows: Sequence[Judged]) -> str:
    """Return two Markdown tables: of scores, and of verdicts and accusations."""
    groups = list(_groups(rows))
    scores = [
        ("answers", "n", "r", "RMSE", "bias", "marks in range", "readers: r", "readers: RMSE"),
        *((one.name, *_scores(one.rows)) for one in groups),
    ]
    verdicts = [
        ("answers", "*met*", "fully made", "at least in part", "*partial*", "at least in part",
         "made, found", "charged", "right", "of stated", "asked"),
        *((one.name, *_verdicts(_against_readers(one.rows)), *_accusations(one.rows))
          for one in groups),
    ]  # fmt: skip
    twice = [row for row in rows if row.answer.labels_by]
    if twice:
        name = f"one reader against the other ({len(twice)})"
        verdicts.append((name, *_verdicts(_between_readers(twice)), *_stated(twice)))
    return f"{_markdown(scores)}\n\n{_markdown(verdicts)}"


def _groups(rows: Sequence[Judged]) -> Iterator[_Group]:
    yield _Group("all", list(rows))
    for kind, name in _KINDS.items():
        yield _Group(name, [row for row in rows if row.answer.kind == kind])
    for low, high, name in _LENGTHS:
        yield _Group(name, [row for row in rows if low <= len(row.answer.text.split()) < high])
    areas: dict[str, list[Judged]] = {}
    for row in rows:
        areas.setdefault(bank().areas[row.answer.question_id], []).append(row)
    few = [area for area in sorted(areas) if len(areas[area]) < _LEAST]
    for area in sorted(areas.keys() - set(few)):
        yield _Group(area, areas[area])
    if few:
        yield _Group(", ".join(few), [row for area in few for row in areas[area]])


def _scores(rows: Sequence[Judged]) -> tuple[str, ...]:
    marks, scores = [row.answer.mark for row in rows], [row.score for row in rows]
    inside = [row.low <= row.answer.mark <= row.high for row in rows]
    apart = [row.answer.apart for row in rows if row.answer.apart]
    bias = f"{100 * (_mean(scores) - _mean(marks)):+.1f}" if rows else _NONE
    return (
        str(len(rows)), _r(scores, marks), _rmse(scores, marks), bias, _share(inside),
        _r(*_split(apart)), _rmse(*_split(apart)),
    )  # fmt: skip


def _split(pairs: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


def _mean(values: Sequence[float]) -> float:
    return statistics.fmean(values)


def _r(one: Sequence[float], other: Sequence[float]) -> str:
    if min(len(set(one)), len(set(other))) < 2:
        return _NONE
    return f"{statistics.correlation(one, other):.2f}"


def _rmse(one: Sequence[float], other: Sequence[float]) -> str:
    """Return the root mean square difference in points of 100."""
    if not one:
        return _NONE
    return f"{100 * math.sqrt(_mean([(a - b) ** 2 for a, b in zip(one, other, strict=True)])):.1f}"


def _share(values: Sequence[bool]) -> str:
    return f"{100 * sum(values) / len(values):.0f} %" if values else _NONE


_Pairs = Sequence[tuple[Level, float]]
"""What was judged of a point, and what a reader found of it."""


def _against_readers(rows: Sequence[Judged]) -> _Pairs:
    return [
        (verdict.level, row.answer.labels.criteria[verdict.criterion_id])
        for row in rows
        if row.answer.labels
        for verdict in row.grade.verdicts
        if verdict.criterion_id in row.answer.labels.criteria
    ]


def _between_readers(rows: Sequence[Judged]) -> _Pairs:
    """Pair the readers of each answer, as if either were the grader of the other."""
    levels: dict[float, Level] = {0: "missed", 0.5: "partial", 1: "met"}
    return [
        (levels[made], other.criteria[name])
        for one, other in _ordered(rows)
        for name, made in one.criteria.items()
    ]


def _ordered(rows: Sequence[Judged]) -> Iterator[tuple[Labels, Labels]]:
    for row in rows:
        first, second = row.answer.labels_by
        yield first, second
        yield second, first


def _verdicts(pairs: _Pairs) -> tuple[str, ...]:
    """Return counts of met and partial points, the shares that are right, and the share found."""

    def of(level: Level, true: Callable[[float], bool]) -> str:
        return _share([true(made) for given, made in pairs if given == level])

    return (
        str(sum(level == "met" for level, _ in pairs)),
        of("met", lambda made: made == 1),
        of("met", lambda made: made > 0),
        str(sum(level == "partial" for level, _ in pairs)),
        of("partial", lambda made: made > 0),
        _share([level != "missed" for level, made in pairs if made == 1]),
    )


def _accusations(rows: Iterable[Judged]) -> tuple[str, ...]:
    """Return how many misconceptions are charged, rightly charged, stated, and asked about."""
    charged = right = stated = asked = 0
    for row in rows:
        if row.answer.labels:
            found = {one.misconception_id for one in row.grade.misconceptions}
            charged += len(found)
            right += len(found & row.answer.labels.misconceptions)
            stated += len(row.answer.labels.misconceptions)
            asked += len(row.grade.suspected)
    return str(charged), str(right), str(stated), str(asked)


def _stated(rows: Sequence[Judged]) -> tuple[str, ...]:
    """Return the same for each reader against the other; readers ask about none."""
    pairs = [(one.misconceptions, other.misconceptions) for one, other in _ordered(rows)]
    total = str(sum(len(one) for one, _ in pairs))
    return total, str(sum(len(one & other) for one, other in pairs)), total, _NONE


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    line = "|---" + "|--:" * (len(head) - 1)
    return "\n".join(f"| {' | '.join(one)} |" if one else f"{line}|" for one in (head, (), *body))
