"""Says whether the isolation holds: whether a file of the user's can no longer be read."""

import json
import os
import sys

from .confine import confine


def main() -> None:
    """Print ``kept`` where the file that the job names cannot be opened."""
    job = json.loads(sys.stdin.buffer.read())
    confine(job["confine"])
    try:
        os.close(os.open(job["forbidden"], os.O_RDONLY))
    except OSError:
        print("kept")  # noqa: T201 - what the parent reads
