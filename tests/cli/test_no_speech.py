"""Asking for speech where there is none is told, with what to do about it."""

import sys
from pathlib import Path

import pytest

from interviewer.errors import SpeechError
from interviewer.speech import download
from tests.cli.conftest import Run


def test_the_line_mode_says_that_it_is_typed(run: Run, bank_dir: Path) -> None:
    done = run("practice", "--plain", "--voice", "--bank", bank_dir, "--question", "recall")
    assert done.returncode == 0
    assert done.stderr == (
        "--voice: the line mode is typed. To speak, run in a terminal without --plain.\n"
    )


def test_a_model_without_the_packages_for_it_names_their_remedy(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    monkeypatch.setattr("interviewer.speech.download.find_spec", lambda name: None)
    with pytest.raises(SpeechError) as caught:
        download.download("base.en", lambda here, whole: None)
    assert "packages for speech are not installed" in str(caught.value)
    assert "network" not in str(caught.value)
    assert not list(home.rglob("*.part"))
