"""What a fit asks of thousands of texts, done on all cores; results come in the order of the texts.

Each process reads the bank once, and gets the texts of a question together, so that a rubric is
made ready once.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
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


def credit(texts: Sequence[Text], *, statements: bool = False) -> list[list[list[Row]]]:
    """Return the rows of every criterion for each text; ``statements``: without wordings."""
    return _over(partial(_credit, statements), texts, [text.question_id for text in texts])


def accusation(texts: Sequence[Text], earned: Sequence[Values]) -> list[list[list[Row]]]:
    """Return the rows of every misconception for each text."""
    tasks = list(zip(texts, earned, strict=True))
    return _over(_accusation, tasks, [text.question_id for text in texts])


def grades(
    given: Sequence[tuple[Answer, Text]],
    made: Sequence[Values],
    sure: Sequence[Values] | None,
    *,
    statements: bool = False,
) -> list[Judged]:
    """Grade answers from what each candidate earns, as the grader itself would."""
    beliefs: Sequence[Values | None] = sure or [None] * len(given)
    tasks = [(*one, made[n], beliefs[n]) for n, one in enumerate(given)]
    ids = [answer.question_id for answer, _ in given]
    return _over(partial(_grade, statements), tasks, ids)


def _credit(statements: bool, text: Text) -> list[list[Row]]:
    return credit_rows_of(bank(), text, statements=statements)


def _accusation(task: tuple[Text, Values]) -> list[list[Row]]:
    return accusation_rows_of(bank(), *task)


def _grade(statements: bool, task: tuple[Answer, Text, Values, Values | None]) -> Judged:
    answer, text, made, sure = task
    one = read(bank(), text, statements=statements)
    request = GradingRequest(
        prompt=bank().prompts[answer.question_id], rubric=one.rubric, answer=answer.text
    )
    nothing = [[0.0] * len(one.about.claims[c]) for c in one.ready.claims.misconceptions]
    mine = [
        [
            value if is_own else 0.0
            for value, is_own in zip(
                values, own_words(one.claimed, one.about.claims[claim]), strict=True
            )
        ]
        for claim, values in zip(one.ready.claims.misconceptions, sure or nothing, strict=True)
    ]
    grade = graded(request, Reading(one.ready, one.claimed, one.about, made, mine))
    return scored(answer, grade, one.rubric)


def _over(
    work: Callable[[Task], Result], tasks: Sequence[Task], questions: Sequence[str]
) -> list[Result]:
    order = sorted(range(len(tasks)), key=lambda n: (questions[n], n))
    with ProcessPoolExecutor() as pool:
        done = pool.map(work, (tasks[n] for n in order), chunksize=_AT_A_TIME)
        found = dict(zip(order, done, strict=True))
    return [found[n] for n in range(len(tasks))]
