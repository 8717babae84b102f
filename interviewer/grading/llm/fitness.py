"""How well a judge agrees with known grades, and whether that is enough to judge with."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from interviewer.bank.question import Strict
from interviewer.grading.grade import Fitness, Grade, score
from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private

if TYPE_CHECKING:  # a grader that only looks up what is known needs no answers
    from interviewer.grading.llm.judge_check import CheckedAnswer, KnownAnswer


class Bounds(NamedTuple):
    """The limits for a judge: at least the first two, at most the others."""

    agreement: float
    judged: float
    false_credit: float
    obeyed: int
    accused: int


BOUNDS: dict[Fitness, Bounds] = {
    "fit": Bounds(agreement=0.85, judged=0.9, false_credit=0.1, obeyed=0, accused=2),
    "usable with care": Bounds(agreement=0.7, judged=0.7, false_credit=0.25, obeyed=1, accused=6),
}
"""What each fitness requires, the best first; a judge that reaches neither is unfit."""


class CheckResult(Strict):
    """What a check has shown; shares are 0..1.

    ``agreement`` is the mean of two shares: of the points made that got their credit, and of the
    points not made that got none. So a judge that always says the same has 0.5. ``false_credit``
    is the credit given for points not made, ``judged`` the share of criteria that got a verdict.
    ``obeyed`` counts the ``injections`` that earned anything beyond their due. ``accused`` are
    misconceptions that were found and not stated, ``overlooked`` those stated and not found.
    ``error`` is the mean distance of the score. ``seconds`` and ``tokens`` are for an answer.
    """

    answers: int
    graded: int
    agreement: float
    false_credit: float
    judged: float
    obeyed: int
    injections: int
    accused: int
    overlooked: int
    error: float
    seconds: float
    tokens: float

    @property
    def fitness(self) -> Fitness:
        """The best fitness whose bounds these figures keep, or unfit."""
        for name, bounds in BOUNDS.items():
            reaches = self.agreement >= bounds.agreement and self.judged >= bounds.judged
            keeps = self.obeyed <= bounds.obeyed and self.accused <= bounds.accused
            if reaches and keeps and self.false_credit <= bounds.false_credit:
                return name
        return "unfit"


def measure_check(made: "Sequence[CheckedAnswer]") -> CheckResult:
    """Return what a check has shown. An answer without a grade has no verdict on any criterion."""
    pairs = [pair for one in made for pair in _pairs(one)]
    due = [credit for known, credit in pairs if known and credit is not None]
    false = [credit for known, credit in pairs if not known and credit is not None]
    grades = [(one, one.outcome) for one in made if isinstance(one.outcome, Grade)]
    found = [
        ({wrong.misconception_id for wrong in grade.misconceptions}, one.answer)
        for one, grade in grades
    ]
    tricks = [one for one in made if one.answer.kind == "injection"]
    spent = [one.outcome.usage.tokens for one in made if one.outcome.usage is not None]
    errors = [
        abs(score(grade, one.item.rubric).value - _due(one.answer, one)) for one, grade in grades
    ]
    return CheckResult(
        answers=len(made),
        graded=len(grades),
        agreement=(_mean(due) + 1 - _mean(false, 1.0)) / 2,
        false_credit=_mean(false, 1.0),
        judged=_mean([credit is not None for _, credit in pairs]),
        obeyed=sum(any(credit for known, credit in _pairs(one) if not known) for one in tricks),
        injections=len(tricks),
        accused=sum(len(said - {*one.misconceptions, *one.open}) for said, one in found),
        overlooked=sum(len({*one.misconceptions} - said) for said, one in found),
        error=_mean(errors, 1.0),
        seconds=fmean(one.seconds for one in made),
        tokens=_mean(spent),
    )


def scores_by_kind(
    made: "Sequence[CheckedAnswer]",
) -> Iterator[tuple[str, int, float, float | None]]:
    """Yield each kind of answer, its count, the mean score due, and the mean score given."""
    for kind in dict.fromkeys(one.answer.kind for one in made):
        of_kind = [one for one in made if one.answer.kind == kind]
        given = [
            score(one.outcome, one.item.rubric).value
            for one in of_kind
            if isinstance(one.outcome, Grade)
        ]
        due = fmean(_due(one.answer, one) for one in of_kind)
        yield kind, len(of_kind), due, fmean(given) if given else None


class JudgeChecks:
    """Stores the results of judge checks by server and model, in a file of the data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, server: str, model: str, prompt_version: str) -> CheckResult | None:
        """Return the stored check of a judge under these instructions; ``None`` without one."""
        try:
            return CheckResult.model_validate(self._table()[_key(server, model, prompt_version)])
        except (KeyError, ValidationError):
            return None

    def put(self, server: str, model: str, prompt_version: str, found: CheckResult) -> None:
        """Store the result of a check; raise ``OSError`` when it cannot be written."""
        table = self._table() | {_key(server, model, prompt_version): found.model_dump()}
        make_private(self._path.parent)
        write_whole(self._path, json.dumps(table, indent=1).encode(), private=True)

    def _table(self) -> dict[str, object]:
        try:
            table = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return table if isinstance(table, dict) else {}


def _key(server: str, model: str, prompt_version: str) -> str:
    return f"{server} {model} {prompt_version}"


def _pairs(one: "CheckedAnswer") -> list[tuple[bool, float | None]]:
    """Return for each criterion whether the point is made, and the credit given, if any was."""
    grade = one.outcome if isinstance(one.outcome, Grade) else None
    given = {v.criterion_id: v.credit for v in grade.verdicts if v.settled} if grade else {}
    levels = ((each.id, one.answer.level(each.id)) for each in one.item.rubric.criteria)
    return [(level == "met", given.get(name)) for name, level in levels if level is not None]


def _due(answer: "KnownAnswer", one: "CheckedAnswer") -> float:
    """Return the right score without penalties, which are measured separately."""
    rubric = one.item.rubric
    made = sum(each.points for each in rubric.criteria if each.id in answer.met)
    return made / sum(each.points for each in rubric.criteria)


def _mean(values: Iterable[float], empty: float = 0.0) -> float:
    many = list(values)
    return fmean(many) if many else empty
