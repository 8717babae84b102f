"""Text to words with their places in the original: Unicode, symbols, contractions, spelling."""

import functools
import re
from typing import NamedTuple

from interviewer.text.folding import folded_character

# Greek letters beside Latin ones are look-alikes of those; elsewhere they are symbols.
_GREEK_LOOKALIKE = dict(zip("αβεικνορτυχγ", "abeikvoptuxy", strict=True))
_SYMBOLS = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "µ": "mu",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "χ": "chi",
    "ω": "omega",
    "∑": "sum",
    "∏": "product",
    "∫": "integral",
    "∂": "derivative",
    "∇": "gradient",
    "√": "root",
    "∞": "infinity",
    "≤": "less equal",
    "≥": "greater equal",
    "≠": "not equal",
    "≈": "about",
    "²": "squared",
    "³": "cubed",
    "=": "equal",
    "%": "percent",
    "<": "less",
    ">": "greater",
    "→": "to",
    "|": "given",
}
_WORD = re.compile(
    r"\boff-(?=[a-z])|[a-z]+(?:'[a-z]+)*|(?<![\w)])-(?=\d)|\d+(?:[.,]\d+)*|[.!?;:,(){}\n\u2014]"
)
_BRACKETED = re.compile(r"(?P<before>[\w/*=+^-]?)\((?P<inside>[^().!?;:\n]{1,40})\)(?P<after>/?)")
_OPERATOR = re.compile(r"[/*|=+^]|\w-\w")
_PUNCTUATION = frozenset(".!?;:,(){}\n\u2014")
_NUMBERS = {
    name: str(value)
    for value, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {
    name: str(value * 10)
    for value, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_CONTRACTIONS = {
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "wasnt": ("was", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "wont": ("will", "not"),
    "wouldnt": ("would", "not"),
    "shouldnt": ("should", "not"),
    "couldnt": ("could", "not"),
    "havent": ("have", "not"),
    "hasnt": ("has", "not"),
    "thats": ("that", "is"),
    "youre": ("you", "are"),
    "youve": ("you", "have"),
}
_DOUBLED = re.compile(
    r"^(label|model|travel|signal|level|channel|cancel|total|fuel|penal)l(ed|ing|er|ers|y)$"
)
_ISE = re.compile(r"is(e|es|ed|ing|er|ers|ation|ations|able)$")
_OUR = re.compile(r"^(\w{3,})our(s|ed|ing|ite|able|al|ful|hood|hoods)?$")

_LONGEST = 64
"""Letters that are read of a word: more than any real one has, so that every later step may take
a word to be short. A longer one is a key held down or a blob pasted in."""


class Word(NamedTuple):
    """One word of a text: its plain form and ``text[start:end]``, where it stands.

    ``text`` is lower-case ASCII; punctuation marks are words too and stand for themselves.
    """

    text: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return self.text in _PUNCTUATION


def _plain(text: str) -> tuple[str, list[int] | range]:
    """Return ``text`` in lower-case ASCII letters, and where each character came from."""
    if text.isascii() and not any(mark in text for mark in "=%<>^|"):
        return text.lower(), range(len(text))
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        if char in _GREEK_LOOKALIKE or char.lower() in _GREEK_LOOKALIKE:
            before = text[index - 1] if index else " "
            after = text[index + 1] if index + 1 < len(text) else " "
            beside = before if before.isalpha() else after
            if beside.isascii() and beside.isalpha():
                plain = _GREEK_LOOKALIKE[char.lower()]
            else:
                plain = f" {_SYMBOLS.get(char.lower(), char)} "
        elif char == ">" and text[index - 1 : index] in ("-", "="):
            plain = " to "
        elif char.lower() in _SYMBOLS:
            plain = f" {_SYMBOLS[char.lower()]} "
        elif char == "^":
            plain = " squared " if text[index + 1 : index + 2] == "2" else " power "
        elif char == "\u2014":
            plain = "\u2014"
        else:
            plain = folded_character(char)
        out.append(plain)
        origin.extend([index] * len(plain))
    return "".join(out), origin


def american(word: str) -> str:
    """Return one spelling for British and American ones; both sides of a comparison get it."""
    if len(word) < 5:
        return word
    doubled = _DOUBLED.match(word)
    if doubled:
        word = doubled[1] + doubled[2]
    word = _ISE.sub(r"iz\1", word) if len(word) > 6 else word
    word = word.replace("yse", "yze").replace("ysing", "yzing")
    word = _OUR.sub(r"\1or\2", word)
    return word.replace("centre", "center").replace("metre", "meter")


def _formula_brackets(plain: str) -> frozenset[int]:
    """Return the places of brackets that belong to a formula, as in ``tp/(tp+fp)`` or ``p(a|b)``.

    They are not clause boundaries.
    """
    found: set[int] = set()
    if "(" not in plain:
        return frozenset()
    for match in _BRACKETED.finditer(plain):
        if match["before"] or match["after"] or _OPERATOR.search(match["inside"]):
            found |= {match.start("inside") - 1, match.end("inside")}
    return frozenset(found)


def words(text: str) -> list[Word]:
    """Split ``text`` into words and punctuation marks, in order.

    Contractions are written out ("doesn't": does, not), number words become digits, symbols are
    spelled, and spelling is made uniform. Of a word only the first 64 letters are read. Every word
    keeps its place in ``text``.
    """
    plain, origin = _plain(text)
    found: list[Word] = []
    formula = _formula_brackets(plain)
    for match in _WORD.finditer(plain):
        start, end = match.span()
        if start in formula:
            continue
        first, last = origin[start], origin[end - 1] + 1
        raw = plain[start : min(end, start + _LONGEST)]
        found += [Word(part, first, last) for part in _written_out(raw)]
    return found


@functools.lru_cache(maxsize=16384)
def _written_out(raw: str) -> tuple[str, ...]:
    """Return the words that one run of letters or digits, or one mark, stands for."""
    if "'" in raw:
        head, _, tail = raw.partition("'")
        if raw.endswith("n't"):
            return {"wo": "will", "ca": "can", "sha": "shall"}.get(raw[:-3], raw[:-3]), "not"
        if tail in ("ll", "d", "ve", "re", "m", "s", "t"):
            raw = head
    if raw == "-":
        raw = "minus"
    elif raw == "off-":
        raw = "non"
    if raw in _CONTRACTIONS:
        return _CONTRACTIONS[raw]
    return (_NUMBERS[raw] if raw in _NUMBERS else american(raw),)
