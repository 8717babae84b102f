"""Puts several files into place together, or none of them."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.history.new_store import place
from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private


class Staging:
    """New files, each in a temporary file until all are ready. Use it through ``staging``."""

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path]] = []
        self._placed: list[Path] = []
        self._made: list[Path] = []

    def add(self, target: Path, content: bytes) -> None:
        """Prepare a file for ``target``, private to its owner; raise ``OSError`` on failure."""
        missing = [folder for folder in target.parents if not folder.exists()]
        make_private(target.parent)
        self._made += missing  # innermost first
        staged = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.part")
        self._staged.append((staged, target))
        write_whole(staged, content, private=True)

    def place(self) -> None:
        """Put every file in place; raise ``OSError`` on failure or if one exists by now."""
        for staged, target in self._staged:
            place(staged, target)
            self._placed.append(target)

    def tidy(self) -> None:
        """Remove the temporary files."""
        for staged, _ in self._staged:
            with contextlib.suppress(OSError):
                staged.unlink(missing_ok=True)

    def undo(self) -> None:
        """Remove every file that was placed and every folder that was made for it."""
        for target in self._placed:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
        self.tidy()
        for folder in sorted(self._made, key=lambda made: -len(made.parts)):
            with contextlib.suppress(OSError):
                folder.rmdir()


@contextmanager
def staging() -> Iterator[Staging]:
    """Yield a ``Staging``; if the block raises, none of its files remain."""
    files = Staging()
    try:
        yield files
    except BaseException:
        files.undo()
        raise
    files.tidy()
