"""Nothing leaves the machine before somebody agrees; where keys come from."""

import asyncio
import json

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from interviewer.errors import UsageError
from interviewer.grading.grade import Ungraded
from interviewer.llm.errors import Fault
from interviewer.llm.server import Server
from interviewer.userdata.locations import data_dir
from tests.grading.llm.conftest import Make, Start, request_for
from tests.grading.llm.judge import failing

REMOTE = "https://judge.example/v1"
REQUEST = request_for("recall", "It is the share of positives that are found.")


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:8080/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://box.localhost/v1", True),
        ("http://192.168.0.7:8080/v1", False),
        ("http://localhost.example/v1", False),
        ("http://127.0.0.1.example/v1", False),
        ("https://judge.example/v1", False),
        (None, False),
    ],
)
def test_which_server_is_this_machine(url: str | None, local: bool) -> None:
    assert Server(url).local is local


@pytest.mark.parametrize(
    "url", ["localhost:11434", "ftp://x/v1", "http://", "http://x:port/v1", "http://u:p@x/v1", "["]
)
def test_what_is_no_address_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError, match=r"^base_url: ") as caught:
        Server(url)
    assert "u:p" not in str(caught.value)


def test_an_address_in_numbers_keeps_its_brackets() -> None:
    assert Server("http://[::1]:8080/v1").shown == "http://[::1]:8080/v1"


def test_a_remote_server_gets_nothing_before_somebody_agrees(make: Make) -> None:
    grader = make(REMOTE)
    notice = grader.notice()
    assert notice is not None
    assert notice.host == "judge.example"
    for what in ("the question", "rubric", "your answers", "judge.example"):
        assert what in notice.text
    # The network guard of the tests would fail this, if it tried to connect.
    outcome = asyncio.run(grader.grade(REQUEST))
    assert isinstance(outcome, Ungraded)
    assert "nothing is sent to judge.example before you agree" in outcome.reason
    assert "--yes-send" in outcome.reason


def test_consent_is_kept_per_host(make: Make) -> None:
    make(REMOTE).agree()
    assert make(REMOTE).notice() is None
    assert make("https://judge.example:8443/other").notice() is None
    assert make("https://other.example/v1").notice() is not None
    assert json.loads((data_dir() / "remote-servers.json").read_text()) == {
        "hosts": ["judge.example"]
    }
    assert make(REMOTE, allow_remote=True).notice() is None
    assert make("https://other.example/v1", allow_remote=True).notice() is None


@pytest.mark.parametrize("text", ["", "[]", '{"hosts": "judge.example"}', '{"hosts": [7]}'])
def test_a_damaged_file_agrees_to_nothing(make: Make, text: str) -> None:
    data_dir().mkdir(exist_ok=True)
    (data_dir() / "remote-servers.json").write_text(text)
    assert make(REMOTE).notice() is not None


def test_a_connection_in_the_clear_is_told(make: Make) -> None:
    for url, told in (("http://judge.example/v1", True), (REMOTE, False)):
        notice = make(url).notice()
        assert notice is not None
        assert ("not encrypted" in notice.text) is told


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return {("interviewer", "judge.example"): "from-the-ring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def test_the_key_comes_from_the_environment_then_from_the_keyring(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ring = Ring()  # type: ignore[no-untyped-call] # keyring's own constructor has no types
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    assert Server(REMOTE).key() == "from-the-ring"
    assert Server("https://other.example/v1").key() is None
    assert Server("http://localhost:1/v1").key() is None
    with pytest.raises(Fault, match="set OPENAI_API_KEY"):
        Server(None).key()
    monkeypatch.setattr(Ring, "locked", True)
    with pytest.raises(Fault, match=r"keyring cannot be read \(KeyringLocked\)"):
        Server(REMOTE).key()
    monkeypatch.setenv("OPENAI_API_KEY", "from-the-environment")
    assert Server(None).key() == "from-the-environment"


def test_a_key_is_sent_without_the_white_space_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUDGE_KEY", " sk-0123456789\r\n")
    assert Server(REMOTE, "JUDGE_KEY").key() == "sk-0123456789"


@pytest.mark.parametrize("key", ["sk-0123\u20266789", "sk-0123\n6789"])
def test_a_key_that_cannot_be_sent_is_told_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("JUDGE_KEY", key)
    with pytest.raises(Fault, match="set JUDGE_KEY to a valid one") as caught:
        Server(REMOTE, "JUDGE_KEY").key()
    assert "0123" not in caught.value.reason


def test_the_remedy_for_a_refused_key_names_a_variable_that_is_read(
    start: Start, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = start(lambda seen: failing(401, "no"))
    request = request_for("mean-vs-median", "The mean adds all values.")
    for address, remedy in (
        ("", "name the environment variable"),
        (judge.url, "set OPENAI_API_KEY"),
    ):
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        outcome = asyncio.run(make(judge).grade(request))
        assert isinstance(outcome, Ungraded)
        assert remedy in outcome.reason


def test_a_key_goes_only_to_the_server_that_it_is_meant_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-openai")
    monkeypatch.setenv("JUDGE_KEY", "for-the-judge")
    assert Server(None).key() == "for-openai"
    assert Server("https://other.example/v1").key() is None
    assert Server("http://localhost:11434/v1").key() is None
    assert Server("https://other.example/v1", "JUDGE_KEY").key() == "for-the-judge"
    with pytest.raises(Fault, match="set NO_SUCH_KEY"):
        Server("https://other.example/v1", "NO_SUCH_KEY").key()
    monkeypatch.setenv("OPENAI_BASE_URL", "https://other.example/v1")
    assert Server("https://other.example/v1").key() == "for-openai"
    with pytest.raises(Fault, match="unencrypted"):
        Server("http://192.168.1.7:8000/v1", "JUDGE_KEY").key()
    assert Server("http://127.0.0.1:8000/v1", "JUDGE_KEY").key() == "for-the-judge"
