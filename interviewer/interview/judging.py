"""Gets the answers of a live session judged, at once or while the conversation goes on."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress

from interviewer.bank.question import FollowUp
from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import Grader, GradingRequest, Preparing, judge_verified
from interviewer.interview.session import Answer, Session, Suspicion, Turn
from interviewer.speech.alignment import doubtful_spans

Record = Callable[[int, Grade | Ungraded, bool], None]
"""Logs the outcome of the answer with an id; ``True`` for a provisional one of the scout."""


class Judging:
    """Runs the judgements of one session and records each outcome.

    ``grader`` is the session's own; ``scout`` is an instant one that judges in the meantime.
    ``record`` logs an outcome, and raises ``StoreError`` when it cannot be committed.
    """

    def __init__(
        self,
        session: Callable[[], Session],
        record: Record,
        *,
        grader: Grader,
        scout: Grader | None,
    ) -> None:
        self._session = session
        self._record = record
        self._grader = grader
        self._scout = scout
        self._tasks: dict[int, asyncio.Task[Grade | Ungraded]] = {}
        self._begun: dict[int, float] = {}

    @property
    def under_way(self) -> int:
        """How many judgements run alongside the conversation."""
        return len(self._tasks)

    @property
    def at_work(self) -> dict[int, float]:
        """The ids of the answers being judged, each with the seconds taken so far."""
        if not self._begun:
            return {}
        now = asyncio.get_running_loop().time()
        return {answer_id: now - begun for answer_id, begun in self._begun.items()}

    async def judge(self, answer_id: int) -> None:
        """Judge an answer; with a scout, return as soon as there is a provisional grade.

        Where the scout has none to give, this waits for the grader too.
        """
        answer = self._session().answers[answer_id - 1]
        if self._scout is None:
            await self._finally(answer)
            return
        self._begin(answer)
        outcome = await self._outcome(self._scout, answer)
        if self._session().answers[answer_id - 1].outcome is not None:
            return
        if isinstance(outcome, Grade):
            self._record(answer_id, outcome, True)
        elif (task := self._tasks.get(answer_id)) is not None:
            await asyncio.wait([task])  # its own error is raised by ``collect``
            if task.cancelled():
                raise asyncio.CancelledError

    def restart_interrupted(self) -> None:
        """Restart the judgements that a kill or a quit interrupted."""
        if self._scout is not None:
            for answer in self._session().standing:
                if answer.provisional is not None and answer.outcome is None:
                    self._begin(answer)

    def judge_missing(self) -> None:
        """Start judging every answer without a grade, except those taken back."""
        for answer in self._session().standing:
            if answer.grade is None:
                self._begin(answer)

    def collect(self) -> None:
        """Drop the finished judgements; raise the error if one could not be logged."""
        for answer_id, task in list(self._tasks.items()):
            if task.done():
                del self._tasks[answer_id]
                task.result()

    async def drain(self) -> None:
        """Wait for the judgements that are under way."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())
            self.collect()

    def cancel(self) -> None:
        """Cancel the judgements under way; those answers stay ungraded."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._begun.clear()

    async def judge_again(self, answers: Iterable[Answer]) -> list[Grade | Ungraded]:
        """Judge these answers again, concurrently, and return the outcomes in the same order."""
        tasks = [asyncio.create_task(self._finally(answer)) for answer in answers]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()

    def prepare(self, turn: Turn) -> None:
        """Let the graders prepare for the answer to what is being asked."""
        for grader in (self._scout, self._grader):
            if isinstance(grader, Preparing):
                asyncio.get_running_loop().run_in_executor(
                    None, _prepare, grader, *_asked(turn, turn.open_follow_up)
                )

    def _begin(self, answer: Answer) -> None:
        if answer.id not in self._tasks:
            self._begun[answer.id] = asyncio.get_running_loop().time()
            self._tasks[answer.id] = asyncio.create_task(self._finally(answer))

    async def _finally(self, answer: Answer) -> Grade | Ungraded:
        try:
            outcome = await self._outcome(self._grader, answer)
        finally:
            self._begun.pop(answer.id, None)
        self._record(answer.id, outcome, False)
        return outcome

    async def _outcome(self, grader: Grader, answer: Answer) -> Grade | Ungraded:
        turn = self._session().turn_of(answer.id)
        probe = answer.follow_up
        prompt, rubric = _asked(turn, probe)
        deeper = rubric is not turn.item.rubric
        spoken = answer.spoken
        request = GradingRequest(
            prompt=prompt,
            rubric=rubric,
            answer=answer.text,
            # A deeper follow-up asks for all the points of its own rubric.
            target=None if deeper else probe.criterion if probe else turn.criterion_id,
            follow_up=probe is not None,
            before=turn.item.question.shown if deeper else "",
            transcript=answer.transcript is not None,
            doubtful=tuple(doubtful_spans(answer.text, spoken.words)) if spoken else (),
            asked_back=_asked_back(probe),
            run=answer.submission.run if answer.submission else None,
        )
        return await judge_verified(grader, request)


def _asked(turn: Turn, probe: FollowUp | Suspicion | None) -> tuple[str, Rubric]:
    """Return what is asked, and the rubric for it: a deeper follow-up brings its own."""
    prompt, rubric = turn.item.question.shown, turn.item.rubric
    if isinstance(probe, Suspicion) and probe.follow_up_id is not None:
        return f"{prompt}\n{probe.question}", rubric
    if not isinstance(probe, FollowUp):
        return prompt, rubric
    own = rubric.deeper(probe.id)
    return (f"{prompt}\n{probe.prompt}", rubric) if own is None else (probe.prompt, own)


def _asked_back(probe: FollowUp | Suspicion | None) -> str | None:
    """Return the question that asked whether a misconception was meant; ``None`` if none did."""
    plain = isinstance(probe, Suspicion) and probe.follow_up_id is None
    return probe.question if isinstance(probe, Suspicion) and plain else None


def _prepare(grader: Preparing, prompt: str, rubric: Rubric) -> None:
    # A failure here recurs, and is reported, when an answer is judged.
    with suppress(Exception):
        grader.prepare(prompt, rubric.judged or rubric)
