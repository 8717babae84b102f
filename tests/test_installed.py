"""What the program says to type, in an environment of each way in which it can be installed."""

import json
import re
import shlex
import subprocess
import sys
import sysconfig
import tomllib
import venv
from importlib.metadata import metadata
from pathlib import Path

import pytest

from interviewer.cli.doctor import _coding
from interviewer.coding.sandbox import _package
from interviewer.engine import Engine
from interviewer.errors import InterviewerError
from interviewer.installed import DISTRIBUTION, adding, requirements, typed
from interviewer.settings.load import Settings

ROOT = Path(__file__).resolve().parents[1]
VOICE = ["faster-whisper<1.3,>=1.2", "sounddevice<0.6,>=0.5.2"]
EXTRAS = ("voice", "serve", "keyring", "cluster")
DIRECT_URL = "direct_url.json"


class Environment:
    """A virtual environment that holds this program's code and its metadata."""

    def __init__(self, folder: Path, *, pip: bool = False) -> None:
        venv.create(folder, with_pip=False)
        self.folder = folder
        self.python = folder / "bin" / "python"
        (self.site,) = folder.glob("lib/python*/site-packages")
        (self.site / "checkout.pth").write_text(f"{ROOT}\n")
        self.info = self.site / "ml_mock_interviewer-0.1.0.dist-info"
        self.info.mkdir()
        (self.info / "METADATA").write_text(str(metadata(DISTRIBUTION)))
        if pip:
            (self.site / "pip").mkdir()
            (self.site / "pip" / "__init__.py").touch()

    def says(self, expression: str, cwd: Path) -> str:
        code = f"import sys; sys.path.pop(0); from interviewer.installed import *; {expression}"
        done = subprocess.run(
            [self.python, "-c", code], cwd=cwd, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def adding(self, extra: str, cwd: Path) -> list[str]:
        return shlex.split(self.says(f"print(adding({extra!r}))", cwd))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def editable(environment: Environment, checkout: Path) -> None:
    origin = {"url": checkout.as_uri(), "dir_info": {"editable": True}}
    (environment.info / DIRECT_URL).write_text(json.dumps(origin))


def test_made_by_make_an_extra_comes_from_the_lock(checkout: Path, tmp_path: Path) -> None:
    environment = Environment(checkout / ".venv", pip=True)
    editable(environment, checkout)
    (environment.folder / ".run").touch()
    assert environment.adding("voice", checkout) == ["make", "voice"]
    line = environment.adding("serve", tmp_path)
    assert line == ["make", "-C", str(checkout), "serve"]
    planned = subprocess.run([*line, "-n"], capture_output=True, text=True, check=True).stdout
    assert "--require-hashes -r requirements/serve.txt" in planned
    assert ".venv/bin/interviewer serve" in planned


def test_a_checkout_in_somebodys_own_environment_is_added_to_there(
    checkout: Path, tmp_path: Path
) -> None:
    environment = Environment(tmp_path / "own", pip=True)
    editable(environment, checkout)
    line = environment.adding("voice", checkout)
    assert line == [str(environment.python), "-m", "pip", "install", *VOICE]


@pytest.mark.parametrize(
    ("installer", "begin"),
    [
        ("uv", ["uv", "pip", "install", "--python", "{}"]),
        ("pip", ["pip", "--python", "{}", "install"]),
    ],
)
def test_an_environment_without_pip_is_added_to_from_outside(
    tmp_path: Path, installer: str, begin: list[str]
) -> None:
    environment = Environment(tmp_path / "own")
    (environment.info / "INSTALLER").write_text(f"{installer}\n")
    wanted = [word.format(environment.python) for word in begin]
    assert environment.adding("voice", tmp_path) == [*wanted, *VOICE]


def test_what_pipx_installed_is_added_to_with_pipx(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "venvs" / "ml-mock-interviewer-beta")
    (environment.folder / "pipx_metadata.json").write_text('{"backend": "pip"}')
    line = environment.adding("voice", tmp_path)
    assert line == ["pipx", "inject", "ml-mock-interviewer-beta", *VOICE]


# Receipts as uv writes them; benchmarks/installations.py asks uv itself.
@pytest.mark.parametrize(
    ("receipt", "wanted"),
    [
        (
            '[{ name = "ml-mock-interviewer", extras = ["serve"], directory = "/a b" }]',
            ["ml-mock-interviewer[serve,voice] @ file:///a%20b"],
        ),
        (
            '[{ name = "ml-mock-interviewer", editable = "/a b" }, '
            '{ name = "x", editable = "/x" }]',
            ["--editable", "/a b[voice]", "--with-editable", "/x"],
        ),
        (
            '[{ name = "ml-mock-interviewer" }, { name = "x", extras = ["y"], specifier = ">5" }]\n'
            'python = "3.11"',
            ["--python", "3.11", "ml-mock-interviewer[voice]", "--with", "x[y]>5"],
        ),
        (
            '[{ name = "ml-mock-interviewer", git = "https://example.org/a?rev=0123" }]',
            ["ml-mock-interviewer[voice] @ git+https://example.org/a@0123"],
        ),
        (
            '[{ name = "ml-mock-interviewer", path = "/a.whl" }, '
            '{ name = "x", url = "https://example.org/x.whl" }]',
            [
                "ml-mock-interviewer[voice] @ file:///a.whl",
                "--with",
                "x @ https://example.org/x.whl",
            ],
        ),
    ],
)
def test_what_uv_installed_is_installed_as_it_was_and_the_extra_with_it(
    tmp_path: Path, receipt: str, wanted: list[str]
) -> None:
    environment = Environment(tmp_path / "tools" / "ml-mock-interviewer")
    (environment.folder / "uv-receipt.toml").write_text(f"[tool]\nrequirements = {receipt}\n")
    assert environment.adding("voice", tmp_path) == ["uv", "tool", "install", *wanted]


def test_every_extra_has_its_packages_its_lock_and_its_target() -> None:
    for extra in metadata(DISTRIBUTION).get_all("Provides-Extra") or ():
        assert requirements(extra)
    dry = ["make", "-n", "-C", str(ROOT), "-W", "pyproject.toml", f"PYTHON={sys.executable}"]
    for extra in EXTRAS:
        lock = (ROOT / "requirements" / f"{extra}.txt").read_text()
        for requirement in requirements(extra):
            assert re.search(rf"^{re.split('[<>=~]', requirement)[0]}==", lock, re.MULTILINE)
        planned = subprocess.run([*dry, extra], capture_output=True, text=True, check=True)
        assert f"requirements/{extra}.txt" in planned.stdout
    with pytest.raises(KeyError):
        adding("no-such-extra")


def test_the_locks_agree_on_every_version() -> None:
    """``make voice`` changes nothing that ``make run`` or ``make test`` has installed."""
    pinned = re.compile(r"^([a-z0-9_.-]+==[^ ]+(?: ; [^\\]+)?)", re.MULTILINE)
    everything = set(pinned.findall((ROOT / "requirements" / "dev.txt").read_text()))
    versions = {pin.split(" ; ")[0] for pin in everything}
    for name in ("run", *EXTRAS):
        pins = pinned.findall((ROOT / "requirements" / f"{name}.txt").read_text())
        assert {pin.split(" ; ")[0] for pin in pins} <= versions


def test_the_command_is_named_as_this_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed("report", "a b") == "interviewer report 'a b'"
    scripts = Path(sysconfig.get_path("scripts"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.chdir(scripts.parent)
    assert typed("history") == f"{scripts.name}/interviewer history"
    monkeypatch.chdir(scripts)
    assert typed("history") == "./interviewer history"
    monkeypatch.chdir(tmp_path)
    assert typed("history") == f"{scripts}/interviewer history"
    stranger = tmp_path / "interviewer"
    stranger.write_text("#!/bin/sh\n")
    stranger.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed("history") == f"{scripts}/interviewer history"
    link = tmp_path / "link"
    link.mkdir()
    (link / "interviewer").symlink_to(scripts / "interviewer")
    monkeypatch.setenv("PATH", str(link))
    assert typed("history") == "interviewer history"


def test_without_a_script_the_interpreter_is_named(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "own")
    assert environment.says("print(typed('history'))", tmp_path) == (
        f"{environment.python} -m interviewer history"
    )


def test_from_a_folder_that_is_gone_it_still_says_what_to_type(
    tmp_path: Path, checkout: Path
) -> None:
    environment = Environment(checkout / ".venv")
    editable(environment, checkout)
    (environment.folder / ".run").touch()
    gone = tmp_path / "gone"
    gone.mkdir()
    expression = f"import os; os.rmdir({str(gone)!r}); print(adding('voice'), typed('history'))"
    assert environment.says(expression, gone).startswith(f"make -C '{checkout}' voice")


def test_the_packages_of_coding_are_added_as_this_program_was_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    told = adding("coding")
    assert DISTRIBUTION not in told
    doctor = _coding(Engine(Settings()))
    assert doctor.endswith(f"numpy and pandas missing, which some questions need: {told}")
    with pytest.raises(InterviewerError) as caught:
        _package.__wrapped__("numpy")
    assert caught.value.remedy == f"Install it with: {told}"


def test_nobody_is_told_to_install_what_is_somebody_elses() -> None:
    told = re.compile(r"\b(?:install|inject|--with)\b[^\n`|]*[ '\"=]interviewer(?:\[|['\"`\s]|$)")
    texts = [ROOT / "README.md", ROOT / "Makefile", ROOT / "pyproject.toml"]
    for folder in ("docs", "interviewer"):
        texts += [
            path
            for path in (ROOT / folder).rglob("*")
            if path.suffix in (".md", ".py", ".tcss", ".html", ".js", ".typ")
        ]
    assert told.search("pip install 'interviewer[voice]'")
    for path in texts:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not told.search(line), f"{path}: {line}"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"] == DISTRIBUTION
