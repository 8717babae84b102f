"""What is wrong with a bank: problems with file, line and remedy, and the error with them all."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from interviewer.errors import BankError
from interviewer.installed import typed

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One thing to mend. ``line`` counts from 1; it is ``None`` where no single line is meant."""

    path: Path
    line: int | None
    message: str
    remedy: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return one line in the form that editors and terminals turn into a link."""
        where = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{where}: {self.severity}: {self.message} {self.remedy}".rstrip()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, ordered by file and line."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line or 0, p.message)))


class InvalidItemError(BankError):
    """Raised for bank files that cannot be used; ``problems`` are all that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        where = f"{first.path}:{first.line}" if first.line else f"{first.path}"
        more = len(self.problems) - 1
        rest = f" (and {more} more; '{typed('bank', 'check')}' lists all)" if more else ""
        super().__init__(f"{where}: {first.message}", remedy=f"{first.remedy}{rest}".strip())
