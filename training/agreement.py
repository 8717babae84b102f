"""How well grades agree with readers: in scores, verdicts and accusations."""

import math
import statistics
from collections.abc import Callable, Sequence

from training.judged import Judged
from training.rated_answers import PERSONAS
from training.real_table import tables


def table(rows: Sequence[Judged]) -> None:
    """Print the agreement of scores, verdicts and accusations."""
    people = [row for row in rows if row.answer.real]
    if people:
        print(f"Answers of real people\n\n{tables(people)}\n")
    if len(people) == len(rows):
        return
    print("Answers written for the project")
    own = [row for row in rows if not row.answer.real]
    agreement("eight kinds", [row for row in own if row.answer.kind not in PERSONAS])
    agreement("personas", [row for row in own if row.answer.kind in PERSONAS])
    accusations(own)
    for kind in dict.fromkeys(row.answer.kind for row in own):
        some = [row for row in own if row.answer.kind == kind]
        print(
            f"  {kind:16} n {len(some):4}  score {_mean(some, lambda row: row.score):.2f}"
            f"  raters {_mean(some, lambda row: row.answer.mark):.2f}"
            f"  accused {_mean(some, lambda row: float(bool(row.grade.misconceptions))):.2f}"
        )


def _mean(rows: Sequence[Judged], of: Callable[[Judged], float]) -> float:
    return statistics.fmean(map(of, rows))


def agreement(name: str, rows: Sequence[Judged]) -> None:
    """Print Pearson's r, and RMSE and bias in points of 100, of scores against marks."""
    if len(rows) < 6:
        return
    marks, scores = [row.answer.mark for row in rows], [row.score for row in rows]
    square = statistics.fmean((a - b) ** 2 for a, b in zip(scores, marks, strict=True))
    print(
        f"  {name:18} n {len(rows):5}  r {statistics.correlation(scores, marks):.3f}"
        f"  RMSE {100 * math.sqrt(square):.1f}"
        f"  bias {100 * (statistics.fmean(scores) - statistics.fmean(marks)):+.1f}"
    )


def accusations(rows: Sequence[Judged]) -> None:
    """Print how many charged misconceptions readers saw stated too."""
    known = [row for row in rows if row.answer.labels is not None]
    charged = right = stated = asked = 0
    for row in known:
        assert row.answer.labels is not None
        found = {one.misconception_id for one in row.grade.misconceptions}
        charged += len(found)
        right += len(found & row.answer.labels.misconceptions)
        stated += len(row.answer.labels.misconceptions)
        asked += len(row.grade.suspected)
    print(
        f"  misconceptions charged {charged}, of them stated {right}, of {stated} stated in all;"
        f" asked about {asked}"
    )
