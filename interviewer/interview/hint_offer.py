"""What a candidate says to "Would a hint help?"."""

import re
from typing import Final

from interviewer.interview.affirmation import affirmed
from interviewer.interview.field_terms import field_words
from interviewer.interview.plain_words import plain_words
from interviewer.interview.talk_words import mended

OFFER: Final = "Would a hint help?"

_LONGEST = 200  # characters; a longer text is an answer
_BRIEF = 4  # words; a longer "no, ..." says something of its own
_WOULD: Final = "(?:would|might|may|could|will)"
_PLEASANT: Final = (
    "(?:great|good|nice|helpful|useful|lovely|fine|welcome|appreciated|perfect|awesome|amazing)"
)
_ACCEPTS: Final = re.compile(
    r"(?:(?:sure|fine|right|of course|absolutely|definitely|certainly|probably|why not|do|go ahead"
    r"|go for it|hit me|give it a (?:try|go)"
    rf"|(?:that|this|it|a hint|one) {_WOULD}(?: (?:help|be {_PLEASANT}))?(?: (?:a lot|me|here))*"
    r"|i would (?:like|love|appreciate|need|take)(?: to)?(?: (?:that|it|one|some|hear|have))*"
    r"|i (?:will take|need|want) (?:that|it|one)"
    r"|let us (?:try|do|have|hear|see)(?: (?:it|that|one))?"
    rf"|if (?:you can|possible|you (?:do not|would not) mind)) ?)+"
)
_DECLINES: Final = re.compile(
    r"(?:(?:no|not needed|no need|no hints?|i am (?:good|fine)|i do not (?:need|want|like)"
    r" (?:that|it|one|any|a hint|hints?)|(?:that|this|it|a hint|one) (?:would|will) not"
    r"(?: (?:help|change (?:much|anything)|make a difference))?(?: (?:me|much|here))*) ?)+"
)
_BARE: Final = re.compile(
    r"(?:ok|okay|all ?right|please|yes|yeah|yep|maybe|perhaps|possibly|probably|i guess(?: so)?"
    r"|i suppose(?: so)?|quickly|thanks|thank you|m+hm+|uh huh|hm+|oh|well|um+|[\s,.!])+",
    re.IGNORECASE,
)


def wants_a_hint(said: str) -> bool | None:
    """Return whether the offer of a hint is accepted, ``None`` if the text says something else.

    A text with technical words is an answer, even if it begins with yes or no.
    """
    if len(said) > _LONGEST:
        return None
    words = plain_words(said)
    plain = " ".join(words)
    if _BARE.fullmatch(said.strip()) or _ACCEPTS.fullmatch(plain):
        return True
    if _DECLINES.fullmatch(plain):
        return False
    brief = len(said.split()) <= _BRIEF
    return affirmed(said, OFFER) if brief and not field_words(mended(words)) else None
