"""``interviewer bank``: what a user and a script see."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank import trust
from interviewer.bank.catalog import Catalog
from interviewer.bank.choices import KINDS, LEVELS
from interviewer.bank.folders import list_root
from interviewer.bank.linter import lint
from interviewer.bank.loader import load_item
from interviewer.bank.problems import InvalidItemError
from interviewer.bank.question import Exhibit, FollowUp, Question
from interviewer.bank.rubric import Criterion, Depth, Number, Rubric
from interviewer.cli.main import main
from interviewer.coding.wording import lines_of_test
from tests.bank.conftest import QUESTION, RUBRIC

WriteItem = Callable[..., tuple[Path, Path]]
Capture = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("indexed")


def test_list_is_for_readers(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    write_item(root, question={"prompt": "What is it for?"})
    assert main(["bank", "list", "--bank", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "things (1)" in lines
    told = re.compile(r"  gizmo +beginner +concept +What is it for\?")
    assert any(told.fullmatch(one) for one in lines)
    # The built-in items are listed too.
    assert len(lines) > len(Catalog.load().rows)


def test_list_as_json_is_for_scripts(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    write_item(root, question={"prompt": "Na\u00efve?", "level": "advanced"})
    assert main(["bank", "list", "--json", "--bank", str(root)]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row for row in rows if row["area"] == "things"] == [
        {
            "id": "gizmo",
            "area": "things",
            "level": "advanced",
            "kind": "concept",
            "prompt": "Na\u00efve?",
            "criteria": 3,
            "follow_ups": 5,
            "depth": 2,
            "exhibit": None,
        }
    ]
    assert len(rows) == len(Catalog.load().rows) + 1


def test_list_goes_on_past_a_broken_item(
    root: Path, write_item: WriteItem, capsys: Capture
) -> None:
    write_item(root)
    question, _ = write_item(root, "broken", question={"level": "none"})
    assert main(["bank", "list", "--json", "--bank", str(root)]) == 0
    out, err = capsys.readouterr()
    assert "gizmo" in {row["id"] for row in json.loads(out)}
    assert f"{question}:3: error: level" in err


def test_the_settings_may_name_the_folder(
    root: Path, write_item: WriteItem, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_item(root, question={"sources": []})
    monkeypatch.setenv("INTERVIEWER_BANK", str(root))
    assert main(["bank", "show", "gizmo"]) == 0
    assert main(["bank", "check", "--quick", "--item", "gizmo"]) == 1
    assert "no source" in capsys.readouterr().out


def test_show_tells_everything(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    clarifications = [{"topic": "size", "asks": ["How big is it?"], "reply": "A metre."}]
    exhibit = {"kind": "code", "language": "python", "content": "x = 1\ny = 2", "spoken": "Code."}
    probes = copy.deepcopy(QUESTION["follow_ups"])
    probes[0]["spoken"] = "Say the start."
    criteria = copy.deepcopy(RUBRIC["criteria"])
    criteria[0]["number"] = {"value": 2.5, "unit": "GB"}
    criteria[1]["number"] = {"value": 40, "factor": 3}
    paths = write_item(
        root,
        question={
            "clarifications": clarifications,
            "spoken": "Say it so.",
            "exhibit": exhibit,
            "follow_ups": probes,
        },
        rubric={"criteria": criteria},
    )
    assert main(["bank", "show", "gizmo", "--bank", str(root)]) == 0
    shown = " ".join(capsys.readouterr().out.split())

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for part in value.values() for text in texts(part)]
        if isinstance(value, (list, tuple)):
            return [text for part in value for text in texts(part)]
        return [value] if isinstance(value, str) else []

    item = load_item(*paths)
    for text in texts(item.model_dump()):
        assert " ".join(text.split()) in shown
    assert "120 seconds" in shown
    assert "first (4 points, essential)" in shown
    assert "2.5 GB, within 1 percent" in shown
    assert "40, within a factor of 3" in shown
    assert "Reply to why-first (3 points)" in shown
    assert "Shown (python code) x = 1 y = 2" in shown


def test_show_tells_the_rows_of_sql_tests(capsys: Capture) -> None:
    assert main(["bank", "show", "sql-joins-with-nulls"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    coding = Catalog.load().item("sql-joins-with-nulls").question.coding
    assert coding is not None
    for test in coding.tests:
        assert " ".join(f"{test.message} {' '.join(lines_of_test(test))}".split()) in shown


def test_show_keeps_the_lines_of_code(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    code = "Mend this:\n\ndef f(x):\n    return x"
    write_item(root, question={"prompt": code})
    assert main(["bank", "show", "gizmo", "--bank", str(root)]) == 0
    assert "\n  Mend this:\n\n  def f(x):\n      return x\n" in capsys.readouterr().out


def test_nothing_of_an_item_steers_the_terminal(
    root: Path, write_item: WriteItem, capsys: Capture
) -> None:
    hostile = "\x1b]0;title\x07\x1b[2J\u202eback\x9b31m [bold]plain[/bold]"
    write_item(root, question={"prompt": hostile, "hints": [hostile]}, rubric={"author": hostile})
    broken, _ = write_item(root, "b2", question={hostile: 1})
    broken.with_name("\x1b[31mred.yaml").write_text("a", encoding="utf-8")
    write_item(root, "c3", question={"prompt": hostile})
    for arguments in (["list"], ["show", "c3"], ["show", "gizmo"], ["show", hostile]):
        main(["bank", *arguments, "--bank", str(root)])
    main(["bank", "check", "--quick", str(root)])
    out, err = capsys.readouterr()
    assert "[bold]plain[/bold]" in out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out + err)


def test_an_unknown_id_is_one_line(capsys: Capture) -> None:
    assert main(["bank", "show", "overfiting"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Did you mean 'overfitting'?" in err


def test_check_lists_all_and_fails(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    write_item(root, question={"sources": [], "hints": []})
    _, rubric = write_item(root, "b2", "other", rubric={"author": "me"})
    assert main(["bank", "check", "--quick", str(root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert all(re.match(r".+\.yaml:\d+: error: .+ .+\.", line) for line in lines[:3])
    assert lines[2].startswith(f"{rubric}:")
    assert lines[3] == "2 items checked: 3 errors, no warnings."


def test_check_names_files_as_seen_from_here(
    root: Path, write_item: WriteItem, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_item(root, question={"sources": []})
    monkeypatch.chdir(root)
    assert main(["bank", "check", "--quick", "."]) == 1
    assert capsys.readouterr().out.startswith("questions/things/gizmo.yaml:")
    assert main(["bank", "check", "--quick", str(root)]) == 1
    assert capsys.readouterr().out.startswith("questions/things/gizmo.yaml:")


def test_check_of_some_items(root: Path, write_item: WriteItem, capsys: Capture) -> None:
    write_item(root)
    write_item(root, "b2", "other", question={"sources": []})
    assert main(["bank", "check", "--quick", str(root), "--item", "gizmo"]) == 0
    assert capsys.readouterr().out == "1 item checked: no errors, no warnings.\n"
    assert main(["bank", "check", "--quick", str(root), "--item", "nope"]) == 2
    assert "'nope'" in capsys.readouterr().err


def test_check_tries_the_rubrics_with_the_grader(
    root: Path, write_item: WriteItem, capsys: Capture
) -> None:
    write_item(root, rubric={"model_answer": "Nothing of the sort. " * 30})
    assert main(["bank", "check", str(root)]) == 1
    assert "model_answer: it scores" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["check", "gone"], ["list", "--bank", "gone"]])
def test_a_missing_folder_is_wrong_usage(
    arguments: list[str], capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["bank", *arguments]) == 2
    assert "gone is not a folder." in capsys.readouterr().err


def test_check_of_an_empty_folder_fails(root: Path, capsys: Capture) -> None:
    assert main(["bank", "check", str(root)]) == 1
    assert "holds no items" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_valid_item(home: Path, capsys: Capture, kind: str) -> None:
    assert main(["bank", "new", "my-item", "--area", "mine", "--kind", kind]) == 0
    question = home / "bank/questions/mine/my-item.yaml"
    rubric = home / "bank/rubrics/mine/my-item.yaml"
    assert str(question) in capsys.readouterr().out
    item = load_item(question, rubric)
    assert (item.question.id, item.question.area, item.rubric.points) == ("my-item", "mine", 10)
    assert item.question.kind == kind
    with pytest.raises(InvalidItemError, match="prompt: is still to be written"):
        Catalog.load().item("my-item")
    # What it still lacks is the words, and each is named.
    problems = lint([list_root(home / "bank")]).problems
    unwritten = {(p.path, p.line) for p in problems if "still to be written" in p.message}
    todos = {
        (path, number)
        for path in (question, rubric)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "TODO" in line and not line.lstrip().startswith("TODO")
    }
    folded = {place for place in unwritten if place not in todos}
    assert todos <= unwritten
    assert all(_line(*place).rstrip().endswith((">-", "|-")) for place in folded)
    assert {p.message for p in problems if (p.path, p.line) not in unwritten} == set()


def _line(path: Path, number: int | None) -> str:
    return path.read_text(encoding="utf-8").splitlines()[(number or 1) - 1]


def test_new_writes_a_concept_unless_told_otherwise(home: Path, capsys: Capture) -> None:
    assert main(["bank", "new", "my-item"]) == 0
    own = home / "bank"
    item = load_item(own / "questions/own/my-item.yaml", own / "rubrics/own/my-item.yaml")
    assert item.question.kind == "concept"
    assert main(["bank", "new", "other", "--kind", "riddle"]) == 2
    assert "invalid choice: 'riddle'" in capsys.readouterr().err


def test_new_writes_into_a_named_folder(tmp_path: Path, capsys: Capture) -> None:
    assert main(["bank", "new", "overfitting", "--bank", str(tmp_path / "new")]) == 0
    assert "replaces the item overfitting" in capsys.readouterr().out
    assert (tmp_path / "new/questions/own/overfitting.yaml").is_file()


@pytest.mark.parametrize("kind", ["questions", "rubrics"])
def test_new_never_overwrites(home: Path, capsys: Capture, kind: str) -> None:
    path = home / "bank" / kind / "own" / "my-item.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("precious", encoding="utf-8")
    assert main(["bank", "new", "my-item"]) == 1
    assert "already exists" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "precious"
    assert list((home / "bank").rglob("*.yaml")) == [path]


def test_new_keeps_ids_unique_over_areas(home: Path, capsys: Capture) -> None:
    assert main(["bank", "new", "my-item"]) == 0
    assert main(["bank", "new", "my-item", "--area", "other"]) == 1
    assert "already exists" in capsys.readouterr().err


@pytest.mark.parametrize("bad", ["../x", "a/b", "A", "a b", "a--b", "-", "", "a\n", "x" * 81, ".."])
@pytest.mark.parametrize("option", ["id", "area"])
def test_new_refuses_what_is_no_id(home: Path, capsys: Capture, bad: str, option: str) -> None:
    arguments = ["--", bad] if option == "id" else ["fine", f"--area={bad}"]
    before = sorted(home.rglob("*"))
    assert main(["bank", "new", *arguments]) == 2
    assert sorted(home.rglob("*")) == before
    assert capsys.readouterr().err.count("\n") == 1


def test_new_says_why_it_cannot_write(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["bank", "new", "my-item", "--bank", str(tmp_path / "file")]) == 1
    assert "cannot be written (Not a directory)" in capsys.readouterr().err


def test_schema_has_the_keys_of_the_models(capsys: Capture) -> None:
    assert main(["bank", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    for model in (Question, FollowUp, Exhibit, Rubric, Criterion, Number, Depth):
        part = schema["$defs"][model.__name__]
        assert set(part["properties"]) == set(model.model_fields)
        assert part["additionalProperties"] is False
    assert schema["$defs"]["Question"]["properties"]["level"]["enum"] == list(LEVELS)
    assert schema["$defs"]["Question"]["properties"]["kind"]["enum"] == list(KINDS)
    assert schema["if"] == {"required": ["question_id"]}
    assert schema["then"] == {"$ref": "#/$defs/Rubric"}
    assert schema["else"] == {"$ref": "#/$defs/Question"}
    assert main(["bank", "schema", "rubric"]) == 0
    assert json.loads(capsys.readouterr().out)["$ref"] == "#/$defs/Rubric"


def test_the_door_is_cheap() -> None:
    script = (
        "import sys, argparse, interviewer.cli.bank as bank\n"
        "bank.add_parser(argparse.ArgumentParser().add_subparsers())\n"
        "heavy = {'yaml', 'pydantic', 'json', 'interviewer.bank.catalog'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_check_tells_how_far_a_bare_rubric_can_be_trusted(
    root: Path, write_item: WriteItem, capsys: Capture
) -> None:
    names = ("first", "second", "third")
    bare = [
        {"id": name, "statement": said, "points": points, "essential": points > 3}
        for name, said, points in zip(
            names,
            (
                "A pump lifts water from a deep well.",
                "The valve keeps the water from flowing back.",
                "A worn seal lets air into the pipe.",
            ),
            (4, 4, 2),
            strict=True,
        )
    ]
    _, rubric = write_item(root, rubric={"criteria": bare})
    assert main(["bank", "check", str(root)]) == 0
    out = capsys.readouterr().out
    told = [one for one in out.splitlines() if "no criterion has wordings" in one]
    assert len(told) == 1
    assert told[0].startswith(f"{rubric}:3: warning: criteria: ")
    assert f"({trust.STATEMENTS_ALONE}; with wordings {trust.WITH_WORDINGS})" in told[0]
    assert told[0].endswith("as `evidence:`, see docs/authoring.md.")


def test_check_tells_what_becomes_of_a_reference_answer_alone(
    root: Path, write_item: WriteItem, capsys: Capture
) -> None:
    write_item(root, rubric={"criteria": None})
    assert main(["bank", "check", str(root)]) == 1
    out = capsys.readouterr().out
    assert "error: criteria: the key is missing. Add `criteria:`. By a reference answer" in out
    assert f"({trust.REFERENCE_ALONE}; with wordings" in out


def test_the_trust_in_rubrics_is_the_published_one() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "grading.md").read_text("utf-8")
    words = " ".join(page.split())
    for figures, row in (
        (
            trust.STATEMENTS_ALONE,
            "wordings: {} with readers of real answers, {} points RMSE",
        ),
        (trust.REFERENCE_ALONE, "a linear function judges them: {}, {} points RMSE"),
        (trust.WITH_WORDINGS, "| all | 808 | {} | {} |"),
    ):
        agreement, error = figures.removesuffix(" points RMSE").split(", ")
        said = agreement.removeprefix("r ") if "|" in row else agreement
        assert row.format(said, error) in words
