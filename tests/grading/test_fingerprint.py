"""The number by which two installations know that they grade alike covers what grading runs."""

import json
import subprocess
import sys
from pathlib import Path

import interviewer
from interviewer.grading.fingerprint import fingerprint, sources

LOADED = """
import json, sys
import interviewer.grading.offline.grader
names = [name for name in sys.modules if name.split(".")[0] == "interviewer"]
print(json.dumps([sys.modules[name].__file__ for name in names]))
"""
PACKAGE = Path(interviewer.__file__).parent
BARE = {PACKAGE / "__init__.py", PACKAGE / "llm" / "__init__.py", PACKAGE / "llm" / "usage.py"}
"""Its version is part of the number anyway; what a grade cost is nothing that the grader reads."""


def test_every_module_that_the_offline_grader_loads_is_in_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    loaded = {Path(path) for path in json.loads(done.stdout)}
    assert PACKAGE / "grading" / "offline" / "grader.py" in loaded
    assert loaded - BARE <= set(sources())


def test_it_is_the_version_and_a_hash() -> None:
    version, _, digest = fingerprint().rpartition("-")
    assert version == interviewer.__version__
    assert len(digest) == 16
