"""An answer without the words that are meant for the grader instead of the interviewer."""

from collections.abc import Sequence

from interviewer.grading.offline.answer import Unit
from interviewer.grading.orders import order_stretches


def without_orders(read: Sequence[Unit], answer: str) -> list[Unit]:
    """Return the words of ``answer`` that stand outside of all orders to the grader."""
    orders = order_stretches(answer)
    kept: list[Unit] = []
    number = 0
    for unit in read:
        while number < len(orders) and orders[number][1] <= unit.start:
            number += 1
        if number == len(orders) or unit.start < orders[number][0]:
            kept.append(unit)
    return kept
