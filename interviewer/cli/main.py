"""The ``interviewer`` command: reads the command line and hands over to that command's module.

Nothing but the standard library is imported before a command has been chosen, so that ``--help``
and wrong usage answer at once.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from interviewer.cli import INTERRUPTED
from interviewer.cli.parser import COMMANDS, build_parser
from interviewer.errors import ExitCode, InterviewerError, UsageError
from interviewer.garbage import collect_rarely
from interviewer.installed import typed

UNEXPECTED = "Unexpected error"
"""How the report of an unforeseen error begins."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and never lets a traceback out."""
    from interviewer.cli.streams import plain_streams

    _open_streams()
    collect_rarely()
    with plain_streams():
        return _main(argv)


def _main(argv: Sequence[str] | None) -> int:
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            # At exit it would be too late to report that the output went nowhere.
            sys.stdout.flush()
    except InterviewerError as error:
        _complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print(INTERRUPTED, file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader has closed the pipe
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
    """Replace closed standard streams, and let no unencodable character end an interview."""
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
    """Discard the buffered output, which would make the interpreter fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: Sequence[str]) -> int:
    if not argv:
        argv = ["practice", "--home"]
    for argument in argv:
        if argument.startswith("-") and argument.endswith("=--"):
            # Python 3.11 takes the two hyphens for the end of the options, and gives no value.
            raise UsageError(f"interviewer: {argument} gives no value.", remedy="Leave it out.")
    command = argv[0] if argv[0] in COMMANDS else None  # else the error lists all commands
    arguments = build_parser(command).parse_args(argv)
    if arguments.command is None:
        raise UsageError("interviewer: which command?", remedy=f"See '{typed('--help')}'.")
    code: int = import_module(f"interviewer.cli.{arguments.command}").run(arguments)
    if arguments.command == "doctor" or not hasattr(arguments, "engine"):
        return code  # doctor reports the damage itself
    damage = arguments.engine.damage()
    sys.stdout.flush()  # the damage is reported after the output
    for sentence in damage:
        _complain(InterviewerError(sentence, remedy=f"See '{typed('doctor')}'."))
    return code or (ExitCode.FAILED if damage else ExitCode.DONE)


def _unexpected(error: Exception) -> InterviewerError:
    if os.environ.get("INTERVIEWER_DEBUG"):
        raise error
    return InterviewerError(
        f"{UNEXPECTED} ({type(error).__name__}: {error}).",
        remedy="Set INTERVIEWER_DEBUG=1 to see where, and please report it.",
    )


def _complain(error: InterviewerError) -> None:
    from interviewer.text.display import one_line, short_words

    print(one_line(short_words(str(error))), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
