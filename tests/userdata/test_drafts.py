"""Drafts: private, whole, soon on the disk, and gone once they are sent."""

import threading
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import keep_draft, keep_heard, take_draft, take_heard


def never(error: OSError) -> None:
    pytest.fail(f"not kept: {error}")


def test_a_draft_is_kept_privately_and_forgotten(home: Path) -> None:
    keep_draft("../../etc/passwd", "not there")
    assert take_draft("../../etc/passwd") == "not there"
    (file,) = (home / "drafts").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    keep_draft("../../etc/passwd", " ")
    assert take_draft("../../etc/passwd") == ""
    assert not list((home / "drafts").iterdir())


def test_what_was_sent_is_no_draft() -> None:
    keep_draft("one", "An answer.\n")
    assert take_draft("one", "An answer.") == ""
    assert take_draft("one", "An answer") == "An answer.\n"


def test_what_is_noted_is_soon_on_the_disk_and_never_in_part(home: Path) -> None:
    keeper = DraftKeeper("one", never)
    file = home / "drafts" / "one.txt"
    seen: set[str] = set()
    last = "x" * 100_000
    for number in range(200):
        keeper.note(f"{number:03d}" * 30_000)
        if file.exists():
            seen.add(file.read_text())
    keeper.note(last)
    deadline = threading.Event()
    threading.Timer(20, deadline.set).start()
    while not deadline.is_set() and take_draft("one") != last:
        seen.add(take_draft("one"))
    assert take_draft("one") == last
    assert all(len(text) in (0, 90_000, 100_000) and len(set(text)) <= 10 for text in seen)


def test_a_noted_function_is_called_only_when_its_text_is_written() -> None:
    keeper = DraftKeeper("one", never)
    lines: list[str] = []
    calls: list[int] = []

    def text() -> str:
        calls.append(len(lines))
        return "".join(lines)

    for _ in range(2_000):
        lines.append("and so on\n")
        keeper.note(text)
    keeper.keep()
    assert take_draft("one") == "and so on\n" * 2_000
    assert len(calls) < 20


def test_a_folder_that_takes_nothing_is_told_once(home: Path) -> None:
    (home / "drafts").write_text("in the way")
    told: list[OSError] = []
    keeper = DraftKeeper("one", told.append)
    keeper.keep("a")
    keeper.keep("ab")
    assert len(told) == 1
    (home / "drafts").unlink()
    keeper.keep("abc")
    assert take_draft("one") == "abc"


def test_a_deleted_session_leaves_no_draft(home: Path) -> None:
    engine = Engine(load_settings({}, {}))
    session_id = engine.start(SessionConfig()).session.id
    keep_draft(session_id, "begun")
    keep_heard(session_id, "[]")
    assert engine.delete(session_id)
    assert (take_draft(session_id), take_heard(session_id)) == ("", "")
    engine.store.close()
