"""Short texts that read like requests, and are answers as often."""

import re
from typing import Final

from interviewer.bank.question import Question

_SHORT_ANSWER: Final = re.compile(
    r"(?:that|this|it) is (?:wrong|incorrect|not right|a mistake)"
    r"|(?:delete|ignore|drop|erase|discard|cancel|undo) it"
    r"|at the (?:very )?end|no memory|no more|(?:the )?(?:first|second|third|fourth) moments?"
)
"""What answers "What do you do with the row?" or "When is it applied?"."""

_TAKES_BACK: Final = re.compile(
    r"(?:sorry|oops|whoops|no(?! more| memory)|wait|hang on|hold on|ah|oh|hmm*)\b"
)
_OWN_PAST: Final = re.compile(
    r"(?:i|we|it|that|this|he|she|they|there|the \w+|my \w+) (?:was|were|made|got|had|did not"
    r"|could not|forgot|missed|lost|misunderstood|asked|stopped)\b"
)
_TO_INTERVIEWER: Final = re.compile(r"\b(?:questions?|you|your|asked|said|catch|hear|answer|one)\b")
_OF_AN_EXPERIENCE: Final = frozenset({"correction", "hint", "dont-know", "rephrase", "done"})


def is_either(said: str, words: list[str], name: str, question: Question) -> bool:
    """Whether what reads as the request ``name`` may as well be the answer.

    ``words`` are those of ``said`` without fillers. In a story of one's own "I made a mistake" and
    "I got stuck" tell what happened.
    """
    if _TAKES_BACK.match(said.strip().lower()):
        return False
    plain = " ".join(words)
    return bool(_SHORT_ANSWER.fullmatch(plain)) or bool(
        question.kind == "behavioural"
        and name in _OF_AN_EXPERIENCE
        and _OWN_PAST.match(plain)
        and not _TO_INTERVIEWER.search(plain)
    )
