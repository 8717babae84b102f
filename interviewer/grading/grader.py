"""The seam between an interview and whoever judges its answers."""

from typing import Any, Protocol, runtime_checkable

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Extent, Grade, Ungraded, unaccused, verified
from interviewer.llm.usage import Usage
from interviewer.text.length import readable


class GradingRequest(Strict):
    """One answer to be judged.

    ``prompt`` is what was asked: the question, or the follow-up that the answer replies to.
    ``before`` is what was asked before a follow-up that goes deeper, whose ``rubric`` is its own: a
    judge reads it, and no word of it is discounted. ``follow_up`` says that the answer replies to
    a follow-up, and ``target`` names the criterion that it is about. ``asked_back`` is the
    question whether a suspected misconception is meant, where the answer replies to that; it is no
    part of ``prompt``, whose words a grader may discount: a correction has to use them.
    ``transcript`` says that the answer was spoken, so that a grader allows for misheard words, and
    ``doubtful`` are the stretches of it (begin and end in code points) of whose words speech
    recognition was not sure: no misconception is charged on them.
    """

    prompt: str
    rubric: Rubric
    answer: str
    target: str | None = None
    follow_up: bool = False
    before: str = ""
    transcript: bool = False
    doubtful: tuple[tuple[int, int], ...] = ()
    asked_back: str | None = None

    def shortened(self) -> "GradingRequest":
        """Return the request with as much of the answer as is read; mostly itself."""
        read = readable(self.answer)
        return self if read is self.answer else self.model_copy(update={"answer": read})


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
    long only the beginning is judged, and the grade's ``extent`` says so.
    """
    read = request.shortened()
    try:
        outcome = await grader.grade(read)
    except Exception as error:  # a third party's grader may raise anything
        return Ungraded(reason=f"{type(error).__name__}: {error}", grader=grader.name)
    if isinstance(outcome, Ungraded):
        return outcome
    grade = unaccused(verified(outcome, read.answer), read.doubtful)
    if read is request:
        return grade
    extent = Extent(read=len(read.answer), of=len(request.answer))
    return grade.model_copy(update={"extent": extent})
