"""How this program was installed: what to type to run it and to add missing extras.

A remedy that names a bare ``pip`` or ``interviewer`` reaches another environment, or none, wherever
this one is not the shell's own. Only the standard library is imported, most of it on first use.
"""

import os
import sys
from pathlib import Path
from typing import Any

DISTRIBUTION = "ml-mock-interviewer"
"""The name to install the program by: on the public index ``interviewer`` is another package."""

PROGRAM = "interviewer"
"""The command's name."""


def typed(*words: str) -> str:
    """Return the shell line that runs ``interviewer`` with these words in this environment.

    It begins with plain ``interviewer`` if the shell finds this very program by that name.
    """
    import shutil
    import sysconfig

    suffix = sysconfig.get_config_var("EXE") or ""
    script = Path(sysconfig.get_path("scripts")) / f"{PROGRAM}{suffix}"
    found = shutil.which(PROGRAM)
    if found and (_same(found, script) or _same(found, sys.argv[0])):
        line = [PROGRAM]
    elif script.exists():
        line = [_near(script)]
    else:
        line = [sys.executable, "-m", PROGRAM]
    return _quoted([*line, *words])


def adding(extra: str) -> str:
    """Return the shell line that adds the packages of an extra to this environment.

    Except with uv, which remembers where the program came from, it names those packages and not
    the program, so that nothing is fetched under the name of a program that is on no index.
    Raises ``KeyError`` for an unknown extra.
    """
    environment = Path(sys.prefix)
    needed = requirements(extra)
    checkout = _editable_checkout()
    if checkout is not None and _made_by_make(environment, checkout):
        line = ["make", *([] if checkout == _here() else ["-C", str(checkout)]), extra]
    elif (environment / _UV_RECEIPT).is_file():
        line = ["uv", "tool", "install", *_uv_tool(environment / _UV_RECEIPT, extra)]
    elif (environment / "pipx_metadata.json").is_file():
        line = ["pipx", "inject", environment.name, *needed]
    else:
        line = [*_pip(), *needed]
    return _quoted(line)


def requirements(extra: str) -> list[str]:
    """Return what an extra requires, by the installed metadata; ``KeyError`` if it is unknown."""
    from importlib.metadata import requires

    found = []
    for line in requires(DISTRIBUTION) or ():
        requirement, _, marker = line.partition(";")
        if marker.replace('"', "'").split() == ["extra", "==", f"'{extra}'"]:
            found.append(requirement.strip())
    if not found:
        raise KeyError(extra)
    return found


_UV_RECEIPT = "uv-receipt.toml"


def _editable_checkout() -> Path | None:
    """Return the checkout of an editable installation (PEP 610); ``None`` for any other."""
    import json
    from importlib.metadata import distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    origin = json.loads(distribution(DISTRIBUTION).read_text("direct_url.json") or "{}")
    if not origin.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(urlsplit(origin["url"]).path))


def _made_by_make(environment: Path, checkout: Path) -> bool:
    """Whether the Makefile made the environment and so can add to it from the lock."""
    stamps = (environment / ".run", environment / ".dev")
    return (checkout / "Makefile").is_file() and any(stamp.is_file() for stamp in stamps)


def _pip() -> list[str]:
    """Return the command that installs into this environment."""
    from importlib.metadata import distribution
    from importlib.util import find_spec

    if find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "install"]
    if (distribution(DISTRIBUTION).read_text("INSTALLER") or "").strip() == "uv":
        return ["uv", "pip", "install", "--python", sys.executable]
    return ["pip", "--python", sys.executable, "install"]


def _uv_tool(receipt: Path, extra: str) -> list[str]:
    """Return the arguments that reinstall the tool as it was, with the extra added.

    uv removes whatever is not named again.
    """
    import tomllib

    tool: dict[str, Any] = tomllib.loads(receipt.read_text(encoding="utf-8"))["tool"]
    line = ["--python", tool["python"]] if "python" in tool else []
    for entry in tool["requirements"]:
        own = entry["name"] == DISTRIBUTION
        extras = sorted({*entry.get("extras", ()), *([extra] if own else ())})
        if "editable" in entry:
            place = f"{entry['editable']}[{','.join(extras)}]" if extras else entry["editable"]
            line += ["--editable" if own else "--with-editable", place]
        else:
            line += [] if own else ["--with"]
            line.append(_requirement(entry, extras))
    return line


def _requirement(entry: dict[str, Any], extras: list[str]) -> str:
    """Return a requirement of uv's receipt in PEP 508 form."""
    name = f"{entry['name']}[{','.join(extras)}]" if extras else entry["name"]
    place = entry.get("directory") or entry.get("path")
    if place:
        return f"{name} @ {Path(place).as_uri()}"
    if "git" in entry:
        repository, _, revision = entry["git"].partition("?")
        return f"{name} @ git+{repository}" + (f"@{revision.partition('=')[2]}" if revision else "")
    if "url" in entry:
        return f"{name} @ {entry['url']}"
    return f"{name}{entry.get('specifier', '')}"


def _same(one: str | Path, other: str | Path) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _near(path: Path) -> str:
    """Return the path relative to the working folder if it is inside it, else as it is."""
    here = _here()
    if here is None or not path.is_relative_to(here):
        return str(path)
    near = path.relative_to(here)
    # A shell looks up a name without a separator in PATH only.
    return f".{os.sep}{near}" if len(near.parts) == 1 else str(near)


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # somebody has deleted it
        return None


def _quoted(line: list[str]) -> str:
    if sys.platform == "win32":
        import subprocess

        return subprocess.list2cmdline(line)
    import shlex

    return shlex.join(line)
