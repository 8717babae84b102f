"""The items that come with the program keep every rule that can be seen from their text."""

from interviewer.bank.catalog import Catalog
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
