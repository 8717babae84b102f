"""What an interview asks next: the item, and for which stage and reason."""

from collections.abc import Collection
from contextlib import suppress
from typing import NamedTuple

from interviewer.bank.reference import split_reference
from interviewer.bank.rubric import Item
from interviewer.errors import BankError
from interviewer.interview import adaptive, machine
from interviewer.interview.events import Stage
from interviewer.interview.picker import Candidate, pick
from interviewer.interview.ports import ItemSource
from interviewer.interview.session import Session


class Ahead(NamedTuple):
    """What is asked next: the item, its stage, its only criterion if it has just one, and why."""

    item: Item
    stage: int | None
    criterion_id: str | None
    reason: str | None


def next_question(session: Session, bank: ItemSource) -> Ahead | None:
    """Return what is to be asked after all that a session has asked; ``None`` if nothing is left.

    The same session and bank give the same choice.
    """
    asked = set(session.asked)
    while True:
        row, stage, reason = _next_row(session, bank, asked)
        if row is None:
            return None
        # A file may break after the index was made; the catalog reports it.
        with suppress(BankError):
            return Ahead(bank.item(row.id), stage, split_reference(row.id)[1], reason)
        asked.add(row.id)


def _next_row(
    session: Session, bank: ItemSource, asked: Collection[str]
) -> tuple[Candidate | None, int | None, str | None]:
    """Return the next row, its stage, and the reason of an adaptive choice.

    A stage that nothing is left for is passed over.
    """
    config = session.config
    if not config.stages or config.question_ids:
        row, reason = _choose(session, bank, asked, None)
        return row, None, reason
    for place in machine.stages_left(session):
        row, reason = _choose(session, bank, asked, config.stages[place])
        if row is not None:
            return row, place, reason
    return None, None, None


def _choose(
    session: Session, bank: ItemSource, asked: Collection[str], stage: Stage | None
) -> tuple[Candidate | None, str | None]:
    config, rows = session.config, bank.rows
    if not config.adaptive or config.question_ids:
        return pick(rows, config, asked, stage), None
    chosen = adaptive.choose(rows, config, asked, adaptive.past(session), stage)
    return (chosen.row, chosen.reason) if chosen else (None, None)
