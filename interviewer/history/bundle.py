"""All of a user's data in one zip file: the sessions and the files beside them.

``history.jsonl`` is the archive of the sessions; the other members have the same paths as in the
data folder. What belongs to one machine is left out: keys, the servers that were agreed to, speech
models, caches. A bundle is validated completely before anything is imported, and an existing file
is never replaced.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from interviewer.errors import InterviewerError
from interviewer.history.archive import read_archive, write_archive
from interviewer.history.staging import Staging, staging
from interviewer.userdata.locations import (
    BANK,
    CONFIG,
    DRAFTS,
    INTERVIEW_DAY,
    LAST_CHOICE,
    RECORDINGS,
    config_path,
    data_dir,
)

if TYPE_CHECKING:
    from interviewer.history.log import Log
    from interviewer.history.store import Store

SETTINGS = CONFIG
_HISTORY = "history.jsonl"
_ZIP = b"PK\x03\x04"
_FOLDERS = (DRAFTS, RECORDINGS, f"{BANK}/questions", f"{BANK}/rubrics")
_SMALL = (CONFIG, INTERVIEW_DAY, LAST_CHOICE)
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
_OWN = re.compile(
    "|".join(
        (
            *map(re.escape, _SMALL),
            rf"{DRAFTS}/{_NAME}\.(txt|json|seen|\d{{1,4}}\.(py|sql|txt))",
            rf"{RECORDINGS}/{_NAME}/{_NAME}\.(flac|wav)",
            rf"{BANK}/(questions|rubrics)/{_NAME}/{_NAME}\.yaml",
        )
    )
)
_LARGEST = 2**27  # bytes of a file; half an hour of WAV has under half of that
_MOST = 100_000  # files
_LARGEST_TOTAL = 2**34  # bytes: a hundred hours of recordings
_RATIO = 100  # to one: more than text ever compresses
_ALWAYS = 2**26  # bytes that a bundle may unpack to, however small it is
_STORED = (".flac",)  # compressed already


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of an import: how many files were new or the same, and which were left alone.

    ``kept`` are existing files that differ from the bundle's. ``settings_left`` says that the
    bundle's settings were not imported because that was not requested. ``replacing`` are the ids of
    the bundle's items that replace built-in ones; ``items_left`` says that these were not imported
    because that was not requested.
    """

    sessions: int
    sessions_known: int
    files: int
    files_known: int
    kept: tuple[str, ...]
    settings_left: bool
    replacing: tuple[str, ...] = ()
    items_left: bool = False


def write_bundle(
    store: "Store", file: IO[bytes], on_progress: Callable[[int], object] = lambda _: None
) -> tuple[int, int, list[str]]:
    """Write everything; return how many sessions and files, and the damaged sessions left out.

    ``on_progress`` is called with the number of sessions processed so far. Raise ``OSError`` if
    writing fails.
    """
    # Zip has no dates before 1980; an older file must still be packed.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        with packed.open(_HISTORY, "w", force_zip64=True) as member:
            sessions, damaged = write_archive(store, member, on_progress)
        files = 0
        for name, path in _own_files():
            kind = zipfile.ZIP_STORED if path.suffix in _STORED else zipfile.ZIP_DEFLATED
            packed.write(path, name, compress_type=kind)
            files += 1
    return sessions, files, damaged


def is_bundle(file: "io.BufferedReader[Any]") -> bool:
    """Whether an open file is a bundle, by its first bytes; its position is unchanged."""
    return file.peek(len(_ZIP))[: len(_ZIP)] == _ZIP


def read_bundle(
    store: "Store",
    file: IO[bytes],
    name: str,
    *,
    settings: bool,
    items: bool,
    on_progress: Callable[[int], object] = lambda _: None,
) -> ImportResult:
    """Import what this machine lacks from a bundle; ``name`` is used in error messages.

    config.toml is imported only with ``settings``, because it may name programs to run and servers
    to ask; items that replace built-in ones only with ``items``, because answers are judged by
    them. Raise ``InterviewerError`` for anything that is not as ``write_bundle`` writes it, and for
    a file that cannot be written; then nothing has been imported.
    """
    with _opened(file, name) as packed:
        members = _checked(packed, name)
        replacing = _replacing(members)
        new = same = 0
        kept = []
        with staging() as files:
            for member in members:
                if member == SETTINGS and not settings:
                    continue
                if not items and _item(member) in replacing:
                    continue
                content, target = packed.read(member), _place(member)
                standing = _content(target)
                if standing is None:
                    with _written(target):
                        files.add(target, content)
                    new += 1
                elif standing == content:
                    same += 1
                else:
                    kept.append(member)
            with cast("zipfile.ZipExtFile", packed.open(_HISTORY)) as history:
                logs = _counted(read_archive(history, name), on_progress)
                sessions, known = store.add(logs, and_then=lambda: _put(files))
    left = SETTINGS in members and not settings and _content(_place(SETTINGS)) is None
    return ImportResult(
        *(sessions, known, new, same, tuple(kept), left),
        *(replacing, bool(replacing) and not items),
    )


def _item(member: str) -> str | None:
    """Return the id of the item that a file belongs to; ``None`` for another file."""
    path = PurePosixPath(member)
    return path.stem if path.parts[0] == "bank" else None


def _replacing(members: list[str]) -> tuple[str, ...]:
    """Return the ids of the items that replace built-in ones."""
    own = {item for member in members if (item := _item(member)) is not None}
    if not own:
        return ()
    from interviewer.bank.folders import built_in_root, list_root

    return tuple(sorted(own & {pair.id for pair in list_root(built_in_root()).pairs}))


def _own_files() -> Iterator[tuple[str, Path]]:
    for name in _SMALL:
        if _place(name).is_file():
            yield name, _place(name)
    for folder in _FOLDERS:
        for path in sorted((data_dir() / folder).rglob("*")):
            name = path.relative_to(data_dir()).as_posix()
            if _OWN.fullmatch(name) and path.is_file() and not path.is_symlink():
                yield name, path


def _place(name: str) -> Path:
    return config_path() if name == SETTINGS else data_dir() / name


@contextmanager
def _opened(file: IO[bytes], name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as packed:
            yield packed
    # zipfile raises NotImplementedError for an unknown compression or version.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        _refuse(name, f"cannot be read ({error})")


def _checked(packed: zipfile.ZipFile, name: str) -> list[str]:
    """Return the names of the files beside the history, once all are known to be acceptable."""
    infos = packed.infolist()
    names = [info.filename for info in infos]
    if _HISTORY not in names:
        _refuse(name, "is not an exported history")
    if len(names) > _MOST or len(set(names)) < len(names):
        _refuse(name, "holds too many files, or one twice")
    for info in infos:
        if info.filename == _HISTORY:
            continue
        if not _OWN.fullmatch(info.filename):
            _refuse(name, f"holds a file that is none of ours ({info.filename[:60]!r})")
        if info.file_size > _LARGEST:
            _refuse(name, f"holds a file that is too large ({info.filename})")
    if any(info.flag_bits & 1 for info in infos):
        _refuse(name, "is encrypted")
    # No member unpacks to more than its size says: zipfile stops there.
    unpacked, size = (sum(one) for one in zip(*map(_sizes, infos), strict=True))
    if unpacked > min(_LARGEST_TOTAL, _ALWAYS + _RATIO * size):
        _refuse(name, f"would unpack to {unpacked / 2**20:,.0f} MB, which no export does")
    damaged = packed.testzip()
    if damaged is not None:
        _refuse(name, f"is damaged ({damaged[:60]!r})")
    return [each for each in names if each != _HISTORY]


def _counted(logs: Iterator["Log"], on_progress: Callable[[int], object]) -> Iterator["Log"]:
    for number, log in enumerate(logs, 1):
        on_progress(number)
        yield log


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed(path, "read", error) from error


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _failed(path, "written", error) from error


def _put(files: Staging) -> None:
    try:
        files.place()
    except OSError as error:
        raise _failed(Path(error.filename2 or error.filename), "written", error) from error


def _sizes(info: zipfile.ZipInfo) -> tuple[int, int]:
    return info.file_size, info.compress_size


def _failed(path: Path, what: str, error: OSError) -> InterviewerError:
    return InterviewerError(
        f"{path} cannot be {what} ({error.strerror or error}).",
        remedy="Nothing has been imported; fix this and import again.",
    )


def _refuse(place: str, what: str) -> NoReturn:
    raise InterviewerError(
        f"{place} {what}.", remedy="Nothing has been imported; export it again and try that file."
    )
