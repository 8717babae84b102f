"""What Python tests see of the candidate's code, and what a run tells of it."""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from interviewer.coding import child
from interviewer.coding.child.compare import brief
from interviewer.coding.results import TestResult
from interviewer.coding.runner import run_shown, run_tests
from interviewer.coding.sandbox import isolation
from interviewer.errors import InterviewerError
from tests.coding.programs import blocks
from tests.coding.questions import DOUBLE, python, ran, sql

MODULE, TESTS = blocks("values.txt")
ARRAY_MODULE, ARRAYS = blocks("arrays.txt")


@pytest.fixture(scope="module")
def results() -> dict[str, TestResult]:
    run = ran(python(*TESTS.values(), seconds=10), MODULE)
    return dict(zip(TESTS, run.results, strict=False))


@pytest.mark.parametrize("name", TESTS)
def test_values_pass_between_the_two_processes(name: str, results: dict[str, TestResult]) -> None:
    assert results[name].status == "passed", results[name]


FAILURES = {
    "a plain assert shows its line": ("assert double(2) == 5", "assert double(2) == 5"),
    "an assert shows its reason": ("assert double(2) == 5, 'twice two'", "twice two"),
    "close shows both": ("close(double(2), 5)", "got 4, expected 5"),
    "close shows where": ("close([1, double(2)], [1, 5])", "at [1]: got [1, 4], expected [1, 5]"),
    "close wants the shape": ("close([double(1)], [2, 2])", "1 entries, not 2"),
    "close takes no true for one": ("close(double(0) == 0, 1)", "not a number"),
    "raises wants an exception": ("raises(ValueError, double, 2)", "expected ValueError, got 4"),
    "a name is missing": ("triple(2)", "your code defines no triple"),
}


@pytest.fixture(scope="module")
def failures() -> dict[str, TestResult]:
    run = ran(python(*(code for code, _ in FAILURES.values()), seconds=10), DOUBLE)
    return dict(zip(FAILURES, run.results, strict=False))


@pytest.mark.parametrize("name", FAILURES)
def test_a_failing_test_says_how(name: str, failures: dict[str, TestResult]) -> None:
    assert failures[name].status == "failed"
    assert FAILURES[name][1] in failures[name].detail


def test_the_last_call_is_shown_with_its_arguments_and_result() -> None:
    result = ran(python("assert double(21) == 43"), DOUBLE).results[0]
    assert result.call == "double(21) returned 42"
    assert result.said == "the result is not right: assert double(21) == 43"


def test_an_exception_shows_the_candidates_own_lines() -> None:
    result = ran(python("double(2)"), "def double(x):\n    return x / 0\n").results[0]
    assert (result.status, result.detail) == ("error", "ZeroDivisionError: division by zero")
    assert "line 2, in double\n    return x / 0" in result.trace
    assert "judge" not in result.trace
    assert "candidate" not in result.trace


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        ("def double(x)\n", "SyntaxError: expected ':'"),
        ("import torch\n", "ModuleNotFoundError: No module named 'torch'"),
        ("1 / 0\n", "ZeroDivisionError: division by zero"),
    ],
)
def test_code_that_cannot_be_loaded_fails_every_test_by_the_same_reason(
    code: str, detail: str
) -> None:
    run = ran(python("double(1)", "double(2)"), code)
    assert [result.status for result in run.results] == ["error", "error"]
    assert {result.detail.split(" (")[0] for result in run.results} == {detail}


def test_after_a_test_that_was_stopped_the_others_still_run() -> None:
    code = "def double(x):\n    while x == 1:\n        pass\n    return 2 * x\n"
    run = ran(python("double(1)", "assert double(2) == 4", seconds=0.5), code)
    assert [result.status for result in run.results] == ["timeout", "passed"]


def test_after_two_stopped_tests_the_rest_is_not_run() -> None:
    tests = ["double(1)"] * 5
    run = ran(python(*tests, seconds=0.3), "def double(x):\n    while True:\n        pass\n")
    words = [result.status for result in run.results]
    assert words == ["timeout", "timeout", "not-run", "not-run", "not-run"]


def test_what_is_printed_is_kept_and_made_safe() -> None:
    code = (
        "import sys\nprint('shown \\x1b[31mred')\nsys.stdout.buffer.write(b'\\xff\\n')\n" + DOUBLE
    )
    run = ran(python("assert double(1) == 2"), code)
    assert run.output == "shown  [31mred\n�\n"
    assert not run.cut
    run = ran(python("assert double(1) == 2"), "print('x' * 100_000)\n" + DOUBLE)
    assert run.cut
    assert run.all_passed


def test_results_are_told_as_they_come_and_only_of_what_was_asked() -> None:
    coding = python("assert double(1) == 2", "assert double(2) == 5")
    told: list[TestResult] = []
    run = asyncio.run(run_shown(coding, DOUBLE, on_result=told.append))
    assert tuple(told) == run.results
    assert [result.name for result in told] == ["test-1"]


async def test_a_run_can_be_cancelled_at_any_time() -> None:
    coding = python("double(1)", seconds=30)
    task = asyncio.create_task(
        run_tests(coding, "def double(x):\n    while True:\n        pass\n", coding.tests)
    )
    await asyncio.sleep(0.5)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 5


def test_the_temporary_folder_can_be_written_and_is_gone_afterwards() -> None:
    code = (
        "import os, tempfile\n"
        "def double(x):\n"
        "    if x == 1:\n"
        "        with open(os.path.join(tempfile.gettempdir(), 'note'), 'w') as file:\n"
        "            file.write('here')\n"
        "    with open(os.path.join(tempfile.gettempdir(), 'note')) as file:\n"
        "        return file.read()\n"
    )
    coding = python("assert double(1) == 'here'")
    assert ran(coding, code).results[0].passed
    assert ran(python("double(2)"), code).results[0].detail.startswith("FileNotFoundError")


@pytest.fixture(scope="module")
def arrays() -> dict[str, TestResult]:
    coding = python(*ARRAYS.values(), seconds=20, megabytes=512, needs=("numpy", "pandas"))
    return dict(zip(ARRAYS, ran(coding, ARRAY_MODULE).results, strict=False))


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_and_frames_pass_between_the_two_processes(
    name: str, arrays: dict[str, TestResult]
) -> None:
    assert arrays[name].status == "passed", arrays[name]


def test_a_number_of_numpy_is_shown_as_a_number() -> None:
    np = pytest.importorskip("numpy")
    told = [brief(value) for value in (np.float64(2.5), np.int32(3), np.array([1.0]))]
    assert told == ["2.5", "3", "array([1.])"]
    assert brief(np.random.default_rng(0)) == "Generator(PCG64)"


def test_a_program_of_the_sandbox_starts_without_what_it_does_not_need() -> None:
    root = str(Path(child.__file__).parents[1])
    code = (
        f"import sys; sys.path[:0] = [{root!r}]; import child.candidate, child.judge, child.query;"
        "print(sorted({'typing', 'inspect', 'ast', 'pathlib', 'dataclasses'} & set(sys.modules)))"
    )
    python = [sys.executable, "-I", "-S", "-c", code]
    assert subprocess.run(python, capture_output=True, check=True).stdout == b"[]\n"


def test_a_result_too_large_to_be_passed_on_is_told_and_ends_nothing() -> None:
    code = "def double(x):\n    return 'x' * (66 << 20) if x == 4 else 2 * x\n"
    coding = python("assert double(4) == 8", "assert double(1) == 2", seconds=10, megabytes=512)
    large, small = ran(coding, code).results
    assert (large.status, small.status) == ("error", "passed")
    assert large.detail == "ValueError: a value of more than 64 MB is passed on"


def test_a_result_that_a_test_puts_into_its_message_is_cut_off() -> None:
    code = "def double(x):\n    return 'x' * (2 << 20) if x == 1 else 10 ** 5000\n"
    tests = ("got = double(1)\nassert got == 2, f'got {got}'", "{}[double(1)]")
    results = ran(python(*tests, "assert double(2) == 4, double(2)"), code).results
    assert [result.status for result in results] == ["failed"] * 3
    assert [result.detail[:8] for result in results] == ["got xxxx", "KeyError", "assert d"]


def test_a_table_too_large_to_be_passed_on_does_not_keep_the_code_from_its_tests() -> None:
    coding = python("assert double(2) == 4", megabytes=512, seconds=10)
    assert ran(coding, f"TABLE = 'x' * (66 << 20)\n{DOUBLE}").results[0].passed


def test_what_is_kept_from_code_and_where_it_hung_is_told() -> None:
    outside = ran(python("double(1)"), "def double(x):\n    return open('/etc/hostname').read()\n")
    assert ("reaches no other files" in outside.results[0].said) == (isolation() != "limits")
    endless = ran(python("double(1)", seconds=0.2), "while True:\n    pass\n").results[0]
    assert endless.status == "timeout"
    assert "while the code was loaded" in endless.said
    assert "loop without end" in endless.said


def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: "limits")
    for coding in (python("double(1)"), sql([("a", 1.0)], [("a", 1.0)])):
        with pytest.raises(InterviewerError, match=r"cannot be run in .*gone.*No such file"):
            ran(coding, DOUBLE)


WORDS = {
    "endless": ("while x: pass", "timeout", "did not return", ""),
    "prints": ("while x: print('x' * 65536)", "output", "did not return", ""),
    "leaves": ("os._exit(0)", "exited", "did not return", ""),
    "leaves with any code": ("os._exit(255)", "exited", "did not return", ""),
    "killed": ("os.kill(os.getpid(), 9)", "crashed", "did not return", "was killed: SIGKILL"),
    "aborted": ("os.abort()", "crashed", "did not return", "was killed: SIGABRT"),
    "own-error": ("raise Own('no')", "error", "raised Own", "Own: no"),
    "reads": ("return input()", "error", "raised EOFError", "there is no input to read"),
    "imports": ("import torch", "error", "", "can import: the standard library, numpy)"),
    "digits": ("return 10 ** 5000", "failed", "returned <int too long", "got <int too long"),
}


@pytest.mark.skipif(isolation() != "bubblewrap", reason="a signal can be sent there alone")
@pytest.mark.parametrize("name", WORDS)
def test_what_the_candidate_reads_names_nothing_of_ours(name: str) -> None:
    line, status, call, said = WORDS[name]
    code = f"import os\nclass Own(Exception): pass\ndef double(x):\n    {line}\n"
    needs = ("numpy",) if name == "imports" else ()
    coding = python("close(double(1), 2)", seconds=0.3, megabytes=256, needs=needs)
    result = asyncio.run(run_tests(coding, code, coding.shown)).results[0]
    assert result.status == status
    assert call in result.call
    assert said in result.said
    assert "GoneError" not in result.call
