"""Writes what was missed as a text file for Anki: a card for each point and deeper question."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from html import escape

from interviewer.report.report import (
    AnswerReport,
    CriterionReport,
    DeeperPoint,
    MisconceptionReport,
    Report,
    TurnReport,
)
from interviewer.text.display import plain

HEADERS = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#deck:Interviews",
    "#columns:Guid\tFront\tBack\tTags",
    "#guid column:1",
    "#tags column:4",
)
"""What tells Anki how to read the file: https://docs.ankiweb.net/importing/text-files.html."""

_MISSED = {"missed": "You left out", "partial": "You said only in part"}

# What Anki interprets besides HTML: formulas \( and \[, [sound:], [latex], [$] and [anki:], fields
# and clozes {{. An element around the character separates it from what follows, so that it is shown
# literally, even after the card has been edited.
_ACTIVE = re.compile(r"[\\\[{]")


class AnkiExporter:
    """Writes a card for what was missed: a criterion, a misconception, a deeper question.

    Each criterion not fully met and each misconception stated is a card; so is each deeper
    follow-up whose reply left a point out, with the reference reply on the back. A card's guid
    depends only on the item and the point or follow-up, so that importing the report of a later
    session updates the card and keeps its history.
    """

    suffix = ".txt"

    def export(self, report: Report) -> bytes:
        """Return the whole file in UTF-8; only the headers if nothing was missed."""
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\n")
        cards: dict[str, tuple[str, str, str]] = {}
        for turn in report.turns:
            # Provisional verdicts are not grades.
            if turn.score is None:
                continue
            for criterion in turn.criteria:
                if criterion.settled and criterion.level != "met":
                    cards.setdefault(_guid(turn, criterion.id), _point(turn, criterion))
            for wrong in turn.misconceptions:
                cards.setdefault(_guid(turn, f"wrong {wrong.id}"), _belief(turn, wrong))
            for answer in turn.answers:
                left = [point for point in answer.deeper if point.level != "met"]
                if left:
                    cards.setdefault(
                        _guid(turn, f"deeper {answer.depth}"), _deeper(turn, answer, left)
                    )
        writer.writerows((guid, *fields) for guid, fields in cards.items())
        return ("\n".join(HEADERS) + "\n" + buffer.getvalue()).encode()


def literal(text: str) -> str:
    """Return HTML that shows the text literally, line breaks included."""
    return _shown(plain(text).strip())


def _shown(text: str) -> str:
    shown = escape(text)
    shown = _ACTIVE.sub(lambda sign: f"<span>{sign[0]}</span>", shown)
    return re.sub(r"\r\n|[\n\r\x85\u2028\u2029]", "<br>", shown)


def _guid(turn: TurnReport, point: str) -> str:
    return hashlib.sha256(f"{turn.question_id}\n{point}".encode()).hexdigest()[:20]


def _point(turn: TurnReport, criterion: CriterionReport) -> tuple[str, str, str]:
    asked = criterion.probe or _which(turn, criterion)
    back = [f"<b>{literal(criterion.statement)}</b>"]
    if criterion.spans and criterion.level == "partial":
        back.append(f"You said only: <i>{_quoted(criterion)}</i>")
    weight = f"{criterion.level}, worth {criterion.points}"
    back.append(f"<small>{weight}{', essential' if criterion.essential else ''}</small>")
    essential = ("essential",) if criterion.essential else ()
    tags = _tags(turn, criterion.level, *essential)
    return _front(turn, turn.prompt, asked), "<br><br>".join(back + _sources(turn)), tags


def _which(turn: TurnReport, missed: CriterionReport) -> str:
    """Return a question for a point without a follow-up, answerable without one's own answer."""
    others = [f"- {one.statement}" for one in turn.criteria if one.id != missed.id]
    if not others:
        return "Which point makes a full answer?"
    return "\n".join(("A full answer makes these points and one more. Which?", *others))


def _belief(turn: TurnReport, wrong: MisconceptionReport) -> tuple[str, str, str]:
    front = _front(turn, "What is wrong with this?", wrong.statement)
    back = [f"<b>{literal(wrong.correction)}</b>"]
    if wrong.spans:
        back.append(f"You said: <i>{_quoted(wrong)}</i>")
    return front, "<br><br>".join(back + _sources(turn)), _tags(turn, "misconception")


def _deeper(
    turn: TurnReport, answer: AnswerReport, left: Sequence[DeeperPoint]
) -> tuple[str, str, str]:
    back = [literal(answer.reference)]
    back += [f"{_MISSED[point.level]}: <b>{literal(point.statement)}</b>" for point in left]
    front = _front(turn, turn.prompt, answer.prompt)
    return front, "<br><br>".join(back + _sources(turn)), _tags(turn, "deeper")


def _front(turn: TurnReport, introduction: str, asked: str) -> str:
    """Return the question of a card under its introduction, with the exhibit between them."""
    shown = [f"<small>{literal(introduction)}</small><br><br>"]
    if turn.exhibit:
        # Cards are centred, which would break the layout of a table.
        exhibit = _shown(plain(turn.exhibit).rstrip())
        shown.append(f'<pre style="text-align: left">{exhibit}</pre>')
    return f"{''.join(shown)}<b>{literal(asked)}</b>"


def _quoted(row: CriterionReport | MisconceptionReport) -> str:
    return " … ".join(f"“{literal(span.quote)}”" for span in row.spans)


def _sources(turn: TurnReport) -> list[str]:
    if not turn.sources:
        return []
    return [f"<small>{'; '.join(literal(source) for source in turn.sources)}</small>"]


def _tags(turn: TurnReport, *more: str) -> str:
    """Return the tags, separated by spaces; Anki would take ``::`` in a name for a hierarchy."""
    names: Iterable[str] = (f"interviewer::{_tag(turn.area)}", _tag(turn.level), *map(_tag, more))
    return " ".join(names)


def _tag(name: str) -> str:
    return re.sub(r"[^\w-]+", "_", name)
