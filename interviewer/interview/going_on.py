"""Tells a candidate who wants to go on speaking from one who wants the next question."""

import re
from collections.abc import Sequence
from typing import Final, Literal

_GO_ON: Final = (
    r"(?:go on|keep going|continue|carry on|proceed)(?: (?:talking|speaking|explaining|answering))?"
    r"(?: (?:with|from|on)?(?: ?(?:my|the|this|that) (?:answer|point|thought|explanation|story)"
    r"| that| this| it| where i (?:was|stopped|left off)))?"
    r"(?: (?:here|now|a bit|or not|or is that enough|or stop))*"
)
_ASKS: Final = re.compile(rf"(?:should|shall|can|could|may|might|must|do) i(?: also)? {_GO_ON}")
_SAYS: Final = re.compile(
    rf"(?:let me|i (?:will|(?:would like|want|need) to|am going to)) {_GO_ON}"
    r"|(?:let me|(?:can|could|may) i|i (?:would like|want|need) to) finish"
    r" (?:(?:my|the|this|that) )?(?:answer|point|thought|sentence|explanation|story)(?: first)?"
)


def goes_on(words: Sequence[str]) -> Literal["clarify", "wait"] | None:
    """Return what is meant by a candidate who goes on with an answer, ``None`` for anything else.

    ``clarify`` asks for leave, ``wait`` announces it. "Let us go on" and "move on" are about the
    next question. ``words`` are those of a whole text without fillers.
    """
    plain = " ".join(words)
    if _ASKS.fullmatch(plain):
        return "clarify"
    return "wait" if _SAYS.fullmatch(plain) else None
