"""One criterion of an item, asked by its follow-up as a question of its own."""

import re

from interviewer.bank.question import FollowUp
from interviewer.bank.rubric import Criterion, Item, Misconception
from interviewer.errors import BankError

_LONGEST = 4000  # characters of a prompt, as of every text
_TIME_SHARE = 2  # the whole question's time is divided by this
_WORD = re.compile(r"\w{5,}")  # shorter words say little about what a sentence is about


def can_be_asked_alone(item: Item, criterion_id: str) -> bool:
    """Whether the item has that criterion and a follow-up on it, so that it can ask it alone."""
    return any(one.id == criterion_id for one in item.rubric.criteria) and bool(
        _probes(item, criterion_id)
    )


def part_of(item: Item, criterion_id: str) -> Item:
    """Return the item that asks only about this criterion, under the same question id.

    The follow-up is the question, after the prompt that it follows. The rubric has the criterion
    and the misconceptions about the same things; none costs more than the criterion is worth.
    Raises ``BankError`` when the item has no such criterion or no follow-up on it.
    """
    if not can_be_asked_alone(item, criterion_id):
        question_id = item.question.id
        asked = [one.id for one in item.rubric.criteria if can_be_asked_alone(item, one.id)]
        raise BankError(
            f"Question {question_id!r} has no follow-up on {criterion_id[:80]!r}.",
            remedy=f"It has one on: {', '.join(asked) or 'none'}.",
        )
    question, rubric = item.question, item.rubric
    probe = _probes(item, criterion_id)[0]
    criterion = rubric.criterion(criterion_id)
    update = {
        "prompt": _in_context(question.prompt, probe.prompt),
        "spoken": _in_context(question.spoken or question.prompt, probe.aloud)
        if question.spoken or probe.spoken
        else None,
        "time_limit": max(question.time_limit // _TIME_SHARE, 30),
        # Hints lead to the whole answer; the follow-up itself leads to this point.
        "hints": (),
        "follow_ups": (),
        # A point of the explanation is talked through, without running code.
        "coding": None,
        "rephrased": None,
    }
    misconceptions = tuple(
        misconception.model_copy(update={"penalty": min(misconception.penalty, criterion.points)})
        for misconception in rubric.misconceptions
        if _fits(misconception, criterion, probe, question.prompt)
    )
    return Item(
        question=question.model_copy(update=update),
        rubric=rubric.model_copy(
            update={"criteria": (criterion,), "misconceptions": misconceptions, "depth": ()}
        ),
    )


def _probes(item: Item, criterion_id: str) -> list[FollowUp]:
    """Return the follow-ups on the criterion; those that ask for it before those that go deeper.

    A follow-up whose reply has criteria of its own is left out: it does not ask for this one.
    """
    deeper = {one.follow_up for one in item.rubric.depth}
    fitting = [
        one
        for one in item.question.follow_ups
        if one.criterion == criterion_id and one.id not in deeper
    ]
    return sorted(fitting, key=lambda probe: probe.when == "met")


def _in_context(prompt: str, probe: str) -> str:
    room = _LONGEST - len(probe) - len("“”\n\n")
    if len(prompt) > room:
        prompt = f"{prompt[: room - 1].rstrip()}…" if room > 1 else ""
    return f"“{prompt}”\n\n{probe}" if prompt else probe


def _fits(misconception: Misconception, criterion: Criterion, probe: FollowUp, prompt: str) -> bool:
    """Whether the two share a word that is not in the question itself."""
    about = _words(criterion.statement, *criterion.evidence, probe.prompt)
    return bool(
        (about - _words(prompt)) & _words(misconception.statement, misconception.correction)
    )


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in _WORD.findall(text.lower())}
