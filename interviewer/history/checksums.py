"""Checksums that tell whether what is read from the store is what was written to it.

They protect against failing disks and truncated copies, not against tampering: anyone who can write
to the store can also write its checksums.
"""

from hashlib import blake2b

_SIZE = 8  # bytes
_KEY_SIZE = 5  # bytes: sums over millions of keys stay within SQLite's integers


def first_link(session_id: str) -> bytes:
    """Return the value that the checksum chain of a session's log starts from."""
    return _digest(ascii(("log", session_id)).encode())


def link(previous: bytes, body: bytes) -> bytes:
    """Return the checksum of a log's entry, which covers its body and all entries before it."""
    return blake2b(body, digest_size=_SIZE, key=previous).digest()


def of_row(table: str, values: tuple[object, ...]) -> bytes:
    """Return the checksum of a row; the values must have the types that SQLite returns."""
    # ascii(), because what repr() escapes depends on the Unicode version.
    return _digest(ascii((table, *values)).encode())


def of_key(table: str, *key: object) -> int:
    """Return a number for a row's key; the sum over a table identifies its set of rows."""
    text = ascii((table, *key)).encode()
    return int.from_bytes(blake2b(text, digest_size=_KEY_SIZE).digest())


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=_SIZE).digest()
