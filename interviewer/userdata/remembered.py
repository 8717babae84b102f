"""Small things that the program remembers between starts: one JSON file each."""

import json
from pathlib import Path

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private


def remembered(path: Path) -> object:
    """Return what was last remembered there; ``None`` where nothing can be read."""
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def remember(path: Path, value: object) -> None:
    """Keep a value; ``OSError`` when it cannot be written, and the one before stays."""
    make_private(path.parent)
    write_whole(path, json.dumps(value, indent=1).encode(), private=True)
