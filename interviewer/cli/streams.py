"""Standard output and error as everything that prints sees them: outside text cannot act there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from interviewer.text.display import in_json, plain


class _Plain:
    """A text stream that writes every character that could act on the screen as a space.

    Bytes written to its ``buffer`` are left alone: they are a format's, or our own to the screen.
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

    Also where they lead to a pipe: what comes out of it may be shown on a terminal.
    """
    out, error = cast("TextIO", _Plain(sys.stdout)), cast("TextIO", _Plain(sys.stderr))
    with redirect_stdout(out), redirect_stderr(error):
        yield


def print_json(data: object) -> None:
    """Print data as indented JSON; moments in ISO format."""
    import json
    from datetime import datetime

    print(in_json(json.dumps(data, indent=2, default=datetime.isoformat)))


def redraw(text: str) -> None:
    """Write ``text`` over the present line of the terminal on standard error; empty clears it."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"\r\x1b[K{plain(text)}".encode(sys.stderr.encoding, "replace"))
    sys.stderr.buffer.flush()
