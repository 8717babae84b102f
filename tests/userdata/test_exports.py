"""Where the files that a user asks for are written."""

import os
from pathlib import Path

import pytest

from interviewer.cli.line_output import LineOutput
from interviewer.errors import InterviewerError, UsageError
from interviewer.userdata.exports import destination, write_export


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system does not name open pipes")
def test_a_pipe_that_has_a_name_is_written_to() -> None:
    reading, writing = os.pipe()
    try:
        write_export(Path(f"/dev/fd/{writing}"), b"A report.", "the report")
        assert os.read(reading, 100) == b"A report."
    finally:
        os.close(reading)
        os.close(writing)


def test_a_link_to_itself_is_one_line(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(InterviewerError, match=f"{loop}: the report cannot be written"):
        write_export(loop, b"", "the report")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "file")
    assert destination(link) == (tmp_path / "file").resolve()


@pytest.mark.parametrize("name", ["sessions.sqlite3", "sessions.sqlite3-wal"])
def test_the_store_is_never_written_over(home: Path, tmp_path: Path, name: str) -> None:
    home.mkdir(exist_ok=True)
    (home / name).write_bytes(b"All sessions.")
    (tmp_path / "link").symlink_to(home / name)
    for path in (home / name, tmp_path / "link"):
        with pytest.raises(UsageError, match="is the store of your sessions"):
            write_export(path, b"", "the report", replace=True)
        with pytest.raises(UsageError, match="is the store of your sessions"):
            LineOutput(str(path), replace=True).__enter__()
    assert (home / name).read_bytes() == b"All sessions."
