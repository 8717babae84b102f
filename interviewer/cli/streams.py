"""Wraps standard output and error, so that outside text cannot control the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from interviewer.text.display import in_json, plain


class _Plain:
    """A text stream that replaces every character that could control the screen by a space.

    Bytes written to its ``buffer`` pass unchanged: they are a file's, or our own screen control.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text and return how many characters it has."""
        self._stream.write(plain(text))
        return len(text)


@contextmanager
def plain_streams() -> Iterator[None]:
    """Let nothing but plain text through to standard output and error.

    This includes pipes, because their output may be shown on a terminal.
    """
    out, error = cast("TextIO", _Plain(sys.stdout)), cast("TextIO", _Plain(sys.stderr))
    with redirect_stdout(out), redirect_stderr(error):
        yield


def print_json(data: object) -> None:
    """Print data as indented JSON, with times in ISO format."""
    import json
    from datetime import datetime

    print(in_json(json.dumps(data, indent=2, default=datetime.isoformat)))


def redraw(text: str) -> None:
    """Replace the current terminal line on standard error by ``text``; an empty text clears it."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"\r\x1b[K{plain(text)}".encode(sys.stderr.encoding, "replace"))
    sys.stderr.buffer.flush()
