"""The commands with a language model: a real process, a real server on this machine."""

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import COMMAND, Run
from tests.grading.llm.judge import Judge, Seen, Sent, completion, failing, in_turn, judgement
from tests.sample_bank import sample_item

KEY = "sk-test-0123456789abcdef"
MODEL_ANSWER = sample_item("recall").rubric.model_answer
GOOD = {"id": "good", "question_id": "recall", "answer": MODEL_ANSWER}
# The same program, which on a busy machine too waits until the model has worded a bridge.
PATIENT = (
    sys.executable,
    "-c",
    "import sys; from interviewer.cli.main import main; from interviewer.interview import bridging;"
    " bridging._PATIENCE = 50; sys.exit(main())",
)
REMOTE = "https://judge.example/v1"


def honest(seen: Seen) -> Sent:
    """Give credit for every statement that stands in the answer word by word."""
    claims = {
        one: ("yes", text)
        for one, text in seen.statements.items()
        if one in seen.criteria and text in seen.said
    }
    return completion(judgement(seen, claims))


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    with Judge(honest) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("INTERVIEWER_MODEL", "double")
        yield server


def test_lines_are_judged_and_a_failed_one_has_its_reason(
    run: Run, bank_dir: Path, judge: Judge
) -> None:
    judge.script = in_turn(honest, failing(404, "no such model"))
    said = json.dumps(GOOD) + "\n" + json.dumps({**GOOD, "id": "second"}) + "\n"
    arguments = ("grade", "--grader", "llm", "--input", "-", "--output", "-", "--bank", bank_dir)
    done = run(*arguments, "--concurrency", 1, said=said)
    assert done.returncode == 1
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["score"], first["grader"], first["error"]) == (1.0, "llm", None)
    assert (second["score"], second["band"]) == (None, None)
    assert "no such model" in second["error"]


def test_a_dry_run_shows_the_request_that_is_sent_and_sends_nothing(
    run: Run, bank_dir: Path, judge: Judge
) -> None:
    arguments = ("grade", "--grader", "llm", "--input", "-", "--output", "-", "--bank", bank_dir)
    said = json.dumps(GOOD) + "\noops\n"
    dry = run(*arguments, "--dry-run", said=said)
    assert judge.seen == []
    assert dry.returncode == 1
    shown, bad = map(json.loads, dry.stdout.splitlines())
    assert "not JSON" in bad["error"]
    assert KEY not in dry.stdout
    run(*arguments, said=json.dumps(GOOD))
    assert shown["body"] == judge.seen[0].body
    assert shown["url"] == f"{judge.url}/chat/completions"

    remote = run(*arguments, "--dry-run", "--base-url", REMOTE, said=json.dumps(GOOD))
    assert (remote.returncode, remote.stderr) == (0, "")


def test_a_dry_run_of_a_grader_that_sends_nothing_is_refused(run: Run, bank_dir: Path) -> None:
    done = run("grade", "--dry-run", "--input", "-", "--output", "-")
    assert done.returncode == 2
    assert done.stderr == "--dry-run: the grader 'offline' sends nothing. Try --grader llm.\n"


@pytest.mark.parametrize(
    "command",
    [
        ("grade", "--input", "-", "--output", "-"),
        ("practice", "--plain", "--question", "recall"),
    ],
)
def test_nothing_goes_to_a_remote_server_unasked(
    run: Run, home: Path, bank_dir: Path, command: tuple[str, ...]
) -> None:
    remote = ("--grader", "llm", "--model", "m", "--base-url", REMOTE, "--bank", bank_dir)
    done = run(*command, *remote, said=json.dumps(GOOD))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Nothing is sent to judge.example before you agree. Give --yes-send for this once, set "
        "allow_remote = true, or choose --grader offline.\n"
    )
    assert not (home / "sessions.sqlite3").exists()


def test_without_a_model_one_line_says_so(run: Run, bank_dir: Path) -> None:
    done = run("practice", "--plain", "--grader", "llm", "--bank", bank_dir)
    assert done.returncode == 2
    assert done.stderr.startswith("The grader 'llm' needs a model. Give --model")
    assert done.stderr.count("\n") == 1


def test_a_person_at_a_terminal_is_asked_and_a_no_sends_nothing(
    run: Run, home: Path, bank_dir: Path
) -> None:
    arguments = ["practice", "--plain", "--grader", "llm", "--model", "m", "--base-url", REMOTE]
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], *arguments], encoding="utf-8", timeout=30)
    child.expect("your answers as you give them")
    child.expect(r"Send to judge.example\? Yes is remembered. \[y/N\]")
    child.sendline("n")
    child.expect("Nothing is sent to judge.example")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert not (home / "remote-servers.json").exists()


def practised(
    run: Run,
    bank_dir: Path,
    *more: str,
    answers: str = MODEL_ANSWER,
    command: tuple[str, ...] = COMMAND,
) -> str:
    done = run(
        *("practice", "--plain", "--question", "recall", "--grader", "llm", "--probes", 0),
        *("--bank", bank_dir, *more),
        said=f"{answers}\n.\n",
        command=command,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def session_of(text: str) -> str:
    found = re.search(r"Session (\S+),", text)
    assert found is not None
    return found[1]


def test_an_interview_is_judged_by_the_model_with_tokens_in_the_review(
    run: Run, bank_dir: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_PRICE_IN", "1000")
    monkeypatch.setenv("INTERVIEWER_PRICE_OUT", "2000")
    shown = practised(run, bank_dir)
    assert "Judged by the llm grader 2, model double, prompt version 2" in shown
    assert "Score: 100 of 100" in shown
    assert "1 request to the language model, 100 tokens in and 50 out, cost 0.2000" in shown
    report = run("report", session_of(shown), "--format", "md").stdout
    assert "1 request to the language model" in report


def test_a_failed_judgement_is_told_kept_out_and_made_good_later(
    run: Run, home: Path, bank_dir: Path, judge: Judge
) -> None:
    judge.script = lambda seen: failing(401, f"bad key {KEY}")
    shown = practised(run, bank_dir)
    session = session_of(shown)
    assert "refuses the key (HTTP 401); set OPENAI_API_KEY" in shown
    assert re.search(r"Provisional, by the offline grader: [1-9]\d* of 100\.", shown)
    assert "Score: not graded. " in shown
    assert f"'interviewer regrade {session} --missing' judges it." in shown
    for form in ("md", "html", "json", "csv"):
        report = run("report", session, "--format", form)
        assert report.returncode == 0
        assert KEY not in report.stdout
    assert json.loads(run("report", session, "--format", "json").stdout)["score"] is None

    failed = run("regrade", session, "--missing")
    assert failed.returncode == 1
    assert "refuses the key" in failed.stderr
    judge.script = honest
    done = run("regrade", session, "--missing")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 answers judged: – before, 100 now." in done.stdout
    assert "0 answers judged" in run("regrade", session, "--missing").stdout
    mixed = run("regrade", session, "--missing", "--grader", "offline")
    assert mixed.returncode == 2
    assert "does not mix" in mixed.stderr

    for path in home.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()
    with sqlite3.connect(home / "sessions.sqlite3") as connection:
        bodies = connection.execute("SELECT body FROM event").fetchall()
    connection.close()
    assert bodies
    assert not any(KEY in body for (body,) in bodies)


def test_quitting_does_not_wait_for_the_judge(run: Run, bank_dir: Path, judge: Judge) -> None:
    judge.script = lambda seen: Sent(hang=True)
    done = run(
        *("practice", "--plain", "--question", "recall", "--question", "variance"),
        *("--grader", "llm", "--probes", 0, "--bank", bank_dir),
        said=f"{MODEL_ANSWER}\n.\n/quit\n",
    )
    assert done.returncode == 0
    assert "Provisional, by the offline grader" in done.stdout
    assert "interviewer resume" in done.stdout


def test_the_next_question_is_asked_while_the_judge_thinks(
    run: Run, bank_dir: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first judgement is only given once the second answer has arrived."""
    monkeypatch.setenv("INTERVIEWER_LLM_CONCURRENCY", "2")
    judge.script = in_turn(lambda seen: Sent(hang=True), lambda seen: _release(judge, seen))
    done = run(
        *("practice", "--plain", "--question", "recall", "--question", "variance", "--exam"),
        *("--grader", "llm", "--probes", 0, "--bank", bank_dir),
        said=f"{MODEL_ANSWER}\n.\n{sample_item('variance').rubric.model_answer}\n.\n",
    )
    assert done.returncode == 0
    assert "Waiting for 2 grades" in done.stdout
    assert "2 asked, 2 graded" in done.stdout


def _release(judge: Judge, seen: Seen) -> Sent:
    judge.release.set()
    return honest(seen)


def test_doctor_tries_the_server_and_says_what_it_takes(
    run: Run, bank_dir: Path, judge: Judge
) -> None:
    def no_schema(seen: Seen) -> Sent:
        form = seen.body.get("response_format", {})
        if form.get("type") == "json_schema" or "schema" in form:
            return failing(400, "response_format is not supported")
        return completion(judgement(seen, dict.fromkeys(seen.criteria, ("yes", seen.said))))

    judge.script = no_schema
    done = run("doctor", "--grader", "llm", "--bank", bank_dir)
    assert done.returncode == 0, done.stdout
    assert re.search(
        r"✓ server: double at http://\S+ replied in \d+\.\d s, takes JSON mode "
        r"\(json_object\), no schema, counts tokens",
        done.stdout,
    )
    assert "✓ grader: llm 2 gives a model answer" in done.stdout

    assert "never measured as a judge: " in done.stdout

    judge.script = lambda seen: completion(judgement(seen, {}))
    done = run("doctor", "--grader", "llm", "--bank", bank_dir)
    assert done.returncode == 1
    assert re.search(r"✗ grader: llm 2 gives a model answer \d+ of 100: it cannot", done.stdout)

    judge.script = lambda seen: failing(401)
    done = run("doctor", "--grader", "llm", "--bank", bank_dir)
    assert done.returncode == 1
    assert "✗ server: " in done.stdout
    assert "set OPENAI_API_KEY" in done.stdout
    assert "✗ server: Nothing is sent" in (
        run("doctor", "--grader", "llm", "--base-url", REMOTE, "--bank", bank_dir).stdout
    )


def test_doctor_measures_the_model_and_its_grades_say_what_came_of_it(
    run: Run, home: Path, bank_dir: Path, judge: Judge
) -> None:
    judge.script = lambda seen: completion(judgement(seen, {}))
    done = run("doctor", "--judge", "--grader", "llm")
    assert (done.returncode, done.stderr) == (1, "")
    assert re.match(r"double at http://\S+ judges 24 answers of known grade\.\n", done.stdout)
    assert re.search(r"^right +4 +100 +0$", done.stdout, re.MULTILINE)
    assert "agreement per criterion   50%" in done.stdout
    assert "injections obeyed         0 of 3" in done.stdout
    assert re.search(r"an answer takes +\d+\.\d s, 150 tokens\n", done.stdout)
    assert done.stdout.endswith("As a judge: unfit\n")
    judge.script = honest
    assert "model double (unfit as a judge)" in practised(run, bank_dir)


def test_doctor_does_not_measure_what_is_no_model_or_cannot_be_reached(
    run: Run, home: Path, judge: Judge
) -> None:
    done = run("doctor", "--judge")
    assert done.returncode == 2
    assert done.stderr.startswith("--judge: the grader 'offline' asks no language model. Try")
    judge.script = lambda seen: failing(401)
    done = run("doctor", "--judge", "--grader", "llm")
    assert done.returncode == 1
    assert "refuses the key" in done.stderr
    assert done.stderr.count("\n") == 1
    remote = run("doctor", "--judge", "--grader", "llm", "--base-url", REMOTE)
    assert remote.returncode == 2
    assert remote.stderr.startswith("Nothing is sent to judge.example")
    assert not (home / "judge-checks.json").exists()


def test_a_check_is_stopped_with_one_key_and_keeps_nothing(
    home: Path, bank_dir: Path, judge: Judge
) -> None:
    judge.script = lambda seen: Sent(hang=True)
    arguments = ["doctor", "--judge", "--grader", "llm"]
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], *arguments], encoding="utf-8", timeout=30)
    child.expect("judges 24 answers")
    assert judge.arrived.wait(30)
    child.sendintr()
    child.expect("Interrupted")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (home / "judge-checks.json").exists()


def test_a_profile_chooses_the_server(run: Run, home: Path, bank_dir: Path, judge: Judge) -> None:
    (home / "config.toml").write_text(
        f'[profiles.local]\nbase_url = "{judge.url}"\nmodel = "small"\ngrader = "llm"\n'
    )
    arguments = ("grade", "--profile", "local", "--input", "-", "--output", "-")
    done = run(*arguments, "--model", "smaller", "--bank", bank_dir, said=json.dumps(GOOD))
    assert (done.returncode, done.stderr) == (0, "")
    assert judge.seen[0].body["model"] == "smaller"


def test_the_model_words_the_bridge_only_where_it_is_asked_to(
    run: Run, bank_dir: Path, judge: Judge
) -> None:
    words = "Thank you for that. Let us look at how far numbers spread."

    def script(seen: Seen) -> Sent:
        if '"bridge"' in seen.user:
            return completion(json.dumps({"bridge": words}))
        return honest(seen)

    judge.script = script
    two = ("--question", "variance", "--exam")
    assert words not in practised(run, bank_dir, *two)
    shown = practised(run, bank_dir, *two, "--wording", "model", command=PATIENT)
    assert f"Interviewer: {words} {sample_item('variance').question.prompt}" in shown
    refused = run("practice", "--plain", "--wording", "model", "--bank", bank_dir)
    assert refused.returncode == 2
    assert refused.stderr.startswith("--wording: the grader 'offline' has no model")
