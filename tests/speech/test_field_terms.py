"""Terms of the field in place of what a recogniser writes for them."""

import pytest

from interviewer.speech.field_terms import corrected
from interviewer.speech.words import Word, joined


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, n / 2, n / 2 + 0.4, 0.9) for n, word in enumerate(text.split()))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("We fine-tune birth on the tokens.", "We fine-tune BERT on the tokens."),
        ("The vectors go into FAS.", "The vectors go into FAISS."),
        ("I would try like GBM, then XG boost.", "I would try LightGBM, then XGBoost."),
        ("The hashing has negative eigenvalues.", "The Hessian has negative eigenvalues."),
        ("I report AUC rock.", "I report AUC-ROC."),
        ("An L2 penalty and an L one penalty.", "An L2 penalty and an L1 penalty."),
        ("Use a K N N or an S V M.", "Use a KNN or an SVM."),
        ("The Jenny impurity falls.", "The Gini impurity falls."),
        ("With pie torch and num pie.", "With PyTorch and NumPy."),
        ("We ran an A B test.", "We ran an A/B test."),
        ("LightGBM or extra boost.", "LightGBM or XGBoost."),
        ("The if one score weighs recall.", "The F1 score weighs recall."),
        ("I would take naive base, a prior.", "I would take naive Bayes, a prior."),
    ],
)
def test_the_fields_terms_are_put_right(heard: str, meant: str) -> None:
    found, corrections = corrected(words(heard))
    assert joined(found) == meant
    assert corrections
    put_in = {part for one in corrections for part in one.term.split()}
    changed = [word for word in found if word.text.strip(".,") in put_in]
    assert changed
    assert all(word.doubtful for word in changed), "shown as what was hardly heard"
    assert found[-1].end == words(heard)[-1].end
    assert " " not in "".join(word.text for word in found)


@pytest.mark.parametrize(
    "said",
    [
        "The birth rate fell by two percent.",
        "Feature hashing maps words to buckets.",
        "I like trees.",
        "You face a trade-off.",
        "Option A, B and C.",
        "My colleague Laura led the project.",
        "We use BERT, FAISS and LightGBM.",
        "It is a hashing trick.",
        "Robert and I wrote the plan.",
        "The k-means algorithm and the KL divergence.",
        "I was in the basin.",
        "Stacking the models gives an extra boost in accuracy.",
        "We look at a boost in recall.",
        "What if one score is much higher than the other?",
        "I start with a naive base model and improve on it.",
        "The tensor flow through the layers is fixed.",
        "A low temperature gives sharp values.",
        "The base rule is to keep the test set apart.",
    ],
)
def test_what_is_meant_as_it_was_heard_stays(said: str) -> None:
    assert corrected(words(said)) == (words(said), ())


def test_only_the_case_is_no_doubt() -> None:
    found, corrections = corrected(words("Softmax in Numpy and Pytorch."))
    assert joined(found) == "Softmax in NumPy and PyTorch."
    assert not corrections
    assert not any(word.doubtful for word in found)


def test_what_the_question_itself_says_is_no_mishearing() -> None:
    said = "The hashing spreads the gradient updates."
    assert joined(corrected(words(said))[0]) != said
    about = "What does feature hashing do?"
    assert joined(corrected(words(said), about)[0]) == said


def test_the_question_says_what_it_is_about() -> None:
    said = words("I would use birth.")
    assert corrected(said)[1] == ()
    found, (one,) = corrected(said, "Which language model would you fine-tune?")
    assert joined(found) == "I would use BERT."
    assert (one.heard, one.term) == ("birth", "BERT")
