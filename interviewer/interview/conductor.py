"""Leads an interview: stamps events, logs each before anyone sees it, and does what is next."""

from collections.abc import Callable

from interviewer import __version__
from interviewer.bank.rubric import Item
from interviewer.coding.results import Run
from interviewer.errors import BankError, InterviewerError
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import Grader
from interviewer.installed import typed
from interviewer.interview import machine
from interviewer.interview.acknowledging import acknowledgement
from interviewer.interview.bridges import BACK
from interviewer.interview.bridging import Bridging
from interviewer.interview.choosing import next_question
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    Bridge,
    CodeRun,
    DisputeWithdrawn,
    Event,
    FinishReason,
    FollowUpAsked,
    Postponed,
    QuestionAsked,
    SelfEstimated,
    SessionConfig,
    SessionFinished,
    SessionResumed,
    SessionStarted,
    Spoken,
    Submission,
    SuspicionAsked,
    Timings,
    Understood,
    VerdictDisputed,
)
from interviewer.interview.fold import apply, fold
from interviewer.interview.intents import Intent, may_clarify
from interviewer.interview.judging import Judging
from interviewer.interview.machine import Effect
from interviewer.interview.picker import pick
from interviewer.interview.ports import Clock, EventLog, ItemSource, Meaning, Phrasing
from interviewer.interview.session import Doubted, Session, Suspicion, Turn
from interviewer.interview.taking import storable, taken_as
from interviewer.interview.understanding import understand


class Conductor:
    """One live session.

    ``grader`` is the session's own. ``scout`` is an instant grader that decides on follow-ups
    while a slow one is still at work; without it the conversation waits for ``grader``.
    ``phrasing`` words what leads over to the next question, where it is quick enough.
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
        phrasing: Phrasing | None = None,
        on_change: Callable[[Session], None] | None = None,
    ) -> None:
        self.session = session
        self._log = log
        self._bank = bank
        self._judging = Judging(
            lambda: self.session, self._record_grade, grader=grader, scout=scout
        )
        self._bridging = Bridging(phrasing)
        self._clock = clock
        self.on_change = on_change

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
        phrasing: Phrasing | None = None,
    ) -> "Conductor":
        """Begin a session; ``BankError`` when no item fits the configuration."""
        if pick(bank.rows, config, ()) is None:
            raise BankError(
                "No question of the bank fits this choice.",
                remedy=f"Choose other areas, levels or kinds; '{typed('bank', 'list')}' shows all.",
            )
        started = SessionStarted(
            at=clock(), session_id=session_id, config=config, app_version=__version__
        )
        session = fold([started])
        log.append(session, started)
        return cls(
            session, log=log, bank=bank, grader=grader, clock=clock, scout=scout, phrasing=phrasing
        )

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
        phrasing: Phrasing | None = None,
    ) -> "Conductor":
        """Go on with a stored session; one that is finished is only opened."""
        session = fold(log.events(session_id))
        conductor = cls(
            session, log=log, bank=bank, grader=grader, clock=clock, scout=scout, phrasing=phrasing
        )
        if not session.finished:
            conductor._append(SessionResumed(at=clock()))
        return conductor

    @property
    def effect(self) -> Effect:
        """What is outstanding now."""
        return machine.effect(self.session)

    async def hear(
        self,
        text: str,
        *,
        transcript: str | None = None,
        timings: Timings | None = None,
        spoken: Spoken | None = None,
        doubtful: Callable[[], None] | None = None,
    ) -> Intent | None:
        """Take what the candidate says like ``say``, and ask the model about a text in doubt.

        Only then does this wait, after a call of ``doubtful``; it never fails for the model.
        """
        meaning = None
        turn, phrasing = self.session.turn, self._bridging.phrasing
        if (
            phrasing is not None
            and turn is not None
            and isinstance(self.effect, machine.AwaitCandidate)
            and may_clarify(text, turn.item.question)
        ):
            if doubtful is not None:
                doubtful()
            meaning = await phrasing.meaning(storable(text), turn.item.question)
        return self.say(
            text, meaning=meaning, transcript=transcript, timings=timings, spoken=spoken
        )

    def say(
        self,
        text: str,
        *,
        meaning: Meaning | None = None,
        transcript: str | None = None,
        timings: Timings | None = None,
        spoken: Spoken | None = None,
    ) -> Intent | None:
        """Take what the candidate says; returns the intent, or ``None`` for an answer.

        ``meaning`` is what a model made of a text in doubt. Blank text is ignored. The intents
        ``quit`` and ``next`` are the caller's to carry out, and ``unclear`` is one that the
        candidate is asked about.
        """
        turn = self._open_turn()
        if not text.strip():
            return Intent("wait")
        heard = Doubted(
            storable(text),
            None if transcript is None else storable(transcript),
            timings or Timings(),
            spoken,
        )
        intent = understand(heard.text, turn, self.session) if meaning is None else meaning.intent
        understood = meaning and Understood(by=meaning.by, usage=meaning.usage)
        if intent is not None and intent.name == "done" and turn.doubted is not None:
            intent = None  # what was in doubt is the answer
        if intent is not None and intent.name in ("quit", "next"):
            return intent
        waits = intent is not None and intent.name == "later" and self._may_wait(turn)
        self._append(
            taken_as(
                intent, heard, self.session, at=self._clock(), understood=understood, waits=waits
            )
        )
        return intent

    def ran(self, code: str, run: Run) -> None:
        """Log that the candidate ran code against the shown tests of the question."""
        turn = self._open_turn()
        self._append(CodeRun(at=self._clock(), turn=turn.number, code=storable(code), run=run))

    def submit(
        self,
        code: str,
        run: Run,
        explanation: str = "",
        *,
        reference: Run | None = None,
        transcript: str | None = None,
        timings: Timings | None = None,
        spoken: Spoken | None = None,
    ) -> None:
        """Answer a coding question: the code, what all tests gave, and what was said about it.

        The explanation is never taken for anything but an answer, and may be blank. ``reference``
        is a run of the reference solution, to compare times with.
        """
        turn = self._open_turn()
        self._append(
            AnswerSubmitted(
                at=self._clock(),
                turn=turn.number,
                answer_id=len(self.session.answers) + 1,
                text=storable(explanation),
                transcript=None if transcript is None else storable(transcript),
                timings=timings or Timings(),
                spoken=spoken,
                submission=Submission(code=storable(code), run=run, reference=reference),
            )
        )

    async def settle(self) -> Effect:
        """Do what is outstanding until the floor is the candidate's again.

        With a slow grader and a scout this does not wait for the grader: its judgements are
        logged as they come in, and one that could not be committed is raised by the next call.
        ``drain`` waits for them.
        """
        self._judging.take_up()
        while True:
            self._judging.collect()
            match machine.effect(self.session):
                case machine.AskQuestion():
                    self._word_ahead()
                    await self._bridging.wait()
                    if not self.session.finished:
                        self._ask()
                case machine.AwaitGrade(answer_id):
                    await self._judging.judge(answer_id)
                case machine.AskFollowUp(follow_up):
                    self._bridging.begin(self.session, follow_up.prompt)
                    await self._bridging.wait()
                    if self.session.finished:
                        continue
                    turn = self.session.turns[-1]
                    worded = self._bridging.take(self.session, follow_up.prompt)
                    ours = Bridge(text=acknowledgement(self.session, follow_up))
                    self._append(
                        FollowUpAsked(
                            at=self._clock(),
                            turn=turn.number,
                            follow_up_id=follow_up.id,
                            bridge=worded or ours,
                        )
                    )
                case machine.AskSuspicion(suspicion):
                    self._ask_about(suspicion)
                case machine.Finish(reason):
                    self.finish(reason)
                case rest:
                    if isinstance(rest, machine.ShowFeedback):
                        self._word_ahead()
                    if self.session.turn is not None and not self.session.finished:
                        self._judging.get_ready(self.session.turn)
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
                    bridge=self._bridge(turn.item),
                    stage=turn.stage,
                    criterion_id=turn.criterion_id,
                )
            )

    def estimate(self, value: float | None) -> None:
        """Take the candidate's guess of the score, 0..1; ``None`` when there is none."""
        if isinstance(self.effect, machine.AskEstimate):
            turn = self.session.turns[-1]
            self._append(SelfEstimated(at=self._clock(), turn=turn.number, value=value))

    def dispute(self, event: VerdictDisputed | DisputeWithdrawn) -> None:
        """Take the candidate's word against a verdict, or that it is taken back."""
        self._append(event)

    def finish(self, reason: FinishReason = "quit") -> None:
        """End the session now; does nothing to one that has ended."""
        if not self.session.finished:
            self._append(SessionFinished(at=self._clock(), reason=reason))

    async def drain(self) -> None:
        """Wait for the judgements that are under way."""
        await self._judging.drain()

    def cancel(self) -> None:
        """Give up the judgements that are under way; those answers stay ungraded."""
        self._judging.cancel()
        self._bridging.cancel()

    @property
    def judging(self) -> int:
        """How many judgements are under way."""
        return self._judging.under_way

    @property
    def at_work(self) -> dict[int, float]:
        """The ids of the answers that are being judged now, with the seconds each has taken."""
        return self._judging.at_work

    def judge_missing(self) -> None:
        """Begin to judge every answer that has no grade; ``drain`` waits for that."""
        self._judging.missing()

    async def regrade(self, *, missing: bool = False) -> list[Grade | Ungraded]:
        """Judge every answer again and return the outcomes, in the order of the answers.

        With ``missing`` only those that have no grade.
        """
        answers = [one for one in self.session.standing if not missing or one.grade is None]
        return await self._judging.again(answers)

    def _append(self, event: Event) -> None:
        session = apply(self.session, event)
        self._log.append(session, event)
        self.session = session
        if self.on_change is not None:
            self.on_change(session)

    def _record_grade(self, answer_id: int, outcome: Grade | Ungraded, provisional: bool) -> None:
        self._append(
            AnswerGraded(
                at=self._clock(), answer_id=answer_id, outcome=outcome, provisional=provisional
            )
        )

    def _open_turn(self) -> Turn:
        turn = self.session.turn
        if turn is None or not isinstance(self.effect, machine.AwaitCandidate):
            raise InterviewerError("Nothing is being asked right now.", remedy="Go on first.")
        return turn

    def _word_ahead(self) -> None:
        if self._bridging.phrasing is None or self.session.turn is None:
            return
        if isinstance(machine.after_turn(self.session), machine.AskQuestion):
            ahead = next_question(self.session, self._bank)
            if ahead is not None and ahead.stage == self.session.turn.stage:
                self._bridging.begin(self.session, ahead.item.question.prompt)

    def _bridge(self, item: Item) -> Bridge | None:
        return self._bridging.take(self.session, item.question.prompt, item.question)

    def _ask(self) -> None:
        ahead = next_question(self.session, self._bank)
        if ahead is None:
            self.finish("completed")
            return
        before = self.session.turn
        # A stage has its own words to begin with.
        opens = before is not None and before.stage != ahead.stage
        bridge = None if opens else self._bridge(ahead.item)
        if ahead.returns_to is not None:
            bridge = Bridge(text=BACK)
        self._append(
            QuestionAsked(
                at=self._clock(),
                turn=len(self.session.turns) + 1,
                item=ahead.item,
                bridge=bridge,
                stage=ahead.stage,
                criterion_id=ahead.criterion_id,
                reason=ahead.reason,
                returns_to=ahead.returns_to,
            )
        )

    def _ask_about(self, suspicion: Suspicion) -> None:
        self._append(
            SuspicionAsked(
                at=self._clock(),
                turn=self.session.turns[-1].number,
                misconception_id=suspicion.misconception_id,
                answer_id=suspicion.answer_id,
                spans=suspicion.spans,
                quote=suspicion.quote,
                question=suspicion.question,
                follow_up_id=suspicion.follow_up_id,
            )
        )

    def _may_wait(self, turn: Turn) -> bool:
        """Whether something else can be asked before the question comes back."""
        if turn.answers or turn.open_follow_up or turn.returns_to is not None:
            return False
        left = Postponed(at=self.session.last_at, turn=turn.number, said="", reply="")
        ahead = next_question(apply(self.session, left), self._bank)
        return ahead is not None and ahead.returns_to != turn.number
