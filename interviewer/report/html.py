"""The report as one self-contained HTML file: no script, no request, everything escaped."""

from importlib.resources import files

from interviewer.report import coaching_words, code_words, delivery_words, session_words, wording
from interviewer.report.deeper import deeper_result
from interviewer.report.further_reading import free_at
from interviewer.report.highlight import pieces
from interviewer.report.report import Report
from interviewer.report.suspicion_words import UNCLEAR, admission, suspicion_text
from interviewer.text import highlighting
from interviewer.text.display import plain


class HtmlExporter:
    """Renders the package's template with jinja2, autoescaping on."""

    suffix = ".html"

    def export(self, report: Report) -> bytes:
        """Return the whole page in UTF-8."""
        from jinja2 import Environment, StrictUndefined

        environment = Environment(
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters |= {
            "percent": wording.percent,
            "points": wording.points,
            "whole_points": wording.whole_points,
            "duration": wording.duration,
        }
        # Everything printed passes through here, so that no field can be forgotten.
        environment.finalize = lambda value: plain(value) if type(value) is str else value
        templates = files("interviewer.report").joinpath("templates")
        template = environment.from_string(templates.joinpath("report.html").read_text("utf-8"))
        page = template.render(
            report=report,
            style=_Verbatim(templates.joinpath("report.css").read_text("utf-8")),
            marks=wording.LEVEL_MARKS,
            of_points=wording.of_points,
            outcome=session_words.outcome(report),
            standing=session_words.standing(report),
            unscored=wording.unscored,
            judged_by=wording.judged_by,
            doubt=wording.doubt,
            suspicion_text=suspicion_text,
            unclear=UNCLEAR,
            admission=admission,
            used=wording.used(report.usage),
            notices=session_words.notices(report),
            when=wording.when(report),
            day=wording.day(report),
            origin=wording.origin(report),
            delivery_facts=delivery_words.delivery_facts,
            deeper_result=deeper_result,
            delivery_note=delivery_words.DELIVERY_NOTE,
            plot=delivery_words.plot,
            said_when=wording.said_when,
            place_of=wording.place_of,
            changed=wording.changed,
            change_of=wording.change_of,
            guessed=wording.guessed,
            legend=wording.legend(c for turn in report.listed for c in turn.criteria),
            likely=wording.likely,
            unread=wording.unread,
            dispute_text=coaching_words.dispute_text,
            denied=coaching_words.DENIED,
            own_words=coaching_words.own_words,
            to_add=coaching_words.to_add,
            to_mend=coaching_words.to_mend,
            calibrated=wording.calibrated(report.calibration),
            pieces=pieces,
            free_at=free_at,
            practising=session_words.PRACTISING,
            code_words=code_words,
            coloured=highlighting.pieces,
        )
        return page.encode()


class _Verbatim(str):
    """Our own style sheet: the one text that is not escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)
