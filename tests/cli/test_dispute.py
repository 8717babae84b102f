"""``interviewer dispute``: from the command line, into the report and out as rows."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.sample_bank import sample_item

VARIANCE = sample_item("variance").rubric
SAID = f"{VARIANCE.criteria[0].statement} Bananas are yellow fruit."


@pytest.fixture
def session(run: Run, bank_dir: Path) -> str:
    options = ("--plain", "--bank", bank_dir, "--question", "variance", "--probes", "0")
    done = run("practice", *options, said=f"{SAID}\n.\n")
    assert done.returncode == 0, done.stderr
    return str(json.loads(run("history", "--json").stdout)[0]["id"])


def scores(told: str) -> tuple[int, ...]:
    """Return the score before and the one now."""
    return tuple(map(int, re.findall(r"(\d+) (?:before|now)", told)))


def test_a_dispute_is_told_kept_exported_and_withdrawn(
    run: Run, session: str, tmp_path: Path
) -> None:
    done = run("dispute", session, "variance", "point-2", "--said", "bananas are YELLOW fruit")
    assert (done.returncode, done.stderr) == (0, "")
    low, high = scores(done.stdout)
    assert low < high
    page = run("report", session).stdout
    assert "? disputed" in page
    assert "You say that you made this point: \u201cBananas are yellow fruit\u201d" in page
    assert run("report", session, "--format", "pdf", "--output", tmp_path / "r.pdf").stderr == ""
    assert "Bananas" not in run("report", session, "--share").stdout

    target = tmp_path / "disputes.jsonl"
    done = run("dispute", "export", target)
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = map(json.loads, target.read_text("utf-8").splitlines())
    assert (row["claim_id"], row["judged"], row["candidate"]) == ("point-2", "missed", "said")
    assert run("dispute", "export", target).returncode == 2, "a file is never replaced unasked"
    assert run("dispute", "export", target, "--force").returncode == 0

    done = run("dispute", session, "1", "point-2", "--withdraw")
    assert scores(done.stdout) == (high, low)
    assert "? disputed" not in run("report", session).stdout
    done = run("dispute", session, "1", "point-1", "--not-said")
    assert scores(done.stdout) == (low, 0), "only the missed point is left"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("1", "point-2"), "give a CRITERION, and one of"),
        (("1", "point-2", "--said", "never said"), "holds the words"),
        (("9", "point-2", "--not-said"), "has no question '9'"),
        (("9" * 5_000, "point-2", "--not-said"), "has no question '9999"),
        (("1", "point-2", "--withdraw"), "is not disputed"),
        (("1", "point-9", "--not-said"), "The question has point-1, point-2, belief."),
    ],
)
def test_wrong_use_is_told_in_one_line(
    run: Run, session: str, arguments: tuple[str, ...], complaint: str
) -> None:
    done = run("dispute", session, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert complaint in done.stderr
