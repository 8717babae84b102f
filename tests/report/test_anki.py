"""Flash cards: one a missed point, the same card in every session, and nothing but text in it."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.grade import Level
from interviewer.report.anki import HEADERS, AnkiExporter, literal
from interviewer.report.build import build_report
from interviewer.report.report import CriterionReport, Report
from interviewer.text.display import plain
from tests.report.hostile import hostile_session

REPORT = build_report(hostile_session())
SIGNS = [
    "\\(",
    "\\)",
    "\\[",
    "[sound:",
    "[latex]",
    "[/latex]",
    "[$]",
    "{{c1::",
    "}}",
    "<b>",
    "&lt;",
]
TEXTS = st.lists(st.sampled_from([*SIGNS, "\n", "\t", '"', "x^2", "[anki:"]) | st.text(max_size=9))


def cards(report: Report) -> list[list[str]]:
    """Read the file as Anki does: headers begin with a hash, the rest is a table."""
    lines = AnkiExporter().export(report).decode().split("\n")
    assert tuple(lines[: len(HEADERS)]) == HEADERS
    table = io.StringIO("\n".join(lines[len(HEADERS) :]), newline="")
    return list(csv.reader(table, delimiter="\t", strict=True))


class Field(HTMLParser):
    """What a field holds: each run of text between two tags, all of them together, and the tags."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.tags: set[str] = set()
        self.feed(field)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.tags.add(tag)
        if tag == "br":
            self.runs.append("\n")

    def handle_data(self, data: str) -> None:
        self.runs.append(data)


def with_criterion(**changes: object) -> Report:
    """Return the report of one question with one criterion, changed."""
    turn = REPORT.turns[0]
    row = turn.criteria[1].model_copy(update=changes)
    turn = turn.model_copy(update={"answers": (), "criteria": (row,), "misconceptions": ()})
    return REPORT.model_copy(update={"turns": (turn,)})


def test_every_point_not_fully_made_and_every_misconception_is_a_card() -> None:
    turns = [turn for turn in REPORT.turns if turn.score is not None]
    missed = sum(row.level != "met" for turn in turns for row in turn.criteria)
    believed = sum(len(turn.misconceptions) for turn in turns)
    assert (missed, believed) == (3 + len(REPORT.turns[4].criteria), 2)
    deeper = sum("deeper" in row[3].split() for row in cards(REPORT))
    assert deeper == 1
    assert len(cards(REPORT)) == missed + believed + deeper


def test_a_card_asks_for_just_its_point_and_tells_it() -> None:
    ((_, front, back, tags),) = cards(with_criterion())
    row = REPORT.turns[0].criteria[1]
    assert row.probe == "Say more about 2, please?"
    assert row.probe in front
    assert row.statement in back
    assert "adds all values and the median" in back, "the words that earned a part"
    assert tags == "interviewer::statistics beginner partial"


def with_deeper(*levels: Level) -> Report:
    """Return the report of one question whose deeper reply reached its points so far."""
    turn = REPORT.turns[0]
    answer = next(one for one in turn.answers if one.depth)
    points = tuple(
        point.model_copy(update={"level": level})
        for point, level in zip(answer.deeper, levels, strict=True)
    )
    answer = answer.model_copy(update={"deeper": points})
    turn = turn.model_copy(update={"answers": (answer,), "criteria": (), "misconceptions": ()})
    return REPORT.model_copy(update={"turns": (turn,)})


def test_a_deeper_question_is_a_card_with_its_reference_reply_and_what_was_left_out() -> None:
    ((_, front, back, tags),) = cards(with_deeper("met", "missed"))
    turn = REPORT.turns[0]
    answer = next(one for one in turn.answers if one.depth)
    made, left = answer.deeper
    assert literal(turn.prompt) in front
    assert literal(answer.prompt) in front
    assert back.startswith(literal(answer.reference))
    assert f"You left out: <b>{literal(left.statement)}</b>" in back
    assert literal(made.statement) not in back
    assert tags == "interviewer::statistics beginner deeper"


def test_a_deeper_question_answered_in_full_is_no_card() -> None:
    assert cards(with_deeper("met", "met")) == []


def test_a_deeper_card_stays_the_same_whatever_was_missed() -> None:
    assert cards(with_deeper("met", "missed"))[0][0] == cards(with_deeper("partial", "met"))[0][0]


def test_each_card_of_a_question_shows_its_exhibit_with_its_columns_in_place() -> None:
    turn = REPORT.turns[0]
    fronts = [row[1] for row in cards(REPORT.model_copy(update={"turns": (turn,)}))]
    assert len(fronts) == 4
    for front in fronts:
        block = front.partition('<pre style="text-align: left">')[2].partition("</pre>")[0]
        assert "".join(Field(block).runs) == plain(turn.exhibit).rstrip()
    assert turn.exhibit.startswith("  x")


def test_a_point_without_a_question_of_its_own_still_has_one() -> None:
    ((_, front, _, _),) = cards(with_criterion(probe=None))
    assert "Which point makes a full answer?" in front


def test_a_later_session_updates_the_card() -> None:
    later = with_criterion(level="missed", spans=(), earned=0.0).model_copy(
        update={"session_id": "another"}
    )
    ((guid, *_),) = cards(with_criterion())
    ((same, *_),) = cards(later)
    assert guid == same


def test_a_question_tried_twice_gives_each_card_once() -> None:
    report = with_criterion()
    again = report.turns[0].model_copy(update={"number": 2, "retry_of": 1})
    assert cards(report.model_copy(update={"turns": (*report.turns, again)})) == cards(report)


@pytest.mark.parametrize("status", ["ungraded", "provisional"])
def test_what_was_not_graded_gives_no_card(status: str) -> None:
    report = with_criterion()
    turn = report.turns[0].model_copy(update={"status": status, "score": None})
    assert cards(report.model_copy(update={"turns": (turn,)})) == []


@given(TEXTS.map("".join))
def test_a_field_shows_its_text_and_runs_nothing(text: str) -> None:
    field = Field(literal(text))
    shown = re.sub(r"\r\n|[\r\x85\u2028\u2029]", "\n", plain(text).strip())
    assert "".join(field.runs) == shown
    assert field.tags <= {"br", "span"}
    for run in field.runs:
        # What Anki acts on has two signs at least, and they stand in no run together.
        assert not re.search(r"\\[(\[]|\[\w|\[\$|\{\{", run)
    assert not re.search(r"\\[(\[]|\[\w|\[\$|\{\{", literal(text))


@given(TEXTS.map("".join))
def test_a_card_stays_one_row_of_four_cells(text: str) -> None:
    rows = cards(with_criterion(statement=text, probe=text))
    assert [len(row) for row in rows] == [4]


def test_an_area_with_spaces_stays_one_tag() -> None:
    report = with_criterion()
    turn = report.turns[0].model_copy(update={"area": "time series::x"})
    ((*_, tags),) = cards(report.model_copy(update={"turns": (turn,)}))
    assert tags.split()[0] == "interviewer::time_series_x"


def test_the_probe_of_a_criterion_is_in_the_report() -> None:
    rows: tuple[CriterionReport, ...] = REPORT.turns[0].criteria
    assert [row.probe for row in rows] == [f"Say more about {n}, please?" for n in (1, 2, 3)]
