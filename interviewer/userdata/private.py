"""Keeps the user's folders private."""

import contextlib
import os
import stat
from pathlib import Path

from interviewer.userdata.locations import DRAFTS, OWN_NAMES, RECORDINGS, SESSIONS


def make_private(folder: Path) -> None:
    """Make a folder and its missing parents, each accessible to its owner only.

    An existing folder stays as it is. Raises ``OSError`` when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileNotFoundError:
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        if not folder.is_dir():
            raise


def tighten(path: Path) -> None:
    """Remove other users' permissions on a file, or on a data folder and its contents.

    A folder that also contains files of other programs stays open, because they may need it; our
    own folders in it do not. Files of another user are not changed, and whatever the system does
    not let us change stays as it is.
    """
    with contextlib.suppress(OSError):
        if not path.is_dir():
            _close(path)
            return
        for name in (DRAFTS, RECORDINGS):
            if _is_open(path / name):
                for below in (path / name).rglob("*"):
                    _close(below)
                _close(path / name)
        sticky = path.stat().st_mode & stat.S_ISVTX  # shared, like /tmp
        inside = list(path.iterdir())
        if _is_open(path) and not sticky and all(_is_ours(one.name) for one in inside):
            for one in inside:
                if one.is_file():
                    _close(one)
            _close(path)


def _is_ours(name: str) -> bool:
    partial = name.startswith(".") and name.endswith(".part")
    return partial or name in OWN_NAMES or name.startswith(SESSIONS)


def _is_open(path: Path) -> bool:
    status = path.lstat() if path.exists() else None
    return status is not None and bool(status.st_mode & 0o077) and not stat.S_ISLNK(status.st_mode)


def _close(path: Path) -> None:
    with contextlib.suppress(OSError):
        status = path.lstat()
        own = status.st_uid == os.geteuid() and not stat.S_ISLNK(status.st_mode)
        if own and status.st_mode & 0o077:
            path.chmod(stat.S_IMODE(status.st_mode) & 0o700)
