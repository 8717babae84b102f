"""What a candidate says not to know: it is named, not claimed."""

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
        for step in (-1, 1):
            beside = number + step
            while (
                0 <= beside < len(clauses)
                and clauses[beside][0].sentence == members[0].sentence
                and _asks(clauses[beside])
            ):
                dropped.add(beside)
                beside += step
    return [
        unit
        for number, members in enumerate(clauses)
        if number not in dropped
        for unit in members
        if unit not in gone
    ]


def _asks(members: Sequence[Unit]) -> bool:
    for unit in members[:3]:
        if unit.word in _ASKING:
            return True
        if unit.word not in _LEADING:
            return False
    return False
