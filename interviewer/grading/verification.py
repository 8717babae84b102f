"""What a grade may rest on: words that stand in the answer, and that were surely said."""

from collections.abc import Sequence

from interviewer.grading.grade import FoundMisconception, Grade, Verdict


def verified(grade: Grade, answer: str) -> Grade:
    """Return the grade with nothing in it that the answer does not bear out.

    No quote, no credit: a span that does not stand in the answer is dropped, a credited verdict
    left without a span is turned into missed, and a misconception without one is dropped. What
    tests have decided needs no quote.
    """
    verdicts = []
    for verdict in grade.verdicts:
        spans = tuple(span for span in verdict.spans if span.stands_in(answer))
        if verdict.credit > 0 and not spans and not _ran(verdict):
            verdicts.append(
                Verdict(
                    criterion_id=verdict.criterion_id,
                    level="missed",
                    credit=0.0,
                    explanation="No quote from the answer supports this point.",
                    certainty=verdict.certainty,
                    stability=verdict.stability,
                )
            )
        else:
            verdicts.append(verdict.model_copy(update={"spans": spans}))
    return grade.model_copy(
        update={
            "verdicts": tuple(verdicts),
            "misconceptions": _standing(grade.misconceptions, answer),
            "suspected": _standing(grade.suspected, answer),
        }
    )


def unaccused(grade: Grade, doubtful: Sequence[tuple[int, int]]) -> Grade:
    """Return the grade with no misconception charged on words that may have been misheard.

    ``doubtful`` are stretches of the answer. A misconception without a quote that is clear of them
    is only suspected: it costs nothing, and the candidate is asked.
    """
    charged, suspected = list[FoundMisconception](), list(grade.suspected)
    for finding in grade.misconceptions:
        clear = any(
            all(end <= span.start or span.end <= start for start, end in doubtful)
            for span in finding.spans
        )
        (charged if clear or not doubtful else suspected).append(finding)
    if len(charged) == len(grade.misconceptions):
        return grade
    return grade.model_copy(
        update={"misconceptions": tuple(charged), "suspected": tuple(suspected)}
    )


def _ran(verdict: Verdict) -> bool:
    """Whether tests of a run bear a verdict out: as many as it gives credit for."""
    passed = sum(fact.status == "passed" for fact in verdict.tests)
    return bool(passed) and verdict.credit <= passed / len(verdict.tests)


def _standing(
    findings: tuple[FoundMisconception, ...], answer: str
) -> tuple[FoundMisconception, ...]:
    """Return the findings whose quotes stand in the answer."""
    kept = []
    for finding in findings:
        spans = tuple(span for span in finding.spans if span.stands_in(answer))
        if spans:
            kept.append(finding.model_copy(update={"spans": spans}))
    return tuple(kept)
