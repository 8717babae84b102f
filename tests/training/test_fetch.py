"""Answers rebuilt from public files: over HTTP, from clones and from plain files."""

import json
import socket
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.training.conftest import FIRST, NOTES, ROOT, SECOND, Run, lines, rated
from training import sources
from training.sources import UnavailableError, Web

FILE = "ch 1/stats.md"


class Host(BaseHTTPRequestHandler):
    """Serves what is in ``files``; ``replies`` go first: a status and headers."""

    protocol_version = "HTTP/1.1"
    files: dict[str, bytes]
    replies: list[tuple[int, dict[str, str]]]
    asked: list[str]
    promised = 0
    now: int
    most: int

    def do_GET(self) -> None:
        Host.now += 1
        Host.most = max(Host.most, Host.now)
        path = urllib.parse.unquote(self.path)
        Host.asked.append(path)
        status, headers = Host.replies.pop(0) if Host.replies else (200, {})
        content = Host.files.get(path, b"")
        if status == 200 and path not in Host.files:
            status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(Host.promised or len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if status == 200:
            self.wfile.write(content)
        Host.now -= 1

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def base(commit: str) -> Iterator[str]:
    """The address of a server that has the repository of notes."""
    Host.files = {f"/somebody/notes/{commit}/{FILE}": NOTES.encode()}
    Host.replies, Host.asked, Host.promised, Host.now, Host.most = [], [], 0, 0, 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def labels(run: Run, tmp_path: Path, clones: Path) -> Path:
    """Labels of two answers out of the notes."""
    file = lines(tmp_path / "given.jsonl", rated("a", FIRST), rated("b", SECOND))
    output = tmp_path / "labels.jsonl"
    assert "2 with spans" in run("labels", file, "--from", clones, "--output", output).stdout
    return output


def changed(labels: Path, **fields: Any) -> Path:
    """Change fields of the first label."""
    first, *rest = map(json.loads, labels.read_text("utf-8").splitlines())
    return lines(labels, first | fields, *rest)


def answers(path: Path) -> dict[str, str]:
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return {row["id"]: row["answer"] for row in rows}


def test_answers_come_over_http_and_each_file_once(
    run: Run, tmp_path: Path, labels: Path, base: str
) -> None:
    output = tmp_path / "rebuilt.jsonl"
    done = run("fetch", output, "--labels", labels, "--base", base)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 answers" in done.stdout
    assert answers(output) == {"a": FIRST, "b": SECOND}
    assert len(Host.asked) == 1
    output.unlink()
    run("fetch", output, "--labels", labels, "--base", base)
    assert answers(output) == {"a": FIRST, "b": SECOND}
    assert len(Host.asked) == 1


def test_what_is_rebuilt_is_what_was_gathered(
    run: Run, tmp_path: Path, labels: Path, clones: Path
) -> None:
    run("fetch", tmp_path / "rebuilt", "--labels", labels, "--from", clones)
    given = json.loads((tmp_path / "given.jsonl").read_text("utf-8").splitlines()[0])
    row = json.loads((tmp_path / "rebuilt").read_text("utf-8").splitlines()[0])
    for name in ("id", "question_id", "kind", "answer", "marks", "made", "quotes", "stated"):
        assert row[name] == given[name]


def test_rebuilt_answers_are_graded_by_the_benchmark(
    tmp_path: Path, run: Run, labels: Path, clones: Path
) -> None:
    run("fetch", tmp_path / "rebuilt", "--labels", labels, "--from", clones)
    command = [sys.executable, "-m", "benchmarks.real_answers", str(tmp_path / "rebuilt")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "| all | 2 |" in done.stdout
    assert "| statistics |" in done.stdout
    assert done.stdout.endswith("0 answers not read; 0 to other questions.\n")


def test_plain_files_do_as_well_as_clones(run: Run, tmp_path: Path, labels: Path) -> None:
    file = tmp_path / "plain" / "somebody" / "notes" / FILE
    file.parent.mkdir(parents=True)
    file.write_text(NOTES, "utf-8")
    done = run("fetch", tmp_path / "rebuilt", "--labels", labels, "--from", tmp_path / "plain")
    assert (done.returncode, done.stderr) == (0, "")
    assert answers(tmp_path / "rebuilt") == {"a": FIRST, "b": SECOND}


def test_a_clone_gives_the_file_as_it_stood_at_the_commit(
    run: Run, tmp_path: Path, labels: Path, clones: Path
) -> None:
    (clones / "somebody" / "notes" / FILE).write_text("all new", "utf-8")
    done = run("fetch", tmp_path / "rebuilt", "--labels", labels, "--from", clones)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"path": "gone.md"}, "gone.md: HTTP 404"),
        ({"sha256": "0" * 64}, "other words than those read"),
        ({"spans": [[0, 10**6]]}, "characters 0 to 1000000 are not among"),
        ({"spans": None}, "does not tell where in somebody/notes ch 1/stats.md it stands"),
        ({"repository": None, "path": None}, "its label names no public place"),
        ({"path": "pull/7"}, "pull/7 is a thread, not a file"),
    ],
)
def test_what_cannot_be_had_is_named_with_why_in_one_line(
    run: Run, tmp_path: Path, labels: Path, base: str, fields: dict[str, Any], why: str
) -> None:
    output = tmp_path / "rebuilt.jsonl"
    done = run("fetch", output, "--labels", changed(labels, **fields), "--base", base)
    assert done.returncode == 0
    assert done.stderr.startswith("a: ")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert answers(output) == {"b": SECOND}


@pytest.mark.parametrize(
    "fields",
    [
        {"path": "../../secret"},
        {"path": "/etc/passwd"},
        {"repository": "../.."},
        {"commit": "main"},
        {"spans": ["some words of the text"]},
        {"note": "x"},
    ],
)
def test_labels_that_lead_elsewhere_or_hold_words_are_refused(
    run: Run, tmp_path: Path, labels: Path, clones: Path, fields: dict[str, Any]
) -> None:
    output = tmp_path / "rebuilt"
    done = run("fetch", output, "--labels", changed(labels, **fields), "--from", clones)
    assert done.returncode == 1
    assert f"{labels}, line 1: {next(iter(fields))}" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not output.exists()


def test_a_link_out_of_the_folder_is_not_followed(run: Run, tmp_path: Path, labels: Path) -> None:
    (tmp_path / "secret").write_text(NOTES, "utf-8")
    place = tmp_path / "plain" / "somebody" / "notes" / "ch 1"
    place.mkdir(parents=True)
    (place / "stats.md").symlink_to(tmp_path / "secret")
    done = run("fetch", tmp_path / "rebuilt", "--labels", labels, "--from", tmp_path / "plain")
    assert done.returncode == 1
    assert "leads out of" in done.stderr


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_patience_is_asked_again(
    tmp_path: Path, base: str, commit: str, status: int
) -> None:
    Host.replies = [(status, {"Retry-After": "0"})] * 2
    web = Web(base, tmp_path / "kept", pause=0)
    assert web.content("somebody/notes", FILE, commit) == NOTES.encode()
    assert len(Host.asked) == 3


def test_patience_has_bounds(tmp_path: Path, base: str, commit: str) -> None:
    web = Web(base, tmp_path / "kept", pause=0)
    for replies in ([(429, {"Retry-After": "86400"})], [(503, {"Retry-After": "0"})] * 3):
        Host.replies, Host.asked = [*replies], []
        with pytest.raises(UnavailableError, match=r"HTTP (429|503)$"):
            web.content("somebody/notes", FILE, commit)
        assert len(Host.asked) == len(replies)


def test_half_a_file_is_not_kept(tmp_path: Path, base: str, commit: str) -> None:
    Host.promised = len(NOTES) + 10
    web = Web(base, tmp_path / "kept", pause=0)
    with pytest.raises(UnavailableError, match=r"10 more expected"):
        web.content("somebody/notes", FILE, commit)
    Host.promised = 0
    assert web.content("somebody/notes", FILE, commit) == NOTES.encode()


def test_files_beyond_bounds_are_given_up(
    tmp_path: Path, base: str, commit: str, clones: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST", 20)
    for source in (Web(base, tmp_path / "kept", pause=0), sources.Folder(clones)):
        with pytest.raises(UnavailableError, match="larger than 20 bytes"):
            source.content("somebody/notes", FILE, commit)


def test_one_request_at_a_time(tmp_path: Path, base: str, commit: str) -> None:
    Host.files = {f"/somebody/notes/{commit}/{n}.md": b"x" for n in range(20)}
    web = Web(base, tmp_path / "kept", pause=0)
    for n in range(20):
        web.content("somebody/notes", f"{n}.md", commit)
    assert len(Host.asked) == 20
    assert Host.most == 1


def test_a_silent_host_is_left_alone_after_three_times(tmp_path: Path, commit: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    web = Web(f"http://127.0.0.1:{port}", tmp_path / "kept", pause=0)
    for _ in range(3):
        with pytest.raises(UnavailableError, match="Connection refused"):
            web.content("somebody/notes", FILE, commit)
    with pytest.raises(UnavailableError, match="not asked for"):
        web.content("somebody/notes", FILE, commit)
    assert web.asked == 3


def test_the_base_is_an_address(run: Run, tmp_path: Path, labels: Path) -> None:
    done = run("fetch", tmp_path / "rebuilt", "--labels", labels, "--base", "file:///etc")
    assert done.returncode == 2
    assert "--base file:///etc" in done.stderr
