"""Settings that are text, wherever they were set: each can be used, or is refused by its place."""

from interviewer.errors import UsageError
from interviewer.user_path import user_path


def text_setting(value: object, where: str) -> str:
    """Return a setting that is text; ``UsageError`` where it is none, or not in UTF-8."""
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.", remedy="Put it in quotes.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{where}: {value!r} is not UTF-8.", remedy="Write it anew.") from None
    return value


def path_setting(value: object, where: str) -> str:
    """Return a setting that is a path with its ``~`` replaced; ``UsageError`` where it is none."""
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.", remedy="Put it in quotes.")
    try:
        return str(user_path(value))
    except ValueError as error:
        raise UsageError(f"{where}: {error}", remedy="Give the whole path.") from None
