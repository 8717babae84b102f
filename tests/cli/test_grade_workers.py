"""``interviewer grade --workers``: the same bytes from several processes, and no process left."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.cli.terminals import Terminal
from tests.sample_bank import sample_items


def cohort(count: int) -> str:
    """Return lines of model answers cut at different words, every thirteenth of them bad."""
    items = sample_items()
    lines = []
    for number in range(count):
        item = items[number % len(items)]
        words = item.rubric.model_answer.split()
        answer = " ".join(words[: len(words) - number // len(items) % len(words)])
        row = {"id": number, "question_id": item.question.id, "answer": answer}
        lines.append(json.dumps(row) if number % 13 else "no JSON")
    return "\n".join(lines) + "\n"


def children(pid: int) -> set[int]:
    """Return the ids of the processes that a process has started."""
    found = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        found |= {int(child) for child in (task / "children").read_text().split()}
    return found


def begun(pid: int) -> tuple[int, int]:
    """Return a key that sorts processes by when they began: ids start again at the lowest one."""
    status = Path(f"/proc/{pid}/stat").read_text()
    return int(status.rpartition(")")[2].split()[19]), pid


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)  # the core is the others'


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def test_neither_workers_nor_hash_seeds_change_a_byte(
    run: Run, bank_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = set()
    for seed, workers in (("0", "1"), ("1", "1"), ("2", "1"), ("0", "2"), ("1", "3"), ("2", "5")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        done = run(
            *("grade", "--input", "-", "--output", "-"),
            *("--bank", bank_dir, "--workers", workers),
            said=cohort(90),
        )
        assert done.returncode == 1
        assert done.stderr == "7 lines could not be judged: see 'error' in the output.\n"
        outputs.add(done.stdout)
    (output,) = outputs
    rows = [json.loads(line) for line in output.splitlines()]
    assert [row["id"] for row in rows] == [n if n % 13 else None for n in range(90)]


def test_built_in_items_give_the_same_bytes_too(run: Run) -> None:
    rows = [
        {"id": 1, "question_id": "overfitting", "answer": "It memorises noise in training."},
        {"id": 2, "question_id": "bias-variance", "answer": "Bias is error of too simple a model."},
        {"id": 3, "question": "What is recall?", "reference": "Found positives over all.",
         "answer": "The share of positives that is found."},
    ]  # fmt: skip
    said = "".join(f"{json.dumps(row)}\n" for row in rows)
    one, two = (
        run("grade", "--input", "-", "--output", "-", "--workers", workers, said=said).stdout
        for workers in (1, 2)
    )
    assert len(one.splitlines()) == 3
    assert one == two


def test_ctrl_c_shows_progress_until_then_and_leaves_no_process(
    terminal: Callable[..., Terminal], bank_dir: Path, tmp_path: Path
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(cohort(20_000))
    screen = terminal(
        *("grade", "--input", str(source), "--output", str(target)),
        *("--bank", str(bank_dir), "--workers", "3"),
    )
    screen.wait_for("Judging:", "answers, Ctrl+C stops")
    assert screen.child.pid is not None
    started = children(screen.child.pid)
    assert len(started) >= 3
    screen.press("\x03")
    assert screen.ended() == 130
    assert "Interrupted." in screen.text
    assert "Traceback" not in screen.text
    until(lambda: not alive(started), "a process is left")
    written = target.read_text().splitlines()
    assert [json.loads(line)["id"] for line in written] == [
        n if n % 13 else None for n in range(len(written))
    ]


def test_ctrl_c_while_the_processes_start_is_one_line(
    terminal: Callable[..., Terminal], bank_dir: Path, tmp_path: Path
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(cohort(20_000))
    screen = terminal(
        *("grade", "--input", str(source), "--output", str(tmp_path / "out.jsonl")),
        *("--bank", str(bank_dir), "--workers", "4"),
    )
    assert screen.child.pid is not None
    pid = screen.child.pid
    until(lambda: len(children(pid)) > 1, "no process has been started")
    started = children(pid)
    screen.press("\x03")
    assert screen.ended() == 130
    said = "Interrupted. What was saved is kept; run the command again to continue."
    assert screen.text.removeprefix("^C") == said
    until(lambda: not alive(started), "a process is left")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_program_ends_its_processes(
    bank_dir: Path, tmp_path: Path, sign: int
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(cohort(20_000))
    program = subprocess.Popen(
        [
            *(*COMMAND, "grade", "--input", source, "--output", target),
            *("--bank", bank_dir, "--workers", "2"),
        ],
        stderr=subprocess.PIPE,
    )
    until(lambda: target.exists() and target.stat().st_size > 0, "no answer is judged")
    started = children(program.pid)
    program.send_signal(sign)
    _, said = program.communicate(timeout=30)
    until(lambda: not alive(started), "a process is left")
    assert said == b""


def test_a_process_that_is_killed_costs_no_answer(run: Run, bank_dir: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(cohort(900))
    arguments = ("grade", "--input", source, "--bank", bank_dir)
    program = subprocess.Popen(
        [*COMMAND, *arguments, "--output", target, "--workers", "2"], stderr=subprocess.PIPE
    )
    until(lambda: target.exists() and target.stat().st_size > 0, "no answer is judged")
    # multiprocessing's own comes first; the next is the first that judges, the last may yet start
    _, first, *_ = sorted(children(program.pid), key=begun)
    os.kill(first, signal.SIGKILL)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 1
    assert said == b"70 lines could not be judged: see 'error' in the output.\n"
    alone = run(*arguments, "--output", "-")
    assert target.read_text() == alone.stdout


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--workers", "0"), "argument --workers: '0' is not a whole number from 1 to 256"),
        (("--workers", "many"), "argument --workers: 'many' is not a whole number from 1 to 256"),
        (
            ("--workers", "2", "--grader", "llm", "--model", "m"),
            "--workers: this is for the grader 'offline' only. "
            "For a grader that waits for a server, give --concurrency.",
        ),
        (
            ("--cluster", "tcp://127.0.0.1:1", "--grader", "llm", "--model", "m"),
            "--cluster: this is for the grader 'offline' only. ",
        ),
        (("--cluster", "tcp://127.0.0.1:1", "--workers", "2"), "--workers: --cluster has its own."),
    ],
)
def test_what_cannot_be_is_one_line(run: Run, options: tuple[str, ...], why: str) -> None:
    done = run("grade", "--input", "-", "--output", "-", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
