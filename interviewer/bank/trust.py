"""How far the offline grader agrees with readers of real answers, by what a rubric provides.

The figures are those of docs/grading.md: r, and root mean square error in points of 100.
"""

WITH_WORDINGS = "r 0.73, 10.5 points RMSE"
STATEMENTS_ALONE = "r 0.65, 12.7 points RMSE"
REFERENCE_ALONE = "r 0.53, 14.9 points RMSE"
