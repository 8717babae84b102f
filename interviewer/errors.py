"""Errors that reach a user: what was wrong, where, and how to mend it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller."""

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
        """Both halves on one line."""
        return f"{self.message} {self.remedy}".strip()


class UsageError(InterviewerError):
    """The command, its options or the settings cannot be carried out as they stand."""

    exit_code = ExitCode.USAGE


class TakenError(UsageError):
    """A file would take the place of another one, and nobody has allowed that."""

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
