"""Tries all rubrics of a bank with a grader, on several cores of the machine."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from interviewer.bank.folders import Pair
from interviewer.bank.linter import CheckedItem, located
from interviewer.bank.problems import Problem, in_order
from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import Breach
from interviewer.bank.wordings import content, likeness
from interviewer.errors import BankError
from interviewer.grading.numbers.checking import unearned_figures
from interviewer.grading.trial.depth import reply_breaches
from interviewer.grading.trial.item import Judge, Trial
from interviewer.grading.trial.processes import EndedEarlyError, spread

STRANGERS = 2
"""How many other items' model answers are tried on each item."""
_FEW = 12
"""A process takes a second or two to start: fewer items are tried sooner in this one."""


class _Sound(NamedTuple):
    """An item that can be tried, and the words that say what it is about."""

    pair: Pair
    question: Question
    rubric: Rubric
    matter: frozenset[str]


class _Task(NamedTuple):
    question: Question
    rubric: Rubric
    strangers: tuple[tuple[str, str], ...]


def try_rubrics(
    items: Sequence[CheckedItem],
    judge: Judge,
    *,
    only: Collection[str],
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[Problem, ...]:
    """Return where the rubrics of these items do not score as they should, by file and line.

    Each is tried on its own model answer, with right things added and with all of it denied, on
    its misconceptions' examples, on paraphrases of its wordings, on its parroted question and on
    other items' model answers. ``only`` names the items that are tried; the others still serve for
    comparison. With ``workers`` over 1 ``judge`` must be a function of a module, since
    other processes import it; the result is the same. ``progress`` is told how many are done.
    """
    sound = [
        _Sound(item.pair, item.question, item.rubric, _matter(item.question, item.rubric))
        for item in items
        if item.question is not None and item.rubric is not None
    ]
    chosen = [one for one in sound if one.pair.id in only]
    tasks = [_Task(one.question, one.rubric, tuple(_strangers(one, sound))) for one in chosen]
    problems: list[Problem] = []
    for done, (number, breaches) in enumerate(_all(judge, tasks, workers), 1):
        problems += located(chosen[number].pair.rubric, breaches)
        if progress is not None:
            progress(done)
    return in_order(problems)


def _all(
    judge: Judge, tasks: Sequence[_Task], workers: int
) -> Iterator[tuple[int, tuple[Breach, ...]]]:
    """Yield each task's number and breaches, in the order in which they are done."""
    if workers < 2 or len(tasks) < _FEW:
        for number, task in enumerate(tasks):
            yield number, _one(judge, task)
        return
    try:
        yield from spread(partial(_one, judge), tasks, workers)
    except EndedEarlyError as error:
        raise BankError(
            "A process that tries the rubrics ended early.",
            remedy="Free some memory, or leave the grading out with --quick.",
        ) from error


def _one(judge: Judge, task: _Task) -> tuple[Breach, ...]:
    # Criteria that tests decide are not judged by words.
    said = task.rubric.judged
    spoken: Iterable[Breach] = ()
    if said is not None:
        spoken = _in_place(Trial(judge, task.question, said).breaches(task.strangers), task.rubric)
    replies = reply_breaches(judge, task.question, task.rubric)
    figures = unearned_figures(task.question, task.rubric)
    return (*spoken, *replies, *figures)


def _in_place(breaches: Iterable[Breach], rubric: Rubric) -> Iterator[Breach]:
    """Renumber criteria as in the whole rubric, not only among those that are judged by words."""
    places = [i for i, criterion in enumerate(rubric.criteria) if not criterion.tests]
    for breach in breaches:
        match breach.location:
            case ("criteria", int(i), *rest):
                yield breach._replace(location=("criteria", places[i], *rest))
            case _:
                yield breach


def _matter(question: Question, rubric: Rubric) -> frozenset[str]:
    statements = (criterion.statement for criterion in rubric.criteria)
    return content(" ".join((question.prompt, *statements)))


def _strangers(item: _Sound, items: Sequence[_Sound]) -> list[tuple[str, str]]:
    """Choose other items' model answers, the same ones each time.

    They are from the half of the bank that is less like the item: what is said on a kindred
    subject rightly earns some of its points.
    """
    others = [other for other in items if other.pair.id != item.pair.id]
    others.sort(key=lambda other: (likeness(item.matter, other.matter), other.pair.id))
    unlike = others[: max(len(others) // 2, STRANGERS)]
    unlike.sort(key=lambda other: zlib.crc32(f"{item.pair.id} {other.pair.id}".encode()))
    return [(other.pair.id, other.rubric.model_answer) for other in unlike[:STRANGERS]]
