"""Levels and kinds: named once as plain data, once as types; former names read as present ones."""

from typing import get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from interviewer.bank.choices import FORMER_LEVELS, KINDS, LEVELS, current_level, ordered
from interviewer.bank.question import Kind, Level
from interviewer.interview.ability import DIFFICULTY
from interviewer.interview.formats import FORMATS

LEVEL: TypeAdapter[str] = TypeAdapter(Level)


def test_types_and_names_are_the_same() -> None:
    assert get_args(get_args(Level)[0]) == LEVELS
    assert get_args(Kind) == KINDS


def test_former_levels_are_read_under_their_present_names() -> None:
    assert {LEVEL.validate_python(name) for name in FORMER_LEVELS} <= set(LEVELS)
    assert LEVEL.validate_json('"core"') == "beginner"
    assert [current_level(level) for level in (*LEVELS, "hard", 3)] == [*LEVELS, "hard", 3]
    for unknown in ("hard", "Core", 3, None, ["core"]):
        with pytest.raises(ValidationError, match="'beginner', 'intermediate' or 'advanced'"):
            LEVEL.validate_python(unknown)


def test_levels_and_kinds_stand_in_their_own_order() -> None:
    assert ordered([*reversed(LEVELS), LEVELS[0]]) == list(LEVELS)
    assert ordered(reversed(KINDS)) == list(KINDS)
    assert ordered(["b", "advanced", "a", "beginner"]) == ["beginner", "advanced", "a", "b"]


def test_every_level_has_a_difficulty_and_the_harder_the_higher() -> None:
    assert tuple(DIFFICULTY) == LEVELS
    assert sorted(DIFFICULTY.values()) == list(DIFFICULTY.values())


def test_formats_name_levels_and_kinds_that_there_are() -> None:
    for form in FORMATS.values():
        for part in form.parts:
            assert set(part.levels) <= set(LEVELS)
            assert set(part.kinds) <= set(KINDS)
