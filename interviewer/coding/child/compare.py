"""Whether two values agree within a tolerance, and how they differ."""

from __future__ import annotations

import math
import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SHOWN = 300  # characters
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")


def close(got: Any, want: Any, tolerance: float) -> None:
    """Check that ``got`` equals ``want`` within a tolerance, absolute and relative.

    Raises ``AssertionError`` with both if it does not. Lists, tuples and arrays must agree in
    shape, dicts in keys, frames in labels.
    """
    frames = sys.modules.get("pandas")
    if frames is not None and isinstance(want, frames.DataFrame | frames.Series):
        _frames(frames, got, want, tolerance)
        return
    where = _difference(got, want, tolerance, "")
    if where is not None:
        raise AssertionError(f"{where}got {brief(got)}, expected {brief(want)}")


def _difference(got: Any, want: Any, tolerance: float, at: str) -> str | None:
    """Return how two values differ, None where they do not."""
    got, want = _listed(got), _listed(want)
    if isinstance(want, dict):
        if not isinstance(got, dict) or got.keys() != want.keys():
            return f"{at}the keys differ: "
        pairs = [(f"[{key!r}]", got[key], want[key]) for key in want]
    elif isinstance(want, list):
        if not isinstance(got, list):
            return f"{at}not a sequence: "
        if len(got) != len(want):
            return f"{at}{len(got)} entries, not {len(want)}: "
        pairs = [(f"[{i}]", *pair) for i, pair in enumerate(zip(got, want, strict=True))]
    elif isinstance(want, bool | str) or want is None:
        return None if type(got) is type(want) and got == want else at and f"at {at}: "
    elif isinstance(got, int | float | complex) and not isinstance(got, bool):
        return None if _near(got, want, tolerance) else at and f"at {at}: "
    else:
        return f"{at}not a number: "
    for step, one, other in pairs:
        found = _difference(one, other, tolerance, at + step)
        if found is not None:
            return found
    return None


def _listed(value: Any) -> Any:
    """Return an array or a tuple as a list, a NumPy scalar as a Python one."""
    if type(value).__module__.startswith("numpy") and hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, tuple) else value


def _near(got: Any, want: Any, tolerance: float) -> bool:
    try:
        return _close_by(got, want, tolerance)
    except OverflowError:  # an integer beyond every float
        return bool(got == want)


def _close_by(got: Any, want: Any, tolerance: float) -> bool:
    if isinstance(got, complex) or isinstance(want, complex):
        return bool(abs(got - want) <= tolerance * max(1.0, abs(want)))
    if math.isnan(want) or math.isnan(got):
        return math.isnan(want) and math.isnan(got)
    return bool(got == want or abs(got - want) <= tolerance * max(1.0, abs(want)))


def _frames(pd: Any, got: Any, want: Any, tolerance: float) -> None:
    test = (
        pd.testing.assert_frame_equal
        if isinstance(want, pd.DataFrame)
        else pd.testing.assert_series_equal
    )
    test(got, want, check_dtype=False, rtol=tolerance, atol=tolerance)


def brief(value: Any) -> str:
    """Return a short text of a value, on one line.

    A NumPy number is shown as a plain number, and an object without its address.
    """
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.number):
        value = value.item()
    try:
        text = _ADDRESS.sub("", " ".join(repr(value).split()))
    except ValueError:  # thousands of digits are not written out
        text = f"<{type(value).__name__} too long to be shown>"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def raises(kind: type[Exception], function: Any, *arguments: Any, **named: Any) -> None:
    """Check that a call raises an exception of that kind."""
    try:
        value = function(*arguments, **named)
    except kind:
        return
    raise AssertionError(f"expected {kind.__name__}, got {brief(value)}")
