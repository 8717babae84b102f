"""The answers to one question, and which words of them earned something."""

from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from interviewer.report.deeper import deeper_result
from interviewer.report.delivery_words import delivery_facts, plot
from interviewer.report.report import AnswerReport, CriterionReport, DeliveryReport, TurnReport
from interviewer.text.display import plain

_SHOWN = 20_000  # characters of an answer; quotes beyond are still shown with their criterion

MarkKind = Literal["met", "partial", "error", "asked"]

_STYLES: dict[MarkKind, str] = {
    "met": "$success",
    "partial": "$warning",
    "error": "$error",
    "asked": "$muted",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an answer that earned something. Offsets are into the passage's text."""

    start: int
    end: int
    kind: MarkKind
    row: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One answer with its marks; ``label`` says what it replies to."""

    label: str
    text: str
    marks: tuple[Mark, ...]
    delivery: DeliveryReport | None = None
    deeper: str = ""


def passages(turn: TurnReport) -> tuple[Passage, ...]:
    """Return the answers of a turn.

    A mark's ``row`` counts criteria, then charged, suspected and disputed misconceptions.
    """
    marks: dict[int, list[Mark]] = {answer.id: [] for answer in turn.answers}
    for row, criterion in enumerate(turn.criteria):
        if criterion.answer_id is not None and criterion.level != "missed":
            for span in criterion.spans:
                mark = Mark(span.start, span.end, _kind(criterion), row)
                marks[criterion.answer_id].append(mark)
    for row, wrong in enumerate(turn.misconceptions, len(turn.criteria)):
        for span in wrong.spans:
            marks[wrong.answer_id].append(Mark(span.start, span.end, "error", row))
    for row, doubtful in enumerate(turn.suspected, len(turn.criteria) + len(turn.misconceptions)):
        for span in doubtful.spans:
            marks[doubtful.answer_id].append(Mark(span.start, span.end, "asked", row))
    at = len(turn.criteria) + len(turn.misconceptions) + len(turn.suspected)
    for row, denied in enumerate(turn.disputed, at):
        for span in denied.spans:
            marks[denied.answer_id].append(Mark(span.start, span.end, "asked", row))
    return tuple(
        Passage(
            label=_label(answer),
            text=plain(answer.text),
            marks=tuple(marks[answer.id]),
            delivery=answer.delivery,
            deeper=_deeper(answer),
        )
        for answer in turn.answers
    )


def _label(answer: AnswerReport) -> str:
    if answer.follow_up:
        return f"Follow-up: {plain(answer.follow_up)}"
    return "Your answer" if answer.text else "You submitted the code without a word."


def _deeper(answer: AnswerReport) -> str:
    told = plain(deeper_result(answer))
    return f"{told}\nA full reply: {plain(answer.reference)}" if told else ""


def _kind(criterion: CriterionReport) -> MarkKind:
    return "met" if criterion.level == "met" else "partial"


def answer_text(turn: TurnReport, selected: int | None) -> tuple[Content, int | None]:
    """Return all answers with their marks, and where the first selected one begins.

    What earned something is underlined; the words of the selected row are in reverse.
    """
    whole = Content("")
    first: int | None = None
    for passage in passages(turn):
        if whole:
            whole = whole + "\n\n"
        whole = whole + Content.styled(passage.label, "$muted") + "\n"
        at = len(whole)
        text = passage.text
        cut = len(text) - _SHOWN
        body = Content(text[:_SHOWN], strip_control_codes=False)
        for mark in sorted(passage.marks, key=lambda mark: mark.row == selected):
            if mark.row == selected:
                body = body.stylize("bold reverse", mark.start, mark.end)
                first = at + mark.start if first is None else min(first, at + mark.start)
            else:
                body = body.stylize(f"underline {_STYLES[mark.kind]}", mark.start, mark.end)
        whole = whole + body
        if cut > 0:
            whole = whole + Content.styled(f"\n… {cut:,} more characters, all kept", "$muted")
        if passage.deeper:
            whole = whole + Content.styled(f"\n\n{passage.deeper}", "$muted")
        if passage.delivery is not None:
            whole = whole + "\n" + spoken_line(passage.delivery)
    return whole or Content.styled("You gave no answer.", "$muted"), first


def spoken_line(delivery: DeliveryReport) -> Content:
    """Return how an answer was spoken, with its pace over time drawn."""
    return Content.assemble(
        ("Delivery, not scored  ", "$muted"),
        (plot(delivery.over_time), "$primary"),
        (f"  {' · '.join(delivery_facts(delivery))}", "$muted"),
    )
