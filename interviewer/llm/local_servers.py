"""Which language models a server on this machine offers, at the ports where one usually listens."""

import json
from collections.abc import Iterable, Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from interviewer.settings.profiles import PROFILES

_PATIENCE = 0.5  # seconds; a server on this machine that is not busy replies within a few ms
_LARGEST = 500_000  # bytes of a list of models
_MOST = 8  # models of one server; more would be a list to search, not to choose from
_LOCAL = ("ollama", "llama.cpp", "lm-studio", "vllm")


class LocalModel(NamedTuple):
    """A model that a server on this machine offers; ``profile`` is the ready one for the server."""

    profile: str
    model: str


def local_models(
    profiles: Mapping[str, Mapping[str, Any]] = PROFILES, names: Iterable[str] = _LOCAL
) -> list[LocalModel]:
    """Return what the servers of these profiles offer; only their lists of models are requested.

    Takes up to half a second for each server, so it is meant for a thread. Anything that does not
    reply like such a server is left out.
    """
    return [
        LocalModel(name, model)
        for name in names
        for model in _offered(str(profiles[name]["base_url"]))
    ]


def _offered(url: str) -> list[str]:
    parts = urlsplit(url)
    # Not urllib, which would ask a proxy of the environment.
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_PATIENCE)
    try:
        connection.request("GET", f"{parts.path}/models")
        response = connection.getresponse()
        listed = json.loads(response.read(_LARGEST)) if response.status == 200 else None
    except (OSError, HTTPException, ValueError, RecursionError):
        return []
    finally:
        connection.close()
    entries = listed.get("data") if isinstance(listed, dict) else None
    if not isinstance(entries, list):
        return []
    names = [entry.get("id") for entry in entries if isinstance(entry, dict)]
    able = [name for name in names if isinstance(name, str) and name and "embed" not in name]
    return list(dict.fromkeys(able))[:_MOST]
