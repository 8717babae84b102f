"""Reads the figures in a text: their value, their unit, and where they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from interviewer.figures.folding import folded
from interviewer.figures.number_words import SCALES
from interviewer.figures.numerals import START, Read, decimal_commas, number_at
from interviewer.figures.units import COUNTED, MONEY_SIGNS, NUMBER, Found, Unit, unit_at


class Figure(NamedTuple):
    """A figure in a text, at ``text[start:end]``.

    ``low`` and ``high`` are its number as stated, the same unless it is a range. ``units`` are its
    readings: "5m" may be millions or minutes. A ``bare`` figure has no unit, and a ``fraction`` is
    stated as one ("two thirds").
    """

    start: int
    end: int
    low: float
    high: float
    units: tuple[Unit, ...]
    fraction: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has no unit."""
        return self.units == (NUMBER,)

    @property
    def is_range(self) -> bool:
        """Whether it is a range, with two ends."""
        return self.low != self.high


_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_LABEL = re.compile(
    r"\b(?:bert|resnet|chapter|figure|fig\.?|section|page|pages|table|equation|eq\.?|step|part"
    r"|question|point|phase|option|no\.|type|item|layer|level|stage|case|rule|grade|day|week|room"
    rf"|line|call|phone|tel\.?|rfc|port|issue|ticket|{_MONTH})(?: #| |#)$"
)
"""Words after which a bare whole number is a label, not a quantity."""

_VERSION_OF = re.compile(
    r"\b(?:version|release|python|cuda|pytorch|tensorflow|gpt|llama|gemini|claude|qwen|mistral"
    r"|phi|gemma) ?$"
)
"""Words after which any bare number, even with decimals, is a label."""

_YEAR = re.compile(r"\b(?:in|since|until|during|year|circa) $")
_REST_OF_DATE = re.compile(r"(?:st|nd|rd|th)?,? (?:19|20)\d{2}(?!\d)")
_ITEM = re.compile(r"(?:^|\n)[ >*\u2022-]*\(?$")
_ITEM_END = re.compile(r"[.)](?=\s|$)|\)|:(?= )")
_DATE = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d])|\d{1,2}(?:st|nd|rd|th)?,? "
    rf"(?:of )?{_MONTH}(?![a-z])|\d{{1,2}}:\d{{2}}(?!\d)"
)
_PHONE = re.compile(
    r"\d{2,4}(?:[-.]\d{2,5}){2,}(?!\d)|\d{3}-\d{4}(?!\d)|(?<=\()\d{3}\) ?\d{3}[ -]?\d{4}(?!\d)"
    r"|(?<=\+)\d{1,3}[ (.-]+\d{2,4}[ ).-]+[\d .-]{4,}"
)
_TIED = re.compile(r"-[a-z]|[a-z_]|\.\d|'?s\b|:\d|-\d|/\d|,\d|\^")
_RANGE = re.compile(r" ?- ?(?=[$€£¥₹]?[\d.])| to |, maybe |, or | or ")
_BARE = re.compile(r"\d+(?:\.\d+)*(?![\w.,]*\d)(?! ?%)(?! ?[a-z]?b\b)")
_AND = re.compile(r" and (?:about |around |maybe )?")
_AND_REST = re.compile(r" (?:and )?")
_WHOLE = re.compile(r"\d+")
_RUN = re.compile(r"[\d.,:/'_-]*\d")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b")
_RATIO = re.compile(r"(?: in | out of (?:every )?| of every )(?=\w)")
_TAIL = re.compile(r"(?: +(?:an?|one) (half|third|quarter)| and (?:a|one) (half|third|quarter))\b")
_HUNDREDTHS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25}
_ARTICLE_UNITS = "gigabyte|megabyte|kilobyte|terabyte|byte|bit|gig|percent"
_PERIODS = "hour|day|week|month|year"
_BEFORE_PERIOD = (
    "is", "are", "was", "be", "takes?", "took", "taking", "lasts?", "needs?", "costs?", "about",
    "around", "roughly", "approximately", "nearly", "almost", "within", "under", "over", "than",
    "of", "to", "in", "for", "after", "up to", "half", "least", "most", "or", "and", "=", "~",
)  # fmt: skip
"""Words before "a day" that make it a duration; after other words it means "per day"."""
_HALF_MORE = r"(?= and (?:a|one) (?:half|third|quarter)\b)"
_ARTICLE = re.compile(rf"an? (?:(?:{_ARTICLE_UNITS})\b|(?:{_PERIODS}|minute|second){_HALF_MORE})")
_OF_ONE = re.compile(rf" of (?:an?|one)(?: ({'|'.join(SCALES)})\b|(?= ))")
_COUNTS = frozenset(COUNTED.values())
_PERIOD = re.compile(rf"an? (?:{_PERIODS})\b(?! (?:of|ago)\b)")
_AHEAD = re.compile(rf"(?:^|[.,;:(~=\n]\s*|\b(?:{'|'.join(_BEFORE_PERIOD)}) )$")


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in their order.

    Names with digits (GPT-4, fp16), versions, dates, times of day, telephone numbers and the
    numbers of a list are not figures.
    """
    plain = folded(text)
    return tuple(_figures(plain, commas=decimal_commas(plain)))


def _figures(text: str, *, commas: bool) -> Iterator[Figure]:
    end = 0
    for match in START.finditer(text):
        start = match.start()
        if start < end:
            continue
        skipped = _no_figure(text, start)
        if skipped is not None:
            end = max(end, skipped)
            continue
        found = _figure(text, start, commas=commas)
        if found is None:
            end = max(end, _past(text, start))
            continue
        end = found.end
        yield found


def _past(text: str, start: int) -> int:
    """Return the end of digits that are not a number, so that none is read from their middle."""
    run = _RUN.match(text, start)
    return run.end() if run else start


def _figure(text: str, start: int, *, commas: bool) -> Figure | None:
    first = _one(text, start, commas=commas)
    if first is None:
        return None
    number, unit, begin = first
    end = unit.end if unit else number.end
    low = number.value
    units = unit.readings if unit else (NUMBER,)
    if unit and not number.fraction and (tail := _TAIL.match(text, end)):
        low, end = low + _HUNDREDTHS[tail[1] or tail[2]], tail.end()
    elif unit and (rest := _rest_of_time(text, unit, begin, commas=commas)):
        low, end = low + rest[0], rest[1]
    if not unit and not number.fraction and (ratio := _RATIO.match(text, end)):
        whole = number_at(text, ratio.end(), commas=commas)
        of = unit_at(text, whole.end) if whole else None
        if whole and number.value < whole.value and (of is None or _counted(of)):
            share = number.value / whole.value
            stop = of.end if of else whole.end
            return Figure(begin, stop, share, share, (NUMBER,), fraction=True)
    if ranged := _ranged(text, begin, end, number._replace(value=low), unit, commas=commas):
        return ranged
    if unit is None and (number.faint or _TIED.match(text, number.end)):
        return None
    return Figure(begin, end, low, low, units, number.fraction)


def _rest_of_time(text: str, unit: Found, begin: int, *, commas: bool) -> tuple[float, int] | None:
    """Read the 30 of "2 hours and 30 minutes": how many of ``unit`` it is, and where it ends."""
    joint = _AND_REST.match(text, unit.end) if _is_time(unit) else None
    if joint is None or text[max(0, begin - 8) : begin].endswith("between "):
        return None
    second = _one(text, joint.end(), commas=commas) if START.match(text, joint.end()) else None
    number, smaller, _ = second or (None, None, 0)
    if number is None or smaller is None or not _is_time(smaller):
        return None
    part = number.value * smaller.readings[0].scale / unit.readings[0].scale
    return (part, smaller.end) if 0 < part < 1 else None


def _is_time(unit: Found) -> bool:
    return all(one.kind == "seconds" and not one.per for one in unit.readings)


def _is_amount(text: str, start: int) -> bool:
    """Whether the article means one: "a gigabyte", "takes an hour", but not "5 MB an hour"."""
    if _ARTICLE.match(text, start):
        return True
    ahead = text[max(0, start - 16) : start] if start else ""
    return bool(_PERIOD.match(text, start) and _AHEAD.search(ahead))


def _counted(unit: Found) -> bool:
    return all(one.kind in ("cases", "requests", "tokens") and not one.per for one in unit.readings)


def _one(text: str, start: int, *, commas: bool) -> tuple[Read, Found | None, int] | None:
    """Return one number, signed, with its unit, and where it begins; ``None`` without one."""
    begin, money = start, ""
    if text[start] == "a" and _is_amount(text, start):
        article = start + text[start:].index(" ")
        unit = unit_at(text, article)
        return (Read(1.0, article), unit, start) if unit else None
    number = number_at(text, start, commas=commas)
    if number is None:
        return None
    before = text[max(0, begin - 12) : begin]
    if before[-1:] and before[-1] in MONEY_SIGNS:
        money, begin = before[-1], begin - 1
    elif before.endswith(("usd ", "us$")):
        money, begin = "$", begin - (4 if before.endswith("usd ") else 3)
    sign = 1.0
    if text[begin - 1 : begin] == "-" and not text[begin - 2 : begin - 1].isalnum():
        sign, begin = -1.0, begin - 1
    elif word := re.search(r"\b(?:minus|negative) $", before):
        # "Five minus two" is a subtraction, not a negative number.
        ahead = text[: max(0, begin - len(word.group()))].rstrip()[-1:]
        if not ahead.isdigit():
            sign, begin = -1.0, begin - len(word.group())
    number = number._replace(value=sign * number.value)
    of = _OF_ONE.match(text, number.end) if number.fraction else None
    if of and of[1]:  # "three quarters of a million"
        number = Read(number.value * SCALES[of[1]], of.end(), scale=SCALES[of[1]])
    elif of and (unit := unit_at(text, of.end())) and unit.readings[0].kind not in _COUNTS:
        return number, unit, begin  # "a quarter of a gigabyte", but not "half of an epoch"
    return number, unit_at(text, number.end, money), begin


def _ranged(
    text: str, begin: int, end: int, first: Read, unit: Found | None, *, commas: bool
) -> Figure | None:
    """Read "2 to 3 GB", "2-3 GB" and "between 2 and 3 GB": the first may lack its unit."""
    between = text[max(0, begin - 8) : begin].endswith("between ")
    joint = _RANGE.match(text, end) or (_AND.match(text, end) if between else None)
    if joint is None:
        return None
    start = joint.end() + (text[joint.end() : joint.end() + 1] in tuple(MONEY_SIGNS))
    if not START.match(text, start):
        return None
    second = _one(text, start, commas=commas)
    if second is None:
        return None
    number, other, _ = second
    stop = other.end if other else number.end
    if other is None and _TIED.match(text, number.end):
        return None
    if _RANGE.match(text, stop) and joint.group().strip(", ") in ("or", "maybe", "-"):
        return None  # three or more are guesses, or not a figure at all
    if unit and other and unit.readings != other.readings:
        return None
    units = other.readings if other else unit.readings if unit else (NUMBER,)
    low, high = first.value, number.value
    if first.scale == 1 and 0 < low < high / number.scale:
        low *= number.scale  # "two to three million" says the scale once
    if not low < high:
        return None
    return Figure(begin - len("between ") * between, stop, low, high, units)


def _no_figure(text: str, start: int) -> int | None:
    """Return the end of a non-figure that begins at ``start``; ``None`` where a figure may begin.

    Non-figures are names, dates, times of day, telephone numbers, years, and numbers of a list.
    """
    whole = _WHOLE.match(text, start)
    if whole is None:
        return None
    before, end = text[max(0, start - 24) : start], whole.end()
    if re.search(r"\w-$|\^-?$|[#@:/]$", before) and not re.search(r"[a-z]: ?$", before):
        return end
    for pattern in (_DATE, _PHONE):
        if match := pattern.match(text, start):
            return match.end()
    alone = re.match(r"(?![.,]?\d)(?![ -]?%)", text[end : end + 3]) is not None
    if alone and _ITEM.search(before) and (item := _ITEM_END.match(text, end)):
        return item.end()
    if alone and _LABEL.search(before) and unit_at(text, end) is None:
        rest = _REST_OF_DATE.match(text, end)
        return rest.end() if rest else end
    if _VERSION_OF.search(before) and (named := _BARE.match(text, start)):
        return named.end()
    year = alone and end - start == 4 and 1950 <= int(whole.group()) < 2040
    if year and _YEAR.search(before) and unit_at(text, end) is None:
        return end
    ordinal = _ORDINAL.match(text, end)
    if ordinal and (ordinal.group() != "s" or year):
        return ordinal.end()
    return None
