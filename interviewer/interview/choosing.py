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
from interviewer.interview.session import Session, Turn

LEFT_FOR_LATER = "You wanted to come back to this one."


class Ahead(NamedTuple):
    """What is asked next: the item, its stage, its criterion if it is about only one, and why.

    ``returns_to`` is the number of the turn in which the question was left for later.
    """

    item: Item
    stage: int | None
    criterion_id: str | None
    reason: str | None
    returns_to: int | None = None


def next_question(session: Session, bank: ItemSource) -> Ahead | None:
    """Return what a session asks next; ``None`` if nothing is left.

    The same session and bank give the same choice. A question left for later comes back at the end
    of its stage if there is time, otherwise at the end of the session.
    """
    new = _new_question(session, bank) if machine.may_ask_new(session) else None
    waiting = session.waiting
    if new is None:
        return _back(session, waiting[0]) if waiting else None
    now = session.turn
    if now is not None and new.stage != now.stage and not machine.stage_is_late(session):
        # A question that was only just left would come straight back.
        here = [one for one in waiting if one.stage == now.stage and one is not now]
        return _back(session, here[0]) if here else new
    return new


def _back(session: Session, left: Turn) -> Ahead:
    stage = session.turns[-1].stage
    return Ahead(left.item, stage, left.criterion_id, LEFT_FOR_LATER, left.number)


def _new_question(session: Session, bank: ItemSource) -> Ahead | None:
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

    A stage with no question left is skipped.
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
