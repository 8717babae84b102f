"""The [speech] table, its environment and the flag."""

import pytest

from interviewer.errors import UsageError
from interviewer.settings.speech import SpeechSettings, load_speech_settings


def test_flag_wins_over_environment_over_table_over_default() -> None:
    table = {"mode": "hands-free", "pause_ms": 700, "model": "small"}
    environ = {"INTERVIEWER_SPEECH_PAUSE_MS": "800", "INTERVIEWER_SPEECH_VOICE": "en-gb"}
    found = load_speech_settings(table, environ, "config.toml", "push-to-talk")
    assert found == SpeechSettings(mode="push-to-talk", pause_ms=800, model="small", voice="en-gb")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"pause": 3}, "unknown setting 'speech.pause'"),
        ({"pause_ms": 5}, "whole number from 200 to 3000"),
        ({"pause_ms": True}, "whole number from 200 to 3000"),
        ({"mode": "loud"}, "off, push-to-talk, hands-free"),
        ({"model": 3}, "is not text"),
        ("yes", "is not a table"),
    ],
)
def test_what_cannot_be_is_told(table: object, told: str) -> None:
    with pytest.raises(UsageError) as error:
        load_speech_settings(table, {}, "config.toml")
    assert told in str(error.value)
