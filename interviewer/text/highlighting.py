"""Splits code into pieces by kind, for syntax highlighting."""

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pygments.lexer import Lexer

Kind = Literal["keyword", "string", "comment", "number", "name", ""]

MOST = 40_000
"""Most characters of code that are split; longer code stays in one piece."""


def pieces(code: str, language: str) -> list[tuple[str, Kind]]:
    """Return the code in pieces, each with its kind; joined, they are the code again.

    ``name`` is what is defined here or built in. Code in another language than ``python`` and
    ``sql`` stays in one piece.
    """
    lexer = _lexer(language)
    if lexer is None or len(code) > MOST:
        return [(code, "")]
    found: list[tuple[str, Kind]] = []
    for token, text in lexer.get_tokens(code):
        kind = _kind(token)
        if found and found[-1][1] == kind:
            found[-1] = (found[-1][0] + text, kind)
        else:
            found.append((text, kind))
    # A lexer is free to tidy up; what is shown must be what was written.
    return found if "".join(text for text, _ in found) == code else [(code, "")]


@cache
def _lexer(language: str) -> "Lexer | None":
    if language == "python":
        from pygments.lexers.python import PythonLexer

        return PythonLexer(stripnl=False, ensurenl=False)
    if language == "sql":
        from pygments.lexers.sql import SqlLexer

        return SqlLexer(stripnl=False, ensurenl=False)
    return None


@cache
def _kind(token: Any) -> Kind:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    if token in Comment:
        return "comment"
    if token in Keyword or token in Operator.Word:
        return "keyword"
    if token in String:
        return "string"
    if token in Number:
        return "number"
    if token in Name.Function or token in Name.Class or token in Name.Builtin:
        return "name"
    return ""
