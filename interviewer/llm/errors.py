"""Why a request gave no judgement, in words for a user; no key and no address with a secret."""

import re

from interviewer.text.display import one_line

_KEY = re.compile(r"\b(sk|key|api|pk|rk|sess)[-_][A-Za-z0-9*_-]{6,}|Bearer\s+\S+", re.IGNORECASE)
_LONGEST = 200

LARGER_CONTEXT = "give the server one of 8192 tokens (Ollama: OLLAMA_CONTEXT_LENGTH=8192)"
"""What to do about a context that is too small."""


class Fault(Exception):  # noqa: N818 - a fault of a server, not an error of ours
    """A request that failed.

    ``retries`` is how often trying again may help. ``wait`` is what the server asked to wait, in
    seconds. ``refused`` is what the server says about a request that it does not take as it stands;
    another form of it may be taken.
    """

    def __init__(
        self,
        reason: str,
        *,
        retries: int = 0,
        wait: float | None = None,
        refused: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retries = retries
        self.wait = wait
        self.refused = refused


def scrubbed(text: str, key: str | None) -> str:
    """Return a server's message on one short line, without anything that looks like a key."""
    if key:
        text = text.replace(key, "(key)")
    return one_line(_KEY.sub("(key)", text), _LONGEST)
