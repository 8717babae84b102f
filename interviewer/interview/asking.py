"""Makes the events that ask questions and follow-ups, each with its transition."""

from datetime import datetime

from interviewer.bank.question import FollowUp
from interviewer.interview import machine
from interviewer.interview.acknowledging import acknowledgement
from interviewer.interview.bridges import BACK
from interviewer.interview.bridging import Bridging
from interviewer.interview.choosing import next_question
from interviewer.interview.events import (
    Bridge,
    FollowUpAsked,
    Postponed,
    QuestionAsked,
    SuspicionAsked,
)
from interviewer.interview.fold import apply
from interviewer.interview.ports import Clock, ItemSource, Phrasing
from interviewer.interview.session import Session, Suspicion


class Asking:
    """Makes the events that ask from ``bank``; logging them is up to the caller.

    Each event returned is the next one of the session that was passed in.
    """

    def __init__(self, bank: ItemSource, phrasing: Phrasing | None, clock: Clock) -> None:
        self._bank = bank
        self._words = phrasing is not None
        self._bridging = Bridging(phrasing)
        self._clock = clock

    def word_question(self, session: Session) -> None:
        """Start wording the transition to the next question of the same stage, if there is one."""
        if not self._words or session.turn is None:
            return
        if isinstance(machine.after_turn(session), machine.AskQuestion):
            ahead = next_question(session, self._bank)
            if ahead is not None and ahead.stage == session.turn.stage:
                self._bridging.begin(session, ahead.item.question.prompt)

    def word_follow_up(self, session: Session, follow_up: FollowUp) -> None:
        """Start wording the transition to a follow-up."""
        self._bridging.begin(session, follow_up.prompt)

    async def wait_for_bridge(self) -> None:
        """Wait until the transition is worded or the time limit has passed."""
        await self._bridging.wait()

    def cancel(self) -> None:
        """Cancel the wording under way."""
        self._bridging.cancel()

    def question(self, session: Session) -> QuestionAsked | None:
        """Ask the next question; ``None`` where nothing is left."""
        ahead = next_question(session, self._bank)
        if ahead is None:
            return None
        before = session.turn
        # A stage has its own words to begin with.
        opens = before is not None and before.stage != ahead.stage
        question = ahead.item.question
        bridge = None if opens else self._bridging.take(session, question.prompt, question)
        if ahead.returns_to is not None:
            bridge = Bridge(text=BACK)
        return QuestionAsked(
            at=self._clock(),
            turn=len(session.turns) + 1,
            item=ahead.item,
            bridge=bridge,
            stage=ahead.stage,
            criterion_id=ahead.criterion_id,
            reason=ahead.reason,
            returns_to=ahead.returns_to,
        )

    def question_again(self, session: Session) -> QuestionAsked:
        """Ask the question of the newest turn once more."""
        turn = session.turns[-1]
        question = turn.item.question
        return QuestionAsked(
            at=self._clock(),
            turn=turn.number + 1,
            item=turn.item,
            retry_of=turn.retry_of or turn.number,
            bridge=self._bridging.take(session, question.prompt, question),
            stage=turn.stage,
            criterion_id=turn.criterion_id,
        )

    def follow_up(self, session: Session, follow_up: FollowUp) -> FollowUpAsked:
        """Ask a follow-up of the newest turn."""
        worded = self._bridging.take(session, follow_up.prompt)
        ours = Bridge(text=acknowledgement(session, follow_up))
        return FollowUpAsked(
            at=self._clock(),
            turn=session.turns[-1].number,
            follow_up_id=follow_up.id,
            bridge=worded or ours,
        )

    def suspicion(self, session: Session, suspicion: Suspicion) -> SuspicionAsked:
        """Ask about a misconception that the newest turn may state."""
        return SuspicionAsked(
            at=self._clock(),
            turn=session.turns[-1].number,
            misconception_id=suspicion.misconception_id,
            answer_id=suspicion.answer_id,
            spans=suspicion.spans,
            quote=suspicion.quote,
            question=suspicion.question,
            follow_up_id=suspicion.follow_up_id,
        )

    def may_wait(self, session: Session, at: datetime) -> bool:
        """Whether something else can be asked before the question of the open turn comes back.

        ``at`` is the time at which it would be left.
        """
        turn = session.turns[-1]
        if turn.answers or turn.open_follow_up or turn.returns_to is not None:
            return False
        left = apply(session, Postponed(at=at, turn=turn.number, said="", reply=""))
        if isinstance(machine.after_turn(left), machine.Finish):
            return False  # the time is up: it would never come back
        ahead = next_question(left, self._bank)
        return ahead is not None and ahead.returns_to != turn.number
