"""Small values that the program remembers between starts, in one JSON file each."""

import json
from pathlib import Path

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private


def remembered(path: Path) -> object:
    """Return the value last stored at ``path``; ``None`` if it cannot be read."""
    try:
        found: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def remember(path: Path, value: object) -> None:
    """Store a value; ``OSError`` if it cannot be written, and the previous value stays."""
    make_private(path.parent)
    write_whole(path, json.dumps(value, indent=1).encode(), private=True)
