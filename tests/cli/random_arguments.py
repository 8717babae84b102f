"""Calls ``main`` with random argument lists, many in one process.

Run as ``python random_arguments.py SEED LISTS``, it reads requests as JSON lines: a command, the
environment with INTERVIEWER_HOME, and a folder that holds ``bank``. It writes one JSON line for
each list: the arguments, the exit code (null where it hung or died), and what it printed; after the
last one an empty line. No list costs the start of an interpreter, so that thousands can be tried.
"""

import argparse
import functools
import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile

import interviewer.cli.main
from interviewer.cli.parser import build_parser

PATIENCE = 30
"""Seconds after which a call is taken to hang."""

TOGETHER = 25
"""Lists that one process tries, unless one ends it."""

PRELOADED = (
    "interviewer.cli.wiring",
    "interviewer.bank.loader",
    "interviewer.grading.offline.grader",
    "interviewer.interview.conductor",
    "interviewer.history.bundle",
    "interviewer.history.archive",
    "interviewer.learning.insight",
    "interviewer.report.build",
    "interviewer.report.html",
    "interviewer.registry",
    "interviewer.learning.due",
    "interviewer.browser.server",
    "textual_serve.server",
    "numpy",
    "sounddevice",
    "openai",
    "interviewer.cli.plain",
    "interviewer.cli.sending",
    "interviewer.grading.batch",
    "interviewer.cli.doctor_speech",
    "interviewer.history.store",
    "interviewer.speech.microphone",
)

HOSTILE = (
    *("", " ", "-", "--", "0", "-1", "1", "3", "9" * 20, "-" + "9" * 20, "9" * 5000, "1e999"),
    *("nan", "inf", "½", "٣", "0x10", "1_000", "2026-02-30", "2999-12-24", "9999-12-31"),
    *("~", "~nosuchuser", "~nosuchuser/x", ".", "bank", "bank/..", "bank/questions", "here.txt"),
    *("here.txt/x", "new.txt", "nope.zip", "broken.zip", "/dev/null", "/dev/null/x"),
    *("/proc/version", "x" * 300, "a/" * 3000, "\udcff\udcfe", "\udcff/x", "\x1b[31mred"),
    *("new\nline", "a\tb", "\u202e", "%s", "{0}", "[bold]x[/]", "'", '"', "$(id)"),
    *("variance", "variance#x", "recall", "statistics", "own-item", "offline", "llm", "md", "pdf"),
    *("http://[::1", "http://127.0.0.1:9/v1", "https://example.org"),
)  # fmt: skip


def parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of a parser's subcommands by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return what can be given to a command, positional arguments included."""
    return [
        action
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction)
        and action.help != argparse.SUPPRESS
    ]


def value(action: argparse.Action, dice: random.Random) -> str:
    """Return a value for an option: at times one that it allows."""
    if action.choices and dice.random() < 0.7:
        return str(dice.choice(list(action.choices)))
    return dice.choice(HOSTILE)


def some_list(command: str, parser: argparse.ArgumentParser, dice: random.Random) -> list[str]:
    """Return random arguments for a command, most of them understood by its parser."""
    words = [command]
    while actions := parsers(parser):
        if dice.random() < 0.05:
            return [*words, dice.choice(HOSTILE)]
        name = dice.choice(list(actions))
        words.append(name)
        parser = actions[name]
    known = options(parser)
    for action in known:
        needed = action.required or not action.option_strings
        if dice.random() >= (0.9 if needed else 0.25):
            continue
        given = [value(action, dice)] if action.nargs != 0 else []
        if not action.option_strings:
            words += given
        elif given and dice.random() < 0.5:
            words.append(f"{action.option_strings[0]}={given[0]}")
        else:
            words += [dice.choice(action.option_strings), *given]
    if dice.random() < 0.1:
        words.insert(dice.randrange(1, len(words) + 1), dice.choice(HOSTILE))
    return words


def lists(seed: int, count: int, command: str) -> Iterator[list[str]]:
    """Return ``count`` argument lists for a command, the same for the same seed."""
    parser = parsers(build_parser())[command]
    dice = random.Random(f"{seed} {command}")
    for _ in range(count):
        yield some_list(command, parser, dice)


def call(arguments: list[str]) -> dict[str, object]:
    """Call ``main`` on streams of its own, and return what came of it."""
    with ExitStack() as files:
        into, out, err = (files.enter_context(TemporaryFile()) for _ in range(3))
        into.write(b"/skip\n" * 20)
        into.seek(0)
        for number, file in enumerate((into, out, err)):
            os.dup2(file.fileno(), number)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        code = interviewer.cli.main.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        out.seek(0)
        err.seek(0)
        return {
            "arguments": arguments,
            "code": code,
            "told": out.read().decode("utf-8", "replace")[-2000:],
            "complaint": err.read().decode("utf-8", "replace"),
        }


def call_some(some: list[list[str]]) -> int:
    """Call ``main`` with each in a forked process; returns how many it came through."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        ours = os.dup(1)
        try:
            for arguments in some:
                signal.alarm(PATIENCE)  # ends the process
                line = json.dumps(call(arguments)) + "\n"
                os.write(ours, line.encode())
                os.write(writing, b".")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as done:
        count = len(done.read())
    os.waitpid(child, 0)
    return count


def run(seed: int, count: int, command: str) -> None:
    """Try them all."""
    with socket.socket() as taken:  # a server must not get to serve
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        left = [harmless(words, port) for words in lists(seed, count, command)]
        while left:
            came = call_some(left[:TOGETHER])
            if came < len(left[:TOGETHER]):
                lost = {"arguments": left[came], "code": None, "told": "", "complaint": ""}
                sys.stdout.write(json.dumps(lost) + "\n")
                came += 1
            left = left[came:]
    sys.stdout.flush()


def serve(seed: int, count: int) -> None:
    """Try each command that is asked for, in a process of its own."""
    for name in PRELOADED:
        importlib.import_module(name)
    # It would be the same for each list, and costs more than most of them.
    built = functools.cache(build_parser)
    built()
    vars(interviewer.cli.main)["build_parser"] = built
    gc.freeze()  # the children do not touch, and so not copy, what is there
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            os.environ.clear()
            os.environ.update(request["environment"])
            os.chdir(request["folder"])
            run(seed, count, request["command"])
            os._exit(0)
        os.waitpid(child, 0)
        sys.stdout.write("\n")
        sys.stdout.flush()


def harmless(words: list[str], port: int) -> list[str]:
    """Return the list so that it takes no minutes: no server serves, no bank is judged."""
    if words[0] == "serve":
        return [*words, "--host=127.0.0.1", f"--port={port}"]
    return [*words, "--quick"] if words[:2] == ["bank", "check"] else words


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
