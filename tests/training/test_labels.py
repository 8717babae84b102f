"""Labels of real answers: made of what was gathered, and without a word of it."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.training.conftest import CRITERIA, FIRST, SECOND, Run, lines, rated
from training.labelled import read_labels
from training.rated_answers import bank, real


def labels(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


def gathered(folder: Path, first: dict[str, Any], second: dict[str, Any]) -> Path:
    text = {
        "id": "G-1", "question_id": "covariance-vs-correlation", "kind": "written",
        "repo": "somebody/notes", "path": "ch 1/stats.md", "commit": None, "spans": None,
        "licence": "none", "author": "somebody", "answer": SECOND,
    }  # fmt: skip
    lines(folder / "texts.jsonl", text, {**text, "id": "G-2"})
    lines(folder / "reads-1.jsonl", {"id": "G-1", **first}, {"id": "G-2", **first})
    lines(folder / "reads-2.jsonl", {"id": "G-1", **second})
    return folder


def finding(mark: int, made: list[float], stated: list[str]) -> dict[str, Any]:
    return {
        "mark": mark,
        "made": dict(zip(CRITERIA, made, strict=True)),
        "quotes": {"corr-standardised": "divides it by both standard deviations"},
        "stated": stated,
        "errors": [],
    }


def test_a_label_points_to_an_answer_and_holds_no_word_of_it(
    run: Run, tmp_path: Path, clones: Path, commit: str
) -> None:
    file = lines(tmp_path / "answers.jsonl", rated("a", FIRST))
    done = run("labels", file, "--from", clones, "--output", tmp_path / "labels.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 labels" in done.stdout
    assert "1 with spans" in done.stdout
    [label] = labels(tmp_path / "labels.jsonl").values()
    assert label["repository"] == "somebody/notes"
    assert label["path"] == "ch 1/stats.md"
    assert label["commit"] == commit
    assert label["licence"] == "MIT"
    assert label["words"] == 7
    start, end = label["quotes"]["cov-joint-variation"]
    assert FIRST[start:end] == "two variables vary together"
    told = json.dumps(label)
    for word in re.findall(r"\w{6,}", f"{FIRST} reader's"):
        assert word not in told


def test_two_readers_who_differ_make_a_point_made_in_part(
    run: Run, tmp_path: Path, clones: Path
) -> None:
    belief = bank().rubrics["covariance-vs-correlation"].misconceptions[0].id
    folder = gathered(
        tmp_path / "G", finding(30, [1, 1, 1, 0.5, 0], [belief]), finding(50, [1, 0.5, 0, 0, 0], [])
    )
    output = tmp_path / "labels.jsonl"
    done = run("labels", folder, "--from", clones, "--output", output, "--answers", tmp_path / "r")
    assert done.returncode == 0
    assert done.stderr.startswith("G-2: not in reads-2.jsonl")
    [label] = labels(output).values()
    assert label["marks"] == [30, 50]
    assert list(label["made"].values()) == [1, 0.5, 0.5, 0.5, 0]
    assert [list(one.values()) for one in label["made_by"]] == [
        [1, 1, 1, 0.5, 0],
        [1, 0.5, 0, 0, 0],
    ]
    assert label["stated"] == []
    assert label["stated_by"] == [[belief], []]
    [answer] = real([tmp_path / "r"])
    assert answer.text == SECOND
    assert answer.source == "somebody"
    assert answer.apart == (0.3, 0.5)
    assert answer.mark == pytest.approx(0.4)
    assert [one.misconceptions for one in answer.labels_by] == [{belief}, set()]


def test_later_rows_join_earlier_labels_and_spans_need_no_clone_twice(
    run: Run, tmp_path: Path, clones: Path
) -> None:
    output = tmp_path / "labels.jsonl"
    first = lines(tmp_path / "1.jsonl", rated("a", FIRST))
    run("labels", first, "--from", clones, "--output", output)
    before = labels(output)["a"]
    both = lines(tmp_path / "2.jsonl", rated("a", FIRST, marks=[1, 2, 3]), rated("b", SECOND))
    assert run("labels", both, "--output", output).returncode == 0
    after = labels(output)
    assert list(after) == ["a", "b"]
    assert after["a"] == {**before, "marks": [1, 2, 3]}
    assert after["b"]["spans"] is None
    other = lines(tmp_path / "3.jsonl", rated("a", SECOND))
    run("labels", other, "--output", output)
    assert labels(output)["a"]["spans"] is None


def test_an_answer_that_later_versions_lack_is_found_in_an_earlier_one(
    run: Run, tmp_path: Path, clones: Path, commit: str
) -> None:
    place = clones / "somebody" / "notes"
    (place / "ch 1" / "stats.md").unlink()
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", str(place), *who, "commit", "-qam", "Empty"], check=True)
    known = rated("a", FIRST)
    unknown = rated("b", SECOND, source="somebody/notes (2020)")
    output = tmp_path / "labels.jsonl"
    file = lines(tmp_path / "x", known, unknown)
    assert run("labels", file, "--from", clones, "--output", output).stderr == ""
    for label in labels(output).values():
        assert (label["path"], label["commit"]) == ("ch 1/stats.md", commit)
        assert label["spans"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (rated("a", FIRST, source="nobody/nothing x.md"), "no nobody/nothing in"),
        (rated("a", FIRST, source="published list"), "no repository is known"),
        (rated("a", FIRST, source="somebody/notes issues/12"), "is a thread, not a file"),
        (rated("a", "Other words than there"), "not in ch 1/stats.md of somebody/notes"),
        (
            rated("a", FIRST, source="somebody/notes gone.md"),
            "no text of gone.md of somebody/notes to be had",
        ),
    ],
)
def test_why_an_answer_was_not_found_is_one_line(
    run: Run, tmp_path: Path, clones: Path, row: dict[str, Any], why: str
) -> None:
    output = tmp_path / "labels.jsonl"
    done = run("labels", lines(tmp_path / "x", row), "--from", clones, "--output", output)
    assert done.returncode == 0
    assert done.stderr.startswith("a: ")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert len(labels(output)) == 1


def test_one_text_under_two_authors_is_told(run: Run, tmp_path: Path) -> None:
    text = f"{FIRST} while {SECOND}"
    fork = rated("fork", f"So: {text}", source="other/notes stats.md")
    near = rated("near", f"{FIRST}, I think.", source="third/notes stats.md")
    file = lines(tmp_path / "x", rated("a", text), rated("b", text), fork, near)
    done = run("labels", file, "--output", tmp_path / "labels.jsonl")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "fork (other) and a (somebody) share 15 words in a row: keep one of them",
        "fork (other) and b (somebody) share 15 words in a row: keep one of them",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "line 1: not a row with an id"),
        ('{"id": "a"}', "a: KeyError"),
        (json.dumps(rated("a", FIRST, marks=[5])), "a: marks"),
        (json.dumps(rated("a", FIRST, made={"linear-only": 0.7})), "a: made"),
        (json.dumps(rated("a", FIRST)) + "\n" + json.dumps(rated("a", FIRST)), "there twice"),
    ],
)
def test_bad_rows_are_refused_in_one_line_and_replace_nothing(
    run: Run, tmp_path: Path, content: str, why: str
) -> None:
    output = tmp_path / "labels.jsonl"
    run("labels", lines(tmp_path / "good", rated("z", FIRST)), "--output", output)
    before = output.read_bytes()
    (tmp_path / "bad").write_text(content, "utf-8")
    done = run("labels", tmp_path / "bad", "--output", output)
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
    assert output.read_bytes() == before


def test_the_labels_of_this_project_are_of_its_bank_and_hold_no_words() -> None:
    found = read_labels(Path(__file__).parents[2] / "training" / "data" / "real_labels.jsonl")
    assert len({one.id for one in found}) == len(found) > 0
    assert {one.question_id for one in found} <= bank().rubrics.keys()
    assert sum(one.spans is not None for one in found) > len(found) / 2
