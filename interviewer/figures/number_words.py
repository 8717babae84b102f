"""Numbers in English words: "sixty seven", "two point one", "three quarters", "half a million"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * value for value, word in enumerate(_TENS, 2)
}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_DIGITS = {word: str(value) for value, word in enumerate(_SMALL[:10])} | {"oh": "0"}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
    "millionth": 1_000_000,
}  # fmt: skip
_PLURALS = {("halves" if word == "half" else f"{word}s"): of for word, of in _PARTS.items()}
_LONGEST = 24
"""Most words that are read as one number."""

FIRST = "|".join((*_ONES, "half", "an?", "point", "hundred", *SCALES, "dozen"))
"""The words that may begin a number, for a pattern."""

_WORD = re.compile(r"[a-z]+")
_GAP = re.compile(r" ?- ?| ")
_A_PART = re.compile(r" and (?:a|one) (half|third|quarter)(?![\w-])")
_HALF_NAME = re.compile(r"[ -](?:precision|life|lives|way|width|time|open|space)\b")
_SHARE = re.compile(r" of\b| (?:and|or|as|is|to|in|at|more|less|so|for|on)\b|\s*(?:[.,;:!?)]|$)")


class WordNumber(NamedTuple):
    """A number in words: its value, where it ends, and whether it is said as a fraction.

    ``faint`` is a mere "one", which counts nothing unless a unit follows.
    """

    value: float
    end: int
    fraction: bool = False
    faint: bool = False


class _Word(NamedTuple):
    text: str
    end: int


def word_number_at(text: str, start: int) -> WordNumber | None:
    """Return the number whose words begin at ``start`` of a folded text, or ``None``."""
    words = list(_words(text, start))
    if not words:
        return None
    if words[0].text in ("a", "an", "half"):
        return _indefinite(text, words)
    value, used, faint = _cardinal(words)
    if not used:
        return None
    end = words[used - 1].end
    following = words[used].text if used < len(words) else ""
    if following in _PLURALS and value < 1000:
        return WordNumber(value / _PLURALS[following], words[used].end, fraction=True)
    if following in _PARTS:
        if value != 1:
            return None  # "twenty third" is an ordinal
        return WordNumber(1 / _PARTS[following], words[used].end, fraction=True)
    if part := _A_PART.match(text, end):
        return WordNumber(value + _worth(words[used - 1].text) / _PARTS[part[1]], part.end())
    return WordNumber(value, end, faint=faint)


def _worth(word: str) -> float:
    """Return what "and a half" is a half of: in "a million and a half", a million."""
    return SCALES.get(word, 12.0 if word == "dozen" else 1.0)


def fraction_after(text: str, end: int) -> tuple[float, int] | None:
    """Return the fraction after ``end``, as in "two and a half", and where it ends, or None."""
    part = _A_PART.match(text, end)
    return (1 / _PARTS[part[1]], part.end()) if part else None


def parts_after(text: str, end: int) -> tuple[int, int] | None:
    """Return the divisor after ``end``, 3 in "2 thirds", and where it ends, or None."""
    for word in _words(text, end + 1) if text[end : end + 1] in (" ", "-") else ():
        return (_PLURALS[word.text], word.end) if word.text in _PLURALS else None
    return None


def _words(text: str, start: int) -> Iterator[_Word]:
    place = start
    for _ in range(_LONGEST):
        word = _WORD.match(text, place)
        if word is None or text[word.end() : word.end() + 1].isdigit():
            return
        yield _Word(word.group(), word.end())
        gap = _GAP.match(text, word.end())
        if gap is None:
            return
        place = gap.end()


def _indefinite(text: str, words: list[_Word]) -> WordNumber | None:
    """Read "half", "half a million", "a third of", "a dozen" and "a hundred and five"."""
    first, rest = words[0], words[1:]
    names = [word.text for word in rest[:2]]
    if first.text == "half":
        if _HALF_NAME.match(text, first.end) or text.startswith("-", first.end):
            return None
        if len(names) > 1 and names[0] == "a" and names[1] in SCALES:
            return WordNumber(SCALES[names[1]] / 2, rest[1].end)
        if len(names) > 1 and names == ["a", "dozen"]:
            return WordNumber(6.0, rest[1].end)
        # "Half a gigabyte": the unit follows the article.
        end = rest[0].end if names and names[0] in ("a", "an") else first.end
        return WordNumber(0.5, end, fraction=True)
    if not names:
        return None
    if names[0] == "half" and not _HALF_NAME.match(text, rest[0].end):
        return WordNumber(0.5, rest[0].end, fraction=True)
    if names[0] in _PARTS and _SHARE.match(text, rest[0].end):
        return WordNumber(1 / _PARTS[names[0]], rest[0].end, fraction=True)
    if names[0] in ("hundred", "dozen", *SCALES):
        value, used, _ = _cardinal(rest)
        said = rest[used - 1]
        if part := _A_PART.match(text, said.end):
            return WordNumber(value + _worth(said.text) / _PARTS[part[1]], part.end())
        return WordNumber(value, said.end)
    return None


def _cardinal(words: list[_Word]) -> tuple[float, int, bool]:
    """Return the value of the number that the words begin with, and how many words it takes."""
    total, group, used = 0.0, 0.0, 0
    smallest, last = 1e15, ""
    for place, word in enumerate(words):
        if word.text in _ONES:
            value = _ONES[word.text]
            room = 100 if last in ("", "hundred", "scale") else 10 if last == "tens" else 0
            if value >= room:
                break
            group += value
            last = "tens" if value >= 20 else "ones"
        elif word.text == "hundred" and last in ("", "ones", "tens") and group < 100:
            group, last = (group or 1) * 100, "hundred"
        elif word.text in SCALES and SCALES[word.text] < smallest and last != "scale":
            smallest = SCALES[word.text]
            total, group, last = total + (group or 1) * smallest, 0.0, "scale"
        elif word.text == "dozen" and last in ("", "ones", "tens"):
            return (total + group or 1) * 12, place + 1, False
        elif word.text == "point":
            return _decimal(words, place, total + group, used)
        elif word.text == "and" and last in ("hundred", "scale"):
            following = words[place + 1].text if place + 1 < len(words) else ""
            if following not in _ONES:
                break
            continue
        else:
            break
        used = place + 1
    faint = used == 1 and words[0].text == "one"
    return total + group, used, faint


def _decimal(words: list[_Word], point: int, whole: float, used: int) -> tuple[float, int, bool]:
    """Read what follows "point": digits one by one, or as in "point sixty seven"."""
    digits, place = "", point + 1
    while place < len(words) and words[place].text in _DIGITS:
        digits += _DIGITS[words[place].text]
        place += 1
    if not digits and place < len(words) and words[place].text in _ONES:
        value, more, _ = _cardinal(words[place : place + 2])
        digits, place = f"{value:.0f}", place + more
    if not digits:
        return whole, used, used == 1 and words[0].text == "one"
    value = whole + float(f"0.{digits}")
    if place < len(words) and words[place].text in SCALES:
        value, place = value * SCALES[words[place].text], place + 1
    return value, place, False
