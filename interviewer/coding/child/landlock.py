"""Landlock and seccomp by their system calls, for Linux without bubblewrap.

The packages that wrap them are no longer kept up, and both calls are a few lines.
"""

import ctypes
import os
import struct

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_ALL = (1 << 13) - 1
"""Every right over files of the first version of Landlock."""
_READ = 0b1101
"""To execute, to read a file, and to list a folder."""
_FILE_ONLY = 0b111
_DEATH_SIGNAL, _KILL = 1, 9
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER, _SET_DUMPABLE = 38, 22, 2, 4


def restrict(readable: list[str], writable: str, program: bytes) -> None:
    """Allow reading beneath some folders and writing beneath one; raises ``OSError`` if it fails.

    ``program`` is the seccomp filter of this process and all that it could start. The process ends
    with its parent, however that ends.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def call(*arguments: object) -> int:
        result = int(libc.syscall(*arguments))
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    rules = call(_CREATE, struct.pack("Q", _ALL), ctypes.c_size_t(8), 0)
    for path, rights in [*((path, _READ) for path in readable), (writable, _ALL)]:
        try:
            place = os.open(path, os.O_PATH)
        except FileNotFoundError:
            continue
        if not os.path.isdir(path):  # noqa: PTH112 - pathlib is slow to import
            rights &= _FILE_ONLY
        call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
        os.close(place)
    zero = ctypes.c_ulong(0)
    libc.prctl(_DEATH_SIGNAL, ctypes.c_ulong(_KILL), zero, zero, zero)
    libc.prctl(_SET_DUMPABLE, zero, zero, zero, zero)
    if libc.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    call(_RESTRICT, rules, 0)
    os.close(rules)
    held = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    if libc.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), header, zero, zero):
        raise OSError(ctypes.get_errno(), "seccomp")


def version() -> int:
    """Return the version of Landlock that the kernel has, 0 for none."""
    libc = ctypes.CDLL(None, use_errno=True)
    return max(int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1)), 0)
