"""Options that several commands share."""

import argparse
from collections.abc import Callable
from pathlib import Path

from interviewer.bank.choices import FORMER_LEVELS, LEVELS
from interviewer.settings.limits import VOICE_MODES
from interviewer.userdata.paths import user_path


def stream_argument(text: str) -> str:
    """Return a path of the command line, or ``-`` for a standard stream."""
    return text if text == "-" else str(path_argument(text))


def path_argument(text: str) -> Path:
    """Return a path of the command line; argparse names the option if it is invalid."""
    try:
        return user_path(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a parser for a whole number from ``lowest`` to ``highest``, both included."""

    def taken(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number from {lowest} to {highest}"
            )
        return number

    return taken


def level_argument(text: str) -> str:
    """Return a level of difficulty; argparse checks that it exists."""
    if text in FORMER_LEVELS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is called {FORMER_LEVELS[text]!r} now; the levels are {', '.join(LEVELS)}"
        )
    return text


def add_force_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets a command replace an existing output file."""
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def add_bank_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for a folder of further items."""
    parser.add_argument(
        "--bank",
        type=path_argument,
        metavar="DIR",
        help="a folder of more items; they replace built-in ones of the same id",
    )


def add_voice_option(parser: argparse.ArgumentParser, about: str) -> None:
    """Add the option for a spoken interview; ``about`` is its help text."""
    parser.add_argument(
        "--voice", nargs="?", const="push-to-talk", choices=VOICE_MODES, metavar="MODE", help=about
    )


def add_grader_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose a language model and allow sending answers to it."""
    add = parser.add_argument
    add("--model", metavar="NAME", help="the model that the grader 'llm' asks")
    add("--base-url", metavar="URL", help="its server; default OPENAI_BASE_URL, then OpenAI's")
    add("--profile", metavar="NAME", help="use the settings of [profiles.NAME] in config.toml")
    add(
        "--yes-send",
        dest="allow_remote",
        action="store_const",
        const=True,
        help="allow sending answers to another machine, this once",
    )
