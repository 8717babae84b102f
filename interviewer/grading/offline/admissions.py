"""What a candidate says not to know: it is named, not claimed."""

import itertools
import re
from collections.abc import Sequence

from interviewer.grading.offline.answer import Unit

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

    Clauses beside such a one that ask ("how it copes with", "or why it works") belong to it. Of a
    clause longer than 25 words, as in unpunctuated speech, only the nearest eight go.
    """
    clauses: list[list[Unit]] = []
    for unit in read:
        if not clauses or clauses[-1][-1].clause != unit.clause:
            clauses.append([])
        clauses[-1].append(unit)
    dropped: set[int] = set()
    gone: set[Unit] = set()
    for number, members in enumerate(clauses):
        text = " ".join(unit.word for unit in members)
        found = _ADMISSIONS.search(text)
        if not found:
            continue
        if len(members) > _LONGEST:
            first, last = (text.count(" ", 0, edge) for edge in found.span())
            gone.update(members[max(0, first - _AROUND) : last + 1 + _AROUND])
            continue
        dropped.add(number)
        sentence = members[0].sentence
        after = number + 1
        while after < len(clauses) and _asks(clauses[after], sentence):
            dropped.add(after)
            after += 1
        for before in range(number - 1, -1, -1):
            # "How A, B and C work, I cannot say": the list between belongs to the question.
            if _asks(clauses[before], sentence):
                dropped.update(range(before, number))
            elif clauses[before][0].sentence != sentence or members[0].word in _LEADING:
                break
    return [
        unit
        for number, members in enumerate(clauses)
        if number not in dropped
        for unit in members
        if unit not in gone
    ]


def _asks(members: Sequence[Unit], sentence: int) -> bool:
    """Whether a clause of that sentence begins with a question word."""
    if members[0].sentence != sentence:
        return False
    leading = itertools.takewhile(lambda unit: unit.word in _LEADING, members[:2])
    return members[min(len(list(leading)), len(members) - 1)].word in _ASKING
