"""What a grader is asked."""

from interviewer.bank.rubric import Rubric
from interviewer.bank.strict import Strict
from interviewer.coding.results import Run
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
    ``run`` is what the submitted code of a coding question gave: facts, which ``judged`` turns into
    verdicts, and no grader is asked about.
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
    run: Run | None = None

    def shortened(self) -> "GradingRequest":
        """Return the request with as much of the answer as is read; mostly itself."""
        read = readable(self.answer)
        return self if read is self.answer else self.model_copy(update={"answer": read})
