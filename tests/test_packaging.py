"""The wheel in an empty environment: everything that the program needs travels in it."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root

ROOT = Path(__file__).resolve().parents[1]
Installed = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel; the dependencies are lent by this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    subprocess.run([*install, "--no-index", str(wheel)], check=True, capture_output=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder


@pytest.fixture
def installed(environment: Path, tmp_path: Path) -> Installed:
    elsewhere = tmp_path / "some" / "other folder"
    elsewhere.mkdir(parents=True)

    def run_it(*arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [environment / "bin" / "interviewer", *arguments],
            cwd=elsewhere,
            env=os.environ,
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )

    return run_it


def test_items_templates_and_data_travel_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("questions", "rubrics"):
        for path in (ROOT / folder).rglob("*.yaml"):
            assert f"interviewer/{path.relative_to(ROOT)}" in names
    for path in (ROOT / "interviewer").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert str(path.relative_to(ROOT)) in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_installed_program_lists_its_items_from_any_folder(installed: Installed) -> None:
    done = installed("bank", "list", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    expected = Catalog((built_in_root(),)).rows
    assert [row["id"] for row in rows] == [row.id for row in expected]
    assert {"id", "area", "level", "kind", "prompt", "criteria", "follow_ups", "depth"} <= set(
        rows[0]
    )


def test_the_installed_program_leads_an_interview_and_reports_it(
    installed: Installed, environment: Path, tmp_path: Path
) -> None:
    said = "Accuracy is the share of predictions that are right.\n.\n/skip\n/skip\n"
    done = installed("practice", "--plain", "--question", "accuracy", said=said)
    assert (done.returncode, done.stderr) == (0, "")
    assert "you said" in done.stdout
    for name in ("md", "html", "json", "csv"):
        report = installed("report", "--format", name)
        assert (report.returncode, report.stderr) == (0, "")
        assert "accuracy" in report.stdout
    printed = tmp_path / "report.pdf"
    assert installed("report", "--format", "pdf", "--output", str(printed)).returncode == 0
    assert printed.read_bytes().startswith(b"%PDF-")
    where = "import interviewer; print(interviewer.__file__)"
    python = environment / "bin" / "python"
    found = subprocess.run(
        [python, "-c", where], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout).is_relative_to(environment)
