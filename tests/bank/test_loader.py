"""Reading an item: all that keeps it from being read is said at once, with line and remedy."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from interviewer.bank.loader import LARGEST_FILE, load_item, read_item
from interviewer.bank.problems import InvalidItemError, Problem
from interviewer.errors import BankError

_NOBODY = 65_534  # the user without rights, on Linux as elsewhere

WriteItem = Callable[..., tuple[Path, Path]]


def _only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def _replace(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once in a file; returns its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_an_item_is_its_two_files(root: Path, write_item: WriteItem) -> None:
    item = load_item(*write_item(root))
    assert (item.question.id, item.question.area) == ("gizmo", "things")
    assert [criterion.points for criterion in item.rubric.criteria] == [4, 4, 2]
    assert item.rubric.criteria[0].evidence[0] == "first wording 0 of gizmo (is / stays) true"


def test_byte_order_mark_and_windows_lines_are_read(root: Path, write_item: WriteItem) -> None:
    question, rubric = write_item(root)
    expected = load_item(question, rubric)
    for path in (question, rubric):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_item(question, rubric) == expected


@pytest.mark.parametrize(
    ("old", "new", "part", "remedy"),
    [
        ("level: beginner", "level: senior", "level", "Change"),
        ("level: beginner", "levle: advanced", "levle: the key is unknown", "`level`"),
        ("level: beginner", "# none", "level: the key is missing", "Add `level:`"),
        (
            "level: beginner",
            "level: beginner\nzzz: 1",
            "zzz: the key is unknown",
            "Known here: id, area",
        ),
        ("id: ask-first", "id: Ask First", "follow_ups 1, id", "lower-case"),
        ("prompt: And what", "promt: And what", "follow_ups 2, promt", "`prompt`"),
        ("- Think of who would miss it.", "- 12", "hints 1: should be text", "quote"),
        ("- Think of who would miss it.", "- no", "hints 1: should be text", "quote"),
        ("- Think of who would miss it.", "- ''", "hints 1: should not be empty", "Write"),
        ("hints:\n- Think of who would miss it.", "hints: one", "hints: should be a list", "- "),
        ("kind: concept", "time_limit: 10", "time_limit", "Change"),
        ("kind: concept", "time_limit: '90'", "time_limit", "Change"),
        (
            "level: beginner",
            "level: beginner\nlevel: beginner",
            "'level' stands here twice",
            "Keep one",
        ),
    ],
)
def test_a_bad_value_is_named(
    root: Path, write_item: WriteItem, old: str, new: str, part: str, remedy: str
) -> None:
    question, rubric = write_item(root)
    line = _replace(question, old, new)
    problems = read_item(question, rubric).problems
    found = next(problem for problem in problems if part in problem.message)
    assert found.path == question
    assert remedy in found.remedy
    # A missing key is looked for at the top, a second value beneath the first.
    assert found.line == (1 if "missing" in part else line + new.count("\n"))


def test_all_problems_of_both_files_are_reported_together(
    root: Path, write_item: WriteItem
) -> None:
    question, rubric = write_item(root)
    expected = {
        (question, _replace(question, "level: beginner", "level: easy")),
        (question, _replace(question, "id: ask-first", "id: Ask First")),
        (rubric, _replace(rubric, "version: 1", "version: 1\nauthor: me") + 1),
        (rubric, _replace(rubric, "points: 2", "points: two")),
    }
    with pytest.raises(InvalidItemError) as caught:
        load_item(question, rubric)
    assert {(problem.path, problem.line) for problem in caught.value.problems} == expected
    message = str(caught.value)
    assert "\n" not in message
    assert "and 3 more" in message
    assert isinstance(caught.value, BankError)


@pytest.mark.parametrize(
    ("file", "old", "new", "part"),
    [
        (0, "id: gizmo", "id: other", "'other' is not the file's name"),
        (0, "area: things", "area: other", "'other' is not the folder's name"),
        (1, "question_id: gizmo", "question_id: other", "'other' is not the file's name"),
        (0, "criterion: second", "criterion: fourth", "`fourth`, which is not a criterion"),
        (0, "id: ask-second", "id: ask-first", "`ask-first` stands twice under follow_ups"),
        (1, "- id: third", "- id: first", "`first` stands twice under criteria"),
        (1, "id: large-error", "id: small-error", "`small-error` stands twice"),
    ],
)
def test_ids_must_fit_together(
    root: Path, write_item: WriteItem, file: int, old: str, new: str, part: str
) -> None:
    paths = write_item(root)
    line = _replace(paths[file], old, new)
    (problem,) = (one for one in read_item(*paths).problems if part in one.message)
    assert (problem.path, problem.line) == (paths[file], line)
    assert problem.remedy


def test_what_is_merely_unknown_leaves_the_rest_readable(root: Path, write_item: WriteItem) -> None:
    question, rubric = write_item(root)
    _replace(rubric, "version: 1", "version: 1\nauthor: me")
    reading = read_item(question, rubric)
    assert reading.rubric is not None
    assert reading.rubric.points == 10
    assert "author" in _only(reading.problems).message


def _as_binary(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n\0\1\2")


def _as_latin_1(path: Path) -> None:
    path.write_bytes(b"# caf\xe9\n" + path.read_bytes())


def _as_huge(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"#" * LARGEST_FILE)


def _as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _as_nothing(path: Path) -> None:
    path.unlink()


def _as_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("gone.yaml"))


def _as_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are those of POSIX")
@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (_as_binary, "binary"),
        (_as_latin_1, "not UTF-8"),
        (_as_huge, "larger than 1,000,000 bytes"),
        (_as_folder, "not a regular file"),
        (_as_nothing, "missing"),
        (_as_link_to_nothing, "link to a file that is missing"),
        (_as_link_to_itself, "cannot be read"),
        (_as_pipe, "not a regular file"),
    ],
)
@pytest.mark.parametrize("file", [0, 1])
def test_what_is_no_text_file_is_named(
    root: Path, write_item: WriteItem, spoil: Callable[[Path], None], part: str, file: int
) -> None:
    paths = write_item(root)
    spoil(paths[file])
    reading = read_item(*paths)
    problem = _only(reading.problems)
    assert problem.path == paths[file]
    assert part in problem.message
    assert problem.remedy
    # The other file of the pair is still looked at.
    assert (reading.question is None, reading.rubric is None) == (file == 0, file == 1)


def test_the_line_of_a_byte_that_is_not_utf_8(root: Path, write_item: WriteItem) -> None:
    question, rubric = write_item(root)
    lines = question.read_bytes().splitlines(keepends=True)
    lines[2] = b"level: caf\xe9\n"
    question.write_bytes(b"".join(lines))
    assert _only(read_item(question, rubric).problems).line == 3


def test_a_link_to_a_good_file_is_read(root: Path, tmp_path: Path, write_item: WriteItem) -> None:
    question, rubric = write_item(root)
    expected = load_item(question, rubric)
    moved = tmp_path / "elsewhere.yaml"
    question.rename(moved)
    question.symlink_to(moved)
    assert load_item(question, rubric) == expected


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Give up root's right to read everything, where the tests have it."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_file_without_permission_is_named(write_item: WriteItem) -> None:
    # Not below pytest's own folder, which is closed to everybody else.
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        question, rubric = write_item(Path(folder))
        assert not read_item(question, rubric).problems
        question.chmod(0)
        with _as_nobody():
            problems = read_item(question, rubric).problems
    problem = _only(problems)
    assert "Permission denied" in problem.message
    assert problem.path == question


@pytest.mark.parametrize("text", ["[1, 2]", "just words", "12", "- a\n- b", "null"])
def test_a_file_that_holds_no_keys_is_named(root: Path, write_item: WriteItem, text: str) -> None:
    question, rubric = write_item(root)
    question.write_text(text, encoding="utf-8")
    problem = _only(read_item(question, rubric).problems)
    assert (problem.line, problem.message) == (1, "should hold keys with values.")


@pytest.mark.parametrize("hostile", ["\\e[31mred", "a\\nb", "[bold]x", "x" * 3000, "\\u202Eabc"])
def test_outside_text_stays_short_and_on_one_line(
    root: Path, write_item: WriteItem, hostile: str
) -> None:
    question, rubric = write_item(root)
    _replace(question, "level: beginner", f'level: beginner\n"{hostile}": 1')
    _replace(question, "id: ask-first", f'id: "{hostile}"')
    for problem in read_item(question, rubric).problems:
        assert len(str(problem)) < 400
        assert not re.search(r"[\x00-\x1f\x7f\u202e]", str(problem)), problem


def test_a_problem_reads_as_a_link() -> None:
    path: Any = Path("questions/a/b.yaml")
    assert str(Problem(path, 3, "x: wrong.", "Mend.")) == f"{path}:3: error: x: wrong. Mend."
    assert str(Problem(path, None, "wrong.", severity="warning")) == f"{path}: warning: wrong."
