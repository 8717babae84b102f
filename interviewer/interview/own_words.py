"""Whether an answer touches on a point, by the words that only this point has.

A grader may miss a point that a listener hears. An interviewer who asks for it again seems not to
have listened, so a point is not asked for once its own words were said.
"""

import re
from collections.abc import Iterable

from interviewer.bank.rubric import Criterion, Item

ENOUGH = 2
"""How many of a point's own words suggest that it was made: of real answers in which the offline
grader misses a point, 4 % with fewer such words do make it, and 12 % with at least as many."""

_WORD = re.compile(r"[a-z0-9]+")
_LEAST = 3  # letters of a stem
_ENDINGS = (
    "isation", "ization", "ations", "ation", "ingly", "ions", "ing", "ion", "edly", "ies", "ed",
    "es", "s", "ly", "e",
)  # fmt: skip
_COMMON = frozenset(
    _WORD.findall(
        "a an the of to in on for and or is are be it its that this with as by from at which what"
        " how why when not no than then so if you your they them their there can would one more"
        " less most each every all any into over only also but do does has have between other same"
        " about up out very just we i"
    )
)


def touched_on(item: Item, criterion: Criterion, answers: Iterable[str]) -> bool:
    """Whether the answers contain enough of the point's own words that it may have been made."""
    return said_of(item, criterion, answers) >= ENOUGH


def said_of(item: Item, criterion: Criterion, answers: Iterable[str]) -> int:
    """Return how many of the point's own words the answers contain."""
    return len(own_words(item, criterion) & stems(" ".join(answers)))


def own_words(item: Item, criterion: Criterion) -> frozenset[str]:
    """Return the stems that occur in the criterion but not in the question or other criteria."""
    mine = stems(" ".join((criterion.statement, *criterion.evidence)))
    others = (one.statement for one in item.rubric.criteria if one.id != criterion.id)
    return mine - stems(item.question.prompt) - stems(" ".join(others))


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words, leaving out common words."""
    words = _WORD.findall(text.lower())
    return frozenset(_stem(word) for word in words if word not in _COMMON and len(word) > 1)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word.removesuffix(ending)
    return word
