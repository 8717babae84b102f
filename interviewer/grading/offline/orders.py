"""An answer without the words that are meant for the grader instead of the interviewer."""

from collections.abc import Sequence

from interviewer.grading.offline.answer import Unit
from interviewer.grading.orders import order_stretches


def without_orders(read: Sequence[Unit], answer: str) -> list[Unit]:
    """Return the words of ``answer`` that stand outside of all orders to the grader."""
    orders = order_stretches(answer)
    return [unit for unit in read if not any(first <= unit.start < last for first, last in orders)]
