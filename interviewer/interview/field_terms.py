"""Technical terms made of everyday conversation words: "attention", "skip connection".

Without them "not sure, attention?" would only mean that the speaker does not know.
"""

import re
from collections.abc import Sequence
from typing import Final

from interviewer.interview.talk_words import TALK_WORDS

_TERMS: Final = re.compile(
    r"\b(?:"
    # "Pay attention" and "your attention" are conversation, not the term.
    r"(?<!pay )(?<!paid )(?<!paying )(?<!my )(?<!your )attention(?: heads?)?"
    r"|skip (?:connections?|grams?)"
    r"|(?:the|an?|running|new|expected|weighted|of|or) means?(?! by)|^means?$|^means? or"
    r"|(?<!my )(?<!from )(?<!no )memory"
    r"|(?:long|longer|short|shorter) context|in context"
    r"|the support"
    r"|(?:final|current|next|previous|new|each|every|same) states?"
    r"|(?:waiting|wait|run) times?|time (?:and )?(?:space|memory)|space (?:and )?time"
    r"|early stop(?:ping|s)?|stop(?:ping|ped|s)? (?:it )?early|stop words?"
    r"|next (?:words?|sentences?)"
    r"|questions? answering"
    r"|leave (?:one|two|some|p|k|\d+) out"
    r"|(?:hold|held|holding) (?:it |them |some |one |a part |part )?out"
    r"|(?:one|few|many) shots?"
    r"|(?:first|second|third|fourth) moments?"
    r"|chains? of thoughts?"
    r"|(?:one|two|second|first|single|full|each|another) pass(?:es)?"
    r"|feedback loops?"
    r"|(?:front|back) ends?|end to end"
    r"|warm starts?"
    r"|fine (?:tuned|tunes?|tuning)"
    r"|expected returns?"
    r"|areas? under(?: the curve)?"
    r")\b"
)
_MARK: Final = "_term"  # no word of ``plain_words``
_BESIDE: Final = frozenset(
    f"a an the with by for of in on to and or it is they are we use using used {_MARK}".split(" ")
)


def field_words(words: Sequence[str]) -> list[str]:
    """Return the technical words of a text, with a mark for each term of this module.

    ``words`` is the output of ``plain_words``; words of ``TALK_WORDS`` are left out.
    """
    return [word for word in with_terms(words) if word not in TALK_WORDS]


def names_a_term(words: Sequence[str]) -> bool:
    """Whether a text consists of such a term alone: "with a skip connection"."""
    marked = with_terms(words)
    return _MARK in marked and _BESIDE.issuperset(marked)


def with_terms(words: Sequence[str]) -> list[str]:
    """Return the words with each such term replaced by a mark."""
    return _TERMS.sub(_MARK, " ".join(words)).split()
