"""What a user can set about speech: the ``[speech]`` table of config.toml.

The environment (``INTERVIEWER_SPEECH_<NAME>``) wins over it. Only the standard library is imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from interviewer.errors import UsageError
from interviewer.settings.limits import SPEECH_BOUNDS, SPEECH_CHOICES, VoiceMode
from interviewer.settings.values import (
    choice_setting,
    number_setting,
    path_setting,
    text_setting,
)


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How an interview is spoken.

    ``mode`` is how a recording begins and ends. ``microphone`` and ``loudspeaker`` are names of
    devices, ``None`` the system's default. ``model`` is the name of a downloaded model or a folder;
    ``device``, ``compute_type`` and ``threads`` say how it runs, ``language`` what is spoken;
    ``vocabulary`` tells it the terms of the question.
    ``pause_ms`` of silence closes an utterance; hands-free, ``answer_pause`` seconds of it end the
    answer. ``speaker`` is who reads the questions, ``voice`` its voice; ``command`` is the user's
    own program, ``server``, ``server_model`` those of a speech server. ``barge_in`` listens while
    the interviewer speaks: for headphones only. ``keep_audio`` is the format in which recordings
    are kept.
    """

    mode: VoiceMode = "off"
    microphone: str | None = None
    loudspeaker: str | None = None
    transcriber: str = "whisper"
    model: str = "base.en"
    device: str = "cpu"
    compute_type: str = "int8"
    threads: int = 2
    language: str = "en"
    vocabulary: str = "on"
    pause_ms: int = 600
    answer_pause: int = 6
    speaker: str = "system"
    voice: str | None = None
    command: str | None = None
    server: str | None = None
    server_model: str = "tts-1"
    barge_in: str = "off"
    keep_audio: str = "off"


_NAMES = tuple(field.name for field in fields(SpeechSettings))


def load_speech_settings(
    table: object, environ: Mapping[str, str], where: str, mode: str | None = None
) -> SpeechSettings:
    """Merge the flag ``mode``, the environment, the ``table`` of config.toml and the defaults.

    Raises ``UsageError`` for an unknown key or a value that is not allowed; ``where`` names the
    file.
    """
    if not isinstance(table, dict):
        raise UsageError(
            f"{where}: speech is not a table.", remedy="Begin it with a line [speech]."
        )
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _NAMES:
            raise UsageError(
                f"{where}: unknown setting 'speech.{key}'.", remedy=f"Known: {', '.join(_NAMES)}."
            )
        values[key] = _checked(key, value, f"{where}: speech.{key}")
    for key in _NAMES:
        variable = f"INTERVIEWER_SPEECH_{key.upper()}"
        if environ.get(variable):
            values[key] = _checked(key, environ[variable], variable)
    if mode is not None:
        values["mode"] = _checked("mode", mode, "--voice")
    return SpeechSettings(**values)


def _checked(key: str, value: Any, where: str) -> Any:
    if key in SPEECH_BOUNDS:
        return number_setting(value, where, SPEECH_BOUNDS[key])
    if key == "model":  # a name, or the path of a folder
        return path_setting(value, where)
    if key in SPEECH_CHOICES:
        return choice_setting(value, where, SPEECH_CHOICES[key])
    return text_setting(value, where)
