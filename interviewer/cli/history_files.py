"""Sessions out to a file and in from one, and away for good: parts of ``interviewer history``."""

import argparse
import gzip
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from interviewer.cli.counting import Counting
from interviewer.errors import ExitCode, InterviewerError, UsageError

if TYPE_CHECKING:
    from interviewer.engine import Engine


def add_actions(actions: Any) -> None:
    """Add the actions to the command line of ``history``."""
    out = actions.add_parser("export", help="write all sessions to a file")
    out.add_argument("file", metavar="FILE", help="'-' for standard output; *.gz is compressed")
    into = actions.add_parser("import", help="add the sessions of an exported file")
    into.add_argument("file", metavar="FILE", help="'-' for standard input")
    away = actions.add_parser("delete", help="delete a session and its recordings for good")
    away.add_argument("session", metavar="SESSION")
    away.add_argument("--yes", action="store_true", help="do not ask")


def run_action(engine: "Engine", arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    if arguments.action == "export":
        return _export(engine, arguments.file)
    if arguments.action == "import":
        return _import(engine, arguments.file)
    return _delete(engine, arguments.session, arguments.yes)


def _export(engine: "Engine", name: str) -> int:
    from interviewer.history.archive import write_archive

    with _written(name) as file, Counting("Exporting") as told:
        count, damaged = write_archive(engine.store, file, told)
    if name != "-":
        print(f"{_sessions(count)} written to {name}")
    for session_id in damaged:
        print(f"Session {session_id} is damaged and has been left out.", file=sys.stderr)
    return ExitCode.FAILED if damaged else ExitCode.DONE


def _import(engine: "Engine", name: str) -> int:
    from interviewer.history.archive import read_archive

    with _opened(name) as file, Counting("Importing") as told:

        def counted() -> Iterator[Any]:
            shown = "Standard input" if name == "-" else name
            for number, log in enumerate(read_archive(file, shown), 1):
                told(number)
                yield log

        added, known = engine.store.add(counted())
    print(f"{_sessions(added)} imported" + (f", {known:,} known already" if known else ""))
    return ExitCode.DONE


def _delete(engine: "Engine", session_id: str, sure: bool) -> int:
    missing = InterviewerError(
        f"There is no session {session_id[:80]!r}.", remedy="'interviewer history' lists them."
    )
    if not engine.store.bodies(session_id):
        raise missing
    if not sure:
        if not sys.stdin.isatty():
            raise UsageError("history delete: not confirmed.", remedy="Give --yes to delete it.")
        print(f"Delete session {session_id} for good? [y/N] ", end="", flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            print("Kept.")
            return ExitCode.DONE
    if not engine.delete(session_id):
        raise missing
    print(f"Session {session_id} deleted.")
    return ExitCode.DONE


@contextmanager
def _written(name: str) -> Iterator[IO[bytes] | io.BufferedIOBase]:
    """Open a file to be written whole or not at all."""
    if name == "-":
        yield sys.stdout.buffer
        return
    path = Path(name).expanduser().resolve()
    partial = path.with_name(f".{path.name}.part")
    to_file = path.is_file() or not path.exists()  # a device or a pipe is written to as it is
    try:
        with open(partial if to_file else path, "wb") as raw:  # noqa: PTH123
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=raw, mode="wb", filename="") as packed:
                    yield packed
            else:
                yield raw
        if to_file:
            os.replace(partial, path)  # noqa: PTH105
    except OSError as error:
        raise InterviewerError(
            f"{name}: the history cannot be written ({error.strerror or error}).",
            remedy="Choose another place for it.",
        ) from error
    finally:
        if to_file:
            partial.unlink(missing_ok=True)


@contextmanager
def _opened(name: str) -> Iterator["io.BufferedReader[Any]"]:
    if name == "-":
        with io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False)) as file:
            yield file
        return
    try:
        opened = Path(name).expanduser().open("rb")
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read ({error.strerror or error}).",
            remedy="Give a file that 'interviewer history export' has written.",
        ) from error
    with opened:
        yield opened


def _sessions(count: int) -> str:
    return f"{count:,} session{'' if count == 1 else 's'}"
