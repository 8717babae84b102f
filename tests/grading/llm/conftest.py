"""A judge on a real connection, and a grader that asks it without waiting between tries."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import GradingRequest
from interviewer.grading.llm.grader import LlmGrader
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.settings.load import Settings
from tests.grading.llm.judge import Judge, Script
from tests.sample_bank import sample_item

Start = Callable[[Script], Judge]
Make = Callable[..., LlmGrader]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start judges, and stop them all at the end."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(Judge(script))


@pytest.fixture
def waits() -> list[float]:
    """The pauses between tries, in seconds, which nobody waits for."""
    return []


@pytest.fixture
def make(waits: list[float]) -> Make:
    """Make a grader for a judge; further arguments are settings."""

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def made(judge: Judge | str, baseline: Any = None, **settings: Any) -> LlmGrader:
        url = judge if isinstance(judge, str) else judge.url
        server = {"base_url": url, "llm_concurrency": 16, "timeout": 20.0}
        whole: dict[str, Any] = {"model": "double"} | server | settings
        return LlmGrader(Settings(**whole), baseline or Silent(), sleep=sleep)

    return made


class Silent:
    """A baseline without an opinion."""

    name, version = "silent", "1"

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Say nothing."""
        return Ungraded(reason="no opinion", grader=self.name)


def request_for(item_id: str, answer: str, **more: Any) -> GradingRequest:
    """Return the request to judge an answer to an item of the sample bank."""
    item = sample_item(item_id)
    return GradingRequest(prompt=item.question.prompt, rubric=item.rubric, answer=answer, **more)


OFFLINE = OfflineGrader()
