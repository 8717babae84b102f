"""The one folding of text: what is left of it for comparing, and where each character stood.

Every comparison of words goes through it: quotes with answers, answers with rubrics, and the search
for words that are meant for a grader. So look-alike letters, accents and invisible characters
fool none of them.
"""

import functools
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

_FAMILIES = {
    "Cyrillic": ("абвсԁеһніјкӏморԛгѕтѵԝхуүҽшѡь", "abbcdehhijklmopqrstvwxyyewwb"),
    "Greek": ("αεικνορτυχ", "aeikvoptux"),
    "Armenian": ("աքցհւյլոռօգզտս", "wfghijlnnoqqsu"),
    "Cherokee": ("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃᏏ", "abcdeghijklmprstvwyzb"),
    "Lisu": ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "abcdefghijklmnoprstuvwxyz"),
    "small capitals": ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢᴩ", "abcdefghijklmnopqrstuvwyzp"),
    "dotless and phonetic": ("ıȷɡ", "ijg"),
}
"""Letters that look like Latin ones, case-folded: a letter of two cases may look so in either.

Signs of mathematics are left alone: ``×`` is no x, ``σ`` no o and ``∪`` no u. The Greek letters
here are told from symbols by the letters beside them, where that matters.
"""
_ALIKE = str.maketrans(*("".join(letters) for letters in zip(*_FAMILIES.values(), strict=True)))
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    }
)
_INVISIBLE = ("Mn", "Me", "Cf", "Cc")
_STROKE = "\u0338"


class Folded(NamedTuple):
    """A folded text; ``places[n]`` is where the original of character ``n`` stands."""

    text: str
    places: Sequence[int]


@functools.lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """Return what a character is compared as: no character, one or several.

    Case, accents, compatibility forms, kinds of white space, quotes and dashes make no
    difference, and letters that look like Latin ones are those. A sign that is struck out, such as
    ``≠``, is not the sign without the stroke.
    """
    if character.isspace():
        return " "
    if character.isascii():
        return character.lower() if character.isprintable() else ""
    parts = unicodedata.normalize("NFKD", character.translate(_SAME)).casefold()
    if _STROKE in parts and unicodedata.category(character) == "Sm":  # a sign of mathematics
        return character
    return "".join(
        part for part in parts.translate(_ALIKE) if unicodedata.category(part) not in _INVISIBLE
    )


def folded(text: str, *, keep: Callable[[str], bool] | None = None) -> Folded:
    """Fold ``text``; with ``keep`` only the folded characters for which it is true remain."""
    if keep is None and text.isascii() and text.isprintable():  # the same in one go
        return Folded(text.lower(), range(len(text)))
    characters: list[str] = []
    places = array("L")
    for place, character in enumerate(text):
        for part in folded_character(character):
            if keep is None or keep(part):
                characters.append(part)
                places.append(place)
    return Folded("".join(characters), places)


def letters(text: str) -> Folded:
    """Return the letters and digits of ``text``, folded: without spaces and punctuation."""
    return folded(text, keep=str.isalnum)
