"""Exceptions of the candidate's code, raised anew in the process that runs the tests."""

from __future__ import annotations

import builtins
import contextlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_KEY = "candidate_error"
_MESSAGE = 2000  # characters


class CandidateError(Exception):
    """An exception of the candidate's code that no built-in exception can represent."""


def rebuilt(reply: Any) -> Exception:
    """Return the exception that a reply describes, as the nearest of Python's own."""
    fields = reply if isinstance(reply, dict) else {}
    kinds = fields.get("kinds")
    name, message = str(fields.get("name"))[:80], str(fields.get("message"))[:_MESSAGE]
    error: Exception = CandidateError(message)
    for kind in kinds if isinstance(kinds, list) else []:
        found = getattr(builtins, kind, None) if isinstance(kind, str) else None
        if isinstance(found, type) and issubclass(found, Exception) and found is not Exception:
            # UnicodeDecodeError and the like need more arguments: the next ancestor stands for it.
            with contextlib.suppress(Exception):
                error = found(message)
                break
    error.__dict__[_KEY] = (name, message, str(fields.get("lines", ""))[:_MESSAGE])
    return error


def details(error: BaseException) -> tuple[str, str, str] | None:
    """Return name, message and lines as the candidate's process gave them.

    ``None`` for an exception that does not come from the candidate's code.
    """
    found: tuple[str, str, str] | None = error.__dict__.get(_KEY)
    return found


def verdict(name: str, message: str, lines: str) -> dict[str, str]:
    """Return the verdict on a test that such an exception ended."""
    return {
        "status": {"MemoryError": "memory", "SystemExit": "exited"}.get(name, "error"),
        "detail": f"{name}: {message}".removesuffix(": "),
        "trace": lines,
    }
