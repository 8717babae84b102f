"""Builds the engine from a command's arguments."""

import argparse
import os

from interviewer.engine import Engine
from interviewer.errors import UsageError
from interviewer.settings.load import load_settings


def make_engine(arguments: argparse.Namespace) -> Engine:
    """Return the engine for these arguments; ``UsageError`` for invalid settings."""
    names = (
        *("grader", "mode", "questions", "minutes", "probes", "adaptive", "voice", "estimate"),
        *("model", "base_url", "profile", "allow_remote", "wording"),
    )
    settings = load_settings({name: getattr(arguments, name, None) for name in names})
    folder = getattr(arguments, "bank", None)
    if folder is not None and not os.path.isdir(folder):  # noqa: PTH112 - unlike Path it never raises
        raise UsageError(
            f"--bank: {folder} is not a folder.",
            remedy="Give a folder that holds questions/ and rubrics/.",
        )
    engine = Engine(settings, bank=folder, seed=getattr(arguments, "seed", None))
    arguments.engine = engine  # main looks there for damage to report
    return engine
