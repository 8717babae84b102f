"""Typing slips and misheard words, mended towards the words of one rubric only."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from interviewer.grading.reading.lexicon import is_known, stem
from interviewer.grading.reading.tokens import Unit

STRENGTH = 0.85
_SHORTEST = 5
_KEPT = 20_000
"""Words whose sound and deletions are kept: about as many as all rubrics of the bank hold."""
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^(kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^(eu|you|ew)", "yu"),
        (r"ough", "o"),
        (r"igh", "i"),
        (r"ph", "f"),
        (r"(tch|ch|sh|dge|ti(?=on)|ci(?=a)|si(?=on))", "j"),
        (r"ck", "k"),
        (r"qu", "kw"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"[cq]", "k"),
        (r"z", "s"),
        (r"d", "t"),
        (r"th", "t"),
        (r"v", "f"),
        (r"b", "p"),
        (r"(?<!^)[aeiouhwy]", ""),
        (r"^[aeiou]", "a"),
        (r"(.)\1+", r"\1"),
    )
)


@functools.lru_cache(maxsize=_KEPT)
def sound(word: str) -> str:
    """Return a code for how a word roughly sounds: words that share one are easily misheard."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def _deletions(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(1, len(word)))


@functools.lru_cache(maxsize=_KEPT)
def _kept_deletions(word: str) -> tuple[str, ...]:
    """Return the deletions of a rubric's word, one copy for all the rubrics that hold it."""
    return tuple(_deletions(word))


class Mender:
    """Finds, for words that a rubric does not hold, the words of it that were meant."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._stems: dict[str, str] = {}
        self._sounds: dict[str, str] = {}
        self._slips: dict[str, str] = {}
        for word in vocabulary:
            stemmed = stem(word)
            self._stems.setdefault(word, stemmed)
            if len(word) >= _SHORTEST:
                code = sound(word)
                if len(code) >= 3:
                    self._sounds.setdefault(code, stemmed)
                self._slips.setdefault(word, stemmed)
                for shorter in _kept_deletions(word):
                    self._slips.setdefault(shorter, stemmed)
        self._longest = 1 + max(map(len, self._slips), default=0)

    def _slip(self, word: str) -> str | None:
        """Return the stem of the word from which ``word`` is one letter away."""
        if not _SHORTEST <= len(word) <= self._longest:
            return None
        found = self._slips.get(word)
        if found is None:
            for shorter in _deletions(word):
                found = self._slips.get(shorter)
                if found is not None:
                    break
        return found

    def mend(self, answer: Sequence[Unit], by_ear: bool) -> list[Unit]:
        """Return the answer with the keys of the words added that were probably meant.

        Two words that together spell one of the rubric are always joined. A word that nobody
        knows is taken for the one it is spelled or sounds like. ``by_ear`` lets known words, too,
        be taken for what they sound like.
        """
        mended = list(answer)
        for index, unit in enumerate(answer):
            extra: dict[str, float] = {}
            if index + 1 < len(answer):
                after = answer[index + 1]
                joined = unit.word + after.word
                if joined in self._stems and len(joined) >= _SHORTEST:
                    extra[self._stems[joined]] = 1.0
                elif by_ear and len(joined) >= 7 and not (unit.stop and after.stop):
                    code = sound(joined)
                    if len(code) >= 4 and code in self._sounds:
                        extra[self._sounds[code]] = STRENGTH
            if not unit.stop and unit.word not in self._stems and len(unit.word) >= 4:
                known = is_known(unit.stem)
                code = sound(unit.word)
                if (by_ear or not known) and len(code) >= 3 and code in self._sounds:
                    extra.setdefault(self._sounds[code], STRENGTH)
                elif not known:
                    meant = self._slip(unit.word)
                    if meant is not None:
                        extra.setdefault(meant, STRENGTH)
            if extra:
                keys = dict(unit.keys)
                for key, strength in extra.items():
                    keys.setdefault(key, strength)
                mended[index] = unit._replace(keys=tuple(keys.items()))
        return mended
