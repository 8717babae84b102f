"""Writes the two files that an author starts from, and never overwrites a file."""

import re
from pathlib import Path

from interviewer.bank.folders import QUESTIONS, RUBRICS, list_root
from interviewer.bank.skeleton_texts import question_text, rubric_text
from interviewer.errors import BankError, UsageError
from interviewer.userdata.locations import own_bank
from interviewer.userdata.private import make_private

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def write_item(root: Path, item_id: str, area: str, kind: str = "concept") -> tuple[Path, Path]:
    """Write question and rubric of a new item beneath ``root`` and return their paths.

    ``kind`` is one of ``choices.KINDS``.

    Raises ``UsageError`` for an id or area that cannot be one, ``BankError`` when ``root`` already
    has the item or cannot be written to; no file that exists is ever changed.
    """
    for value, what in ((item_id, "id"), (area, "area")):
        if len(value) > 80 or not _SLUG.fullmatch(value):
            raise UsageError(
                f"{value[:80]!r} cannot be the {what} of an item.",
                remedy="Use lower-case letters and digits, words joined by single hyphens.",
            )
    paths = root / QUESTIONS / area / f"{item_id}.yaml", root / RUBRICS / area / f"{item_id}.yaml"
    taken = [path for path in paths if path.exists() or path.is_symlink()]
    if root.is_dir():
        taken += [Path(p.question) for p in list_root(root).pairs if p.id == item_id]
    if taken:
        raise BankError(f"{taken[0]} already exists.", remedy="Edit it, or choose another id.")
    written: list[Path] = []
    try:
        for path, text in zip(paths, (question_text, rubric_text), strict=True):
            if root == own_bank():  # it lies beside private data
                make_private(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                written.append(path)
                file.write(text(item_id, area, kind))
    except OSError as error:
        for path in written:
            path.unlink()
        reason = error.strerror or type(error).__name__
        raise BankError(
            f"{path}: cannot be written ({reason}).", remedy="Name another folder with --bank."
        ) from None
    return paths
