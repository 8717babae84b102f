"""Says things to a conductor, as a candidate does."""

import asyncio

from interviewer.interview.conductor import Conductor
from interviewer.interview.machine import Effect


def go(conductor: Conductor, *said: str) -> Effect:
    """Say one thing after the other and settle after each."""

    async def talk() -> Effect:
        effect = await conductor.settle()
        for text in said:
            conductor.say(text)
            effect = await conductor.settle()
        return effect

    return asyncio.run(talk())
