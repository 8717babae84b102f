"""Redirects what audio libraries write to the C-level standard error, to protect the screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.userdata.private import make_private

_STDERR = 2


@contextmanager
def stderr_to(path: Path) -> Iterator[None]:
    """Send file descriptor 2 to a new log in this block, in which devices are in use.

    If the log cannot be written, the output is dropped.
    """
    begun = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_NOFOLLOW
    try:
        make_private(path.parent)
        log = os.open(path, begun, 0o600)
    except OSError:
        log = os.open(os.devnull, os.O_WRONLY)
    before = os.dup(_STDERR)
    os.dup2(log, _STDERR)
    os.close(log)
    try:
        yield
    finally:
        os.dup2(before, _STDERR)
        os.close(before)
