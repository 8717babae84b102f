"""Speech models on disk: their names and folders, and whether a folder contains one."""

from pathlib import Path

from interviewer.errors import SpeechError
from interviewer.installed import typed
from interviewer.userdata.locations import models_dir

MODELS: dict[str, tuple[str, int]] = {
    "tiny.en": ("Systran/faster-whisper-tiny.en", 75),
    "tiny": ("Systran/faster-whisper-tiny", 75),
    "base.en": ("Systran/faster-whisper-base.en", 145),
    "base": ("Systran/faster-whisper-base", 145),
    "small.en": ("Systran/faster-whisper-small.en", 485),
    "small": ("Systran/faster-whisper-small", 485),
    "medium.en": ("Systran/faster-whisper-medium.en", 1530),
    "medium": ("Systran/faster-whisper-medium", 1530),
    "large-v3": ("Systran/faster-whisper-large-v3", 3090),
    "large-v3-turbo": ("mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1620),
    "distil-small.en": ("Systran/faster-distil-whisper-small.en", 330),
    "distil-large-v3": ("Systran/faster-distil-whisper-large-v3", 1510),
}
"""Names, the repository of each on the hub, and its size in megabytes."""

PARTS = ("config.json", "model.bin", "tokenizer.json")
"""Files that every model folder contains."""

WANTED = (*PARTS, "preprocessor_config.json", "vocabulary.*")
"""Files that are fetched."""


def downloaded() -> list[str]:
    """Return the names of the completely downloaded models."""
    return [name for name in MODELS if not missing(models_dir() / name)]


def missing(folder: Path) -> list[str]:
    """Return the required files that a folder lacks; an empty file counts as missing."""
    absent = []
    for name in PARTS:
        path = folder / name
        if not path.is_file() or path.stat().st_size == 0:
            absent.append(name)
    if not any(folder.glob("vocabulary.*")):
        absent.append("vocabulary.json")
    return absent


def find_model(name: str) -> Path:
    """Return the folder of a model by its name or path; ``SpeechError`` if it is incomplete."""
    if name in MODELS:
        folder = models_dir() / name
        if not folder.is_dir():
            raise SpeechError(
                f"The speech model {name} is not here.",
                remedy=f"'{typed('speech', 'download', name)}' fetches it.",
            )
    else:
        folder = Path(name)
        if not folder.is_dir():
            raise SpeechError(
                f"There is no speech model {name!r}.",
                remedy=f"Give a folder, or one of: {', '.join(MODELS)}.",
            )
    absent = missing(folder)
    if absent:
        again = ("download", name) if name in MODELS else ("list",)
        raise SpeechError(
            f"{folder} is not a complete speech model: {', '.join(absent)} missing.",
            remedy=f"'{typed('speech', *again)}' helps.",
        )
    return folder
