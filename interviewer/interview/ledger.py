"""The credit ledger: which criterion was earned, by which words, and with how much help."""

from dataclasses import dataclass, replace
from typing import Literal

from interviewer.bank.rubric import Criterion
from interviewer.grading import tested
from interviewer.grading.grade import FoundMisconception, Grade, Score, Verdict, score
from interviewer.interview.score_rules import may_show_scores, mean_score
from interviewer.interview.session import Answer, Session, Suspicion, Turn
from interviewer.interview.stated import stated

Help = Literal["unprompted", "after a probe", "after a challenge", "after a hint", "never"]
"""A challenge quotes the candidate's own words and asks about them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion over a whole turn. ``answer_id`` is the answer whose words earned it.

    It is ``None`` if none did, including when code that was run but not submitted earned it. A
    disputed criterion keeps its verdict, marked as not settled.
    """

    criterion: Criterion
    verdict: Verdict
    earned: Help
    answer_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was judged in a turn, settled or not.

    ``misconceptions`` pairs each one with the id of the answer that states it; ``suspected`` does
    so for those that an answer may state: they are asked about, and cost nothing. A yes to such a
    question states the misconception; a no takes back what was said before. ``admitted`` are the
    ids of the misconceptions that only a yes makes certain. ``disputed`` are those that the
    candidate denies having stated; they cost nothing until that is settled. ``corrected`` are those
    taken back after a challenge.
    """

    entries: tuple[Entry, ...]
    misconceptions: tuple[tuple[int, FoundMisconception], ...]
    suspected: tuple[tuple[int, FoundMisconception], ...]
    disputed: tuple[tuple[int, FoundMisconception], ...] = ()
    corrected: tuple[tuple[int, FoundMisconception], ...] = ()
    admitted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnResult(Judged):
    """The result of a turn.

    ``score`` counts what was said after probes and hints too, ``unprompted`` only what was said
    without either: there a misconception that was corrected after a challenge still counts.
    """

    score: Score
    unprompted: Score


def result(turn: Turn, *, provisional: bool = False) -> TurnResult | None:
    """Merge the grades of a turn, the best verdict winning; ``None`` if there is nothing to merge.

    Only grades of the session's grader count, unless ``provisional`` ones are asked for too. A
    question declined with "I don't know" earns what its code earned in its last run, otherwise
    nothing. A skipped or ungraded question, or one without a settled criterion, has no result.
    """
    graded = _graded(turn, provisional=provisional)
    if graded is None:
        return None
    known, unprompted = _merged(turn, graded)
    return _scored(turn, graded, known, unprompted)


def judged(turn: Turn, *, provisional: bool = False) -> Judged | None:
    """Merge the grades like ``result``, even if no criterion is settled."""
    graded = _graded(turn, provisional=provisional)
    return None if graded is None else _merged(turn, graded)[0]


def _graded(turn: Turn, *, provisional: bool) -> tuple[tuple[Answer, Grade], ...] | None:
    """Return the answers that count, with their grades; ``None`` where nothing was judged."""
    if turn.main is None:
        return () if turn.skipped == "dont-know" else None
    graded = []
    for answer in turn.answers:
        grade = answer.best_known if provisional else answer.grade
        if grade is not None:
            graded.append((answer, grade))
    return tuple(graded) if graded and graded[0][0] is turn.main else None


def scored(session: Session) -> tuple[tuple[Turn, TurnResult], ...]:
    """Return the turns that count towards the session's score, each with its result.

    This is the one rule for history, reports and progress. A retry does not count: the first
    answer stands. Nothing of an exam counts before it is over.
    """
    if not may_show_scores(session.config.mode, session.finished):
        return ()
    firsts = ((turn, result(turn)) for turn in session.turns if turn.retry_of is None)
    return tuple((turn, known) for turn, known in firsts if known is not None)


def session_score(session: Session) -> float | None:
    """Return the mean score (0..1) of the turns that count; ``None`` when none does."""
    values = [known.score.value for _, known in scored(session)]
    return mean_score(values) if values else None


def denied(turn: Turn, known: Judged) -> frozenset[str]:
    """Return the ids of criteria that earn nothing: a charged misconception contradicts them."""
    held = {finding.misconception_id for _, finding in known.misconceptions}
    wrong = (one for one in turn.item.rubric.misconceptions if one.id in held)
    return frozenset(one.contradicts for one in wrong if one.contradicts is not None)


def _merged(
    turn: Turn, graded: tuple[tuple[Answer, Grade], ...]
) -> tuple[Judged, tuple[Verdict, ...]]:
    """Return the best verdicts, and those that were earned without probes and hints."""
    rubric, disputed = turn.item.rubric, turn.disputed
    entries = []
    unprompted: list[Verdict] = []
    for criterion in rubric.criteria:
        entry = _beginning(criterion, turn)
        own = [entry.verdict] if entry.earned == "unprompted" else []
        for answer, grade in graded:
            verdict = next((v for v in grade.verdicts if v.criterion_id == criterion.id), None)
            if verdict is None:
                continue
            help_given = _help(answer)
            if verdict.credit > entry.verdict.credit:
                entry = Entry(criterion, verdict, help_given, answer.id)
            elif entry.answer_id is None and (answer.follow_up is None or not verdict.settled):
                # Keeps the grader's own explanation of what is missing or cannot be judged.
                entry = Entry(criterion, verdict, "never", None)
            if help_given == "unprompted":
                own.append(verdict)
        if criterion.id in disputed:
            denied = entry.verdict.model_copy(update={"settled": False})
            entry, own = replace(entry, verdict=denied), [denied]
        entries.append(entry)
        # A point that was settled only with help was not made without it.
        unprompted += [one for one in own if one.settled or not entry.verdict.settled]
    known = stated(turn, {answer.id: grade for answer, grade in graded})
    denies = {name: finding for name, finding in known.wrong.items() if name in disputed}
    wrong = {name: finding for name, finding in known.wrong.items() if name not in disputed}
    judgement = Judged(
        entries=tuple(entries),
        misconceptions=tuple(wrong.values()),
        suspected=tuple(known.suspected.values()),
        disputed=tuple(denies.values()),
        corrected=tuple(known.corrected.values()),
        admitted=frozenset(known.admitted),
    )
    return judgement, tuple(unprompted)


def _scored(
    turn: Turn,
    graded: tuple[tuple[Answer, Grade], ...],
    known: Judged,
    unprompted: tuple[Verdict, ...],
) -> TurnResult | None:
    if not any(entry.verdict.settled for entry in known.entries):
        return None
    rubric = turn.item.rubric
    whole = Grade(
        verdicts=tuple(entry.verdict for entry in known.entries),
        misconceptions=tuple(finding for _, finding in known.misconceptions),
        grader="ledger",
        grader_version="1",
        rubric_version=rubric.version,
        error=graded[0][1].error if graded else None,
    )
    alone_ids = {answer.id for answer, _ in graded if _help(answer) == "unprompted"}
    alone = whole.model_copy(
        update={
            "verdicts": unprompted,
            "misconceptions": tuple(
                finding
                for number, finding in (*known.misconceptions, *known.corrected)
                if number in alone_ids and finding.misconception_id not in known.admitted
            ),
        }
    )
    return TurnResult(
        entries=known.entries,
        misconceptions=known.misconceptions,
        suspected=known.suspected,
        disputed=known.disputed,
        corrected=known.corrected,
        admitted=known.admitted,
        score=score(whole, rubric),
        unprompted=score(alone, rubric),
    )


def _beginning(criterion: Criterion, turn: Turn) -> Entry:
    """Return what a criterion earned before any answer: nothing, or what code that was run did."""
    if turn.main is not None or not turn.attempts or not criterion.tests:
        return Entry(criterion, _missed(criterion), "never", None)
    last = turn.attempts[-1]
    verdict = tested.verdict(criterion, last.run, submitted=False)
    earned: Help = "after a hint" if last.hints else "unprompted"
    return Entry(criterion, verdict, earned if verdict.credit else "never", None)


def _help(answer: Answer) -> Help:
    if answer.hints:
        return "after a hint"
    if isinstance(answer.follow_up, Suspicion):
        return "after a challenge"
    return "after a probe" if answer.follow_up or answer.anew else "unprompted"


def _missed(criterion: Criterion) -> Verdict:
    return Verdict(criterion_id=criterion.id, level="missed", credit=0.0)
