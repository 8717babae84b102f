"""Where a sentence ends and the next begins, across the pauses of a speaker."""

from collections.abc import Sequence

from interviewer.speech.turn_taking import ends_unfinished
from interviewer.speech.words import Stretch, Word

_PAUSE = 0.5  # seconds of silence between two sentences, at least: less is a cut within one


def lacks_stop(
    before: Sequence[Word], after: Sequence[Word], silence: tuple[Stretch, Stretch]
) -> bool:
    """Whether a full stop is missing between what was said before a pause and after it.

    ``silence`` are the last stretch of voice before it and the first after it. A recogniser often
    leaves the stop out at the end of its input, but begins the next with a capital. Without it a
    grader takes two statements for one.
    """
    if not before or not after or silence[1][0] - silence[0][1] < _PAUSE:
        return False
    first = after[0].text
    name = first.startswith("I") and first[1:2] in ("", "'", "’")
    begins = first[:1].isupper() and not first[1:2].isupper() and not name
    return before[-1].text[-1:].isalnum() and begins and not ends_unfinished(before)
