"""A store that is made beside its place, and comes there whole or not at all."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from interviewer.errors import StoreError
from interviewer.userdata.private import make_private


@contextmanager
def fresh(path: Path) -> Iterator[Path]:
    """Give the block a path to make a store at, closed when it ends, which then is at ``path``.

    Where the block raises nothing is left. Raises ``StoreError`` when it cannot be brought there,
    also because somebody else has made one meanwhile; theirs is never replaced.
    """
    try:
        make_private(path.parent)
        folder = Path(mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    except OSError as error:
        raise _failed(path, error) from error
    try:
        yield folder / path.name
        try:
            place(folder / path.name, path)
        except OSError as error:
            raise _failed(path, error) from error
    finally:
        rmtree(folder, ignore_errors=True)


def place(made: Path, path: Path) -> None:
    """Bring a file to its place; ``FileExistsError`` where one stands there by now."""
    try:
        # A link, not a rename, which would replace what has come there meanwhile.
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # the file system has no links
        if path.exists():
            raise FileExistsError(17, "it is there by now", str(path)) from None
        made.replace(path)
        return
    with contextlib.suppress(OSError):
        made.unlink()


def _failed(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{path} cannot be made ({error.strerror or error}).",
        remedy="Nothing has been imported; check the folder's permissions and import again.",
    )
