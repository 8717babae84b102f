"""The bank as one list: the items of all its roots, parsing only files that have changed."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.bank.folders import bank_roots
from interviewer.bank.index import Entry, IndexRow, index_root
from interviewer.bank.problems import InvalidItemError, Problem
from interviewer.bank.reference import split_reference
from interviewer.errors import BankError
from interviewer.installed import typed

if TYPE_CHECKING:
    from interviewer.bank.rubric import Item


class Catalog:
    """The merged bank.

    ``rows`` lists the usable items by area and id. ``problems`` says what is wrong with the others
    and with the folders; none of it keeps the usable items from being used.
    """

    rows: tuple[IndexRow, ...]
    problems: tuple[Problem, ...]

    def __init__(self, roots: Iterable[Path], cache_folder: Path | None = None) -> None:
        """Index ``roots``; an item in an earlier root replaces that of its id in later ones."""
        merged: dict[str, Entry] = {}
        problems: list[Problem] = []
        for root in roots:
            index = index_root(root, cache_folder)
            problems += index.problems
            for entry in index.entries:
                merged.setdefault(entry.id, entry)
        for entry in merged.values():
            problems += entry.problems
        rows = [entry.row for entry in merged.values() if entry.row is not None]
        self.rows = tuple(sorted(rows, key=lambda row: (row.area, row.id)))
        self.problems = tuple(problems)
        self._entries = merged
        self._items: dict[str, Item] = {}

    @classmethod
    def load(cls, bank: Path | None = None) -> "Catalog":
        """Index ``bank`` (if given), the user's own items and the built-in ones, in this order.

        Raises ``UsageError`` when ``bank`` is not a folder.
        """
        from interviewer.userdata.locations import cache_dir

        return cls(bank_roots(bank), cache_dir())

    @cached_property
    def areas(self) -> dict[str, int]:
        """How many usable items each area has, in the order of ``rows``."""
        return dict(Counter(row.area for row in self.rows))

    def with_parts(self, names: Iterable[str]) -> "CatalogWithParts":
        """Return this catalog with a row for each part of a question among ``names`` too."""
        return CatalogWithParts(self, names)

    def row(self, item_id: str) -> IndexRow:
        """Return the row of that id; for a part of an item, its id is the name of the part.

        Raises ``InvalidItemError`` for an item that cannot be used, ``BankError`` for an id that
        no item has.
        """
        question_id, criterion_id = split_reference(item_id)
        entry = self._entries.get(question_id)
        if entry is None:
            import difflib

            alike = difflib.get_close_matches(question_id, self._entries, 1, cutoff=0.5)
            remedy = f"'{typed('bank', 'list')}' shows all ids."
            if alike:
                remedy = f"Did you mean {alike[0]!r}? {remedy}"
            raise BankError(f"There is no question {question_id[:80]!r}.", remedy=remedy)
        if entry.row is None:
            raise InvalidItemError(entry.problems)
        return entry.row if criterion_id is None else entry.row._replace(id=item_id)

    def item(self, item_id: str) -> "Item":
        """Return the item of that id, parsed at its first use; raises like ``row``.

        ``question#criterion`` gives the part of the item that asks about that criterion;
        ``BankError`` when the item has no follow-up on it.
        """
        question_id, criterion_id = split_reference(item_id)
        if criterion_id is not None:
            from interviewer.bank.part import part_of

            return part_of(self.item(question_id), criterion_id)
        if item_id not in self._items:
            from interviewer.bank.loader import load_item

            row = self.row(item_id)
            self._items[item_id] = load_item(Path(row.question_path), Path(row.rubric_path))
        return self._items[item_id]

    def statement(self, item_id: str, criterion_id: str) -> str | None:
        """Return the statement of a criterion; ``None`` where the bank no longer has it."""
        try:
            criteria = self.item(item_id).rubric.criteria
        except BankError:
            return None
        return next((one.statement for one in criteria if one.id == criterion_id), None)


class CatalogWithParts:
    """A catalog whose rows are the items, then the parts of questions that were asked for."""

    rows: tuple[IndexRow, ...]

    def __init__(self, catalog: Catalog, names: Iterable[str]) -> None:
        self._catalog = catalog
        parts = []
        for name in names:
            if split_reference(name)[1] is not None:
                with suppress(BankError):  # removed since it was asked for, as an item may be
                    parts.append(catalog.row(name))
        self.rows = (*catalog.rows, *parts)

    def item(self, item_id: str) -> "Item":
        """Return the item or the part; raises like the catalog's own."""
        return self._catalog.item(item_id)
