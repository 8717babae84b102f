"""Folds a text to plain letters without changing its length, so that all offsets stay valid."""

import unicodedata

from interviewer.text.folding import folded_character

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2014\u2015\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2215\u2044\uff0f", "/"),
        **dict.fromkeys("*\u22c5\u00b7\u2217\u2715\u2a2f", "\u00d7"),
        "\u066b": ".",
        "\u066c": ",",
        "\u066a": "%",
        "\n": "\n",
    }
)
"""Signs that have a meaning between digits; a new line separates the items of a list."""
_RAISED = ("<super>", "<sub>", "<fraction>")


def folded(text: str) -> str:
    """Return ``text`` in lower case with plain digits, spaces, signs and dashes.

    The common folding of texts, one character for one: the offsets of the result are those of
    ``text``. Superscripts and fractions such as ``½`` are kept, since as plain digits they would
    mean something else, and so is a character that would fold to none or to several.
    """
    if text.isascii():
        return text.lower().replace("*", "\u00d7").replace("\t", " ")
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    sign = letter.translate(_SIGNS)
    if sign != letter or letter == "\n":
        return sign
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    if unicodedata.decomposition(letter).startswith(_RAISED):
        return letter
    plain = folded_character(letter)
    return plain if len(plain) == 1 else letter
