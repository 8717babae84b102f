"""Lines are in the file as soon as they are written, and an old file goes only when they come."""

from contextlib import suppress
from pathlib import Path

import pytest

from interviewer.cli.line_output import LineOutput
from interviewer.errors import InterviewerError, TakenError


class GoneError(Exception):
    """Something that fails while the output is open."""


def test_a_line_is_in_the_file_before_the_next_is_made(tmp_path: Path) -> None:
    target = tmp_path / "grades.jsonl"
    with LineOutput(str(target), replace=False) as output:
        output.write(b"one")
        assert target.read_bytes() == b"one\n"
        output.write(b"two")
        assert target.read_bytes() == b"one\ntwo\n"


def test_work_that_fails_before_its_first_line_leaves_everything_as_it_was(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_bytes(b"yesterday\n")
    for path, replace in ((old, True), (new, True), (new, False)):
        with pytest.raises(GoneError), LineOutput(str(path), replace=replace):
            raise GoneError
    assert old.read_bytes() == b"yesterday\n"
    assert not new.exists()


def test_an_old_file_is_replaced_by_what_is_written_even_if_it_is_nothing(tmp_path: Path) -> None:
    old = tmp_path / "old.jsonl"
    for written, left in ((b"x", b"x\n"), (None, b"")):
        old.write_bytes(b"a long line of yesterday\n")
        with LineOutput(str(old), replace=True) as output:
            if written is not None:
                output.write(written)
        assert old.read_bytes() == left
    with pytest.raises(TakenError), LineOutput(str(old), replace=False):
        pass
    assert old.exists()


def test_lines_written_before_a_failure_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "grades.jsonl"
    with suppress(GoneError), LineOutput(str(target), replace=False) as output:
        output.write(b"one")
        raise GoneError
    assert target.read_bytes() == b"one\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_of_the_file_that_it_holds() -> None:
    full = LineOutput("/dev/full", replace=False)
    with pytest.raises(InterviewerError, match="--output: /dev/full cannot be written"), full:
        full.write(b"one")
