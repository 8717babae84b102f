"""A candidate's words as data in a prompt: made harmless, and fenced by a word not in them."""

import hashlib
import re

from interviewer.text.display import plain
from interviewer.text.folding import letters

# Marks by which servers tell the turns of a chat apart: put into an answer, they would end it.
_CONTROL = re.compile(r"<(?=[|\uff5c/!]?\s*[A-Za-z_\uff5c|])|(?<=[|\uff5c\w/])>|<(?=<)|(?<=>)>")
_BRACKET = re.compile(r"\[(?=/?[A-Z_]{3,}\])")
_SWAP = {"<": "\u2039", ">": "\u203a", "[": "\u27e6"}


def harmless(text: str) -> str:
    """Return the text without what a server could take for the end of a message.

    Control characters become spaces, and brackets of chat templates become look-alikes, one for
    one, so that the length stays the same.
    """
    text = _CONTROL.sub(lambda mark: _SWAP[mark.group()], plain(text))
    return _BRACKET.sub(_SWAP["["], text)


def fence(prompt: str, answer: str, seed: int) -> str:
    """Return a word that the answer does not contain, whatever its case and punctuation.

    It depends on the answer, so that nobody can know it while writing the answer.
    """
    there = letters(answer).text
    number = 0
    while True:
        text = f"{seed}\0{number}\0{prompt}\0{answer}"
        word = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        if word not in there:
            return word
        number += 1


def fenced(answer: str, word: str) -> list[str]:
    """Return the answer's lines, between two lines with ``word``."""
    return [f"=====BEGIN {word}=====", harmless(answer), f"=====END {word}====="]
