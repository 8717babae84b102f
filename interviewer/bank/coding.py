"""What a coding question brings to be run: a starter, tests, and solutions that try the tests."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from interviewer.bank.strict import Slug, Strict

Code = Annotated[str, StringConstraints(min_length=1, max_length=8000)]
"""Source text of at most 8000 characters."""

Message = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
Cell = str | int | float | None
Row = tuple[Cell, ...]

Language = Literal["python", "sql"]
Package = Literal["numpy", "pandas"]


class Limits(Strict):
    """The limits for one test: wall-clock seconds, and megabytes of memory."""

    seconds: float = Field(default=5, ge=0.1, le=60)
    megabytes: int = Field(default=512, ge=64, le=4096)


class Table(Strict):
    """A table of an SQL question; ``columns`` are written as in CREATE TABLE."""

    name: Identifier
    columns: tuple[Message, ...] = Field(min_length=1, max_length=20)


class Test(Strict):
    """One test of a coding question.

    ``message`` says in one sentence what is true if the test passes. ``tolerance``, absolute and
    relative, is used by ``close`` in Python and in comparing decimal numbers in SQL. In Python,
    ``code`` consists of plain asserts. In SQL, ``rows`` has the rows of each table by its name, and
    ``expected`` the rows of the result; their order counts only if ``ordered`` is true.
    """

    __test__ = False  # not a pytest test

    name: Slug
    message: Message
    tolerance: float | None = Field(default=None, gt=0, le=1)
    code: Code | None = None
    rows: dict[Identifier, tuple[Row, ...]] | None = None
    expected: tuple[Row, ...] | None = None
    ordered: bool = False


class Flawed(Strict):
    """A broken solution that the tests must reject; ``flaw`` says in one sentence what is wrong."""

    flaw: Message
    code: Code


class Coding(Strict):
    """The part of a coding question that is run.

    ``shown`` tests are run while the candidate works, ``hidden`` ones only on submission. ``needs``
    lists the packages that the code may import besides the standard library.
    """

    language: Language
    needs: tuple[Package, ...] = ()
    tables: tuple[Table, ...] = ()
    starter: Code
    shown: tuple[Test, ...] = Field(min_length=1, max_length=12)
    hidden: tuple[Test, ...] = Field(min_length=1, max_length=20)
    limits: Limits = Limits()
    solution: Code
    broken: tuple[Flawed, ...] = Field(min_length=2, max_length=6)

    @property
    def tests(self) -> tuple[Test, ...]:
        """All tests, the shown ones first."""
        return self.shown + self.hidden

    @field_validator("needs")
    @classmethod
    def _once(cls, needs: tuple[Package, ...]) -> tuple[Package, ...]:
        if len(set(needs)) < len(needs):
            raise PydanticCustomError("repeated_need", "it names a package twice")
        return needs
