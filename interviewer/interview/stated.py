"""Which misconceptions the answers of a turn state, once those suspected have been asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interviewer.grading.grade import FoundMisconception, Grade
from interviewer.interview.session import Answer, Suspicion, Turn

Finding = tuple[int, FoundMisconception]
"""A misconception, and the id of the answer in which its words stand."""


@dataclass(slots=True)
class Stated:
    """Misconceptions by their ids.

    ``wrong`` are stated, ``suspected`` may be, and ``admitted`` are those of ``wrong`` that only a
    yes to the interviewer's question makes certain.
    """

    wrong: dict[str, Finding] = field(default_factory=dict)
    suspected: dict[str, Finding] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)


def stated(turn: Turn, grades: Mapping[int, Grade]) -> Stated:
    """Read the answers in their order; ``grades`` are the judgements by the answers' ids.

    Who affirms a misconception has stated it, with the words that were asked about. Who denies it
    has not meant what was said before, and who makes the very point that it contradicts has
    answered the question without a yes or no.
    """
    known = Stated()
    for answer in turn.answers:
        grade = grades.get(answer.id)
        asked = answer.follow_up if isinstance(answer.follow_up, Suspicion) else None
        for finding in grade.suspected if grade else ():
            # To ask again what was just asked leads nowhere.
            if asked is None or finding.misconception_id != asked.misconception_id:
                known.suspected.setdefault(finding.misconception_id, (answer.id, finding))
        if asked is not None:
            _settle(asked, answer, grade, known)
        for finding in grade.misconceptions if grade else ():
            known.wrong.setdefault(finding.misconception_id, (answer.id, finding))
    for name in known.wrong:
        known.suspected.pop(name, None)
    return known


def _settle(asked: Suspicion, reply: Answer, grade: Grade | None, known: Stated) -> None:
    name = asked.misconception_id
    makes_the_point = asked.criterion is not None and any(
        verdict.criterion_id == asked.criterion and verdict.level == "met"
        for verdict in (grade.verdicts if grade else ())
    )
    if reply.meant is False:
        known.wrong.pop(name, None)
        known.admitted.discard(name)
    if reply.meant is False or makes_the_point:
        known.suspected.pop(name, None)
    elif reply.meant and name not in known.wrong:
        finding = FoundMisconception(
            misconception_id=name,
            spans=asked.spans,
            explanation=f"You were asked: {asked.question} You said yes.",
        )
        known.wrong[name] = (asked.answer_id, finding)
        known.admitted.add(name)
