"""A rubric out of a reference answer, for items that are in no bank."""

import re

from interviewer.bank.rubric import Criterion, Rubric

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_WORD = re.compile(r"\w+")
FROM_REFERENCE = "reference"
"""The question id of a rubric that was made out of a reference answer."""
_MOST = 7
_LEAST_WORDS = 3
_LONGEST = 1000


def rubric_from_reference(reference: str, question: str) -> Rubric:
    """Return a rubric with one criterion for each sentence of ``reference``, at most seven.

    A criterion's points are its words, 1 to 100: what takes long to say is worth more. Fragments
    of fewer than three words join the sentence before. ``ValueError`` when the reference holds
    no word; ``question`` then says which.
    """
    if not _WORD.search(reference):
        raise ValueError(f"the reference answer to {question[:60]!r} is empty: write one")
    sentences: list[list[str]] = []
    for sentence in _SENTENCE.split(reference.strip()):
        sentence = sentence.strip()
        if not sentence:
            continue
        short = len(_WORD.findall(sentence)) < _LEAST_WORDS
        if sentences and (short or len(sentences) == _MOST):
            sentences[-1].append(sentence)
        else:
            sentences.append([sentence])
    parts = map(" ".join, sentences)
    criteria = tuple(
        Criterion(
            id=f"point-{number}",
            statement=part[:_LONGEST],
            points=max(1, min(100, len(_WORD.findall(part)))),
            essential=True,
        )
        for number, part in enumerate(parts, 1)
    )
    return Rubric(
        question_id=FROM_REFERENCE,
        version=1,
        criteria=criteria,
        model_answer=reference.strip()[:4000],
    )
