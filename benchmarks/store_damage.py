"""What damage to the store changes in the output, and whether the user is told.

A history is stored, then its files are damaged in one place at a time, each time from a fresh
copy: single bits flipped, pages zeroed, the file cut, files taken away. The store is damaged both
as a closed program leaves it and as a killed one does, with a write-ahead log beside it. After
each damage the home screen's facts, the lists, the progress, the plan and every session's report
are read as the commands read them, and compared with what they showed before.

*right* means that everything is shown as before, *told* that something is missing or refused and
a message says so with an exit code other than 0, *silent* that something is shown differently and
nothing says so. The goal is no silent damage, and no message about an unforeseen error.
"""

import asyncio
import contextlib
import io
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.arguments import parser_of
from benchmarks.sample_history import fill
from interviewer.cli.main import UNEXPECTED
from interviewer.cli.main import main as command
from interviewer.engine import Engine
from interviewer.errors import InterviewerError
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.front import read_front

STORE = "sessions.sqlite3"
PAGE = 4096  # bytes
Damage = Callable[[Path], str]
"""Damages the store of a home, and returns a description of the damage."""


@dataclass(frozen=True)
class View:
    """The outcome of one command: its exit code, its output, and its errors."""

    code: int
    shown: str
    told: str


def view(*arguments: str) -> View:
    """Run a command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command(arguments)
    out.flush()
    return View(int(code), out.buffer.getvalue().decode(errors="replace"), err.getvalue())


def home_screen() -> View:
    """Return the facts of the home screen, and what it reports a moment later."""
    engine = Engine(load_settings())
    told = []
    try:
        with contextlib.suppress(InterviewerError):
            engine.store.catch_up()
            engine.store.damage()
        front = read_front(engine)
        told = [*front.damage, *([str(front.store_error)] if front.store_error else [])]
        shown = f"{front.recent} {front.unfinished} {front.sessions} {front.due}"
    finally:
        engine.store.close()
    return View(1 if told else 0, shown, "\n".join(told))


def views(sessions: list[str]) -> Iterator[tuple[str, View]]:
    """Yield everything that is shown of a store, with the name of the command or screen."""
    day = str((datetime.now(UTC) + timedelta(days=20)).date())
    yield "home", home_screen()
    for arguments in (
        ("history", "--json"),
        ("progress", "--json"),
        ("plan", "--until", day, "--json"),
        ("calibration",),
    ):
        yield arguments[0], view(*arguments)
    for session in sessions:
        yield f"report {session}", view("report", session, "--format", "json")


def verdict(before: dict[str, View], after: dict[str, View]) -> tuple[str, str]:
    """Return right, told, silent or unforeseen, and the name of what showed it."""
    told = ""
    for name, now in after.items():
        if UNEXPECTED in now.told or "Traceback" in now.told:
            return "unforeseen", f"{name}: {now.told.strip()[:200]}"
        if now.code == before[name].code and not now.told:
            if now.shown != before[name].shown:
                return "silent", name
        elif now.code != before[name].code and now.told.strip():
            told = told or f"{name}: {now.told.strip()[:200]}"
        else:
            return "silent", f"{name}: exit code {now.code} with {now.told!r}"
    return ("told", told) if told else ("right", "")


def flip(name: str, bit: int) -> Damage:
    """Flip one bit of a file."""

    def damage(home: Path) -> str:
        content = bytearray((home / name).read_bytes())
        content[bit // 8] ^= 1 << bit % 8
        (home / name).write_bytes(content)
        return f"bit {bit % 8} of byte {bit // 8} of {name}"

    return damage


def zero(name: str, page: int) -> Damage:
    """Zero a page of a file."""

    def damage(home: Path) -> str:
        content = (home / name).read_bytes()
        start, end = page * PAGE, (page + 1) * PAGE
        (home / name).write_bytes(content[:start] + bytes(len(content[start:end])) + content[end:])
        return f"page {page} of {name} zeroed"

    return damage


def cut(name: str, length: int) -> Damage:
    """Cut a file."""

    def damage(home: Path) -> str:
        os.truncate(home / name, length)
        return f"{name} cut to {length} bytes"

    return damage


def take_away(*names: str) -> Damage:
    """Delete files."""

    def damage(home: Path) -> str:
        for name in names:
            (home / name).unlink(missing_ok=True)
        return f"{', '.join(names)} deleted"

    return damage


def damages(
    closed: Path, killed: Path, flips: int, dice: random.Random
) -> Iterator[tuple[str, Path, Damage]]:
    """Yield each damage with its kind and the home to apply it to."""
    log, note = f"{STORE}-wal", f"{STORE}-newest"
    files = [
        (home, name) for home in (closed, killed) for name in (STORE, log) if (home / name).exists()
    ]
    sizes = [(home / name).stat().st_size for home, name in files]
    for _ in range(flips):
        ((home, name),) = dice.choices(files, sizes)
        yield "bits flipped", home, flip(name, dice.randrange(8 * (home / name).stat().st_size))
    for _ in range(flips // 20):
        yield "bits flipped in the note", closed, flip(note, dice.randrange(8 * 80))
    for bit in range(8 * 100):  # the header, whole
        if dice.random() < flips / 4000:
            yield "bits flipped in the header", closed, flip(STORE, bit)
    for home, name in files:
        size = (home / name).stat().st_size
        for page in dice.sample(range(size // PAGE), min(size // PAGE, flips // 20)):
            yield "pages zeroed", home, zero(name, page)
        for _ in range(flips // 20):
            yield "files cut", home, cut(name, dice.randrange(size))
        yield "files cut", home, cut(name, size - size % PAGE - PAGE)
        yield "files cut", home, cut(name, 0)
        yield "files deleted", home, take_away(name)
    yield "files deleted", closed, take_away(STORE, note)
    yield "files deleted", killed, take_away(STORE, log)


async def lead(conductor: Conductor) -> None:
    """Begin an interview, and leave it halfway."""
    for said in ("hint please", "It is the spread.", "repeat please"):
        await conductor.settle()
        conductor.go_on()
        await conductor.settle()
        conductor.say(said)


def homes(folder: Path, sessions: int, seed: int) -> tuple[Path, Path]:
    """Make a history; returns the home as it is after closing and after a kill."""
    closed, killed = folder / "closed", folder / "killed"
    os.environ["INTERVIEWER_HOME"] = str(closed)
    fill(sessions, seed=seed)
    (closed / "recordings" / "one").mkdir(parents=True, exist_ok=True)
    (closed / "recordings" / "one" / "answer-1-001.flac").write_bytes(b"sound")
    shutil.copytree(closed, folder / "live")
    os.environ["INTERVIEWER_HOME"] = str(folder / "live")
    engine = Engine(load_settings())
    conductor = engine.start(SessionConfig(questions=3, seed=seed, probes=0))
    asyncio.run(lead(conductor))
    shutil.copytree(folder / "live", killed)  # while it is open, as a kill would leave it
    engine.store.close()
    return closed, killed


def measure(
    folder: Path, *, sessions: int, flips: int, seed: int, verbose: bool = False
) -> dict[str, Counter[str]]:
    """Apply all damages; returns for each kind how many were right, told, silent or unforeseen."""
    closed, killed = homes(folder, sessions, seed)
    home = folder / "home"
    os.environ["INTERVIEWER_HOME"] = str(home)
    before: dict[Path, dict[str, View]] = {}
    listed = {}
    for source in (closed, killed):
        shutil.copytree(source, home)
        listed[source] = Engine(load_settings()).store.ids()
        before[source] = dict(views(listed[source]))
        shutil.rmtree(home)
    counts: dict[str, Counter[str]] = {}
    for kind, source, damage in damages(closed, killed, flips, random.Random(seed)):
        shutil.copytree(source, home)
        how = damage(home)
        found, where = verdict(before[source], dict(views(listed[source])))
        counts.setdefault(kind, Counter())[found] += 1
        if verbose or found in ("silent", "unforeseen"):
            print(f"{found}: {how} ({source.name}): {where}", flush=True)
        shutil.rmtree(home)
    return counts


def main(argv: Sequence[str] | None = None) -> int:
    """Print how many damages were right, told and silent; the exit code says if the goal is met."""
    parser = parser_of("store_damage", __doc__)
    parser.add_argument("--sessions", type=int, default=8, help="in the history (default: 8)")
    parser.add_argument("--flips", type=int, default=400, help="single bits (default: 400)")
    parser.add_argument("--seed", type=int, default=1, help="of what is damaged (default: 1)")
    parser.add_argument("--verbose", action="store_true", help="say what each damage came to")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        counts = measure(
            Path(folder),
            sessions=arguments.sessions,
            flips=arguments.flips,
            seed=arguments.seed,
            verbose=arguments.verbose,
        )
    kinds = ("right", "told", "silent", "unforeseen")
    print(f"{'':<28}" + "".join(f"{kind:>12}" for kind in kinds))
    for name, found in counts.items():
        print(f"{name:<28}" + "".join(f"{found[kind]:>12}" for kind in kinds))
    failed = sum(found["silent"] + found["unforeseen"] for found in counts.values())
    print(f"goal 0 silent or unforeseen: {'met' if not failed else f'MISSED ({failed})'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
