"""Writes a statement as a sentence."""

import re

# An ordinary word, or the article. A name such as "k-means" or "no_grad" keeps its letter.
_ORDINARY = re.compile(r"(?:[a-z]{2,}|a)(?:[-'\u2019][a-z]+)*(?=[\s,:;!?\u2026]|\.?(?:\s|$))")


def sentence(statement: str) -> str:
    """Return the statement with a capital, unless a name begins it, and a full stop."""
    said = statement.strip()
    if _ORDINARY.match(said):
        said = said[0].upper() + said[1:]
    return said if not said or said.endswith((".", "!", "?", "\u2026")) else f"{said}."
