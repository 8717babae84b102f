"""A history to measure with: real sessions of the engine, with answers from the bank itself."""

import asyncio
import random
from datetime import UTC, datetime, timedelta

from interviewer.engine import Engine
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import Done, ShowFeedback
from interviewer.settings.load import load_settings

_FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fill(sessions: int, *, seed: int = 1) -> int:
    """Store ``sessions`` sessions in INTERVIEWER_HOME; returns how many questions the bank has.

    The newest is left unfinished.
    """
    rng = random.Random(seed)
    now = _FIRST

    def clock() -> datetime:
        nonlocal now
        now += timedelta(seconds=rng.randint(5, 40))
        return now

    engine = Engine(load_settings(), clock=clock)
    for number in range(sessions):
        now = _FIRST + timedelta(hours=26 * number)
        conductor = engine.start(SessionConfig(questions=3, seed=number, probes=0))
        asyncio.run(_lead(conductor, rng, stop_after=1 if number == sessions - 1 else None))
    count = len(engine.catalog.rows)
    engine.store.close()
    return count


async def _lead(conductor: Conductor, rng: random.Random, stop_after: int | None) -> None:
    while True:
        match await conductor.settle():
            case Done():
                return
            case ShowFeedback():
                conductor.go_on()
            case _:
                if stop_after is not None and len(conductor.session.answers) >= stop_after:
                    return
                conductor.say(_answer(conductor, rng))


def _answer(conductor: Conductor, rng: random.Random) -> str:
    turn = conductor.session.turns[-1]
    sentences = turn.item.rubric.model_answer.split(". ")
    kept = [sentence for sentence in sentences if rng.random() < 0.6] or sentences[:1]
    return ". ".join(kept)
