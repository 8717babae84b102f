"""Parts to leave out: no text is judged by trees that saw its question or, if real, its source."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from training.tables import Floats
from training.texts import Origin, Text

FOLDS = 5

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Split(NamedTuple):
    """Which texts to learn from and which to judge."""

    learn: Mask
    judge: Mask


def _part(name: str) -> int:
    return zlib.crc32(name.encode()) % FOLDS


def splits(texts: Sequence[Text]) -> Iterator[Split]:
    """Yield splits that judge every text once.

    A real text is judged by what was learned from other questions *and* other sources; any other
    text by what was learned from other questions.
    """
    question = np.array([_part(f"question {text.question_id}") for text in texts])
    source = np.array([_part(f"source {text.source}") for text in texts])
    real = np.array([text.origin == "real" for text in texts])
    for held in range(FOLDS):
        yield Split(question != held, ~real & (question == held))
        for apart in range(FOLDS):
            judge = real & (question == held) & (source == apart)
            if judge.any():
                yield Split((question != held) & ~(real & (source == apart)), judge)


def weights(texts: Sequence[Text], of: Mapping[Origin, float], learn: Mask) -> Floats:
    """Return the weight of each text; 0 where it is not learned from."""
    found: Floats = np.array([of.get(text.origin, 0.0) * text.share for text in texts]) * learn
    return found
