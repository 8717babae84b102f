"""Models from a hub on this machine, which stalls, breaks off and lies."""

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.download import download
from interviewer.speech.models import MODELS, downloaded, find_model
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.userdata.locations import models_dir
from tests.cli.conftest import Run
from tests.speech.sound import MODEL

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(BaseHTTPRequestHandler):
    """Serves the tiny model under the name of a real one."""

    protocol_version = "HTTP/1.1"
    stall_after: int | None = None
    damaged = False
    ranges: list[str]
    leave = threading.Event()

    def do_HEAD(self) -> None:
        """Describe a file."""
        self._file(body=False)

    def do_GET(self) -> None:
        """Give a file, or the list of all."""
        if self.path.startswith("/api/models/"):
            siblings = [self._sibling(path) for path in sorted(MODEL.iterdir())]
            body = json.dumps(
                {"id": MODELS["tiny.en"][0], "modelId": "x", "sha": COMMIT, "private": False,
                 "tags": [], "downloads": 0, "likes": 0, "siblings": siblings}
            ).encode()  # fmt: skip
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        self._file(body=True)

    def _sibling(self, path: Path) -> dict[str, object]:
        data = path.read_bytes()
        entry: dict[str, object] = {"rfilename": path.name, "size": len(data), "blobId": "b"}
        if path.name == "model.bin":
            digest = hashlib.sha256(data).hexdigest()
            entry["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 130}
        return entry

    def _file(self, *, body: bool) -> None:
        path = MODEL / Path(self.path.split("?")[0]).name
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        etag = hashlib.sha256(data).hexdigest()
        if self.damaged and path.name == "model.bin":
            data = data[:-1] + b"x"
        first = 0
        if self.headers.get("Range"):
            self.ranges.append(f"{path.name} {self.headers['Range']}")
            first = int(self.headers["Range"].removeprefix("bytes=").split("-")[0] or 0)
        self.send_response(206 if first else 200)
        self.send_header("ETag", f'"{etag}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Content-Length", str(len(data) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        if not body:
            return
        if path.name == "model.bin" and self.stall_after is not None:
            self.wfile.write(data[first : self.stall_after])
            self.wfile.flush()
            self.leave.wait(60)
            self.close_connection = True
            return
        self.wfile.write(data[first:])

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[type[Hub]]:
    Hub.stall_after, Hub.damaged, Hub.ranges = None, False, []
    Hub.leave = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
        yield Hub
        Hub.leave.set()
        server.shutdown()
        thread.join()


def test_a_model_is_fetched_checked_and_transcribes(hub: type[Hub], run: Run) -> None:
    done = run("speech", "download", "tiny.en")
    assert done.returncode == 0, done.stderr
    assert "100 %" in done.stderr
    assert downloaded() == ["tiny.en"]
    transcriber = WhisperTranscriber(SpeechSettings(model="tiny.en"))
    transcriber.load()
    assert "tiny.en          downloaded" in run("speech", "list").stdout


def test_a_stalled_connection_is_given_up_and_the_next_try_goes_on(hub: type[Hub]) -> None:
    size = (MODEL / "model.bin").stat().st_size
    hub.stall_after = size // 2
    seen: list[tuple[int, int | None]] = []
    with pytest.raises(SpeechError, match="Nothing has come from the hub for 3 seconds"):
        download("tiny.en", lambda here, total: seen.append((here, total)), stall=3)
    assert seen[-1][1] is not None
    assert seen[-1][0] > size // 3
    with pytest.raises(SpeechError, match="is not here"):
        find_model("tiny.en")
    hub.stall_after = None
    hub.ranges.clear()
    download("tiny.en", lambda here, total: None)
    assert any(entry.startswith("model.bin bytes=") for entry in hub.ranges)
    assert find_model("tiny.en") == models_dir() / "tiny.en"


def test_a_model_that_is_here_is_not_fetched_again_but_a_part_of_one_is(hub: type[Hub]) -> None:
    folder = models_dir() / "tiny.en"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    with pytest.raises(SpeechError, match=r"speech download tiny\.en' helps"):
        find_model("tiny.en")
    assert download("tiny.en", lambda here, total: None) == find_model("tiny.en")
    hub.damaged = True
    assert download("tiny.en", lambda here, total: None) == folder


def test_a_damaged_file_is_refused_and_fetched_anew(hub: type[Hub]) -> None:
    hub.damaged = True
    with pytest.raises(SpeechError, match=r"model\.bin came damaged"):
        download("tiny.en", lambda here, total: None)
    hub.damaged = False
    download("tiny.en", lambda here, total: None)
    assert downloaded() == ["tiny.en"]


def test_no_hub_and_an_unknown_name_are_told_on_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    done = run("speech", "download", "tiny.en")
    assert done.returncode == 1
    assert "could not be fetched" in done.stderr
    done = run("speech", "download", "enormous")
    assert "Known: tiny.en" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("broken", "told"),
    [("model.bin", "model.bin missing"), ("tokenizer.json", "tokenizer.json missing")],
)
def test_a_folder_that_is_no_whole_model_is_told(tmp_path: Path, broken: str, told: str) -> None:
    for path in MODEL.iterdir():
        (tmp_path / path.name).write_bytes(b"" if path.name == broken else path.read_bytes())
    with pytest.raises(SpeechError, match=told):
        WhisperTranscriber(SpeechSettings(model=str(tmp_path))).load()


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    for path in MODEL.iterdir():
        data = path.read_bytes()
        cut = data[: len(data) // 2] if path.name == "model.bin" else data
        (tmp_path / path.name).write_bytes(cut)
    with pytest.raises(SpeechError, match="does not load"):
        WhisperTranscriber(SpeechSettings(model=str(tmp_path))).load()


HUNGRY = """
import resource
from interviewer.speech.whisper import WhisperTranscriber
from interviewer.settings.speech import SpeechSettings
from interviewer.errors import SpeechError
import faster_whisper
pages = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (pages + 3_000_000, pages + 3_000_000))
try:
    WhisperTranscriber(SpeechSettings(model={model!r}, threads=1)).load()
except SpeechError as error:
    print(error)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits memory the Linux way")
def test_too_little_memory_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HUNGRY.format(model=str(MODEL))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "not enough memory" in done.stdout, done.stdout + done.stderr
