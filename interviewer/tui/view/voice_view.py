"""The line beneath the conversation that shows what is being heard."""

from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from interviewer.speech.sound_check import LONGEST, Take
from interviewer.speech.stabiliser import Live
from interviewer.text.display import plain

Phase = Literal["loading", "idle", "opening", "listening", "finishing", "speaking", "broken"]

_CELLS = 12  # of the meter
_QUIETEST = -60.0  # decibels at its left end
_TEXTS: dict[Phase, tuple[str, str]] = {
    "loading": ("… ", "loading the speech model"),
    "idle": ("○ ", "F8 to talk"),
    "opening": ("… ", "opening the microphone"),
    "listening": ("● ", "listening"),
    "finishing": ("… ", "writing down the last words"),
    "speaking": ("♪ ", "speaking; F9 silences"),
    "broken": ("× ", "voice is off; you can write"),
}


@dataclass(frozen=True, slots=True)
class ListeningState:
    """The state of listening to show.

    ``decibels`` are below full scale; ``fault`` is what went wrong last, until it works again.
    """

    phase: Phase = "loading"
    decibels: float = -99.0
    silent: bool = False
    clipped: bool = False
    muted: bool = False
    hands_free: bool = False
    fault: str = ""


def status_line(state: ListeningState) -> Content:
    """Return the state in words, with a level meter while there is sound to measure."""
    mark, text = _TEXTS[state.phase]
    if state.phase == "idle" and state.hands_free:
        text = "F8 to talk now"
    style = "$error bold" if state.phase in ("listening", "broken") else "$primary bold"
    line = Content.assemble((mark, style), text)
    if state.phase == "listening":
        stop = "; silence ends it, or F8" if state.hands_free else "; F8 stops"
        line = Content.assemble(line, (stop, "$muted"), "  ", meter(state))
    if state.muted:
        line = line + Content.styled("  muted, F9 speaks again", "$muted")
    return line


def meter(state: ListeningState) -> Content:
    """Return the level as a bar, with a warning when it stays too low or too high."""
    full = (state.decibels - _QUIETEST) / -_QUIETEST
    cells = round(max(0.0, min(full, 1.0)) * _CELLS)
    word = "  no sound: muted?" if state.silent else "  too loud" if state.clipped else ""
    return Content.assemble(
        ("█" * cells, "$warning" if state.clipped else "$success"),
        ("░" * (_CELLS - cells), "$line"),
        (word, "$warning bold"),
    )


def test_line(seconds: float | None) -> Content:
    """Return how far a test recording has come; ``None`` if it has not begun."""
    if seconds is None:
        return Content.styled("r records a test of a few seconds and plays it", "$muted")
    return Content.assemble(
        ("● ", "$error bold"), f"recording {seconds:.1f} s of {LONGEST:.0f}; r stops"
    )


def take_line(take: Take, what: str) -> Content:
    """Return the length and level of a test recording, and ``what`` can be done with it."""
    good = take.verdict == "good level"
    return Content.assemble(
        f"{take.seconds:.1f} s, {take.loudest.decibels:.0f} dB, ",
        (take.verdict, "$success bold" if good else "$warning bold"),
        "\n",
        (plain(what), "$muted"),
    )


def live_line(live: Live, width: int) -> Content:
    """Return the end of what is being said: stable words plain, the others dim."""
    stable, unstable = plain(" ".join(live.stable)), plain(" ".join(live.unstable))
    whole = f"{stable} {unstable}" if stable and unstable else stable or unstable
    cut = max(len(whole) - max(width, 10), 0)
    start = cut + 1 if cut else 0  # one cell goes to the ellipsis
    return Content.assemble(
        ("…" if cut else "", "$muted"),
        whole[start : max(len(stable), start)],
        (whole[max(len(stable), start) :], "$muted italic"),
    )
