"""Numbers at a place of a folded text, in digits or in words, without their unit."""

import re
import unicodedata
from typing import NamedTuple

from interviewer.figures.number_words import (
    FIRST,
    SCALES,
    fraction_after,
    parts_after,
    word_number_at,
)

_LONGEST = 40
"""Most characters of a number; a longer run of digits is not a quantity that people state."""
_MOST = 1e30
"""Larger figures are ignored: nothing in an interview is as large."""

_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
_RAISED = {"⁻": "-", "⁺": "+"} | {letter: str(n) for n, letter in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_RAISED_SET = "".join(_RAISED)
START = re.compile(rf"(?<![\w.])\.?\d|[{_VULGAR}]|(?<![\w'-])(?:{FIRST})(?![\w'])")
"""Where a number may begin."""

_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d_']|[.,]\d)")
_BLOB = re.compile(r"\.?\d+(?:[.,_']\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_CONTINENTAL = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d+)?|\.\d{3},\d+)")
_MARKED = re.compile(r"[1-9]\d{0,2}(?:(?:_\d{3})+|(?:'\d{3})+)(?:\.\d+)?")
_PLAIN = re.compile(r"\d*\.?\d+")
_COMMA = re.compile(r"\d+,\d+")
_COMMA_DECIMALS = re.compile(r"(?<![\d.,])(?:0,\d+|\d+,\d{1,2})(?![\d.,]?\d|,)")
_COMMA_GROUPS = re.compile(r"\d,\d{3}(?:,\d{3}|\.\d)|\d{3},\d{3}(?![\d,])")
_EXPONENT = re.compile(r"e([+-]?\d{1,3})(?![\w.]*\d)(?![a-z_])")
_POWER = re.compile(
    rf" ?(?:\^|××) ?[({{]?([+-]?\d{{1,3}})[)}}]?|([{_RAISED_SET}]{{1,4}})"
    r"|(?:,? to the (?:power (?:of )?)?)(minus |negative )?([a-z-]+|\d{1,3})(?:th|st|nd|rd)?\b"
)
_TIMES = re.compile(r" ?[x×] ?(?=(?:10|2) ?[\^×⁰¹²³⁴⁵⁶⁷⁸⁹⁻])| times (?=(?:10|ten|2|two) to the )")
_SCALE = re.compile(rf"[ -]?({'|'.join(SCALES)}|hundred|dozen|mn|bn)(?![\w])")
_SCALED = SCALES | {"hundred": 1e2, "dozen": 12.0, "mn": 1e6, "bn": 1e9}
_POINT = re.compile(r" point (\d{1,12})(?![\w.,]*\d)")
_SLASH = re.compile(r" / |/")
_MIXED = re.compile(r"[ -]([1-9]\d?)/([2-9]|[1-9]\d)(?![\d/]|[.,]\d)")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
_ORDER = {word: value for value, word in enumerate(_ORDINALS, 1)}


class Read(NamedTuple):
    """A number: its value, where it ends, whether it is a fraction, and whether a bare "one".

    ``scale`` is the factor of "million" and the like, where such a word belongs to the number.
    """

    value: float
    end: int
    fraction: bool = False
    faint: bool = False
    scale: float = 1.0


def decimal_commas(text: str) -> bool:
    """Whether commas in a folded text are decimal points: it has "0,67", and no "1,000,000".

    If so, "1,234" is a little more than one; in any other text it is more than a thousand.
    """
    return bool(_COMMA_DECIMALS.search(text)) and not _COMMA_GROUPS.search(text)


def number_at(text: str, start: int, *, commas: bool = False) -> Read | None:
    """Return the number that begins at ``start`` of a folded text; ``None`` where none does.

    ``commas`` says that a comma is the decimal point. Versions, addresses, dates and the like are
    not numbers.
    """
    read = _factor(text, start, commas=commas)
    if read is None:
        return None
    if times := _TIMES.match(text, read.end):
        power = _factor(text, times.end(), commas=commas)
        if power is None:
            return None
        read = Read(read.value * power.value, power.end)
    for _ in range(2):
        if scale := _SCALE.match(text, read.end):
            worth = _SCALED[scale[1]]
            read = Read(read.value * worth, scale.end(), scale=read.scale * worth)
            if part := fraction_after(text, read.end):  # "3 million and a half"
                read = Read(read.value + part[0] * worth, part[1], scale=read.scale)
    return read if abs(read.value) <= _MOST else None


def _factor(text: str, start: int, *, commas: bool) -> Read | None:
    letter = text[start]
    if letter in _VULGAR:
        return Read(unicodedata.numeric(letter), start + 1, fraction=True)
    if letter.isalpha():
        said = word_number_at(text, start)
        if said is None:
            return None
        scale = next((SCALES[word] for word in SCALES if text[start : said.end].endswith(word)), 1)
        return _powered(text, Read(*said, scale=scale))
    return _digits(text, start, commas=commas)


def _digits(text: str, start: int, *, commas: bool) -> Read | None:
    spaced = _SPACED.match(text, start)
    blob = spaced or _BLOB.match(text, start)
    if blob is None or len(blob.group()) > _LONGEST:
        return None
    value = _value(blob.group().replace(" ", ""), commas=commas)
    if value is None:
        return None
    end = blob.end()
    if exponent := _EXPONENT.match(text, end):
        power = int(exponent[1])
        return Read(value * 10.0**power, exponent.end()) if abs(power) <= 30 else None
    if text[end : end + 1] and text[end] in _VULGAR:
        return Read(value + unicodedata.numeric(text[end]), end + 1)
    mixed = _MIXED.match(text, end) if blob.group().isdecimal() else None
    if mixed and int(mixed[1]) < int(mixed[2]):  # "3 1/2"
        return Read(value + int(mixed[1]) / int(mixed[2]), mixed.end())
    if point := _POINT.match(text, end):
        return Read(float(f"{value:.0f}.{point[1]}"), point.end())
    if part := fraction_after(text, end):
        return Read(value + part[0], part[1])
    if parts := parts_after(text, end):
        return Read(value / parts[0], parts[1], fraction=True)
    return _powered(text, _divided(text, Read(value, end), commas=commas))


def _value(digits: str, *, commas: bool) -> float | None:
    if _PLAIN.fullmatch(digits):
        return float(digits)
    if _COMMA.fullmatch(digits) and (commas or not _GROUPED.fullmatch(digits)):
        return float(digits.replace(",", "."))
    if _GROUPED.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _CONTINENTAL.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _MARKED.fullmatch(digits):
        return float(digits.replace("_", "").replace("'", ""))
    return None


def _divided(text: str, read: Read, *, commas: bool) -> Read:
    """Read "2/3"; a date such as "1/2/2024" has already been ruled out."""
    slash = _SLASH.match(text, read.end)
    below = _BLOB.match(text, slash.end()) if slash else None
    if below is None or re.match(r"[/a-z]", text[below.end() : below.end() + 1]):
        return read  # a price "$2/1k tokens" is no fraction
    value = _value(below.group(), commas=commas) if len(below.group()) <= _LONGEST else None
    if not value:
        return read
    return Read(read.value / value, below.end(), fraction=True)


def _powered(text: str, read: Read) -> Read | None:
    """Read "10^6", "2³⁰" and "ten to the six"; return ``None`` for a power of another base."""
    power = _POWER.match(text, read.end)
    if power is None:
        return read
    if power[1] or power[2]:
        raised = power[1] or "".join(_RAISED[letter] for letter in power[2])
        try:
            exponent = int(raised)
        except ValueError:
            return None
    else:
        said = _exponent(power[4])
        if said is None:
            return read
        exponent = -said if power[3] else said
    if read.value not in (2, 10) or abs(exponent) > 99:
        return None
    return Read(read.value**exponent, power.end())


def _exponent(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    if word in _ORDER:
        return _ORDER[word]
    said = word_number_at(word, 0)
    return int(said.value) if said and said.end == len(word) and not said.fraction else None
