"""The fixed numbers between features and verdicts, fitted on rated answers.

Each table holds (feature, knot, factor): the feature's part above the knot times the factor. A
logistic of their sum with the bias gives the share of a criterion's points that is earned, or how
sure a misconception is.
"""

CREDIT_BIAS = -4.263
CREDIT = (
    ("first", 0.0, 1.92),
    ("first", 0.5, -0.33),
    ("third", 0.0, 0.27),
    ("mass", 0.0, 2.228),
    ("competition", -0.6, -1.67),
    ("competition", -0.2, 1.286),
    ("competition", 0.1, 3.074),
    ("pooled", 0.0, -2.575),
    ("listed", 0.0, -4.403),
    ("plain", 0.0, 2.403),
    ("dense", 0.0, 3.442),
    ("wide", 0.0, 0.312),
    ("swapped", 0.0, -2.318),
    ("function", 0.0, 2.308),
    ("cohesion", 0.0, 0.528),
    ("vocabulary", 0.0, -0.811),
    ("believed", 0.0, -0.412),
    ("breadth", 0.0, 3.782),
)
MISCONCEPTION_BIAS = -3.493
MISCONCEPTION = (
    ("first", 0.0, -0.174),
    ("first", 0.5, -3.124),
    ("second", 0.0, 8.273),
    ("ordered", 0.0, -2.603),
    ("ordered", 0.5, 0.638),
    ("order", 0.0, 1.681),
    ("mass", 0.0, 2.279),
    ("competition", -0.6, -2.822),
    ("competition", -0.2, -2.681),
    ("competition", 0.1, -0.337),
    ("rival", 0.0, -0.298),
    ("negated", 0.0, -1.85),
    ("pooled", 0.0, -9.86),
    ("plain", 0.0, 3.86),
    ("dense", 0.0, 4.597),
    ("swapped", 0.0, -3.198),
)

LEAST = 0.1
"""A smaller share of the points is none: the criterion is missed."""
MET = 0.7
"""From this share on, a criterion is met."""
FULL = 0.93
"""A greater share earns all points."""
FOUND = 0.5
"""From this sureness on, a misconception is reported."""
NEAR = 0.1
"""A share or sureness as near as this to a threshold is borderline."""
