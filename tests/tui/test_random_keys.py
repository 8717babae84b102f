"""Keys and sizes at random, each run with a seed of its own, and nothing breaks."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Key

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.interview.fold import fold
from tests.tui.conftest import Opener
from tests.tui.steps import settled

_PROSE = (*"abcdefghijklmnopqrstuvwxyz0123456789", "space", "slash", "full_stop", "question_mark")
_MOVES = (
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab"),
    *("ctrl+up", "ctrl+down", "ctrl+home", "ctrl+end", "shift+left", "shift+right"),
)
_ACTS = (
    *("enter", "enter", "escape", "backspace", "delete", "ctrl+s", "ctrl+s", "ctrl+z", "ctrl+y"),
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "abcdefghklnoprtuvwx"),
)
_AT_ONCE = 30
_LEAVES = ("ctrl+q", "ctrl+c", "ctrl+d")


def _keys(drawn: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        pool = drawn.choices((_PROSE, _MOVES, _ACTS, _LEAVES), (40, 25, 34, 1))[0]
        yield drawn.choice(pool)


@pytest.mark.parametrize("seed", range(2))
async def test_nothing_breaks_whatever_is_pressed(
    opened: Opener, engine: Engine, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # for what is exported
    drawn = random.Random(seed)
    left = list(_keys(drawn, 500))
    start: SessionConfig | None = SessionConfig(questions=3)
    while left:
        before = len(left)
        async with opened(start=start) as pilot:  # fails with what has ended the program
            while left and not pilot.app._exit:
                if drawn.random() < 0.8:
                    await pilot.resize_terminal(drawn.randint(1, 150), drawn.randint(1, 50))
                for _ in range(min(_AT_ONCE, len(left))):
                    key = left.pop()
                    pilot.app.post_message(Key(key, " " if key == "space" else None))
                await pilot.pause()
            await settled(pilot)
        assert len(left) < before, "it ended before a key was pressed"
        start = None
    for row in engine.store.rows():
        assert fold(engine.store.events(row.id)).id == row.id
