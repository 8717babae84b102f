"""The items that come with the program keep every rule that can be seen from their text."""

from collections import Counter
from pathlib import Path

from interviewer.bank.catalog import Catalog
from interviewer.bank.choices import LEVELS
from interviewer.bank.folders import built_in_root, list_root
from interviewer.bank.linter import lint


def test_every_built_in_item_keeps_the_rules() -> None:
    problems = lint([list_root(built_in_root())]).problems
    assert not problems, "\n".join(map(str, problems))


def test_every_built_in_item_is_in_the_index() -> None:
    listing = list_root(built_in_root())
    catalog = Catalog([built_in_root()])
    assert {row.id for row in catalog.rows} == {pair.id for pair in listing.pairs}
    assert catalog.problems == ()
    assert catalog.rows


def test_every_area_holds_two_items_of_each_level_as_the_page_says() -> None:
    catalog = Catalog([built_in_root()])
    held = Counter((row.area, row.level) for row in catalog.rows)
    counts = {area: [held[area, level] for level in LEVELS] for area in sorted(catalog.areas)}
    assert all(min(row) >= 2 for row in counts.values()), counts
    counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    table = [(area, *row, sum(row)) for area, row in counts.items()]
    shown = "\n".join(f"| {' | '.join(map(str, row))} |" for row in table)
    page = Path(__file__).resolve().parents[2] / "docs" / "authoring.md"
    assert shown in page.read_text("utf-8"), f"write this to {page.name}:\n{shown}"
