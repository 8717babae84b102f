"""Which server judges: its address, whether it is this machine, and the key for it."""

import os
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from interviewer.errors import UsageError
from interviewer.llm.errors import Fault

DEFAULT_URL = "https://api.openai.com/v1"
_KEYRING = "interviewer"


class Server:
    """A server's address. ``UsageError`` for one that is no http address."""

    def __init__(self, url: str | None) -> None:
        self.url = (url or DEFAULT_URL).rstrip("/")
        parts = _split(self.url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                "base_url: this is no address of a server.",
                remedy="It looks like http://localhost:11434/v1.",
            )
        if parts.username or parts.password:
            raise UsageError(
                "base_url: a user or password does not belong in the address.",
                remedy="Put the key into OPENAI_API_KEY.",
            )
        self.host = parts.hostname
        self.encrypted = parts.scheme == "https"
        port = f":{parts.port}" if parts.port else ""
        self.shown = f"{parts.scheme}://{self.host}{port}{parts.path}"

    @property
    def local(self) -> bool:
        """Whether it is this machine."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def key(self) -> str | None:
        """Return the key: from ``OPENAI_API_KEY``, or for a remote server from the keyring.

        In the keyring it is the password of the service ``interviewer`` for the server's name.
        Raises ``Fault`` when OpenAI's own server has none, or when the keyring cannot be read.
        """
        key = os.environ.get("OPENAI_API_KEY") or (None if self.local else self._kept())
        if key is None and _split(DEFAULT_URL) == _split(self.url):
            raise Fault(
                "there is no key for api.openai.com; set OPENAI_API_KEY, or set base_url to "
                "another server"
            )
        return key

    def _kept(self) -> str | None:
        try:
            import keyring
            from keyring.errors import KeyringError, NoKeyringError
        except ImportError:  # the extra is not installed
            return None
        try:
            return keyring.get_password(_KEYRING, self.host)
        except NoKeyringError:
            return None
        except KeyringError as error:
            raise Fault(
                f"the system's keyring cannot be read ({type(error).__name__}); unlock it, or "
                "set OPENAI_API_KEY"
            ) from None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number is found out only here
    except ValueError:
        return None
    return parts
