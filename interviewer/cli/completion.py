"""``interviewer completion``: a script that lets a shell complete commands, options and values."""

import argparse
from collections.abc import Iterator
from typing import Any

from interviewer.cli.options import path_argument, stream_argument
from interviewer.errors import ExitCode

SHELLS = ("bash", "zsh", "fish")


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "completion",
        help="print a shell completion script",
        description="Print a script that makes a shell complete commands, options and values. "
        "bash: put it into ~/.local/share/bash-completion/completions/interviewer. "
        "zsh: put it into a file _interviewer in a folder of your fpath. "
        "fish: put it into ~/.config/fish/completions/interviewer.fish.",
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(arguments: argparse.Namespace) -> int:
    """Print the script of the shell."""
    import shtab

    from interviewer.cli.parser import build_parser

    parser = build_parser()
    _name_values(parser)
    print(shtab.complete(parser, shell=arguments.shell))
    return ExitCode.DONE


def _name_values(parser: argparse.ArgumentParser) -> None:
    """Set what completes each option without fixed choices: values, files or folders."""
    import shtab

    from interviewer.bank.folders import built_in_root, list_root
    from interviewer.registry import EXPORTERS, GRADERS, names

    areas = sorted({pair.area for pair in list_root(built_in_root()).pairs})
    for action in _actions(parser):
        if "--area" in action.option_strings:
            action.choices = areas
        elif "--grader" in action.option_strings:
            action.choices = names(GRADERS)
        elif "--format" in action.option_strings and action.choices is None:
            action.choices = names(EXPORTERS)
        elif action.metavar == "DIR":
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.type in (path_argument, stream_argument):
            action.complete = shtab.FILE  # type: ignore[attr-defined]


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield every option and argument of a parser and of the commands beneath it."""
    for action in parser._actions:  # argparse has no public way to them
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for beneath in action.choices.values():
                yield from _actions(beneath)
