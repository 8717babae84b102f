"""``interviewer history``: list, export, import or delete the stored sessions."""

import argparse
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import whole_number
from interviewer.cli.streams import print_json
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode
from interviewer.installed import typed
from interviewer.interview.score_rules import may_show_scores

if TYPE_CHECKING:
    from interviewer.history.store import SessionRow


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    from interviewer.cli.history_files import add_actions

    parser = subparsers.add_parser(
        "history",
        help="list, export, import and delete the stored sessions",
        description="List, export, import and delete the stored sessions. Without an ACTION it "
        "lists them.",
    )
    parser.add_argument("--json", action="store_true", help="as a JSON array")
    parser.add_argument(
        "--limit",
        type=whole_number(0, 1_000_000),
        default=1000,
        metavar="N",
        help="list at most this many",
    )
    add_actions(parser.add_subparsers(dest="action", metavar="ACTION"))


def run(arguments: argparse.Namespace) -> int:
    """Print the sessions, newest first, or carry out the chosen action."""
    from interviewer.cli.history_files import run_action
    from interviewer.cli.wiring import make_engine

    engine = make_engine(arguments)
    if arguments.action is not None:
        with unwinding():
            return run_action(engine, arguments)
    rows = engine.store.rows(limit=arguments.limit)
    if arguments.json:
        print_json([_data(row) for row in rows])
    elif not rows and not engine.store.count():  # with --limit 0 there may be some
        print(f"No sessions yet: '{typed('practice')}' starts one.")
    else:
        for row in rows:
            print(_line(row))
    return ExitCode.DONE


def _data(row: "SessionRow") -> dict[str, object]:
    return {
        "id": row.id,
        "started_at": row.started_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "mode": row.mode,
        "grader": row.grader,
        "areas": list(row.areas),
        "questions": row.questions,
        "asked": row.asked,
        "answered": row.answered,
        "score": row.shown_score,
        "finished": row.finished,
    }


def _line(row: "SessionRow") -> str:
    score = "  –" if row.shown_score is None else f"{round(row.shown_score * 100):3d}"
    state = row.finished or "open"
    when = row.started_at.astimezone().strftime("%Y-%m-%d %H:%M")
    areas = ", ".join(row.areas) or "all areas"
    untold = "" if may_show_scores(row.mode, row.finished) else "  (exam: unfinished, not scored)"
    return f"{row.id}  {when}  {score}  {row.answered}/{row.questions}  {state:9}  {areas}{untold}"
