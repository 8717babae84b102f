"""The index: it always says what a full parse would say, and parses only what changed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from time import time_ns

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.bank import folders, index, loader
from interviewer.bank.catalog import Catalog

WriteItem = Callable[..., tuple[Path, Path]]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the index see files that were written a minute ago, so that it trusts their stamps."""
    monkeypatch.setattr(index, "time_ns", lambda: time_ns() + 60_000_000_000)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the items that are parsed while the test runs."""
    ids: list[str] = []
    read_item = loader.read_item

    def noting(question_path: Path, rubric_path: Path) -> loader.Reading:
        ids.append(question_path.stem)
        return read_item(question_path, rubric_path)

    monkeypatch.setattr(loader, "read_item", noting)
    return ids


def same(one: Catalog, other: Catalog) -> bool:
    return (one.rows, one.problems) == (other.rows, other.problems)


def test_a_row_says_what_its_item_says(root: Path, write_item: WriteItem) -> None:
    question, rubric = write_item(root)
    catalog = Catalog([root])
    (row,) = catalog.rows
    item = catalog.item(row.id)
    assert row[:5] == ("gizmo", "things", "beginner", "concept", item.question.prompt)
    assert (row.question_path, row.rubric_path) == (str(question), str(rubric))
    assert (row.criteria, row.essentials, row.follow_ups, row.points) == (3, 2, 5, 10)
    assert (row.depth, row.exhibit) == (2, None)


def test_a_row_says_what_is_shown(root: Path, write_item: WriteItem, cache: Path) -> None:
    shown = {"kind": "plot", "content": "^\n|__", "spoken": "A flat curve."}
    write_item(root, question={"exhibit": shown, "kind": "exhibit"})
    for _ in range(2):  # read, then from the cache
        (row,) = Catalog([root], cache).rows
        assert (row.kind, row.exhibit) == ("exhibit", "plot")


@pytest.mark.usefixtures("later")
def test_unchanged_files_are_not_parsed_again(
    root: Path, cache: Path, write_item: WriteItem, parsed: list[str]
) -> None:
    for name in ("a1", "b2", "c3"):
        write_item(root, name)
    write_item(root, "broken", rubric={"version": 0})
    first = Catalog([root], cache)
    assert sorted(parsed) == ["a1", "b2", "broken", "c3"]
    assert [problem.path.stem for problem in first.problems] == ["broken"]
    parsed.clear()
    assert same(Catalog([root], cache), first)
    assert parsed == []
    write_item(root, "b2", rubric={"version": 7})
    write_item(root, "d4")
    (root / "questions/things/a1.yaml").unlink()
    (root / "rubrics/things/a1.yaml").unlink()
    assert [row.id for row in Catalog([root], cache).rows] == ["b2", "c3", "d4"]
    assert parsed == ["b2", "d4"]
    parsed.clear()
    Catalog([root], cache)
    assert parsed == []


def test_what_was_written_a_moment_ago_is_not_trusted(
    root: Path, cache: Path, write_item: WriteItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system whose clock ticks every two seconds, two writes leave the same stamps."""
    exact = folders._stamp

    def coarse(file: "os.DirEntry[str]") -> folders.Stamp:
        mtime, ctime, size = exact(file)
        return folders.Stamp(mtime - mtime % 2_000_000_000, ctime - ctime % 2_000_000_000, size)

    monkeypatch.setattr(folders, "_stamp", coarse)
    for prompt in ("What is it for?", "What is it now?", "What was it for"):
        write_item(root, question={"prompt": prompt})
        assert Catalog([root], cache).rows[0].prompt == prompt


@pytest.mark.skipif(sys.platform == "win32", reason="there the inode's time is that of its birth")
@pytest.mark.usefixtures("later")
def test_a_change_that_sets_the_time_back_is_seen(
    root: Path, cache: Path, write_item: WriteItem
) -> None:
    question, _ = write_item(root, question={"prompt": "What is it for?"})
    before = question.stat()
    Catalog([root], cache)
    deadline = time.monotonic() + 10
    while question.stat().st_ctime_ns == before.st_ctime_ns:  # at most a few ticks of the clock
        assert time.monotonic() < deadline
        question.write_bytes(question.read_bytes().replace(b"it for?", b"it now?"))
        os.utime(question, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert question.stat().st_mtime_ns == before.st_mtime_ns
    assert Catalog([root], cache).rows[0].prompt == "What is it now?"


_names = st.sampled_from(["a1", "b2", "c3"])
_areas = st.sampled_from(["left", "right"])
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), _names, _areas, st.sampled_from(["Why?", "How?", "And when?"])),
        st.tuples(st.just("break"), _names, _areas, st.sampled_from(["[", "a: 1\na: 2\n", "\0"])),
        st.tuples(st.just("drop question"), _names, _areas, st.just("")),
        st.tuples(st.just("drop rubric"), _names, _areas, st.just("")),
        st.tuples(st.just("look"), _names, _areas, st.just("")),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_steps)
def test_any_change_is_seen_at_the_next_start(
    write_item: WriteItem, steps: list[tuple[str, str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder, "bank"), Path(folder, "cache")
        root.mkdir()
        for action, name, area, text in steps:
            question = root / "questions" / area / f"{name}.yaml"
            rubric = root / "rubrics" / area / f"{name}.yaml"
            if action == "write":
                write_item(root, name, area, question={"prompt": text})
            elif action == "break" and question.exists():
                question.write_text(text, encoding="utf-8")
            elif action == "drop question":
                question.unlink(missing_ok=True)
            elif action == "drop rubric":
                rubric.unlink(missing_ok=True)
            else:
                Catalog([root], cache)
            assert same(Catalog([root], cache), Catalog([root]))


@pytest.mark.usefixtures("later")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_cache_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory, write_item: WriteItem, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder, "bank"), Path(folder, "cache")
        write_item(root, "a1")
        write_item(root, "broken", question={"level": "none"})
        expected = Catalog([root], cache)
        (file,) = cache.iterdir()
        good = file.read_bytes()
        cut = data.draw(st.integers(0, len(good) - 1))
        inserted = data.draw(st.binary(max_size=4))
        damaged = good[:cut] + inserted + good[cut + data.draw(st.integers(0, 4)) :]
        file.write_bytes(damaged)
        assert same(Catalog([root], cache), expected)
        assert file.read_bytes() == good


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"0\n", b"null", b"zz\n[]", b"00000000\n", b"\xff\xfe\n\0", b"-1\n[1, 2]"],
)
def test_a_foreign_file_in_place_of_the_cache(
    root: Path, cache: Path, write_item: WriteItem, content: bytes
) -> None:
    write_item(root)
    expected = Catalog([root], cache)
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(content)
    assert same(Catalog([root], cache), expected)
    assert file.read_bytes() == good


@pytest.mark.usefixtures("later")
def test_a_cache_that_cannot_be_kept_is_done_without(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(root)
    expected = Catalog([root])
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert same(Catalog([root], blocked), expected)
    assert same(Catalog([root], blocked / "below"), expected)
    assert blocked.read_text(encoding="utf-8") == "in the way"

    cache = tmp_path / "cache"
    Catalog([root], cache)
    (file,) = cache.iterdir()
    file.unlink()
    file.mkdir()
    assert same(Catalog([root], cache), expected)
    assert list(cache.iterdir()) == [file]  # and nothing half-written is left


@pytest.mark.usefixtures("later")
def test_the_cache_of_another_version_is_not_used(
    root: Path,
    cache: Path,
    write_item: WriteItem,
    parsed: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_item(root)
    Catalog([root], cache)
    monkeypatch.setattr("interviewer.__version__", "99.0")
    Catalog([root], cache)
    assert parsed == ["gizmo", "gizmo"]


_BUILD = """
import sys
from pathlib import Path
from interviewer.bank import index
from interviewer.bank.catalog import Catalog
started = index.time_ns
index.time_ns = lambda: started() + 60_000_000_000
for _ in range(10):
    catalog = Catalog([Path(sys.argv[1])], Path(sys.argv[2]))
    for file in Path(sys.argv[2]).glob("*.json"):
        file.unlink(missing_ok=True)
print([row.id for row in catalog.rows], len(catalog.problems))
"""


def test_processes_that_build_the_cache_at_once(
    root: Path, cache: Path, write_item: WriteItem
) -> None:
    for number in range(12):
        write_item(root, f"item-{number:02}")
    command = [sys.executable, "-c", _BUILD, str(root), str(cache)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    expected = f"{[f'item-{number:02}' for number in range(12)]} 0\n"
    for process in running:
        output, _ = process.communicate(timeout=60)
        assert (process.returncode, output) == (0, expected)
    assert not list(cache.glob("*[!n]"))  # only .json files are ever left behind


_WARM = """
import sys
from pathlib import Path
from interviewer.bank.catalog import Catalog
catalog = Catalog([Path(sys.argv[1])], Path(sys.argv[2]))
assert [row.id for row in catalog.rows] == ["gizmo"]
print(sorted({"yaml", "pydantic", "interviewer.bank.loader"} & sys.modules.keys()))
"""


@pytest.mark.usefixtures("later")
def test_a_warm_start_imports_neither_yaml_nor_pydantic(
    root: Path, cache: Path, write_item: WriteItem
) -> None:
    write_item(root)
    Catalog([root], cache)
    command = [sys.executable, "-c", _WARM, str(root), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
