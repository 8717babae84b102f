"""Where a setting comes from, and what is said of one that cannot be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.errors import ExitCode, UsageError
from interviewer.settings.load import Settings, load_settings
from interviewer.userdata.locations import cache_dir, config_path, data_dir


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


def test_an_adaptive_interview_can_be_the_rule_and_the_exception() -> None:
    write("adaptive = true")
    assert load_settings(environ={}).adaptive
    assert not load_settings({"adaptive": False}, {}).adaptive
    with pytest.raises(UsageError, match=r"ADAPTIVE: 'often' is not allowed\."):
        load_settings(environ={"INTERVIEWER_ADAPTIVE": "often"})


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


PROFILES = """
model = "big"
timeout = 30
[profiles.local]
base_url = "http://localhost:11434/v1"
model = "small"
llm_concurrency = 2
price_in = 0
"""


def test_a_profile_wins_over_the_rest_of_the_file() -> None:
    write(PROFILES)
    assert load_settings(environ={}).model == "big"
    local = load_settings({"profile": "local"}, {})
    assert (local.profile, local.model, local.llm_concurrency) == ("local", "small", 2)
    assert (local.base_url, local.timeout) == ("http://localhost:11434/v1", 30.0)
    assert load_settings(environ={"INTERVIEWER_PROFILE": "local"}).model == "small"
    write('profile = "local"' + PROFILES)
    assert load_settings(environ={}).model == "small"


def test_a_variable_wins_over_a_profile_but_not_over_one_chosen_by_flag() -> None:
    write(PROFILES)
    environ = {"OPENAI_BASE_URL": "https://elsewhere.example/v1", "INTERVIEWER_PROFILE": "local"}
    assert load_settings(environ=environ).base_url == "https://elsewhere.example/v1"
    flags = {"profile": "local"}
    assert load_settings(flags, environ).base_url == "http://localhost:11434/v1"
    assert load_settings({**flags, "base_url": "http://x/v1"}, environ).base_url == "http://x/v1"


def test_our_own_variable_wins_over_that_of_the_openai_package() -> None:
    environ = {"OPENAI_BASE_URL": "http://a/v1", "INTERVIEWER_BASE_URL": "http://b/v1"}
    assert load_settings(environ=environ).base_url == "http://b/v1"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('profile = "remote"\n[profiles.local]', "no profile 'remote'. Known: local"),
        ('profile = "local"', "no profile 'local'. Known: openai, azure"),
        ('profile = "x"\nprofiles = 3', "no profile 'x'"),
        ("profiles = 3", "profiles is not a table. Begin each profile with a line [profiles.NAME]"),
        ('[profiles]\nmodel = "small"', "profiles.model is not a table. Begin it with a line"),
        ('profile = "ollama"\n[profiles]\nollama = 3', "profiles.ollama is not a table"),
        ('profile = "x"\n[profiles.x]\ncolour = 3', "[profiles.x]: unknown setting 'colour'"),
        (
            'api_key = "sk-secret"',
            "an API key must not be stored in this file. Put it into an environment",
        ),
        ("temperature = 3", "temperature: 3 is not allowed. Give a number from 0 to 2"),
        ('timeout = "soon"', "timeout: 'soon' is not allowed"),
        ("timeout = nan", "timeout: nan is not allowed"),
        ("allow_remote = 3", "allow_remote: 3 is not allowed. Give true or false"),
        ("budget = 0", "budget: 0 is not allowed"),
        ('headers = { X-Team = "h\u00eering" }', "headers.X-Team: this cannot be sent as a header"),
        ('headers = { X-Team = "a\\nb" }', "headers.X-Team: this cannot be sent as a header"),
        ('headers = { "X Team" = "a" }', "headers.X Team: this cannot be sent as a header"),
    ],
)
def test_settings_of_the_language_model_that_cannot_be_are_told(text: str, complaint: str) -> None:
    write(text)
    with pytest.raises(UsageError) as caught:
        load_settings(environ={})
    assert complaint in str(caught.value)
    assert "sk-secret" not in str(caught.value)


def test_a_switch_in_a_variable() -> None:
    for value, meant in (("true", True), ("1", True), ("no", False)):
        assert load_settings(environ={"INTERVIEWER_ALLOW_REMOTE": value}).allow_remote is meant


def test_a_byte_order_mark_is_no_part_of_the_file() -> None:
    config_path().write_bytes(b"\xef\xbb\xbfquestions = 7\r\n")
    assert load_settings(environ={}).questions == 7


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
