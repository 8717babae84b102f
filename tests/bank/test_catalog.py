"""The catalog: several roots as one bank, and a clear word on what is not usable."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import bank_roots, built_in_root
from interviewer.bank.problems import InvalidItemError, Problem
from interviewer.errors import BankError, UsageError

WriteItem = Callable[..., tuple[Path, Path]]


def _only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.usefixtures("indexed")
def test_named_folder_wins_over_own_items_and_those_over_built_in_ones(
    root: Path, home: Path, write_item: WriteItem
) -> None:
    built_in = next(iter(Catalog([built_in_root()]).rows))
    write_item(home / "bank", built_in.id, "mine", question={"prompt": "Mine?"})
    write_item(home / "bank", "extra", "mine", question={"prompt": "Mine too?"})
    write_item(root, "extra", "theirs", question={"prompt": "Theirs?"})
    assert bank_roots(root) == (root, home / "bank", built_in_root())
    catalog = Catalog.load(root)
    assert catalog.row("extra").prompt == "Theirs?"
    assert catalog.item("extra").question.area == "theirs"
    # The whole item is replaced, with its area and its rubric.
    assert catalog.row(built_in.id).area == "mine"
    assert catalog.item(built_in.id).rubric.criteria[0].id == "first"
    assert len({row.id for row in catalog.rows}) == len(catalog.rows)
    assert Catalog.load().row("extra").prompt == "Mine too?"


def test_the_cache_lies_in_the_cache_folder(root: Path, home: Path, write_item: WriteItem) -> None:
    write_item(root)
    Catalog.load(root)
    assert {path.suffix for path in (home / "cache").iterdir()} == {".json"}


def test_a_broken_item_hides_the_one_that_it_replaces_and_says_so(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    lower = tmp_path / "lower"
    write_item(lower)
    write_item(lower, "other")
    question, _ = write_item(root, question={"level": "none"})
    catalog = Catalog([root, lower])
    assert [row.id for row in catalog.rows] == ["other"]
    assert _only(catalog.problems).path == question
    with pytest.raises(InvalidItemError, match="level"):
        catalog.item("gizmo")


def test_what_is_wrong_with_a_replaced_item_is_nobodys_business(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(root)
    write_item(tmp_path / "lower", question={"level": "none"})
    catalog = Catalog([root, tmp_path / "lower"])
    assert [row.level for row in catalog.rows] == ["beginner"]
    assert catalog.problems == ()


def test_areas_are_counted(root: Path, write_item: WriteItem) -> None:
    for name, area in (("a1", "zoo"), ("b2", "art"), ("c3", "zoo")):
        write_item(root, name, area)
    catalog = Catalog([root])
    assert [(row.area, row.id) for row in catalog.rows] == [
        ("art", "b2"),
        ("zoo", "a1"),
        ("zoo", "c3"),
    ]
    assert catalog.areas == {"art": 1, "zoo": 2}


def test_an_item_is_read_once(root: Path, write_item: WriteItem) -> None:
    write_item(root)
    catalog = Catalog([root])
    assert catalog.item("gizmo") is catalog.item("gizmo")


def test_an_item_that_broke_since_is_refused(root: Path, write_item: WriteItem) -> None:
    question, _ = write_item(root)
    catalog = Catalog([root])
    question.unlink()
    with pytest.raises(InvalidItemError, match="missing"):
        catalog.item("gizmo")


@pytest.mark.parametrize("wanted", ["gizmos", "gimzo"])
def test_an_unknown_id_gets_a_suggestion(root: Path, write_item: WriteItem, wanted: str) -> None:
    write_item(root)
    with pytest.raises(BankError, match=f"no question '{wanted}'.*mean 'gizmo'"):
        Catalog([root]).item(wanted)


def _without_rubric(root: Path) -> Path:
    (root / "rubrics/things/gizmo.yaml").unlink()
    return root / "questions/things/gizmo.yaml"


def _without_question(root: Path) -> Path:
    (root / "questions/things/gizmo.yaml").unlink()
    return root / "rubrics/things/gizmo.yaml"


def _in_no_area(root: Path) -> Path:
    path = root / "questions/gizmo.yaml"
    path.write_text("id: gizmo\n", encoding="utf-8")
    return path


def _with_other_ending(root: Path) -> Path:
    path = root / "rubrics/things/more.yml"
    path.write_text("question_id: more\n", encoding="utf-8")
    return path


def _in_two_areas(root: Path) -> Path:
    for kind in ("questions", "rubrics"):
        text = (root / kind / "things/gizmo.yaml").read_text(encoding="utf-8")
        (root / kind / "zoo").mkdir(exist_ok=True)
        path = root / kind / "zoo/gizmo.yaml"
        path.write_text(text.replace("area: things", "area: zoo"), encoding="utf-8")
    return root / "questions/zoo/gizmo.yaml"


def _with_a_folder_too_deep(root: Path) -> Path:
    path = root / "questions/things/deep"
    path.mkdir()
    return path


def _without_any_rubrics(root: Path) -> Path:
    (root / "rubrics").rename(root / "elsewhere")
    return root / "rubrics"


def _with_rubrics_as_a_file(root: Path) -> Path:
    (root / "rubrics").rename(root / "elsewhere")
    (root / "rubrics").write_text("", encoding="utf-8")
    return root / "rubrics"


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        (_without_rubric, "the question has no rubric"),
        (_without_question, "the rubric has no question"),
        (_in_no_area, "lies in no area"),
        (_with_other_ending, "not read"),
        (_in_two_areas, "the id gizmo is also that of"),
        (_with_a_folder_too_deep, "not read"),
        (_without_any_rubrics, "cannot be listed (No such file or directory)"),
        (_with_rubrics_as_a_file, "cannot be listed (Not a directory)"),
    ],
)
def test_a_file_out_of_place_is_named(
    root: Path, write_item: WriteItem, spoil: Callable[[Path], Path], part: str
) -> None:
    write_item(root)
    write_item(root, "other", "zoo")
    path = spoil(root)
    problem = next(p for p in Catalog([root]).problems if part in p.message)
    assert problem.path == path
    assert problem.remedy


def test_other_files_may_lie_about(root: Path, write_item: WriteItem) -> None:
    write_item(root)
    for name in ("README.md", "questions/things/.gizmo.yaml.swp", "questions/things/notes.txt"):
        (root / name).write_text("notes", encoding="utf-8")
    (root / "questions/.git").mkdir()
    catalog = Catalog([root])
    assert ([row.id for row in catalog.rows], catalog.problems) == (["gizmo"], ())


@pytest.mark.parametrize("folders", [(), ("questions", "rubrics"), ("questions/a", "rubrics/a")])
def test_an_empty_bank_is_named(root: Path, folders: tuple[str, ...]) -> None:
    for folder in folders:
        (root / folder).mkdir(parents=True)
    catalog = Catalog([root])
    assert catalog.rows == ()
    assert "holds no items" in _only(catalog.problems).message


@pytest.mark.parametrize(
    "unfinished",
    [{"question": {"prompt": "TODO the question"}}, {"rubric": {"model_answer": "TODO an answer"}}],
)
def test_an_item_that_is_still_to_be_written_is_not_asked(
    root: Path, write_item: WriteItem, unfinished: dict[str, dict[str, str]]
) -> None:
    write_item(root, "done")
    write_item(root, "begun", **unfinished)
    catalog = Catalog([root])
    assert [row.id for row in catalog.rows] == ["done"]
    assert "is still to be written. Replace the TODO." in str(_only(catalog.problems))


@pytest.mark.parametrize("name", ["gone", "file"])
def test_a_named_folder_must_be_one(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is not a folder\. Set 'bank' to"):
        Catalog.load(tmp_path / name)


def test_links_are_followed_and_dead_ones_named(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(tmp_path / "real", "linked", "area")
    for kind in ("questions", "rubrics"):
        (root / kind).mkdir()
        (root / kind / "area").symlink_to(tmp_path / "real" / kind / "area")
        (root / kind / "loop").symlink_to(root / kind / "loop")
    write_item(root)
    (root / "questions/things/dead.yaml").symlink_to(tmp_path / "gone")
    (root / "rubrics/things/dead.yaml").symlink_to(tmp_path / "gone")
    catalog = Catalog([root])
    assert [row.id for row in catalog.rows] == ["linked", "gizmo"]
    assert {problem.path.name for problem in catalog.problems} == {"dead.yaml"}
