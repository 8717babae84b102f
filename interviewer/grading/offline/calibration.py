"""The fixed numbers between features and verdicts, fitted on rated answers.

Each table holds (feature, knot, factor): the feature's part above the knot times the factor. A
logistic of their sum with the bias gives the share of a criterion's points that is earned, or how
sure a misconception is.
"""

CREDIT_BIAS = -4.279
CREDIT = (
    ("first", 0.0, 1.219),
    ("first", 0.5, -0.343),
    ("third", 0.0, -0.042),
    ("mass", 0.0, 2.444),
    ("competition", -0.6, -1.141),
    ("competition", -0.2, 0.764),
    ("competition", 0.1, 2.715),
    ("pooled", 0.0, -1.273),
    ("listed", 0.0, -4.501),
    ("plain", 0.0, 2.204),
    ("dense", 0.0, 3.347),
    ("wide", 0.0, 0.293),
    ("swapped", 0.0, -1.882),
    ("function", 0.0, 2.37),
    ("cohesion", 0.0, 0.716),
    ("vocabulary", 0.0, -0.302),
    ("believed", 0.0, -1.066),
    ("breadth", 0.0, 3.212),
)
MISCONCEPTION_BIAS = 0.531
MISCONCEPTION = (
    ("first", 0.0, 0.45),
    ("first", 0.5, -4.517),
    ("second", 0.0, 9.351),
    ("ordered", 0.0, 0.975),
    ("ordered", 0.5, 1.85),
    ("order", 0.0, -1.682),
    ("mass", 0.0, 5.575),
    ("competition", -0.6, -2.96),
    ("competition", -0.2, -2.58),
    ("competition", 0.1, -0.552),
    ("rival", 0.0, -2.333),
    ("negated", 0.0, -1.459),
    ("pooled", 0.0, -9.312),
)

LEAST = 0.1
"""A smaller share of the points is none: the criterion is missed."""
MET = 0.7
"""From this share on, a criterion is met."""
FULL = 0.93
"""A greater share earns all points."""
FLOOR = 0.17
"""Less of a claim's vocabulary in any one place than this earns nothing."""
FOUND = 0.5
"""From this sureness on, a misconception is reported."""
NEAR = 0.1
"""A share or sureness as near as this to a threshold is borderline."""
