"""The ``interviewer`` command: reads the command line and hands over to one module a command.

Nothing but the standard library is imported before a command has been chosen, so that ``--help``
and wrong usage answer at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from interviewer import __version__
from interviewer.cli.interruption import raise_again
from interviewer.errors import ExitCode, InterviewerError, UsageError

COMMANDS = (
    "practice",
    "grade",
    "report",
    "history",
    "progress",
    "serve",
    "resume",
    "regrade",
    "plan",
    "calibration",
    "bank",
    "speech",
    "doctor",
)

_SCREENS = ("practice", "resume")
"""What ends at once on Ctrl+C until it has taken over the terminal, or begun the interview."""


class _Parser(argparse.ArgumentParser):
    """A parser whose error is one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{self.prog}: {message}.", remedy=f"See '{self.prog} --help'.")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(
        prog="interviewer",
        description="Mock machine-learning interviews at the terminal, graded with quotes from "
        "your own answers. Without a command it opens the full screen.",
    )
    parser.add_argument("--version", action="version", version=f"interviewer {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name in COMMANDS:
        import_module(f"interviewer.cli.{name}").add_parser(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never lets a traceback out."""
    _open_streams()
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            # At exit it would be too late to say that the output went nowhere.
            sys.stdout.flush()
    except InterviewerError as error:
        _complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read it has gone
        return ExitCode.DONE
    except OSError as error:
        reason = error.strerror or type(error).__name__
        _complain(
            InterviewerError(
                f"{error.filename or 'Standard output'} cannot be used ({reason}).",
                remedy="Check its permissions and the space on its disk.",
            )
        )
        _drop_output()
        return ExitCode.FAILED
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else ExitCode.DONE
    except Exception as error:
        _complain(_unexpected(error))
        return ExitCode.FAILED


def _open_streams() -> None:
    """Stand in for a stream that is closed, and let no character end an interview."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115
            setattr(sys, name, stream)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # The locale may lack some character.
            reconfigure(errors="replace")


def _drop_output() -> None:
    """Send what is left in the buffer nowhere, or the interpreter fails with it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: Sequence[str]) -> int:
    if not argv:
        argv = ["practice", "--home"]
    arguments = build_parser().parse_args(argv)
    if arguments.command is None:
        raise UsageError("interviewer: which command?", remedy="See 'interviewer --help'.")
    module = import_module(f"interviewer.cli.{arguments.command}")
    if arguments.command not in _SCREENS or os.name == "nt":
        raise_again()
    code: int = module.run(arguments)
    return code


def _unexpected(error: Exception) -> InterviewerError:
    if os.environ.get("INTERVIEWER_DEBUG"):
        raise error
    return InterviewerError(
        f"Something unforeseen went wrong ({type(error).__name__}: {error}).",
        remedy="Set INTERVIEWER_DEBUG=1 to see where, and please report it.",
    )


def _complain(error: InterviewerError) -> None:
    from interviewer.plain_text import one_line

    print(one_line(str(error)), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
