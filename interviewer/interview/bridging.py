"""Has a model word the bridge to what is asked next, waiting only briefly for it."""

import asyncio
from contextlib import suppress

from interviewer.bank.question import Question
from interviewer.interview.bridges import built_in_bridge
from interviewer.interview.events import Bridge
from interviewer.interview.ports import Phrase, Phrasing
from interviewer.interview.session import Session

_PATIENCE = 2.5
"""Seconds to wait for a model's bridge before the built-in words are used."""


class Bridging:
    """The bridges of one session; without ``phrasing`` all are built in."""

    def __init__(self, phrasing: Phrasing | None) -> None:
        self.phrasing = phrasing
        self._under_way: tuple[str, asyncio.Task[Phrase]] | None = None

    def begin(self, session: Session, ahead: str) -> None:
        """Start wording the bridge from the last answer to the prompt ``ahead``."""
        turn = session.turn
        if self.phrasing is None or turn is None or not turn.answers:
            return
        if self._under_way is not None and self._under_way[0] == ahead:
            return
        self.cancel()
        answer = turn.answers[-1]
        asked = answer.follow_up.prompt if answer.follow_up else turn.item.question.prompt
        phrase = self.phrasing.bridge(asked, answer.text, ahead)
        self._under_way = ahead, asyncio.create_task(phrase)

    async def wait(self) -> None:
        """Wait until the bridge is worded or the time limit has passed."""
        if self._under_way is not None:
            await asyncio.wait([self._under_way[1]], timeout=_PATIENCE)

    def take(self, session: Session, ahead: str, question: Question | None = None) -> Bridge | None:
        """Return the bridge to ``ahead``: the model's words if they are ready, else built-in ones.

        ``question`` is the question that ``ahead`` is the prompt of. Without it ``ahead`` is a
        follow-up, which gets no built-in words.
        """
        phrase = None
        if self._under_way is not None and self._under_way[0] == ahead:
            with suppress(asyncio.InvalidStateError):  # not ready yet
                phrase = self._under_way[1].result()
        self.cancel()
        if phrase is not None and phrase.text is not None and self.phrasing is not None:
            return Bridge(text=phrase.text, by=self.phrasing.name, usage=phrase.usage)
        turn = session.turn
        if turn is None or question is None:
            return None
        ours = built_in_bridge(
            turn.item.question,
            question,
            seed=session.config.seed,
            turn=turn.number + 1,
            passed=turn.main is None,
            postponed=turn.postponed,
        )
        return Bridge(text=ours, usage=phrase and phrase.usage)

    def cancel(self) -> None:
        """Cancel the wording under way."""
        if self._under_way is not None:
            self._under_way[1].cancel()
            self._under_way = None
