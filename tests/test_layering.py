"""Which package may import which, and what a start loads."""

import ast
import json
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CORE = next(
    contract["source_modules"]
    for contract in CONTRACTS["contracts"]
    if contract["name"].startswith("The core knows")
)
HEAVY = {
    *("faster_whisper", "httpx2", "jinja2", "keyring", "numpy", "openai", "pydantic", "sqlite3"),
    *("aiohttp", "distributed", "plotext", "shtab", "textual", "textual_serve", "typst", "yaml"),
}


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", CORE)
def test_the_core_asks_no_clock_and_no_global_dice(name: str) -> None:
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(Path(spec.origin).read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not {call for call in calls if call.split(".")[-1] in ("now", "utcnow", "today", "open")}
    assert {call for call in calls if call.startswith("random.")} <= {"random.Random"}


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after running ``code``.

    Where the code sets ``seen``, it has looked by itself.
    """
    show = (
        "import json, sys\n"
        "sys.stderr.write(json.dumps(sorted(globals().get('seen') or sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    names: list[str] = json.loads(done.stderr)
    return {name.split(".")[0] for name in names} | set(names)


RUN = "from interviewer.cli.main import main\nassert main({}) in (0, 2)"


@pytest.mark.parametrize(
    ("code", "never"),
    [
        (RUN.format(["--help"]), HEAVY | {"asyncio", "interviewer.engine"}),
        (RUN.format(["practice", "--help"]), HEAVY),
        (RUN.format(["--version"]), HEAVY),
        # What the home screen reads before its first frame.
        ("import interviewer.history.store", HEAVY - {"sqlite3"}),
        ("import interviewer.settings.load, interviewer.engine", HEAVY),
        (
            "from interviewer.bank.catalog import Catalog\nCatalog.load()\nCatalog.load()",
            {"openai"},
        ),
        (RUN.format(["history"]), HEAVY - {"sqlite3"}),
        ("import interviewer.learning.progress", HEAVY),
        ("import interviewer.browser.access, interviewer.browser.messages", HEAVY),
        ("import interviewer.browser.server", HEAVY - {"aiohttp", "textual_serve"}),
        ("import interviewer.interview.conductor", HEAVY - {"pydantic"}),
        ("import interviewer.report.report", HEAVY - {"pydantic"}),
        ("import interviewer.grading.offline.grader", HEAVY - {"pydantic"}),
        # The registry loads exactly the one that was asked for.
        (
            "from interviewer.registry import load_exporter\nload_exporter('csv')",
            {"interviewer.report.html", "interviewer.report.markdown", "jinja2", "openai"},
        ),
        # Only a PDF that is asked for sets type.
        ("from interviewer.registry import load_exporter\nload_exporter('pdf')", {"typst"}),
        (
            "from interviewer.registry import load_grader\nload_grader('offline')",
            HEAVY - {"pydantic"},
        ),
        # A language model's client is heavy; it is loaded in a thread, when it is needed.
        (
            "from interviewer.registry import load_grader\n"
            "from interviewer.settings.load import Settings\n"
            "load_grader('llm', Settings(model='m'))",
            HEAVY - {"pydantic"},
        ),
        (RUN.format(["grade", "--help"]), HEAVY),
    ],
)
def test_what_is_not_needed_is_not_loaded(code: str, never: set[str]) -> None:
    assert not loaded_by(code) & never


SPEECH = {
    *("faster_whisper", "sounddevice", "numpy", "av", "onnxruntime", "ctranslate2"),
    *("huggingface_hub", "interviewer.speech.voice", "interviewer.speech.listener"),
    *("interviewer.speech.microphone", "interviewer.speech.whisper"),
}

WRITTEN_INTERVIEW = """
import asyncio, sys
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from interviewer.tui.app import InterviewerApp

async def look():
    config = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
    app = InterviewerApp(Engine(Settings()), start=config)
    async with asyncio.timeout(120), app.run_test() as pilot:
        while not app.screen.query("#composer"):
            await pilot.pause()
        await pilot.press(*"It memorises noise.", "ctrl+s")
        while not app.screen.query("#criteria"):
            await pilot.pause()
        return set(sys.modules)

seen = asyncio.run(look())
"""


@pytest.mark.usefixtures("indexed")
def test_a_written_interview_loads_nothing_that_hears_or_speaks() -> None:
    assert not loaded_by(WRITTEN_INTERVIEW) & SPEECH


@pytest.mark.parametrize(
    "name",
    [
        "listener",
        "microphone",
        "transcription",
        "whisper",
        "voice_activity",
        "download",
        "playback",
    ],
)
def test_the_rooms_of_speech_import_their_libraries_only_when_used(name: str) -> None:
    heavy = {"faster_whisper", "sounddevice", "numpy", "av", "openai", "huggingface_hub"}
    assert not loaded_by(f"import interviewer.speech.{name}") & heavy


FIRST_FRAME = """
import asyncio, sys
from interviewer.engine import Engine
from interviewer.settings.load import Settings
from interviewer.tui.app import InterviewerApp

async def look():
    app = InterviewerApp(Engine(Settings()))
    async with app.run_test():
        assert app.screen.query_one("#menu").option_count
        return set(sys.modules)

seen = asyncio.run(look())
"""


@pytest.mark.usefixtures("indexed")
def test_the_first_frame_needs_neither_models_nor_what_comes_later() -> None:
    assert not loaded_by(FIRST_FRAME) & (HEAVY - {"sqlite3", "textual"})
