"""``interviewer calibration``: how well your own guesses agree with your scores."""

import argparse
from typing import Any

from interviewer.errors import ExitCode


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "calibration",
        help="compare your own guesses with your scores, over time",
        description="Compare your own guesses with your scores, over the newest 100 sessions in "
        "which you guessed.",
    )
    parser.add_argument("--json", action="store_true", help="as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the comparison of the newest sessions in which there are guesses."""
    from interviewer.cli.wiring import make_engine

    found = make_engine(arguments).insight.calibration()
    if arguments.json:
        print("null" if found is None else found.model_dump_json(indent=2))
        return ExitCode.DONE
    if found is None:
        print("No guesses yet: in coach mode you are asked for one before each score.")
        return ExitCode.DONE
    from interviewer.report.wording import calibrated

    print(calibrated(found))
    if found.over_time:
        trend = ", ".join(f"{round(100 * bias):+d}" for bias in found.over_time)
        print(f"Points too high (+) or too low (-), ten guesses each, oldest first: {trend}.")
    return ExitCode.DONE
