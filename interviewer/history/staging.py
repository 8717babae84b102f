"""Files that come into place together, or not at all."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.history.fresh import place
from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private


class Staging:
    """New files, each written beside its place until all are ready. Used through ``staging``."""

    def __init__(self) -> None:
        self._staged: list[tuple[Path, Path]] = []
        self._placed: list[Path] = []
        self._made: list[Path] = []

    def add(self, target: Path, content: bytes) -> None:
        """Write a file that is to stand at ``target``, for its owner alone; raises ``OSError``."""
        missing = [folder for folder in target.parents if not folder.exists()]
        make_private(target.parent)
        self._made += missing  # the innermost first
        staged = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.part")
        self._staged.append((staged, target))
        write_whole(staged, content, private=True)

    def place(self) -> None:
        """Bring every file to its place; raises ``OSError``, also where one stands there by now."""
        for staged, target in self._staged:
            place(staged, target)
            self._placed.append(target)

    def tidy(self) -> None:
        """Remove what was written beside the places."""
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
    """Give a staging to the block; where the block raises, nothing of it stays."""
    files = Staging()
    try:
        yield files
    except BaseException:
        files.undo()
        raise
    files.tidy()
