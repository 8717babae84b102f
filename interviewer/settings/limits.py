"""The bounds and choices of every setting, shared by files, flags, fields and events."""

from typing import Literal, get_args

BASELINE = "offline"
"""The grader that is always available, and with which slower ones are compared."""

Bounds = tuple[float, float]

QUESTIONS = (1, 100)
MINUTES = (1, 600)
FOLLOW_UPS = (0, 10)

Mode = Literal["coach", "exam"]
Theme = Literal["dark", "light"]
Wording = Literal["built-in", "model"]
VoiceMode = Literal["off", "push-to-talk", "hands-free"]
MODES: tuple[Mode, ...] = get_args(Mode)
THEMES: tuple[Theme, ...] = get_args(Theme)
WORDINGS: tuple[Wording, ...] = get_args(Wording)
VOICE_MODES: tuple[VoiceMode, ...] = get_args(VoiceMode)

BOUNDS: dict[str, Bounds] = {
    "questions": QUESTIONS,
    "minutes": MINUTES,
    "probes": FOLLOW_UPS,
    "reviews_a_day": (1, 1000),
    "timeout": (1, 3600),
    "temperature": (0, 2),
    "llm_seed": (0, 2**31 - 1),
    "llm_concurrency": (1, 256),
    "reply_tokens": (100, 100_000),
    "budget": (1, 10**9),
    "price_in": (0, 10_000),
    "price_out": (0, 10_000),
}
FRACTIONS = frozenset(["timeout", "temperature", "price_in", "price_out"])
"""Settings that may be fractions; the others of ``BOUNDS`` are whole numbers."""
CHOICES: dict[str, tuple[str, ...]] = {"mode": MODES, "theme": THEMES, "wording": WORDINGS}

SPEECH_BOUNDS: dict[str, Bounds] = {
    "pause_ms": (200, 3000),
    "answer_pause": (2, 120),
    "threads": (1, 16),
}
SPEECH_CHOICES: dict[str, tuple[str, ...]] = {
    "mode": VOICE_MODES,
    "device": ("cpu", "cuda", "auto"),
    "barge_in": ("off", "on"),
    "keep_audio": ("off", "flac", "wav"),
    "vocabulary": ("off", "on"),
}
