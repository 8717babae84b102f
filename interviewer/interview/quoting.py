"""How the interviewer quotes a candidate's own words."""

from interviewer.grading.grade import Span
from interviewer.text.display import one_line

_LONGEST = 240  # characters; nobody quotes more aloud
_INNER = str.maketrans({'"': "\u2019", "\u201c": "\u2018", "\u201d": "\u2019"})


def quoted(span: Span) -> str:
    """Return the words of ``span`` on one line, fit for use between double quotation marks.

    A text that is too long is cut after a word and ends with an ellipsis.
    """
    words = one_line(span.quote).translate(_INNER)
    if len(words) > _LONGEST:
        return words[:_LONGEST].rsplit(" ", 1)[0].rstrip(".,;:") + " \u2026"
    return words.rstrip(".,;:") or words
