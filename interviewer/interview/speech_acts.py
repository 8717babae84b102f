"""Recognises requests that no pattern of ``phrases`` covers, by their parts.

A request has a frame, which shows that something is wanted ("could you", "let us", "I would rather
not"), and a cue, which shows what. All other words must be ones used about an interview, not
technical terms: "could you say the second part again" is a request, "repeat it with other seeds" is
not.
"""

import functools
import re
from typing import Final

from interviewer.interview.field_terms import field_words
from interviewer.interview.request_patterns import ACTS, PARTS

_LONGEST = 18  # words


@functools.cache
def _compiled() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((name, tuple(_read(act) for act in acts)) for name, acts in ACTS.items())


def _read(act: str) -> re.Pattern[str]:
    named = re.sub(r"[A-Z_]{2,}", lambda name: PARTS[name[0]], act)
    return re.compile(
        named.replace(" ~ ", r"\b(?: \w+){0,5}? ").replace(" ...", r"\b(?: \w+){0,8}")
    )


_SEVERAL: Final = re.compile(r"[.!?;:]\s+\S")  # sentences
_CAN_YOU = "(?:can|could|would|will) you (?:mind )?"
_ABOUT: Final = {
    "repeat": re.compile(
        rf"{_CAN_YOU}(?:repeat|reread|read|say|go over|remind me of) (?:the|that|your) (?:\w+ )?"
        r"(?:question|part|bit|half|piece|sentence|word|thing)(?: again)?"
        r" (?:about|on|with|where|of|after|before|from)(?: \w+){1,6}"
    ),
    "rephrase": re.compile(
        rf"{_CAN_YOU}(?:explain|clarify|define|tell me|specify|say|elaborate on) (?:again )?"
        r"(?:what (?:you|the question) means? (?:by|with)|what is meant (?:by|with)"
        r"|the (?:question|term|word|part|bit)(?: (?:about|of|on|where))?)(?: \w+){1,5}"
        r"|what (?:(?:do|did) you mean|is meant) (?:by|with)(?: \w+){1,5}"
    ),
}
"""Requests about some words of the question, which may be technical terms."""

_STRESS: Final = re.compile(
    r"\b(?:very|totally|completely|absolutely|entirely|fully|literally|simply|too|also|at all"
    r"|exactly|precisely|still|super|rather(?! not)|pretty|all(?= (?:done|good|set|finished)))\b ?"
)
_TO_YOU: Final = re.compile(r"\b(?:can|could|would|will) you\b")
_ABOUT_THE_QUESTION: Final = frozenset({"repeat", "rephrase", "hint"})


def speech_act(phrase: str) -> str | None:
    """Return the intent of words that form one request, ``None`` if they form none.

    ``phrase`` consists of words from ``plain_words``. If it asks the interviewer to do something
    about the question, one technical word is allowed.
    """
    words = _STRESS.sub("", phrase).split()
    if len(words) > _LONGEST:
        return None
    other = len([word for word in field_words(words) if not word.isdigit()])
    if other > 1 or (other and not _TO_YOU.search(phrase)):
        return None
    for wording in dict.fromkeys((phrase, " ".join(words))):
        for name, acts in _compiled():
            if other and name not in _ABOUT_THE_QUESTION:
                continue
            if any(act.fullmatch(wording) for act in acts):
                return name
    return None


_NOT_KNOWN: Final = re.compile(
    r"(?:i )?(?:(?:do|can) not (?:know|remember|recall)"
    r"|(?:have )?never (?:heard of|come across|seen|studied|learned about|learnt about"
    r"|worked with|used|met)"
    r"|(?:am )?not (?:familiar with|aware of|sure (?:what|how|why)|acquainted with)"
    r"|have no (?:idea|clue|knowledge|experience)|no (?:idea|clue) (?:about|of|what|how|why))"
    r"(?! (?:if|whether)\b)(?: \w+){1,7}"
)
_GOES_ON: Final = re.compile(
    r"[,;:()\u2013\u2014]|[.!?]\s*\w|\b(?:but|because|so|though|although|except|only|until|yet|exact"
    r"|exactly|or|and|when|where|unless|without|before|after|still|maybe|perhaps|possibly|probably|like|guess|think"
    r"|believe)\b"
)


def names_the_unknown(words: list[str], text: str) -> bool:
    """Whether it only says that something is unknown: "I don't know what a kernel is"."""
    return not _GOES_ON.search(text.lower()) and bool(
        _NOT_KNOWN.fullmatch(_STRESS.sub("", " ".join(words)))
    )


def request_about(words: list[str], text: str) -> str | None:
    """Return the intent of a single sentence that asks about some words of the question."""
    if _SEVERAL.search(text):
        return None
    plain = " ".join(words)
    return next((name for name, about in _ABOUT.items() if about.fullmatch(plain)), None)
