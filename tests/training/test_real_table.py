"""The tables of docs/grading.md, against figures worked out by hand."""

from interviewer.grading.grade import FoundMisconception, Grade, Level, Span, Verdict
from training.judged import Judged
from training.rated_answers import Answer, Labels
from training.real_table import tables

CREDIT: dict[Level, float] = {"met": 1.0, "partial": 0.5, "missed": 0.0}
SPAN = (Span(start=0, end=1, quote="x"),)


def row(
    question: str,
    kind: str,
    words: int,
    score: float,
    marks: tuple[float, float],
    levels: dict[str, Level],
    made: dict[str, float],
    charged: tuple[str, ...] = (),
    stated: tuple[str, ...] = (),
    by: tuple[dict[str, float], ...] = (),
) -> Judged:
    verdicts = tuple(
        Verdict(
            criterion_id=name,
            level=level,
            credit=CREDIT[level],
            spans=SPAN if level != "missed" else (),
        )
        for name, level in levels.items()
    )
    grade = Grade(
        verdicts=verdicts,
        misconceptions=tuple(
            FoundMisconception(misconception_id=one, spans=SPAN) for one in charged
        ),
        grader="offline",
        grader_version="1",
        rubric_version=1,
    )
    labels = Labels(made, frozenset(stated))
    answer = Answer(
        f"{question}/{words}", question, "author", kind, " ".join(["word"] * words), sum(marks) / 2,
        labels, real=True, apart=marks, labels_by=tuple(Labels(one, frozenset()) for one in by),
    )  # fmt: skip
    return Judged(answer, grade, score, score - 0.1, score + 0.1)


def cells(text: str, name: str, table: int) -> list[str]:
    [line] = [
        line for line in text.split("\n\n")[table].splitlines() if line.startswith(f"| {name} |")
    ]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


ROWS = [
    row("covariance-vs-correlation", "written", 10, 0.2, (0.1, 0.3), {"a": "met", "b": "missed"},
        {"a": 1, "b": 1}, by=({"a": 1, "b": 1}, {"a": 1, "b": 0.5})),
    row("covariance-vs-correlation", "written", 79, 0.6, (0.6, 0.6), {"a": "met", "b": "partial"},
        {"a": 0.5, "b": 0}, charged=("x", "y"), stated=("y", "z")),
    row("covariance-vs-correlation", "spoken", 80, 0.5, (0.8, 1.0), {"a": "met", "b": "partial"},
        {"a": 0, "b": 0.5}, charged=("x",)),
    row("weight-initialization", "seed", 150, 0.9, (0.5, 0.5), {"a": "missed"},
        {"a": 0}, stated=("z",)),
]  # fmt: skip


def test_scores_by_kind_length_and_area() -> None:
    text = tables(ROWS)
    # differences 0, 0, -.4, .4; the last two lie outside of their ranges
    assert cells(text, "all", 0)[:1] + cells(text, "all", 0)[2:5] == ["4", "28.3", "+0.0", "50 %"]
    assert cells(text, "written", 0) == ["2", "1.00", "0.0", "+0.0", "100 %", "1.00", "14.1"]
    assert cells(text, "under 80 words", 0)[0] == "2"
    assert cells(text, "80 to 149 words", 0) == ["1", "–", "40.0", "-40.0", "0 %", "–", "20.0"]
    assert cells(text, "150 words and more", 0)[0] == "1"
    assert cells(text, "deep-learning, statistics", 0)[0] == "4"


def test_areas_with_enough_answers_have_a_row_of_their_own() -> None:
    text = tables([*ROWS, *ROWS[:1] * 7])
    assert cells(text, "statistics", 0)[0] == "10"
    assert cells(text, "deep-learning", 0)[0] == "1"


def test_verdicts_and_accusations() -> None:
    text = tables(ROWS)
    # met: 1, 0.5, 0; partial: 0, 0.5; fully made: one found of two; charged x, y, x
    assert cells(text, "all", 1) == ["3", "33 %", "67 %", "2", "50 %", "50 %", "3", "1", "3", "0"]
    assert cells(text, "published lists", 1)[:3] == ["0", "–", "–"]


def test_readers_stand_beside_the_grader() -> None:
    text = tables(ROWS)
    # met by one: 1, 1 (made .5 by the other) and 1; partial by one: made 1 by the other
    name = "one reader against the other (1)"
    assert cells(text, name, 1)[:6] == ["3", "67 %", "100 %", "1", "100 %", "100 %"]
    assert "one reader" not in tables(ROWS[1:])


def test_the_tables_are_markdown() -> None:
    for table in tables(ROWS).split("\n\n"):
        assert len({line.count("|") for line in table.splitlines()}) == 1
        assert table.splitlines()[1].startswith("|---|--:")
