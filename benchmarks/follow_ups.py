"""Print how often the first follow-up asks for what the answer has just said.

    python -m training.fetch answers.jsonl          # from public files, by the labels
    python -m benchmarks.follow_ups answers.jsonl

Each answer is judged by the offline grader and the next follow-up chosen as in an interview with
the default settings. A probe asks for something already said if a reader finds its point made, even
in part. The shipped numbers were fitted on these very answers: expect a little more on others.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.rubric import Item
from interviewer.errors import BankError
from interviewer.grading.grade import Grade
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.interview.events import SessionConfig, Timings
from interviewer.interview.follow_ups import next_follow_up
from interviewer.interview.session import Answer, Suspicion, Turn
from training.rated_answers import Answer as Rated
from training.rated_answers import real

_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def answered(item: Item, text: str) -> Turn | None:
    """Return the turn with this answer; None if the grader cannot read it."""
    grade = judge(GradingRequest(prompt=item.question.shown, rubric=item.rubric, answer=text))
    if not isinstance(grade, Grade):
        return None
    answer = Answer(1, text, None, None, 0, _WHEN, Timings(), outcome=grade)
    return Turn(number=1, item=item, asked_at=_WHEN, answers=(answer,))


def what_is_asked(turn: Turn, made: dict[str, float]) -> str:
    """Return the kind of the next follow-up, given the points that a reader found ``made``."""
    follow_up = next_follow_up(turn, SessionConfig().probes)
    if follow_up is None:
        return "none"
    if isinstance(follow_up, Suspicion):
        return "challenge" if follow_up.follow_up_id else "do you mean"
    said = made.get(follow_up.criterion, 0) > 0
    if follow_up.when == "met":
        return "deeper, made" if said else "deeper, not made"
    return "probe, was said" if said else "probe, was not said"


def counted(catalog: Catalog, answers: Iterable[Rated]) -> Counter[str]:
    """Count the follow-ups by kind."""
    found: Counter[str] = Counter()
    for one in answers:
        try:
            turn = answered(catalog.item(one.question_id), one.text)
        except BankError:
            continue
        if turn is not None and one.labels is not None:
            found[what_is_asked(turn, one.labels.criteria)] += 1
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = parser_of("follow_ups", __doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    try:
        given = real(parser.parse_args(argv).files)
    except OSError as error:
        sys.exit(
            f"Cannot read {error.filename}: {error.strerror}. `python -m training.fetch` makes one."
        )
    found = counted(Catalog.load(), given)
    for kind, number in found.most_common():
        print(f"{kind:20} {number}")
    probes = found["probe, was said"] + found["probe, was not said"]
    asked = found.total() - found["none"]
    if not probes:
        sys.exit("No answer to a question of the bank was followed by a probe.")
    again = found["probe, was said"]
    print(f"asks for what was said: {again / probes:.1%} of {probes} probes", end=", ")
    print(f"{again / asked:.1%} of {asked} follow-ups")


if __name__ == "__main__":
    main()
