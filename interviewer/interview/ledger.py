"""The credit ledger: which criterion was earned, by which words, and with how much help."""

from dataclasses import dataclass
from typing import Literal

from interviewer.bank.rubric import Criterion
from interviewer.grading.grade import FoundMisconception, Grade, Score, Verdict, score
from interviewer.interview.session import Answer, Session, Suspicion, Turn
from interviewer.interview.stated import stated

Help = Literal["unprompted", "after a probe", "after a challenge", "after a hint", "never"]
"""A challenge quotes the candidate's own words and asks about them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion over a whole turn. ``answer_id`` is the answer whose words earned it."""

    criterion: Criterion
    verdict: Verdict
    earned: Help
    answer_id: int | None


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What a turn came to.

    ``score`` counts what was said after probes and hints too, ``unprompted`` only what was said
    without either: a misconception that was corrected only once it was challenged still counts
    there. ``misconceptions`` pairs each with the id of the answer that states it, and
    ``suspected`` those that an answer may state: they are asked about, and cost nothing. A yes to
    such a question is a statement; a no takes back what was said before. ``admitted`` are the ids
    of the misconceptions that only a yes makes certain.
    """

    entries: tuple[Entry, ...]
    misconceptions: tuple[tuple[int, FoundMisconception], ...]
    suspected: tuple[tuple[int, FoundMisconception], ...]
    score: Score
    unprompted: Score
    admitted: frozenset[str] = frozenset()


def result(turn: Turn, *, provisional: bool = False) -> TurnResult | None:
    """Merge the grades of a turn, best verdict first; ``None`` while there is nothing to merge.

    Only grades of the session's grader count, unless ``provisional`` ones are asked for too. A
    question declined with "I don't know" earns nothing; a skipped or ungraded one has no result,
    nor has one of whose criteria none is settled.
    """
    if turn.main is None:
        return _merged(turn, ()) if turn.skipped == "dont-know" else None
    graded = []
    for answer in turn.answers:
        grade = answer.best_known if provisional else answer.grade
        if grade is not None:
            graded.append((answer, grade))
    if not graded or graded[0][0] is not turn.main:
        return None
    return _merged(turn, tuple(graded))


def session_score(session: Session) -> float | None:
    """Return the mean score (0..1) of the turns that have one; ``None`` when none has.

    A retried question counts with its first try.
    """
    first_tries = (turn for turn in session.turns if turn.retry_of is None)
    values = [r.score.value for r in map(result, first_tries) if r is not None]
    return round(sum(values) / len(values), 4) if values else None


def _merged(turn: Turn, graded: tuple[tuple[Answer, Grade], ...]) -> TurnResult | None:
    rubric = turn.item.rubric
    entries = []
    unprompted: list[Verdict] = []
    for criterion in rubric.criteria:
        entry = Entry(criterion, _missed(criterion), "never", None)
        own: list[Verdict] = []
        for answer, grade in graded:
            verdict = next((v for v in grade.verdicts if v.criterion_id == criterion.id), None)
            if verdict is None:
                continue
            help_given = _help(answer)
            if verdict.credit > entry.verdict.credit:
                entry = Entry(criterion, verdict, help_given, answer.id)
            elif entry.answer_id is None and (answer.follow_up is None or not verdict.settled):
                # Keeps the grader's own explanation of what is missing, or of why nobody knows.
                entry = Entry(criterion, verdict, "never", None)
            if help_given == "unprompted":
                own.append(verdict)
        entries.append(entry)
        # What is settled only with help was not made without it.
        unprompted += [one for one in own if one.settled or not entry.verdict.settled]
    if not any(entry.verdict.settled for entry in entries):
        return None
    known = stated(turn, {answer.id: grade for answer, grade in graded})
    findings = tuple(finding for _, finding in known.wrong.values())
    version = rubric.version
    whole = Grade(
        verdicts=tuple(entry.verdict for entry in entries),
        misconceptions=findings,
        grader="ledger",
        grader_version="1",
        rubric_version=version,
        error=graded[0][1].error if graded else None,
    )
    alone_ids = {answer.id for answer, _ in graded if _help(answer) == "unprompted"}
    alone = whole.model_copy(
        update={
            "verdicts": tuple(unprompted),
            "misconceptions": tuple(
                finding
                for number, finding in (*known.wrong.values(), *known.corrected.values())
                if number in alone_ids and finding.misconception_id not in known.admitted
            ),
        }
    )
    return TurnResult(
        entries=tuple(entries),
        misconceptions=tuple(known.wrong.values()),
        suspected=tuple(known.suspected.values()),
        score=score(whole, rubric),
        unprompted=score(alone, rubric),
        admitted=frozenset(known.admitted),
    )


def _help(answer: Answer) -> Help:
    if answer.hints:
        return "after a hint"
    if isinstance(answer.follow_up, Suspicion):
        return "after a challenge"
    return "after a probe" if answer.follow_up or answer.anew else "unprompted"


def _missed(criterion: Criterion) -> Verdict:
    return Verdict(criterion_id=criterion.id, level="missed", credit=0.0)
