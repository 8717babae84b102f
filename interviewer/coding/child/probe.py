"""Tests the isolation: whether a file of the user can no longer be read."""

import json
import os
import sys

from .confine import confine


def main() -> None:
    """Print ``kept`` if the file named by the job cannot be opened."""
    job = json.loads(sys.stdin.buffer.read())
    confine(job["confine"])
    try:
        os.close(os.open(job["forbidden"], os.O_RDONLY))
    except OSError:
        print("kept")  # noqa: T201 - what the parent reads
