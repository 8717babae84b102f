"""What to read after a session, and which questions of the bank to practise next."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from interviewer.bank.choices import LEVELS
from interviewer.grading.bands import LOWEST
from interviewer.interview.picker import Candidate
from interviewer.report.further_reading import OWN_STORY, accessible_first
from interviewer.report.report import (
    Advice,
    CriterionReport,
    DeeperPoint,
    StudyPoint,
    TurnReport,
)

_NEXT = 2  # questions named for one point
_BEHAVIOURAL = "behavioural"
_WORD = re.compile(r"[a-z0-9]+")


class ListedItem(Candidate, Protocol):
    """What the advice needs to know about an item: a row of the bank's index."""

    @property
    def prompt(self) -> str:
        """The question as it is asked."""
        ...


def study(turns: Sequence[TurnReport], rows: Sequence[ListedItem]) -> tuple[Advice, ...]:
    """Return advice for every question below the band “excellent”, the weakest first.

    A question with 85 or more gets advice only if the reply to a deeper follow-up left a point out,
    and only on such points. For each point that was not met it names up to two items of the same
    area that were not asked here: those most similar in wording to the point, the easier ones first
    among equals. A behavioural question leads only to behavioural ones, and to preparing a story
    before any book. Sources are listed from accessible to deep.
    """
    asked = {turn.question_id for turn in turns}
    advice = []
    for turn in turns:
        if turn.score is None:
            continue
        excellent = turn.score >= LOWEST["excellent"]
        weak = [] if excellent else [c for c in turn.criteria if c.settled and c.level != "met"]
        deeper = [one for said in turn.answers for one in said.deeper if one.level != "met"]
        if excellent and not deeper:
            continue
        near = _Near([row for row in rows if _comparable(row, turn) and row.id not in asked])
        own = (OWN_STORY,) if turn.kind == _BEHAVIOURAL else ()
        advice.append(
            Advice(
                question_id=turn.question_id,
                area=turn.area,
                score=turn.score,
                missing=tuple(criterion.statement for criterion in weak),
                sources=accessible_first((*own, *turn.sources)),
                points=tuple(_point(one, turn, near) for one in weak),
                deeper=tuple(_point(one, turn, near) for one in deeper),
            )
        )
    return tuple(sorted(advice, key=lambda entry: entry.score))


def _comparable(row: ListedItem, turn: TurnReport) -> bool:
    both = (row.kind == _BEHAVIOURAL) == (turn.kind == _BEHAVIOURAL)
    return row.area == turn.area and both


def _point(point: CriterionReport | DeeperPoint, turn: TurnReport, near: "_Near") -> StudyPoint:
    return StudyPoint(
        criterion_id=point.id,
        statement=point.statement,
        lost=round(point.points - point.earned, 2),
        next=near.to(f"{point.statement} {turn.question_id}"),
    )


class _Near:
    """Finds items by the words that they share with a text; rare words count more."""

    def __init__(self, rows: Sequence[ListedItem]) -> None:
        self._rows = rows
        self._words = [_words(f"{row.id} {row.prompt}") for row in rows]
        counts = Counter(word for words in self._words for word in words)
        self._weights = {word: math.log(len(rows) / count) for word, count in counts.items()}

    def to(self, text: str) -> tuple[str, ...]:
        wanted = _words(text)
        ranked = sorted(
            zip(self._rows, self._words, strict=True),
            key=lambda pair: (
                -round(sum(self._weights[word] for word in pair[1] & wanted), 6),
                _hardness(pair[0].level),
                pair[0].id,
            ),
        )
        return tuple(row.id for row, _ in ranked[:_NEXT])


def _hardness(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()))
