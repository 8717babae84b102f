"""The strongest isolation that this machine has for untrusted code."""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from interviewer.bank.folders import built_in_root
from interviewer.coding import seccomp
from interviewer.errors import InterviewerError
from interviewer.installed import adding

if TYPE_CHECKING:
    from interviewer.coding.results import Isolation

Program = Literal["candidate", "judge", "query"]

_HERE = Path(__file__).resolve().parent
_PROGRAMS, _PACKAGES, _INSIDE = "/house", "/packages", "/tmp"  # noqa: S108 - within the sandbox
_TEMPORARY = 16_000_000
"""Bytes of the temporary folder."""
_PROBE = 20  # seconds
_PARTS = {
    "numpy": ("numpy", "numpy.libs"),
    "pandas": ("pandas", "pandas.libs", "dateutil", "six.py", "tzdata", "pytz"),
}
"""The entries of a packages folder that each package needs."""
_OVERHEAD = {(): 96, ("numpy",): 640, ("pandas",): 1024}
"""Megabytes of address space that an interpreter takes with what it has imported."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Launch(NamedTuple):
    """How to start a program in the sandbox.

    ``job`` must be part of what is sent to its standard input, which it reads after its imports;
    ``held`` are descriptors that it inherits and that the parent closes afterwards.
    """

    command: tuple[str, ...]
    environment: dict[str, str]
    job: dict[str, Any]
    held: tuple[int, ...] = ()


@functools.cache
def isolation() -> "Isolation":
    """Return what keeps code from the rest of this machine; tried out once.

    ``bubblewrap`` gives it its own file system, network and processes. ``landlock``, on Linux
    without bubblewrap, leaves it the standard library and its temporary folder, and neither network
    nor processes. ``limits`` only bounds time, memory and output.
    """
    if sys.platform == "linux":
        if shutil.which("bwrap") and _works("bubblewrap"):
            return "bubblewrap"
        if seccomp.program() is not None and _works("landlock"):
            return "landlock"
    return "limits"


def is_strong() -> bool:
    """Whether code can neither read the user's files nor reach the network."""
    return isolation() != "limits"


def _works(kind: "Isolation") -> bool:
    """Whether an interpreter started in that isolation cannot read one of our files."""
    import json

    from interviewer.coding.folder import folder

    with folder(kind) as own, folder("limits") as other:
        forbidden = Path(other, "of the user")
        forbidden.touch()
        launch = launch_for("probe", kind, own, (), 64, 5)
        try:
            done = subprocess.run(  # noqa: S603
                launch.command,
                input=json.dumps({**launch.job, "forbidden": str(forbidden)}).encode(),
                env=launch.environment,
                pass_fds=launch.held,
                capture_output=True,
                timeout=_PROBE,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        finally:
            close_descriptors(launch.held)
    return done.stdout == b"kept\n"


def launch_for(
    program: Program | Literal["probe"],
    kind: "Isolation",
    folder: str,
    needs: Sequence[str],
    megabytes: int,
    cpu: int,
) -> Launch:
    """Return how to start a program.

    ``folder`` is its temporary folder, if ``kind`` provides none; ``megabytes`` bounds its memory
    on top of the interpreter's, ``cpu`` its processor seconds. Raises ``InterviewerError`` if a
    package that it needs is not installed.
    """
    found = [path for need in needs for path in _package(need)]
    # Only bubblewrap hides the user's other processes.
    filter_ = seccomp.program(signals=kind == "bubblewrap") if kind != "limits" else None
    overhead = _OVERHEAD[("pandas",) if "pandas" in needs else ("numpy",) if needs else ()]
    confine: dict[str, Any] = {
        "megabytes": megabytes + overhead,
        "cpu": cpu,
        # The user's other processes count too, so this only stops unbounded growth.
        "processes": 0 if filter_ else 4096,
    }
    compile_programs()
    python = [_interpreter(), "-I", "-S", "-B", "-u", "-X", "utf8", "-c"]
    inside = kind == "bubblewrap"
    programs, home = (_PROGRAMS, _INSIDE) if inside else (str(_HERE), folder)
    sites = [_PACKAGES] if inside else list(dict.fromkeys(str(path.parent) for path in found))
    paths = [programs, *(sites if found else ())]
    python.append(
        f"import sys; sys.path[:0] = {paths[:1]!r}; sys.path += {paths[1:]!r}; "
        f"from child.{program} import main; {''.join(f'import {need}; ' for need in needs)}main()"
    )
    environment = {"HOME": home, "TMPDIR": home, "LANG": "C.UTF-8", "PATH": ""}
    environment |= dict.fromkeys(_ONE_THREAD, "1")
    if inside:
        return _bubble(python, environment, {"confine": confine}, found)
    if kind == "landlock" and filter_ is not None:
        readable = [*_readable(), str(_HERE / "child"), *map(str, found)]
        confine |= {"readable": readable, "writable": folder, "filter": filter_.hex()}
    return Launch(tuple(python), environment, {"confine": confine})


def _bubble(
    python: list[str], environment: dict[str, str], job: dict[str, Any], packages: list[Path]
) -> Launch:
    command = [
        *("bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net"),
        *("--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL"),
    ]
    command[0] = shutil.which("bwrap") or "bwrap"
    for path in _libraries():
        command += ["--ro-bind-try", path, path]
    for path in _hidden():
        command += ["--tmpfs", path, "--remount-ro", path]
    command += ["--ro-bind", str(_HERE / "child"), f"{_PROGRAMS}/child"]
    for one in packages:
        command += ["--ro-bind", str(one), f"{_PACKAGES}/{one.name}"]
    command += ["--dev", "/dev", "--remount-ro", "/dev"]
    command += ["--size", str(_TEMPORARY), "--tmpfs", _INSIDE, "--chdir", _INSIDE]
    held: tuple[int, ...] = ()
    program = seccomp.program()
    if program is not None:
        reading, writing = os.pipe()
        os.write(writing, program)
        os.close(writing)
        held = (reading,)
        command += ["--seccomp", str(reading)]
    return Launch((*command, "--", *python), environment, job, held)


def close_descriptors(descriptors: Sequence[int]) -> None:
    """Close the descriptors that a launch has held; errors are ignored."""
    for one in descriptors:
        with suppress(OSError):
            os.close(one)


@functools.cache
def compile_programs() -> None:
    """Compile the programs once, because byte code cannot be saved in the sandbox."""
    import compileall

    # A read-only installation was compiled when it was made.
    compileall.compile_dir(_HERE / "child", quiet=2)


@functools.cache
def _interpreter() -> str:
    # In a virtual environment it is a link, or a copy that looks for its own libraries.
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


@functools.cache
def _libraries() -> tuple[str, ...]:
    """Return the files and folders without which the interpreter does not start."""
    paths = [
        *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"),
        *(f"{sys.base_prefix}/{name}" for name in ("lib", "lib64")),
        sysconfig.get_path("stdlib"),
        _interpreter(),
    ]
    return tuple(dict.fromkeys(path for path in paths if Path(path).exists()))


@functools.cache
def _hidden() -> tuple[str, ...]:
    """Return the folders beneath the libraries that contain other packages, or the bank."""
    bank = built_in_root()
    names = ("site-packages", "dist-packages")
    found = [str(bank / name) for name in ("questions", "rubrics")]
    for library in _libraries():
        top = Path(library)
        found += [str(path) for name in names for path in top.glob(f"{name}")]
        found += [str(path) for name in names for path in top.glob(f"python3*/{name}")]
    inside = [one for one in found if Path(one).is_dir() and _beneath(one, _libraries())]
    return tuple(dict.fromkeys(os.path.realpath(one) for one in inside))


@functools.cache
def _readable() -> tuple[str, ...]:
    """Return the libraries without what is hidden, since Landlock can only allow."""
    hidden = _hidden()

    def allowed(path: str) -> list[str]:
        if path in hidden:
            return []
        if not any(Path(one).is_relative_to(path) for one in hidden):
            return [path]
        return [part for child in sorted(Path(path).iterdir()) for part in allowed(str(child))]

    tops = dict.fromkeys(os.path.realpath(path) for path in _libraries())
    return tuple(dict.fromkeys(part for top in tops for part in allowed(top)))


def _beneath(path: str, tops: Sequence[str]) -> bool:
    return any(Path(path).is_relative_to(top) for top in tops)


@functools.cache
def _package(name: str) -> tuple[Path, ...]:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise InterviewerError(
            f"{name} is not installed, and this question needs it.",
            remedy=f"Install it with: {adding('coding')}",
        )
    site = Path(spec.origin).parent.parent
    own = [site / part for part in _PARTS[name] if (site / part).exists()]
    return (*own, *(_package("numpy") if name == "pandas" else ()))
