"""The grader that asks a language model, and believes only what the answer bears out."""

import asyncio
import time
from collections.abc import Sequence
from copy import copy
from typing import Any, TypeVar

from interviewer.bank.rubric import Rubric
from interviewer.errors import InterviewerError, UsageError
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import Grader, GradingRequest, Notice
from interviewer.grading.llm.evidence import Evidence
from interviewer.grading.llm.fitness import CheckResult, JudgeChecks
from interviewer.grading.llm.permission import Permission
from interviewer.grading.llm.prompt import PROMPT_VERSION, UNPROVED, messages, ordered
from interviewer.grading.llm.schema import Sheet, full_sheet
from interviewer.grading.llm.verdicts import (
    Votes,
    checked,
    confidence,
    disputed,
    findings,
    unfit,
    unproved,
    verdicts,
)
from interviewer.grading.unavailable import UnavailableGrader
from interviewer.grading.verification import verified
from interviewer.llm.budget import Budget
from interviewer.llm.capability import Capability, Memory
from interviewer.llm.client import Connection, load
from interviewer.llm.errors import Fault
from interviewer.llm.replies import Message
from interviewer.llm.server import Server
from interviewer.llm.structured import ModelClient, Options, ReplyForm, Sleep, UsageMeter
from interviewer.llm.usage import Usage
from interviewer.settings.load import Settings
from interviewer.userdata import locations

T = TypeVar("T")
NAME = "llm"
VERSION = "2"
_MORE_VOTES = (1, 2)


class LlmGrader:
    """Asks the model of ``settings``, and again where its verdicts are disputed.

    ``baseline`` is another grader, with whose verdicts the model's are compared; ``sleep`` waits
    between tries. Raises ``UsageError`` for settings that name no model or no server.
    """

    name = NAME
    version = VERSION
    slow = True

    def __init__(
        self, settings: Settings, baseline: Grader, *, sleep: Sleep = asyncio.sleep
    ) -> None:
        if not settings.model:
            raise UsageError(
                "The grader 'llm' needs a model.",
                remedy="Give --model, or set 'model' (and 'base_url') in the settings.",
            )
        self._baseline = baseline
        self._seed = settings.llm_seed
        self._model = settings.model
        self._server = Server(settings.base_url, settings.key_env)
        self._permission = Permission(self._server, self._model, allowed=settings.allow_remote)
        self._at_once = settings.llm_concurrency or self._server.at_once
        self._budget = Budget(settings.budget, (settings.price_in, settings.price_out))
        self._checks = JudgeChecks(locations.judge_checks_path())
        self._client = ModelClient(
            self._server,
            Options(
                model=settings.model,
                temperature=settings.temperature,
                seed=settings.llm_seed,
                reply_tokens=settings.reply_tokens,
                concurrency=self._at_once,
                reasoning_effort=settings.reasoning_effort,
                extra_body=settings.extra_body,
            ),
            connection=Connection(self._server, settings.timeout, settings.headers),
            memory=Memory(locations.capabilities_path()),
            budget=self._budget,
            sleep=sleep,
        )

    @classmethod
    def from_settings(cls, settings: Settings, baseline: Grader) -> "LlmGrader":
        """Make the grader for the registry."""
        return cls(settings, baseline)

    def __repr__(self) -> str:
        """Name the model and the server, and nothing else."""
        return f"LlmGrader({self._model!r} at {self._server.shown})"

    @property
    def at_once(self) -> int:
        """How many requests run at once."""
        return self._at_once

    @property
    def model(self) -> str:
        """The model's name on its server."""
        return self._model

    @property
    def place(self) -> str:
        """The model and its server, for showing."""
        return f"{self._model} at {self._server.shown}"

    def alone(self) -> "LlmGrader":
        """Return a grader that gives the model's own verdicts, without comparing them."""
        other = copy(self)
        other._baseline = UnavailableGrader("none", "not asked")
        return other

    def keep_check(self, found: CheckResult) -> None:
        """Store what a check of this model has shown, for its grades; raises ``OSError``."""
        self._checks.put(self._server.url, self._model, PROMPT_VERSION, found)

    def charge(self, usage: Usage) -> None:
        """Count what the session has used up before."""
        self._budget.charge(usage)

    def prepare(self, prompt: str, rubric: Rubric) -> None:
        """Import the client and what evidence is checked with, while the candidate thinks."""
        load()
        Evidence(GradingRequest(prompt=prompt, rubric=rubric, answer="a word"))

    def notice(self) -> Notice | None:
        """Return what would leave this machine, until the user has agreed to it; then ``None``."""
        return self._permission.notice()

    def agree(self) -> None:
        """Store the consent to send answers to this server."""
        self._permission.give()

    async def reply(
        self, system: str, body: Sequence[str], form: ReplyForm[T]
    ) -> tuple[T | None, Usage]:
        """Ask the model for something other than a judgement, with the same budget and consent."""
        meter = UsageMeter()
        if self.notice() is not None:
            return None, meter.usage

        def chat(note: str) -> list[Message]:
            return [
                {"role": "system", "content": system},
                {"role": "user", "content": "\n".join([*body, note] if note else body)},
            ]

        try:
            return await self._client.ask(chat, form, meter), meter.usage
        except Fault:
            return None, meter.usage

    def preview(self, request: GradingRequest) -> dict[str, Any]:
        """Return the first request exactly as it would be sent; empty where none would be."""
        evidence = Evidence(request)
        sheet = full_sheet(request.rubric, evidence.count)
        if sheet.empty:
            return {}
        return {
            "url": f"{self._server.shown}/chat/completions",
            "body": self._client.body(messages(request, sheet, evidence, self._seed), sheet),
        }

    async def self_test(self, request: GradingRequest) -> str:
        """Find out anew by one judgement what the server can do; ``InterviewerError`` if it fails.

        Return what the server takes and how long a reply took, as a sentence.
        """
        self._client.forget()
        meter = UsageMeter()
        await asyncio.to_thread(load)
        begun = time.perf_counter()
        evidence = Evidence(request)
        votes = await self._votes(
            request, full_sheet(request.rubric, evidence.count), evidence, meter, vote=0
        )
        if isinstance(votes, Fault):
            raise InterviewerError(f"{votes.reason}.")
        counted = "guesses at tokens" if meter.usage.estimated else "counts tokens"
        return (
            f"{self.place} replied in {time.perf_counter() - begun:.1f} s, takes "
            f"{self._client.capability or Capability()}, {counted}"
        )

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer; whatever goes wrong gives ``Ungraded`` with the reason."""
        meter = UsageMeter()
        # A rubric of figures alone is decided here, and nothing is sent.
        notice = None if full_sheet(request.rubric, clauses=1).empty else self.notice()
        if notice is not None:
            return Ungraded(
                reason=f"nothing is sent to {notice.host} before you agree; give --yes-send, or "
                "set allow_remote = true",
                grader=NAME,
            )
        try:
            return await self._judged(request, meter)
        except Fault as fault:
            return Ungraded(reason=fault.reason, grader=NAME, usage=meter.usage)

    async def _judged(self, request: GradingRequest, meter: UsageMeter) -> Grade:
        rubric, evidence = request.rubric, Evidence(request)
        other = asyncio.create_task(self._baseline.grade(request))
        try:
            sheet = full_sheet(rubric, evidence.count)
            first = await self._votes(request, sheet, evidence, meter, vote=0)
            baseline = await other
        finally:
            other.cancel()
        if isinstance(first, Fault):
            raise first
        criteria, wrong = first
        again = unproved(criteria, wrong, evidence.count)
        if not again.empty:
            better = await self._votes(request, again, evidence, meter, vote=0, note=UNPROVED)
            if isinstance(better, Fault):
                raise better  # to call these missed would be a verdict that nobody gave
            criteria |= better[0]
            wrong |= better[1]
        contested = disputed(criteria, wrong, baseline, evidence.count)
        rounds: list[tuple[Votes, Votes]] = []
        if not contested.empty:
            asked = await asyncio.gather(
                *(
                    self._votes(request, contested, evidence, meter, vote=vote)
                    for vote in _MORE_VOTES
                )
            )
            rounds = [votes for votes in asked if not isinstance(votes, Fault)]
        doubted: tuple[str, ...] = ()
        if len(rounds) < len(_MORE_VOTES):  # two votes make no majority
            rounds, doubted = [], contested.misconceptions
        grade = self._grade(request, [(criteria, wrong), *rounds], baseline, doubted)
        if unfit(grade.verdicts, rubric):
            raise Fault(
                f"{self._model} gave credit without saying where the answer earns it, for most of "
                "the points; it is not fit to judge this answer: try a larger model"
            )
        return verified(grade, request.answer).model_copy(update={"usage": meter.usage})

    async def _votes(
        self,
        request: GradingRequest,
        sheet: Sheet,
        evidence: Evidence,
        meter: UsageMeter,
        *,
        vote: int,
        note: str = "",
    ) -> "tuple[Votes, Votes] | Fault":
        """Ask for one judgement of ``sheet``; a failure is returned, for a caller to weigh."""
        if sheet.empty:
            return {}, {}
        sheet = ordered(sheet, request, self._seed, vote)

        def chat(remark: str) -> Sequence[Message]:
            said = " ".join(part for part in (note, remark) if part)
            return messages(request, sheet, evidence, self._seed + vote, said)

        try:
            judgement = await self._client.ask(chat, sheet, meter, vote)
        except Fault as fault:
            return fault
        return checked(judgement, sheet, request.rubric, evidence)

    def _grade(
        self,
        request: GradingRequest,
        votes: Sequence[tuple[Votes, Votes]],
        baseline: Grade | Ungraded,
        doubted: Sequence[str],
    ) -> Grade:
        rubric = request.rubric
        checked_as = self._checks.get(self._server.url, self._model, PROMPT_VERSION)
        made = verdicts(request, [ballot[0] for ballot in votes], baseline)
        found = findings(rubric, [ballot[1] for ballot in votes], doubted)
        return Grade(
            verdicts=made,
            misconceptions=found,
            grader=NAME,
            grader_version=VERSION,
            rubric_version=rubric.version,
            model=self._model,
            prompt_version=PROMPT_VERSION,
            fitness=checked_as.fitness if checked_as else None,
            confidence=confidence(made, found),
        )
