"""``interviewer grade --cluster`` on a real Dask scheduler and real workers on this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import interviewer
from tests.cli.conftest import COMMAND, Run
from tests.cli.test_grade_workers import cohort, until

PACKAGE = Path(interviewer.__file__).parent


class Started(NamedTuple):
    """A part of a cluster that runs; ``address`` is what its last line names."""

    process: "subprocess.Popen[str]"
    address: str


Starts = Callable[..., Started]


@pytest.fixture
def start() -> Iterator[Starts]:
    """Start a part of a cluster, and wait until it has said that it is ready."""
    started = []

    def part(name: str, *arguments: str, ready: str, **options: Any) -> Started:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments),
                *("--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1"),
            ],
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        started.append(process)
        assert process.stderr is not None
        for line in process.stderr:
            if ready in line:
                return Started(process, line.split()[-1])
        pytest.fail(f"{name} ended with {process.wait()}")

    yield part
    for process in reversed(started):
        process.kill()
        process.communicate()


@pytest.fixture
def scheduler(start: Starts) -> str:
    """The address of a scheduler."""
    return start("scheduler", "--port", "0", ready="Scheduler at:").address


def worker(start: Starts, scheduler: str, **options: Any) -> Started:
    return start(
        "worker", scheduler, "--no-nanny", "--nthreads", "1", ready="Registered to:", **options
    )


def grade(run: Run, bank: Path, *options: str, said: str) -> tuple[int, str, str]:
    done = run("grade", "--input", "-", "--output", "-", "--bank", bank, *options, said=said)
    return done.returncode, done.stdout, done.stderr


def test_a_cluster_gives_the_same_bytes_though_its_workers_have_other_items(
    run: Run, bank_dir: Path, start: Starts, scheduler: str, tmp_path: Path
) -> None:
    empty = {**os.environ, "INTERVIEWER_HOME": str(tmp_path / "nothing")}
    for seed in ("1", "2"):
        worker(start, scheduler, env={**empty, "PYTHONHASHSEED": seed}, cwd=tmp_path)
    said = cohort(90)
    alone = grade(run, bank_dir, said=said)
    assert alone[2] == "7 lines could not be judged: see 'error' in the output.\n"
    assert grade(run, bank_dir, "--cluster", scheduler, said=said) == alone


def test_a_worker_that_is_killed_costs_no_answer(
    run: Run, bank_dir: Path, start: Starts, scheduler: str, tmp_path: Path
) -> None:
    doomed = worker(start, scheduler)
    worker(start, scheduler)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(cohort(900))
    arguments = ("grade", "--input", source, "--bank", bank_dir)
    program = subprocess.Popen(
        [*COMMAND, *arguments, "--output", target, "--cluster", scheduler], stderr=subprocess.PIPE
    )
    until(lambda: target.exists() and target.stat().st_size > 0, "no answer is judged")
    doomed.process.kill()
    _, said = program.communicate(timeout=60)
    assert said == b"70 lines could not be judged: see 'error' in the output.\n"
    assert target.read_text() == run(*arguments, "--output", "-").stdout


@pytest.mark.parametrize("what", ["scheduler", "interrupt"])
def test_the_end_of_the_scheduler_or_ctrl_c_ends_the_work(
    bank_dir: Path, start: Starts, tmp_path: Path, what: str
) -> None:
    scheduler = start("scheduler", "--port", "0", ready="Scheduler at:")
    worker(start, scheduler.address)
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(cohort(20_000))
    program = subprocess.Popen(
        [
            *(*COMMAND, "grade", "--input", source, "--output", target, "--bank", bank_dir),
            *("--cluster", scheduler.address),
        ],
        stderr=subprocess.PIPE,
    )
    until(lambda: target.exists() and target.stat().st_size > 0, "no answer is judged")
    if what == "scheduler":
        scheduler.process.kill()
        _, said = program.communicate(timeout=60)
        assert said.decode() == (
            f"The Dask scheduler at {scheduler.address} does not answer any more. "
            "See whether it runs, and run the command again.\n"
        )
        assert program.returncode == 1
    else:
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=60)
        assert said.decode().startswith("Interrupted.")
        assert said.count(b"\n") == 1
        assert program.returncode == 130
    ids = [json.loads(line)["id"] for line in target.read_text().splitlines()]
    assert ids == [number if number % 13 else None for number in range(len(ids))]


def test_a_worker_with_another_version_of_the_program_is_refused(
    run: Run, bank_dir: Path, start: Starts, scheduler: str, tmp_path: Path
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "interviewer")
    with (tmp_path / "interviewer" / "grading" / "grade.py").open("a") as file:
        file.write("# another\n")
    worker(start, scheduler, env={**os.environ, "PYTHONPATH": str(tmp_path)}, cwd=tmp_path)
    code, out, said = grade(run, bank_dir, "--cluster", scheduler, said=cohort(2))
    assert (code, out) == (1, "")
    assert "has another version of this program (0.1.0-" in said
    assert "Install on every worker what is installed here (ml-mock-interviewer 0.1.0)." in said
    assert said.count("\n") == 1


def test_a_worker_without_the_program_is_refused(
    run: Run, bank_dir: Path, start: Starts, scheduler: str, tmp_path: Path
) -> None:
    (tmp_path / "interviewer").mkdir()
    (tmp_path / "interviewer" / "__init__.py").touch()  # somebody else's of the same name
    worker(start, scheduler, env={**os.environ, "PYTHONPATH": str(tmp_path)}, cwd=tmp_path)
    code, out, said = grade(run, bank_dir, "--cluster", scheduler, said=cohort(2))
    assert (code, out) == (1, "")
    assert "cannot judge (" in said
    assert "No module named 'interviewer.grading'" in said
    assert said.count("\n") == 1


def test_a_cluster_without_workers_is_refused(run: Run, bank_dir: Path, scheduler: str) -> None:
    code, out, said = grade(run, bank_dir, "--cluster", scheduler, said=cohort(2))
    assert (code, out) == (1, "")
    assert said == (
        f"The cluster at {scheduler} has no workers. "
        "Start some where ml-mock-interviewer 0.1.0 is installed.\n"
    )


def test_where_nobody_answers_one_line_says_so(run: Run, bank_dir: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        code, out, said = grade(run, bank_dir, "--cluster", address, said=cohort(2))
    assert (code, out) == (1, "")
    assert said.startswith(f"No Dask scheduler answers at {address} (")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "address", ["", "foo", "tcp://", "tcp://host", "tcp://host:0", "tcp://host:70000", "http://a:1"]
)
def test_what_is_no_address_is_said(run: Run, bank_dir: Path, address: str) -> None:
    code, out, said = grade(run, bank_dir, f"--cluster={address}", said=cohort(2))
    assert (code, out) == (2, "")
    assert "Give one like tcp://host:8786.\n" in said


def test_without_the_extra_the_remedy_installs_it(run: Run, bank_dir: Path) -> None:
    # As in an environment that lacks the package.
    code = (
        "import importlib.util as u, sys\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'distributed' else found(name, *more)\n"
        "from interviewer.cli.start import main\n"
        "sys.exit(main())"
    )
    done = run(
        *("grade", "--input", "-", "--output", "-", "--bank", bank_dir),
        *("--cluster", "tcp://127.0.0.1:1"),
        said=cohort(2),
        command=(sys.executable, "-c", code),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Dask support is not installed. Install it with:")
    assert done.stderr.rstrip().endswith("cluster") or "distributed" in done.stderr
