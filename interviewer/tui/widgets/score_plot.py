"""Scores over time, drawn in the terminal."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.color import Color
from textual_plotext import PlotextPlot

from interviewer.learning.timed_scores import TimedScore, thinned
from interviewer.report.line_plot import date_label

if TYPE_CHECKING:
    from rich.text import Text

_DATE = 16  # cells that a date beneath the plot takes, with its distance to the next
_DOTS = 4  # cells per mark from which each can have its own dot


class ScorePlot(PlotextPlot):
    """Draws one line of scores, and another to compare it with."""

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self.theme = "textual-clear"
        self._main: Sequence[TimedScore] = ()
        self._beside: Sequence[TimedScore] = ()

    def show(self, main: Sequence[TimedScore], beside: Sequence[TimedScore] = ()) -> None:
        """Draw new lines; their marks come oldest first."""
        self._main, self._beside = main, beside
        self.refresh()

    def render(self) -> "Text":
        """Return the plot in the colours of the present theme."""
        width, height = self.size
        plt = self.plt
        plt.clear_figure()
        plt.frame(False)
        plt.ylim(0, 100)
        plt.yticks([0, 40, 65, 85, 100] if height > 9 else [0, 50, 100] if height > 5 else [0, 100])
        if self._main and width > _DATE and height > 2:
            self._draw(width)
        return cast("Text", super().render())

    def _draw(self, width: int) -> None:
        moments = [mark.at for mark in (*self._main, *self._beside)]
        first, last = min(moments), max(moments)
        self._dates(first, last, max(width // _DATE, 2))
        variables = self.app.theme_variables
        muted, primary = (Color.parse(variables[name]).rgb for name in ("muted", "primary"))
        for marks, colour, main in (
            (self._beside, muted, False),
            (self._main, primary, True),
        ):
            few = thinned(marks, width)
            places = [mark.at.timestamp() for mark in few], [100 * mark.score for mark in few]
            if few:
                self.plt.plot(*places, marker="braille", color=colour)
            if main and len(few) * _DOTS <= width:
                self.plt.scatter(*places, marker="●", color=colour)

    def _dates(self, first: datetime, last: datetime, most: int) -> None:
        if first == last:
            self.plt.xlim(first.timestamp() - 1, first.timestamp() + 1)
            most = 1
        else:
            self.plt.xlim(first.timestamp(), last.timestamp())
        ticks: dict[str, float] = {}
        for step in range(most):
            moment = first + (last - first) * step / max(most - 1, 1)
            ticks.setdefault(date_label(moment, last - first), moment.timestamp())
        self.plt.xticks(list(ticks.values()), list(ticks))
