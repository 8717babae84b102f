"""What a fit computes for thousands of texts, on all cores; results keep the order of the texts.

Each process reads the bank once, and gets the texts of a rubric together, so that the rubric is
compiled once.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import Reading, graded, own_words
from interviewer.grading.offline.scoring.claim_features import Row
from training.judged import Judged, scored
from training.rated_answers import Answer, bank
from training.tables import accusation_rows_of, credit_rows_of, read
from training.texts import Text

Values = list[list[float]]
"""What each candidate of each claim earns, 0..1."""

_AT_A_TIME = 40

Task = TypeVar("Task")
Result = TypeVar("Result")


def credit(texts: Sequence[Text]) -> list[list[list[Row]]]:
    """Return the rows of every criterion for each text."""
    return _over(_credit, texts, texts)


def accusation(texts: Sequence[Text], earned: Sequence[Values]) -> list[list[list[Row]]]:
    """Return the rows of every misconception for each text."""
    return _over(_accusation, list(zip(texts, earned, strict=True)), texts)


def grades(
    given: Sequence[tuple[Answer, Text]],
    made: Sequence[Values],
    sure: Sequence[Values] | None,
) -> list[Judged]:
    """Grade answers from what each candidate earns, as the grader itself would."""
    beliefs: Sequence[Values | None] = sure or [None] * len(given)
    tasks = [(*one, made[n], beliefs[n]) for n, one in enumerate(given)]
    return _over(_grade, tasks, [text for _, text in given])


def _credit(text: Text) -> list[list[Row]]:
    return credit_rows_of(bank(), text)


def _accusation(task: tuple[Text, Values]) -> list[list[Row]]:
    return accusation_rows_of(bank(), *task)


def _grade(task: tuple[Answer, Text, Values, Values | None]) -> Judged:
    answer, text, made, sure = task
    one = read(bank(), text)
    request = GradingRequest(
        prompt=bank().prompts[answer.question_id], rubric=one.rubric, answer=answer.text
    )
    nothing = [[0.0] * len(one.about.claims[c]) for c in one.ready.claims.misconceptions]
    mine = [
        [
            value if is_own else 0.0
            for value, is_own in zip(
                values, own_words(one.claimed_words, one.about.claims[claim]), strict=True
            )
        ]
        for claim, values in zip(one.ready.claims.misconceptions, sure or nothing, strict=True)
    ]
    grade = graded(request, Reading(one.ready, one.claimed_words, one.about, made, mine))
    return scored(answer, grade, one.rubric)


def _over(
    work: Callable[[Task], Result], tasks: Sequence[Task], texts: Sequence[Text]
) -> list[Result]:
    rubrics = [(text.question_id, text.kept, text.draw) for text in texts]
    order = sorted(range(len(tasks)), key=lambda n: (rubrics[n], n))
    with ProcessPoolExecutor() as pool:
        done = pool.map(work, (tasks[n] for n in order), chunksize=_AT_A_TIME)
        found = dict(zip(order, done, strict=True))
    return [found[n] for n in range(len(tasks))]
