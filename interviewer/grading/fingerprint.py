"""A hash of what the offline grader's grades depend on, to compare two installations."""

import functools
import hashlib
from pathlib import Path

from interviewer import __version__

_PACKAGES = ("grading", "bank", "coding", "figures", "text")
_MODULES = ("errors.py",)
_ENDINGS = frozenset([".py", ".txt", ".trees"])
_PACKAGE = Path(__file__).resolve().parent.parent


def sources() -> list[Path]:
    """Return the files of code and tables that grading reads, always in the same order."""
    files = [_PACKAGE / name for name in _MODULES]
    for package in _PACKAGES:
        files += (path for path in (_PACKAGE / package).rglob("*") if path.suffix in _ENDINGS)
    return sorted(files, key=lambda path: path.relative_to(_PACKAGE).as_posix())


@functools.lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return the program's version and a hash of the code and the tables that grading reads.

    Two installations with the same one give the same grades. Line endings make no difference.
    """
    content = hashlib.sha256()
    for path in sources():
        text = path.read_bytes().replace(b"\r\n", b"\n")
        content.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(text)}\n".encode())
        content.update(text)
    return f"{__version__}-{content.hexdigest()[:16]}"
