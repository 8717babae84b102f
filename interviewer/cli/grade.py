"""``interviewer grade``: judge answers in bulk, JSON lines in and out."""

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from interviewer.cli.options import (
    add_bank_option,
    add_force_option,
    add_grader_options,
    stream_argument,
    whole_number,
)
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, UsageError
from interviewer.text.counts import counted

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.grading.grader import Grader

_MOST_WORKERS = 256


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "grade",
        help="judge answers in bulk, JSON lines in and out",
        description="Judge answers in bulk. Each input line is a JSON object with question_id and "
        "answer (and code, for a coding question); each output line is its grade.",
    )
    parser.add_argument(
        "--input", required=True, type=stream_argument, metavar="FILE", help="- for standard input"
    )
    parser.add_argument(
        "--output",
        required=True,
        type=stream_argument,
        metavar="FILE",
        help="- for standard output",
    )
    add_force_option(parser)
    parser.add_argument(
        "--grader", metavar="NAME", help="which grader judges the answers (default offline)"
    )
    add_grader_options(parser)
    parser.add_argument(
        "--concurrency", type=int, default=4, metavar="N", help="answers judged at once (default 4)"
    )
    parser.add_argument(
        "--workers",
        type=whole_number(1, _MOST_WORKERS),
        metavar="N",
        help="processes for the offline grader (default 1)",
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="the Dask cluster to judge on, such as tcp://host:8786"
    )
    add_bank_option(parser)
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="write what the grader would send, and send nothing",
    )


def run(arguments: argparse.Namespace) -> int:
    """Judge every line; a bad one gives a line with ``error`` and never stops the rest."""
    from interviewer.cli.counting import Counting
    from interviewer.cli.line_output import LineOutput
    from interviewer.cli.wiring import make_engine

    _check(arguments)
    engine = make_engine(arguments)
    grader = _chosen(arguments, engine)
    failed = written = 0
    # Output on the same terminal already shows the progress.
    silent = arguments.output == "-" and sys.stdout.isatty()
    with (
        unwinding(),
        Counting("Judging", "answers") as count,
        _read(arguments.input) as lines,
        LineOutput(arguments.output, replace=arguments.force) as sink,
    ):

        def write(line: str, error: bool) -> None:
            nonlocal failed, written
            failed += error
            written += 1
            sink.write(line.encode())
            if not silent:
                count(written)

        _judge(_decoded(lines), grader, engine, write, arguments)
    if failed:
        print(
            f"{counted(failed, 'line')} could not be judged: see 'error' in the output.",
            file=sys.stderr,
        )
    return ExitCode.FAILED if failed else ExitCode.DONE


def _check(arguments: argparse.Namespace) -> None:
    """Raise ``UsageError`` for invalid options or combinations of them."""
    if not 1 <= arguments.concurrency <= 256:
        raise UsageError(
            f"--concurrency: {arguments.concurrency} is not allowed.", remedy="Give 1 to 256."
        )
    if "-" not in (arguments.input, arguments.output) and _same(arguments.input, arguments.output):
        raise UsageError("--output: this is the input.", remedy="Name another file.")
    if arguments.cluster is not None and arguments.workers is not None:
        raise UsageError("--workers: --cluster has its own.", remedy="Leave one of them out.")


def _chosen(arguments: argparse.Namespace, engine: "Engine") -> "Grader":
    """Return the grader, once the options fit it and the user agrees to what it sends."""
    from interviewer.cli.sending import require_agreement
    from interviewer.grading.grader import Previewing

    _only_offline(arguments, engine)
    grader = engine.grader(engine.settings.grader)
    if arguments.dry_run and not isinstance(grader, Previewing):
        raise UsageError(
            f"--dry-run: the grader {grader.name!r} sends nothing.", remedy="Try --grader llm."
        )
    if not arguments.dry_run:
        require_agreement(engine, engine.settings.grader)
    return grader


def _only_offline(arguments: argparse.Namespace, engine: "Engine") -> None:
    from interviewer.settings.limits import BASELINE

    for option in ("workers", "cluster"):
        if getattr(arguments, option) is not None and engine.settings.grader != BASELINE:
            raise UsageError(
                f"--{option}: this is for the grader {BASELINE!r} only.",
                remedy="For a grader that waits for a server, give --concurrency.",
            )


def _judge(
    lines: Iterable[str],
    grader: "Grader",
    engine: "Engine",
    write: Callable[[str, bool], None],
    arguments: argparse.Namespace,
) -> None:
    """Judge the lines in this process, in several, or on a cluster; or only preview them."""
    from interviewer.grading.batch import grade_lines, preview_lines
    from interviewer.grading.batch_input import read_lines
    from interviewer.grading.grader import Previewing

    if arguments.dry_run and isinstance(grader, Previewing):
        preview_lines(lines, grader, engine.catalog.item, write)
    elif arguments.cluster is not None:
        from interviewer.grading.cluster import Cluster
        from interviewer.grading.cohort import grade_cohort

        with Cluster(grader, arguments.cluster) as cluster:
            grade_cohort(read_lines(lines, engine.catalog.item), cluster, grader, write)
    elif (arguments.workers or 1) > 1:
        from interviewer.grading.cohort import grade_cohort
        from interviewer.grading.processes import Processes

        with Processes(grader, arguments.workers) as processes:
            grade_cohort(read_lines(lines, engine.catalog.item), processes, grader, write)
    else:
        import asyncio

        asyncio.run(grade_lines(lines, grader, engine.catalog.item, write, arguments.concurrency))


def _decoded(lines: IO[bytes]) -> Iterable[str]:
    """Yield the lines as text; bytes that are not UTF-8 become lone surrogates."""
    for number, line in enumerate(lines):
        # Some editors put a byte-order mark before the first line.
        yield line.decode("utf-8" if number else "utf-8-sig", errors="surrogateescape")


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _read(name: str) -> Any:
    """Open the input.

    What is no file is never closed, and standard input has a reader of its own: at the end of the
    program a thread may still wait for a line, and would hold up whoever closes it.
    """
    try:
        if name == "-":
            return nullcontext(open(sys.stdin.fileno(), "rb", closefd=False))
        path = Path(name)
        stream = path.open("rb")
    except OSError as error:
        raise UsageError(
            f"--input: {name} cannot be read ({error.strerror or error}).",
            remedy="Give a file of JSON lines, or - for standard input.",
        ) from error
    return stream if path.is_file() else nullcontext(stream)
