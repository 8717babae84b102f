"""Paths as users write them, on a command line, in config.toml or in a field of the screen."""

from pathlib import Path


def user_path(text: str) -> Path:
    """Return the path that ``text`` names, with ``~`` and ``~user`` as the home folders they mean.

    Raises ``ValueError`` with a sentence for an empty text, for a null character, and for a home
    folder that is not known.
    """
    if not text:
        raise ValueError("A path is missing.")
    if "\0" in text:
        raise ValueError("A path cannot hold a null character.")
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        here = working_folder()
        named = f"; a file of that name is {here / path}" if here else ""
        raise ValueError(f"{path.parts[0]} is nobody's home folder{named}.") from None


def working_folder() -> Path | None:
    """Return the working folder; ``None`` if somebody has deleted it."""
    try:
        return Path.cwd()
    except OSError:
        return None
