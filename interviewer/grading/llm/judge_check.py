"""Measures a judge on answers of known grade, written for this in judge_check.yaml."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeGuard

from pydantic import Field

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Item
from interviewer.bank.strict_yaml import read
from interviewer.errors import InterviewerError
from interviewer.grading.grade import Grade, Level, Ungraded
from interviewer.grading.grader import Grader, GradingRequest, judge_verified

Kind = Literal[
    "right",
    "partly right",
    "plain words",
    "wrong but confident",
    "keywords",
    "empty talk",
    "off topic",
    "injection",
]

_HOPELESS = 3
"""The check ends when at least this many answers were judged and none has a grade, and when for
this many no request was taken."""


class KnownAnswer(Strict):
    """An answer whose grade is known.

    ``met`` and ``misconceptions`` map ids to the words of the text that show them; a criterion that
    is neither there nor ``open`` is missed. Fair judges may differ on what is ``open``.
    """

    item: str
    kind: Kind
    text: str
    met: dict[str, str] = Field(default_factory=dict)
    misconceptions: dict[str, str] = Field(default_factory=dict)
    open: tuple[str, ...] = ()

    def level(self, criterion_id: str) -> Level | None:
        """Return the right level of a criterion; ``None`` where fair judges may differ."""
        if criterion_id in self.open:
            return None
        return "met" if criterion_id in self.met else "missed"


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """What a judge made of a known answer, and the seconds that it took."""

    answer: KnownAnswer
    item: Item
    outcome: Grade | Ungraded
    seconds: float


def known_answers() -> tuple[KnownAnswer, ...]:
    """Return the answers of known grade, those of one item together."""
    text = files("interviewer.grading.llm").joinpath("judge_check.yaml").read_text("utf-8")
    return tuple(KnownAnswer.model_validate(one) for one in read(text).data)


async def judge_known_answers(
    grader: Grader,
    item: Callable[[str], Item],
    on_progress: Callable[[int], None],
    *,
    at_once: int = 1,
) -> list[CheckedAnswer]:
    """Have every known answer judged; ``on_progress`` is called with how many are done.

    Ends early when none of the first few gets a grade. Raises ``InterviewerError`` when the server
    does not take the first request, or when it or the budget fails several times later, which says
    nothing about the model; once leaves one answer without a grade.
    """
    waiting = list(known_answers())
    made: list[CheckedAnswer] = []

    async def one_more() -> None:
        answer = waiting.pop(0)
        made.append(await _judge_known_answer(grader, answer, item(answer.item)))
        on_progress(len(made))

    async def work() -> None:
        while waiting and not _hopeless(made) and len(_lost(made)) < _HOPELESS:
            await one_more()

    await one_more()
    if _unpaid(made[0].outcome):
        raise InterviewerError(f"{made[0].outcome.reason}.")
    await asyncio.gather(*(work() for _ in range(at_once)))
    lost = _lost(made)
    if len(lost) >= _HOPELESS:
        raise InterviewerError(
            f"{lost[0].reason}.", remedy="Nothing of this check is kept; run it again then."
        )
    return made


def _hopeless(made: list[CheckedAnswer]) -> bool:
    failed = [one.outcome for one in made if isinstance(one.outcome, Ungraded)]
    return len(failed) == len(made) >= _HOPELESS


def _lost(made: list[CheckedAnswer]) -> list[Ungraded]:
    """Return the outcomes for which the server has not taken a request."""
    return [one.outcome for one in made if _unpaid(one.outcome)]


def _unpaid(outcome: Grade | Ungraded) -> TypeGuard[Ungraded]:
    """Whether it failed without the server having taken a request."""
    paid = outcome.usage is not None and outcome.usage.requests
    return isinstance(outcome, Ungraded) and not paid


async def _judge_known_answer(grader: Grader, answer: KnownAnswer, item: Item) -> CheckedAnswer:
    request = GradingRequest(prompt=item.question.shown, rubric=item.rubric, answer=answer.text)
    begun = time.perf_counter()
    outcome = await judge_verified(grader, request)
    return CheckedAnswer(answer, item, outcome, time.perf_counter() - begun)
