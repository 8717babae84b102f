"""The terms of a question, which are given to the recogniser as a hint."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-'][A-Za-z0-9]+)*")
_LONG = 8  # letters; shorter words that are no names are rarely terms
_MOST = 40  # words: a longer hint leaves less room for what is heard
_MOST_CHARACTERS = 320


def vocabulary(texts: Iterable[str]) -> str:
    """Return the terms of ``texts``, the earliest first, as one line of at most 40 words.

    Terms are names and abbreviations within a sentence, hyphenated words, and long words.
    """
    terms: dict[str, str] = {}
    length = 0
    for text in texts:
        end = 0
        for match in _WORD.finditer(text):
            word = match.group()
            first = _begins_sentence(text[end : match.start()], first=end == 0)
            end = match.end()
            if not _is_term(word, first=first):
                continue
            if word.casefold() in terms:
                continue
            if len(terms) == _MOST or length + len(word) > _MOST_CHARACTERS:
                return ", ".join(terms.values())
            terms[word.casefold()] = word
            length += len(word) + 2
    return ", ".join(terms.values())


def _is_term(word: str, *, first: bool) -> bool:
    if len(word) < 2:
        return False
    inner_capital = any(letter.isupper() for letter in word[1:])
    named = word[0].isupper() and not first
    return inner_capital or named or "-" in word or len(word) >= _LONG


def _begins_sentence(between: str, *, first: bool) -> bool:
    """Whether a word begins a sentence, by the text between it and the previous word."""
    between = between.rstrip()
    return between[-1] in '.!?:“"(' if between else first
