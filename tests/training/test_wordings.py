"""Rubrics with fewer wordings: what is cut, what stays, and that it shows in the figures."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import wordings
from benchmarks.wordings import agreement
from training.kept import ALL, cut
from training.rated_answers import bank

RUBRIC = bank().rubrics["overfitting"]


@pytest.mark.parametrize("keep", [0, 1, 2, 4, 8])
def test_each_criterion_keeps_so_many_wordings_in_their_order(keep: int) -> None:
    for whole, left in zip(RUBRIC.criteria, cut(RUBRIC, keep, seed=0).criteria, strict=True):
        assert len(left.evidence) == min(keep, len(whole.evidence))
        places = [whole.evidence.index(wording) for wording in left.evidence]
        assert places == sorted(places)


def test_all_wordings_are_the_rubric_as_it_stands() -> None:
    assert cut(RUBRIC, ALL, seed=0) == RUBRIC


def test_fewer_wordings_are_among_more_and_another_seed_draws_others() -> None:
    one, four, other = (cut(RUBRIC, keep, seed) for keep, seed in ((1, 0), (4, 0), (4, 1)))
    for few, more in zip(one.criteria, four.criteria, strict=True):
        assert set(few.evidence) < set(more.evidence)
    assert other != four
    assert cut(RUBRIC, 4, seed=0) == four


def test_agreement_is_in_points_of_a_hundred() -> None:
    found = agreement([0.1, 0.5, 0.9], [0.2, 0.6, 1.0])
    assert found.r == pytest.approx(1)
    assert found.error == pytest.approx(10)
    assert found.bias == pytest.approx(-10)


def test_the_table_has_a_row_for_each_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = (RUBRIC.model_answer, "The model learns the noise of its training data by heart.")
    rows = [
        {
            "id": str(n), "question_id": "overfitting", "source": "own", "kind": "written",
            "author": f"author-{n}", "answer": text, "marks": [90 - 60 * n, 90 - 60 * n],
            "made": {}, "stated": [],
        }
        for n, text in enumerate(texts)
    ]  # fmt: skip
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "answers.jsonl").write_text(lines, "utf-8")
    monkeypatch.setattr(sys, "argv", ["wordings", str(tmp_path), "--keep", "0", "all"])
    wordings.main()
    table = capsys.readouterr().out.splitlines()
    assert table[0] == "2 answers, 1 of the bank's items"
    none, everything = ([cell.strip() for cell in row.split("|")[1:-1]] for row in table[-2:])
    assert none[:3] == ["0", "0.0", "1.000"]
    assert everything[0] == "all"
    assert float(everything[1]) > 4


def test_a_folder_without_answers_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["wordings", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"^No \.jsonl file in "):
        wordings.main()
