"""A note, in a file beside the store, of the last entry that was committed.

The newest entries are in SQLite's write-ahead log, and SQLite treats a missing or truncated log as
one that never existed. This note reveals that something is missing.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from interviewer.history import checksums

_LENGTH = 256  # bytes: one write within one sector


class Entry(NamedTuple):
    """The entry ``number`` of a session's log."""

    session_id: str
    number: int
    checksum: bytes


class NewestEntry:
    """The note, in a file of its own, written after each commit without waiting for the disk.

    After a power cut it may be older than the store; it then reveals less, but is not wrong.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(f"{store.name}-newest")

    def read(self) -> Entry | None:
        """Return the entry; ``None`` without a note, or one that cannot be read."""
        with suppress(OSError, ValueError):
            checksum, session_id, number, link = self.path.read_bytes().split()
            entry = Entry(session_id.decode(), int(number), bytes.fromhex(link.decode()))
            if _checksum(entry) == checksum:
                return entry
        return None

    def write(self, entry: Entry) -> None:
        """Note an entry; on failure there is no note."""
        text = b"%s %s %d %s" % (
            *(_checksum(entry), entry.session_id.encode(), entry.number),
            entry.checksum.hex().encode(),
        )
        if len(text) < _LENGTH:
            self._put(text.ljust(_LENGTH - 1) + b"\n")
        else:
            self.clear()

    def clear(self, session_id: str | None = None) -> None:
        """Delete the note; with ``session_id``, only if it is about that session."""
        entry = self.read()
        if entry is not None and session_id in (None, entry.session_id):
            self._put(b" " * (_LENGTH - 1) + b"\n", sync=True)

    def _put(self, text: bytes, *, sync: bool = False) -> None:
        with suppress(OSError):
            how = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW
            descriptor = os.open(self.path, how, 0o600)
            try:
                os.pwrite(descriptor, text, 0)
                if sync:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _checksum(entry: Entry) -> bytes:
    return checksums.of_row("newest", entry).hex().encode()
