"""Restricts the process itself before it runs untrusted code."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_OUTPUT = 8_000_000
"""Bytes of the largest file."""
_FILES = 64
"""Open files."""


def confine(how: dict[str, Any]) -> None:
    """Set the limits, and give up access to files and processes if no sandbox does that.

    ``megabytes`` bounds the address space, ``cpu`` the seconds of processor time. ``readable``
    names the folders that may still be read and ``writable`` the one that may be written, if
    Landlock is to enforce that; ``filter`` is a program for seccomp, in hexadecimal digits.
    """
    import resource

    bounds = [
        (resource.RLIMIT_AS, how["megabytes"] << 20),
        (resource.RLIMIT_CPU, how["cpu"]),
        (resource.RLIMIT_FSIZE, _OUTPUT),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ]
    if how["processes"]:
        bounds.append((resource.RLIMIT_NPROC, how["processes"]))
    for name, most in bounds:
        hard = resource.getrlimit(name)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(name, (most, most))
        except (ValueError, OSError):
            continue  # the system only knows the limit's name, as macOS does for some
    if how.get("readable"):
        from .landlock import restrict

        restrict(how["readable"], how["writable"], bytes.fromhex(how["filter"]))
