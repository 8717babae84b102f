"""Every way in which a server fails: bounded tries, then no grade with its reason."""

import asyncio
import json
import logging
import socket
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.llm.grader import LlmGrader
from interviewer.llm.client import Connection
from interviewer.settings.load import Settings
from interviewer.userdata.locations import cache_dir
from tests.grading.llm.conftest import Make, Silent, Start, request_for
from tests.grading.llm.judge import (
    Script,
    Seen,
    Sent,
    completion,
    failing,
    in_turn,
    judgement,
    says,
)

ANSWER = "The mean adds all values."
REQUEST = request_for("mean-vs-median", ANSWER)
FAIR = says({"point-1": ("yes", ANSWER)})


def outcome_of(grader: LlmGrader) -> Grade | Ungraded:
    return asyncio.run(grader.grade(REQUEST))


def reason_of(grader: LlmGrader) -> str:
    outcome = outcome_of(grader)
    assert isinstance(outcome, Ungraded), outcome
    assert "\n" not in outcome.reason
    assert "Traceback" not in outcome.reason
    return outcome.reason


FINAL = {
    "401": (failing(401, "Incorrect API key provided: sk-ab***yz."), "refuses the key (HTTP 401)"),
    "403": (failing(403, "no such region"), "refuses the key (HTTP 403: no such region)"),
    "404": (failing(404, "model 'double' not found"), "model 'double' not found"),
    "413": (failing(413, "too large"), "refuses the request (HTTP 413: too large)"),
    "quota": (failing(429, "pay first", code="insufficient_quota"), "the credit at"),
    "no credit": (failing(402, "Insufficient credits."), "the credit at"),
    "a bad key in another way": (failing(400, "API key not valid."), "refuses the key"),
    "too long a request": (
        failing(400, "request (4769 tokens) exceeds the available context size (4096 tokens)"),
        "does not fit into the model's context",
    ),
    "too long a reply": (
        failing(400, "'max_tokens' is too large: 3000. This model's maximum context length is"),
        "or lower 'reply_tokens'",
    ),
    "a filter before the model": (
        failing(400, "The response was filtered", code="content_filter"),
        "the content filter of",
    ),
    "redirect": (Sent(b"", 307, {"Location": "http://127.0.0.2/v1"}), "points to another address"),
    "refusal": (
        completion(None, message={"refusal": "I cannot judge this."}),
        "refuses to judge this answer: I cannot judge this.",
    ),
    "content filter": (completion("{}", finish_reason="content_filter"), "content filter"),
    "huge": (completion("x" * 3_000_000), "too long (over 2,000,000 bytes)"),
    "a long wait": (failing(429, headers={"Retry-After": "3600"}), "asks to wait 3600 seconds"),
}


@pytest.mark.parametrize(("sent", "why"), FINAL.values(), ids=FINAL)
def test_what_trying_again_does_not_mend_is_tried_once(
    start: Start, make: Make, waits: list[float], sent: Sent, why: str
) -> None:
    judge = start(lambda seen: sent)
    assert why in reason_of(make(judge))
    assert len(judge.seen) == 1
    assert waits == []


PASSING = {
    "429": failing(429, "slow down"),
    "500": failing(500, "oops"),
    "502": Sent(b"<html>bad gateway</html>", 502),
    "503": failing(503, "loading"),
    "408": failing(408),
    "cut in the middle": Sent(completion("x" * 5000).body, cut=True),
}


@pytest.mark.parametrize("sent", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_tried_four_times_with_growing_pauses(
    start: Start, make: Make, waits: list[float], sent: Sent
) -> None:
    judge = start(lambda seen: sent)
    assert reason_of(make(judge))
    assert len(judge.seen) == 4
    assert len(waits) == 3
    for pause, doubled in zip(waits, (0.5, 1.0, 2.0), strict=True):
        assert 0.7 * doubled <= pause <= 1.3 * doubled

    judge = start(in_turn(sent, sent, FAIR))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert len(judge.seen) == 3


@pytest.mark.parametrize(("header", "pause"), [("7", 7.0), ("0", 0.0), ("2.5", 2.5)])
def test_retry_after_is_honoured(
    start: Start, make: Make, waits: list[float], header: str, pause: float
) -> None:
    judge = start(in_turn(failing(429, headers={"Retry-After": header}), FAIR))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert waits == [pause]


def test_retry_after_may_be_a_date_and_nonsense_is_passed_over(
    start: Start, make: Make, waits: list[float]
) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    for header in (soon, "soon", "nan", "Wed, 99 Xxx"):
        judge = start(in_turn(failing(503, headers={"Retry-After": header}), FAIR))
        assert isinstance(outcome_of(make(judge)), Grade)
    assert 20 < waits[0] <= 30
    assert all(pause < 1 for pause in waits[1:])


def test_a_server_that_hangs_is_given_up_after_two_tries(start: Start, waits: list[float]) -> None:
    judge = start(lambda seen: Sent(hang=True))

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    settings = Settings(model="double", base_url=judge.url, timeout=0.2)
    reason = reason_of(LlmGrader(settings, Silent(), sleep=sleep))
    assert "did not reply within 0.4 seconds" in reason  # twice as long the second time
    assert len(judge.seen) == 2


def test_the_patience_with_ones_own_machine_grows_with_what_a_reply_takes(
    start: Start, make: Make
) -> None:
    def after(seconds: float) -> Script:
        return lambda seen: replace(FAIR(seen), delay=seconds)

    judge = start(in_turn(after(0.8), after(2.3)))
    grader = make(judge, timeout=2.0)
    assert isinstance(outcome_of(grader), Grade)
    assert isinstance(outcome_of(grader), Grade)
    assert len(judge.seen) == 2


def test_nobody_at_the_address(make: Make, waits: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    reason = reason_of(make(url))
    assert reason.startswith(f"no connection to {url}")
    assert len(waits) == 3


@pytest.mark.parametrize(
    "sent",
    [
        completion(None),
        completion(""),
        completion("ignored", choices=[]),
        completion('{"criteria": {', finish_reason="length", usage=None),
    ],
    ids=["null", "empty", "no choices", "truncated"],
)
def test_an_empty_or_cut_reply_is_asked_for_once_more(
    start: Start, make: Make, waits: list[float], sent: Sent
) -> None:
    judge = start(lambda seen: sent)
    assert "gave no judgement" in reason_of(make(judge))
    assert len(judge.seen) == 2
    assert isinstance(outcome_of(make(start(in_turn(sent, FAIR)))), Grade)
    assert waits == []


def test_a_cut_reply_gets_more_room(start: Start, make: Make) -> None:
    judge = start(in_turn(cut_after(400), FAIR))
    assert isinstance(outcome_of(make(judge, reply_tokens=400)), Grade)
    assert [seen.body["max_tokens"] for seen in judge.seen] == [400, 800]


def cut_after(tokens: int, text: str = "{") -> Sent:
    """Return a reply that was cut off, for which the server counts so many tokens."""
    usage = {"prompt_tokens": 1456, "completion_tokens": tokens}
    return completion(text, finish_reason="length", usage=usage)


def test_a_reply_that_fills_the_context_is_told_at_once(start: Start, make: Make) -> None:
    judge = start(lambda seen: cut_after(592))
    reason = reason_of(make(judge))
    assert "cut the reply off after 592 of 3,000 tokens, at 2,048 in all" in reason
    assert "OLLAMA_CONTEXT_LENGTH" in reason
    assert len(judge.seen) == 1


@pytest.mark.parametrize("text", ["", "<think> let me see", "[THINK] let me see"])
def test_a_model_that_does_not_stop_thinking_is_told(start: Start, make: Make, text: str) -> None:
    judge = start(lambda seen: cut_after(seen.body["max_tokens"], text))
    assert 'still thinking when its reply was cut off; set reasoning_effort = "low"' in (
        reason_of(make(judge))
    )
    assert len(judge.seen) == 2


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_thoughts_that_a_server_keeps_apart_are_no_cut_reply(
    start: Start, make: Make, name: str
) -> None:
    def script(seen: Seen) -> Sent:
        usage = {"prompt_tokens": 1456, "completion_tokens": seen.body["max_tokens"]}
        thoughts = {name: "The first clause may be about the mean."}
        return completion(None, message=thoughts, finish_reason="length", usage=usage)

    assert "still thinking when its reply was cut off" in reason_of(make(start(script)))


def test_what_was_found_out_is_not_found_out_again_for_the_second_try(
    start: Start, make: Make
) -> None:
    thinking = in_turn(lambda seen: cut_after(3000, ""), FAIR)

    def script(seen: Seen) -> Sent:
        for name in ("temperature", "seed"):
            if name in seen.body:
                return failing(400, f"Unsupported parameter: '{name}'")
        return thinking(seen)

    judge = start(script)
    assert isinstance(outcome_of(make(judge)), Grade)
    assert len(judge.seen) == 4


def test_nothing_of_an_error_steers_the_terminal(start: Start, make: Make) -> None:
    judge = start(lambda seen: failing(404, "\x1b[2J\x1b]0;pwn\x07 no \u202e model"))
    reason = reason_of(make(judge))
    assert not set("\x1b\x07\u202e") & set(reason)


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"[]", b'{"choices": 7}', b"", b"\xff"])
def test_what_is_no_chat_completion_is_told(start: Start, make: Make, body: bytes) -> None:
    judge = start(lambda seen: Sent(body))
    reason = reason_of(make(judge))
    assert "no chat completion" in reason or "no judgement" in reason
    assert len(judge.seen) == 2


# What a server can do


def picky(
    *,
    form: str = "json_schema",
    without: tuple[str, ...] = (),
    vague: bool = False,
    status: int = 400,
) -> Script:
    """Return a script that refuses what it does not know, in its own words or in none."""

    def script(seen: Seen) -> Sent:
        asked = seen.body.get("response_format", {"type": "text"})
        wanted = asked["type"] + ("+schema" if "schema" in asked else "")
        order = ["json_schema", "json_object+schema", "json_object", "text"]
        for name in without:
            if name in seen.body:
                return failing(400, f"Unsupported parameter: '{name}'", param=name)
        if order.index(wanted) < order.index(form):
            return failing(status, "bad request" if vague else f"response_format {wanted}: no")
        return FAIR(seen)

    return script


@pytest.mark.parametrize("vague", [False, True])
@pytest.mark.parametrize(
    ("form", "tries"),
    [("json_schema", 1), ("json_object+schema", 2), ("json_object", 3), ("text", 4)],
)
def test_the_strictest_form_that_a_server_takes_is_found_once_and_remembered(
    start: Start, make: Make, form: str, tries: int, vague: bool
) -> None:
    judge = start(picky(form=form, vague=vague))
    grader = make(judge)
    assert isinstance(outcome_of(grader), Grade)
    assert len(judge.seen) == tries
    assert isinstance(outcome_of(grader), Grade)
    assert isinstance(outcome_of(make(judge)), Grade)  # another process
    assert len(judge.seen) == tries + 2
    outcome_of(make(judge, model="other"))
    assert len(judge.seen) == 2 * tries + 2


def test_a_server_that_fails_over_the_form_of_the_reply_is_not_tried_again_with_it(
    start: Start, make: Make, waits: list[float]
) -> None:
    judge = start(picky(form="json_object+schema", status=500))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert len(judge.seen) == 2
    assert waits == []


def test_parameters_that_a_model_refuses_are_left_out(start: Start, make: Make) -> None:
    without = ("temperature", "seed", "max_completion_tokens", "max_tokens")
    judge = start(picky(without=without, form="json_object"))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert not set(without) & set(judge.seen[-1].body)
    memory = json.loads((cache_dir() / "llm-servers.json").read_text())
    (kept,) = memory.values()
    assert kept == {
        "form": "json_object",
        "limit": None,
        "without": ["seed", "temperature"],
        "system": True,
    }


def seed_refused(body: object) -> Script:
    """Return a script that refuses a seed with such a body."""
    refused = Sent(json.dumps(body).encode(), 422)
    return lambda seen: refused if "seed" in seen.body else FAIR(seen)


@pytest.mark.parametrize(
    "body",
    [
        [{"error": {"code": 400, "message": 'Unknown name "seed": Cannot find field.'}}],
        {"object": "error", "message": {"detail": [{"loc": ["body", "seed"], "msg": "no"}]}},
        {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]},
        {"detail": "seed is not supported"},
        {"error": "seed is not supported"},
    ],
)
def test_an_error_is_understood_in_whatever_form_it_comes(
    start: Start, make: Make, body: object
) -> None:
    judge = start(seed_refused(body))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert len(judge.seen) == 2
    assert "response_format" in judge.seen[-1].body


def test_a_server_without_system_messages_gets_the_instructions_in_the_first_message(
    start: Start, make: Make
) -> None:
    def script(seen: Seen) -> Sent:
        if seen.body["messages"][0]["role"] == "system":
            return failing(400, "Conversation roles must alternate. System role not supported")
        return FAIR(seen)

    judge = start(script)
    assert isinstance(outcome_of(make(judge)), Grade)
    (message,) = judge.seen[-1].body["messages"]
    assert message["content"].startswith("You are an experienced interviewer")


def test_a_bound_that_a_server_does_not_know_is_left_out_of_the_schema(
    start: Start, make: Make
) -> None:
    def script(seen: Seen) -> Sent:
        if "maxLength" in json.dumps(seen.body):
            return failing(400, "Invalid schema: 'maxLength' is not permitted.")
        return FAIR(seen)

    judge = start(script)
    assert isinstance(outcome_of(make(judge)), Grade)
    assert judge.seen[-1].body["response_format"]["type"] == "json_schema"


def test_a_reply_that_one_server_failed_to_write_is_asked_for_again_and_teaches_nothing(
    start: Start, make: Make
) -> None:
    failed = failing(400, "Failed to generate JSON.", code="json_validate_failed")
    judge = start(in_turn(failed, FAIR))
    assert isinstance(outcome_of(make(judge)), Grade)
    (kept,) = json.loads((cache_dir() / "llm-servers.json").read_text()).values()
    assert kept["form"] == "json_schema"


@pytest.mark.parametrize(
    "message",
    [
        {"content": [{"type": "text", "text": "{}"}]},
        {"content": [{"type": "thinking", "thinking": []}, {"type": "text", "text": "{}"}]},
        {"content": "", "reasoning_content": "{}"},
        {"content": None, "reasoning": "{}"},
        {"content": "{}", "reasoning_content": "Let me think..."},
    ],
)
def test_a_reply_is_found_wherever_a_server_puts_it(
    start: Start, make: Make, message: dict[str, object]
) -> None:
    def script(seen: Seen) -> Sent:
        said = json.dumps(judgement(seen, {"point-1": ("yes", ANSWER)}))
        return completion(None, message=json.loads(json.dumps(message).replace('"{}"', said)))

    assert isinstance(outcome_of(make(start(script))), Grade)


@pytest.mark.parametrize("usage", [{}, None, {"prompt_tokens": None, "completion_tokens": None}])
def test_a_server_may_count_nothing(start: Start, make: Make, usage: object) -> None:
    outcome = outcome_of(make(start(lambda seen: completion(judgement(seen, {}), usage=usage))))
    assert outcome.usage is not None
    assert outcome.usage.estimated


@pytest.mark.parametrize(("read", "told"), [(512, True), (1800, False), (40, False)])
def test_a_request_that_a_server_cut_short_is_told(
    start: Start, make: Make, read: int, told: bool
) -> None:
    usage = {"prompt_tokens": read, "completion_tokens": 50}
    judge = start(lambda seen: completion(judgement(seen, {}), usage=usage))
    outcome = outcome_of(make(judge))
    assert isinstance(outcome, Ungraded) is told
    if isinstance(outcome, Ungraded):
        assert "context is too small" in outcome.reason


def test_a_request_in_another_script_was_not_cut_short(start: Start, make: Make) -> None:
    answer = f"{ANSWER} {'Среднее складывает все значения и делит сумму на их число. ' * 200}"
    request = request_for("mean-vs-median", answer)

    def script(seen: Seen) -> Sent:
        characters = sum(len(one["content"]) for one in seen.body["messages"])
        usage = {"prompt_tokens": characters // 4, "completion_tokens": 50}
        return completion(judgement(seen, {}), usage=usage)

    assert isinstance(asyncio.run(make(start(script)).grade(request)), Grade)


def test_tokens_are_guessed_alike_in_every_script(start: Start, make: Make) -> None:
    judge = start(lambda seen: completion(judgement(seen, {}), usage=None))
    spent = []
    for word in ("mean ", "сумм "):
        request = request_for("mean-vs-median", f"{ANSWER} {word * 400}")
        outcome = asyncio.run(make(judge).grade(request))
        assert outcome.usage is not None
        spent.append(outcome.usage.prompt_tokens)
    assert spent[0] == spent[1]


def test_an_error_in_a_reply_that_says_ok_is_told(start: Start, make: Make) -> None:
    error = {"message": "Provider returned error: upstream model is overloaded", "code": 502}
    judge = start(lambda seen: Sent(json.dumps({"error": error}).encode()))
    assert "upstream model is overloaded" in reason_of(make(judge))


def test_a_server_that_refuses_everything_teaches_nothing(start: Start, make: Make) -> None:
    judge = start(lambda seen: failing(400, "no such luck"))
    assert "no such luck" in reason_of(make(judge))
    assert len(judge.seen) == 4
    assert not (cache_dir() / "llm-servers.json").exists()


@pytest.mark.parametrize("text", ["", "[]", "null", '{"x y": 3}', '{"x": {"form": "magic"}}'])
def test_a_damaged_memory_is_found_out_anew(start: Start, make: Make, text: str) -> None:
    path = cache_dir() / "llm-servers.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    assert isinstance(outcome_of(make(start(FAIR))), Grade)
    assert "json_schema" in path.read_text()


def test_a_server_that_takes_less_than_it_used_to_is_found_out_anew(
    start: Start, make: Make
) -> None:
    judge = start(FAIR)
    assert isinstance(outcome_of(make(judge)), Grade)
    judge.script = picky(form="text", without=("seed",))
    assert isinstance(outcome_of(make(judge)), Grade)
    assert len(judge.seen) == 1 + 5
    (kept,) = json.loads((cache_dir() / "llm-servers.json").read_text()).values()
    assert (kept["form"], kept["without"]) == ("text", ["seed"])


def test_many_at_once_find_out_only_while_nothing_is_known(start: Start, make: Make) -> None:
    judge = start(picky(form="text"))
    grader = make(judge, llm_concurrency=2)

    async def twice() -> None:
        for most in (8 * 4, 8):
            judge.seen.clear()
            outcomes = await asyncio.gather(*(grader.grade(REQUEST) for _ in range(8)))
            assert all(isinstance(one, Grade) for one in outcomes)
            assert len(judge.seen) <= most

    asyncio.run(twice())


# Budget, cancelling


def test_the_budget_ends_the_asking(start: Start, make: Make) -> None:
    judge = start(FAIR)
    grader = make(judge, budget=200)
    assert isinstance(outcome_of(grader), Grade)
    assert isinstance(outcome_of(grader), Grade)
    assert "budget of 200 tokens for one session is used up (300)" in reason_of(grader)
    assert len(judge.seen) == 2


def test_tokens_are_guessed_where_a_server_counts_none(start: Start, make: Make) -> None:
    judge = start(lambda seen: completion(judgement(seen, {}), usage=None))
    outcome = outcome_of(make(judge, price_in=1.0, price_out=2.0))
    assert outcome.usage is not None
    assert outcome.usage.estimated
    assert outcome.usage.prompt_tokens > 300
    assert outcome.usage.cost is not None
    assert outcome.usage.cost > 0


def test_the_cost_follows_the_prices_of_the_settings(start: Start, make: Make) -> None:
    outcome = outcome_of(make(start(FAIR), price_in=2.0, price_out=10.0))
    assert outcome.usage is not None
    assert outcome.usage.cost == pytest.approx((100 * 2 + 50 * 10) / 1e6)


def test_cancelling_is_immediate_and_leaves_the_grader_usable(start: Start, make: Make) -> None:
    judge = start(in_turn(Sent(hang=True), FAIR))
    grader = make(judge)

    async def cancelled() -> Grade | Ungraded:
        task = asyncio.create_task(grader.grade(REQUEST))
        await asyncio.to_thread(judge.arrived.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await grader.grade(REQUEST)

    assert isinstance(asyncio.run(cancelled()), Grade)


# Keys

KEY = "sk-test-0123456789abcdef"


@pytest.mark.parametrize(
    "sent",
    [
        failing(401, f"Incorrect API key provided: {KEY}"),
        failing(404, f"no model for {KEY}"),
        failing(500, f"key {KEY} Bearer {KEY}"),
        failing(400, f"bad {KEY}"),
        completion(f"your key is {KEY}"),
        completion(None, message={"refusal": f"I saw {KEY}"}),
        Sent(KEY.encode(), cut=True),
        Sent(KEY.encode()),
    ],
)
def test_the_key_stands_nowhere(
    start: Start,
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    home: Path,
    sent: Sent,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    judge = start(lambda seen: sent)
    monkeypatch.setenv("OPENAI_BASE_URL", judge.url)
    grader = make(judge)
    outcome = outcome_of(grader)
    assert judge.seen[0].headers["authorization"] == f"Bearer {KEY}"
    shown = [outcome.model_dump_json(), repr(outcome), repr(grader), str(grader), caplog.text]
    shown += [json.dumps(grader.preview(REQUEST)), repr(vars(grader))]
    shown += [path.read_text() for path in home.rglob("*") if path.is_file()]
    assert not [text for text in shown if KEY in text or KEY[8:] in text]


def test_the_key_stands_in_no_traceback(
    start: Start, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    async def broken(self: Connection, *arguments: object) -> bytes:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(Connection, "_exchange", broken)
    with pytest.raises((RuntimeError, ExceptionGroup)) as caught:
        outcome_of(make(start(FAIR)))
    told = "".join(traceback.TracebackException.from_exception(caught.value).format())
    assert "a mistake of ours" in told
    assert KEY not in told
