"""The fixed numbers between features and verdicts, fitted on rated answers.

Each table holds (feature, knot, factor): the feature's part above the knot times the factor. A
logistic of their sum with the bias gives the share of a criterion's points that is earned, or how
sure a misconception is.
"""

CREDIT_BIAS = -4.403
CREDIT = (
    ("first", 0.0, 0.55),
    ("first", 0.5, -0.424),
    ("second", 0.0, -0.018),
    ("third", 0.0, 1.946),
    ("ordered", 0.0, 0.277),
    ("ordered", 0.5, -0.98),
    ("mass", 0.0, 2.296),
    ("competition", -0.5, -2.416),
    ("competition", 0.0, -2.797),
    ("pooled", 0.0, 1.618),
    ("listed", 0.0, -7.534),
    ("function", 0.0, 2.071),
    ("marks", 0.0, 1.57),
    ("plain", 0.0, 1.518),
    ("cohesion", 0.0, 0.505),
    ("dense", 0.0, 2.574),
    ("wide", 0.0, 2.597),
)
MISCONCEPTION_BIAS = -1.335
MISCONCEPTION = (
    ("first", 0.0, -0.499),
    ("first", 0.5, -2.94),
    ("second", 0.0, 8.086),
    ("ordered", 0.0, -0.384),
    ("ordered", 0.5, 0.04),
    ("order", 0.0, 0.427),
    ("mass", 0.0, 1.794),
    ("competition", -0.5, -5.507),
    ("competition", 0.0, -4.324),
    ("rival", 0.0, 0.257),
    ("negated", 0.0, -2.148),
    ("pooled", 0.0, -10.175),
    ("plain", 0.0, 2.521),
    ("cohesion", 0.0, -0.455),
    ("dense", 0.0, 2.988),
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
