"""Small coding questions for tests, and one way to run code against them."""

import asyncio
from typing import Any

from interviewer.bank.coding import Coding, Flawed, Limits, Table, Test
from interviewer.coding.results import Run
from interviewer.coding.runner import run_tests

DOUBLE = "def double(x):\n    return 2 * x\n"


def python(*tests: str, seconds: float = 2.0, megabytes: int = 128, **more: Any) -> Coding:
    """Return a question whose tests are these blocks; the first is shown."""
    made = tuple(
        Test(name=f"test-{i}", message="It holds.", code=code, tolerance=1e-9)
        for i, code in enumerate(tests, 1)
    )
    return Coding(
        language="python",
        starter="def double(x): ...\n",
        shown=made[:1],
        hidden=made[1:]
        or (Test(name="hidden", message="It holds.", code="assert double(2) == 4"),),
        limits=Limits(seconds=seconds, megabytes=megabytes),
        solution=DOUBLE,
        broken=(Flawed(flaw="One.", code="x = 1\n"), Flawed(flaw="Two.", code="x = 2\n")),
        **more,
    )


def sql(rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]], **more: Any) -> Coding:
    """Return a question about a table ``t`` of a text and a number."""
    test = Test(
        name="rows", message="It holds.", rows={"t": tuple(rows)}, expected=tuple(expected), **more
    )
    return Coding(
        language="sql",
        tables=(Table(name="t", columns=("name TEXT", "n REAL")),),
        starter="SELECT 1",
        shown=(test,),
        hidden=(test.model_copy(update={"name": "again"}),),
        limits=Limits(seconds=1, megabytes=128),
        solution="SELECT * FROM t",
        broken=(Flawed(flaw="One.", code="SELECT 1"), Flawed(flaw="Two.", code="SELECT 2")),
    )


def ran(coding: Coding, code: str) -> Run:
    """Run code against all tests."""
    return asyncio.run(run_tests(coding, code, coding.tests))
