"""Scores over time as inline SVG: pure text, coloured by the style sheet of the page around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from interviewer.grading.bands import BANDS
from interviewer.learning.timed_scores import TimedScore, thinned
from interviewer.text.dates import distinct_dates
from interviewer.text.display import plain

_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 10, 8, 22  # units of the drawing around the plot itself
_DATE = 84  # units that a date beneath the plot takes
_APART = 5  # units between two marks at least


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plot. ``marks`` are oldest first; ``main`` says that it is what matters."""

    name: str
    marks: tuple[TimedScore, ...]
    main: bool = True


def line_plot(title: str, lines: Sequence[Line], *, width: int = 640, height: int = 220) -> str:
    """Return the lines as an ``<svg>`` of ``width`` by ``height`` units, scaling with the page.

    All lines share the time axis of all marks together; scores go from 0 to 100, and the bounds of
    the bands are ruled. An SVG without any mark has the ruled bands only.
    """
    moments = [mark.at for line in lines for mark in line.marks]
    parts = [
        f'<svg class="line-plot" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{_safe(title)}" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{_safe(title)}</title>",
        *_rules(width, height),
    ]
    if moments:
        first, last = min(moments), max(moments)
        parts += _dates(first, last, width, height)
        for line in sorted(lines, key=lambda line: line.main):
            parts += _line(line, first, last, width, height)
    return "".join([*parts, "</svg>"])


def _rules(width: int, height: int) -> list[str]:
    parts = []
    for score in (0.0, *(low for low, _, _ in reversed(BANDS) if low), 1.0):
        y = _y(score, height)
        parts.append(
            f'<line class="rule" x1="{_LEFT}" x2="{width - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="end" x="{_LEFT - 6}" y="{y + 3.5:.1f}">{round(score * 100)}</text>'
        )
    return parts


def _dates(first: datetime, last: datetime, width: int, height: int) -> list[str]:
    most = max(int((width - _LEFT - _RIGHT) / _DATE), 2)
    seen: dict[str, datetime] = {}
    for step in range(most):
        moment = first + (last - first) * step / (most - 1)
        seen.setdefault(date_label(moment, last - first), moment)
    parts = []
    for label, moment in seen.items():
        x = _x(moment, first, last, width)
        side = "start" if x < _LEFT + _DATE / 2 else "end" if x > width - _DATE / 2 else "middle"
        parts.append(f'<text class="{side}" x="{x:.1f}" y="{height - 5}">{label}</text>')
    return parts


def date_label(moment: datetime, span: timedelta) -> str:
    """Return a moment as an axis over ``span`` is labelled with it: clock, day or month."""
    if span < timedelta(days=1):
        return f"{moment:%H:%M}"
    return f"{moment:%d %b}" if span < timedelta(days=300) else f"{moment:%b %Y}"


def _line(line: Line, first: datetime, last: datetime, width: int, height: int) -> list[str]:
    marks = thinned(line.marks, int((width - _LEFT - _RIGHT) / _APART))
    places = [(_x(mark.at, first, last, width), _y(mark.score, height), mark) for mark in marks]
    kind = "main" if line.main else "beside"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in places)
    parts = [f'<polyline class="{kind}" points="{path}"/>']
    if line.main:
        labels = distinct_dates([mark.at for mark in marks])
        parts += [
            f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{_safe(line.name)}, '
            f"{label}: {round(mark.score * 100)} of 100, {mark.questions} "
            f"question{'' if mark.questions == 1 else 's'}</title></circle>"
            for label, (x, y, mark) in zip(labels, places, strict=True)
        ]
    return parts


def _x(moment: datetime, first: datetime, last: datetime, width: int) -> float:
    room = width - _LEFT - _RIGHT
    span = (last - first).total_seconds()
    return _LEFT + room * ((moment - first).total_seconds() / span if span else 0.5)


def _y(score: float, height: int) -> float:
    return _TOP + (height - _TOP - _BOTTOM) * (1 - score)


def _safe(text: str) -> str:
    return escape(plain(text))
