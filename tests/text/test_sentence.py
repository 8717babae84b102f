"""A statement written as a sentence."""

import pytest

from interviewer.text.sentence import sentence


@pytest.mark.parametrize(
    ("statement", "written"),
    [
        ("an overfitted model is too simple", "An overfitted model is too simple."),
        ("a large p proves the null", "A large p proves the null."),
        ("cross-validation prevents overfitting.", "Cross-validation prevents overfitting."),
        ("skipped: in no average", "Skipped: in no average."),
        ("k-means finds the best clusters", "k-means finds the best clusters."),
        ("k-NN learns nothing", "k-NN learns nothing."),
        ("no_grad frees memory", "no_grad frees memory."),
        ("np.vectorize is fast", "np.vectorize is fast."),
        ("bf16 is exact!", "bf16 is exact!"),
        ("AUC is accuracy", "AUC is accuracy."),
        ("", ""),
    ],
)
def test_a_statement_is_written_as_a_sentence(statement: str, written: str) -> None:
    assert sentence(statement) == written
