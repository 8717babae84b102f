"""How a question, or its part on one criterion, is named: ``ID`` or ``ID#CRITERION``."""

_MARK = "#"  # never part of an id


def reference(question_id: str, criterion_id: str | None) -> str:
    """Return the name under which a question, or its part on one criterion, is asked for."""
    return question_id if criterion_id is None else f"{question_id}{_MARK}{criterion_id}"


def split_reference(text: str) -> tuple[str, str | None]:
    """Return the question's id and the criterion's, ``None`` for the whole question."""
    question_id, mark, criterion_id = text.partition(_MARK)
    return question_id, criterion_id if mark else None
