"""Compares the rows of a query with the expected ones."""

from collections.abc import Sequence

Cells = Sequence[object]

_TOLERANCE = 1e-6
_SHOWN = 200  # characters of a row


def difference(
    got: Sequence[Cells], want: Sequence[Cells], *, ordered: bool, tolerance: float | None
) -> str:
    """Return how the rows differ from those expected, in one sentence; empty where they agree.

    Numbers agree within ``tolerance`` (1e-6), absolute and relative, also integers with decimals.
    """
    within = _TOLERANCE if tolerance is None else tolerance
    if got and want and len(got[0]) != len(want[0]):
        return f"the result has {len(got[0])} columns, expected {len(want[0])}"
    missing = list(want)
    extra: list[Cells] = []
    for row in got:
        place = next((i for i, one in enumerate(missing) if _alike(row, one, within)), None)
        if place is None:
            extra.append(row)
        else:
            del missing[place]
    if missing or extra:
        parts = [f"{len(got)} rows, expected {len(want)}"] if len(got) != len(want) else []
        parts += [f"missing {_row(missing[0])}"] if missing else []
        parts += [f"unexpected {_row(extra[0])}"] if extra else []
        return "; ".join(parts)
    if ordered:
        for number, (row, one) in enumerate(zip(got, want, strict=True), 1):
            if not _alike(row, one, within):
                return f"the order differs: row {number} is {_row(row)}, expected {_row(one)}"
    return ""


def _alike(row: Cells, other: Cells, tolerance: float) -> bool:
    return len(row) == len(other) and all(
        _same(one, two, tolerance) for one, two in zip(row, other, strict=True)
    )


def _same(one: object, two: object, tolerance: float) -> bool:
    if isinstance(one, int | float) and isinstance(two, int | float):
        return one == two or abs(one - two) <= tolerance * max(1.0, abs(two))
    return type(one) is type(two) and one == two


def _row(row: Cells) -> str:
    text = "(" + ", ".join("NULL" if one is None else repr(one) for one in row) + ")"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
