"""From the strength of a match to the share of a criterion's points."""

MET = 0.7
PARTIAL = 0.2
CLEAR = 0.08
MISCONCEPTION = 0.72

# Strength of the match and credit, with straight lines between; fitted on rated answers.
_TABLE = ((0.0, 0.0), (0.35, 0.0), (0.55, 0.4), (0.75, 0.95), (0.8, 1.0), (1.0, 1.0))


def credit(strength: float) -> float:
    """Return the share of the points, 0..1, that a match of ``strength`` (0..1) earns."""
    for (low, base), (high, top) in zip(_TABLE, _TABLE[1:], strict=False):
        if strength <= high:
            return round(base + (top - base) * (strength - low) / (high - low), 3)
    return 1.0
