"""Where an answer stands in a file's text, without keeping a word of it.

An answer that was cut out of a file is a row of *pieces*: ``(start, end)``, characters of the
file's text, or a string that stands between two of those, such as a line break where the file has
markup. Such a string holds no word: at most two letters or digits in a row.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

Piece = tuple[int, int] | str

_WORD = re.compile(r"\w+")
_WORDLIKE = re.compile(r"[^\W_]{3}")
_NEAR = 400
"""How many words behind the last run a short one may stand: cuts leave out a sentence or two."""
_LEAST = 4
"""How many words make a run that stands anywhere else in the file."""
_PARTS = 4
"""How many parts of a word may stand apart; more are another word's letters."""
_APART = 20
"""How many characters of markup may part a word, as in ``y<sub>i</sub>``."""


def file_text(path: str, content: bytes) -> str:
    """Return the text that pieces count in: UTF-8 as it is; of a notebook, its cells' sources.

    Cells are joined by an empty line. Raises ValueError where the content is no such text.
    """
    text = content.decode("utf-8")
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
    """Return pieces that make ``answer`` of a file's text; None where some word is not in it."""
    start = text.find(answer)
    if answer and start >= 0:
        return ((start, start + len(answer)),)
    wanted, given = list(_WORD.finditer(answer)), list(_WORD.finditer(text))
    places: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(given):
        places[word[0]].append(number)
    pieces: list[Piece] = []
    end = last = done = 0
    while done < len(wanted):
        run, first = _longest(wanted[done:], given, places, last)
        pairs: list[tuple[int, int, int]]
        if run:
            pairs = [
                (word.start(), other.start(), len(word[0]))
                for word, other in zip(wanted[done:], given[first : first + run], strict=False)
            ]
        else:
            behind = pieces[-1][1] if pieces and not isinstance(pieces[-1], str) else 0
            run, pairs = 1, _parts(wanted[done], text, behind)
            first = sum(other.end() <= pairs[-1][1] for other in given) if pairs else 0
        if not pairs:
            return None
        for here, there, length in pairs:
            _join(pieces, answer[end:here], text, there, length)
            end = here + length
        done, last = done + run, first + run
    _join(pieces, answer[end:], text, 0, 0)
    good = all(not isinstance(piece, str) or wordless(piece) for piece in pieces)
    return tuple(pieces) if good and cut(text, pieces) == answer else None


def _longest(
    wanted: Sequence[re.Match[str]],
    given: Sequence[re.Match[str]],
    places: Mapping[str, Sequence[int]],
    last: int,
) -> tuple[int, int]:
    """Return how long the longest run of the file's words is that comes next, and its first."""
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


def _parts(word: re.Match[str], text: str, behind: int) -> list[tuple[int, int, int]]:
    """Return where the parts of a word stand that the file has in parts, behind a character.

    Each is its beginning in the answer and in the file, and its length; [] where there are none.
    """
    found: list[tuple[int, int, int]] = []
    done, reach = 0, _NEAR
    while done < len(word[0]) and len(found) < _PARTS:
        for length in range(len(word[0]) - done, 0, -1):
            part = word[0][done : done + length]
            start = text.find(part, behind, behind + reach + length)
            if start >= 0:
                break
        else:
            return []
        found.append((word.start() + done, start, length))
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
