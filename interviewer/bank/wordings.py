"""Checks on texts of an item: alternations, words that can be read aloud, likeness of two texts."""

import re
from collections.abc import Iterator

_GROUP = re.compile(r"\(([^()]*)\)")
_STRAY_SLASH = re.compile(r"([A-Za-z]{3,}) / ([A-Za-z]{3,})")
_TIGHT_SLASH = re.compile(r"[A-Za-z]{3,}/[A-Za-z]{3,}")
_HALF_SPACED = re.compile(r"\S/\s|\s/\S")
_WORD = re.compile(r"[a-z0-9]+")

_ALOUD = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    " \n.,;:?!'\"()-\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}"
)

_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "a about an and any are as at be been but by can could did do does for from had has have "
        "how i if in is it its me my of on one or out say so some tell than that the their them "
        "then there they this time to us was we were what when where which who why will with "
        "would you your"
    )
)


def alternation_faults(wording: str) -> Iterator[str]:
    """Yield what is wrong with the ``(a / b)`` lists of a wording."""
    if not _balanced(wording):
        yield "its parentheses do not match"
        return
    for group in _GROUP.findall(wording):
        choices = [choice.strip().casefold() for choice in f" {group} ".split(" / ")]
        if len(choices) == 1:
            if _TIGHT_SLASH.search(group):
                yield f"the list ({group}) has no spaces around its slash"
        elif not all(choices):
            yield f"the list ({group}) has an empty choice"
        elif len(set(choices)) < len(choices):
            yield f"the list ({group}) has a choice twice"
        if _HALF_SPACED.search(f" {group} "):
            yield f"the list ({group}) has a slash with a space on one side only"
    stray = _STRAY_SLASH.search(_GROUP.sub("()", wording))
    if stray and "=" not in wording:
        yield f"{stray.group()!r} is not a list: a list is in parentheses, none within another"


def symbols(text: str) -> str:
    """Return the characters of a text that cannot be read aloud, each once, in their order."""
    return "".join(dict.fromkeys(letter for letter in text if not _readable(letter)))


def _readable(letter: str) -> bool:
    # Accented Latin letters are read; Greek ones, superscripts and operators are not.
    return letter in _ALOUD or (letter.isalpha() and ord(letter) < 0x250)


def plain(text: str) -> str:
    """Return a text without case, punctuation and runs of white space, for comparing."""
    return " ".join(_WORD.findall(text.casefold()))


def content(text: str) -> frozenset[str]:
    """Return the content words of a text: all but function words."""
    return frozenset(_WORD.findall(text.casefold())) - _FUNCTION_WORDS


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index (0..1) of two sets of words; 0 where one is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0


def gives_away(text: str, statement: str) -> bool:
    """Whether a hint or follow-up contains nearly all content words of a criterion's statement."""
    said, stated = content(text), content(statement)
    return len(stated) >= 3 and len(said & stated) >= 0.8 * len(stated)


def _balanced(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0
