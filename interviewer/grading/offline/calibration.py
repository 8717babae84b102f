"""The fixed numbers between features and verdicts, fitted on rated answers.

Each table holds (feature, knot, factor): the feature's part above the knot times the factor. A
logistic of their sum with the bias gives the share of a criterion's points that is earned, or how
sure a misconception is.
"""

CREDIT_BIAS = -2.106
CREDIT = (
    ("first", 0.0, 2.724),
    ("first", 0.5, -1.218),
    ("second", 0.0, 0.516),
    ("third", 0.0, 2.054),
    ("ordered", 0.0, 1.191),
    ("ordered", 0.5, 0.619),
    ("mass", 0.0, 4.955),
    ("competition", -0.5, -3.235),
    ("competition", 0.0, -2.203),
    ("pooled", 0.0, -0.845),
    ("listed", 0.0, -6.254),
)
MISCONCEPTION_BIAS = 0.905
MISCONCEPTION = (
    ("first", 0.0, -2.371),
    ("first", 0.5, 0.943),
    ("second", 0.0, 7.025),
    ("ordered", 0.0, -0.438),
    ("ordered", 0.5, 3.629),
    ("order", 0.0, -0.215),
    ("mass", 0.0, 0.479),
    ("competition", -0.5, -4.121),
    ("competition", 0.0, 0.575),
    ("rival", 0.0, 1.112),
    ("negated", 0.0, -1.289),
    ("pooled", 0.0, -6.877),
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
