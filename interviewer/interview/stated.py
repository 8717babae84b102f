"""Which misconceptions the answers of a turn state, taking into account what was asked back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from interviewer.grading.grade import FoundMisconception, Grade, Verdict
from interviewer.interview.session import Answer, Suspicion, Turn

_TAKES_BACK = re.compile(
    r"(?:(?:oh|ah|um+|uh+|hmm*|ok|okay|well|so|sorry|yes|yeah)\b[\s,.]*+)*+"
    r"(?:(?:no|hang on|hold on)?[\s,.]*wait\b|no[,.]|scratch\b|strike\b|correction\b|actually\b"
    r"|i was wrong|i misspoke|i take (?:that|it) back|what i said\b|let me correct|oops\b"
    r"|that(?: is|'s| was) wrong)",
    re.IGNORECASE,
)
_MADE = 0.6
"""Credit from which the offline grader is mostly right that a point was made."""

Finding = tuple[int, FoundMisconception]
"""A misconception, and the id of the answer that contains its words."""


@dataclass(slots=True)
class Stated:
    """Misconceptions by their ids.

    ``wrong`` are stated, ``suspected`` may be stated, and ``admitted`` are those in ``wrong`` that
    only a yes to the interviewer's question makes certain. ``corrected`` were stated, and taken
    back later.
    """

    wrong: dict[str, Finding] = field(default_factory=dict)
    suspected: dict[str, Finding] = field(default_factory=dict)
    admitted: set[str] = field(default_factory=set)
    corrected: dict[str, Finding] = field(default_factory=dict)


def was_made(verdict: Verdict) -> bool:
    """Whether a point was made well enough to build on."""
    return verdict.level == "met" or verdict.credit >= _MADE


def stated(turn: Turn, grades: Mapping[int, Grade]) -> Stated:
    """Return the misconceptions of a turn; ``grades`` are the judgements by answer id.

    A candidate who affirms a misconception has stated it, with the words that were asked about. One
    who denies it did not mean what was said before. Making the very point that the misconception
    contradicts counts as a no, also when the candidate takes something back unasked.
    """
    known = Stated()
    for answer in turn.answers:
        grade = grades.get(answer.id)
        asked = answer.follow_up if isinstance(answer.follow_up, Suspicion) else None
        for finding in grade.suspected if grade else ():
            # Asking the same thing again would lead nowhere.
            if asked is None or finding.misconception_id != asked.misconception_id:
                known.suspected.setdefault(finding.misconception_id, (answer.id, finding))
        if asked is not None:
            _settle(asked, answer, grade, known)
        elif grade is not None and _TAKES_BACK.match(answer.text):
            _take_back(turn, grade, known)
        for finding in grade.misconceptions if grade else ():
            known.wrong.setdefault(finding.misconception_id, (answer.id, finding))
            known.corrected.pop(finding.misconception_id, None)
    for name in known.wrong:
        known.suspected.pop(name, None)
    return known


def _take_back(turn: Turn, grade: Grade, known: Stated) -> None:
    made = {verdict.criterion_id for verdict in grade.verdicts if was_made(verdict)}
    for belief in turn.item.rubric.misconceptions:
        if belief.contradicts in made and (held := known.wrong.pop(belief.id, None)):
            known.corrected[belief.id] = held
            known.admitted.discard(belief.id)


def _settle(asked: Suspicion, reply: Answer, grade: Grade | None, known: Stated) -> None:
    name = asked.misconception_id
    makes_the_point = asked.criterion is not None and any(
        verdict.criterion_id == asked.criterion and was_made(verdict)
        for verdict in (grade.verdicts if grade else ())
    )
    if reply.meant is False or makes_the_point:
        held = known.wrong.pop(name, None)
        if held is not None and name not in known.admitted:
            known.corrected[name] = held
        known.admitted.discard(name)
        known.suspected.pop(name, None)
    elif reply.meant and name not in known.wrong:
        finding = FoundMisconception(
            misconception_id=name,
            spans=asked.spans,
            explanation=f"You were asked: {asked.question} You said yes.",
        )
        known.wrong[name] = (asked.answer_id, finding)
        known.admitted.add(name)
