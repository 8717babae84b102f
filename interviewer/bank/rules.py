"""What every item of the bank must satisfy, beyond the constraints of its models."""

from collections.abc import Iterator
from typing import NamedTuple

from interviewer.bank.problems import Severity
from interviewer.bank.question import Question, Strict
from interviewer.bank.rubric import Rubric
from interviewer.bank.strict_yaml import Location, shown
from interviewer.bank.trust import STATEMENTS_ALONE, WITH_WORDINGS
from interviewer.bank.wordings import alternation_faults, gives_away, plain, symbols

POINTS = 10
CRITERIA = range(3, 10)
HINTS = range(1, 4)
FOLLOW_UPS = 2
WORDINGS = 4
MISCONCEPTIONS = 2
SPOKEN_WORDS = range(110, 261)
"""Words of a model answer: what is said in 60 to 120 seconds."""

PLACEHOLDER = "TODO"
"""Marks a text of the skeleton that is still to be written."""


class Breach(NamedTuple):
    """A rule that a file breaks: where, what is wrong, and the remedy."""

    location: Location
    message: str
    remedy: str
    severity: Severity = "error"


def is_bare(rubric: Rubric) -> bool:
    """Whether no criterion has a wording, so that answers are compared with statements alone."""
    return not any(criterion.evidence for criterion in rubric.criteria)


def question_breaches(question: Question) -> Iterator[Breach]:
    """Check what can be seen from the question file alone."""
    yield from unwritten(question)
    if len(question.hints) not in HINTS:
        yield Breach(
            ("hints",),
            f"{len(question.hints)} hints.",
            f"Write {HINTS[0]} to {HINTS[-1]}, in the order in which they are given.",
        )
    if len(question.follow_ups) < FOLLOW_UPS:
        yield Breach(
            ("follow_ups",),
            f"{len(question.follow_ups)} follow-ups.",
            f"Write at least {FOLLOW_UPS}, each probing one criterion.",
        )
    if not question.sources:
        yield Breach(("sources",), "no source.", "Name a book with chapter, or a paper.")
    if question.kind in ("scenario", "coding", "estimate") and not question.clarifications:
        yield Breach(
            ("clarifications",),
            f"{question.kind} question without clarifications.",
            "Say what the interviewer replies when asked about scale, data or constraints.",
        )
    yield from _spoken(question)
    for key in ("hints", "sources"):
        texts: tuple[str, ...] = getattr(question, key)
        yield from _repeated([((key, i), text) for i, text in enumerate(texts)])
    yield from _repeated(
        [
            (("follow_ups", i, "prompt"), follow_up.prompt)
            for i, follow_up in enumerate(question.follow_ups)
        ]
    )
    yield from _repeated(
        [
            (("clarifications", i, "asks", j), ask)
            for i, clarification in enumerate(question.clarifications)
            for j, ask in enumerate(clarification.asks)
        ]
    )


def _spoken(question: Question) -> Iterator[Breach]:
    if question.spoken is None:
        if unread := symbols(question.prompt):
            yield Breach(
                ("prompt",),
                f"{shown(unread)} cannot be read aloud.",
                "Add `spoken:` with the prompt in words.",
            )
    elif unread := symbols(question.spoken):
        yield Breach(("spoken",), f"{shown(unread)} cannot be read aloud.", "Write it as words.")


def rubric_breaches(rubric: Rubric) -> Iterator[Breach]:
    """Check what can be seen from the rubric file alone."""
    yield from unwritten(rubric)
    count = len(rubric.criteria)
    if count not in CRITERIA:
        yield Breach(("criteria",), f"{count} criteria.", f"Write {CRITERIA[0]} to {CRITERIA[-1]}.")
    if rubric.points != POINTS:
        yield Breach(
            ("criteria",),
            f"the points add up to {rubric.points}.",
            f"Share out exactly {POINTS}.",
        )
    essential = sum(criterion.essential for criterion in rubric.criteria)
    if essential in (0, count):
        yield Breach(
            ("criteria",),
            f"{'all' if essential else 'no'} criteria are essential.",
            "Mark those, a third to two thirds of them, that no good answer leaves out.",
        )
    bare = is_bare(rubric)
    if bare:
        yield Breach(
            ("criteria",),
            "no criterion has wordings: by statements alone the offline grader agrees less with "
            f"readers ({STATEMENTS_ALONE}; with wordings {WITH_WORDINGS}).",
            f"Add at least {WORDINGS} wordings to each as `evidence:`, see docs/authoring.md.",
            "warning",
        )
    for i, criterion in enumerate(rubric.criteria):
        wordless = bare or criterion.number is not None or bool(criterion.tests)
        if not wordless and len(criterion.evidence) < WORDINGS:
            yield Breach(
                ("criteria", i, "evidence"),
                f"{len(criterion.evidence)} wordings for `{criterion.id}`.",
                f"Write at least {WORDINGS}: terms, plain words, an example, as it is heard.",
            )
    yield from _misconceptions(rubric, bare=bare)
    words = len(rubric.model_answer.split())
    if words not in SPOKEN_WORDS:
        yield Breach(
            ("model_answer",),
            f"{words} words.",
            f"Write {SPOKEN_WORDS[0]} to {SPOKEN_WORDS[-1]}: what is said in one or two minutes.",
        )
    wordings = list(_wordings(rubric))
    for location, wording in wordings:
        for fault in alternation_faults(wording):
            yield Breach(location, f"{fault}.", "Write lists as (one / two / three).")
    yield from _repeated(wordings)


def _misconceptions(rubric: Rubric, *, bare: bool) -> Iterator[Breach]:
    count = len(rubric.misconceptions)
    if count < MISCONCEPTIONS:
        yield Breach(
            ("misconceptions",),
            f"{count} misconceptions.",
            f"Write at least {MISCONCEPTIONS} that candidates really hold.",
        )
    for i, misconception in enumerate(rubric.misconceptions):
        at = ("misconceptions", i)
        if not bare and not misconception.evidence:
            yield Breach(
                (*at, "evidence"),
                f"no wordings for `{misconception.id}`.",
                "Write how candidates put it, in its wrong form.",
            )
        if misconception.example is None:
            yield Breach(
                (*at, "example"),
                f"no example for `{misconception.id}`.",
                "Write two or three sentences of somebody who holds it.",
            )
        if misconception.penalty == 0 and misconception.cap is None:
            yield Breach(
                (*at, "penalty"),
                f"`{misconception.id}` costs nothing.",
                "Give it a penalty or a cap.",
            )


def pair_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check how a question fits its rubric; all locations are in the question file."""
    probed = {follow_up.criterion for follow_up in question.follow_ups if follow_up.when != "met"}
    for criterion in rubric.criteria:
        if criterion.essential and not criterion.tests and criterion.id not in probed:
            yield Breach(
                ("follow_ups",),
                f"nothing probes the essential criterion `{criterion.id}` when it is left out.",
                f"Add a follow-up with `criterion: {criterion.id}`.",
            )
    asked: list[tuple[Location, str]] = [
        (("hints", i), hint) for i, hint in enumerate(question.hints)
    ]
    asked += [
        (("follow_ups", i, "prompt"), follow_up.prompt)
        for i, follow_up in enumerate(question.follow_ups)
        if follow_up.when != "met"
    ]
    for location, text in asked:
        for criterion in rubric.criteria:
            if not criterion.tests and gives_away(text, criterion.statement):
                yield Breach(
                    location,
                    f"it gives away the criterion `{criterion.id}`.",
                    "Point to where to look instead.",
                )


def unwritten(part: Strict, at: Location = ()) -> Iterator[Breach]:
    """Yield a breach for every text of a skeleton that is still to be written."""
    for key, value in part:
        for i, entry in enumerate(value if isinstance(value, tuple) else (value,)):
            location = (*at, key, i) if isinstance(value, tuple) else (*at, key)
            if isinstance(entry, Strict):
                yield from unwritten(entry, location)
            elif isinstance(entry, str) and entry.startswith(PLACEHOLDER):
                yield Breach(location, "is still to be written.", f"Replace the {PLACEHOLDER}.")


def _wordings(rubric: Rubric) -> Iterator[tuple[Location, str]]:
    for key in ("criteria", "misconceptions"):
        for i, part in enumerate(getattr(rubric, key)):
            for j, wording in enumerate(part.evidence):
                yield (key, i, "evidence", j), wording


def _repeated(texts: list[tuple[Location, str]]) -> Iterator[Breach]:
    seen: set[str] = set()
    for location, text in texts:
        words = plain(text)
        if words in seen:
            yield Breach(location, "the same text stands here twice.", "Remove one of the two.")
        seen.add(words)
