"""Words that are meant for the grader instead of the interviewer: they are not an answer."""

import re
from collections.abc import Sequence

from interviewer.grading.offline.answer import Unit

_GRADER = r"(grader|examiner|marker|evaluator|rubric|marking scheme|mark scheme|instructions?)"
_MARKS = r"(marks?|scores?|points?|credits?|grades?|rating)"
_ALL = r"(full|maximum|max|perfect|highest|top|100|10)"
_ASK = r"(give|award|assign|grant|return|output|report|set|deserves?|gets?)"
_EACH = r"(all|every|each)( the| of the)? (criteria|criterion)"
_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(ignore|disregard|forget|override|bypass|skip)\b.*\b{_GRADER}\b",
        r"\b(ignore|disregard|forget)\b.*\b(previous|above|prior|earlier)\b.*\b(prompt|rules?)\b",
        rf"\b{_ASK}\b.*\b{_ALL} {_MARKS}\b",
        rf"\b{_ASK}\b.*\b{_MARKS} (of|to|equal) (100|10|1)\b",
        rf"\b(mark|count|treat|consider|rate|grade|score)\b.*\b{_EACH}\b",
        rf"\b{_EACH}\b.*\b(met|satisfied|fulfilled|passed)\b",
        r"\b(mark|treat|consider|rate|grade|score)\b.*\b(this|my) (answer|response)\b",
        r"\b(this|my) (answer|response) (is|meets|covers|deserves|satisfies)\b",
        rf"\b(dear|note to the|attention|as (a|an|the)|you are (now )?(a|an|the)) {_GRADER}\b",
        r"\byou are (now )?(a|an) (assistant|language model|ai)\b",
        r"^(system|assistant|developer|admin|grader|score|grade|verdict)\b.{0,40}$",
        r"\b(score|grade) (is )?(100|10 out of 10|10 10|1 0|a plus)\b",
    )
)


def without_orders(read: Sequence[Unit]) -> list[Unit]:
    """Return the answer without the sentences that tell the grader what to do.

    Unpunctuated speech is one long sentence: of such, only a sentence of at most 40 words goes.
    """
    sentences: dict[int, list[Unit]] = {}
    for unit in read:
        sentences.setdefault(unit.sentence, []).append(unit)
    kept: list[Unit] = []
    for members in sentences.values():
        text = " ".join(unit.word for unit in members)
        if len(members) > 40 or not any(order.search(text) for order in _ORDERS):
            kept += members
    return kept
