"""Progress as one self-contained page: no script, no request, everything escaped."""

from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

from interviewer.bank.choices import LEVELS
from interviewer.learning.progress import Progress
from interviewer.report import progress_words, wording
from interviewer.report.line_plot import Line, line_plot
from interviewer.text.dates import distinct_dates
from interviewer.text.display import plain

_WEAKEST = 12


def progress_page(
    progress: Progress, statement: Callable[[str, str], str | None], made_at: datetime
) -> bytes:
    """Return the page in UTF-8.

    ``statement`` returns the text of a criterion, given the ids of question and criterion.
    ``made_at`` is shown in its own time zone.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "percent": wording.percent,
        "points": wording.points,
        "change": progress_words.change,
    }
    # Everything printed passes through here, so that no field can be forgotten.
    environment.finalize = lambda value: plain(value) if type(value) is str else value
    templates = files("interviewer.report").joinpath("templates")
    styles = [templates.joinpath(name).read_text("utf-8") for name in ("report.css", "plot.css")]
    whole = Line("all areas", progress.overall)
    title = "All areas over time"
    beside = Line("all areas", progress.overall, main=False)
    template = environment.from_string(templates.joinpath("progress.html").read_text("utf-8"))
    page = template.render(
        progress=progress,
        # Our own style sheets and drawings, which escape what they were given.
        style=Markup("\n".join(styles)),  # noqa: S704 - our own
        overall_plot=Markup(line_plot(title, [whole])),  # noqa: S704 - our own
        overall_narrow_plot=Markup(  # noqa: S704 - our own
            line_plot(title, [whole], width=340, height=200)
        ),
        area_plots=[
            (
                area,
                Markup(  # noqa: S704 - our own
                    line_plot(
                        f"{area.area} over time",
                        [beside, Line(area.area, area.marks)],
                        width=340,
                        height=140,
                    )
                ),
            )
            for area in progress.areas
        ],
        weakest=[
            (one, progress_words.named(one, statement(one.question_id, one.criterion_id)))
            for one in progress.weakest[:_WEAKEST]
        ],
        compared=_compared(progress),
        words=progress_words,
        levels=_levels(progress),
        made_at=made_at,
    )
    return page.encode()


def _compared(progress: Progress) -> list[str]:
    """Return the days of the two compared sessions, earlier first; empty without a comparison."""
    pair = progress.comparison
    return distinct_dates([pair.before.at, pair.now.at]) if pair else []


def _levels(progress: Progress) -> list[str]:
    """Return the levels that occur, easiest first."""
    occur = {level.level for area in progress.areas for level in area.levels}
    return [level for level in LEVELS if level in occur]
