"""Chooses what to review: missed points that are due, as questions of the bank or parts of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interviewer.bank.part import can_be_asked_alone
from interviewer.bank.reference import reference
from interviewer.errors import BankError
from interviewer.interview.picker import eligible

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.interview.events import SessionConfig
    from interviewer.learning.reviews import Card


def reviews_to_ask(
    cards: "Sequence[Card]", catalog: "Catalog", config: "SessionConfig", most: int
) -> tuple[str, ...]:
    """Return at most ``most`` reviews, in the form of ``SessionConfig.question_ids``.

    ``cards`` are those due, longest overdue first. A point without a follow-up in the bank is
    reviewed by its whole question, once the question's other points are no longer due. ``config``
    limits areas, levels and kinds.
    """
    allowed = {row.id for row in eligible(catalog.rows, config)}
    due = [card for card in cards if card.question_id in allowed]
    points: dict[str, list[str]] = {}
    for card in due:
        points.setdefault(card.question_id, []).append(card.criterion_id)
    names: dict[str, None] = {}
    for card in due:
        if len(names) == most:
            break
        try:
            item = catalog.item(card.question_id)
        except BankError:
            continue  # the file broke after the index was made; the catalog reports it
        if can_be_asked_alone(item, card.criterion_id):
            names[reference(card.question_id, card.criterion_id)] = None
        elif not any(can_be_asked_alone(item, point) for point in points[card.question_id]):
            names[card.question_id] = None
    return tuple(names)
