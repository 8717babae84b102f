"""Finds everything that is wrong with the texts of a bank, and reports it together."""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from interviewer.bank.asking_rules import asking_breaches, disclosures
from interviewer.bank.claim_rules import figure_breaches, misconception_breaches
from interviewer.bank.coding_rules import coding_breaches, probe_breaches
from interviewer.bank.depth_rules import depth_breaches, depth_fit_breaches, follow_up_breaches
from interviewer.bank.folders import Listing, Pair
from interviewer.bank.loader import line_of, read_item
from interviewer.bank.problems import Problem, in_order
from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import (
    PLACEHOLDER,
    Breach,
    pair_breaches,
    question_breaches,
    rubric_breaches,
)
from interviewer.bank.wordings import content, likeness, plain

SAME_PROMPT = 0.8
"""Likeness (0..1) from which two prompts ask the same thing."""


class CheckedItem(NamedTuple):
    """An item as far as it could be read."""

    pair: Pair
    question: Question | None
    rubric: Rubric | None


class LintResult(NamedTuple):
    """Every problem of a bank, ordered by file and line, and its items as far as they were read."""

    problems: tuple[Problem, ...]
    items: tuple[CheckedItem, ...]

    @property
    def sound(self) -> frozenset[str]:
        """The ids of the items in which no error was found."""
        broken = {problem.path for problem in self.problems if problem.severity == "error"}
        return frozenset(
            pair.id
            for pair, *_ in self.items
            if not {Path(pair.question), Path(pair.rubric)} & broken
        )


def lint(listings: Iterable[Listing], *, only: Collection[str] | None = None) -> LintResult:
    """Return every problem that shows in the texts of the listed items.

    ``only`` names the items that are reported on; the others still serve for comparison.
    """
    problems: list[Problem] = []
    items: list[CheckedItem] = []
    taken: set[str] = set()
    for listing in listings:
        problems += (p for p in listing.problems if only is None or p.path.stem in only)
        for pair in listing.pairs:
            question, rubric, found = read_item(Path(pair.question), Path(pair.rubric))
            if pair.id not in taken:  # otherwise an item of an earlier root replaces it
                items.append(CheckedItem(pair, question, rubric))
            taken.add(pair.id)
            if only is None or pair.id in only:
                problems += found
                problems += _breaches(pair, question, rubric)
    problems += _same_prompts(items, only)
    return LintResult(in_order(problems), tuple(items))


def _breaches(pair: Pair, question: Question | None, rubric: Rubric | None) -> Iterator[Problem]:
    if question is not None:
        yield from located(pair.question, question_breaches(question))
        yield from located(pair.question, asking_breaches(question))
    if rubric is not None:
        yield from located(pair.rubric, rubric_breaches(rubric))
        yield from located(pair.rubric, misconception_breaches(rubric))
        yield from located(pair.rubric, depth_breaches(rubric))
    if question is not None and rubric is not None:
        yield from located(pair.question, pair_breaches(question, rubric))
        yield from located(pair.question, disclosures(question, rubric))
        yield from located(pair.question, probe_breaches(question, rubric))
        yield from located(pair.question, follow_up_breaches(question, rubric))
        yield from located(pair.rubric, figure_breaches(question, rubric))
        yield from located(pair.rubric, coding_breaches(question, rubric))
        yield from located(pair.rubric, depth_fit_breaches(question, rubric))


def located(path: str, breaches: Iterable[Breach]) -> Iterator[Problem]:
    """Yield the breaches of a file's rules as problems with its lines."""
    for location, message, remedy, severity in breaches:
        yield _problem(path, location, message, remedy)._replace(severity=severity)


def _problem(path: str, location: tuple[str | int, ...], message: str, remedy: str) -> Problem:
    key = str(next((step for step in reversed(location) if isinstance(step, str)), ""))
    return Problem(Path(path), line_of(Path(path), *location), f"{key}: {message}", remedy)


def _same_prompts(items: list[CheckedItem], only: Collection[str] | None) -> Iterator[Problem]:
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
