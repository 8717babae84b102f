"""The output of ``grade``: lines that are on the disk, or in the pipe, as soon as they are made."""

import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from interviewer.errors import InterviewerError, TakenError, UsageError
from interviewer.userdata.exports import destination


class LineOutput:
    """Writes lines to the file ``name``, or to standard output for ``-``; a context manager.

    Each line is complete before the next is made, so that none is lost when the program is ended.
    With ``replace`` an existing file keeps its content until the first line is written, or until
    the work ends without any. Without it, ``TakenError`` is raised if there is a file already; work
    that fails before its first line leaves no file. A device or a pipe is written to as it is.

    Raises ``UsageError`` if the file cannot be opened or is the store of sessions, and
    ``InterviewerError`` if it cannot be written.
    """

    def __init__(self, name: str, *, replace: bool) -> None:
        self._name = name
        self._path = None if name == "-" else Path(name)
        self._replace = replace
        self._begun = self._created = False

    def __enter__(self) -> "LineOutput":
        self._stream = sys.stdout.buffer if self._path is None else self._opened(self._path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._path is None:
            self._stream.flush()
            return
        if error is None:
            self._begin()
        with suppress(OSError):  # every line has been flushed
            self._stream.close()
        if error is not None and self._created and not self._begun:
            self._path.unlink(missing_ok=True)

    def write(self, line: bytes) -> None:
        """Write one line, without its newline."""
        try:
            self._begin()
            self._stream.write(line + b"\n")
            self._stream.flush()
        except OSError as error:
            if self._path is None:
                raise  # such as a pipe that its reader has closed
            raise InterviewerError(
                f"--output: {self._name} cannot be written ({error.strerror or error}).",
                remedy="Check the space on its disk; the lines before are complete.",
            ) from error

    def _begin(self) -> None:
        """Drop what the file contained before."""
        if not self._begun and self._replace and not self._created and self._stream.seekable():
            self._stream.truncate(0)
        self._begun = True

    def _opened(self, path: Path) -> IO[bytes]:
        try:
            destination(path)
            if path.exists() and not path.is_file():  # a device or a pipe
                self._begun = True
                return path.open("wb")
            if self._replace:
                with suppress(FileNotFoundError):
                    return path.open("r+b")
            stream = path.open("xb")
        except FileExistsError:
            raise TakenError(path) from None
        except OSError as error:
            raise UsageError(
                f"--output: {self._name} cannot be written ({error.strerror or error}).",
                remedy="Give another file, or - for standard output.",
            ) from error
        self._created = True
        return stream
