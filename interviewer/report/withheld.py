"""The report of an exam before its end: what was asked and said, without any judgement."""

from interviewer.report.report import AnswerReport, TurnReport

UNTOLD = "an exam tells nothing before it is over"
_LATER = "Told when the exam is over."


def withheld(turn: TurnReport) -> TurnReport:
    """Return the turn as if it had not been judged, without anything that helps to answer it."""
    judged = ("graded", "provisional")
    return turn.model_copy(
        update={
            "status": "ungraded" if turn.status in judged else turn.status,
            "score": None,
            "low": None,
            "high": None,
            "unprompted_score": None,
            "provisional_score": None,
            "band": None,
            "answers": tuple(map(_answer, turn.answers)),
            "criteria": (),
            "misconceptions": (),
            "suspected": (),
            "disputed": (),
            "model_answer": _LATER,
            "code": None,
        }
    )


def _answer(answer: AnswerReport) -> AnswerReport:
    return answer.model_copy(
        update={
            "grader": None,
            "grader_version": None,
            "model": None,
            "prompt_version": None,
            "fitness": None,
            "rubric_version": None,
            "confidence": None,
            "ungraded": UNTOLD,
            "extent": None,
            "unread": (),
            "depth": None,
            "deeper": (),
            "reference": "",
        }
    )
