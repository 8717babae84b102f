"""Fetches one model from the hub, in a separate process that can be killed.

Writes one line of JSON that lists the files, then fetches them. Complete files are not fetched
again, and a partial file is resumed, which the hub's own client does not do.
"""

import json
import sys
from pathlib import Path
from typing import Any

from interviewer.speech.models import WANTED

_ASK = 20.0  # seconds that the hub may take to answer
_BLOCK = 64 * 1024  # bytes


def main(repository: str, folder: Path) -> int:
    """Fetch ``repository`` into ``folder``; returns the exit code."""
    from fnmatch import fnmatch

    from huggingface_hub import HfApi

    try:
        info = HfApi().model_info(repository, files_metadata=True, timeout=_ASK)
        plan = [
            {
                "name": Path(each.rfilename).name,
                "size": each.size,
                "sha256": each.lfs.sha256 if each.lfs else None,
            }
            for each in info.siblings or []
            if any(fnmatch(each.rfilename, pattern) for pattern in WANTED)
        ]
        sys.stdout.write(json.dumps(plan) + "\n")
        sys.stdout.flush()
        for entry in plan:
            _fetch(repository, str(info.sha), entry, folder)
    # The hub's client raises errors of several libraries; the parent reports any of them.
    except Exception as error:
        line = " ".join(f"{type(error).__name__}: {error}".split())
        sys.stderr.write(line[:300] + "\n")
        return 1
    return 0


def _fetch(repository: str, revision: str, entry: dict[str, Any], folder: Path) -> None:
    from huggingface_hub import get_session, hf_hub_url

    path = folder / entry["name"]
    partial = path.with_name(f"{path.name}.{revision[:12]}.part")
    if path.is_file() and path.stat().st_size == entry["size"]:
        return
    here = partial.stat().st_size if partial.is_file() else 0
    headers = {"Range": f"bytes={here}-"} if here else {}
    url = hf_hub_url(repository, entry["name"], revision=revision)
    with get_session().stream(
        "GET", url, headers=headers, timeout=_ASK, follow_redirects=True
    ) as response:
        if response.status_code != 416:  # all of it is here already
            response.raise_for_status()
            goes_on = response.status_code == 206
            with partial.open("ab" if goes_on else "wb") as file:
                for block in response.iter_bytes(_BLOCK):
                    file.write(block)
                    file.flush()
    partial.replace(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
