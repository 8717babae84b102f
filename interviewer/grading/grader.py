"""The seam between an interview and whoever judges its answers."""

from typing import Any, Protocol, runtime_checkable

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Extent, Grade, Ungraded, Verdict
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
    """What a grader may offer as well: to get ready before the answer is there."""

    def prepare(self, prompt: str, rubric: Rubric) -> None:
        """Do what can be done without the answer; called in a thread, and may be called twice."""
        ...


@runtime_checkable
class Slow(Protocol):
    """What a grader that takes seconds says of itself: an interview does not wait for it."""

    slow: bool


@runtime_checkable
class Metered(Protocol):
    """What a grader with a budget offers: it learns what a session that goes on has used up."""

    def charge(self, usage: Usage) -> None:
        """Count ``usage`` as spent."""
        ...


@runtime_checkable
class Previewing(Protocol):
    """What a grader that sends answers away offers: to show what it would send."""

    def preview(self, request: GradingRequest) -> dict[str, Any]:
        """Return the exact request as JSON data, without any key; nothing is sent."""
        ...


@runtime_checkable
class SelfTesting(Protocol):
    """What a grader that needs a server offers: to try out what the server can do."""

    async def self_test(self, request: GradingRequest) -> str:
        """Try it on an answer and return a sentence; ``InterviewerError`` when it fails."""
        ...


class Notice(Strict):
    """What a user must know before answers leave the machine: where to, and what."""

    host: str
    text: str


@runtime_checkable
class Sending(Protocol):
    """What a grader that sends answers away offers: to ask before it does so."""

    def notice(self) -> Notice | None:
        """Return what is to be agreed to; ``None`` when nothing is, or all has been."""
        ...

    def agree(self) -> None:
        """Keep that the user agrees, for this server and all sessions to come."""
        ...


async def judged(grader: Grader, request: GradingRequest) -> Grade | Ungraded:
    """Ask a grader, and let through only what the answer bears out.

    A grader that raises gives ``Ungraded``: a failure of its own must not end an interview. What is
    stated in words that may have been misheard is asked back, not charged. Of an answer that is too
    long only the beginning is judged, and the grade's ``extent`` says so. What tests decide is not
    asked of the grader, and stands beside what it says.
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
    said = unaccused(verified(without_facts(outcome), read.answer), read.doubtful)
    grade = with_tests(said, request)
    if read is asked:
        return grade
    extent = Extent(read=len(read.answer), of=len(request.answer))
    return grade.model_copy(update={"extent": extent})


def _unasked(grader: Grader, request: GradingRequest) -> Grade:
    """Return the grade of code without a word of explanation, which nobody has to read."""
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
