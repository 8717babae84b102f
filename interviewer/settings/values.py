"""Reads one setting, wherever it was set; a bad value is refused, naming its place."""

from collections.abc import Sequence
from contextlib import suppress

from interviewer.errors import UsageError
from interviewer.settings.limits import Bounds
from interviewer.userdata.paths import user_path


def text_setting(value: object, where: str) -> str:
    """Return a text setting; ``UsageError`` if it is not text, or not UTF-8."""
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.", remedy="Put it in quotes.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{where}: {value!r} is not UTF-8.", remedy="Write it again.") from None
    return value


def path_setting(value: object, where: str) -> str:
    """Return a path setting with its ``~`` expanded; ``UsageError`` if it is not a path."""
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.", remedy="Put it in quotes.")
    try:
        return str(user_path(value))
    except ValueError as error:
        raise UsageError(f"{where}: {error}", remedy="Give the whole path.") from None


def choice_setting(value: object, where: str, allowed: Sequence[str]) -> str:
    """Return a setting that is one of ``allowed``; otherwise ``UsageError`` lists these."""
    text = text_setting(value, where)
    if text not in allowed:
        few = len(allowed) == 2
        told = f"Give {allowed[0]} or {allowed[1]}." if few else f"One of: {', '.join(allowed)}."
        raise UsageError(f"{where}: {text!r} is not allowed.", remedy=told)
    return text


def switch_setting(value: object, where: str) -> bool:
    """Return a setting that is on or off; ``UsageError`` where it is neither."""
    spelled = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    switch = spelled.get(str(value).lower()) if isinstance(value, str | bool) else None
    if switch is None:
        raise UsageError(f"{where}: {value!r} is not allowed.", remedy="Give true or false.")
    return switch


def number_setting(value: object, where: str, bounds: Bounds, *, fraction: bool = False) -> float:
    """Return a number within ``bounds``, both included; ``UsageError`` for anything else.

    It is a whole number unless ``fraction`` allows others.
    """
    lowest, highest = bounds
    number: float = lowest - 1
    if type(value) in ((int, float, str) if fraction else (int, str)):
        with suppress(ValueError, OverflowError):
            number = float(str(value)) if fraction else int(str(value))
    if not lowest <= number <= highest:
        what = "number" if fraction else "whole number"
        raise UsageError(
            f"{where}: {value!r} is not allowed.",
            remedy=f"Give a {what} from {lowest} to {highest}.",
        )
    return number
