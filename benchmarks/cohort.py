"""Measure what grading a cohort costs: an answer, a first answer, all rubrics, 1 to N processes.

The answers are the bank's model answers, whole and cut shorter, each question in turn. Every
process prepares every rubric for itself, so few answers to many questions gain least from more
processes. Goals: 10 ms an answer, 25 ms for the first answer to a question (when the rubric is
prepared), 200 MB with every rubric prepared. Times of one answer are processor time, the cohort's
are wall time; on a busy machine both are too long, so a plain loop is timed as well: 45 ms means a
quiet machine.

    python -m benchmarks.cohort [--answers 10000] [--questions 20] [--workers 1 2 4]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.bank.rubric import Item
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.offline.matching.evidence import compile_rubric

_CUTS = (5, 3, 4, 2, 1)  # fifths of a model answer
_LOOK = 0.05  # seconds between readings of the memory
_MB = 1024 * 1024


def items() -> list[Item]:
    """Return the built-in items."""
    catalog = Catalog((built_in_root(),))
    return [catalog.item(row.id) for row in catalog.rows]


def answers(bank: list[Item]) -> Iterator[str]:
    """Yield an endless series of input lines."""
    number = 0
    while True:
        for item in bank:
            words = item.rubric.model_answer.split()
            cut = words[: max(1, len(words) * _CUTS[number // len(bank) % len(_CUTS)] // 5)]
            row = {"id": number, "question_id": item.question.id, "answer": " ".join(cut)}
            yield json.dumps(row)
            number += 1


def resident(pid: int | str) -> int:
    """Return the resident memory of a process in bytes; 0 if it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def family(pid: int) -> list[int]:
    """Return the ids of a process and all that it has started."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def timed(item: Item) -> float:
    """Return the milliseconds that judging an item's model answer takes."""
    request = GradingRequest(
        prompt=item.question.prompt, rubric=item.rubric, answer=item.rubric.model_answer
    )
    start = time.process_time()
    judge(request)
    return 1000 * (time.process_time() - start)


def single(bank: list[Item]) -> None:
    """Print the cost of one answer and the memory of the rubrics."""
    start = time.process_time()
    sum(number * number for number in range(1_000_000))
    print(f"a plain loop {1000 * (time.process_time() - start):.0f} ms")
    timed(bank[0])  # loads what every answer needs
    compile_rubric.cache_clear()
    for name, goal in (("first answer to a question", 25), ("answer", 10)):
        times = [timed(item) for item in bank]
        worst = statistics.quantiles(times, n=20)[-1]
        print(
            f"{name}: median {statistics.median(times):.1f} ms, mean {statistics.fmean(times):.1f},"
            f" 95 % below {worst:.1f} (goal {goal})"
        )
    print(f"memory with {len(bank)} rubrics: {resident('self') / _MB:.0f} MB (goal 200)")


def cohort(source: Path, target: Path, workers: int) -> tuple[float, int]:
    """Grade a file; return the seconds, and the peak memory of all processes together in bytes."""
    command = [sys.executable, "-m", "interviewer", "grade", "--force", "--workers", str(workers)]
    start = time.monotonic()
    program = subprocess.Popen([*command, "--input", source, "--output", target])
    most = 0
    while True:
        try:
            program.wait(_LOOK)
            break
        except subprocess.TimeoutExpired:
            most = max(most, sum(map(resident, family(program.pid))))
    if program.returncode:
        sys.exit(f"grade ended with {program.returncode}")
    return time.monotonic() - start, most


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = parser_of("cohort", __doc__)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=20, help="so many, spread over the bank")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options = parser.parse_args(argv)
    bank = items()
    single(bank)
    bank = bank[:: max(1, len(bank) // options.questions)][: options.questions]
    print(f"{options.answers} answers to {len(bank)} questions on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = islice(answers(bank), options.answers)
        source.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        first: tuple[float, bytes] | None = None
        for workers in options.workers:
            seconds, most = cohort(source, target, workers)
            first = first or (seconds, target.read_bytes())
            same = "same bytes" if target.read_bytes() == first[1] else "OTHER BYTES"
            print(
                f"{workers:3} workers: {seconds:7.1f} s, {first[0] / seconds:.2f} times as fast, "
                f"{1000 * seconds / options.answers:.1f} ms an answer, {most / _MB:.0f} MB, {same}"
            )


if __name__ == "__main__":
    main()
