"""Time from asking for a run to its first result, compared with starting bare Python.

python -m benchmarks.code_run [RUNS]
"""

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.arguments import parser_of
from interviewer.bank.coding import Coding, Flawed, Table, Test
from interviewer.coding.results import TestResult
from interviewer.coding.runner import Runner
from interviewer.coding.sandbox import isolation

SETTLES = 1.0
"""Seconds after which the waiting processes have started: less than it takes to type a line."""
_TEST = Test(name="doubles", message="Two gives four.", code="assert double(2) == 4")
_DOUBLE = "def double(x):\n    return 2 * x\n"
_BROKEN = (Flawed(flaw="One.", code="SELECT 1"), Flawed(flaw="Two.", code="SELECT 2"))
_ROWS = Test(name="rows", message="All come.", rows={"t": ((1,),)}, expected=((1,),))
QUESTIONS = (
    Coding(
        language="python",
        starter=_DOUBLE,
        shown=(_TEST,),
        hidden=(_TEST.model_copy(update={"name": "again"}),),
        solution=_DOUBLE,
        broken=_BROKEN,
    ),
    Coding(
        language="sql",
        tables=(Table(name="t", columns=("n INTEGER",)),),
        starter="SELECT 0",
        shown=(_ROWS,),
        hidden=(_ROWS.model_copy(update={"name": "again"}),),
        solution="SELECT n FROM t",
        broken=_BROKEN,
    ),
)


async def first_result(coding: Coding, *, prepared: bool) -> float:
    """Return milliseconds from the call to the first result.

    With ``prepared`` the processes of the run are already waiting, as in an interview.
    """
    times: list[float] = []
    started = 0.0

    def on_result(result: TestResult) -> None:
        assert result.passed, result
        times.append(time.perf_counter() - started)

    async with Runner(coding) as runner:
        if prepared:
            await runner.prepare()
            await asyncio.sleep(SETTLES)
        started = time.perf_counter()
        await runner.run(coding.solution, coding.shown, on_result=on_result)
    return 1000 * times[0]


def bare() -> float:
    """Return milliseconds to start Python with its defaults and to end it."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1000 * (time.perf_counter() - started)


async def measure(runs: int) -> None:
    """Measure both in turns, and print medians and their ratio."""
    print(f"isolation {isolation()}; {runs} runs")
    for coding in QUESTIONS:
        await first_result(coding, prepared=False)
        rows = [
            (
                await first_result(coding, prepared=True),
                await first_result(coding, prepared=False),
                bare(),
            )
            for _ in range(runs)
        ]
        ready, cold, plain = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{coding.language}, bare Python {plain:.0f} ms:")
        print(f"  first result, prepared: {ready:.0f} ms, ratio {ready / plain:.2f}")
        print(f"  first result, cold: {cold:.0f} ms, ratio {cold / plain:.2f}")


def main(argv: Sequence[str] | None = None) -> None:
    """Read the number of runs, and measure."""
    parser = parser_of("code_run", __doc__)
    parser.add_argument("runs", type=int, nargs="?", default=30, metavar="RUNS")
    asyncio.run(measure(parser.parse_args(argv).runs))


if __name__ == "__main__":
    main()
