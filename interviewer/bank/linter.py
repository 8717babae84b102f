"""Finds everything that is wrong with a bank, and reports it together."""

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from interviewer.bank.folders import Listing, Pair
from interviewer.bank.loader import line_of, read_item
from interviewer.bank.problems import Problem
from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import (
    PLACEHOLDER,
    Breach,
    pair_breaches,
    question_breaches,
    rubric_breaches,
)
from interviewer.bank.strict_yaml import shown
from interviewer.bank.wordings import content, likeness, plain
from interviewer.grading.grade import Grade, Span, Ungraded, earned, score, verified
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.checking import figure_breaches

Judge = Callable[[GradingRequest], Grade | Ungraded]

MODEL_ANSWER_AT_LEAST = 0.80
EXAMPLE_AT_MOST = 0.30
EXAMPLE_NEVER_OVER = 0.75
"""A misconception is charged only beyond doubt, so many an example keeps its partial points."""
PARROT_AT_MOST = 0.15
STRANGER_AT_MOST = 0.4
"""A subject's neighbours share words, and the grader gives something for what comes near."""
LOSS_AT_MOST = 0.1
"""By how much (0..1) a right addition may lower a model answer."""
REJECTIONS = (
    "Many people think that {}, but that is wrong.",
    "It is a common misconception that {}.",
    "I used to think that {}.",
)
STRANGERS = 3
"""How many other items' model answers are tried on each item."""

SAME_PROMPT = 0.8
"""Likeness (0..1) from which two prompts ask the same."""


class Checked(NamedTuple):
    """An item as far as it could be read."""

    pair: Pair
    question: Question | None
    rubric: Rubric | None


def lint(
    listings: Iterable[Listing],
    *,
    judge: Judge | None = None,
    only: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Return every problem of the items in these listings, ordered by file and line.

    ``judge`` also tries each item's rubric on its own model answer, on its misconceptions'
    examples, on its parroted question and on other items' model answers. ``only`` names the items
    that are reported on; the others still serve for comparison.
    """
    problems: list[Problem] = []
    items: list[Checked] = []
    taken: set[str] = set()
    for listing in listings:
        problems += (p for p in listing.problems if only is None or p.path.stem in only)
        for pair in listing.pairs:
            question, rubric, found = read_item(Path(pair.question), Path(pair.rubric))
            if pair.id not in taken:  # else it is replaced by an item of an earlier root
                items.append(Checked(pair, question, rubric))
            taken.add(pair.id)
            if only is None or pair.id in only:
                problems += found
                problems += _breaches(pair, question, rubric)
    problems += _same_prompts(items, only)
    if judge is not None:
        broken = {problem.path for problem in problems if problem.severity == "error"}
        problems += _misjudged(items, judge, only, broken)
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.message)))


def _breaches(pair: Pair, question: Question | None, rubric: Rubric | None) -> Iterator[Problem]:
    if question is not None:
        yield from _located(pair.question, question_breaches(question))
    if rubric is not None:
        yield from _located(pair.rubric, rubric_breaches(rubric))
    if question is not None and rubric is not None:
        yield from _located(pair.question, pair_breaches(question, rubric))
        yield from _located(pair.rubric, figure_breaches(question, rubric))


def _located(path: str, breaches: Iterable[Breach]) -> Iterator[Problem]:
    for location, message, remedy, severity in breaches:
        yield _problem(path, location, message, remedy)._replace(severity=severity)


def _problem(path: str, location: tuple[str | int, ...], message: str, remedy: str) -> Problem:
    key = str(next((step for step in reversed(location) if isinstance(step, str)), ""))
    return Problem(Path(path), line_of(Path(path), *location), f"{key}: {message}", remedy)


def _same_prompts(items: list[Checked], only: Collection[str] | None) -> Iterator[Problem]:
    asked = [
        (item.pair, item.question.prompt)
        for item in items
        if item.question is not None and not item.question.prompt.startswith(PLACEHOLDER)
    ]
    bags = {pair.id: (plain(prompt), content(prompt)) for pair, prompt in asked}
    for (one, _), (other, _) in combinations(asked, 2):
        if only is not None and one.id not in only and other.id not in only:
            continue
        (words, bag), (other_words, other_bag) = bags[one.id], bags[other.id]
        if words == other_words or likeness(bag, other_bag) >= SAME_PROMPT:
            yield _problem(
                other.question,
                ("prompt",),
                f"asks the same as {one.id} ({one.question}).",
                "Ask for something else, or drop one of the two.",
            )


def _misjudged(
    items: list[Checked], judge: Judge, only: Collection[str] | None, broken: set[Path]
) -> Iterator[Problem]:
    sound = [
        _Sound(item.pair, item.question, item.rubric, _matter(item.question, item.rubric))
        for item in items
        if item.question is not None and item.rubric is not None
    ]
    for item in sound:
        if only is not None and item.pair.id not in only:
            continue
        if {Path(item.pair.question), Path(item.pair.rubric)} & broken:
            continue
        trial = _Trial(judge, item.question, item.rubric)
        yield from _located(item.pair.rubric, trial.breaches(_strangers(item, sound)))


class _Sound(NamedTuple):
    pair: Pair
    question: Question
    rubric: Rubric
    matter: frozenset[str]


def _matter(question: Question, rubric: Rubric) -> frozenset[str]:
    statements = (criterion.statement for criterion in rubric.criteria)
    return content(" ".join((question.prompt, *statements)))


def _strangers(item: _Sound, items: list[_Sound]) -> list[tuple[str, str]]:
    """Choose other items' model answers, the same ones each time.

    They are from the half of the bank that is less like the item: what is said on a kindred
    subject rightly earns some of its points.
    """
    others = [other for other in items if other.pair.id != item.pair.id]
    others.sort(key=lambda other: (likeness(item.matter, other.matter), other.pair.id))
    unlike = others[: max(len(others) // 2, STRANGERS)]
    unlike.sort(key=lambda other: zlib.crc32(f"{item.pair.id} {other.pair.id}".encode()))
    return [(other.pair.id, other.rubric.model_answer) for other in unlike[:STRANGERS]]


class _Trial:
    """One item's rubric, tried on answers whose scores are known within bounds."""

    def __init__(self, judge: Judge, question: Question, rubric: Rubric) -> None:
        self._judge = judge
        self._question = question
        self._rubric = rubric

    def breaches(self, strangers: list[tuple[str, str]]) -> Iterator[Breach]:
        rubric = self._rubric
        value, why = self._outcome(rubric.model_answer, missing=True)
        if value < MODEL_ANSWER_AT_LEAST:
            yield Breach(
                ("model_answer",),
                f"it scores {_percent(value)}, not {_percent(MODEL_ANSWER_AT_LEAST)} or more{why}.",
                "Mend the evidence in general wordings, or let the answer make the point.",
            )
        full = value
        corrected = [belief.correction for belief in rubric.misconceptions]
        rejected = [
            REJECTIONS[i % len(REJECTIONS)].format(belief.statement.rstrip("."))
            for i, belief in enumerate(rubric.misconceptions)
        ]
        for added, what in ((corrected, "their corrections"), (rejected, "their rejection")):
            value, why = self._outcome(" ".join((rubric.model_answer, *added)), missing=True)
            if value < full - LOSS_AT_MOST:
                yield Breach(
                    ("misconceptions",),
                    f"the model answer with {what} scores {_percent(value)}, without "
                    f"{_percent(full)}{why}.",
                    "Reword the evidence of the misconception that is found there.",
                )
        for i, belief in enumerate(rubric.misconceptions):
            if belief.example is None:
                continue
            value, why = self._outcome(belief.example)
            if value > EXAMPLE_AT_MOST:
                yield Breach(
                    ("misconceptions", i, "example"),
                    f"that of `{belief.id}` scores {_percent(value)}, not "
                    f"{_percent(EXAMPLE_AT_MOST)} or less{why}.",
                    "Add wordings of the belief, or give the credited criteria their subject.",
                    "error" if value > EXAMPLE_NEVER_OVER else "warning",
                )
        value, why = self._outcome(self._question.prompt)
        if value > PARROT_AT_MOST:
            yield Breach(
                ("criteria",),
                f"the question parroted back scores {_percent(value)}{why}.",
                "Let wordings hold more than the words of the question.",
            )
        for other, answer in strangers:
            value, why = self._outcome(answer)
            if value > STRANGER_AT_MOST:
                yield Breach(
                    ("criteria",),
                    f"the model answer of {other} scores {_percent(value)} here{why}.",
                    "Name the subject in the wordings that it meets.",
                    # As much the grader's doing as the rubric's: to be seen, not to be barred.
                    "warning",
                )

    def _outcome(self, answer: str, *, missing: bool = False) -> tuple[float, str]:
        """Return the score (0..1) and what led to it: what was credited, or what was missing."""
        request = GradingRequest(prompt=self._question.prompt, rubric=self._rubric, answer=answer)
        outcome = self._judge(request)
        if isinstance(outcome, Ungraded):
            return 0.0, f" ({outcome.reason})"
        grade = verified(outcome, answer)
        wanted = ("missed", "partial") if missing else ("met", "partial")
        reasons = [
            f"{row.verdict.level} {row.criterion.id}{_quoted(row.verdict.spans)}"
            for row in earned(grade, self._rubric)
            if row.verdict.level in wanted
        ]
        reasons += [
            f"found {finding.misconception_id}{_quoted(finding.spans)}"
            for finding in grade.misconceptions
        ]
        why = f" ({'; '.join(reasons)})" if reasons else ""
        return score(grade, self._rubric).value, why


def _quoted(spans: tuple[Span, ...]) -> str:
    return f" by {shown(spans[0].quote)}" if spans else ""


def _percent(value: float) -> str:
    return f"{100 * value:.3g}"
