"""What a server's refusal means, and what a user can do about it."""

import json
import math
import re
from typing import Any

from interviewer.llm.errors import LARGER_CONTEXT, Fault, scrubbed

_TRIES_AGAIN = 3
_LONGEST_WAIT = 60.0
_DEEP = 6
_CONTEXT = re.compile(
    r"context (?:size|length|window)|maximum context|exceed_context|context_length_exceeded"
    r"|(?:prompt|input) is too long"
)
_FILTERED = re.compile(r"content_filter|content management policy|responsible ?ai|safety system")
_BAD_KEY = re.compile(
    r"api[ _-]?key.{0,30}(?:not valid|invalid|incorrect)|(?:invalid|incorrect) api"
)
_TRANSIENT = re.compile(r"json_validate_failed|failed to generate json")


def refusal(
    shown: str, key_remedy: str, status: int, body: object, retry_after: str | None, key: str | None
) -> Fault:
    """Return what a response with an error status means.

    ``shown`` is the server's address, ``key_remedy`` what to do for another key to be sent,
    ``body`` what it sent, as data or text.
    """
    message = error_text(body)
    said = scrubbed(message, key)
    detail = f": {said}" if said else ""
    lower = message.casefold()
    if status in (401, 403) or (status == 400 and _BAD_KEY.search(lower)):
        # A 403 may also be about the model or the place, as only the server can say.
        why = detail if status == 403 else ""
        return Fault(f"{shown} refuses the key (HTTP {status}{why}); {key_remedy}")
    if status == 402 or "insufficient_quota" in lower:
        return Fault(f"the credit at {shown} is used up (HTTP {status}{detail})")
    if status == 404:
        return Fault(
            f"{shown} does not know this address or model (HTTP 404{detail}); check 'base_url' "
            "and 'model' in the settings",
        )
    if _CONTEXT.search(lower):
        return Fault(
            f"the request does not fit into the model's context{detail}; {LARGER_CONTEXT}, or "
            "lower 'reply_tokens' in the settings",
        )
    if _FILTERED.search(lower):
        return Fault(f"the content filter of {shown} refuses this answer (HTTP {status}{detail})")
    if status == 400 and _TRANSIENT.search(lower):
        return Fault(f"the model failed to write JSON (HTTP 400{detail})", retries=1)
    # llama-cpp-python answers 500 to a form of reply that it does not know.
    unknown_form = status >= 500 and "response_format" in lower
    if status in (408, 409, 429) or (status >= 500 and not unknown_form):
        wait = seconds(retry_after)
        if wait is not None and wait > _LONGEST_WAIT:
            return Fault(
                f"{shown} asks to wait {wait:.0f} seconds (HTTP {status}); judge again later",
            )
        return Fault(
            f"{shown} is too busy or failing (HTTP {status}{detail})",
            retries=_TRIES_AGAIN,
            wait=wait,
        )
    if 300 <= status < 400:
        return Fault(
            f"{shown} points to another address (HTTP {status}); set 'base_url' to that one",
        )
    return Fault(
        f"{shown} refuses the request (HTTP {status}{detail})",
        refused=message if status in (400, 422) or unknown_form else None,
    )


def error_text(body: object) -> str:
    """Return what an error body says: messages, codes and places, wherever they stand in it.

    Servers send one error or a list of them, a message that is text or again an object, and
    details beside it.
    """
    if isinstance(body, bytes | str):
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        try:
            body = json.loads(text)
        except (ValueError, RecursionError):
            return text
    return " ".join(dict.fromkeys(_parts(body, _DEEP)))


def _parts(body: Any, deep: int) -> list[str]:
    if isinstance(body, str):
        return [body] if body else []
    if deep == 0:
        return []
    if isinstance(body, list):
        return [part for one in body[:20] for part in _parts(one, deep - 1)]
    if isinstance(body, dict):
        named = ("error", "message", "detail", "msg", "loc", "param", "code")
        return [part for name in named for part in _parts(body.get(name), deep - 1)]
    return []


def seconds(header: str | None) -> float | None:
    """Return the seconds of a Retry-After header; a date is read as well."""
    if header is None:
        return None
    try:
        wait = float(header)
    except ValueError:
        from datetime import UTC, datetime
        from email.utils import parsedate_to_datetime

        try:
            wait = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(wait, 0.0) if math.isfinite(wait) else None
