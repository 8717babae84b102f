"""A filter of system calls: no new process, no socket, no way into another process or the kernel.

It is a program of a dozen instructions, written out here because the wrappers of libseccomp need
a compiler to install.
"""

import platform
import struct

_X86, _ARM = 0xC000003E, 0xC00000B7
_DENIED = {
    # fork, vfork, sockets, tracing, mounts, namespaces, kernel programs, keys, shared memory
    "x86_64": (
        *(57, 58, 41, 42, 43, 49, 50, 53, 101, 310, 311, 165, 166, 155, 161, 272, 308),
        *(321, 298, 323, 425, 248, 249, 250, 246, 175, 313, 304, 319, 29, 30, 68, 240),
    ),
    "aarch64": (
        *(198, 199, 200, 201, 202, 203, 117, 270, 271, 40, 39, 41, 51, 97, 268),
        *(280, 241, 282, 425, 217, 218, 219, 104, 105, 273, 265, 279, 194, 196, 186, 180),
    ),
}
_SIGNALS = {
    "x86_64": (62, 129, 200, 234, 297, 424),
    "aarch64": (129, 130, 131, 138, 240, 424),
}
"""Calls that send a signal: without a namespace, they reach every process of the user."""
_CLONE = {"x86_64": 56, "aarch64": 220}
_ARCH = {"x86_64": _X86, "aarch64": _ARM}
_CLONE3 = 435
_THREAD = 0x10000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_NUMBER, _MACHINE, _FIRST = 0, 4, 16
"""Offsets of the call's number, the machine and the first argument in the filter's input."""
_X32 = 0x40000000


def program(machine: str | None = None, *, signals: bool = True) -> bytes | None:
    """Return the filter for ``machine`` (default: this one), or None if there is none for it.

    Without ``signals`` it also refuses to send any, even to the process itself.

    Threads may be started, processes not: ``clone`` needs the thread flag, and ``clone3``, whose
    flags a filter cannot see, is reported as missing, so that libc falls back to ``clone``.
    """
    machine = machine or platform.machine()
    if machine not in _ARCH:
        return None
    denied = _DENIED[machine] if signals else _DENIED[machine] + _SIGNALS[machine]
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, _ARCH[machine]),
        (_RETURN, 0, 0, _ERROR | _EPERM),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, len(denied) + 6, 0, _X32),
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _ERROR | _ENOSYS),
        (_EQUAL, 0, 2, _CLONE[machine]),
        (_LOAD, 0, 0, _FIRST),
        (_ANY_BIT, len(denied), len(denied) + 1, _THREAD),
        *((_EQUAL, len(denied) - i, 0, number) for i, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | _EPERM),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
