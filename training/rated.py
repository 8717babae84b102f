"""Rated answers with their words, as `training.fit` and the benchmarks read them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from interviewer.userdata.atomic import write_whole
from training.labelled import Label


def write_rated(path: Path, found: Iterable[tuple[Label, str]]) -> None:
    """Write labels and the answers that belong to them as rated answers, one JSON object a line."""
    lines = []
    for label, answer in found:
        row: dict[str, Any] = {
            "id": label.id,
            "question_id": label.question_id,
            "kind": label.kind,
            "author": label.author,
            "source": f"{label.repository} {label.path}" if label.repository else "published list",
            "commit": label.commit,
            "licence": label.licence,
            "answer": answer,
            "marks": label.marks,
            "made": label.made,
            "quotes": {name: answer[start:end] for name, (start, end) in label.quotes.items()},
            "stated": label.stated,
        }
        if label.made_by:
            row |= {"made_by": label.made_by, "stated_by": label.stated_by}
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, "".join(lines).encode())
