"""Which models servers on this machine offer."""

import socket

import pytest

from interviewer.grading.llm.grader import LlmGrader
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.llm.local_servers import local_models
from interviewer.settings.load import Settings
from tests.grading.llm.conftest import Start
from tests.grading.llm.judge import completion


def test_the_models_of_every_server_that_replies_are_offered_with_its_profile(
    start: Start,
) -> None:
    first, second = start(lambda seen: completion("")), start(lambda seen: completion(""))
    first.listed = {"object": "list", "data": [{"id": "a"}, {"id": "a"}, {"id": "text-embed"}]}
    second.listed = {"data": [{"id": f"model-{number}"} for number in range(50)]}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    profiles = {
        "one": {"base_url": first.url},
        "none": {"base_url": nobody},
        "two": {"base_url": second.url},
    }
    found = local_models(profiles, profiles)
    assert found[0] == ("one", "a")
    assert [one.profile for one in found] == ["one"] + ["two"] * 8
    assert first.looked == ["/v1/models"]
    assert first.seen == []


@pytest.mark.parametrize("listed", [[], None, "models", {}, {"data": 3}, {"data": [1, {"id": 2}]}])
def test_what_is_no_list_of_models_offers_nothing(start: Start, listed: object) -> None:
    server = start(lambda seen: completion(""))
    server.listed = listed
    assert local_models({"one": {"base_url": server.url}}, ["one"]) == []


@pytest.mark.parametrize(
    ("url", "given", "at_once"),
    [
        ("http://localhost:8080/v1", None, 1),
        ("http://[::1]:8080/v1", None, 1),
        ("https://models.example/v1", None, 16),
        ("http://localhost:8000/v1", 8, 8),
    ],
)
def test_this_machine_is_asked_one_thing_at_a_time_unless_told(
    url: str, given: int | None, at_once: int
) -> None:
    settings = Settings(model="m", base_url=url, llm_concurrency=given)
    assert LlmGrader.from_settings(settings, OfflineGrader()).at_once == at_once


def test_a_server_that_does_not_reply_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        assert local_models({"one": {"base_url": url}}, ["one"]) == []
