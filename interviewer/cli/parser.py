"""The parser of the command line, to which each command's module adds its part.

Nothing but the standard library is imported, so that ``--help`` and wrong usage answer at once.
"""

import argparse
from importlib import import_module
from typing import Any, NoReturn

from interviewer import __version__
from interviewer.errors import UsageError
from interviewer.installed import typed

COMMANDS = (
    "practice",
    "grade",
    "report",
    "history",
    "progress",
    "serve",
    "resume",
    "regrade",
    "dispute",
    "plan",
    "calibration",
    "bank",
    "code",
    "speech",
    "doctor",
    "completion",
)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and suggest the nearest valid word."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.color = False  # Python 3.14 would write escape sequences into the help

    def error(self, message: str) -> NoReturn:
        """Raise ``UsageError`` with the message and where to find help."""
        words = self.prog.split()[1:]
        end = "" if message.endswith("?") else "."
        raise UsageError(f"{self.prog}: {message}{end}", remedy=f"See '{typed(*words, '--help')}'.")

    def parse_known_args(self, *args: Any, **options: Any) -> Any:
        """Refuse arguments that a command does not know, in that command's name."""
        parsed, unknown = super().parse_known_args(*args, **options)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # Python 3.14 can do this too, but 3.11 to 3.13 cannot.
        if action.choices is not None and isinstance(value, str) and value not in action.choices:
            from difflib import get_close_matches

            near = get_close_matches(value, [str(choice) for choice in action.choices], n=1)
            if near:
                raise argparse.ArgumentError(
                    action, f"invalid choice: {value!r}. Did you mean {near[0]!r}?"
                )
        super()._check_value(action, value)


def build_parser(only: str | None = None) -> Parser:
    """Return the parser of all commands, or of ``only`` one: building the others takes 50 ms."""
    parser = Parser(
        prog="interviewer",
        description="Mock machine-learning interviews at the terminal, graded with quotes from "
        "your own answers. Without a command it opens the full screen.",
    )
    parser.add_argument("--version", action="version", version=f"interviewer {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name in COMMANDS if only is None else (only,):
        import_module(f"interviewer.cli.{name}").add_parser(subparsers)
    return parser
