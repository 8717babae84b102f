"""How the offline grader finds a claim's words in an answer: stand-ins, places and polarity."""

import itertools

import pytest

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.matching.evidence import Place, compile_rubric, gather
from interviewer.grading.offline.matching.pattern import compile_wording
from interviewer.grading.offline.matching.polarity import denials, negates, turned_down
from interviewer.grading.reading.lexicon import LOOSE, NEAR, antonyms, stands_for, stem
from interviewer.grading.reading.tables import lines
from interviewer.grading.reading.tokens import units

PROMPT = "What does regularisation do?"
RUBRIC = Rubric.model_validate(
    {
        "question_id": "regularisation",
        "version": 1,
        "criteria": [
            {
                "id": "variance",
                "statement": "A penalty lowers the variance of the fitted model.",
                "points": 10,
                "evidence": ["the penalty (lowers / reduces) the variance of the model"],
            }
        ],
        "misconceptions": [
            {
                "id": "always-better",
                "statement": "A stronger penalty always improves the test error.",
                "correction": "Too strong a penalty underfits.",
                "contradicts": "variance",
                "penalty": 1,
                "evidence": ["a stronger penalty always improves the test error"],
            }
        ],
        "model_answer": "The penalty lowers the variance of the fitted model.",
    }
)
READY = compile_rubric(PROMPT, RUBRIC)
RAMBLE = (
    "so yeah when i think of it we fit the thing on the data that we have and then we look at how"
    " it does on the rest and as i said before"
)
"""Speech without a mark, in which a clause never ends."""


def places(answer: str, claim: int) -> list[Place]:
    return gather(READY, units(answer))[claim]


@pytest.mark.parametrize("said", ["spread", "wobble"])
def test_a_plain_word_stands_in_for_the_rubrics(said: str) -> None:
    (plain,) = places(f"The penalty lowers the {said} of the model.", 0)
    (exact,) = places("The penalty lowers the variance of the model.", 0)
    (none,) = places("The penalty lowers the zebra of the model.", 0)
    assert none.strength < plain.strength < exact.strength


def test_a_stand_in_holds_one_way_only_and_never_for_the_opposite() -> None:
    for row in lines("stand-ins.txt"):
        word, _, others = row.partition(":")
        for other in others.replace("|", " ").split():
            strength = dict(stands_for(stem(other)))[stem(word)]
            assert strength in (NEAR, LOOSE)
            assert stem(other) not in antonyms(stem(word)), row


@pytest.mark.parametrize(
    ("wording", "segments"),
    [
        ("the penalty lowers the variance", ["penalti low varianc"]),
        (
            "the penalty lowers the variance because it shrinks every coefficient",
            ["penalti low varianc", "shrink everi coeffici"],
        ),
        (
            "the model learns noise (instead of / rather than) the true pattern",
            ["model learn nois"],
        ),
        ("dropout and pruning", []),
    ],
)
def test_a_wording_is_divided_where_a_joining_word_begins(
    wording: str, segments: list[str]
) -> None:
    made = compile_wording(wording, {})
    assert made is not None
    said = [
        " ".join(made.slots[number].phrases[0][0].keys[0][0] for number in sorted(numbers))
        for numbers, _ in made.segments
    ]
    assert said == segments


def test_one_segment_said_alone_is_said_whole() -> None:
    wording = "the penalty lowers the variance because it shrinks every coefficient"
    criterion = RUBRIC.criteria[0].model_copy(update={"evidence": (wording,)})
    ready = compile_rubric(PROMPT, RUBRIC.model_copy(update={"criteria": (criterion,)}))
    ((place, *_), *_) = gather(ready, units("The penalty lowers the variance."))
    assert place.evidence.match.coverage < 1
    assert place.segments[0] == pytest.approx(1)


def test_a_sentence_is_matched_as_it_would_be_alone() -> None:
    sentence = "The penalty lowers the variance of the model."
    others = [
        "Variance and penalty are words of the model.",
        "One tunes how strong the penalty is.",
        "The model is fitted by gradient descent.",
    ]
    (alone,) = places(sentence, 0)
    for order in itertools.permutations([*others, sentence]):
        best = max(places(" ".join(order), 0), key=lambda place: place.strength)
        assert best.strength >= alone.strength
        assert best.segments == alone.segments


@pytest.mark.parametrize(
    ("answer", "denied"),
    [
        ("A stronger penalty always improves the test error.", False),
        ("A stronger penalty never always improves the test error.", True),
        ("It is not so that a stronger penalty always improves the test error.", True),
        ("Contrary to what one hears, a stronger penalty always improves the test error.", True),
        ("It is a mistake. A stronger penalty always improves the test error.", False),
    ],
)
def test_a_denial_before_or_in_the_words_turns_an_accusation_down(
    answer: str, denied: bool
) -> None:
    read = units(answer)
    place = gather(READY, read)[1][0]
    match = place.evidence.match
    assert turned_down(match, READY.lookup.wordings[match.wording], read) is denied


@pytest.mark.parametrize(
    ("answer", "negated"),
    [
        ("The penalty lowers the variance of the model.", False),
        ("The penalty does not lower the variance of the model.", True),
        ("The penalty lowers the variance of the model, and that is not all.", False),
        ("It is not the kind of thing one would add to lower the variance of the model.", True),
        (f"{RAMBLE} the bias does not shrink the penalty lowers the variance of the model", False),
        (
            f"{RAMBLE} the bias does shrink the penalty does not lower the variance of the model",
            True,
        ),
        (f"{RAMBLE} the bias does shrink but it does not lower the variance of the model", True),
    ],
)
def test_a_negation_counts_where_it_governs_the_matched_words(answer: str, negated: bool) -> None:
    read = units(answer)
    match = gather(READY, read)[0][0].evidence.match
    assert negates(match, READY.lookup.wordings[match.wording], read, denials(read)) is negated
