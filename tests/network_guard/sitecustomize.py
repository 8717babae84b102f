"""Refuses every connection but to this machine; Python runs it at the start of each process.

The tests put this folder on PYTHONPATH, so that the programs they start are held back as well.
"""

import sys
from ipaddress import ip_address


class OutsideNetworkError(RuntimeError):
    """A test, or a program that it started, wanted to leave this machine."""


def _is_local(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        # A tuple is an internet address; local sockets have a path.
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        raise OutsideNetworkError(f"{event} to {host!r}")


sys.addaudithook(_watch)
