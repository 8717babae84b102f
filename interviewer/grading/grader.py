"""The interface between an interview and the graders that judge its answers."""

from typing import Any, Protocol, runtime_checkable

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Extent, Grade, Ungraded, Verdict, earned
from interviewer.grading.request import GradingRequest as GradingRequest
from interviewer.grading.tested import to_judge, with_tests, without_facts
from interviewer.grading.verification import unaccused, verified
from interviewer.llm.usage import Usage


@runtime_checkable
class Grader(Protocol):
    """Judges answers. Spans that it returns must stand in the answer; ``verified`` checks them."""

    name: str
    version: str

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer. A failure is returned as ``Ungraded``, never as a made-up grade."""
        ...


@runtime_checkable
class Preparing(Protocol):
    """A grader that can get ready before the answer is there."""

    def prepare(self, prompt: str, rubric: Rubric) -> None:
        """Do what can be done without the answer; called in a thread, and may be called twice."""
        ...


@runtime_checkable
class Slow(Protocol):
    """A grader that takes seconds, so that an interview does not wait for it."""

    slow: bool


@runtime_checkable
class Metered(Protocol):
    """A grader with a budget, which must learn what a resumed session has already used."""

    def charge(self, usage: Usage) -> None:
        """Count ``usage`` as spent."""
        ...


@runtime_checkable
class Previewing(Protocol):
    """A grader that sends answers away, and can show what it would send."""

    def preview(self, request: GradingRequest) -> dict[str, Any]:
        """Return the exact request as JSON data, without any key; nothing is sent."""
        ...


@runtime_checkable
class SelfTesting(Protocol):
    """A grader that needs a server, and can try out what the server can do."""

    async def self_test(self, request: GradingRequest) -> str:
        """Judge an answer and return a sentence on it; raise ``InterviewerError`` on failure."""
        ...


class Notice(Strict):
    """What a user must know before answers leave the machine: where to, and what."""

    host: str
    text: str


@runtime_checkable
class Sending(Protocol):
    """A grader that sends answers away, and asks for consent before it does so."""

    def notice(self) -> Notice | None:
        """Return what the user must agree to; ``None`` when nothing is left to agree to."""
        ...

    def agree(self) -> None:
        """Store the user's consent, for this server and all sessions to come."""
        ...


async def judge_verified(grader: Grader, request: GradingRequest) -> Grade | Ungraded:
    """Ask a grader, and return only what the answer bears out.

    A grader that raises, returns no grade, or judges no criterion gives ``Ungraded``: its failure
    must not end an interview. A misconception in words that may have been misheard is asked about,
    not charged. Of an answer that is too long only the beginning is judged, and the grade's
    ``extent`` says so. Criteria that tests decide are not sent to the grader; their verdicts are
    added to its own.
    """
    asked = to_judge(request)
    if asked is None:
        return with_tests(_unasked(grader, request), request)
    read = asked.shortened()
    try:
        outcome = await grader.grade(read)
    except Exception as error:  # a third party's grader may raise anything
        return Ungraded(reason=f"{type(error).__name__}: {error}", grader=grader.name)
    if isinstance(outcome, Ungraded):
        return outcome
    if not isinstance(outcome, Grade):  # a third party's grader may return anything
        return Ungraded(reason=f"it returned {type(outcome).__name__}", grader=grader.name)
    said = unaccused(verified(without_facts(outcome), read.answer), read.doubtful)
    grade = with_tests(said, request)
    if not any(row.verdict.settled for row in earned(grade, request.rubric)):
        return Ungraded(reason="no criterion was judged", grader=grader.name, usage=grade.usage)
    if read is asked:
        return grade
    extent = Extent(read=len(read.answer), of=len(request.answer))
    return grade.model_copy(update={"extent": extent})


def _unasked(grader: Grader, request: GradingRequest) -> Grade:
    """Return the grade of code without a word of explanation, which needs no grader."""
    judged_by_words = request.rubric.judged
    criteria = () if judged_by_words is None else judged_by_words.criteria
    return Grade(
        verdicts=tuple(
            Verdict(
                criterion_id=one.id,
                level="missed",
                credit=0.0,
                explanation="The code was submitted without an explanation.",
            )
            for one in criteria
        ),
        grader=grader.name,
        grader_version=grader.version,
        rubric_version=request.rubric.version,
    )
