"""``interviewer speech``: the models that turn speech into words, and recordings."""

import argparse
import sys
from typing import Any

from interviewer.cli.options import whole_number
from interviewer.cli.streams import redraw
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode
from interviewer.text.counts import counted


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "speech",
        help="list and download speech models, delete recordings",
        description="List and download the models that spoken interviews need, and delete the "
        "recordings of a session.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser(
        "list",
        help="list the speech models and which are downloaded",
        description="List the speech models with their sizes, and which are downloaded.",
    )
    fetch = actions.add_parser(
        "download",
        help="download a speech model; resumes where it stopped",
        description="Download a speech model and check it. An interrupted download resumes.",
    )
    fetch.add_argument("model", metavar="MODEL", help="as 'interviewer speech list' shows it")
    fetch.add_argument(
        "--stall",
        type=whole_number(1, 3600),
        default=60,
        metavar="SECONDS",
        help="give up after this many seconds without data (default 60)",
    )
    forget = actions.add_parser(
        "forget",
        help="delete the recordings of a session",
        description="Delete the recordings of a session. Its answers stay, as text.",
    )
    forget.add_argument("session", metavar="SESSION", help="as 'interviewer history' shows it")


def run(arguments: argparse.Namespace) -> int:
    """Carry out the subcommand and return the exit code."""
    if arguments.action == "list":
        return _list()
    if arguments.action == "forget":
        return _forget(arguments)
    from interviewer.speech.download import download

    shown = _Progress()
    try:
        with unwinding():  # the process that fetches ends with this one
            folder = download(arguments.model, shown.show, stall=arguments.stall)
    finally:
        shown.end()
    print(f"{arguments.model} is ready in {folder}")
    return ExitCode.DONE


def _forget(arguments: argparse.Namespace) -> int:
    from interviewer.cli.wiring import make_engine
    from interviewer.speech.recording import delete_recordings

    count = delete_recordings(arguments.session)
    if not count:
        make_engine(arguments).store.session(arguments.session)  # raises if it is unknown
    print(f"{counted(count, 'recording')} deleted.")
    return ExitCode.DONE


def _list() -> int:
    from interviewer.settings.load import load_settings
    from interviewer.speech.models import MODELS, downloaded
    from interviewer.userdata.locations import models_dir

    here, chosen = downloaded(), load_settings().speech.model
    for name, (_, size) in MODELS.items():
        state = "downloaded" if name in here else f"{size} MB to download"
        mark = "*" if name == chosen else " "
        print(f"{mark} {name:<16} {state}")
    if chosen not in MODELS:
        print(f"* {chosen}")
    print(f"Models are stored in {models_dir()}; * marks the one in use.")
    return ExitCode.DONE


class _Progress:
    """A progress line on standard error: redrawn on a terminal, printed in steps elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._told = -1

    def show(self, here: int, total: int | None) -> None:
        """Show the progress in megabytes, given in bytes."""
        percent = round(100 * here / total) if total else 0
        text = f"{here / 1e6:.0f} of {total / 1e6:.0f} MB" if total else f"{here / 1e6:.0f} MB"
        if self._terminal:
            redraw(f"{percent:3} %  {text}")
        elif percent // 10 > self._told // 10 or self._told < 0:
            print(f"{percent} %  {text}", file=sys.stderr, flush=True)
        self._told = percent

    def end(self) -> None:
        """End the progress line."""
        if self._terminal and self._told >= 0:
            print(file=sys.stderr)
