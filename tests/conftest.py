"""What every test stands on: no network, no user's home, a small bank, the real offline grader."""

import gc
import os
import runpy
import shutil
import signal
import sysconfig
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.grading.offline.grader import OfflineGrader
from tests.in_turn import InTurn, late
from tests.sample_bank import Clock, write_bank

# No test depends on how fast the machine is; in CI the same examples are drawn each time.
settings.register_profile("own", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("quick", settings.get_profile("own"), max_examples=15)  # make check
settings.load_profile("own")

# The garbage collector goes through the whole bank, which tests hold, again and again: at Python's
# own thresholds that is a sixth of the time of all tests.
gc.set_threshold(100_000, 20, 50)

# Started in the background, a process ignores Ctrl+C, and so would every program under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

GUARD = Path(__file__).parent / "network_guard"
runpy.run_path(str(GUARD / "sitecustomize.py"))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InTurn:
    """Share the tests out."""
    return InTurn(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave some to the end."""
    items.sort(key=lambda item: late(item.nodeid))


@pytest.fixture(autouse=True)
def _sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the test, and what it starts, out of the user's home and off the network."""
    for name in ("HOME", "INTERVIEWER_HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("PYTHONPATH", str(GUARD))
    # As in a shell in which this environment is active: remedies say plain "interviewer".
    monkeypatch.setenv("PATH", f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "INTERVIEWER_DEBUG", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder that INTERVIEWER_HOME names."""
    return tmp_path / "interviewer_home"


@pytest.fixture(scope="session")
def built_in_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that holds the index of the built-in items; a second's work, done once."""
    folder = tmp_path_factory.mktemp("index")
    Catalog((built_in_root(),), folder)
    return folder


@pytest.fixture
def indexed(home: Path, built_in_index: Path) -> None:
    """Let the home be that of a program which was started before, so that its items are indexed."""
    shutil.copytree(built_in_index, home / "cache")


@pytest.fixture
def bank_dir(tmp_path: Path) -> Path:
    """A folder that holds the files of the sample bank."""
    return write_bank(tmp_path / "bank")


@pytest.fixture
def catalog(bank_dir: Path) -> Catalog:
    """The sample bank alone, without the built-in items."""
    return Catalog((bank_dir,))


@pytest.fixture
def grader() -> OfflineGrader:
    """The grader that comes with the program."""
    return OfflineGrader()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by ten seconds at every look."""
    return Clock()
