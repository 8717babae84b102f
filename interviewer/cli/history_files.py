"""Export, import and deletion of sessions: actions of ``interviewer history``."""

import argparse
import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from interviewer.cli.counting import Counting
from interviewer.cli.options import add_force_option, stream_argument
from interviewer.errors import ExitCode, InterviewerError, UsageError
from interviewer.installed import typed
from interviewer.text.counts import counted
from interviewer.text.display import one_line
from interviewer.userdata.atomic import whole_file

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.history.bundle import ImportResult


def add_actions(actions: Any) -> None:
    """Add the actions to the command line of ``history``."""
    out = actions.add_parser(
        "export",
        help="write all sessions to a file, or everything to a .zip",
        description="Write what is stored to a file. FILE.zip gets the sessions, recordings, "
        "drafts, your own items, the day of your interview and config.toml; any "
        "other file gets the sessions as JSON lines.",
    )
    out.add_argument(
        "file",
        type=stream_argument,
        metavar="FILE",
        help="'-' for standard output; *.gz is compressed",
    )
    add_force_option(out)
    into = actions.add_parser(
        "import",
        help="add the sessions of an exported file that are not stored yet",
        description="Add the sessions of an exported file that are not stored yet. Nothing that "
        "is stored is changed.",
    )
    into.add_argument(
        "file", type=stream_argument, metavar="FILE", help="'-' for standard input (no .zip)"
    )
    into.add_argument(
        "--settings",
        action="store_true",
        help="import config.toml from a .zip too: it can name programs to run and servers to ask",
    )
    into.add_argument(
        "--items",
        action="store_true",
        help="import items that replace built-in ones from a .zip too: answers are judged by them",
    )
    away = actions.add_parser(
        "delete",
        help="delete a session and its recordings for good",
        description="Delete a session, its recordings and its drafts for good; asks first.",
    )
    away.add_argument("session", metavar="SESSION", help="as 'interviewer history' shows it")
    away.add_argument("--yes", action="store_true", help="do not ask")


def run_action(engine: "Engine", arguments: argparse.Namespace) -> int:
    """Carry out the chosen action and return the exit code."""
    if arguments.action == "export":
        return _export(engine, arguments.file, replace=arguments.force)
    if arguments.action == "import":
        return _import(engine, arguments.file, arguments.settings, arguments.items)
    return _delete(engine, arguments.session, arguments.yes)


def _export(engine: "Engine", name: str, *, replace: bool) -> int:
    from interviewer.history.archive import write_archive
    from interviewer.history.bundle import write_bundle

    with _written(name, replace=replace) as file, Counting("Exporting") as on_progress:
        if name.lower().endswith(".zip"):
            count, files, damaged = write_bundle(engine.store, file, on_progress)
            what = f"{counted(count, 'session')} and {counted(files, 'file')}"
        else:
            count, damaged = write_archive(engine.store, file, on_progress)
            what = counted(count, "session")
    if name != "-":
        print(f"{what} written to {one_line(name)}")
    for session_id in damaged:
        print(f"Session {session_id} is damaged and has been left out.", file=sys.stderr)
    return ExitCode.FAILED if damaged else ExitCode.DONE


def _import(engine: "Engine", name: str, settings: bool, items: bool) -> int:
    from interviewer.history.archive import read_archive
    from interviewer.history.bundle import is_bundle, read_bundle

    with _opened(name) as file, Counting("Importing") as on_progress:
        if is_bundle(file):
            if name == "-":
                raise UsageError("A .zip cannot be read from a pipe.", remedy="Name its file.")
            _tell(
                read_bundle(
                    engine.store,
                    file,
                    name,
                    settings=settings,
                    items=items,
                    on_progress=on_progress,
                )
            )
            return ExitCode.DONE
        for option, given in (("--settings", settings), ("--items", items)):
            if given:
                raise UsageError(
                    f"{option}: this file holds sessions only.", remedy="Leave it out."
                )

        def read() -> Iterator[Any]:
            shown = "Standard input" if name == "-" else name
            for number, log in enumerate(read_archive(file, shown), 1):
                on_progress(number)
                yield log

        added, known = engine.store.add(read())
    _imported(added, known, "session")
    return ExitCode.DONE


def _tell(taken: "ImportResult") -> None:
    _imported(taken.sessions, taken.sessions_known, "session")
    _imported(taken.files, taken.files_known, "file")
    for member in taken.kept:
        print(f"Kept your own {one_line(member)}, which differs.")
    if taken.settings_left:
        print("config.toml was not imported; look at it in the file, then give --settings.")
    if taken.replacing:
        names = ", ".join(taken.replacing)
        if taken.items_left:
            print(f"Not imported, because they replace built-in questions: {names}.")
            print("Look at them in the file, then give --items.")
        else:
            print(f"These replace built-in questions: {names}.")


def _imported(new: int, known: int, noun: str) -> None:
    print(f"{counted(new, noun)} imported" + (f", {known:,} already stored" if known else ""))


def _delete(engine: "Engine", session_id: str, sure: bool) -> int:
    missing = InterviewerError(
        f"There is no session {session_id[:80]!r}.", remedy=f"'{typed('history')}' lists them."
    )
    log = engine.store.log(session_id)
    if not log.bodies and not log.damaged:
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
def _written(name: str, *, replace: bool) -> Iterator[IO[bytes]]:
    """Open a file to be written whole or not at all."""
    from interviewer.userdata.exports import claimed, destination

    if name == "-":
        yield sys.stdout.buffer
        return
    try:
        path = destination(Path(name))
        with claimed(path, replace=replace), whole_file(path) as raw:
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=raw, mode="wb", filename="") as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield raw
    except OSError as error:
        raise InterviewerError(
            f"{name}: the history cannot be written ({error.strerror or error}).",
            remedy="Choose another place for it.",
        ) from error


@contextmanager
def _opened(name: str) -> Iterator["io.BufferedReader[Any]"]:
    if name == "-":
        with io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False)) as file:
            yield file
        return
    try:
        opened = open(name, "rb")  # noqa: PTH123, SIM115 - closed below
    except OSError as error:
        raise UsageError(
            f"{name} cannot be read ({error.strerror or error}).",
            remedy=f"Give a file that '{typed('history', 'export')}' has written.",
        ) from error
    with opened:
        yield opened
