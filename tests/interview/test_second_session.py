"""What the next session asks: nothing again while there is something new, adaptive or not."""

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from tests.interview.test_reviews import lead
from tests.sample_bank import Clock, sample_items


@pytest.mark.parametrize("adaptive", [False, True], ids=["drawn", "adaptive"])
def test_every_question_is_asked_once_before_any_comes_again(
    catalog: Catalog, adaptive: bool
) -> None:
    engine = Engine(Settings(), clock=Clock())
    engine.catalog = catalog  # the sample bank alone
    asked: list[str] = []
    for seed in range(3):
        config = SessionConfig(questions=2, probes=0, seed=seed, adaptive=adaptive)
        asked += lead(engine.start(config), "The mean adds all.", "It is a sum.").session.asked
    assert len(set(asked)) == 6
    config = SessionConfig(questions=2, probes=0, adaptive=adaptive)
    fourth = lead(engine.start(config), "The mean adds all.", "It is a sum.").session.asked
    (unseen,) = {item.question.id for item in sample_items()} - set(asked)
    assert fourth[0] == unseen
    tries = engine.store.practised.tries()
    assert {name: one.times for name, one in tries.items()} == {
        name: 1 + (name == fourth[1]) for name in (*asked, unseen)
    }
    assert list(tries)[-1] == fourth[1], "the newest last"
