"""Leads an interview: stamps events, logs each before anyone sees it, and does what is next."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress

from interviewer import __version__
from interviewer.bank.question import FollowUp
from interviewer.bank.rubric import Rubric
from interviewer.errors import BankError, InterviewerError
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import Grader, GradingRequest, Preparing, judged
from interviewer.interview import adaptive, machine, replies
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    AsideTaken,
    Event,
    FinishReason,
    FollowUpAsked,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionResumed,
    SessionStarted,
    Skipped,
    SkipReason,
    Spoken,
    Timings,
)
from interviewer.interview.intents import Intent, recognise
from interviewer.interview.machine import Effect
from interviewer.interview.picker import Candidate, pick
from interviewer.interview.ports import Clock, EventLog, ItemSource
from interviewer.interview.session import Answer, Session, Turn, apply, fold


class Conductor:
    """One live session.

    ``grader`` is the session's own. ``scout`` is an instant grader that decides on follow-ups
    while a slow one is still at work; without it the conversation waits for ``grader``.
    Every method that appends raises ``StoreError`` when the event cannot be committed; the
    session then stands as before.
    """

    def __init__(
        self,
        session: Session,
        *,
        log: EventLog,
        bank: ItemSource,
        grader: Grader,
        clock: Clock,
        scout: Grader | None = None,
        on_change: Callable[[Session], None] | None = None,
    ) -> None:
        self.session = session
        self._log = log
        self._bank = bank
        self._grader = grader
        self._scout = scout
        self._clock = clock
        self.on_change = on_change
        self._judging: dict[int, asyncio.Task[Grade | Ungraded]] = {}

    @classmethod
    def start(
        cls,
        config: SessionConfig,
        session_id: str,
        *,
        log: EventLog,
        bank: ItemSource,
        grader: Grader,
        clock: Clock,
        scout: Grader | None = None,
    ) -> "Conductor":
        """Begin a session; ``BankError`` when no item fits the configuration."""
        if pick(bank.rows, config, ()) is None:
            raise BankError(
                "No question of the bank fits this choice.",
                remedy="Choose other areas, levels or kinds; 'interviewer bank list' shows all.",
            )
        started = SessionStarted(
            at=clock(), session_id=session_id, config=config, app_version=__version__
        )
        session = fold([started])
        log.append(session, started)
        return cls(session, log=log, bank=bank, grader=grader, clock=clock, scout=scout)

    @classmethod
    def resume(
        cls,
        session_id: str,
        *,
        log: EventLog,
        bank: ItemSource,
        grader: Grader,
        clock: Clock,
        scout: Grader | None = None,
    ) -> "Conductor":
        """Go on with a stored session; one that is finished is only opened."""
        session = fold(log.events(session_id))
        conductor = cls(session, log=log, bank=bank, grader=grader, clock=clock, scout=scout)
        if not session.finished:
            conductor._append(SessionResumed(at=clock()))
        return conductor

    @property
    def effect(self) -> Effect:
        """What is outstanding now."""
        return machine.effect(self.session)

    def say(
        self,
        text: str,
        *,
        transcript: str | None = None,
        timings: Timings | None = None,
        spoken: Spoken | None = None,
    ) -> Intent | None:
        """Take what the candidate says; returns the intent, or ``None`` for an answer.

        Blank text is ignored. The intents ``quit`` and ``next`` are the caller's to carry out.
        """
        turn = self._open_turn()
        if not text.strip():
            return Intent("wait")
        text = _storable(text)
        transcript = None if transcript is None else _storable(transcript)
        intent = recognise(text, turn.item.question)
        if intent is None:
            self._answer(turn, text, transcript, timings or Timings(), spoken)
        elif intent.name in ("skip", "dont-know"):
            self._pass(turn, text, intent)
        elif intent.name not in ("quit", "next"):
            self._aside(turn, text, intent)
        return intent

    async def settle(self) -> Effect:
        """Do what is outstanding until the floor is the candidate's again.

        With a slow grader and a scout this does not wait for the grader: its judgements are
        logged as they come in, and one that could not be committed is raised by the next call.
        ``drain`` waits for them.
        """
        if self._scout is not None:
            # Whatever a kill or a quit interrupted is judged now.
            for answer in self.session.answers:
                if answer.provisional is not None and answer.outcome is None:
                    self._judge_aside(answer)
        while True:
            self._collect()
            match machine.effect(self.session):
                case machine.AskQuestion():
                    self._ask()
                case machine.AwaitGrade(answer_id):
                    await self._judge(answer_id)
                case machine.AskFollowUp(follow_up):
                    turn = self.session.turns[-1]
                    self._append(
                        FollowUpAsked(at=self._clock(), turn=turn.number, follow_up_id=follow_up.id)
                    )
                case machine.Finish(reason):
                    self.finish(reason)
                case rest:
                    self._get_ready()
                    return rest

    def go_on(self) -> None:
        """Leave the feedback: ask the next question, or finish."""
        if isinstance(self.effect, machine.ShowFeedback):
            match machine.after_turn(self.session):
                case machine.Finish(reason):
                    self.finish(reason)
                case machine.AskQuestion():
                    self._ask()

    def retry(self) -> None:
        """Ask the question of the turn that is over once more."""
        if isinstance(self.effect, machine.ShowFeedback):
            turn = self.session.turns[-1]
            self._append(
                QuestionAsked(
                    at=self._clock(),
                    turn=turn.number + 1,
                    item=turn.item,
                    retry_of=turn.retry_of or turn.number,
                )
            )

    def finish(self, reason: FinishReason = "quit") -> None:
        """End the session now; does nothing to one that has ended."""
        if not self.session.finished:
            self._append(SessionFinished(at=self._clock(), reason=reason))

    async def drain(self) -> None:
        """Wait for the judgements that are under way."""
        while self._judging:
            await asyncio.wait(self._judging.values())
            self._collect()

    def cancel(self) -> None:
        """Give up the judgements that are under way; those answers stay ungraded."""
        for task in self._judging.values():
            task.cancel()
        self._judging.clear()

    @property
    def judging(self) -> int:
        """How many judgements are under way."""
        return len(self._judging)

    async def regrade(self, *, missing: bool = False) -> list[Grade | Ungraded]:
        """Judge every answer again and return the outcomes, in the order of the answers.

        With ``missing`` only those that have no grade.
        """
        answers = [one for one in self.session.answers if not missing or one.grade is None]
        tasks = [asyncio.create_task(self._record(answer)) for answer in answers]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()

    def _append(self, event: Event) -> None:
        session = apply(self.session, event)
        self._log.append(session, event)
        self.session = session
        if self.on_change is not None:
            self.on_change(session)

    def _open_turn(self) -> Turn:
        turn = self.session.turn
        if turn is None or not isinstance(self.effect, machine.AwaitCandidate):
            raise InterviewerError("Nothing is being asked right now.", remedy="Go on first.")
        return turn

    def _ask(self) -> None:
        asked = set(self.session.asked)
        while True:
            row, reason = self._next(asked)
            if row is None:
                self.finish("completed")
                return
            try:
                item = self._bank.item(row.id)
            except BankError:
                # The file broke after the index was made; the catalog reports it.
                asked.add(row.id)
                continue
            number = len(self.session.turns) + 1
            self._append(QuestionAsked(at=self._clock(), turn=number, item=item, reason=reason))
            return

    def _next(self, asked: Collection[str]) -> tuple[Candidate | None, str | None]:
        """Return the next row, and the reason of an adaptive choice."""
        config, rows = self.session.config, self._bank.rows
        if not config.adaptive or config.question_ids:
            return pick(rows, config, asked), None
        chosen = adaptive.choose(rows, config, asked, adaptive.past(self.session))
        return (chosen.row, chosen.reason) if chosen else (None, None)

    def _answer(
        self,
        turn: Turn,
        text: str,
        transcript: str | None,
        timings: Timings,
        spoken: Spoken | None,
    ) -> None:
        probe = turn.open_probe
        self._append(
            AnswerSubmitted(
                at=self._clock(),
                turn=turn.number,
                answer_id=len(self.session.answers) + 1,
                follow_up_id=probe.id if probe else None,
                text=text,
                transcript=transcript,
                timings=timings,
                spoken=spoken,
            )
        )

    def _pass(self, turn: Turn, text: str, intent: Intent) -> None:
        probe = turn.open_probe
        hint_left = turn.hints < len(turn.item.question.hints)
        if intent.name == "dont-know" and probe is None and hint_left and not turn.doubts:
            self._aside(turn, text, intent)
            return
        reason: SkipReason = "dont-know" if intent.name == "dont-know" else "skipped"
        self._append(
            Skipped(
                at=self._clock(),
                turn=turn.number,
                follow_up_id=probe.id if probe else None,
                reason=reason,
                said=text,
            )
        )

    def _aside(self, turn: Turn, text: str, intent: Intent) -> None:
        now = self._clock()
        reply, name = replies.reply(intent, turn, self.session, now)
        self._append(AsideTaken(at=now, turn=turn.number, intent=name, said=text, reply=reply))

    def _collect(self) -> None:
        """Let go of the judgements that are done; raises what kept one from being logged."""
        for answer_id, task in list(self._judging.items()):
            if task.done():
                del self._judging[answer_id]
                task.result()

    def _get_ready(self) -> None:
        turn = self.session.turn
        if turn is None or self.session.finished:
            return
        for grader in (self._scout, self._grader):
            if isinstance(grader, Preparing):
                asyncio.get_running_loop().run_in_executor(
                    None, _prepare, grader, _asked(turn, turn.open_probe), turn.item.rubric
                )

    async def _judge(self, answer_id: int) -> None:
        answer = self.session.answers[answer_id - 1]
        if self._scout is None:
            await self._record(answer)
            return
        self._judge_aside(answer)
        outcome = await self._outcome(self._scout, answer)
        if self.session.answers[answer_id - 1].outcome is None:
            self._append(
                AnswerGraded(
                    at=self._clock(), answer_id=answer_id, outcome=outcome, provisional=True
                )
            )

    def _judge_aside(self, answer: Answer) -> None:
        if answer.id not in self._judging:
            self._judging[answer.id] = asyncio.create_task(self._record(answer))

    async def _record(self, answer: Answer) -> Grade | Ungraded:
        outcome = await self._outcome(self._grader, answer)
        self._append(AnswerGraded(at=self._clock(), answer_id=answer.id, outcome=outcome))
        return outcome

    async def _outcome(self, grader: Grader, answer: Answer) -> Grade | Ungraded:
        turn = self.session.turn_of(answer.id)
        probe = answer.follow_up
        request = GradingRequest(
            prompt=_asked(turn, probe),
            rubric=turn.item.rubric,
            answer=answer.text,
            probes=probe.criterion if probe else None,
            transcript=answer.transcript is not None,
        )
        return await judged(grader, request)


def _asked(turn: Turn, probe: FollowUp | None) -> str:
    prompt = turn.item.question.prompt
    return f"{prompt}\n{probe.prompt}" if probe else prompt


def _prepare(grader: Preparing, prompt: str, rubric: Rubric) -> None:
    # What fails here fails again, and is told, when an answer is judged.
    with suppress(Exception):
        grader.prepare(prompt, rubric)


def _storable(text: str) -> str:
    """Replace lone surrogates, which no encoding can keep."""
    return text.encode("utf-8", "replace").decode()
