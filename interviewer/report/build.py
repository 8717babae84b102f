"""Builds the report of a session once, for every format."""

from collections.abc import Sequence

from interviewer.bank.reference import reference
from interviewer.bank.rubric import Rubric
from interviewer.grading.bands import band
from interviewer.grading.grade import FoundMisconception, Grade, Ungraded, earned
from interviewer.interview.ledger import Entry, Judged, denied, judged, result, session_score
from interviewer.interview.numbering import Numbered, numbered
from interviewer.interview.score_rules import may_show_scores, mean_score
from interviewer.interview.session import Answer, Session, Suspicion, Turn
from interviewer.learning.self_estimates import calibration, self_estimates
from interviewer.report.code_of_turn import code_report
from interviewer.report.report import (
    AnswerReport,
    AreaScore,
    CriterionReport,
    DeeperPoint,
    DisputeReport,
    MisconceptionReport,
    Point,
    Report,
    TurnReport,
)
from interviewer.report.retry import with_changes
from interviewer.report.spoken_delivery import delivery, session_delivery, time_to_point
from interviewer.report.statuses import counts, status_of
from interviewer.report.study import ListedItem, study
from interviewer.report.withheld import withheld
from interviewer.text.sentence import sentence

_SHOWN = 5  # strongest and weakest points
_TAKEN_BACK = "A misconception in the answer says the contrary, so this earns nothing."


def build_report(session: Session, rows: Sequence[ListedItem] = ()) -> Report:
    """Return the report of a session, finished or not.

    ``rows`` is the current bank, for advice on what to practise next; everything else comes from
    the session alone. The report of an unfinished exam contains no judgement.
    """
    shown = may_show_scores(session.config.mode, session.finished)
    returned = {turn.returns_to for turn in session.turns}
    all_turns = [
        _turn(turn, place, came_back=turn.number in returned)
        for turn, place in zip(session.turns, numbered(session.turns), strict=True)
    ]
    names = [reference(turn.item.question.id, turn.criterion_id) for turn in session.turns]
    turns = with_changes(
        all_turns if shown else list(map(withheld, all_turns)), names, session.config.earlier
    )
    firsts = [turn for turn in turns if turn.retry_of is None and turn.status != "returned"]
    total = session_score(session)
    strongest, weakest = _points(firsts)
    return Report(
        session_id=session.id,
        app_version=session.app_version,
        started_at=session.started_at,
        ended_at=session.last_at,
        active_seconds=round(session.active_seconds, 1),
        mode=session.config.mode,
        grader=session.config.grader,
        graders=_graders(session) if shown else (),
        usage=session.usage if session.usage.requests else None,
        finished=session.finished,
        score=total,
        band=None if total is None else band(total),
        counts=counts(firsts),
        areas=_areas(firsts),
        strongest=strongest,
        weakest=weakest,
        study=study(firsts, rows),
        turns=turns,
        delivery=session_delivery(session.standing),
        format=session.config.format,
        focus=session.config.focus,
        calibration=calibration(self_estimates(session)),
    )


def _graders(session: Session) -> tuple[str, ...]:
    grades = (answer.grade for answer in session.standing)
    return tuple(sorted({grade.grader for grade in grades if grade is not None}))


def _turn(turn: Turn, place: Numbered, *, came_back: bool) -> TurnReport:
    status = status_of(turn, came_back=came_back)
    known = result(turn, provisional=status == "provisional")
    counted = known if status in ("graded", "declined") else None
    # If nothing is settled there is no score, but disputed verdicts are still shown.
    shown = judged(turn, provisional=status == "provisional")
    question = turn.item.question
    end = turn.active_to
    return TurnReport(
        number=turn.number,
        question=place.question,
        attempt=place.attempt,
        question_id=question.id,
        area=question.area,
        level=question.level,
        kind=question.kind,
        prompt=question.prompt,
        exhibit=question.exhibit.content if question.exhibit else "",
        retry_of=turn.retry_of,
        status=status,
        score=counted.score.value if counted else None,
        low=counted.score.low if counted else None,
        high=counted.score.high if counted else None,
        unprompted_score=counted.unprompted.value if counted else None,
        provisional_score=known.score.value if known and status == "provisional" else None,
        band=counted.score.band if counted else None,
        seconds=None if end is None or came_back else round(end - turn.active_from, 1),
        time_limit=question.time_limit,
        hints=0 if came_back else turn.hints,
        answers=tuple(_answer(answer, turn) for answer in turn.answers),
        criteria=_criteria(turn, shown) if shown else (),
        misconceptions=_misconceptions(turn, shown, shown.misconceptions) if shown else (),
        suspected=_misconceptions(turn, shown, shown.suspected) if shown else (),
        disputed=_misconceptions(turn, shown, shown.disputed) if shown else (),
        model_answer=turn.item.rubric.model_answer,
        sources=question.sources,
        estimate=turn.estimate,
        code=None if came_back else code_report(turn),
    )


def _answer(answer: Answer, turn: Turn) -> AnswerReport:
    prompt = turn.item.question.prompt
    outcome = answer.outcome or answer.provisional
    grade = outcome if isinstance(outcome, Grade) else None
    not_judged = "not judged yet" if outcome is None else None
    asked = answer.follow_up
    suspicion = asked if isinstance(asked, Suspicion) else None
    if suspicion is not None:
        prompt = suspicion.question
    elif asked is not None:
        prompt = asked.prompt
    depth = turn.item.rubric.deeper(asked.id) if asked is not None else None
    return AnswerReport(
        id=answer.id,
        prompt=prompt,
        probes=asked.criterion if asked and suspicion is None else None,
        asks_about=suspicion.misconception_id if suspicion else None,
        quoted=suspicion.quote if suspicion else "",
        text=answer.text,
        transcript=answer.transcript,
        seconds=answer.timings.total,
        grader=outcome.grader if outcome else None,
        grader_version=grade.grader_version if grade else None,
        model=grade.model if grade else None,
        prompt_version=grade.prompt_version if grade else None,
        fitness=grade.fitness if grade else None,
        rubric_version=grade.rubric_version if grade else None,
        confidence=grade.confidence if grade else None,
        ungraded=outcome.reason if isinstance(outcome, Ungraded) else not_judged,
        delivery=delivery(answer),
        extent=grade.extent if grade else None,
        unread=grade.unread if grade else (),
        depth=asked.id if asked is not None and depth is not None else None,
        deeper=_deeper(depth, grade) if depth and grade else (),
        reference=depth.model_answer if depth else "",
    )


def _deeper(rubric: Rubric, grade: Grade) -> tuple[DeeperPoint, ...]:
    return tuple(
        DeeperPoint(
            id=row.criterion.id,
            statement=row.criterion.statement,
            points=row.criterion.points,
            earned=row.points,
            level=row.verdict.level,
            spans=row.verdict.spans if row.verdict.level != "missed" else (),
        )
        for row in earned(grade, rubric)
    )


def _criteria(turn: Turn, known: Judged) -> tuple[CriterionReport, ...]:
    contradicted = denied(turn, known)
    return tuple(
        _criterion(one, turn, denied=one.criterion.id in contradicted) for one in known.entries
    )


def _criterion(entry: Entry, turn: Turn, *, denied: bool) -> CriterionReport:
    criterion, verdict = entry.criterion, entry.verdict
    earning = next((a for a in turn.answers if a.id == entry.answer_id), None)
    credited = verdict.spans if verdict.level != "missed" and not denied else ()
    follow_ups = turn.item.question.follow_ups
    return CriterionReport(
        id=criterion.id,
        statement=criterion.statement,
        probe=next((f.prompt for f in follow_ups if f.criterion == criterion.id), None),
        essential=criterion.essential,
        points=criterion.points,
        earned=0.0 if denied else round(criterion.points * verdict.credit, 2),
        level="missed" if denied else verdict.level,
        help="never" if denied else entry.earned,
        certainty=verdict.certainty,
        stability=verdict.stability,
        settled=verdict.settled,
        explanation=_TAKEN_BACK if denied and verdict.credit else verdict.explanation,
        figure=criterion.number is not None,
        answer_id=entry.answer_id,
        spans=verdict.spans,
        said_at=time_to_point(earning, credited),
        dispute=_dispute(turn, criterion.id),
    )


def _dispute(turn: Turn, claim_id: str) -> DisputeReport | None:
    if (dispute := turn.disputed.get(claim_id)) is None:
        return None
    return DisputeReport(said=dispute.said, quote=" … ".join(s.quote for s in dispute.spans))


def _misconceptions(
    turn: Turn, known: Judged, findings: tuple[tuple[int, FoundMisconception], ...]
) -> tuple[MisconceptionReport, ...]:
    held = {finding.misconception_id: (answer_id, finding) for answer_id, finding in findings}
    return tuple(
        MisconceptionReport(
            id=wrong.id,
            statement=sentence(wrong.statement),
            correction=wrong.correction,
            penalty=wrong.penalty,
            cap=wrong.cap,
            answer_id=held[wrong.id][0],
            spans=held[wrong.id][1].spans,
            certainty=held[wrong.id][1].certainty,
            stability=held[wrong.id][1].stability,
            admitted=wrong.id in known.admitted,
        )
        for wrong in turn.item.rubric.misconceptions
        if wrong.id in held
    )


def _areas(turns: list[TurnReport]) -> tuple[AreaScore, ...]:
    scores: dict[str, list[float]] = {}
    for turn in turns:
        if turn.score is not None:
            scores.setdefault(turn.area, []).append(turn.score)
    means = {area: mean_score(values) for area, values in scores.items()}
    return tuple(
        AreaScore(area=area, score=mean, band=band(mean), questions=len(scores[area]))
        for area, mean in sorted(means.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _points(turns: list[TurnReport]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return the points made that earned most, and the points missed that cost most.

    Points made in part are in neither list: the study advice names them as points to complete.
    """
    judged = [
        (criterion, turn)
        for turn in turns
        if turn.score is not None
        for criterion in turn.criteria
        if criterion.settled
    ]
    made = [_point(*pair) for pair in judged if pair[0].level == "met" and pair[0].earned]
    lost = [_point(*pair) for pair in judged if not pair[0].earned]
    made.sort(key=lambda point: (-point.earned, point.turn))
    lost.sort(key=lambda point: (-point.points, point.turn))
    return tuple(made[:_SHOWN]), tuple(lost[:_SHOWN])


def _point(criterion: CriterionReport, turn: TurnReport) -> Point:
    return Point(
        turn=turn.number,
        question=turn.question,
        question_id=turn.question_id,
        statement=criterion.statement,
        points=criterion.points,
        earned=criterion.earned,
    )
