"""Tables of features: a row for each stretch of each text that may make a claim."""

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.grader import contradicted
from interviewer.grading.offline.matching.evidence import CompiledRubric, compile_rubric, gather
from interviewer.grading.offline.scoring.accusation_features import accusation_rows
from interviewer.grading.offline.scoring.claim_features import Found, Row, credit_rows, found
from interviewer.grading.reading.answer import ClaimedWords, claimed_words
from training.kept import ALL, cut
from training.rated_answers import Bank
from training.texts import Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Judge = Callable[[Floats], Floats]


class Read(NamedTuple):
    """A text read for its rubric, as the grader reads an answer."""

    ready: CompiledRubric
    rubric: Rubric
    claimed_words: ClaimedWords
    about: Found


class Table(NamedTuple):
    """Rows of features; ``group`` is whose each is: a claim of a text, by number.

    ``text`` and ``claim`` say which those are, and ``known`` what is known of them (NaN: nothing).
    """

    rows: Floats
    group: Ints
    text: Ints
    claim: Ints
    known: Floats

    def best(self, values: Floats) -> Floats:
        """Return the greatest value of each group; 0 where a group has no row."""
        found = np.zeros(len(self.text))
        np.maximum.at(found, self.group, values)
        return found

    def strongest(self, values: Floats) -> Ints:
        """Return the row of each group that has the greatest value; -1 where it has none."""
        order = np.lexsort((-values, self.group))
        groups = self.group[order]
        first = np.r_[True, groups[1:] != groups[:-1]] if len(groups) else np.zeros(0, bool)
        found = np.full(len(self.text), -1)
        found[groups[first]] = order[first]
        return found


_cut = functools.lru_cache(maxsize=16)(cut)


def read(bank: Bank, text: Text) -> Read:
    """Read a text for its rubric, which keeps as many wordings as the text says."""
    rubric = bank.rubrics[text.question_id]
    if text.kept < ALL:
        rubric = _cut(rubric, text.kept, text.draw)
    ready = compile_rubric(bank.prompts[text.question_id], rubric)
    words = claimed_words(text.text, ready.question, ready.mender, transcript=False)
    return Read(ready, rubric, words, found(ready, words.words, gather(ready, words.words)))


def credit_rows_of(bank: Bank, text: Text) -> list[list[Row]]:
    """Return the rows of every criterion for a text."""
    one = read(bank, text)
    return [credit_rows(one.ready, one.about, claim) for claim in one.ready.claims.criteria]


def accusation_rows_of(
    bank: Bank, text: Text, earned: Sequence[Sequence[float]]
) -> list[list[Row]]:
    """Return the rows of every misconception for a text.

    ``earned`` is what each candidate of each criterion earns by trees that have not seen the text.
    """
    one = read(bank, text)
    return [
        accusation_rows(
            one.ready, one.about, claim, earned, contradicted(one.rubric, belief.contradicts)
        )
        for claim, belief in zip(
            one.ready.claims.misconceptions, one.rubric.misconceptions, strict=True
        )
    ]


def table(
    found: Sequence[Sequence[Sequence[Sequence[float]]]],
    known: Sequence[Sequence[float | None]],
    width: int,
) -> Table:
    """Put the rows of every claim of every text together, with what is known of the claim."""
    rows: list[Sequence[float]] = []
    group: list[int] = []
    owner: list[tuple[int, int]] = []
    values: list[float] = []
    for number, (claims, about) in enumerate(zip(found, known, strict=True)):
        for claim, (candidates, value) in enumerate(zip(claims, about, strict=True)):
            rows += candidates
            group += [len(owner)] * len(candidates)
            owner.append((number, claim))
            values.append(np.nan if value is None else value)
    return Table(
        np.array(rows, dtype=float).reshape(len(rows), width),
        np.array(group, dtype=int),
        np.array([text for text, _ in owner], dtype=int),
        np.array([claim for _, claim in owner], dtype=int),
        np.array(values, dtype=float),
    )
