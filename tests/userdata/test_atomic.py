"""Files are written whole or not at all, for their owner alone, and through no link."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.userdata.atomic import whole_file, write_whole
from interviewer.userdata.private import make_private


@pytest.fixture(autouse=True)
def _permissive() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_new_file_is_its_owners_alone_also_while_it_is_written(folder: Path) -> None:
    path = folder / "report.html"
    with whole_file(path) as file:
        file.write(b"mine")
        (partial,) = folder.iterdir()
        assert mode(partial) == 0o600
        assert not path.exists()
    assert list(folder.iterdir()) == [path]
    assert (mode(path), path.read_bytes()) == (0o600, b"mine")


@pytest.mark.parametrize(("private", "then"), [(False, 0o644), (True, 0o600)])
def test_a_file_that_is_replaced_keeps_its_permissions_unless_it_is_private(
    folder: Path, private: bool, then: int
) -> None:
    path = folder / "page.html"
    path.write_text("before")
    path.chmod(0o644)
    write_whole(path, b"after", private=private)
    assert (mode(path), path.read_bytes()) == (then, b"after")


def test_an_error_leaves_the_file_as_it_was_and_nothing_beside_it(folder: Path) -> None:
    path = folder / "a"
    path.write_bytes(b"before")

    def fail() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_bytes() == b"before"
    assert list(folder.iterdir()) == [path]


def test_no_link_is_followed(folder: Path) -> None:
    """Neither one at the name itself, nor one where a partial file used to be written."""
    victim = folder.parent / "victim"
    victim.write_bytes(b"untouched")
    for name in ("draft.txt", ".draft.txt.part", f".draft.txt.{os.getpid()}"):
        (folder / name).symlink_to(victim)
    write_whole(folder / "draft.txt", b"mine")
    assert victim.read_bytes() == b"untouched"
    assert not (folder / "draft.txt").is_symlink()
    assert (folder / "draft.txt").read_bytes() == b"mine"


def test_a_pipe_is_written_to_as_it_is(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"through")
        assert reader.communicate()[0] == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_writers_at_once_never_mix(folder: Path) -> None:
    path = folder / "a"
    texts = [bytes([65 + n]) * 100_000 for n in range(4)]

    def write(text: bytes) -> None:
        for _ in range(10):
            write_whole(path, text)
            assert path.read_bytes() in texts

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in texts
    assert list(folder.iterdir()) == [path]


def test_a_kill_leaves_the_old_file_and_the_next_write_tidies_up(folder: Path) -> None:
    path = folder / "a"
    path.write_bytes(b"before")
    program = (
        "import os, sys, pathlib; from interviewer.userdata.atomic import whole_file\n"
        "with whole_file(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    assert path.read_bytes() == b"before"
    (left,) = set(folder.iterdir()) - {path}
    write_whole(path, b"after")
    assert left.exists(), "somebody may still be writing to it"
    os.utime(left, (0, 0))
    write_whole(path, b"after")
    assert list(folder.iterdir()) == [path]


def test_a_name_as_long_as_the_system_allows_can_be_written(folder: Path) -> None:
    for name in ("x" * 255, "é" * 127):
        write_whole(folder / name, b"")
    assert len(list(folder.iterdir())) == 2


def test_a_private_folder_is_private_with_all_that_it_needed(folder: Path) -> None:
    there = folder / "there"
    there.mkdir(mode=0o755)
    make_private(there / "a" / "b")
    make_private(there / "a" / "b")
    modes = [mode(folder) for folder in (there, there / "a", there / "a" / "b")]
    assert modes == [0o755, 0o700, 0o700]
    (there / "file").touch()
    with pytest.raises(FileExistsError):
        make_private(there / "file")
