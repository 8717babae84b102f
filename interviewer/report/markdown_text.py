"""Escapes text so that Markdown shows it literally."""

import re

from interviewer.text.display import one_line, plain

# What Markdown interprets anywhere in a line, and what only at its start. A stretch may begin or
# end within an address.
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&$^@]|(?<=w)\.(?!\s)|/(?=/))")
_LEADING = re.compile(r"^(?:(?=[-+=:.)/])|(\d+)(?=[.)]))")


def escaped(text: str) -> str:
    """Return the text on one line, escaped so that Markdown shows it literally."""
    return _LEADING.sub(r"\1\\", _ACTIVE.sub(r"\\\1", one_line(text)))


def verbatim(text: str) -> list[str]:
    """Return the lines of an indented block, in which Markdown interprets nothing."""
    lines = plain(text).rstrip().splitlines()
    return [*(f"    {line}".rstrip() for line in lines), ""] if lines else []


def piece(text: str, credited: bool, before: str, after: str) -> str:
    """Escape a stretch of an answer, bold where it earned credit, keeping its line breaks.

    ``before`` and ``after`` are the characters next to it. In Markdown, bold cannot begin or end
    with a punctuation mark right next to a letter; such a line is not made bold.
    """
    lines = text.split("\n")
    shown = []
    for number, line in enumerate(lines):
        words = escaped(line)
        left = before if number == 0 else ""
        right = after if number == len(lines) - 1 else ""
        if credited and words and _can_part(line[0], left) and _can_part(line[-1], right):
            words = f"**{words}**"
        shown.append(f"{' ' * line[:1].isspace()}{words}{' ' * line[-1:].isspace()}")
    return "\n".join(shown)


def _can_part(edge: str, neighbour: str) -> bool:
    return edge.isalnum() or edge.isspace() or not neighbour.strip()
