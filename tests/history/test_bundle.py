"""Everything of one's own in one file: carried whole, checked first, and nothing replaced."""

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.errors import InterviewerError
from interviewer.history.bundle import ImportResult, is_bundle, read_bundle, write_bundle
from interviewer.history.store import Store
from interviewer.interview.choice import Choice, keep_choice
from interviewer.learning.goal import Goal, keep_goal
from interviewer.speech.recording import new_recording
from interviewer.userdata.drafts import keep_draft, keep_heard
from interviewer.userdata.locations import audio_dir, config_path, data_dir
from tests.history.logs import as_read, logs

OWN = {
    "config.toml": b'theme = "light"\n',
    "interview-day.json": b'{"until": "2026-12-24", "minutes": 45}',
    "last-choice.json": b"{}",
    "drafts/session-0.txt": "Über den Mittelwert".encode(),
    "drafts/session-0.json": b"[]",
    "recordings/session-0/answer-1-001.flac": bytes(range(256)) * 9,
    "recordings/session-0/answer-2-001.wav": b"RIFF" + bytes(999),
    "bank/questions/statistics/my-mean.yaml": b"id: my-mean\n",
    "bank/rubrics/statistics/my-mean.yaml": b"id: my-mean\n",
}
NOT_CARRIED = {
    "remote-servers.json": b'["https://api.example"]',
    "audio.log": b"noise",
    "recordings/session-0/notes.txt": b"mine",
    "bank/README": b"mine",
    "cache/index.json": b"{}",
}

NUMBERS = count()


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Home":
    return Home(tmp_path, monkeypatch)


class Home:
    """Machines, each a data folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch

    def __call__(self, name: str) -> Path:
        """Go to a machine."""
        self._monkeypatch.setenv("INTERVIEWER_HOME", str(self._folder / name))
        return data_dir()


def write(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = data_dir() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def files() -> dict[str, bytes]:
    """Return every file of this machine but the store's."""
    return {
        path.relative_to(data_dir()).as_posix(): path.read_bytes()
        for path in data_dir().rglob("*")
        if path.is_file() and not path.name.startswith("sessions.sqlite3")
    }


@pytest.fixture
def store(at: Home) -> Iterator[Store]:
    """A machine with sessions and files."""
    at("here")
    write(OWN | NOT_CARRIED)
    (data_dir() / "drafts" / "linked.txt").symlink_to("/etc/hostname")
    with closing(Store(data_dir() / "sessions.sqlite3")) as store:
        store.add(as_read(events) for events in logs(3))
        yield store


def packed(store: Store) -> bytes:
    file = io.BytesIO()
    assert write_bundle(store, file) == (4, len(OWN), [])
    return file.getvalue()


def take(content: bytes, *, settings: bool = False, items: bool = False) -> ImportResult:
    with closing(Store(data_dir() / "sessions.sqlite3")) as store:
        return read_bundle(store, io.BytesIO(content), "all.zip", settings=settings, items=items)


def sessions() -> list[str]:
    with closing(Store(data_dir() / "sessions.sqlite3")) as store:
        return store.ids()


def test_everything_is_carried_but_what_belongs_to_the_machine(store: Store, at: Home) -> None:
    content, ids = packed(store), store.ids()
    at("there")
    carried = dict(OWN)
    del carried["config.toml"]
    assert take(content) == ImportResult(4, 0, len(carried), 0, (), settings_left=True)
    assert (files(), sessions()) == (carried, ids)
    assert take(content, settings=True) == ImportResult(
        0, 4, 1, len(carried), (), settings_left=False
    )
    assert files() == OWN
    assert config_path().read_bytes() == OWN["config.toml"]
    assert take(content) == ImportResult(0, 4, 0, len(carried), (), settings_left=False)


def test_what_the_program_itself_keeps_is_among_it(at: Home) -> None:
    at("here")
    keep_goal(Goal(date(2026, 12, 24)))
    keep_choice(Choice(areas=("statistics",)))
    keep_draft("20260102-030405-abcd", "Half an answer")
    keep_heard("20260102-030405-abcd", "[]")
    new_recording(audio_dir("20260102-030405-abcd"), "answer-1", "wav").close()
    file = io.BytesIO()
    with closing(Store(data_dir() / "sessions.sqlite3")) as store:
        write_bundle(store, file)
    kept = files()
    assert len(kept) == 5
    with zipfile.ZipFile(file) as zipped:
        assert {*zipped.namelist()} == {"history.jsonl", *kept}


def test_files_of_any_age_are_carried_and_nobody_else_may_read_them(store: Store, at: Home) -> None:
    os.utime(data_dir() / "drafts/session-0.txt", (0, 0))  # zip knows no date before 1980
    content = packed(store)
    at("there")
    take(content, settings=True)
    assert {(data_dir() / name).stat().st_mode & 0o777 for name in OWN} == {0o600}


def test_what_is_there_already_is_kept_and_named(store: Store, at: Home) -> None:
    content = packed(store)
    at("there")
    own = {"config.toml": b"", "bank/questions/statistics/my-mean.yaml": b"id: another\n"}
    write(own)
    taken = take(content, settings=True)
    assert taken.kept == tuple(own)
    assert files() == OWN | own


def test_a_bundle_is_known_by_its_first_bytes(store: Store) -> None:
    with io.BufferedReader(io.BytesIO(packed(store))) as file:
        assert is_bundle(file)
        assert file.tell() == 0
    with io.BufferedReader(io.BytesIO(b"P")) as file:
        assert not is_bundle(file)


def with_member(content: bytes, name: str, body: bytes = b"x") -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as zipped:
        zipped.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        *("../stolen.json", "/etc/stolen", "drafts/../../stolen.txt", "C:\\stolen.txt", "drafts/"),
        *("bank/questions/../../stolen.yaml", "drafts/..txt", "drafts/a\n.txt", "DRAFTS/a.txt"),
        *("recordings/a/b.exe", "sessions.sqlite3", "remote-servers.json", "cache/index.json"),
        *("bank/questions/deep/er/a.yaml", "recordings/a.flac", "drafts/a.txt/b.txt"),
    ],
)
def test_a_file_that_is_none_of_ours_refuses_the_whole(store: Store, at: Home, name: str) -> None:
    content = with_member(packed(store), name)
    at("there")
    with pytest.raises(InterviewerError, match="none of ours") as told:
        take(content)
    assert "\n" not in str(told.value)
    assert (files(), sessions()) == ({}, [])


def test_other_bundles_that_cannot_be(
    store: Store, at: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = packed(store)
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_member(content, "last-choice.json", b"[]")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as zipped:
        zipped.writestr("config.toml", b"")
    at("there")
    for wrong, why in (
        (twice, "one twice"),
        (empty.getvalue(), "is not an exported history"),
        (with_history(content, b'{"kind":"interviewer-history","version":9}'), "newer version"),
        (with_history(content, b"[" * 100_000), "is not JSON"),
        (content[:-30], "cannot be read"),
        (encrypted(content), "is encrypted"),
        (content.replace(bytes(range(200)), bytes(200)), "is damaged"),
    ):
        with pytest.raises(InterviewerError, match=why):
            take(wrong)
    monkeypatch.setattr("interviewer.history.bundle._LARGEST", 1000)
    with pytest.raises(InterviewerError, match="too large"):
        take(content)
    assert (files(), sessions()) == ({}, [])


def with_history(content: bytes, history: bytes) -> bytes:
    """Return the bundle with other sessions in it, packed as they should be."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, history if name == "history.jsonl" else old.read(name))
    return file.getvalue()


def encrypted(content: bytes) -> bytes:
    """Set the flag of encryption on every entry."""
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            changed[at + place] |= 1
            at = content.find(sign, at + 1)
    return bytes(changed)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_anywhere_takes_all_or_nothing(store: Store, at: Home, data: st.DataObject) -> None:
    at("here")
    content = bytearray(packed(store))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    at(f"there-{next(NUMBERS)}")
    with suppress(InterviewerError):
        take(bytes(content), settings=True)
    # All where only what nobody reads was hit, such as the hour at which a member was packed.
    assert (files(), len(sessions())) in ((OWN, 4), ({}, 0))


def everything() -> dict[str, bytes]:
    """Return every file of this machine, and every folder."""
    return {
        path.relative_to(data_dir()).as_posix(): path.read_bytes() if path.is_file() else b"/"
        for path in data_dir().rglob("*")
    }


def test_an_import_that_fails_leaves_nothing_behind(store: Store, at: Home) -> None:
    content = packed(store)
    there = at("there")
    write({"recordings": b"a file where a folder should be"})
    before = everything()
    with pytest.raises(InterviewerError, match="recordings") as told:
        take(content)
    assert "Nothing has been imported" in str(told.value)
    assert everything() == before
    (there / "recordings").unlink()
    assert take(content, settings=True).sessions == 4
    assert files() == OWN


def test_an_import_with_a_damaged_log_leaves_nothing_behind(store: Store, at: Home) -> None:
    content = packed(store)
    lines = zipfile.ZipFile(io.BytesIO(content)).read("history.jsonl").splitlines(keepends=True)
    for wrong in (lines[:-1], [*lines[:2], lines[1], *lines[2:]], [*lines[:3], b"{}\n"]):
        at("there").mkdir(exist_ok=True)
        with pytest.raises(InterviewerError):
            take(with_history(content, b"".join(wrong)))
        assert everything() == {}


def test_a_file_that_comes_into_being_meanwhile_is_not_replaced(store: Store, at: Home) -> None:
    """The sessions are still being read when another window writes its choice."""
    content = packed(store)
    at("there")
    with closing(Store(data_dir() / "sessions.sqlite3")) as other:

        def on_progress(number: int) -> None:
            write({"last-choice.json": b"another"})

        with pytest.raises(InterviewerError, match=r"last-choice\.json"):
            read_bundle(
                other,
                io.BytesIO(content),
                "all.zip",
                settings=True,
                items=True,
                on_progress=on_progress,
            )
    assert everything() == {"last-choice.json": b"another"}


def test_items_that_replace_built_in_ones_are_named_and_taken_only_when_asked_for(
    store: Store, at: Home
) -> None:
    content = packed(store)
    for name in ("questions", "rubrics"):
        content = with_member(content, f"bank/{name}/evaluation/accuracy.yaml", b"id: accuracy\n")
    at("there")
    taken = take(content)
    assert (taken.replacing, taken.items_left) == (("accuracy",), True)
    assert "bank/questions/statistics/my-mean.yaml" in files(), "which replaces nothing"
    assert not [name for name in files() if "accuracy" in name]
    taken = take(content, items=True)
    assert (taken.replacing, taken.items_left, taken.files) == (("accuracy",), False, 2)
    assert files()["bank/rubrics/evaluation/accuracy.yaml"] == b"id: accuracy\n"


def test_a_bundle_that_would_fill_the_disk_is_refused(store: Store, at: Home) -> None:
    content = packed(store)
    bomb = io.BytesIO(content)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("drafts/bomb.txt", bytes(100 * 2**20))
    at("there").mkdir()
    with pytest.raises(InterviewerError, match=r"would unpack to \d+ MB"):
        take(bomb.getvalue())
    assert everything() == {}
