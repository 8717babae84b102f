"""Where a setting comes from, and what is said of one that cannot be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import ExitCode, UsageError
from interviewer.settings import (
    Settings,
    cache_dir,
    config_path,
    data_dir,
    load_settings,
)


def write(text: str) -> Path:
    path = config_path()
    path.write_text(text, encoding="utf-8")
    return path


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings(environ={}) == Settings()


def test_a_flag_wins_over_the_environment_that_over_the_file_that_over_the_default() -> None:
    write('questions = 2\nminutes = 20\nmode = "exam"\ngrader = "llm"')
    environ = {"INTERVIEWER_QUESTIONS": "3", "INTERVIEWER_MINUTES": "30", "UNRELATED": "x"}
    flags = {"questions": 4, "mode": None}
    assert load_settings(flags, environ) == Settings(
        questions=4, minutes=30, mode="exam", grader="llm"
    )


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings(environ={"INTERVIEWER_MINUTES": ""}).minutes is None


def test_interviewer_home_moves_everything(home: Path) -> None:
    for place in (data_dir(), cache_dir(), config_path()):
        assert place.is_relative_to(home)


def test_without_it_the_platforms_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERVIEWER_HOME")
    for place in (data_dir(), cache_dir(), config_path()):
        assert place.is_relative_to(Path.home())
        assert "interviewer" in place.parts
    assert len({data_dir(), cache_dir(), config_path().parent}) == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("question = 3", "unknown setting 'question'. Known: grader"),
        ("questions = 0", "questions: 0 is not allowed. Give a whole number from 1 to 100"),
        ("questions = 2.5", "questions: 2.5 is not allowed"),
        ("minutes = inf", "minutes: inf is not allowed"),
        ("probes = true", "probes: True is not allowed"),
        ("probes = []", "probes: [] is not allowed"),
        ('mode = "hard"', "mode: 'hard' is not allowed. Give coach or exam"),
        ("grader = 7", "grader: 7 is not text. Put it in quotes"),
        ("questions =", "cannot be read as TOML"),
    ],
)
def test_a_file_that_cannot_be_is_told_with_its_place(text: str, complaint: str) -> None:
    path = write(text)
    with pytest.raises(UsageError) as caught:
        load_settings(environ={})
    assert str(path) in str(caught.value)
    assert complaint in str(caught.value)
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_file_that_is_no_text_is_told() -> None:
    config_path().write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(environ={})


def test_a_variable_that_cannot_be_is_named() -> None:
    with pytest.raises(UsageError, match="INTERVIEWER_QUESTIONS: 'many' is not allowed"):
        load_settings(environ={"INTERVIEWER_QUESTIONS": "many"})


@given(st.text())
def test_any_number_of_questions_is_taken_or_refused_by_name(value: str) -> None:
    try:
        questions = load_settings(environ={"INTERVIEWER_QUESTIONS": value}).questions
    except UsageError as error:
        refused = str(error)
    else:
        assert 1 <= questions <= 100
        return
    assert "INTERVIEWER_QUESTIONS" in refused
