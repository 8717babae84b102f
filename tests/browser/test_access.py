"""Who may ask the server for anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.browser.access import (
    Access,
    MalformedRequestError,
    RefusedRequestError,
    host_name,
    is_loopback,
)
from interviewer.errors import UsageError


@pytest.mark.parametrize(
    ("host", "origin", "bound_to", "further"),
    [
        ("127.0.0.1:8000", None, "127.0.0.1", ()),
        ("localhost:8000", "http://localhost:8000", "127.0.0.1", ()),
        ("LOCALHOST:8000", "http://localhost:8000", "127.0.0.1", ()),
        ("[::1]:8000", "http://[::1]:8000", "::1", ()),
        ("[0:0:0::1]:8000", None, "::1", ()),
        ("127.0.0.2:8000", None, "127.0.0.2", ()),
        ("192.0.2.1:8000", "http://192.0.2.1:8000", "192.0.2.1", ()),
        ("box.example:8000", "http://box.example:8000", "0.0.0.0", ("box.example",)),
        ("[2001:db8::1]:80", None, "::", ("2001:db8:0::1", "box.example")),
        ("box.example", "https://box.example", "127.0.0.1", ("Box.Example",)),
    ],
)
def test_a_browser_that_uses_a_name_of_the_server_may_ask(
    host: str, origin: str | None, bound_to: str, further: tuple[str, ...]
) -> None:
    Access.to(bound_to, further).check_site([host], [origin] if origin else [])


@pytest.mark.parametrize(
    ("host", "origin", "bound_to", "further"),
    [
        ("127.0.0.1:8000", "http://evil.example", "127.0.0.1", ()),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", "127.0.0.1", ()),
        ("127.0.0.1:8000", "null", "127.0.0.1", ()),
        ("127.0.0.1:8000", "ftp://127.0.0.1:8000", "127.0.0.1", ()),
        ("evil.example:8000", "http://evil.example:8000", "127.0.0.1", ()),
        ("box.example:8000", None, "0.0.0.0", ("other.example",)),
        ("localhost:8000", None, "0.0.0.0", ("box.example",)),
        ("localhost:8000", None, "192.0.2.1", ()),
        ("box.example:8000", "http://evil.example", "0.0.0.0", ("box.example",)),
    ],
)
def test_other_names_and_other_sites_are_refused(
    host: str, origin: str | None, bound_to: str, further: tuple[str, ...]
) -> None:
    with pytest.raises(RefusedRequestError):
        Access.to(bound_to, further).check_site([host], [origin] if origin else [])


@pytest.mark.parametrize(
    "hosts", [[], [""], ["["], ["[::1"], ["[x]"], ["a b"], ["a:b"], ["a:99999"], ["a", "a"], ["é"]]
)
def test_a_malformed_host_is_told_from_a_foreign_one(hosts: list[str]) -> None:
    with pytest.raises(MalformedRequestError):
        Access.to("127.0.0.1").check_site(hosts, [])


@pytest.mark.parametrize(
    "origins", [[""], ["x"], ["http://"], ["http://["], ["://a"], ["http://a:b:c"], ["null"] * 2]
)
def test_a_malformed_origin_is_told_from_a_foreign_one(origins: list[str]) -> None:
    with pytest.raises(MalformedRequestError):
        Access.to("127.0.0.1").check_site(["127.0.0.1:8000"], origins)


@given(host=st.text(), origin=st.text())
def test_no_header_does_more_than_be_refused(host: str, origin: str) -> None:
    with pytest.raises((MalformedRequestError, RefusedRequestError)):
        Access.to("127.0.0.1").check_site([host], [origin])


@given(st.text())
def test_no_other_text_is_the_token(text: str) -> None:
    access = Access.to("127.0.0.1")
    assert not access.has_token(text)
    assert not access.has_token(None)
    assert access.has_token(access.token)


def test_tokens_are_long_and_new_each_time_and_stay_out_of_logs() -> None:
    one, other = Access.to("127.0.0.1"), Access.to("127.0.0.1")
    assert len(one.token) >= 43
    assert len({one.token, other.token, one.room, other.room}) == 4
    assert one.token not in repr(one)
    assert one.room not in repr(one)


@pytest.mark.parametrize("bound_to", ["0.0.0.0", "::", "::0"])
def test_all_addresses_need_a_name(bound_to: str) -> None:
    with pytest.raises(UsageError, match="Add --allow-host"):
        Access.to(bound_to)


@pytest.mark.parametrize("name", ["", "*", "http://a", "a:80", "a/b", "a b", "[::1]:80", "é"])
def test_a_name_that_is_none_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError, match="--allow-host"):
        Access.to("127.0.0.1", [name])


def test_names_come_without_port_and_in_one_spelling() -> None:
    assert host_name("Box.Example:80") == "box.example"
    assert host_name("[0::0:1]:80") == "::1"


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, here: bool) -> None:
    assert is_loopback(host) is here
