"""Completion, pages of help, the nearest word on a slip, and colours only where they are wanted."""

import argparse
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from interviewer.cli.parser import COMMANDS, build_parser
from interviewer.errors import UsageError
from tests.cli.conftest import Run
from tests.cli.terminals import Terminal

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
$(complete -p interviewer | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def offered(run: Run, tmp_path: Path) -> Callable[..., set[str]]:
    """Return what bash offers for the last word of a line."""
    script = tmp_path / "completion.bash"
    script.write_text(run("completion", "bash").stdout)

    def ask(*words: str) -> set[str]:
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, "bash", str(script), "interviewer", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return set(done.stdout.split())

    return ask


def test_bash_completes_commands_options_and_values(offered: Callable[..., set[str]]) -> None:
    assert set(COMMANDS) <= offered("")
    assert offered("prac") == {"practice"}
    assert offered("bank", "sch") == {"schema"}
    assert {"--level", "--area", "--plain"} <= offered("practice", "--")
    assert offered("practice", "--level", "") == {"beginner", "intermediate", "advanced"}
    assert offered("practice", "--area", "stat") == {"statistics"}
    assert offered("practice", "--grader", "off") == {"offline"}
    assert {"html", "anki", "pdf"} <= offered("report", "--format", "")
    assert offered("completion", "") == {"bash", "zsh", "fish"}


def test_bash_completes_files_and_folders(offered: Callable[..., set[str]], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    (tmp_path / "my-bank").mkdir()
    assert offered("practice", "--job", "mi") == {"mine.txt"}
    assert {word.rstrip("/") for word in offered("practice", "--bank", "m")} == {"my-bank"}
    assert {word.rstrip("/") for word in offered("bank", "check", "m")} == {"my-bank"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_names_every_command(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(re.search(rf"\b{command}\b", done.stdout) for command in COMMANDS)
    assert "statistics" in done.stdout
    assert "--served" not in done.stdout  # what the help hides
    assert str(Path.home()) not in done.stdout
    if shutil.which(shell):
        read = subprocess.run([shell, "-n"], input=done.stdout, text=True, check=False)
        assert read.returncode == 0


def test_another_shell_is_refused_in_one_line(run: Run) -> None:
    done = run("completion", "tcsh")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("practise", "practice"),
        ("histroy", "history"),
        ("bank lst", "list"),
        ("history exprot", "export"),
        ("speech dowload", "download"),
        ("completion fsh", "fish"),
        ("practice --level beginer", "beginner"),
        ("practice --format phonescreen", "phone-screen"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_word(line: str, meant: str) -> None:
    *_, slip = line.split()
    with pytest.raises(UsageError) as told:
        build_parser().parse_args(line.split())
    assert f"invalid choice: {slip!r}. Did you mean {meant!r}? See 'interviewer " in str(told.value)


def pages(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and all beneath it: each has a page of help."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for beneath in action.choices.values():
                yield from pages(beneath)


@pytest.mark.parametrize("page", tuple(pages(build_parser())), ids=lambda page: page.prog)
def test_every_page_of_help_says_what_the_command_and_its_options_are_for(
    page: argparse.ArgumentParser,
) -> None:
    described = page.description or ""
    assert described[:1].isupper(), "no sentence"
    assert described.endswith("."), "no sentence"
    for action in page._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {one.dest: one.help for one in action._choices_actions}
            assert set(told) == set(action.choices)
            assert all(told.values()), told
        else:
            assert action.help, action.option_strings or action.dest
    assert " ".join(described.split()) in " ".join(page.format_help().split())


def test_a_word_that_is_near_to_none_gets_them_all() -> None:
    with pytest.raises(UsageError) as told:
        build_parser().parse_args(["frobnicate"])
    assert "(choose from " in str(told.value)
    assert "Did you mean" not in str(told.value)


_COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.mark.parametrize("asked", [True, False])
def test_the_full_screen_is_grey_where_no_color_asks_for_it(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch, asked: bool
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if asked:
        monkeypatch.setenv("NO_COLOR", "1")
    shown = terminal()
    shown.child.logfile_read = BytesIO()
    shown.wait_for("Start")
    shown.press("q")
    shown.ended()
    found = list(_COLOUR.finditer(shown.child.logfile_read.getvalue()))
    assert found
    assert any(len(set(match.groups())) > 1 for match in found) is not asked


@pytest.mark.parametrize(
    "line", ["--help", "practice --help", "history", "progress", "bank list", "doctor", "practise"]
)
def test_a_command_writes_no_colour_to_a_terminal(
    terminal: Callable[..., Terminal], line: str
) -> None:
    shown = terminal(*line.split())
    shown.ended()
    text = shown.child.before or b""
    assert text.strip()
    assert b"\x1b" not in text
