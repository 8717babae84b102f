"""What the interviewer says between an answer and what is asked next.

A bridge neither judges nor teaches nor asks: in exam mode the candidate must not learn from it how
the answer fared, and what is asked comes from the bank alone.
"""

import random
import re

from interviewer.bank.question import Question
from interviewer.text.display import one_line

LONGEST = 240  # characters

_SAME = (
    "Thank you. Another one on {area}.",
    "Let us stay with {area}.",
    "Thanks. One more on {area}.",
    "Okay. Still on {area}, then.",
)
_OTHER = (
    "Thank you. Let us turn to {area}.",
    "Thanks. On to {area}.",
    "Thanks. Next, something on {area}.",
    "Okay. Let me change the subject to {area}.",
)
_AFTER_A_PASS = (
    "That is fine. Let us turn to {area}.",
    "No problem. On to {area}.",
    "Okay, then something on {area}.",
)
_AFTER_LATER = (
    "Let us turn to {area} first.",
    "Then something on {area} first.",
    "Now to {area}.",
)
_AGAIN = "Let us take that one once more."
BACK = "Let us come back to a question that you wanted to leave for later."
"""The words before a question that was left for later."""

_VERDICT = re.compile(
    r"\b(?:correct\w*|incorrect\w*|right|wrong\w*|true|false|mistake\w*|error\w*|exact\w*|precise\w*"
    r"|accurate\w*|inaccurate\w*|good|great|nice\w*|excellent\w*|perfect\w*|well|solid|strong\w*"
    r"|weak\w*|poor\w*|impressive\w*|brilliant\w*|fantastic|wonderful|awesome|spot on|thorough\w*"
    r"|comprehensive\w*|incomplete\w*|missed|missing|forgot\w*|score\w*|points?|marks?|grade\w*"
    r"|rubric\w*|criteri\w+|unfortunately|actually|however|but)\b",
    re.IGNORECASE,
)


def built_in_bridge(
    before: Question,
    ahead: Question,
    *,
    seed: int,
    turn: int,
    passed: bool = False,
    postponed: bool = False,
) -> str:
    """Return the built-in transition from one question to the next, the same for the same seed.

    ``passed`` says that the candidate had no answer, so that no thanks are given. ``postponed``
    says that the previous question was left for later.
    """
    if (before.id, before.prompt) == (ahead.id, ahead.prompt):  # another point has another prompt
        return _AGAIN
    phrases: tuple[str, ...] = _SAME if before.area == ahead.area else _OTHER
    if passed:
        phrases = _AFTER_LATER if postponed else _AFTER_A_PASS
    draw = random.Random(f"{seed}:bridge:{turn}")  # noqa: S311 - not used for security
    return draw.choice(phrases).format(area=area_name(ahead.area))


def area_name(area: str) -> str:
    """Return the spoken name of an area: "deep learning" for ``deep-learning``."""
    return _SAID.get(area, area.replace("-", " "))


def fit(words: str) -> str | None:
    """Return a model's bridge, cleaned up, or ``None`` if it is not fit to be said.

    It must be one or two statements of at most ``LONGEST`` characters, without a question, a
    verdict on the answer, a link or markup.
    """
    said = one_line(words).strip().strip('"\u201c\u201d').strip()
    sentences = len(re.findall(r"[.!](?:\s|$)", said))
    if not said.isprintable() or not 0 < len(said) <= LONGEST or sentences > 2:
        return None
    if re.search(r"[?<>{}\[\]|`*_#\\]|://|www\.", said) or _VERDICT.search(said):
        return None
    return said


_SAID = {
    "behavioural": "how you work",
    "fundamentals": "the fundamentals",
    "generative": "generative models",
    "llm-engineering": "LLM engineering",
    "mlops": "running models in production",
    "nlp-and-transformers": "language and transformers",
    "scenario": "practical cases",
}
