"""The last choice of an interview, kept so that the next one starts with a single key."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.bank.choices import current_level
from interviewer.interview.formats import FORMATS, planned
from interviewer.private_folder import make_private
from interviewer.settings import Settings, data_dir
from interviewer.speech_settings import MODES as VOICES
from interviewer.whole_file import write_whole

if TYPE_CHECKING:
    from interviewer.interview.events import SessionConfig

_FILE = "last-choice.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an interview is to be like; the meaning is that of ``SessionConfig``.

    ``voice`` is a mode of ``SpeechSettings``, ``microphone`` a device's name or empty. ``format``
    is empty for an interview without one; ``focus`` holds areas with weights and terms.
    """

    areas: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    questions: int = 5
    minutes: int | None = None
    mode: str = "coach"
    grader: str = "offline"
    probes: int = 2
    adaptive: bool = False
    voice: str = "off"
    microphone: str = ""
    format: str = ""
    estimate: bool = True
    focus: tuple[tuple[str, float, tuple[str, ...]], ...] = ()

    def config(self, seed: int, question_ids: tuple[str, ...] = ()) -> "SessionConfig":
        """Return the configuration of a session; pydantic is imported only now."""
        from interviewer.interview.events import SessionConfig

        values = asdict(self) | {"seed": seed, "question_ids": question_ids}
        values["format"] = None
        values["focus"] = [
            {"area": area, "weight": weight, "terms": terms} for area, weight, terms in self.focus
        ]
        for name in ("voice", "microphone"):  # how it is spoken is no part of the session
            del values[name]
        if question_ids:
            values |= {"areas": (), "levels": (), "kinds": (), "minutes": None, "focus": ()}
            values["adaptive"] = False
        elif self.format:
            values |= planned(
                self.format,
                questions=self.questions,
                minutes=self.minutes,
                probes=self.probes,
                timed=self.minutes is not None,
            )
        return SessionConfig.model_validate(values)


def default_choice(settings: Settings) -> Choice:
    """Return what the settings say."""
    return Choice(
        questions=settings.questions,
        minutes=settings.minutes,
        mode=settings.mode,
        estimate=settings.estimate,
        grader=settings.grader,
        probes=settings.probes,
        adaptive=settings.adaptive,
        voice=settings.speech.mode,
        microphone=settings.speech.microphone or "",
    )


def last_choice(settings: Settings) -> Choice:
    """Return the choice last kept, or that of the settings where none can be read."""
    fallback = default_choice(settings)
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
        return Choice(**{key: _valid(key, kept[key]) for key in asdict(fallback) if key in kept})
    except (OSError, ValueError, TypeError, KeyError):
        return fallback


def keep_choice(choice: Choice) -> None:
    """Keep a choice for the next time; a failure only costs the convenience."""
    try:
        make_private(_path().parent)
        write_whole(_path(), json.dumps(asdict(choice)).encode(), private=True)
    except OSError:
        return


def _path() -> Path:
    return data_dir() / _FILE


_RANGES = {"questions": (1, 100), "minutes": (1, 600), "probes": (0, 10)}


def _valid(key: str, value: Any) -> Any:
    if key == "levels":  # under another name in choices of before
        return tuple(dict.fromkeys(str(current_level(entry)) for entry in value))
    if key in ("areas", "kinds"):
        return tuple(str(entry) for entry in value)
    if key == "minutes" and value is None:
        return None
    if key in _RANGES:
        lowest, highest = _RANGES[key]
        if not lowest <= int(value) <= highest:
            raise ValueError(key)
        return int(value)
    if key in ("adaptive", "estimate"):
        return bool(value)
    if key == "focus":
        return tuple(
            (str(area), float(weight), tuple(str(term) for term in terms))
            for area, weight, terms in value
        )
    if not isinstance(value, str):
        raise TypeError(key)
    if key == "format" and value not in ("", *FORMATS):
        raise ValueError(key)
    if key == "voice" and value not in VOICES:
        raise ValueError(key)
    return value
