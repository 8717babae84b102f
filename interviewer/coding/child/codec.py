"""Values between two processes that do not trust each other: plain data, and handles to the rest.

Nothing that is read is ever run. ``Codec.encode`` returns JSON data; ``Codec.decode`` restores
values of the exact built-in types, whatever subclass the other side had.
"""

from __future__ import annotations

import binascii
import math
import re
import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 60
_DTYPE = re.compile(r"[<>|=]?[biufcMmSU]\d{0,6}(\[\w{1,4}\])?")
_DIGITS = 1000


class FormatError(Exception):
    """The received data is not in the format."""


class Codec:
    """Encodes and decodes plain values; ``export`` and ``adopt`` handle all others.

    ``export(value)`` returns the tagged form by which the other side names an object of this side,
    ``adopt(number, kind)`` the local stand-in for one of the other side, and ``own(number)`` an
    object of this side by its number.
    """

    def export(self, value: Any) -> list[Any]:
        """Return the tagged form of an object that stays here; ``TypeError`` when it may not."""
        raise TypeError(f"{type(value).__name__} cannot be passed on")

    def adopt(self, number: int, kind: str) -> Any:
        """Return the local stand-in for an object of the other side."""
        raise FormatError(f"the {kind} number {number} may not come from there")

    def own(self, number: int) -> Any:
        """Return an object of this side."""
        raise FormatError(f"no object number {number} was given")

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Return the JSON form of a value."""
        kind = type(value)
        if value is None or kind is bool or kind is str:
            return value
        if kind is float:
            return value if math.isfinite(value) else ["f", repr(value)]
        if kind is int:
            return value if abs(value) < 1 << 200 else ["i", hex(value)]
        if depth > _DEEPEST:
            raise ValueError("a value is nested too deeply")
        deeper = depth + 1
        for group, tag in _GROUPS:
            if isinstance(value, group):
                return [tag, [self.encode(one, deeper) for one in group.__iter__(value)]]
        if isinstance(value, dict):
            pairs = dict.items(value)
            return [
                "d",
                [[self.encode(key, deeper), self.encode(one, deeper)] for key, one in pairs],
            ]
        if isinstance(value, bytes | bytearray):
            return ["b" if isinstance(value, bytes) else "y", _text(bytes(value))]
        if kind is complex:
            return ["c", repr(value.real), repr(value.imag)]
        if kind is range:
            return ["r", value.start, value.stop, value.step]
        numbers = sys.modules.get("numpy")
        if numbers is not None and (form := self._numeric(numbers, value, deeper)) is not None:
            return form
        frames = sys.modules.get("pandas")
        if frames is not None and (form := self._framed(frames, value, deeper)) is not None:
            return form
        dice = sys.modules.get("random")
        if dice is not None and kind is dice.Random:
            version, state, gauss = value.getstate()
            return ["R", version, list(state), gauss]
        for base in (bool, int, float, str):
            if isinstance(value, base):  # a subclass: only its plain value counts
                return self.encode(_PLAIN[base](value), deeper)
        return self.export(value)

    def _numeric(self, np: Any, value: Any, depth: int) -> Any:
        if isinstance(value, np.ndarray):
            if value.dtype.kind in "biufcMmSU":
                plain = np.ascontiguousarray(np.asarray(value))
                return ["a", plain.dtype.str, list(value.shape), _text(plain.tobytes())]
            if value.dtype.kind in "OT":
                items = [self.encode(one, depth) for one in value.ravel().tolist()]
                return ["o", list(value.shape), items]
            return None
        if isinstance(value, np.generic) and value.dtype.kind in "biufcMmSU":
            plain = np.asarray(value)  # an empty text has no size of its own
            return ["n", plain.dtype.str, _text(plain.tobytes())]
        if isinstance(value, np.random.Generator):
            state = value.bit_generator.state
            if state["bit_generator"] == "PCG64":
                return ["g", self.encode(state, depth)]
        return None

    def _framed(self, pd: Any, value: Any, depth: int) -> Any:
        if isinstance(value, pd.DataFrame):
            columns = [self._framed(pd, value.iloc[:, i], depth) for i in range(value.shape[1])]
            labels = self._framed(pd, value.columns, depth)
            return ["D", labels, self._framed(pd, value.index, depth), columns]
        if isinstance(value, pd.Series):
            index = self._framed(pd, value.index, depth)
            return ["S", self.encode(value.name, depth), index, *self._column(value, depth)]
        if isinstance(value, pd.MultiIndex):
            names = self.encode(list(value.names), depth)
            return ["M", names, [self.encode(tuple(one), depth) for one in value]]
        if isinstance(value, pd.Index):
            return ["I", self.encode(value.name, depth), *self._column(value, depth)]
        if value is pd.NA:
            return ["x", "NA"]
        if value is pd.NaT:
            return ["x", "NaT"]
        if isinstance(value, pd.Timestamp | pd.Timedelta):
            return ["p", type(value).__name__, str(value)]
        return None

    def _column(self, values: Any, depth: int) -> list[Any]:
        kind = str(values.dtype)
        if kind == "category":
            kind = "object"
        return [kind, [self.encode(one, depth) for one in values.tolist()]]

    def decode(self, form: Any, depth: int = 0) -> Any:
        """Return the value of a JSON form; ``FormatError`` for an invalid one."""
        if form is None or isinstance(form, bool | int | float | str):
            return form
        if not isinstance(form, list) or not form or depth > 2 * _DEEPEST:
            raise FormatError("not a value")
        try:
            return self._decoded(form[0], form[1:], depth + 1)
        except FormatError:
            raise
        except Exception as error:
            raise FormatError(f"not a value ({type(error).__name__})") from None

    def _decoded(self, tag: Any, rest: list[Any], depth: int) -> Any:
        match tag:
            case "l" | "t" | "s" | "z":
                items = [self.decode(one, depth) for one in rest[0]]
                return {"l": list, "t": tuple, "s": set, "z": frozenset}[tag](items)
            case "d":
                return {self.decode(k, depth): self.decode(v, depth) for k, v in rest[0]}
            case "f":
                return float(rest[0])
            case "i":
                return int(rest[0], 16)
            case "b":
                return binascii.a2b_base64(rest[0])
            case "y":
                return bytearray(binascii.a2b_base64(rest[0]))
            case "c":
                return complex(float(rest[0]), float(rest[1]))
            case "r":
                return range(*map(int, rest))
            case "h":
                return self.adopt(int(rest[0]), str(rest[1])[:80])
            case "w":
                return self.own(int(rest[0]))
            case "R":
                import random

                made = random.Random()  # noqa: S311 - dice of a test
                made.setstate((rest[0], tuple(rest[1]), rest[2]))
                return made
            case "a" | "n" | "o" | "g":
                return self._array(tag, rest, depth)
            case "D" | "S" | "I" | "M" | "x" | "p":
                return self._frame(tag, rest, depth)
        raise FormatError("not a value")

    def _array(self, tag: str, rest: list[Any], depth: int) -> Any:
        import numpy as np

        if tag == "g":
            made = np.random.default_rng(0)
            made.bit_generator.state = self.decode(rest[0], depth)
            return made
        if tag == "o":
            items = np.empty(len(rest[1]), dtype=object)
            for i, one in enumerate(rest[1]):
                items[i] = self.decode(one, depth)
            return items.reshape([int(n) for n in rest[0]])
        if not _DTYPE.fullmatch(rest[0]):
            raise FormatError("not a type of number")
        data = np.frombuffer(binascii.a2b_base64(rest[-1]), dtype=rest[0])
        if tag == "n":
            return data[0]
        return data.reshape([int(n) for n in rest[1]]).copy()

    def _frame(self, tag: str, rest: list[Any], depth: int) -> Any:
        pd: Any = import_module("pandas")

        match tag:
            case "D":
                labels = self.decode(rest[0], depth)
                index = self.decode(rest[1], depth)
                columns = [self.decode(one, depth).set_axis(index) for one in rest[2]]
                if not columns:
                    return pd.DataFrame(index=index, columns=labels)
                whole = pd.concat(columns, axis=1)
                whole.columns = labels
                return whole
            case "S":
                name, index = self.decode(rest[0], depth), self.decode(rest[1], depth)
                values = [self.decode(one, depth) for one in rest[3]]
                return pd.Series(values, index=index, name=name, dtype=str(rest[2]))
            case "M":
                names = self.decode(rest[0], depth)
                return pd.MultiIndex.from_tuples(
                    [self.decode(one, depth) for one in rest[1]], names=names
                )
            case "I":
                values = [self.decode(one, depth) for one in rest[2]]
                return pd.Index(values, name=self.decode(rest[0], depth), dtype=str(rest[1]))
            case "x":
                return pd.NA if rest[0] == "NA" else pd.NaT
        return (pd.Timestamp if rest[0] == "Timestamp" else pd.Timedelta)(str(rest[1]))


_GROUPS: tuple[tuple[Any, str], ...] = ((list, "l"), (tuple, "t"), (set, "s"), (frozenset, "z"))
_PLAIN: dict[type, Any] = {
    bool: bool,
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
}


def _text(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode()


def renew(old: Any, new: Any) -> bool:
    """Make ``old`` equal to ``new`` in place; False where it cannot be."""
    if type(old) is not type(new):
        return False
    if isinstance(old, list):
        if len(old) != len(new):
            old[:] = new
            return True
        for i, (one, other) in enumerate(zip(old, new, strict=True)):
            if not renew(one, other):
                old[i] = other
        return True
    if isinstance(old, dict):
        fresh = {
            key: old[key] if key in old and renew(old[key], new[key]) else new[key] for key in new
        }
        old.clear()
        old.update(fresh)
        return True
    if isinstance(old, set | bytearray):
        old.clear()
        old.update(new) if isinstance(old, set) else old.extend(new)
        return True
    kind = type(old)  # which is asked, since a proxy has whatever the candidate's object has
    if hasattr(kind, "bit_generator"):
        old.bit_generator.state = new.bit_generator.state
        return True
    if hasattr(kind, "setstate") and hasattr(kind, "getstate"):
        old.setstate(new.getstate())
        return True
    if hasattr(kind, "_update_inplace"):
        old._update_inplace(new)
        return True
    if kind.__name__ == "ndarray" and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
        return True
    return False
