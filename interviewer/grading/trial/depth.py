"""The replies to deeper follow-ups, tried on the model reply that the rubric gives for each."""

from collections.abc import Callable, Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import Breach
from interviewer.grading.grade import Grade, Ungraded, earned, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.trial import bounds
from interviewer.grading.verification import verified


def reply_breaches(
    judge: Callable[[GradingRequest], Grade | Ungraded], question: Question, rubric: Rubric
) -> Iterator[Breach]:
    """Yield the model replies that score too little, in the rubric file.

    A reply is judged by its own criteria, with the follow-up as its question.
    """
    prompts = {probe.id: probe.prompt for probe in question.follow_ups}
    for i, depth in enumerate(rubric.depth):
        own = rubric.deeper(depth.follow_up)
        if own is None:
            continue
        prompt = prompts.get(depth.follow_up, question.prompt)
        request = GradingRequest(prompt=prompt, rubric=own, answer=depth.model_answer)
        value, why = _outcome(judge, request)
        if severity := bounds.REPLY.under(value):
            yield Breach(
                ("depth", i, "model_answer"),
                f"that of `{depth.follow_up}` scores {100 * value:.3g}, not "
                f"{100 * bounds.REPLY.wanted:.3g} or more{why}.",
                "Mend the evidence in general wordings, or let the reply make the point.",
                severity,
            )


def _outcome(
    judge: Callable[[GradingRequest], Grade | Ungraded], request: GradingRequest
) -> tuple[float, str]:
    """Return the score (0..1), and what was missing."""
    outcome = judge(request)
    if isinstance(outcome, Ungraded):
        return 0.0, f" ({outcome.reason})"
    grade = verified(outcome, request.answer)
    missing = [
        f"{row.verdict.level} {row.criterion.id}"
        for row in earned(grade, request.rubric)
        if row.verdict.level != "met"
    ]
    return score(grade, request.rubric).value, f" ({', '.join(missing)})" if missing else ""
