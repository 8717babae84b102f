"""A candidate's words as patterns of phrases have them: written out, and without fillers."""

import re
from typing import Final

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
    "asking": "asking", "alright": "all right", "sth": "something",
}  # fmt: skip
_ENDINGS: Final = (
    ("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"),
    ("'d", " would"),
)  # fmt: skip
_IS: Final = frozenset(
    {"that", "what", "it", "how", "where", "who", "there", "here", "this", "mind", "head"}
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
    r"|i guess|i suppose|i believe|i would say|and|then|pretty much)\b"
)
_HESITATION: Final = re.compile(r"(?:(?:u+m+|u+h+|e+r+m*|a+h+|hm+|m+|oh|well|so)\b\W*)+")


def plain_words(text: str) -> list[str]:
    """Return the words of a text as ``PHRASES`` have them: written out, without fillers."""
    lowered = text.lower().replace("\u2019", "'").replace("wh-", "")
    words: list[str] = []
    for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*|_", lowered):
        words += _written_out(word).split()
    return _FILLER.sub(" ", " ".join(words)).split()


def hesitates(text: str) -> bool:
    """Whether nothing is said but "um" and the like."""
    return bool(_HESITATION.fullmatch(text.strip().lower()))


def _written_out(word: str) -> str:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return f"{word.removesuffix(ending)}{full}"
    stem = word.removesuffix("'s")
    return f"{stem} is" if stem != word and stem in _IS else word
