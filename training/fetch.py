"""Get the public texts that the labels of real answers point to, and rebuild the answers.

    python -m training.fetch ANSWERS [--labels FILE] [--from FOLDER | --base URL]

Each file is asked for once, one at a time, and kept in ANSWERS.files, so that a second run goes on
where the first ended. An answer is written only if its SHA-256 is the label's. Every answer that
cannot be had is named with the reason. What is rebuilt belongs to its authors: see each licence.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from interviewer.errors import InterviewerError
from training.labelled import REAL_LABELS, Label, digest, is_thread, read_labels
from training.rated import write_rated
from training.sources import BASE, Folder, Source, UnavailableError, Web
from training.spans import cut, file_text


class _Texts:
    """The texts of files, each fetched once; failures are remembered too."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[tuple[str, str, str], str | UnavailableError] = {}

    def text(self, repository: str, path: str, commit: str) -> str:
        place = (repository, path, commit)
        if place not in self._known:
            try:
                self._known[place] = file_text(path, self._source.content(*place))
            except UnavailableError as error:
                self._known[place] = error
            except ValueError as error:
                self._known[place] = UnavailableError(f"{repository} {path}: {error}")
        found = self._known[place]
        if isinstance(found, UnavailableError):
            raise UnavailableError(str(found))
        return found


def rebuilt(labels: Sequence[Label], source: Source) -> Iterator[tuple[Label, str | None, str]]:
    """Yield each label with its answer, or with None and why it cannot be obtained."""
    texts = _Texts(source)
    for label in labels:
        try:
            yield label, _answer(label, texts), ""
        except UnavailableError as error:
            yield label, None, str(error)


def _answer(label: Label, texts: _Texts) -> str:
    if label.repository is None or label.path is None:
        raise UnavailableError("its label names no public place")
    if is_thread(label.path):
        raise UnavailableError(f"{label.repository} {label.path} is a thread, not a file")
    if label.commit is None or label.spans is None:
        raise UnavailableError(
            f"its label does not tell where in {label.repository} {label.path} it stands"
        )
    try:
        answer = cut(texts.text(label.repository, label.path, label.commit), label.spans)
    except ValueError as error:
        raise UnavailableError(f"{label.repository} {label.path}: {error}") from error
    if digest(answer) != label.sha256:
        raise UnavailableError(f"{label.repository} {label.path}: other words than those read")
    return answer


def main(arguments: Sequence[str] | None = None) -> None:
    """Rebuild the answers and report what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path, metavar="ANSWERS")
    parser.add_argument("--labels", type=Path, default=REAL_LABELS, metavar="FILE")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--from", type=Path, dest="folder", metavar="FOLDER",
                       help="FOLDER/owner/name: clones, bare or not, or plain files")  # fmt: skip
    place.add_argument("--base", default=BASE, metavar="URL",
                       help="serves URL/owner/name/commit/path (default: %(default)s)")  # fmt: skip
    options = parser.parse_args(arguments)
    if not options.base.startswith(("https://", "http://")):
        parser.error(f"--base {options.base}: not an address that begins with https:// or http://")
    kept = options.output.with_name(options.output.name + ".files")
    try:
        found = read_labels(options.labels)
        source = Folder(options.folder) if options.folder else Web(options.base, kept)
        had = []
        for label, answer, why in rebuilt(found, source):
            if answer is None:
                print(f"{label.id}: {why}", file=sys.stderr)
            else:
                had.append((label, answer))
        write_rated(options.output, had)
    except (InterviewerError, OSError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        sys.exit(130)
    print(f"{len(had)} of {len(found)} answers in {options.output}")
    sys.exit(0 if had else 1)


if __name__ == "__main__":
    main()
