"""Where public files come from: a folder of clones or files, or the web, one request at a time."""

import functools
import http.client
import os
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Protocol

from interviewer.userdata.atomic import write_whole

BASE = "https://raw.githubusercontent.com"
LARGEST = 16 * 1024 * 1024
"""Most bytes of a file; notebooks contain their pictures."""
_SILENCE = 20.0
"""Seconds without a byte after which a request is given up."""
_LONGEST = 120.0
"""Seconds for one file, and for what a server asks to wait."""
_TRIES = 3
_VERSIONS = 50
_CHUNK = 65536


class UnavailableError(Exception):
    """A file cannot be obtained; the message says why, as the end of a line."""


class Source(Protocol):
    """Provides the files of repositories."""

    def content(self, repository: str, path: str, commit: str) -> bytes:
        """Return a file as it stood at a commit; raises UnavailableError."""
        ...


class Folder:
    """A folder in which ``owner/name`` is a clone (bare or not) or plain files.

    The commit of plain files is unknown; a hash tells whether they contain an answer.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def content(self, repository: str, path: str, commit: str) -> bytes:
        """Return a file of a clone at a commit, or a plain file; raises UnavailableError."""
        place = self._place(repository)
        git = _git_folder(place)
        if git:
            return _git(git, "cat-file", "blob", f"{commit}:{path}", limit=LARGEST)
        file = place / path
        if not file.resolve().is_relative_to(place.resolve()):
            raise UnavailableError(f"{path} leads out of {place}")
        return _plain(file)

    @functools.cache  # noqa: B019 (a folder lives as long as the program)
    def commits(self, repository: str, path: str | None) -> tuple[str, ...]:
        """Return a clone's newest commit, then those that changed ``path``, or all without a path.

        Newest first, at most fifty; raises UnavailableError.
        """
        git = self._clone(repository)
        newest = _git(git, "rev-parse", "HEAD").decode().split()
        where = ["--", path] if path else []
        found = _git(git, "rev-list", f"--max-count={_VERSIONS}", "HEAD", *where).decode().split()
        return tuple(dict.fromkeys([*newest, *found]))

    @functools.cache  # noqa: B019 (a folder lives as long as the program)
    def paths(self, repository: str, commit: str) -> tuple[str, ...]:
        """Return the files of a clone at a commit; raises UnavailableError."""
        listed = _git(self._clone(repository), "ls-tree", "-r", "-z", "--name-only", commit)
        return tuple(listed.decode("utf-8", "replace").rstrip("\0").split("\0"))

    def _place(self, repository: str) -> Path:
        for name in (repository, f"{repository}.git"):
            if (self._root / name).is_dir():
                return self._root / name
        raise UnavailableError(f"no {repository} in {self._root}")

    def _clone(self, repository: str) -> Path:
        git = _git_folder(self._place(repository))
        if git is None:
            raise UnavailableError(f"{repository} in {self._root} is no clone")
        return git


def _git_folder(place: Path) -> Path | None:
    if (place / ".git").exists():
        return place / ".git"
    bare = (place / "HEAD").is_file() and (place / "objects").is_dir()
    return place if bare else None


def _git(git: Path, *arguments: str, limit: int | None = None) -> bytes:
    command = ["git", f"--git-dir={git}"]
    # A partial clone must not fetch what it lacks: a folder is the source without a network.
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
    if limit is not None:
        size = subprocess.run(
            [*command, "cat-file", "-s", arguments[-1]],
            capture_output=True, env=environment, check=False,
        )  # fmt: skip
        if size.returncode == 0 and int(size.stdout) > limit:
            raise UnavailableError(f"larger than {limit} bytes")
    done = subprocess.run([*command, *arguments], capture_output=True, env=environment, check=False)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnavailableError(lines[-1] if lines else f"git ended with {done.returncode}")
    return done.stdout


def _plain(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise UnavailableError(f"larger than {LARGEST} bytes")
        return file.read_bytes()
    except OSError as error:
        raise UnavailableError(error.strerror or str(error)) from error


class Web:
    """Files under ``base/owner/name/commit/path``, kept in a folder and not asked for twice.

    One request at a time, ``pause`` seconds after the last. A host that is silent three
    times in a row is not asked again.
    """

    def __init__(self, base: str, kept: Path, pause: float = 0.3) -> None:
        self._base = base.rstrip("/")
        self._kept = kept
        self._pause = pause
        self._silent = 0
        self.asked = 0

    def content(self, repository: str, path: str, commit: str) -> bytes:
        """Return a file from the folder or the web; raises UnavailableError."""
        file = self._kept / repository / commit / path
        if file.is_file():
            return _plain(file)
        if self._silent >= _TRIES:
            raise UnavailableError(f"not asked for: {self._base} has not answered {_TRIES} times")
        url = f"{self._base}/{repository}/{commit}/{urllib.parse.quote(path)}"
        content = self._get(url)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        return content

    def _get(self, url: str) -> bytes:
        for left in reversed(range(_TRIES)):
            time.sleep(self._pause if self.asked else 0)
            self.asked += 1
            try:
                content = _download(url)
            except urllib.error.HTTPError as error:
                self._silent = 0
                with error:
                    wait = _wait(error) if left else None
                    if wait is None:
                        raise UnavailableError(f"{url}: HTTP {error.code}") from error
                time.sleep(wait)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self._silent += 1
                reason = getattr(error, "reason", None) or error
                raise UnavailableError(f"{url}: {reason}") from error
            else:
                self._silent = 0
                return content
        raise AssertionError("the last try returns or raises")


def _wait(error: urllib.error.HTTPError) -> float | None:
    """Return how many seconds a server asks to wait; None where it asks for none, or too many."""
    asked = error.headers.get("Retry-After", "5")
    if error.code not in {429, 503} or not asked.isdecimal() or float(asked) > _LONGEST:
        return None
    return float(asked)


def _download(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"User-Agent": "interviewer-training"})
    latest = time.monotonic() + _LONGEST
    found = bytearray()
    with urllib.request.urlopen(request, timeout=_SILENCE) as reply:
        while chunk := reply.read1(_CHUNK):
            found += chunk
            if len(found) > LARGEST:
                raise UnavailableError(f"{url}: larger than {LARGEST} bytes")
            if time.monotonic() > latest:
                raise TimeoutError(f"not whole after {_LONGEST:.0f} seconds")
    length = reply.headers.get("Content-Length")
    if length is not None and len(found) != int(length):
        raise http.client.IncompleteRead(bytes(found), int(length) - len(found))
    return bytes(found)
