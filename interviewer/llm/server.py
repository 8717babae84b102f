"""Which server judges: its address, whether it is this machine, and the key for it."""

import os
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from interviewer.errors import UsageError
from interviewer.llm.errors import Fault

DEFAULT_URL = "https://api.openai.com/v1"
_KEYRING = "interviewer"


_OPENAI_KEY = "OPENAI_API_KEY"
_OPENAI_URL = "OPENAI_BASE_URL"

_AT_ONCE_HERE = 1
_AT_ONCE_ELSEWHERE = 16


class Server:
    """A server's address, and the key for it. ``UsageError`` for one that is no http address.

    ``key_env`` names the variable of the environment that holds the key for this server; without
    it OpenAI's own variable serves OpenAI's server, and the one that ``OPENAI_BASE_URL`` names.
    """

    def __init__(self, url: str | None, key_env: str | None = None) -> None:
        self._key_env = key_env
        self.url = (url or DEFAULT_URL).rstrip("/")
        parts = _split(self.url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(
                "base_url: this is not the address of a server.",
                remedy="It looks like http://localhost:11434/v1.",
            )
        if parts.username or parts.password:
            raise UsageError(
                "base_url: a user or password must not be part of the address.",
                remedy="Put the key into an environment variable, and name it in 'key_env'.",
            )
        self.host = parts.hostname
        self.encrypted = parts.scheme == "https"
        port = f":{parts.port}" if parts.port else ""
        place = f"[{self.host}]" if ":" in self.host else self.host
        self.shown = f"{parts.scheme}://{place}{port}{parts.path}"

    @property
    def local(self) -> bool:
        """Whether the server is this machine."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def at_once(self) -> int:
        """How many requests run at once where the settings do not say.

        A model on this machine is as fast with one at a time, and reads no prompt twice.
        """
        return _AT_ONCE_HERE if self.local else _AT_ONCE_ELSEWHERE

    @property
    def key_name(self) -> str:
        """The variable of the environment that holds the key."""
        return self._key_env or _OPENAI_KEY

    @property
    def key_remedy(self) -> str:
        """What to do so that another key is sent."""
        if self._owns_variable():
            return f"set {self.key_name} to a valid one"
        return "name the environment variable that holds a valid one in 'key_env'"

    def key(self) -> str | None:
        """Return the key for this server: from the environment, or else from the keyring.

        In the keyring it is the password of the service ``interviewer`` for the server's name.
        A key goes only to the server that it is meant for, without white space around it. Raises
        ``Fault`` where a key is needed and there is none, where it would go to another machine
        unencrypted, where it cannot be sent in a header, and when the keyring cannot be read.
        """
        key = os.environ.get(self.key_name, "").strip() if self._owns_variable() else ""
        key = key or ("" if self.local else (self._kept() or "").strip())
        if not key:
            if self._key_env is not None or _split(DEFAULT_URL) == _split(self.url):
                raise Fault(f"there is no key for {self.host}; set {self.key_name}")
            return None
        if not self.local and not self.encrypted:
            raise Fault(
                f"the key for {self.host} would be sent unencrypted; set base_url to its https "
                "address"
            )
        if not (key.isascii() and key.isprintable()):
            raise Fault(
                f"the key for {self.host} has a character that no key has, such as a typographic "
                f"one; {self.key_remedy}"
            )
        return key

    def _owns_variable(self) -> bool:
        """Whether the variable's key is meant for this server."""
        if self._key_env is not None or self.host == urlsplit(DEFAULT_URL).hostname:
            return True
        named = _split(os.environ.get(_OPENAI_URL, ""))
        return named is not None and named.hostname == self.host

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
                f"{self.key_remedy}"
            ) from None


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number is found out only here
    except ValueError:
        return None
    return parts
