"""Ends the program in every way while an answer is being written, and counts what was lost.

    python -m benchmarks.endings [--tries N]

Each try writes words of its own into the composer (or the line mode), ends the program, resumes the
session in another terminal, types one more key and checks the draft on the disk. A signal that can
be caught, or closing the tab or terminal, ends the program as soon as the words are on the screen;
SIGKILL ends it a second later, which is what the program promises. Prints a line for each ending
and exits with 1 when any text was lost or any terminal not restored.
"""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.arguments import parser_of
from tests.cli.browser import CHROMIUM, opened
from tests.cli.terminals import PROGRAM, Terminal
from tests.sample_bank import write_bank

_CAUGHT = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_PROMISED = 1.0  # seconds after the last key
_PLACEHOLDER = "Write your answer"
_WORDS = ("bias", "variance", "gradient", "recall", "leak", "kernel", "prior", "split", "noise")


@dataclass
class Tally:
    """What became of the tries of one ending. ``late`` are seconds from the end to the exit."""

    tries: int = 0
    lost: int = 0
    not_given_back: int = 0
    late: list[float] = field(default_factory=list)


class Place:
    """A home, a bank and a folder just for the tries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.bank = str(write_bank(folder / "bank"))
        self.home.mkdir()
        os.environ["INTERVIEWER_HOME"] = str(self.home)

    def terminal(self, *arguments: str) -> Terminal:
        """Start the program in a terminal."""
        return Terminal((*arguments, "--bank", self.bank), self.folder)

    def draft(self) -> str:
        """Return the newest draft, empty when there is none."""
        files = sorted((self.home / "drafts").glob("*.txt"), key=lambda path: path.stat().st_mtime)
        return files[-1].read_text() if files else ""

    def resumed(self, text: str) -> bool:
        """Whether the resumed session continues right after ``text``."""
        screen = self.terminal("resume")
        try:
            screen.wait_for(*text.split()[-2:], "send")
            screen.press("!")
            screen.wait_until(lambda: self.draft() == f"{text}!", "the draft, and one key more")
        except AssertionError as error:
            print(f"  {error}", file=sys.stderr)
            return False
        finally:
            screen.child.close(force=True)
        return True


def main(argv: Sequence[str] | None = None) -> int:
    """Try every ending; returns the exit code."""
    parser = parser_of("endings", __doc__)
    parser.add_argument("--tries", type=int, default=10, help="of each ending (default 10)")
    tries = parser.parse_args(argv).tries
    drawn = random.Random(7)
    endings: dict[str, Callable[[Place, str, Tally], None]] = {
        **{sign.name: _signalled(sign) for sign in _CAUGHT},
        "SIGKILL": _signalled(signal.SIGKILL),
        "closed terminal": _closed,
        "line mode, SIGTERM": _line_mode(signal.SIGTERM),
        "line mode, SIGKILL": _line_mode(signal.SIGKILL),
    }
    if CHROMIUM is None:
        print("No Chromium: the closed browser tab is left out.", file=sys.stderr)
    else:
        endings["closed browser tab"] = _tab
    print("ending               tries  lost  terminal not given back  slowest exit, s")
    sys.stdout.flush()
    total = Tally()
    for name, end in endings.items():
        tally = Tally()
        for _ in range(tries):
            words = " ".join(drawn.choices(_WORDS, k=drawn.randint(3, 12)))
            folder = Path(tempfile.mkdtemp(prefix="endings-"))
            try:
                tally.tries += 1
                end(Place(folder), words, tally)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        slowest = f"{max(tally.late):.2f}" if tally.late else "-"
        given = "-" if name in ("SIGKILL", "closed terminal") else str(tally.not_given_back)
        print(f"{name:20} {tally.tries:5} {tally.lost:5} {given:>24} {slowest:>17}", flush=True)
        total.tries += tally.tries
        total.lost += tally.lost
        total.not_given_back += tally.not_given_back
    print(f"{'all':20} {total.tries:5} {total.lost:5} {total.not_given_back:24}")
    tracebacks, before = _starts(drawn, 10 * tries)
    print(
        f"Ctrl+C in the first 0.3 s of a start: {10 * tries} tries, {tracebacks} tracebacks of the "
        f"program's, {before} of Python's own start, before it runs the program."
    )
    return int(bool(total.lost or total.not_given_back or tracebacks))


def _starts(drawn: random.Random, tries: int) -> tuple[int, int]:
    """Return how many interrupted starts wrote a traceback: ours, and Python's own."""
    ours = pythons = 0
    with tempfile.TemporaryDirectory(prefix="endings-") as folder:
        place = Place(Path(folder))
        for _ in range(tries):
            screen = place.terminal(*drawn.choice(((), ("practice",), ("practice", "--plain"))))
            time.sleep(drawn.uniform(0, 0.3))
            screen.child.kill(signal.SIGINT)
            screen.ended()
            if "Traceback" in screen.text:
                ours += "interviewer/" in screen.text
                pythons += "interviewer/" not in screen.text
    return ours, pythons


def _written(place: Place, words: str) -> Terminal:
    screen = place.terminal("practice", "--question", "variance")
    screen.wait_for(_PLACEHOLDER)
    screen.press(words)
    screen.wait_for(words.split()[-1])
    screen.wait_until(lambda: words in screen.text, "all words")
    return screen


def _signalled(sign: signal.Signals) -> Callable[[Place, str, Tally], None]:
    def end(place: Place, words: str, tally: Tally) -> None:
        screen = _written(place, words)
        if sign == signal.SIGKILL:
            time.sleep(_PROMISED)
        begun = time.monotonic()
        screen.child.kill(sign)
        screen.ended()
        tally.late.append(time.monotonic() - begun)
        if sign != signal.SIGKILL:
            tally.not_given_back += not screen.was_as_found
        tally.lost += not place.resumed(words)

    return end


def _closed(place: Place, words: str, tally: Tally) -> None:
    screen = _written(place, words)
    begun = time.monotonic()
    screen.close()
    tally.late.append(time.monotonic() - begun)
    tally.lost += not place.resumed(words)


def _line_mode(sign: signal.Signals) -> Callable[[Place, str, Tally], None]:
    def end(place: Place, words: str, tally: Tally) -> None:
        screen = place.terminal("practice", "--plain", "--question", "variance")
        screen.wait_for("Interviewer:")
        screen.press(f"{words}\n")
        screen.wait_until(lambda: words in screen.text, "all words")
        time.sleep(_PROMISED)  # the terminal echoes a line before the program has read it
        begun = time.monotonic()
        screen.child.kill(sign)
        screen.ended()
        tally.late.append(time.monotonic() - begun)
        tally.not_given_back += not screen.was_as_found
        tally.lost += not place.resumed(f"{words}\n")

    return end


def _tab(place: Place, words: str, tally: Tally) -> None:
    (place.home / "config.toml").write_text("questions = 1\n")
    server = subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", "--bank", place.bank], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" at ")[1].split()[0]
        asyncio.run(_write_in_tab(place.folder / "profile", address, words))
        deadline = time.monotonic() + 30
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        while children.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        tally.lost += not place.resumed(words)
    finally:
        server.kill()
        server.communicate()


async def _write_in_tab(profile: Path, address: str, words: str) -> None:
    async with opened(profile, address) as browser:
        await browser.wait_for("start")
        await browser.press("s")
        await browser.wait_for(_PLACEHOLDER)
        await browser.type(words)
        await browser.wait_for(words)


if __name__ == "__main__":
    sys.exit(main())
