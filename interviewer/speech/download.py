"""Downloading a speech model, with progress, resuming, a checksum, and an end to stalling."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from interviewer.errors import SpeechError
from interviewer.speech.models import MODELS, missing
from interviewer.speech.packages import not_installed
from interviewer.userdata.locations import models_dir
from interviewer.userdata.private import make_private

STALL = 60.0
"""Seconds without a byte after which a download is given up."""

_LOOK = 0.25  # seconds between checks of the progress
_ENVIRONMENT = {"HF_HUB_DISABLE_TELEMETRY": "1"}
_AGAIN = "Run it again: it goes on where it stopped."

Progress = Callable[[int, int | None], None]


def download(name: str, progress: Progress, *, stall: float = STALL) -> Path:
    """Fetch the model ``name``, unless it is already complete, and return its folder.

    ``progress`` gets the bytes fetched so far and, once known, the total. Raises ``SpeechError``
    for an unknown name, without the packages for it, when the hub cannot be reached, when nothing
    comes for ``stall`` seconds, and when a file differs from what the hub says.
    """
    if name not in MODELS:
        raise SpeechError(
            f"There is no speech model {name!r} to download.", remedy=f"Known: {', '.join(MODELS)}."
        )
    whole = models_dir() / name
    if not missing(whole):
        return whole
    if find_spec("huggingface_hub") is None:
        raise not_installed(ImportError("No module named 'huggingface_hub'"))
    repository, _ = MODELS[name]
    folder = models_dir() / f"{name}.part"
    make_private(folder)
    with TemporaryFile() as output, TemporaryFile() as complaint:
        command = [sys.executable, "-m", "interviewer.speech.fetch", repository, str(folder)]
        process = subprocess.Popen(  # noqa: S603 - our own module, and a name from our table
            command, stdout=output, stderr=complaint, env={**os.environ, **_ENVIRONMENT}
        )
        try:
            _wait(process, folder, output, progress, stall)
        finally:
            process.kill()
            process.wait()
        plan = _plan(output)
        if process.returncode != 0 or plan is None:
            complaint.seek(0)
            reason = complaint.read().decode(errors="replace").strip().split("\n")[-1]
            raise SpeechError(
                f"The model {name} could not be fetched ({reason or 'no reason given'}).",
                remedy=f"Check the network. {_AGAIN}",
            )
    for entry in plan:
        _check(folder / str(entry["name"]), entry)
    absent = missing(folder)
    if absent:
        raise SpeechError(f"The hub gave an incomplete model: {', '.join(absent)} missing.")
    if whole.is_dir():  # an incomplete model
        shutil.rmtree(whole)
    folder.replace(whole)
    return whole


def _wait(
    process: "subprocess.Popen[bytes]", folder: Path, output: Any, progress: Progress, stall: float
) -> None:
    here, quiet = -1, 0.0
    while True:
        try:
            process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            quiet += _LOOK
        now = _bytes_in(folder)
        plan = _plan(output)
        total = sum(int(entry["size"] or 0) for entry in plan) if plan else None
        if now != here:
            here, quiet = now, 0.0
            progress(min(now, total) if total else now, total)
        if process.returncode is not None:
            return
        if quiet >= stall:
            raise SpeechError(
                f"Nothing has come from the hub for {stall:.0f} seconds.",
                remedy=f"Check the network. {_AGAIN}",
            )


def _plan(output: Any) -> list[dict[str, Any]] | None:
    # Read by position, so that the process that writes to the same file is not disturbed.
    text = os.pread(output.fileno(), 1_000_000, 0).decode(errors="replace")
    if not text.endswith("\n"):
        return None
    plan: list[dict[str, Any]] = json.loads(text.split("\n")[0])
    return plan


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                total += path.stat().st_size
        except OSError:
            continue  # moved to its place just now
    return total


def _check(path: Path, entry: dict[str, Any]) -> None:
    wanted = entry["sha256"]
    size = path.stat().st_size if path.is_file() else -1
    if entry["size"] is not None and size != entry["size"]:
        right = False
    elif wanted:
        with path.open("rb") as file:
            right = hashlib.file_digest(file, "sha256").hexdigest() == wanted
    else:
        right = size >= 0
    if not right:
        path.unlink(missing_ok=True)
        raise SpeechError(
            f"{path.name} came damaged: it is not what the hub says it is.", remedy=_AGAIN
        )
