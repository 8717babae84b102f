"""What an answer says without claiming anything: gaps admitted, and orders to a grader."""

import itertools
import re
from collections.abc import Sequence

from interviewer.grading.injection import find_injections
from interviewer.grading.reading.tokens import Unit

_ADVERB = r"(?: (?:really|honestly|just|quite|actually|even|either|simply|still|fully|truly))*"
_UNABLE = r"(?:(?:can|could|would|do|did|will|am|have|was) not|not|never|have never|struggle to)"
_KNOW = (
    r"(?:know|say|remember|recall|tell you|write|derive|prove|check(?:ed)?|underst(?:an|oo)d"
    r"|explain|answer|trust my|certain|sure|dealt? with|learnt|look(?:ed)? into|used|tried"
    r"|worked|drawn)"
)
_ADMISSIONS = re.compile(
    rf"\bi{_ADVERB} {_UNABLE}{_ADVERB} {_KNOW}\b"
    r"|\bi(?: (?:would|will|really|honestly|have|need|to))+ (?:look|read)(?: it| that| this)? up\b"
    r"|\bnot (?:sure|certain) (?:how|what|why|when|which|whether|where|about|if)\b"
    r"|\b(?:no idea|no clue|beyond me|only guess|name only|there something about|i am unsure)\b"
)
_ASKING = frozenset(["how", "what", "why", "when", "which", "whether", "where", "who"])
_LEADING = frozenset(["and", "or", "nor", "so", "but", "the", "of", "exactly", "though"])
_LONGEST = 25
_AROUND = 8


def without_admissions(read: Sequence[Unit]) -> list[Unit]:
    """Return the answer without the clauses that say what the candidate does not know.

    Neighbouring clauses that ask ("how it copes with", "or why it works") are dropped too. Of a
    clause longer than 25 words, as in unpunctuated speech, only eight words on either side are.
    """
    clauses: list[list[Unit]] = []
    for unit in read:
        if not clauses or clauses[-1][-1].clause != unit.clause:
            clauses.append([])
        clauses[-1].append(unit)
    found = [_ADMISSIONS.search(" ".join(unit.word for unit in members)) for members in clauses]
    admits = [
        one is not None and len(members) <= _LONGEST
        for one, members in zip(found, clauses, strict=True)
    ]
    kept: list[Unit] = []
    for members, one, drop in zip(clauses, found, _dropped(clauses, admits), strict=True):
        if drop:
            continue
        if one is None:
            kept += members
            continue
        first, last = (one.string.count(" ", 0, edge) for edge in one.span())
        kept += members[: max(0, first - _AROUND)]
        kept += members[last + 1 + _AROUND :]
    return kept


def _dropped(clauses: Sequence[Sequence[Unit]], admits: Sequence[bool]) -> list[bool]:
    """Return which clauses are dropped whole: those that admit, or ask what another one admits."""
    asks = [_asks(members) for members in clauses]
    dropped = [False] * len(clauses)
    for _, group in itertools.groupby(
        range(len(clauses)), lambda place: clauses[place][0].sentence
    ):
        places = list(group)
        for direction in (places, places[::-1]):
            near = False
            for place in direction:
                near = admits[place] or (near and asks[place])
                dropped[place] = dropped[place] or near
        # "How A, B and C work, I cannot say": the list between belongs to the question.
        first = next((place for place in places if asks[place]), len(clauses))
        last = max(
            (p for p in places if admits[p] and clauses[p][0].word not in _LEADING), default=first
        )
        for place in range(first, last):
            dropped[place] = True
    return dropped


def _asks(members: Sequence[Unit]) -> bool:
    """Whether a clause begins with a question word."""
    leading = itertools.takewhile(lambda unit: unit.word in _LEADING, members[:2])
    return members[min(len(list(leading)), len(members) - 1)].word in _ASKING


def without_orders(read: Sequence[Unit], answer: str) -> list[Unit]:
    """Return the words of ``answer`` that are outside all orders to the grader."""
    orders = find_injections(answer)
    kept: list[Unit] = []
    number = 0
    for unit in read:
        while number < len(orders) and orders[number][1] <= unit.start:
            number += 1
        if number == len(orders) or unit.start < orders[number][0]:
            kept.append(unit)
    return kept
