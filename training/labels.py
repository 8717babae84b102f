"""Make labels of real answers that may live in the project, from answers that may not.

    python -m training.labels ANSWERS... --from CLONES [--output FILE] [--answers FILE]

ANSWERS are files of rated answers, or folders with the texts of a gatherer and the findings of two
readers. With clones of the repositories at hand (CLONES/owner/name) each answer is looked for in
its file, and the label tells where it stands. Labels of other answers in FILE stay as they are.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError

from interviewer.errors import InterviewerError
from training.copies import copies
from training.gathered import Gathered, agreed, both, gathered
from training.labelled import (
    REAL_LABELS,
    Label,
    digest,
    fault,
    is_thread,
    read_labels,
    write_labels,
)
from training.rated import write_rated
from training.rated_answers import bank
from training.sources import Folder, UnavailableError
from training.spans import Piece, file_text, find

_TEXTS = re.compile(r"\.(md|mdx|markdown|rst|txt|tex|html?|ipynb)$", re.IGNORECASE)


def located(row: Gathered, clones: Folder) -> tuple[str, str, tuple[Piece, ...]]:
    """Return path, commit and spans of an answer; raises UnavailableError.

    It is looked for at its own commit, at the newest and at earlier ones, and where no path is
    known, in every text of the repository.
    """
    if row.repository is None:
        raise UnavailableError("no repository is known")
    if row.path and is_thread(row.path):
        raise UnavailableError(f"{row.repository} {row.path} is a thread, not a file")
    seen, held = set(), False
    own = [row.commit] if row.commit else []
    for commit in dict.fromkeys([*own, *clones.commits(row.repository, row.path)]):
        for path in [row.path] if row.path else clones.paths(row.repository, commit):
            if not row.path and not _TEXTS.search(path):
                continue
            try:
                text = file_text(path, clones.content(row.repository, path, commit))
            except (ValueError, UnavailableError):
                continue
            held = True
            if text not in seen:
                seen.add(text)
                spans = find(row.answer, text)
                if spans:
                    return path, commit, spans
    where = f"{row.path or 'any file'} of {row.repository}"
    raise UnavailableError(f"not in {where}" if held else f"no text of {where} to be had")


def label(row: Gathered, place: tuple[str, str, tuple[Piece, ...]] | None) -> Label:
    """Return the label of an answer, with where it stands."""
    path, commit, spans = place or (row.path, row.commit, None)
    made = agreed(row.made)
    quotes = {}
    for found in reversed(row.quotes):
        for criterion, words in found.items():
            start = row.answer.find(words)
            if words and start >= 0 and made.get(criterion):
                quotes[criterion] = (start, start + len(words))
    several = len(row.made) > 1
    return Label.model_validate(
        {
            "id": row.id,
            "question_id": row.question_id,
            "kind": row.kind,
            "author": row.author,
            "repository": row.repository,
            "path": path,
            "commit": commit,
            "licence": row.licence,
            "sha256": digest(row.answer),
            "words": len(row.answer.split()),
            "spans": spans,
            "marks": row.marks,
            "made": made,
            "made_by": row.made if several else (),
            "quotes": {name: quotes[name] for name in made if name in quotes},
            "stated": both(row.stated),
            "stated_by": row.stated if several else (),
        }
    )


def taken(inputs: Sequence[Path]) -> list[Gathered]:
    """Read all answers; what cannot be used is reported in a line and left out.

    Raises InterviewerError where two answers have the same id.
    """
    rubrics = bank().rubrics
    found: dict[str, Gathered] = {}
    for path in inputs:
        for row in gathered(path):
            if isinstance(row, str):
                print(row, file=sys.stderr)
                continue
            if row.id in found:
                raise InterviewerError(f"{row.id} of {path} is there twice.", remedy="Rename one.")
            if row.question_id not in rubrics:
                print(f"{row.id}: no question {row.question_id} in the bank; left out",
                      file=sys.stderr)  # fmt: skip
                continue
            rubric = rubrics[row.question_id]
            known = {one.id for one in rubric.criteria} | {one.id for one in rubric.misconceptions}
            named = set(row.made[0]).union(*row.stated)
            if named - known:
                print(f"{row.id}: not in its rubric: {', '.join(sorted(named - known))}",
                      file=sys.stderr)  # fmt: skip
            found[row.id] = row
    return list(found.values())


def labels(rows: Iterable[Gathered], before: Sequence[Label], clones: Folder | None) -> list[Label]:
    """Return the labels of ``rows`` behind those of other answers in ``before``."""
    known = {one.id: one for one in before}
    for row in rows:
        old = known.get(row.id)
        place = None
        if old and old.spans and old.path and old.commit and old.sha256 == digest(row.answer):
            place = (old.path, old.commit, old.spans)
        elif clones:
            try:
                place = located(row, clones)
            except UnavailableError as error:
                print(f"{row.id}: {error}", file=sys.stderr)
        try:
            known[row.id] = label(row, place)
        except ValidationError as error:
            raise InterviewerError(f"{row.id}: {fault(error)}.", remedy="Mend that row.") from error
    return list(known.values())


def main(arguments: Sequence[str] | None = None) -> None:
    """Make labels, and where asked rated answers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", type=Path, nargs="+", metavar="ANSWERS")
    parser.add_argument("--from", type=Path, dest="clones", metavar="CLONES")
    parser.add_argument("--output", type=Path, default=REAL_LABELS, metavar="FILE")
    parser.add_argument("--answers", type=Path, metavar="FILE",
                        help="write rated answers too; they stay out of the project")  # fmt: skip
    options = parser.parse_args(arguments)
    try:
        rows = taken(options.inputs)
        for line in copies(rows):
            print(line, file=sys.stderr)
        before = read_labels(options.output) if options.output.exists() else []
        found = labels(rows, before, Folder(options.clones) if options.clones else None)
        write_labels(options.output, found)
        if options.answers:
            texts = {row.id: row.answer for row in rows}
            write_rated(options.answers, [(one, texts[one.id]) for one in found if one.id in texts])
    except (InterviewerError, OSError) as error:
        sys.exit(str(error))
    placed = sum(one.spans is not None for one in found)
    print(f"{len(found)} labels in {options.output}, {placed} with spans")


if __name__ == "__main__":
    main()
