"""Normalises a candidate's words for pattern matching: written out, without fillers or stutter."""

import re
from collections.abc import Iterable
from typing import Final

from interviewer.interview.talk_words import TALK_WORDS

_CONTRACTED: Final = {
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not",
    "dont": "do not", "didnt": "did not", "doesnt": "does not", "havent": "have not",
    "im": "i am", "ive": "i have", "thats": "that is", "whats": "what is", "lets": "let us",
    "let's": "let us", "idk": "i do not know", "dunno": "do not know", "lemme": "let me",
    "gimme": "give me", "wanna": "want to", "gotta": "have to", "ya": "you", "maths": "math",
    "secs": "sec", "u": "you", "ur": "your", "tbh": "to be honest", "thx": "thanks",
    "youre": "you are", "theres": "there is", "hows": "how is", "wheres": "where is",
    "its": "it is", "isnt": "is not", "wasnt": "was not", "couldnt": "could not",
    "wouldnt": "would not", "gonna": "going to", "oops": "oh", "whoops": "oh",
    "nvm": "never mind",
    "mins": "minutes", "pls": "please", "plz": "please",
    "rewording": "reword", "repeating": "repeat", "rephrasing": "rephrase",
    "explaining": "explain", "giving": "give", "skipping": "skip", "saying": "say",
    "asking": "asking", "alright": "all right", "sth": "something", "smth": "something",
    "arent": "are not", "hasnt": "has not", "hadnt": "had not", "werent": "were not",
    "shouldnt": "should not", "wont": "will not", "aint": "not", "ain't": "not",
    "theyre": "they are", "youd": "you would", "thatll": "that will", "itll": "it will",
    "ill": "i will", "id": "i would", "d'you": "do you", "d'ya": "do you",
    "wdym": "what do you mean", "dk": "do not know", "nah": "no", "yup": "yes", "yea": "yes",
    "kinda": "kind of", "sorta": "sort of", "q": "question", "qn": "question",
    "ans": "answer", "abt": "about",
    "bout": "about", "sry": "sorry", "wat": "what", "wats": "what is", "rn": "right now",
    "tho": "though", "ty": "thanks", "tnx": "thanks", "plss": "please", "brb": "wait",
}  # fmt: skip
_ENDINGS: Final = (
    ("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"),
    ("'d", " would"),
)  # fmt: skip
_IS: Final = frozenset(
    {
        "that",
        "what",
        "it",
        "how",
        "where",
        "who",
        "someone",
        "somebody",
        "when",
        "there",
        "here",
        "this",
        "one",
        "mind",
        "head",
        "memory",
        "brain",
        "answer",
        "question",
        "time",
    }
)
_FILLER: Final = re.compile(
    r"\b(?:i am (?:very |so )?sorry|i am afraid|u+m+|u+h+|e+r+m*|eh|a+h+|hm+|m+hm+|oh|ok|okay|"
    r"well|so(?! far)|sorry|i apologi[sz]e|please|yeah|yes"
    r"|yep|just|maybe|perhaps|possibly|actually|really|honestly|frankly|basically|quite"
    r"|(?<!would )(?<!you )like"
    r"|kindly|you know|i mean|(?<!the )(?<!what )(?:kind|sort) of|to be honest|thanks|thank "
    r"you|mate|man"
    r"|hey|hi|quickly|briefly|simply|all right|a bit|a little|somewhat|right now|at the moment"
    r"|(?<!can )(?<!could )(?<!may )(?<!should )i think"
    r"|i guess|i suppose|i believe|i would say|(?<!again )and|then|pretty much)\b"
)
_CUT_OFF: Final = re.compile(r"\b[^\W_]{1,4}-(?=\s)")  # "wh- what"
_STUTTER = 4  # words; the most that are repeated when a speaker starts again
_HESITATION: Final = re.compile(r"(?:(?:u+m+|u+h+|e+r+m*|a+h+|hm+|mm+|oh|well|so|hi|hey)\b\W*)+")


def plain_words(text: str) -> list[str]:
    """Return the words of a text as ``PHRASES`` expects them.

    Contractions are written out, fillers left out, and immediate repetitions reduced to one.
    """
    lowered = _CUT_OFF.sub("", text.lower().replace("\u2019", "'"))
    words: list[str] = []
    for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*|_", lowered):
        words += _written_out(word).split()
    return _said_once(_FILLER.sub(" ", " ".join(words)).split())


def hesitates(text: str) -> bool:
    """Whether the text contains only "um" and the like."""
    return bool(_HESITATION.fullmatch(text.strip().lower()))


def _said_once(words: Iterable[str]) -> list[str]:
    once: list[str] = []
    for word in words:
        once.append(word)
        for size in range(1, _STUTTER + 1):
            if once[-size:] == once[-2 * size : -size]:
                del once[-size:]
                break
    return once


def _written_out(word: str) -> str:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("in") and f"{word}g" in TALK_WORDS:  # "doin", "askin"
        return f"{word}g"
    for ending, full in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return f"{word.removesuffix(ending)}{full}"
    stem = word.removesuffix("'s")
    return f"{stem} is" if stem != word and stem in _IS else word
