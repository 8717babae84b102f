"""What was found in a job description, as lines."""

from typing import TYPE_CHECKING

from textual.content import Content

from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.view.columns import bar, fit
from interviewer.tui.view.hanging import hang

if TYPE_CHECKING:
    from interviewer.interview.job import Job

Weighed = tuple[tuple[str, float, tuple[str, ...]], ...]
"""Areas with their weights (0..1) and the terms that asked for them, heaviest first."""


def job_text(job: "Job", width: int) -> Content:
    """Return the areas by weight, then every requirement with what it was matched with."""
    if not job.requirements:
        return Content("\n").join(
            [
                Content.styled("Nothing here names an area of the bank yet.", "$muted"),
                *_unasked(job, width),
            ]
        )
    size = max(len(one.area) for one in job.focus) + 2
    drawn = max(min(width - size - 8, 24), 4)
    top = job.focus[0].weight
    lines = [Content.styled(f"Areas of {counted(len(job.requirements), 'requirement')}", "bold")]
    for one in job.focus:
        done, rest = bar(one.weight / top, drawn)
        lines.append(
            Content.assemble(
                fit(one.area, size),
                (done, "$primary"),
                (rest, "$line"),
                (f" {one.weight:>4.0%}", "bold"),
            )
        )
    lines += _unasked(job, width)
    lines += [Content(""), Content.styled("Matched requirements", "bold")]
    for requirement in job.requirements:
        nice = "" if requirement.required else "  nice to have"
        body = Content.assemble(plain(requirement.text), (nice, "$muted"))
        lines.append(hang(Content.styled("· ", "$primary"), body, width))
        why = f"{', '.join(requirement.areas)}: {', '.join(requirement.terms)}"
        lines.append(hang(Content("  "), Content.styled(plain(why), "$muted"), width))
    return Content("\n").join(lines)


def _unasked(job: "Job", width: int) -> list[Content]:
    if not job.unasked:
        return []
    body = Content.assemble(("No question yet: ", "$warning"), plain(", ".join(job.unasked)))
    return [Content(""), hang(Content("  "), body, width)]


def focus_text(focus: Weighed) -> str:
    """Return the areas of a focus in a few words."""
    return ", ".join(f"{area} {weight:.0%}" for area, weight, _ in focus)


def weighed(job: "Job") -> Weighed:
    """Return the focus of a job as plain data."""
    return tuple((one.area, one.weight, one.terms) for one in job.focus)
