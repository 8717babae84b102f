"""The page and the plots of progress."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.learning.timed_scores import TimedScore
from interviewer.report.line_plot import Line, date_label, line_plot
from interviewer.report.progress_page import progress_page
from interviewer.report.progress_words import change
from tests.history.scored import outcome, progress_of

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script>{{ 7*7 }}&amp;\x1b[2J\u202e</title>'

ROW = outcome(at=NOW, criterion_id="point-one", credit=0.5, help="after a probe")


def marks(*scores: float) -> tuple[TimedScore, ...]:
    return tuple(
        TimedScore(NOW + n * timedelta(days=1), score, 1) for n, score in enumerate(scores)
    )


def drawn(*lines: Line, **size: int) -> ElementTree.Element:
    return ElementTree.fromstring(line_plot("Scores", lines, **size))


class Tags(HTMLParser):
    """Collects the elements and the text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.names: list[str] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_plot_places_scores_by_time_and_height() -> None:
    plot = drawn(Line("statistics", marks(0, 1, 0.5)), width=640, height=220)
    dots = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in plot.iter(f"{SVG}circle")]
    (x0, y0), (x1, y1), (x2, y2) = dots
    assert x0 < x1 < x2
    assert x1 - x0 == pytest.approx(x2 - x1, abs=0.2)
    assert y1 < y2 < y0, "a better score stands higher"
    assert y2 == pytest.approx((y0 + y1) / 2, abs=0.2)
    told = [title.text for title in plot.iter(f"{SVG}title")]
    assert "statistics, 11 Mar 2026: 100 of 100, 1 question" in told


def test_a_line_beside_the_main_one_has_no_dots_and_lies_beneath() -> None:
    plot = drawn(Line("own", marks(1, 0)), Line("all", marks(0, 1, 0.5), main=False))
    kinds = [line.get("class") for line in plot.iter(f"{SVG}polyline")]
    assert kinds == ["beside", "main"]
    assert len(list(plot.iter(f"{SVG}circle"))) == 2


def test_a_plot_of_nothing_and_of_one_mark_is_still_a_plot() -> None:
    assert not list(drawn().iter(f"{SVG}circle"))
    assert len(list(drawn(Line("one", marks(0.5))).iter(f"{SVG}circle"))) == 1


def test_long_histories_are_thinned_to_what_can_be_told_apart() -> None:
    plot = drawn(Line("all", marks(*[n % 2 for n in range(5000)])), width=640)
    assert len(list(plot.iter(f"{SVG}circle"))) <= 120


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 10**8), st.floats(0, 1)), max_size=30),
)
def test_every_plot_is_well_formed_and_stays_inside(
    name: str, places: list[tuple[int, float]]
) -> None:
    line = tuple(TimedScore(NOW + timedelta(seconds=s), score, 1) for s, score in sorted(places))
    plot = ElementTree.fromstring(line_plot(name, [Line(name, line)], width=300, height=100))
    for dot in plot.iter(f"{SVG}circle"):
        assert 0 <= float(dot.get("cx", "")) <= 300
        assert 0 <= float(dot.get("cy", "")) <= 100


@pytest.mark.parametrize(
    ("days", "label"), [(0.5, "12:00"), (20, "10 Mar"), (299, "10 Mar"), (400, "Mar 2026")]
)
def test_an_axis_is_labelled_as_its_span_wants_it(days: float, label: str) -> None:
    assert date_label(NOW, timedelta(days=days)) == label


@pytest.mark.parametrize(
    ("value", "text"), [(0.123, "+12"), (-0.07, "−7"), (0.001, "±0"), (0, "±0"), (None, "")]
)
def test_a_change_is_signed(value: float | None, text: str) -> None:
    assert change(value) == text


def test_the_page_shows_areas_points_comparison_and_plots() -> None:
    rows = [
        replace(ROW, session_id="a", at=NOW - timedelta(days=2), credit=0.0, help="never"),
        ROW,
    ]
    page = progress_page(progress_of(rows, NOW), lambda *_: "It divides by n.", NOW)
    text = " ".join(Tags(page).text.split())
    assert "mean of 2 questions" in text
    assert "The newest session and the session before" in text
    assert "+50" in text
    assert "It divides by n. statistics, q1; 1.5 of 2 points missing" in text
    assert "asked 2 times, last partial after a probe" in text
    assert page.count(b"<svg") == 3


def test_no_plot_is_scrolled_sideways_on_a_phone() -> None:
    page = progress_page(progress_of([ROW], NOW), lambda *_: None, NOW).decode()
    widths = re.findall(r'<div class="([a-z-]+)"><svg class="line-plot" viewBox="0 0 (\d+) ', page)
    assert widths == [("wide-plot", "640"), ("narrow", "340")]
    assert "min-width: 30rem" not in page
    assert ".wide-plot { display: none; } .narrow { display: block; }" in page


def test_two_sessions_of_one_day_are_told_apart() -> None:
    earlier = replace(ROW, session_id="a", at=NOW - timedelta(hours=3), credit=0.0, help="never")
    page = progress_page(progress_of([earlier, ROW], NOW), lambda *_: None, NOW).decode()
    heads = re.findall(r'<th scope="col">([^<]*2026[^<]*)</th>', page)
    assert heads == ["10 Mar 2026 09:00", "10 Mar 2026 12:00"]
    dots = re.findall(r"<title>([^<]*2026[^<]*): \d+ of 100", page)
    assert len(dots) == 6, "each session, in all areas (wide and narrow) and in its own"
    assert set(dots) == {f"{name}, {day}" for name in ("all areas", "statistics") for day in heads}


def test_levels_stand_from_the_easiest_on_whichever_came_first() -> None:
    later = replace(ROW, area="coding", level="intermediate", question_id="r", turn=2)
    page = Tags(progress_page(progress_of([later, ROW], NOW), lambda *_: None, NOW)).text
    assert page.index("Beginner") < page.index("Intermediate")


def test_an_empty_page_says_what_to_do() -> None:
    page = progress_page(progress_of([], NOW), lambda *_: None, NOW)
    assert "interviewer practice" in Tags(page).text
    assert b"<svg" not in page


def test_a_point_that_the_bank_has_lost_is_named_by_its_id() -> None:
    page = progress_page(progress_of([ROW], NOW), lambda *_: None, NOW)
    assert "point one" in Tags(page).text


def test_nothing_in_a_page_acts() -> None:
    row = replace(ROW, area=HOSTILE, question_id=HOSTILE, level=HOSTILE, format=HOSTILE)
    earlier = replace(row, session_id="a", at=NOW - timedelta(days=1))
    page = progress_page(progress_of([earlier, row], NOW), lambda *_: HOSTILE, NOW)
    tags = Tags(page)
    assert "script" not in tags.names
    assert "49" not in tags.text
    assert tags.text.count("{{ 7*7 }}") >= 5
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.decode())
    for drawing in re.findall(r"<svg.*?</svg>", page.decode(), re.DOTALL):
        ElementTree.fromstring(drawing)
    assert not re.search(rb"(?:https?:)?//(?!www\.w3\.org/2000/svg)", page)
