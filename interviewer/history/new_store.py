"""Makes a store in a temporary place and moves it to its path complete or not at all."""

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
def new_store(path: Path) -> Iterator[Path]:
    """Yield a temporary path for the block to make a store at, and then move it to ``path``.

    The block must close the store. If it raises, nothing is left behind. Raise ``StoreError`` if
    the store cannot be moved; one that appeared at ``path`` in the meantime is never replaced.
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
    """Put the file ``made`` at ``path``; raise ``FileExistsError`` if there is one by now."""
    try:
        # A link, because a rename would replace a file that has appeared in the meantime.
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
