"""The store: what was confirmed is there, whatever happens to the process, the disk or the file."""

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import StoreError
from interviewer.history import schema
from interviewer.history.store import Store
from interviewer.interview.events import (
    AnswerSubmitted,
    AsideTaken,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionStarted,
)
from interviewer.interview.fold import apply, fold
from interviewer.interview.ledger import session_score
from interviewer.interview.session import Session
from tests.history import writer
from tests.interview.play import CONFIGS, MOVES, DiceGrader, Play, replayed
from tests.sample_bank import START, Clock, sample_item

ROOT = Path(__file__).resolve().parents[2]


def log_of(session_id: str, asides: int = 3) -> list[Event]:
    clock = Clock()
    return [
        SessionStarted(at=clock(), session_id=session_id, config=SessionConfig(), app_version="0"),
        QuestionAsked(at=clock(), turn=1, item=sample_item("variance")),
        *(
            AsideTaken(at=clock(), turn=1, intent="wait", said=f"hm {n} {session_id}", reply="Yes.")
            for n in range(asides)
        ),
    ]


def store_all(store: Store, events: list[Event]) -> Session:
    session = fold(events[:1])
    store.append(session, events[0])
    for event in events[1:]:
        session = apply(session, event)
        store.append(session, event)
    return session


def one_more(session: Session, said: str = "more") -> tuple[Session, Event]:
    event = AsideTaken(at=session.last_at, turn=1, intent="wait", said=said, reply="Yes.")
    return apply(session, event), event


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sessions.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def test_what_goes_in_comes_out(store: Store) -> None:
    assert (store.rows(), store.count(), store.newest()) == ([], 0, None)
    assert not store.path.exists(), "looking makes no file"
    logs = {name: log_of(name) for name in ("a", "b")}
    for events in logs.values():
        store_all(store, events)
    assert {name: store.events(name) for name in logs} == logs
    assert [row.id for row in store.rows()] == ["b", "a"]
    assert store.count() == 2
    store.check()


def test_the_row_of_a_session_says_what_its_log_says(store: Store) -> None:
    session = store_all(store, log_of("a"))
    answer = AnswerSubmitted(at=session.last_at, turn=1, answer_id=1, text="It is spread.")
    session = apply(session, answer)
    store.append(session, answer)
    row = store.newest(unfinished=True)
    assert row is not None
    assert (row.started_at, row.updated_at) == (START, session.last_at)
    assert (row.mode, row.grader, row.areas) == ("coach", "offline", ("statistics",))
    assert (row.questions, row.asked, row.answered) == (5, 1, 1)
    assert (row.score, row.finished) == (None, None)


@settings(max_examples=8, deadline=None)
@given(CONFIGS, st.integers(0, 999), st.lists(MOVES, min_size=10, max_size=25))
def test_any_interview_is_kept_as_it_went(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]]
) -> None:
    config = config.model_copy(update={"areas": (), "levels": ()})
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "sessions.sqlite3")
        play = Play(config, DiceGrader(seed), log=store)
        play.run(moves)
        session = play.conductor.session
        assert replayed(store) == session
        row = store.newest()
        assert row is not None
        assert row.asked == len(session.asked)
        assert row.score == session_score(session)
        assert row.finished == session.finished
        store.close()


def test_an_unknown_session_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="no session 'nope'"):
        store.events("nope")


def test_delete_leaves_nothing_of_the_session_on_the_disk(store: Store) -> None:
    store_all(store, log_of("secret-session"))
    store_all(store, log_of("other"))
    assert store.delete("secret-session")
    assert not store.delete("secret-session")
    with pytest.raises(StoreError):
        store.events("secret-session")
    assert [row.id for row in store.rows()] == ["other"]
    store.close()
    for file in store.path.parent.iterdir():
        assert b"secret-session" not in file.read_bytes()


# The process dies


def start_writer(path: Path, name: str, *more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, writer.__file__, str(path), name, *more],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{os.environ['PYTHONPATH']}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_kill_at_any_moment_loses_nothing_that_was_confirmed(path: Path) -> None:
    dice = random.Random(4)
    for round_number in range(5):
        name = f"s{round_number}"
        with start_writer(path, name) as child:
            assert child.stdout is not None
            for _ in range(dice.randint(1, 60)):
                confirmed = int(child.stdout.readline())
            child.kill()
            confirmed = max([confirmed, *map(int, child.stdout.read().split("\n")[:-1])])
        store = Store(path)
        events = store.events(name)
        assert confirmed <= len(events) <= confirmed + 1
        session = fold(events)
        assert session.length == len(events)
        more, event = one_more(session)
        store.append(more, event)
        assert fold(store.events(name)) == more
        store.check()
        store.close()
    assert Store(path).count() == 5


def test_processes_that_begin_at_once_on_a_fresh_disk_do_not_disturb_each_other(
    path: Path,
) -> None:
    children = [start_writer(path, f"s{n}", "25") for n in range(4)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        output, _ = child.communicate()
        assert child.returncode == 0
        assert output.split() == [str(n) for n in range(1, 26)]
    store = Store(path)
    assert [len(store.events(f"s{n}")) for n in range(4)] == [25] * 4
    store.check()
    store.close()


def test_two_windows_on_one_session_the_second_is_told_and_nothing_is_lost(path: Path) -> None:
    first, second = Store(path), Store(path)
    session = store_all(first, log_of("a"))
    stale = fold(second.events("a"))
    ahead, event = one_more(session, "said in the first window")
    first.append(ahead, event)
    with pytest.raises(StoreError, match="changed by another window"):
        second.append(*one_more(stale, "said in the second window"))
    assert fold(second.events("a")) == ahead
    again, event = one_more(ahead, "said in the second window after looking again")
    second.append(again, event)
    assert fold(first.events("a")) == again
    first.close()
    second.close()


def test_a_store_that_another_process_keeps_locked_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.history.database._BUSY_MS", 20)
    store = Store(path)
    session = store_all(store, log_of("a"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="busy"):
        store.append(*one_more(session))
    other.execute("ROLLBACK")
    other.close()
    store.append(*one_more(session))
    store.close()


# The disk is full, or not to be written to


def test_a_disk_without_room_is_told_and_what_was_confirmed_stays(store: Store) -> None:
    session = store_all(store, log_of("a"))
    wal = store.path.with_name(store.path.name + "-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size + 30_000, hard))

    def fill() -> None:
        nonlocal session
        for _ in range(200):
            more, event = one_more(session, "word " * 100)
            store.append(more, event)
            session = more

    try:
        with pytest.raises(StoreError) as caught:
            fill()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.remedy
    assert fold(store.events("a")) == session
    session, event = one_more(session)
    store.append(session, event)
    assert fold(Store(store.path).events("a")) == session


FILL = """
import sys
from pathlib import Path
from interviewer.errors import StoreError
from interviewer.history.store import Store
from tests.history.writer import entries
store = Store(Path(sys.argv[1]) / "sessions.sqlite3")
try:
    entries(store, "a")
except StoreError as error:
    print(error)
    print(len(store.events("a")))
store.close()
Path(f"{store.path}-shm").unlink()  # as after a restart of the machine
with open(Path(sys.argv[1]) / "filler", "wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
try:
    Store(store.path).events("a")
except StoreError as error:
    print(error)
"""


def test_a_full_disk_is_called_by_its_name(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=400k tmpfs "$1" && exec "$2" -c "$3" "$1"'
    mine = shutil.which("unshare")
    probe = [mine or "", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)]
    if mine is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("a small file system of one's own cannot be mounted here")
    done = subprocess.run(
        [mine, "-rm", "sh", "-c", mount, "sh", str(tmp_path), sys.executable, FILL],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{os.environ['PYTHONPATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    *confirmed, complaint, stored, without_room_to_open = done.stdout.splitlines()
    assert complaint.startswith("The disk is full: the last change was not saved. Free some space")
    assert without_room_to_open == complaint
    assert confirmed[-1] == stored
    assert int(stored) > 10


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder in which this test cannot write, even when it is run by root."""
    folder = Path(tempfile.mkdtemp(prefix="locked-"))
    shown = folder / "data"
    shown.mkdir()
    store_all(store := Store(shown / "sessions.sqlite3"), log_of("a"))
    store.close()
    folder.chmod(0o755)
    shown.chmod(0o555)
    (shown / "sessions.sqlite3").chmod(0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield shown
    os.seteuid(user)
    shown.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_without_permission_is_told(locked_folder: Path) -> None:
    store = Store(locked_folder / "sessions.sqlite3")
    session = fold(log_of("b")[:1])
    with pytest.raises(StoreError, match="permissions"):
        store.append(session, log_of("b")[0])
    with pytest.raises(StoreError, match="permissions"):
        Store(locked_folder / "deeper" / "sessions.sqlite3").append(session, log_of("b")[0])


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = Store(tmp_path / "file" / "sessions.sqlite3")
    with pytest.raises(StoreError, match="cannot be used"):
        store.append(fold(log_of("a")[:1]), log_of("a")[0])


# The file is not what it should be

OPERATIONS: dict[str, Callable[[Store], object]] = {
    "rows": Store.rows,
    "newest": Store.newest,
    "count": Store.count,
    "check": Store.check,
    "events": lambda store: store.events("a"),
    "delete": lambda store: store.delete("a"),
    "append": lambda store: store.append(fold(log_of("new")[:1]), log_of("new")[0]),
}


def filled(path: Path) -> bytes:
    store = Store(path)
    store_all(store, log_of("a", asides=20))
    store_all(store, log_of("b", asides=20))
    store.close()
    return path.read_bytes()


def foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE note (text)")
    other.execute("INSERT INTO note VALUES ('somebody else''s')")
    other.commit()
    other.close()


def empty_but_claimed(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA application_id = 7")
    other.commit()
    other.close()


def newer(path: Path) -> None:
    filled(path)
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    other.close()


SPOILT: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(random.Random(1).randbytes(9000)),
    "a text": lambda path: path.write_text("my notes, not a database\n" * 40),
    "one byte": lambda path: path.write_bytes(b"\xd8"),
    "a few bytes": lambda path: path.write_bytes(b"SQLite"),
    "half a header": lambda path: path.write_bytes(filled(path)[:60]),
    "cut in the first page": lambda path: path.write_bytes(filled(path)[:1000]),
    "a spoilt header": lambda path: path.write_bytes(b"\0" * 16 + filled(path)[16:]),
    "another program's": foreign,
    "another program's, still empty": empty_but_claimed,
    "a newer version's": newer,
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("kind", SPOILT)
def test_what_is_no_database_of_ours_is_refused_and_left_alone(
    path: Path, kind: str, operation: str
) -> None:
    path.parent.mkdir()
    SPOILT[kind](path)
    before = path.read_bytes()
    store = Store(path)
    with pytest.raises(StoreError, match=r"damaged|another program|newer version") as caught:
        OPERATIONS[operation](store)
    store.close()
    assert path.read_bytes() == before
    assert str(path) in caught.value.message
    assert caught.value.remedy


def test_a_directory_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError):
        Store(path).rows()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_data_or_a_clear_error_and_reading_changes_nothing(
    data: st.DataObject,
) -> None:
    refusals: list[StoreError] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sessions.sqlite3"
        good = _sample_file(path)
        start = data.draw(st.integers(0, len(good) - 1))
        length = data.draw(st.sampled_from([1, 4, 100, 4096]))
        junk = random.Random(data.draw(st.integers(0, 9))).randbytes(length)
        cut = data.draw(st.none() | st.integers(1, len(good) - 1))
        path.write_bytes((good[:start] + junk + good[start + length :])[:cut])
        before = path.read_bytes()
        for name, operation in OPERATIONS.items():
            store = Store(path)
            try:
                operation(store)
            except StoreError as error:
                refusals.append(error)
            finally:
                store.close()
            if name == "events":
                assert path.read_bytes() == before
    assert all(error.remedy for error in refusals)


_FILE: list[bytes] = []


def _sample_file(path: Path) -> bytes:
    if not _FILE:
        _FILE.append(filled(path))
    return _FILE[0]


# Versions of the schema


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    store = Store(path)
    assert store.rows() == []
    store_all(store, log_of("a"))
    assert store.count() == 1
    store.close()


def test_an_older_store_is_brought_up_to_date_with_all_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    newest = (*schema.MIGRATIONS, "CREATE TABLE added (n INTEGER) STRICT;")
    monkeypatch.setattr(schema, "MIGRATIONS", newest)
    store = Store(path)
    assert store.events("a") == log_of("a", asides=20)
    store.close()
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        assert version == len(newest)
        connection.execute("SELECT * FROM added")
    connection.close()


def test_a_migration_that_fails_leaves_the_old_version(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(path)
    with monkeypatch.context() as later:
        broken = (*schema.MIGRATIONS, "CREATE TABLE added (n INTEGER); DROP TABLE missing;")
        later.setattr(schema, "MIGRATIONS", broken)
        with pytest.raises(StoreError, match="missing"):
            Store(path).rows()
    assert path.read_bytes() == before
    assert Store(path).events("a") == log_of("a", asides=20)
