"""Paragraphs whose later lines are indented like the first."""

from textual.content import Content


def hang(prefix: Content, body: Content, width: int) -> Content:
    """Return ``body`` after ``prefix``, wrapped to ``width`` cells and indented beneath it."""
    indent = prefix.cell_length
    lines = body.wrap(max(width - indent, 10))
    first, *rest = lines or [Content("")]
    blank = " " * indent
    return Content("\n").join([prefix + first, *(Content(blank) + line for line in rest)])
