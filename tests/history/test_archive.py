"""Everything out to a file and in again; a file that is not as it should be changes nothing."""

import gzip
import io
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.errors import InterviewerError
from interviewer.history.archive import read_archive, write_archive
from interviewer.history.store import Store
from interviewer.text.display import one_line
from tests.history.logs import LOGS, append, derived, logs


def exported(store: Store) -> bytes:
    file = io.BytesIO()
    write_archive(store, file)
    return file.getvalue()


def imported(store: Store, content: bytes) -> tuple[int, int]:
    return store.add(read_archive(io.BufferedReader(io.BytesIO(content)), "file"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "sessions.sqlite3")) as store:
        append(store, *logs(3))
        yield store


@settings(max_examples=15)
@given(LOGS)
def test_what_was_exported_comes_in_whole(several: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "one.sqlite3", Path(folder) / "two.sqlite3"
        with closing(Store(one)) as first, closing(Store(two)) as second:
            append(first, *several)
            content = exported(first)
            assert imported(second, gzip.compress(content)) == (len(several), 0)
            assert exported(second) == content
            for number, events in enumerate(several):
                assert second.events(f"session-{number}") == events
        assert derived(two) == derived(one)


def test_a_retry_of_a_question_that_was_not_asked_is_refused(store: Store) -> None:
    content = exported(store)
    asked = content.index(b'"type":"question_asked"')
    place = content.index(b'"retry_of":null', asked)
    wrong = content[:place] + b'"retry_of":1000' + content[place + len(b'"retry_of":null') :]
    before = store.ids()
    with pytest.raises(InterviewerError, match=r"makes no sense .*cannot ask turn 1000 again"):
        imported(store, wrong)
    assert store.ids() == before


def test_what_is_there_already_is_no_error_and_stays(store: Store) -> None:
    content = exported(store)
    assert store.delete("session-2")
    before = store.events("session-1")
    longer = content.replace(b'"text":"It is', b'"text":"No, it is')
    assert imported(store, content) == (1, 3)
    assert imported(store, content) == (0, 4)
    assert exported(store) == content
    assert longer != content
    assert store.events("session-1") == before


def test_an_empty_history_can_be_carried_too(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "one.sqlite3")) as one:
        content = exported(one)
        assert imported(one, content) == (0, 0)


def test_a_damaged_session_is_named_and_the_others_are_exported(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(
            "UPDATE event SET body = '{\"cut' WHERE session_id = 'session-1' AND seq = 2"
        )
        connection.commit()
    file = io.BytesIO()
    assert write_archive(store, file) == (3, ["session-1"])
    with closing(Store(store.path.with_name("other.sqlite3"))) as other:
        assert imported(other, file.getvalue()) == (3, 0)


def edited(change: Callable[[list[Any]], object]) -> Callable[[bytes], bytes]:
    """Return what applies ``change`` to the parsed lines of a file."""

    def edit(content: bytes) -> bytes:
        lines = [json.loads(line) for line in content.splitlines()]
        change(lines)
        return b"".join(json.dumps(line).encode() + b"\n" for line in lines)

    return edit


def _set_event(key: str, value: object, place: int = 0) -> Callable[[bytes], bytes]:
    return edited(lambda lines: lines[2]["events"][place].update({key: value}))


def _invent_a_quote(lines: list[Any]) -> None:
    for line in lines[1:-1]:
        for event in line["events"]:
            for verdict in event.get("outcome", {}).get("verdicts", ()):
                if verdict["spans"]:
                    verdict["spans"][0]["quote"] = "what I wish I had said"
                    return
    raise AssertionError("no quote to falsify")


_DEEP = b'{"kind": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"

SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda content: b"",
    "a text": lambda content: b"my notes\n" * 9,
    "another JSON": lambda content: b'{"sessions": []}\n',
    "a list": lambda content: b"[]\n" + content,
    "deep nesting": lambda content: _DEEP,
    "deep nesting later": lambda content: content.splitlines(keepends=True)[0] + _DEEP,
    "random bytes": lambda content: bytes(range(256)) * 40,
    "a newer version": edited(lambda lines: lines[0].update(version=2)),
    "cut after a line": lambda content: b"".join(content.splitlines(keepends=True)[:-1]),
    "cut within a line": lambda content: content[: len(content) // 2],
    "a cut gzip": lambda content: gzip.compress(content)[:-20],
    "a spoilt gzip": lambda content: b"\x1f\x8b" + content,
    "a session less": edited(lambda lines: lines.pop(1)),
    "more after the end": lambda content: content + b"{}\n",
    "no number": lambda content: content.replace(b'"seed":', b'"seed":NaN,"x":', 1),
    "an unknown key": _set_event("colour", "red"),
    "an unknown event": _set_event("type", "question_forgotten"),
    "a wrong type": _set_event("config", "none"),
    "a naive time": _set_event("at", "2026-01-02T03:04:05"),
    "a time that cannot be": _set_event("at", "9999-12-31T23:59:59Z"),
    "another session's log": _set_event("session_id", "session-9"),
    "a path for an id": edited(
        lambda lines: (
            lines[2].update(session="../../etc"),
            lines[2]["events"][0].update(session_id="../../etc"),
        )
    ),
    "a lone surrogate": edited(lambda lines: lines[2]["events"][0].update(app_version="\ud800")),
    "no entries": edited(lambda lines: lines[2].update(events=[])),
    "an entry twice": edited(lambda lines: lines[2]["events"].insert(1, lines[2]["events"][0])),
    "an entry less": edited(lambda lines: lines[2]["events"].pop(1)),
    "an invented quote": edited(_invent_a_quote),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_file_is_told_in_one_line_and_changes_nothing(store: Store, kind: str) -> None:
    content = SPOILT[kind](exported(store))
    with closing(Store(store.path.with_name("other.sqlite3"))) as other:
        append(other, logs(8)[0])
        before = derived(other.path), exported(other)
        with pytest.raises(InterviewerError) as caught:
            imported(other, content)
        assert (derived(other.path), exported(other)) == before
    assert caught.value.message.startswith("file")
    assert "Nothing has been imported" in caught.value.remedy
    assert one_line(str(caught.value)) == str(caught.value)
    assert len(str(caught.value)) < 250


@settings(max_examples=60)
@given(st.data())
def test_damage_anywhere_imports_all_or_nothing(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with closing(Store(Path(folder) / "one.sqlite3")) as one:
            append(one, *logs(3, 2))
            content = bytearray(exported(one))
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        with closing(Store(Path(folder) / "two.sqlite3")) as two:
            try:
                added, _ = imported(two, bytes(content))
            except InterviewerError:
                assert two.count() == 0
            else:
                assert two.count() == added == 2
                for name in two.ids():
                    two.events(name)


# A copy of the whole file


def test_a_backup_holds_everything_and_replaces_nothing(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    store.backup(target)
    with closing(Store(target)) as copy:
        assert exported(copy) == exported(store)
    assert derived(target) == derived(store.path)
    content = target.read_bytes()
    with pytest.raises(InterviewerError, match="already exists"):
        store.backup(target)
    assert target.read_bytes() == content


def test_a_backup_that_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InterviewerError, match="cannot be written"):
        store.backup(tmp_path / "no" / "folder" / "backup.sqlite3")
    with closing(sqlite3.connect(store.path)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'graded'"
        ).fetchone()
    store.close()
    with store.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InterviewerError, match="damaged"):
        store.backup(tmp_path / "backup.sqlite3")
    assert [one for one in sorted(tmp_path.iterdir()) if "backup" in one.name] == [
        one for one in before if "backup" in one.name
    ]


def test_deleting_leaves_nothing_of_what_was_derived_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "data" / "sessions.sqlite3"
    with closing(Store(path)) as store:
        append(store, *logs(3, 1))
        assert store.outcomes()
        assert store.delete("session-0")
    left = derived(path)
    assert all(counts[1:3] == (0, 0) for counts in left.pop("tally"))
    assert not any(left.values())
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert b"session-0" not in content
        assert b"point-1" not in content


def test_a_file_that_would_unpack_beyond_all_measure_is_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = exported(store)
    monkeypatch.setattr("interviewer.history.archive._LARGEST", len(content) // 2)
    with closing(Store(tmp_path / "new" / "sessions.sqlite3")) as new:
        with pytest.raises(InterviewerError, match=r"is beyond the \d+ MB"):
            imported(new, gzip.compress(content))
        assert list(new.path.parent.iterdir()) == []


def test_a_session_that_stands_there_twice_is_refused(store: Store, tmp_path: Path) -> None:
    first, session, *rest = exported(store).splitlines(keepends=True)
    with closing(Store(tmp_path / "new" / "sessions.sqlite3")) as new:
        with pytest.raises(
            InterviewerError, match="line 3, holds a session that an earlier line holds"
        ):
            imported(new, b"".join([first, session, session, *rest]))
        assert list(new.path.parent.iterdir()) == []
