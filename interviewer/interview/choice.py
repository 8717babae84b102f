"""The last interview's settings, kept so that the next one starts with a single key."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from interviewer.bank.choices import KINDS, LEVELS, current_level
from interviewer.interview.formats import FORMATS, planned
from interviewer.settings.limits import (
    FOLLOW_UPS,
    MINUTES,
    MODES,
    QUESTIONS,
    VOICE_MODES,
    Mode,
    VoiceMode,
)
from interviewer.settings.load import Settings
from interviewer.settings.profiles import PROFILES
from interviewer.userdata.locations import last_choice_path
from interviewer.userdata.remembered import remember, remembered

if TYPE_CHECKING:
    from interviewer.interview.events import SessionConfig


@dataclass(frozen=True, slots=True)
class Choice:
    """The settings chosen for an interview; fields mean the same as in ``SessionConfig``.

    ``voice`` is a mode of ``SpeechSettings``, ``microphone`` a device's name or empty. ``format``
    is empty for an interview without one; ``focus`` contains areas with weights and terms.
    ``profile`` and ``model`` name a ready-made profile and a model to judge with; empty for those
    of the settings.
    """

    areas: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    questions: int = 5
    minutes: int | None = None
    mode: Mode = "coach"
    grader: str = "offline"
    probes: int = 2
    adaptive: bool = False
    voice: VoiceMode = "off"
    microphone: str = ""
    format: str = ""
    estimate: bool = True
    focus: tuple[tuple[str, float, tuple[str, ...]], ...] = ()
    profile: str = ""
    model: str = ""

    def config(self, seed: int, question_ids: tuple[str, ...] = ()) -> "SessionConfig":
        """Return the configuration of a session; this imports pydantic."""
        from interviewer.interview.events import SessionConfig

        values = asdict(self) | {"seed": seed, "question_ids": question_ids}
        values["format"] = None
        values["focus"] = [
            {"area": area, "weight": weight, "terms": terms} for area, weight, terms in self.focus
        ]
        # Speech and the model's server are not part of the session.
        for name in ("voice", "microphone", "profile", "model"):
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
    """Return the choice that the settings describe."""
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


def choice_of(config: "SessionConfig", voice: VoiceMode, microphone: str) -> Choice:
    """Return the choice that starts another interview like that of ``config``.

    It leaves out questions that were named by id.
    """
    return Choice(
        areas=config.areas,
        levels=config.levels,
        kinds=config.kinds,
        questions=config.questions,
        minutes=config.minutes,
        mode=config.mode,
        grader=config.grader,
        probes=config.probes,
        adaptive=config.adaptive,
        voice=voice,
        microphone=microphone,
        format=config.format or "",
        estimate=config.estimate,
        focus=tuple((one.area, one.weight, one.terms) for one in config.focus),
    )


def last_choice(settings: Settings) -> Choice:
    """Return the last choice kept, or that of the settings if none can be read."""
    fallback = default_choice(settings)
    kept = remembered(last_choice_path())
    try:
        if isinstance(kept, dict):
            return Choice(
                **{key: _valid(key, kept[key]) for key in asdict(fallback) if key in kept}
            )
    except (ValueError, TypeError, KeyError):
        pass
    return fallback


def keep_choice(choice: Choice) -> None:
    """Keep a choice for the next time. A failure is ignored: only the convenience is lost."""
    with suppress(OSError):
        remember(last_choice_path(), asdict(choice))


_BOUNDS = {"questions": QUESTIONS, "minutes": MINUTES, "probes": FOLLOW_UPS}


def _valid(key: str, value: Any) -> Any:
    if key == "levels":  # older choices have the level under another name
        return _of(LEVELS, dict.fromkeys(str(current_level(entry)) for entry in value))
    if key == "kinds":
        return _of(KINDS, value)
    if key == "areas":
        return tuple(str(entry) for entry in value)
    if key == "minutes" and value is None:
        return None
    if key in _BOUNDS:
        lowest, highest = _BOUNDS[key]
        if not lowest <= int(value) <= highest:
            raise ValueError(key)
        return int(value)
    if key in ("adaptive", "estimate"):
        if not isinstance(value, bool):
            raise TypeError(key)
        return value
    if key == "focus":
        focus = tuple(
            (str(area), float(weight), tuple(str(term) for term in terms))
            for area, weight, terms in value
        )
        if not all(0 <= weight <= 1 for _, weight, _ in focus):
            raise ValueError(key)
        return focus
    if not isinstance(value, str):
        raise TypeError(key)
    if key == "format" and value not in ("", *FORMATS):
        raise ValueError(key)
    if key == "profile" and value not in ("", *PROFILES):
        raise ValueError(key)
    if key == "mode" and value not in MODES:
        raise ValueError(key)
    if key == "voice" and value not in VOICE_MODES:
        raise ValueError(key)
    return value


def _of(known: tuple[str, ...], values: Iterable[object]) -> tuple[str, ...]:
    """Return the values; raise ``ValueError`` for one unknown to this version."""
    taken = tuple(str(value) for value in values)
    if not set(taken) <= set(known):
        raise ValueError(values)
    return taken
