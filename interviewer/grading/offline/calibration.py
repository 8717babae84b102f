"""The fixed numbers between features and verdicts, fitted on rated answers.

Each table holds (feature, knot, factor): the feature's part above the knot times the factor. A
logistic of their sum with the bias gives the share of a criterion's points that is earned, or how
sure a misconception is.
"""

CREDIT_BIAS = -5.972
CREDIT = (
    ("first", 0.0, 2.957),
    ("first", 0.5, -0.47),
    ("third", 0.0, 1.941),
    ("mass", 0.0, 6.029),
    ("competition", -0.6, 0.731),
    ("competition", -0.2, -2.415),
    ("competition", 0.1, -2.317),
    ("pooled", 0.0, -3.729),
    ("listed", 0.0, -7.567),
    ("listed", 0.25, -1.354),
    ("plain", 0.0, 1.516),
    ("plain", 0.5, 1.319),
    ("dense", 0.0, 6.778),
    ("dense", 0.4, -5.34),
    ("dense", 0.7, -0.064),
    ("wide", 0.0, 1.323),
    ("swapped", 0.0, -1.847),
    ("function", 0.0, 2.15),
    ("cohesion", 0.0, 0.142),
    ("vocabulary", 0.0, 0.257),
    ("vocabulary", 0.5, -3.02),
    ("believed", 0.0, -0.501),
    ("breadth", 0.0, 4.097),
    ("breadth", 0.35, 0.402),
    ("breadth", 0.7, 0.185),
    ("duel", -0.5, -2.631),
    ("duel", -0.1, 2.654),
    ("duel", 0.2, -1.562),
)
MISCONCEPTION_BIAS = -1.199
MISCONCEPTION = (
    ("first", 0.0, -3.637),
    ("first", 0.5, -4.75),
    ("second", 0.0, 12.043),
    ("mass", 0.0, 1.377),
    ("competition", -0.6, -4.049),
    ("competition", -0.2, -6.854),
    ("competition", 0.1, 0.832),
    ("pooled", 0.0, -11.229),
    ("plain", 0.0, -3.711),
    ("plain", 0.5, 10.254),
    ("dense", 0.0, 6.178),
    ("dense", 0.4, 1.914),
    ("dense", 0.7, -1.704),
    ("swapped", 0.0, -4.674),
    ("duel", -0.5, 4.399),
    ("duel", -0.1, -6.404),
    ("duel", 0.2, -0.768),
    ("opposite", 0.0, -0.34),
    ("unnegated", 0.0, 0.468),
    ("negated", 0.0, -2.561),
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
