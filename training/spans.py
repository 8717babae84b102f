"""Where an answer stands in a file's text, without keeping a word of it.

An answer that was cut out of a file is a row of *pieces*: ``(start, end)``, characters of the
file's text, or a string that stands between two of those, such as a line break where the file has
markup. Such a string holds no word: at most two letters or digits in a row.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import NamedTuple

Piece = tuple[int, int] | str

_WORD = re.compile(r"[^\W_]+")
_WORDLIKE = re.compile(r"[^\W_]{3}")
_NEAR = 400
"""How many words after the last run a short one may begin: cuts leave out a sentence or two."""
_LEAST = 4
"""Fewest words of a run anywhere else in the file."""
_PARTS = 4
"""How many parts of a word may stand apart; more are another word's letters."""
_APART = 20
"""How many characters of markup may part a word, as in ``y<sub>i</sub>``."""


class _Part(NamedTuple):
    """A word or a part of one: where it begins in the answer and in the file, and its length."""

    here: int
    there: int
    length: int

    @classmethod
    def of(cls, word: re.Match[str], other: re.Match[str]) -> "_Part":
        """Return the part that a word of the answer and the same word of the file make."""
        return cls(word.start(), other.start(), len(word[0]))


def file_text(path: str, content: bytes) -> str:
    """Return the text that pieces count in: the file's own; of a notebook, its cells' sources.

    It is read as UTF-8, or else as Windows-1252; cells are joined by an empty line. Raises
    ValueError where the content is no such text.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    if PurePosixPath(path).suffix != ".ipynb":
        return text
    notebook = json.loads(text)
    try:
        sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    except (KeyError, TypeError) as error:
        raise ValueError("not a notebook of format 4") from error
    return "\n\n".join(sources)


def cut(text: str, pieces: Sequence[Piece]) -> str:
    """Return the answer that pieces make of a file's text; ValueError where one lies outside."""
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif 0 <= piece[0] < piece[1] <= len(text):
            found.append(text[piece[0] : piece[1]])
        else:
            raise ValueError(f"characters {piece[0]} to {piece[1]} are not among its {len(text)}")
    return "".join(found)


def wordless(piece: str) -> bool:
    """Tell whether a string between two pieces of a file holds no word."""
    return _WORDLIKE.search(piece) is None


def find(answer: str, text: str) -> tuple[Piece, ...] | None:
    """Return the pieces of a file's text that make ``answer``; None where some word is missing."""
    start = text.find(answer)
    if answer and start >= 0:
        return ((start, start + len(answer)),)
    wanted, given = list(_WORD.finditer(answer)), list(_WORD.finditer(text))
    for parts in (_by_runs(wanted, given, text), _in_order(wanted, given)):
        pieces: list[Piece] = []
        end = 0
        for part in parts:
            _join(pieces, answer[end : part.here], text, part.there, part.length)
            end = part.here + part.length
        _join(pieces, answer[end:], text, 0, 0)
        held = all(not isinstance(piece, str) or wordless(piece) for piece in pieces)
        if held and cut(text, pieces) == answer:
            return tuple(pieces)
    return None


def _by_runs(
    wanted: Sequence[re.Match[str]], given: Sequence[re.Match[str]], text: str
) -> list[_Part]:
    """Return the words as runs of the file's words, each the longest, also from earlier places."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(given):
        places[word[0]].append(number)
    found: list[_Part] = []
    last = done = 0
    while done < len(wanted):
        run, first = _longest(wanted[done:], given, places, last)
        if run:
            found += map(_Part.of, wanted[done : done + run], given[first : first + run])
        else:
            behind = found[-1].there + found[-1].length if found else 0
            parts = _parts(wanted[done], text, behind)
            if not parts:
                return []
            found += parts
            run, end = 1, parts[-1].there + parts[-1].length
            first = sum(word.end() <= end for word in given)
        done, last = done + run, first + run
    return found


def _in_order(wanted: Sequence[re.Match[str]], given: Sequence[re.Match[str]]) -> list[_Part]:
    """Return the words in the order in which the file has them, however far apart."""
    words, others = [word[0] for word in wanted], [word[0] for word in given]
    same = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return [
        _Part.of(wanted[here + n], given[there + n])
        for here, there, run in same
        for n in range(run)
    ]


def _longest(
    wanted: Sequence[re.Match[str]],
    given: Sequence[re.Match[str]],
    places: Mapping[str, Sequence[int]],
    last: int,
) -> tuple[int, int]:
    """Return length and start of the longest run of the file's words that begins ``wanted``."""
    best, rank = (0, 0), (0, 0)
    for first in places.get(wanted[0][0], ()):
        run = 0
        for word, other in zip(wanted, given[first : first + len(wanted)], strict=False):
            if word[0] != other[0]:
                break
            run += 1
        distance = first - last
        near = 0 <= distance <= _NEAR
        if (run >= _LEAST or near) and (run, -abs(distance)) > rank:
            best, rank = (run, first), (run, -abs(distance))
    return best


def _parts(word: re.Match[str], text: str, behind: int) -> list[_Part]:
    """Return the parts of a word that a file has after ``behind``; [] if it does not have it."""
    found: list[_Part] = []
    done, reach = 0, _NEAR
    while done < len(word[0]) and len(found) < _PARTS:
        for length in range(len(word[0]) - done, 0, -1):
            part = word[0][done : done + length]
            start = text.find(part, behind, behind + reach + length)
            if start >= 0:
                break
        else:
            return []
        found.append(_Part(word.start() + done, start, length))
        done, behind, reach = done + length, start + length, _APART
    return found if done == len(word[0]) else []


def _join(pieces: list[Piece], between: str, text: str, start: int, length: int) -> None:
    """Add what stands between two words, and then ``length`` characters of the file.

    Whatever of it follows the last piece in the file too becomes part of that piece.
    """
    if pieces and not isinstance(pieces[-1], str):
        first, stop = pieces[-1]
        same = 0
        while same < len(between) and text[stop + same : stop + same + 1] == between[same]:
            same += 1
        between, stop = between[same:], stop + same
        if not between and stop == start:
            stop += length
            length = 0
        pieces[-1] = (first, stop)
    if between:
        pieces.append(between)
    if length:
        pieces.append((start, start + length))
