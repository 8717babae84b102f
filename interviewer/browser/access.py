"""Decides which requests the server answers: by host name, origin and token."""

import hmac
import ipaddress
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interviewer.errors import UsageError

COOKIE = "interviewer"

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_AUTHORITY = re.compile(
    r"(?:\[(?P<v6>[0-9a-f:.]{2,45})\]|(?P<name>[a-z0-9_.-]{1,253}))(?::(?P<port>\d{1,5}))?",
    re.ASCII | re.IGNORECASE,
)


class MalformedRequestError(ValueError):
    """A malformed request: the client gets status 400."""


class RefusedRequestError(Exception):
    """A refused request: the client gets status 403 and the message."""


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server bound to ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_every_address(host: str) -> bool:
    """Return whether ``host`` means all addresses of this machine, such as ``0.0.0.0``."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def host_name(text: str) -> str:
    """Return the name in a ``Host`` header, in lower case and without its port.

    An IPv6 address is compressed, without brackets. Raises ``MalformedRequestError`` if malformed.
    """
    found = _AUTHORITY.fullmatch(text)
    if found is None or int(found["port"] or 0) > 65535:
        raise MalformedRequestError("Host")
    if found["name"]:
        return found["name"].lower()
    try:
        return ipaddress.IPv6Address(found["v6"]).compressed
    except ValueError:
        raise MalformedRequestError("Host") from None


def given_name(text: str, option: str) -> str:
    """Return a host name from the command line, normalised; raise ``UsageError`` if invalid."""
    bare = text.removeprefix("[").removesuffix("]")
    try:
        return host_name(f"[{bare}]" if ":" in bare else bare)
    except MalformedRequestError:
        raise UsageError(
            f"serve: {option} {text[:80]!r} is not a host name.",
            remedy="Give a name or address alone, such as box.example, without http:// or port.",
        ) from None


@dataclass(frozen=True)
class Access:
    """The host names and the token that requests are checked against.

    ``names`` are the host names that the server answers to; ``token`` is the secret in the
    printed address. ``room`` is the random path under which everything is served: a browser sends
    a cookie to every port of a host, but only to the path that it was set for.
    """

    names: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    room: str = field(default_factory=lambda: f"/{secrets.token_urlsafe(12)}/", repr=False)

    @classmethod
    def to(cls, host: str, further: Iterable[str] = ()) -> "Access":
        """Return the access to a server bound to ``host``, reached by ``further`` names too.

        Raises ``UsageError`` if a name is invalid, or none is given and ``host`` is all addresses.
        """
        names = {given_name(name, "--allow-host") for name in further}
        if is_loopback(host):
            names.update(_LOOPBACK)
        if not is_every_address(host):
            names.add(given_name(host, "--host"))
        elif not names:
            raise UsageError(
                f"serve: --host {host} does not say by which name browsers reach this machine.",
                remedy="Add --allow-host NAME, such as the machine's name or address.",
            )
        return cls(frozenset(names))

    def check_site(self, hosts: Sequence[str], origins: Sequence[str]) -> None:
        """Check the ``Host`` and ``Origin`` headers of a request.

        The origin gives away another site's page; the host gives away a foreign name that resolves
        to this machine. Raises ``MalformedRequestError`` or ``RefusedRequestError``.
        """
        if len(hosts) != 1 or len(origins) > 1:
            raise MalformedRequestError("Host or Origin")
        if host_name(hosts[0]) not in self.names:
            raise RefusedRequestError("This server does not answer to that name; see --allow-host.")
        if not origins:
            return
        scheme, separator, authority = origins[0].lower().partition("://")
        if origins[0] != "null":
            if not separator or not re.fullmatch("[a-z][a-z0-9+.-]*", scheme):
                raise MalformedRequestError("Origin")
            host_name(authority)
        if scheme not in ("http", "https") or authority != hosts[0].lower():
            raise RefusedRequestError("This server answers its own page only.")

    def has_token(self, shown: str | None) -> bool:
        """Return whether ``shown`` is the token, compared in constant time."""
        given = (shown or "").encode("utf-8", "surrogatepass")
        return hmac.compare_digest(given, self.token.encode())
