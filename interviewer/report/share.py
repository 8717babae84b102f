"""A report without personal data, to show to a mentor or publish on the web.

Only fields named here are passed on: a field that a later version adds to the report stays out
until somebody decides that it reveals nothing about the candidate.
"""

from datetime import UTC, datetime
from math import ceil

from interviewer.report.report import (
    AnswerReport,
    Coaching,
    CodeReport,
    CriterionReport,
    DisputeReport,
    MisconceptionReport,
    Report,
    TurnReport,
)


def shared(report: Report) -> Report:
    """Return the report without words, voice, exact times, money, names of servers and session id.

    What the candidate said is left out wherever it occurs: answers, transcripts, quotes, and
    graders' explanations and failure reasons, which may repeat it. So is how it was said. Times are
    rounded to days in UTC and to minutes. Questions, rubrics, verdicts and scores stay, and so does
    code that was run, because a mentor should see it.
    """
    return Report(
        schema_version=report.schema_version,
        shared=True,
        session_id="",
        app_version=report.app_version,
        started_at=_day(report.started_at),
        ended_at=_day(report.ended_at),
        active_seconds=_minutes(report.active_seconds),
        mode=report.mode,
        format=report.format,
        grader=report.grader,
        graders=report.graders,
        finished=report.finished,
        score=report.score,
        band=report.band,
        counts=report.counts,
        areas=report.areas,
        strongest=report.strongest,
        weakest=report.weakest,
        study=report.study,
        turns=tuple(_turn(turn) for turn in report.turns),
    )


def _turn(turn: TurnReport) -> TurnReport:
    return TurnReport(
        number=turn.number,
        question=turn.question,
        attempt=turn.attempt,
        question_id=turn.question_id,
        area=turn.area,
        level=turn.level,
        kind=turn.kind,
        prompt=turn.prompt,
        exhibit=turn.exhibit,
        retry_of=turn.retry_of,
        status=turn.status,
        score=turn.score,
        low=turn.low,
        high=turn.high,
        unprompted_score=turn.unprompted_score,
        provisional_score=turn.provisional_score,
        band=turn.band,
        seconds=None if turn.seconds is None else _minutes(turn.seconds),
        time_limit=turn.time_limit,
        hints=turn.hints,
        answers=tuple(_answer(answer) for answer in turn.answers),
        criteria=tuple(_criterion(criterion) for criterion in turn.criteria),
        misconceptions=tuple(_misconception(wrong) for wrong in turn.misconceptions),
        suspected=tuple(_misconception(wrong) for wrong in turn.suspected),
        disputed=tuple(_misconception(wrong) for wrong in turn.disputed),
        model_answer=turn.model_answer,
        sources=turn.sources,
        coaching=_coaching(turn.coaching),
        code=None if turn.code is None else _code(turn.code),
    )


def _code(code: CodeReport) -> CodeReport:
    """Keep the code and its test results; leave out what it printed and the times of day."""
    return CodeReport(
        language=code.language,
        submitted=code.submitted,
        code=code.code,
        tests=code.tests,
        seconds=code.seconds,
        reference_seconds=code.reference_seconds,
        runs=tuple(one.model_copy(update={"at": _minutes(one.at)}) for one in code.runs),
        reference=code.reference,
    )


def _coaching(coaching: Coaching | None) -> Coaching | None:
    if coaching is None:
        return None
    mend = coaching.mend
    return Coaching(add=coaching.add, mend=None if mend is None else _misconception(mend))


def _answer(answer: AnswerReport) -> AnswerReport:
    """Keep what was asked and the grader, not the model: its name may be a path or a server's."""
    return AnswerReport(
        id=answer.id,
        prompt=answer.prompt,
        probes=answer.probes,
        asks_about=answer.asks_about,
        text="",
        transcript=None,
        seconds=None,
        grader=answer.grader,
        grader_version=answer.grader_version,
        model=None,
        prompt_version=answer.prompt_version,
        fitness=answer.fitness,
        rubric_version=answer.rubric_version,
        confidence=answer.confidence,
        ungraded=None,
        extent=answer.extent,
        depth=answer.depth,
        deeper=tuple(point.model_copy(update={"spans": ()}) for point in answer.deeper),
        reference=answer.reference,
    )


def _criterion(criterion: CriterionReport) -> CriterionReport:
    dispute = criterion.dispute
    return CriterionReport(
        id=criterion.id,
        statement=criterion.statement,
        probe=criterion.probe,
        essential=criterion.essential,
        points=criterion.points,
        earned=criterion.earned,
        level=criterion.level,
        help=criterion.help,
        certainty=criterion.certainty,
        stability=criterion.stability,
        settled=criterion.settled,
        explanation="",
        figure=criterion.figure,
        answer_id=criterion.answer_id,
        spans=(),
        dispute=None if dispute is None else DisputeReport(said=dispute.said, quote=""),
        model_words=criterion.model_words,
    )


def _misconception(wrong: MisconceptionReport) -> MisconceptionReport:
    return MisconceptionReport(
        id=wrong.id,
        statement=wrong.statement,
        correction=wrong.correction,
        penalty=wrong.penalty,
        cap=wrong.cap,
        answer_id=wrong.answer_id,
        spans=(),
        certainty=wrong.certainty,
        stability=wrong.stability,
        admitted=wrong.admitted,
    )


def _day(moment: datetime) -> datetime:
    day = moment.astimezone(UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _minutes(seconds: float) -> float:
    return ceil(seconds / 60) * 60.0
