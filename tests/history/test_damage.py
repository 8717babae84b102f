"""Damage within the store: named, left out, and the rest is shown."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import store_damage
from interviewer.errors import StoreError
from interviewer.history.log import Log
from interviewer.history.newest_entry import Entry, NewestEntry
from interviewer.history.store import Store
from interviewer.interview.events import AnswerGraded, Event, SelfEstimated, to_json
from interviewer.interview.fold import apply, fold
from interviewer.interview.session import Session
from tests.history.logs import append, as_of_version, derived, logs

SEVERAL = logs(3)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with four sessions, closed."""
    path = tmp_path_factory.mktemp("sound") / "sessions.sqlite3"
    with closing(Store(path)) as store:
        append(store, *SEVERAL)
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound.parent, tmp_path / "data") / sound.name


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as store:
        yield store


def spoil(path: Path, statement: str, *values: object) -> None:
    """Change the store behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement, values).rowcount
        connection.commit()


def one_more(session: Session) -> tuple[Session, Event]:
    """Judge an answer once more: that may follow wherever a session ends."""
    graded = next(
        one for one in reversed(SEVERAL[int(session.id[-1])]) if isinstance(one, AnswerGraded)
    )
    return apply(session, graded), graded


def test_a_sound_store_has_no_damage(store: Store) -> None:
    assert store.check() == ()
    assert {row.id for row in store.rows()} == {f"session-{n}" for n in range(4)}
    for number, events in enumerate(SEVERAL):
        assert store.undamaged(f"session-{number}") == (fold(events), None)


# An entry


def flip_in_entry(path: Path, number: int) -> None:
    spoil(
        path,
        'UPDATE event SET body = replace(body, \'"at":"2\', \'"at":"3\')'
        " WHERE session_id = 'session-1' AND seq = ?",
        number,
    )


def test_an_entry_that_is_not_what_was_written_is_named(path: Path, store: Store) -> None:
    flip_in_entry(path, 4)
    with pytest.raises(StoreError, match=r"session-1 is damaged: entry 4 of its log") as told:
        store.session("session-1")
    assert "interviewer report session-1" in told.value.remedy
    assert store.events("session-2") == SEVERAL[2]
    assert store.check() == (
        "Session session-1 is damaged: entry 4 of its log is not what was written.",
    )


def test_what_else_the_log_tells_is_shown(path: Path, store: Store) -> None:
    events = SEVERAL[1]
    place = next(n for n, event in enumerate(events, 1) if isinstance(event, AnswerGraded))
    flip_in_entry(path, place)
    session, error = store.undamaged("session-1")
    graded = events[place - 1]
    assert isinstance(graded, AnswerGraded)
    assert session.answers[graded.answer_id - 1].grade is None
    assert len(session.answers) == len(fold(events).answers)
    assert error is not None
    assert [one for one in store.damage() if f"leaves out {place}." in one]


def test_entries_that_make_no_sense_without_a_damaged_one_are_left_out_too(
    path: Path, store: Store
) -> None:
    flip_in_entry(path, 2)  # the first question: nothing of its turn can be told
    session, error = store.undamaged("session-1")
    assert error is not None
    assert session.id == "session-1"
    assert 1 <= session.length < len(SEVERAL[1]) - 1


def test_a_session_without_its_beginning_cannot_be_shown(path: Path, store: Store) -> None:
    flip_in_entry(path, 1)
    with pytest.raises(StoreError, match="entry 1 of its log"):
        store.undamaged("session-1")


def test_a_checksum_that_is_damaged_alone_damages_nothing(path: Path, store: Store) -> None:
    for number in (3, len(SEVERAL[1])):
        spoil(
            path,
            "UPDATE event SET checksum = x'00' WHERE session_id = 'session-1' AND seq = ?",
            number,
        )
    assert store.events("session-1") == SEVERAL[1]


@pytest.mark.parametrize("number", [1, 5, -1])
def test_an_entry_that_is_missing_is_named(path: Path, store: Store, number: int) -> None:
    number = number if number > 0 else len(SEVERAL[1])
    spoil(path, "DELETE FROM event WHERE session_id = 'session-1' AND seq = ?", number)
    with pytest.raises(StoreError, match=rf"\b{number}\b"):
        store.session("session-1")


def test_entries_of_two_sessions_that_changed_places_are_told(path: Path, store: Store) -> None:
    one, other = ((log, str(log[3].model_dump_json())) for log in (SEVERAL[1], SEVERAL[2]))
    for session, (_, body) in (("session-1", other), ("session-2", one)):
        spoil(path, "UPDATE event SET body = ? WHERE session_id = ? AND seq = 4", body, session)
    for session in ("session-1", "session-2"):
        with pytest.raises(StoreError, match="entry 4"):
            store.session(session)


# The list


def test_a_damaged_row_of_the_list_is_told_and_the_others_listed(path: Path, store: Store) -> None:
    spoil(path, "UPDATE session SET score = 0.99 WHERE id = 'session-1'")
    assert [row.id for row in store.rows()] == [
        row.id for row in store.rows(10) if row.id != "session-1"
    ]
    assert len(store.rows()) == 3
    assert any("session-1 is not listed" in one for one in store.damage())
    assert store.events("session-1") == SEVERAL[1]


def test_letters_that_are_none_keep_no_other_row_from_being_listed(
    path: Path, store: Store
) -> None:
    spoil(path, "UPDATE session SET areas = CAST(x'ff' AS TEXT) WHERE id = 'session-1'")
    assert len(store.rows()) == 3
    assert store.newest() is not None
    assert store.events("session-1") == SEVERAL[1]


def test_a_session_that_is_missing_from_the_list_is_told_and_kept(path: Path, store: Store) -> None:
    spoil(path, "DELETE FROM session WHERE id = 'session-1'")
    assert "Session session-1 is missing from the list." in store.damage()
    assert "session-1" in store.ids()
    assert store.events("session-1") == SEVERAL[1]
    assert store.delete("session-1")
    assert "session-1" not in store.ids()


def test_an_index_that_misses_a_session_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        name = "sqlite_autoindex_session_1"
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,))
        (page,) = page.fetchone()
    content = bytearray(path.read_bytes())
    start = (page - 1) * 4096
    content[start + 4] -= 1  # one cell fewer than there are
    path.write_bytes(content)
    with closing(Store(path)) as store:
        assert any("list of sessions" in one for one in store.damage())


# What is missing altogether


def test_newest_entries_that_are_missing_are_told(path: Path, store: Store, tmp_path: Path) -> None:
    session, event = one_more(fold(SEVERAL[0]))
    store.append(session, event)
    left = tmp_path / "left"
    left.mkdir()
    for ending in ("", "-newest"):  # without the write-ahead log
        shutil.copy(f"{path}{ending}", left)
    with closing(Store(left / path.name)) as cut:
        (told,) = cut.damage()
        assert f"entry {session.length} of session session-0" in told
        assert cut.events("session-1") == SEVERAL[1]
        again, event = one_more(fold(cut.events("session-0")))
        cut.append(again, event)
    with closing(Store(left / path.name)) as after:
        assert after.damage() == ()


def test_a_note_that_cannot_be_read_tells_nothing_wrong(path: Path, store: Store) -> None:
    NewestEntry(path).path.write_bytes(b"junk")
    assert store.damage() == ()
    NewestEntry(path).path.unlink()
    assert store.damage() == ()


def test_deleting_a_session_takes_it_out_of_the_note(path: Path, store: Store) -> None:
    entry = NewestEntry(path).read()
    assert entry is not None
    assert store.delete(entry.session_id)
    assert store.damage() == ()
    assert entry.session_id.encode() not in NewestEntry(path).path.read_bytes()


def test_a_note_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"untouched")
    (tmp_path / "store-newest").symlink_to(tmp_path / "victim")
    NewestEntry(tmp_path / "store").write(Entry("a", 1, b"12345678"))
    assert (tmp_path / "victim").read_bytes() == b"untouched"


@pytest.mark.parametrize("folder", ["drafts", "recordings"])
@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_store_beside_what_earlier_sessions_left_is_told(
    tmp_path: Path, folder: str, empty: bool
) -> None:
    path = tmp_path / "data" / "sessions.sqlite3"
    (path.parent / folder).mkdir(parents=True)
    if empty:
        path.touch()
    with closing(Store(path)) as store:
        assert store.damage() == ()
        (path.parent / folder / "session-1.txt").touch()
        store.close()
        (told,) = store.damage()
        assert f"is empty or missing, but {folder} of earlier sessions are there" in told


def test_a_write_ahead_log_without_its_store_is_never_deleted(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"entries" * 1000)
    for lose in (lambda: path.write_bytes(b""), path.unlink):
        lose()
        with closing(Store(path)) as store:
            with pytest.raises(StoreError, match="write-ahead log is there") as told:
                store.append(fold(SEVERAL[0][:1]), SEVERAL[0][0])
            assert str(log) in told.value.remedy
        assert log.read_bytes() == b"entries" * 1000


# What is derived

SPOILT = {
    "a score": "UPDATE graded SET score = 0.123 WHERE turn = 1",
    "a turn that is missing": "DELETE FROM graded WHERE turn = 1",
    "an outcome": "UPDATE outcome SET credit = 0.123 WHERE place = 0",
    "an outcome that is missing": "DELETE FROM outcome WHERE place = 0",
    "all outcomes of a turn": "DELETE FROM outcome WHERE turn = 1",
    "a card": "UPDATE card SET due = due + 1",
    "a card that is missing": "DELETE FROM card"
    " WHERE criterion_id = (SELECT min(criterion_id) FROM card)",
    "a standing": "UPDATE standing SET times = 9",
    "the tally": "UPDATE tally SET total = total + 1 WHERE name <> 'session'",
}


def reads_of(store: Store) -> tuple[object, ...]:
    far = max(one.at for events in SEVERAL for one in events).replace(year=2090)
    return store.outcomes(), store.turn_scores(), store.mastery(), store.practised.due(far)


@pytest.mark.parametrize("kind", SPOILT)
def test_derived_rows_that_are_damaged_are_derived_again(
    path: Path, store: Store, kind: str
) -> None:
    before, rows = reads_of(store), derived(path)
    store.close()
    spoil(path, SPOILT[kind])
    assert store.check(), "the whole check tells it"
    store.close()
    assert reads_of(store) == before
    assert derived(path) == rows
    store.close()
    with closing(Store(path)) as again:
        assert again.check() == ()


def test_damage_among_what_is_derived_keeps_no_entry_from_being_stored(
    path: Path, store: Store
) -> None:
    before = reads_of(store)
    store.close()
    spoil(path, "UPDATE card SET due = due + 1")
    spoil(path, "UPDATE standing SET times = 9")
    session, graded = one_more(fold(SEVERAL[1]))
    store.append(session, graded)
    assert store.session("session-1") == session
    assert reads_of(store) == before


def test_a_damaged_session_that_must_be_derived_again_is_told(path: Path, store: Store) -> None:
    spoil(path, "UPDATE graded SET score = 0.123")
    flip_in_entry(path, 2)
    assert {one.session_id for one in store.outcomes()} <= {"session-0", "session-2", "session-3"}
    for _ in range(2):
        assert "Session session-1 is damaged and counts in no progress." in store.damage()
        store.close()
        store.outcomes()


def test_calibration_leaves_a_damaged_session_out_and_tells_it(path: Path, store: Store) -> None:
    mark = SelfEstimated.model_fields["type"].default
    found = {session.id for session in store.sessions_with("answer_graded", 9)}
    assert store.sessions_with(mark, 9) == []
    flip_in_entry(path, 3)
    assert {session.id for session in store.sessions_with("answer_graded", 9)} == (
        found - {"session-1"}
    )
    assert any("session-1" in one for one in store.damage())


# Versions without checksums


@pytest.mark.parametrize("version", [1, 2, 3])
def test_logs_of_before_get_their_checksums(path: Path, version: int) -> None:
    wanted = derived(path)
    as_of_version(path, version)
    with closing(Store(path)) as store:
        assert len(store.rows()) == 4
        assert store.events("session-1") == SEVERAL[1]
        assert store.check() == ()
    assert derived(path) == wanted
    flip_in_entry(path, 4)
    with closing(Store(path)) as store, pytest.raises(StoreError, match="entry 4"):
        store.session("session-1")


def test_an_entry_added_to_a_log_of_before_seals_it(path: Path) -> None:
    as_of_version(path, 3)
    with closing(Store(path)) as store:
        session, event = one_more(fold(SEVERAL[1]))
        store.append(session, event)
        assert store.log("session-1").sound
        assert store.session("session-1") == session


# Anything at all


def test_no_damage_of_a_sample_is_silent(tmp_path: Path) -> None:
    """The program behind the published figure, on few places."""
    counts = store_damage.measure(tmp_path / "damage", sessions=2, flips=12, seed=7)
    assert sum(found["told"] for found in counts.values()) > 15
    assert not [kind for kind, found in counts.items() if found["silent"] + found["unforeseen"]]


# Who may read it


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_may_read_a_store_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "sessions.sqlite3"
    before = os.umask(0)
    try:
        with closing(Store(path)) as store:
            append(store, *SEVERAL)
            modes = {one.name: mode(one) for one in path.parent.iterdir()}
            store.backup(tmp_path / "copy.sqlite3")
    finally:
        os.umask(before)
    assert set(modes) == {path.name + ending for ending in ("", "-wal", "-shm", "-newest")}
    assert set(modes.values()) == {0o600}
    assert {mode(path.parent), mode(path.parent.parent)} == {0o700}
    assert mode(tmp_path / "copy.sqlite3") == 0o600


def test_what_others_could_read_is_closed_to_them(path: Path, store: Store) -> None:
    recording = path.parent / "recordings" / "session-1" / "answer-1-001.flac"
    recording.parent.mkdir(parents=True)
    recording.touch()
    for one in (path.parent, *path.parent.rglob("*")):
        one.chmod(0o777 if one.is_dir() else 0o666)
    store.rows()
    assert {mode(one) for one in path.parent.rglob("*") if one.is_file()} == {0o600}
    assert {mode(path.parent), mode(recording.parent.parent), mode(recording.parent)} == {0o700}


def test_a_folder_that_also_holds_what_is_not_ours_stays_open(path: Path, store: Store) -> None:
    (path.parent / "www").mkdir(mode=0o755)
    (path.parent / "drafts").mkdir(mode=0o755)
    path.parent.chmod(0o755)
    path.chmod(0o644)
    store.rows()
    assert mode(path.parent) == 0o755
    assert (mode(path), mode(path.parent / "drafts")) == (0o600, 0o700)


def test_a_log_that_makes_no_sense_keeps_no_other_session_from_being_read(
    path: Path, store: Store
) -> None:
    graded = {
        f"session-{n}" for n in range(4) if any(e.type == "answer_graded" for e in SEVERAL[n])
    }
    twice = [*SEVERAL[1], SEVERAL[1][0]]
    whole = replace(fold(SEVERAL[1]), length=len(twice))
    store.delete("session-1")
    store.add([Log(whole, [to_json(event) for event in twice], twice[-1].at)])
    assert {one.id for one in store.sessions_with("answer_graded", 9)} == graded - {"session-1"}
    assert any("session-1 is left out" in one for one in store.damage())


def test_a_session_that_could_not_be_derived_is_derived_whole_once_it_goes_on(
    path: Path, store: Store
) -> None:
    before = derived(path)
    spoil(path, "UPDATE session SET areas = 'x', derived = 0 WHERE id = 'session-0'")
    for table in ("outcome", "graded"):
        spoil(path, f"DELETE FROM {table} WHERE session_id = 'session-0'")
    assert store.catch_up() == 1
    store.append(*one_more(store.session("session-0")))
    assert _turns(derived(path)) == _turns(before)


def _turns(tables: dict[str, list[tuple[object, ...]]]) -> list[tuple[object, ...]]:
    return [row[:2] for row in tables["graded"]]
