"""Folders of the user's that nobody else may look into."""

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone.

    One that is there already stays as it is. Raises ``OSError`` when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileNotFoundError:
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError:
        if not folder.is_dir():
            raise
