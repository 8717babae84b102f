"""Options that several commands share."""

import argparse


def add_force_option(parser: argparse.ArgumentParser) -> None:
    """Add what allows a command to replace the file that it is to write."""
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")


def add_grader_options(parser: argparse.ArgumentParser) -> None:
    """Add what chooses a language model and allows sending answers to it."""
    add = parser.add_argument
    add("--model", metavar="NAME", help="the model that the grader 'llm' asks")
    add("--base-url", metavar="URL", help="its server; default OPENAI_BASE_URL, then OpenAI's")
    add("--profile", metavar="NAME", help="settings of the part [profiles.NAME] of config.toml")
    add(
        "--yes-send",
        dest="allow_remote",
        action="store_const",
        const=True,
        help="allow sending answers to a server that is not this machine, this once",
    )
