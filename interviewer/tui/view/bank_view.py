"""The bank as a list: filter, line and preview of a question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from interviewer.bank.choices import ordered
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.view.columns import fit
from interviewer.tui.view.hanging import hang

if TYPE_CHECKING:
    from interviewer.bank.index import IndexRow
    from interviewer.bank.rubric import Criterion, Item


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions are listed; ``None`` and an empty text let everything through."""

    words: str = ""
    area: str | None = None
    level: str | None = None
    kind: str | None = None

    def lets_through(self, row: "IndexRow") -> bool:
        """Return whether the question is to be listed."""
        if self.area not in (None, row.area) or self.level not in (None, row.level):
            return False
        text = f"{row.id} {row.area} {row.prompt}".lower()
        return self.kind in (None, row.kind) and all(
            word in text for word in self.words.lower().split()
        )

    def worded(self, words: str) -> "Filter":
        """Return the filter with other words."""
        return replace(self, words=words)

    def cycled(self, what: str, rows: "Sequence[IndexRow]") -> "Filter":
        """Return the filter with the next value of ``what`` that ``rows`` have."""
        values: list[str | None] = [
            None,
            *ordered(getattr(row, what) for row in rows),
        ]
        now = getattr(self, what)
        following = values[(values.index(now) + 1) % len(values)] if now in values else None
        return Filter(**(asdict(self) | {what: following}))

    def describe(self) -> str:
        """Return what is let through, in words."""
        chosen = [value for value in (self.area, self.level, self.kind) if value]
        return " · ".join(map(plain, chosen)) or "all areas, levels and kinds"


@dataclass(frozen=True, slots=True)
class Practised:
    """How often a question was tried, its last score (0..1), and how many points are due."""

    times: int = 0
    score: float | None = None
    due: int = 0

    def describe(self) -> str:
        """Return it in words."""
        told = [f"tried {counted(self.times, 'time')}" if self.times else "not tried yet"]
        if self.score is not None:
            told.append(f"last score {round(100 * self.score)}")
        if self.due:
            told.append(f"{counted(self.due, 'point')} due")
        return " · ".join(told)


NEW = Practised()

_ONE_LINE = 56  # cells that a question needs to fit on one line


def question_line(row: "IndexRow", width: int, practised: Practised = NEW) -> Content:
    """Return one question as a line of ``width`` cells, with its last score, tries and due mark.

    In a narrow list, the question goes on a second line.
    """
    area = fit(row.area, 14)
    level = fit(row.level, 12)
    score = "" if practised.score is None else str(round(100 * practised.score))
    tries = f"{practised.times}×" if practised.times else "new"
    told = f"{score:>3} {tries:>4}{'*' if practised.due else ' '} "
    if width < _ONE_LINE:
        return Content.assemble(
            (f"{area} {level} ", "$muted"), (told, "$primary"), f"\n  {fit(row.prompt, width - 2)}"
        )
    room = max(width - 28 - len(told), 10)
    return Content.assemble(
        (f"{area} {level} ", "$muted"), (told, "$primary"), fit(row.prompt, room)
    )


def preview(row: "IndexRow", practised: Practised = NEW) -> Content:
    """Return a question with nothing that gives its answer away."""
    facts = (
        f"{row.area} · {row.level} · {row.kind} · {counted(row.criteria, 'criterion', 'criteria')}"
        f" · {counted(row.follow_ups, 'follow-up')} · {counted(row.points, 'point')}"
        f"{f' · shows a {row.exhibit}' if row.exhibit else ''}"
    )
    return Content.assemble(
        (plain(row.prompt), "bold"),
        "\n",
        (plain(facts), "$muted"),
        "\n",
        (f"{row.id} · {practised.describe()}", "$muted"),
    )


def spoilers(item: "Item", width: int) -> Content:
    """Return how an answer is judged, and the model answer."""
    lines = [Content.styled("Criteria", "bold $primary")]
    lines += [_criterion(criterion, width) for criterion in item.rubric.criteria]
    if item.rubric.misconceptions:
        lines += [Content(""), Content.styled("Misconceptions", "bold $primary")]
        lines += [
            hang(Content.styled("! ", "bold $error"), Content(plain(wrong.statement)), width)
            for wrong in item.rubric.misconceptions
        ]
    lines += [Content(""), Content.styled("Model answer", "bold $primary")]
    lines.append(Content(plain(item.rubric.model_answer)))
    prompts = {follow_up.id: follow_up.prompt for follow_up in item.question.follow_ups}
    for depth in item.rubric.depth:
        prompt = plain(prompts.get(depth.follow_up, depth.follow_up))
        lines += [Content(""), Content.styled(f"Deeper: {prompt}", "bold $primary")]
        lines += [_criterion(criterion, width) for criterion in depth.criteria]
        lines.append(Content(plain(depth.model_answer)))
    return Content("\n").join(lines)


def _criterion(criterion: "Criterion", width: int) -> Content:
    essential = ", essential" if criterion.essential else ""
    worth = f" {counted(criterion.points, 'point')}{essential}"
    text = Content.assemble(plain(criterion.statement), (worth, "$muted"))
    return hang(Content.styled("· ", "$primary"), text, width)
