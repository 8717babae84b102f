"""Runs an interview: timestamps events, logs each before it is shown, and takes the next step."""

from collections.abc import Callable
from datetime import datetime
from typing import Unpack

from interviewer import __version__
from interviewer.coding.results import Run
from interviewer.errors import BankError, InterviewerError
from interviewer.grading.grade import Grade, Ungraded
from interviewer.installed import typed
from interviewer.interview import machine
from interviewer.interview.asking import Asking
from interviewer.interview.events import (
    AnswerGraded,
    CodeRun,
    DisputeWithdrawn,
    Event,
    FinishReason,
    HeardSpeech,
    SelfEstimated,
    SessionConfig,
    SessionFinished,
    SessionResumed,
    SessionStarted,
    Submission,
    Timings,
    Understood,
    VerdictDisputed,
)
from interviewer.interview.fold import apply, fold
from interviewer.interview.intents import Intent, may_clarify
from interviewer.interview.judging import Judging
from interviewer.interview.machine import Effect
from interviewer.interview.picker import pick
from interviewer.interview.ports import Meaning, Parts
from interviewer.interview.session import Session, Turn
from interviewer.interview.taking import code_submitted, event_for, heard, storable
from interviewer.interview.understanding import understand


class Conductor:
    """One live session; ``on_change`` is called with it after every event.

    Every method that appends raises ``StoreError`` when the event cannot be committed; the
    session is then unchanged.
    """

    def __init__(
        self,
        session: Session,
        *,
        on_change: Callable[[Session], None] | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        self.session = session
        self.on_change = on_change
        self._log = parts["log"]
        self._clock = parts["clock"]
        self._phrasing = parts.get("phrasing")
        self._asking = Asking(parts["bank"], self._phrasing, self._clock)
        self._judging = Judging(
            lambda: self.session,
            self._record_grade,
            grader=parts["grader"],
            scout=parts.get("scout"),
        )

    @classmethod
    def start(cls, config: SessionConfig, session_id: str, **parts: Unpack[Parts]) -> "Conductor":
        """Begin a session; raise ``BankError`` when no item fits the configuration."""
        if pick(parts["bank"].rows, config, ()) is None:
            raise BankError(
                "No question of the bank fits this choice.",
                remedy=f"Choose other areas, levels or kinds; '{typed('bank', 'list')}' shows all.",
            )
        started = SessionStarted(
            at=parts["clock"](), session_id=session_id, config=config, app_version=__version__
        )
        session = fold([started])
        parts["log"].append(session, started)
        return cls(session, **parts)

    @classmethod
    def resume(
        cls, session_id: str, *, left_at: datetime | None = None, **parts: Unpack[Parts]
    ) -> "Conductor":
        """Continue a stored session that was left at ``left_at``; a finished one is only opened."""
        conductor = cls(fold(parts["log"].events(session_id)), **parts)
        if not conductor.session.finished:
            conductor._append(SessionResumed(at=conductor._clock(), left_at=left_at))
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
        spoken: HeardSpeech | None = None,
        doubtful: Callable[[], None] | None = None,
    ) -> Intent | None:
        """Take what the candidate says like ``say``, but ask the model first if it is in doubt.

        Only in that case does this wait, after calling ``doubtful``. It does not raise if the
        model fails.
        """
        meaning = None
        turn = self.session.turn if isinstance(self.effect, machine.AwaitCandidate) else None
        if self._phrasing and turn and may_clarify(text, turn.item.question):
            if doubtful is not None:
                doubtful()
            meaning = await self._phrasing.meaning(storable(text), turn.item.question)
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
        spoken: HeardSpeech | None = None,
    ) -> Intent | None:
        """Take what the candidate says; return the intent, or ``None`` for an answer.

        ``meaning`` is a model's reading of a text in doubt. Blank text is ignored. The caller must
        carry out the intents ``quit`` and ``next``; on ``unclear`` the candidate is asked.
        """
        turn = self._open_turn()
        if not text.strip():
            return Intent("wait")
        said = heard(text, transcript=transcript, timings=timings, spoken=spoken)
        read = None if meaning is None or meaning.failed else meaning
        intent = read.intent if read else understand(said.text, turn, self.session)
        if intent is not None and intent.name == "done" and turn.doubted is not None:
            intent = None  # what was in doubt is the answer
        if intent is None or intent.name not in ("quit", "next"):
            understood = meaning and Understood(by=meaning.by, usage=meaning.usage)
            may_wait, now = self._asking.may_wait, self._clock()
            event = event_for(
                intent, said, self.session, at=now, understood=understood, may_wait=may_wait
            )
            self._append(event)
        return intent

    def log_run(self, code: str, run: Run) -> None:
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
        reply: str | None = None,
        transcript: str | None = None,
        timings: Timings | None = None,
        spoken: HeardSpeech | None = None,
    ) -> None:
        """Answer a coding question: the code, what all tests gave, and what was said about it.

        The explanation is always taken as an answer, and may be blank; ``reply`` is what was said
        instead of one. ``reference`` is a run of the solution, to compare times with.
        """
        self._open_turn()
        said = heard(explanation, transcript=transcript, timings=timings, spoken=spoken)
        code_run = Submission(code=storable(code), run=run, reference=reference)
        now = self._clock()
        self._append(code_submitted(said, code_run, self.session, at=now, reply=reply))

    async def settle(self) -> Effect:
        """Do what is outstanding until it is the candidate's turn again.

        With a slow grader and a scout this does not wait for the grader: its judgements are
        logged as they come in, and the next call raises the error of one that could not be
        committed. ``drain`` waits for them.
        """
        self._judging.restart_interrupted()
        while True:
            self._judging.collect()
            match machine.effect(self.session):
                case machine.AskQuestion():
                    self._asking.word_question(self.session)
                    await self._asking.wait_for_bridge()
                    if not self.session.finished:
                        self._ask()
                case machine.AwaitGrade(answer_id):
                    await self._judging.judge(answer_id)
                case machine.AskFollowUp(follow_up):
                    self._asking.word_follow_up(self.session, follow_up)
                    await self._asking.wait_for_bridge()
                    if not self.session.finished:
                        self._append(self._asking.follow_up(self.session, follow_up))
                case machine.AskSuspicion(suspicion):
                    self._append(self._asking.suspicion(self.session, suspicion))
                case machine.Finish(reason):
                    self.finish(reason)
                case rest:
                    if isinstance(rest, machine.ShowFeedback):
                        self._asking.word_question(self.session)
                    if self.session.turn is not None and not self.session.finished:
                        self._judging.prepare(self.session.turn)
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
        """Ask the question of the finished turn again."""
        if isinstance(self.effect, machine.ShowFeedback):
            self._append(self._asking.question_again(self.session))

    def estimate(self, value: float | None) -> None:
        """Take the candidate's guess of the score, 0..1; ``None`` if they decline."""
        if isinstance(self.effect, machine.AskEstimate):
            turn = self.session.turns[-1]
            self._append(SelfEstimated(at=self._clock(), turn=turn.number, value=value))

    def dispute(self, event: VerdictDisputed | DisputeWithdrawn) -> None:
        """Record that the candidate disputes a verdict, or withdraws a dispute."""
        self._append(event)

    def finish(self, reason: FinishReason = "quit") -> None:
        """End the session now; does nothing to one that has ended."""
        if not self.session.finished:
            self._append(SessionFinished(at=self._clock(), reason=reason))

    async def drain(self) -> None:
        """Wait for the judgements that are under way."""
        await self._judging.drain()

    def cancel(self) -> None:
        """Cancel the judgements under way; those answers stay ungraded."""
        self._judging.cancel()
        self._asking.cancel()

    @property
    def judging(self) -> int:
        """How many judgements are under way."""
        return self._judging.under_way

    @property
    def at_work(self) -> dict[int, float]:
        """The ids of the answers being judged now, each with the seconds taken so far."""
        return self._judging.at_work

    def judge_missing(self) -> None:
        """Start judging every standing answer without a grade; ``drain`` waits for the results."""
        self._judging.judge_missing()

    async def regrade(self, *, missing: bool = False) -> list[Grade | Ungraded]:
        """Judge every answer again and return the outcomes, in the order of the answers.

        With ``missing`` only those that have no grade.
        """
        answers = [one for one in self.session.standing if not missing or one.grade is None]
        return await self._judging.judge_again(answers)

    def _append(self, event: Event) -> None:
        session = apply(self.session, event)
        self._log.append(session, event)
        self.session = session
        if self.on_change is not None:
            self.on_change(session)

    def _record_grade(self, answer_id: int, outcome: Grade | Ungraded, provisional: bool) -> None:
        graded = AnswerGraded(
            at=self._clock(), answer_id=answer_id, outcome=outcome, provisional=provisional
        )
        self._append(graded)

    def _open_turn(self) -> Turn:
        if not isinstance(self.effect, machine.AwaitCandidate):
            raise InterviewerError("Nothing is being asked right now.", remedy="Go on first.")
        return self.session.turns[-1]

    def _ask(self) -> None:
        asked = self._asking.question(self.session)
        if asked is None:
            self.finish("completed")
        else:
            self._append(asked)
