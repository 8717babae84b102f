"""Errors shown to the user: what was wrong, where, and the remedy."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit status of the process."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130


class InterviewerError(Exception):
    """A failure that one line can explain.

    ``message`` says what was wrong and where, ``remedy`` what the user can do about it.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the message and the remedy on one line."""
        return f"{self.message} {self.remedy}".strip()


class UsageError(InterviewerError):
    """The command, its options or the settings are invalid."""

    exit_code = ExitCode.USAGE


class TakenError(UsageError):
    """Writing would replace an existing file without permission."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} already exists.", remedy="Choose another name, or give --force to replace it."
        )


class BankError(InterviewerError):
    """An item bank, or one item of it, cannot be used."""


class StoreError(InterviewerError):
    """Stored sessions cannot be read or written."""


class SpeechError(InterviewerError):
    """Something cannot be heard, recognised or said aloud."""
