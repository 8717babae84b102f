"""Short texts that read like requests but are answers just as often."""

import re
from typing import Final

from interviewer.bank.question import Question

_SHORT_ANSWER: Final = re.compile(
    r"(?:that|this|it) is (?:wrong|incorrect|not right|a mistake)"
    r"|(?:delete|ignore|drop|erase|discard|cancel|undo) it"
    r"|start from scratch|pass it through|(?:milli)?seconds|minutes|hours"
    r"|at the (?:very )?end|no memory|no more|(?:the )?(?:first|second|third|fourth) moments?"
)
"""Could answer "What do you do with the row?" or "When is it applied?"."""

_TAKES_BACK: Final = re.compile(
    r"(?:sorry|oops|whoops|no(?! more| memory)|wait|hang on|hold on|ah|oh|hmm*)\b"
)
_PAST: Final = (
    r"(?:was|were|made|got|had|did not|could not|forgot|missed|lost|misunderstood|misread|asked"
    r"|stopped|went|gave|hit|left|skipped|(?:messed|screwed|mixed|slipped) (?:\w+ )*up|botched|blew"
    r"|confused|swapped|blanked|froze|choked|panicked|struggled|failed|stumbled|needed|finished"
    r"|gave|ran|tried)\b"
)
_OWN_PAST: Final = re.compile(rf"(?:i|we|it|that|this|he|she|they|there|the \w+|my \w+) {_PAST}")
_OF_ONESELF: Final = re.compile(rf"(?:i|we|my (?:mind|head|brain)) {_PAST}")
_MEANT_AS_SAID: Final = re.compile(r"(?!i (?:lost|forgot|misunderstood|misread|was distracted)\b)")
"""Asks for a repeat even when the candidate tells of an experience: "I missed it"."""
_TO_INTERVIEWER: Final = re.compile(r"\b(?:questions?|you|your|asked|said|catch|hear|answer|one)\b")
_OF_AN_EXPERIENCE: Final = frozenset(
    {"correction", "hint", "dont-know", "rephrase", "repeat", "done"}
)


def is_either(said: str, words: list[str], name: str, question: Question) -> bool:
    """Whether what reads as the request ``name`` may equally be the answer.

    ``words`` are those of ``said`` without fillers. In the answer to a behavioural question, "I
    made a mistake" and "I got stuck" tell what happened.
    """
    if _TAKES_BACK.match(said.strip().lower()):
        return False
    plain = " ".join(words)
    return is_short_answer(said, words) or bool(
        question.kind == "behavioural"
        and name in _OF_AN_EXPERIENCE
        and _OWN_PAST.match(plain)
        and not (name == "repeat" and _MEANT_AS_SAID.match(plain))
        and not _TO_INTERVIEWER.search(plain)
    )


def is_short_answer(said: str, words: list[str]) -> bool:
    """Whether it may answer a question about what is done with data: "ignore it"."""
    if _TAKES_BACK.match(said.strip().lower()):
        return False
    return bool(_SHORT_ANSWER.fullmatch(" ".join(words)))


def statement_about_oneself(plain: str) -> list[str] | None:
    """Return the words after the opening of a statement about oneself: "I panicked".

    ``plain`` is without fillers. Return ``None`` if it is no such statement.
    """
    told = _OF_ONESELF.match(plain)
    return None if told is None else plain[told.end() :].split()
