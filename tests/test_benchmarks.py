"""Every benchmark runs in one way, says what it is for, and is listed on the page of them all."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks"
PAGE = (FOLDER / "README.md").read_text("utf-8")
NAMES = sorted(
    path.stem for path in FOLDER.glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8")
)
ALL_HELP = """
import contextlib, importlib, io, json, sys
shown = {}
for name in sys.argv[1:]:
    module = importlib.import_module(f"benchmarks.{name}")
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        module.main(["--help"])
    shown[name] = [module.__doc__, out.getvalue()]
print(json.dumps(shown))
"""


@pytest.fixture(scope="module")
def shown() -> dict[str, list[str]]:
    """The page of each module and what its ``--help`` prints, of one process for them all."""
    done = subprocess.run(
        [sys.executable, "-c", ALL_HELP, *NAMES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_help_says_what_it_measures_and_how_it_is_run(
    name: str, shown: dict[str, list[str]]
) -> None:
    page, told = shown[name]
    assert told.startswith(f"usage: python -m benchmarks.{name} ")
    assert page.splitlines()[0] in told


def test_the_page_lists_them_all_and_no_others() -> None:
    assert set(re.findall(r"^\| `(\w+)`", PAGE, re.MULTILINE)) == set(NAMES)


def test_one_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bank_index", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "usage: python -m benchmarks.bank_index" in done.stdout


@pytest.mark.parametrize(
    "path", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")], ids=str
)
def test_no_document_names_a_benchmark_that_is_not_there(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"python \S*benchmarks/", text)
    assert set(re.findall(r"python -m benchmarks\.(\w+)", text)) <= {*NAMES, "NAME"}
