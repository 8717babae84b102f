"""Reads a job description from a file or from standard input."""

import sys

from interviewer.errors import UsageError
from interviewer.userdata.paths import user_path

_LARGEST = 1_000_000  # bytes; a description is a few thousand


def read_job_text(path: str) -> str:
    """Return the text of a file, or for ``-`` of standard input up to a line with a single dot.

    Raise ``UsageError`` if it cannot be read, is too large, or is not text.
    """
    return _standard_input() if path == "-" else _content(path, waiting=True)


def read_job_file(path: str) -> str:
    """Return the text of a file, and never wait for it; ``-`` is a file of that name.

    Raise ``UsageError`` as ``read_job_text`` does, and for a pipe or a device.
    """
    return _content(path, waiting=False)


def _content(path: str, *, waiting: bool) -> str:
    try:
        named = user_path(path)
        if not waiting and named.exists() and not (named.is_file() or named.is_dir()):
            raise ValueError("It is not a file.")
        with named.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise UsageError(
            f"{path} cannot be read ({why}).",
            remedy="Give a text file with a job description.",
        ) from None
    if len(content) > _LARGEST:
        raise _too_large(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UsageError(
            f"{path} is not text in UTF-8.",
            remedy="Copy the description's words into a text file, or paste them.",
        )
    return text


def _standard_input() -> str:
    lines: list[str] = []
    length = 0
    while (line := sys.stdin.readline()) and line.strip() != ".":
        lines.append(line)
        length += len(line)
        if length > _LARGEST:
            raise _too_large("Standard input")
    return "".join(lines)


def _too_large(path: str) -> UsageError:
    return UsageError(
        f"{path} is larger than {_LARGEST // 1_000_000} MB.",
        remedy="Give the text of one job description.",
    )
