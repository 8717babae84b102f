"""A text in plain letters, of the same length, so that every offset stays what it was."""

import unicodedata

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2013\u2014\u2012\u2010\u2011\u2015\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2019\u2018\u02bc", "'"),
        **dict.fromkeys("\u2215\u2044\uff0f", "/"),
        **dict.fromkeys("*\u22c5\u00b7\u2217\u2715\u2a2f", "\u00d7"),
        "\u00b5": "\u03bc",
        "\u066b": ".",
        "\u066c": ",",
        "\u066a": "%",
    }
)


def folded(text: str) -> str:
    """Return ``text`` in lower case with plain digits, spaces, signs and dashes.

    Letter for letter: the offsets of the result are those of ``text``. Superscripts and fractions
    such as ``½`` stay as they are, since as plain digits they would mean something else.
    """
    if text.isascii():
        return text.lower().replace("*", "\u00d7").replace("\t", " ")
    return "".join(map(_plain, text))


def _plain(letter: str) -> str:
    alike = letter.translate(_ALIKE)
    if alike != letter:
        return alike
    if (digit := unicodedata.decimal(letter, None)) is not None:
        return str(digit)
    if letter == "\t" or unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.decomposition(letter).startswith(("<wide>", "<small>", "<narrow>")):
        letter = unicodedata.normalize("NFKC", letter)
    lower = letter.lower()
    return lower if len(lower) == 1 else letter
