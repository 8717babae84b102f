"""Where items are stored: the roots of the bank, and the pairs of files beneath one.

A root holds ``questions/<area>/<id>.yaml`` and ``rubrics/<area>/<id>.yaml``, paired by their
relative paths. Only the standard library is imported, because the index looks here at start.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from interviewer.bank.problems import Problem
from interviewer.errors import UsageError
from interviewer.installed import typed
from interviewer.userdata.locations import own_bank

QUESTIONS = "questions"
RUBRICS = "rubrics"


class Stamp(NamedTuple):
    """What shows whether a file has changed: times in nanoseconds, size in bytes.

    The inode change time catches programs that reset the modification time.
    """

    mtime_ns: int
    ctime_ns: int
    size: int


class Pair(NamedTuple):
    """The two files of one item, with their stamps when the folder was listed."""

    area: str
    id: str
    question: str
    rubric: str
    stamps: tuple[Stamp, Stamp]


class Listing(NamedTuple):
    """The contents of one root, ordered by area and id."""

    root: Path
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]


def bank_roots(bank: Path | None = None) -> tuple[Path, ...]:
    """Return the roots whose items are merged; an item in an earlier one replaces later ones.

    They are ``bank`` (the folder that the user named for this run), the user's own folder if there
    is one, and the built-in items. Raises ``UsageError`` when ``bank`` is not a folder.
    """
    roots = []
    if bank is not None:
        if not bank.is_dir():
            raise UsageError(
                f"{bank} is not a folder.",
                remedy=f"Set 'bank' to a folder that holds {QUESTIONS}/ and {RUBRICS}/.",
            )
        roots.append(bank)
    own = own_bank()
    if (own / QUESTIONS).is_dir():
        roots.append(own)
    roots.append(built_in_root())
    return tuple(dict.fromkeys(root.absolute() for root in roots))


def built_in_root() -> Path:
    """Return the folder of the items that come with the program.

    They are inside an installed package; in a checkout they are beside the package.
    """
    package = Path(__file__).resolve().parent.parent
    return package if (package / QUESTIONS).is_dir() else package.parent


def list_root(root: Path) -> Listing:
    """Return the items beneath a root, with a problem for each file that is misplaced."""
    problems: list[Problem] = []
    if not ((root / QUESTIONS).is_dir() or (root / RUBRICS).is_dir()):
        remedy = f"Name a folder that holds {QUESTIONS}/ and {RUBRICS}/."
        return Listing(root, (), (Problem(root, None, "holds no items.", remedy),))
    questions = _files(root / QUESTIONS, problems)
    rubrics = _files(root / RUBRICS, problems)
    pairs = []
    for key, (path, stamp) in sorted(questions.items()):
        if key in rubrics:
            rubric, rubric_stamp = rubrics.pop(key)
            pairs.append(Pair(*key, path, rubric, (stamp, rubric_stamp)))
        else:
            wanted = f"{RUBRICS}/{key[0]}/{key[1]}.yaml"
            problems.append(
                Problem(Path(path), 1, "the question has no rubric.", f"Write {wanted}.")
            )
    for (area, item_id), (path, _) in sorted(rubrics.items()):
        wanted = f"{QUESTIONS}/{area}/{item_id}.yaml"
        problems.append(Problem(Path(path), 1, "the rubric has no question.", f"Write {wanted}."))
    pairs = list(_unique(pairs, problems))
    if not pairs and not problems:
        remedy = f"'{typed('bank', 'new', 'ID')}' writes one to begin with."
        problems.append(Problem(root, None, "holds no items.", remedy))
    return Listing(root, tuple(pairs), tuple(problems))


def _unique(pairs: list[Pair], problems: list[Problem]) -> Iterator[Pair]:
    first: dict[str, Pair] = {}
    for pair in pairs:
        if pair.id in first:
            problems.append(
                Problem(
                    Path(pair.question),
                    1,
                    f"the id {pair.id} is also that of {first[pair.id].question}.",
                    "Rename one of the two items.",
                )
            )
        else:
            first[pair.id] = pair
            yield pair


def _files(top: Path, problems: list[Problem]) -> dict[tuple[str, str], tuple[str, Stamp]]:
    """Return path and stamp of every item file beneath ``top``, by area and id."""
    found: dict[tuple[str, str], tuple[str, Stamp]] = {}
    for area in _entries(top, problems):
        if not _is_folder(area):
            if area.name.lower().endswith((".yaml", ".yml")):
                remedy = "Move it to the folder of its area."
                problems.append(Problem(Path(area.path), 1, "lies in no area.", remedy))
            continue
        for file in _entries(area.path, problems):
            name = file.name
            if name.endswith(".yaml"):
                found[area.name, name.removesuffix(".yaml")] = file.path, _stamp(file)
            elif name.lower().endswith((".yaml", ".yml")):
                remedy = "Rename it to end in .yaml."
                problems.append(Problem(Path(file.path), 1, "is not read.", remedy))
            elif _is_folder(file):
                remedy = "Move its files one folder up: an area has no parts."
                problems.append(Problem(Path(file.path), None, "is not read.", remedy))
    return found


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _entries(folder: Path | str, problems: list[Problem]) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"cannot be listed ({reason})."
        problems.append(Problem(Path(folder), None, message, "Make it a folder of items."))
        return []


def _stamp(file: "os.DirEntry[str]") -> Stamp:
    try:
        status = file.stat()
    except OSError:  # a link to nothing: reading it will say so
        return Stamp(0, 0, 0)
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size)
