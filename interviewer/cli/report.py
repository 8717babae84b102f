"""``interviewer report``: write the graded report of a session."""

import argparse
import sys
from pathlib import Path
from typing import Any

from interviewer.cli.options import add_force_option, stream_argument
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, InterviewerError, UsageError
from interviewer.installed import typed
from interviewer.text.display import one_line


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "report",
        help="write the graded report of a session",
        description="Write the graded report of a session. Every format has the same content.",
    )
    parser.add_argument("session", nargs="?", metavar="SESSION", help="see 'interviewer history'")
    parser.add_argument("--last", action="store_true", help="the newest session (the default)")
    parser.add_argument(
        "--format", default="md", metavar="F", help="html, pdf, md, json, csv or anki (default: md)"
    )
    parser.add_argument(
        "--output", type=stream_argument, metavar="FILE", help="default: standard output"
    )
    add_force_option(parser)
    parser.add_argument(
        "--share",
        action="store_true",
        help="leave out personal details: your words and voice, times, the session's name",
    )
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of the json format and exit"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the report to a file or to standard output."""
    if arguments.schema:
        return _schema(arguments)
    from interviewer.cli.wiring import make_engine
    from interviewer.registry import load_exporter

    if arguments.session and arguments.last:
        raise UsageError("report: give a SESSION or --last, not both.")
    engine = make_engine(arguments)
    load_exporter(arguments.format)  # so that an unknown format fails first
    session_id = arguments.session
    if session_id is None:
        newest = engine.store.newest()
        if newest is None:
            raise InterviewerError(
                "There are no sessions yet.", remedy=f"'{typed('practice')}' starts one."
            )
        session_id = newest.id
    if arguments.output in (None, "-"):
        content = engine.render(session_id, arguments.format, share=arguments.share)
        if sys.stdout.isatty() and not _is_text(content):
            raise UsageError(
                f"report: {arguments.format} is not text, and a terminal shows only text.",
                remedy="Give --output FILE.",
            )
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        path = Path(arguments.output)
        with unwinding():
            engine.export(
                session_id, arguments.format, path, share=arguments.share, replace=arguments.force
            )
        print(one_line(str(path)))
    return ExitCode.DONE


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _schema(arguments: argparse.Namespace) -> int:
    if arguments.session or arguments.last or arguments.share:
        raise UsageError("report: --schema takes no session; give it alone or with --output.")
    import json

    from interviewer.report.schema import report_schema
    from interviewer.userdata.exports import write_export

    text = json.dumps(report_schema(), indent=2) + "\n"
    if arguments.output in (None, "-"):
        sys.stdout.write(text)
        return ExitCode.DONE
    path = Path(arguments.output)
    write_export(path, text.encode(), "the schema", replace=arguments.force)
    print(one_line(str(path)))
    return ExitCode.DONE
