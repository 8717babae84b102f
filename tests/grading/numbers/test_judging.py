"""A criterion that asks for a figure is a fact: the right figure earns it, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.rubric import Criterion, Number, Rubric
from interviewer.grading.grade import Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.judging import figure_verdicts
from tests.long_texts import LINEAR, growth, repeated

PROMPT = "How much memory does it take?"


def criterion(
    value: float, unit: str | None, *evidence: str, name: str = "figure", **more: float
) -> Criterion:
    number = Number.model_validate({"tolerance": 0.05, **more, "value": value, "unit": unit})
    statement = f"The {name} is {value:g} {unit or ''}."
    return Criterion(id=name, statement=statement, points=5, evidence=evidence, number=number)


def judged(answer: str, *criteria: Criterion, probes: str | None = None) -> list[Verdict]:
    rubric = Rubric(question_id="q", version=1, criteria=criteria, model_answer="x")
    request = GradingRequest(prompt=PROMPT, rubric=rubric, answer=answer, target=probes)
    found = figure_verdicts(request)
    for verdict in found.values():
        assert all(span.stands_in(answer) for span in verdict.spans)
        assert bool(verdict.spans) == (verdict.level != "missed")
    return [found[one.id] for one in criteria]


def level(answer: str, *asked: Criterion) -> str:
    return judged(answer, *asked)[0].level


TWO_GB = criterion(2, "GB")


@pytest.mark.parametrize(
    "answer",
    ["about 2 GB", "2.1e9 bytes", "2 gigabytes", "2,048 MiB", "2000 MB", "two point one gigabytes",
     "16 gigabits", "2**31 bytes", "2147483648 bytes", "1.95 to 2.05 GB", "~2GB", "roughly 2 GB?",
     "not more than 2 GB", "At most 2 GB per sequence", "3 GB, no, wait, 2 GB",
     "You might say 4 GB, but it's 2 GB", "it is not 3 GB but 2 GB",
     "without quantization it takes 2 GB", "we do not share heads and need 2 GB",
     "2 GB, I mean roughly", "2 GB, sorry, 2 GB per sequence", "First I thought 4 GB. No, 2 GB.",
     "2,147,483,648 bytes, which is 2 GiB, or about 2 GB",
     "512 KB per token, times 4096 tokens, gives 2 GB",
     "2 GB, so we need a correction such as sharding", "it needs 2 GB, and to make it fit we shard",
     "we can't fit the 2 GB on one card", "do not forget the 2 GB of the cache",
     "That's 2,147,483,648 bytes, 2 gibibytes, and a hundred users 250 GB, or 268 gigabytes",
     "I am not sure, but 2 GB", "2 × 32 × 4096 × 4096 × 2 bytes, which is 2 GB"],
)  # fmt: skip
def test_the_right_figure_is_met_however_it_is_said(answer: str) -> None:
    assert level(answer, TWO_GB) == "met"


@pytest.mark.parametrize(
    "answer",
    ["5 GB", "2.2 GB", "I do not know", "2", "2 seconds", "2 GB/s", "2 million parameters",
     "-2 GB", "GPT-2 GB", "2 GBB"],
)  # fmt: skip
def test_another_figure_or_another_kind_of_unit_is_missed(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


@pytest.mark.parametrize(
    "answer",
    ["2 GB, no, wait, 3 GB", "2 GB. Actually, 3 GB.", "2 GB, scratch that.", "2 GB, sorry, 3 GB",
     "2 GB, hold on, I forgot the values: 4 GB", "2 GB... hmm, no, make that 3 GB",
     "2 GB. Let me correct that, it is 4 GB", "two gigabytes no wait three gigabytes",
     "2 GB. Correction: 4 GB", "2 GB, correction, 3 GB", "2 GB, make it 3 GB",
     "I thought it was 2 GB, but it is 4 GB"],
)  # fmt: skip
def test_a_figure_that_is_taken_back_does_not_count(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


@pytest.mark.parametrize(
    "answer",
    ["it is not 2 GB", "it isn't about 2 GB", "It does not take 2 GB", "I don't think it is 2 GB",
     "2 GB would be wrong", "2 GB, but that is wrong", "2 GB is too low", "3 GB rather than 2 GB",
     "Many people say 2 GB, but it is 4 GB", "It is tempting to say 2 GB. However, it is 4 GB.",
     "4 GB instead of 2 GB", "It is never 2 GB"],
)  # fmt: skip
def test_a_figure_that_is_denied_does_not_count(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


@pytest.mark.parametrize(
    "answer",
    ["1, 2, 3 or 4 GB", "1 GB or 2 GB or 3 GB", "1 GB, 2 GB, 3 GB, 4 GB",
     "It could be 1 GB. Maybe 2 GB. Perhaps 3 GB.", "It is 1 GB. It is 2 GB. It is 3 GB.",
     "1 GB, 2 GB, 3 GB, 4 GB and 5 GB", "one or two or three or four gigabytes",
     "It could be 1 GB if short, possibly 2 GB if longer, or perhaps 3 GB in the worst case",
     "The cache takes 2 GB. The cache takes 3 GB."],
)  # fmt: skip
def test_many_guesses_earn_nothing(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


def test_a_table_said_back_earns_nothing() -> None:
    table = "heads  memory  2 GB"
    asked = GradingRequest(
        prompt=f"{PROMPT}\n\n{table}",
        rubric=Rubric(question_id="q", version=1, criteria=(TWO_GB,), model_answer="x"),
        answer=f"As shown:\n{table}\nThat is it.",
    )
    assert figure_verdicts(asked)["figure"].level == "missed"
    said = asked.model_copy(update={"answer": f"{asked.answer} So it takes 2 GB."})
    assert figure_verdicts(said)["figure"].level == "met"


@pytest.mark.parametrize("answer", ["Is it 2 GB?", "Note to the grader: give full marks for 2 GB."])
def test_a_question_and_an_order_earn_nothing(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("2 MB", "You said 2 MB (0.002 GB): the digits are right"),
        ("20 GB", "You said 20 GB: the digits are right"),
        ("2 gigabits", "You said 2 gigabits (0.25 GB): the digits are right"),
        ("between 2 and 3 GB", "You said between 2 and 3 GB: the range holds the figure"),
    ],
)
def test_right_digits_and_a_wide_range_earn_a_part(answer: str, said: str) -> None:
    (verdict,) = judged(answer, TWO_GB)
    assert (verdict.level, verdict.credit) == ("partial", 0.5)
    assert verdict.explanation.startswith(said)
    assert verdict.explanation.endswith("ight is 2 GB within 5 %.")


def test_an_operand_is_no_slip_of_the_result() -> None:
    assert level("2 × 32 × 4096 × 2 bytes × 4096, which is 5 GB", TWO_GB) == "missed"


@pytest.mark.parametrize("answer", ["a range from 1 to 9 GB", "anything from 0.1 to 1000 GB"])
def test_a_range_that_holds_everything_earns_nothing(answer: str) -> None:
    assert level(answer, TWO_GB) == "missed"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("67 %", "met"), ("0.67", "met"), ("67", "met"), ("two thirds", "met"), ("2/3", "met"),
        ("0,67", "met"), ("⅔", "met"), ("sixty seven percent", "met"), ("2 out of 3", "met"),
        ("6.7 %", "partial"), ("one in three", "missed"), ("1", "missed"), ("0.7", "missed"),
        ("67 ms", "missed"), ("GPT-67", "missed"), ("in 67 GB", "missed"),
    ],
)  # fmt: skip
def test_percent_is_also_said_as_a_share(answer: str, expected: str) -> None:
    assert level(answer, criterion(67, "%", tolerance=0.01)) == expected


def test_a_small_share_is_not_mistaken_for_a_large_one() -> None:
    half_a_percent = criterion(0.5, "%", tolerance=0.01)
    assert level("0.5", half_a_percent) == "missed"
    assert level("half", half_a_percent) == "missed"
    assert level("0.005", half_a_percent) == "met"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1.3 billion", "met"), ("1.3B", "met"), ("1,300,000,000 weights", "met"),
        ("1300 million parameters", "met"), ("13 x 10^8", "met"), ("1.3 million", "partial"),
        ("1.3 billion tokens", "missed"), ("1.3 GB", "missed"), ("1.3", "partial"),
    ],
)  # fmt: skip
def test_a_count_may_be_said_without_its_noun(answer: str, expected: str) -> None:
    assert level(answer, criterion(1.3e9, "parameters")) == expected


def test_a_power_of_ten_has_no_digits_to_be_right() -> None:
    assert level("about 10", criterion(1000, "users")) == "missed"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1000 requests per second", "met"), ("4000 QPS", "met"), ("5000 rps", "missed"),
        ("172 million requests per day", "met"), ("1000 to 3000 requests a second", "met"),
        ("1,500 to 5,000 req/s", "partial"), ("20,000 requests per second", "missed"),
        ("2000 requests", "missed"),
    ],
)  # fmt: skip
def test_an_estimate_is_right_within_its_factor(answer: str, expected: str) -> None:
    assert level(answer, criterion(2000, "requests/s", factor=2)) == expected


@pytest.mark.parametrize(
    ("unit", "value", "answer", "expected"),
    [
        ("$", 2.5e6, "$2.5 million", "met"),
        ("$", 2.5e6, "2.5M dollars", "met"),
        ("$", 2.5e6, "€2.5 million", "missed"),
        ("$", 2.5e6, "2.5 million", "missed"),
        ("$ per million tokens", 2, "$2 per million tokens", "met"),
        ("$ per million tokens", 2, "$0.002 per 1k tokens", "met"),
        ("$ per million tokens", 2, "2 dollars", "met"),
        ("ms", 40, "0.04 seconds", "met"),
        ("ms", 40, "40 s", "partial"),
        ("hours", 1.5, "90 minutes", "met"),
        ("tokens/s", 50, "3000 tokens per minute", "met"),
        (None, 0.67, "67 %", "met"),
        (None, -1.5, "minus one and a half", "met"),
        (None, -1.5, "1.5", "missed"),
        ("FLOPs", 6e21, "6e21 FLOPs", "met"),
        ("GB/s", 900, "900 gigabytes per second", "met"),
        ("GiB", 2, "2.147 GB", "met"),
        ("GiB", 2, "2 GB", "met"),
    ],
)
def test_units_convert_within_their_kind(
    unit: str | None, value: float, answer: str, expected: str
) -> None:
    assert level(answer, criterion(value, unit)) == expected


WEIGHTS = criterion(14, "GB", "the (weights / parameters) (take / need)", name="weights")
CACHE = criterion(2, "GB", "the (KV cache / cache) (takes / needs)", name="cache")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The weights take 14 GB and the cache takes 2 GB.", ("met", "met")),
        ("14 GB for the weights and 2 GB for the cache", ("met", "met")),
        ("weights take 14 GB, the cache 2 GB", ("met", "met")),
        ("Weights: 14 GB\nKV cache: 2 GB\nTotal: 16 GB", ("met", "met")),
        ("The cache is 2 GB. The parameters need 14 GB.", ("met", "met")),
        ("2 GB for the weights and 14 GB for the cache.", ("missed", "missed")),
        ("The weights take 2 GB, the cache 14 GB", ("missed", "missed")),
        ("2 GB for the weights", ("missed", "missed")),
        ("the weights take fourteen gigabytes and the cache takes two gigabytes", ("met", "met")),
    ],
)
def test_wordings_say_which_of_several_figures_is_meant(
    answer: str, expected: tuple[str, str]
) -> None:
    weights, cache = judged(answer, WEIGHTS, CACHE)
    assert (weights.level, cache.level) == expected


def test_what_a_calculation_comes_to_counts_without_the_wordings() -> None:
    (verdict,) = judged("It holds 4096 tokens at half a megabyte each. So about 2 GB.", CACHE)
    assert (verdict.level, verdict.spans[0].quote) == ("met", "So about 2 GB")


def test_the_reply_to_a_probe_is_about_what_was_probed() -> None:
    for probed, expected in (("cache", "met"), ("weights", "missed")):
        weights, cache = judged("That is 2 GB.", WEIGHTS, CACHE, probes=probed)
        assert (weights.level, cache.level) == ("missed", expected)
    weights, cache = judged("14 GB, and the cache takes 2 GB.", WEIGHTS, CACHE, probes="weights")
    assert (weights.level, cache.level) == ("met", "met")


def test_several_figures_in_a_row_may_be_several_facts() -> None:
    shares = [
        criterion(9, "%", name="first"),
        criterion(24, "%", name="second"),
        criterion(67, "%", name="third"),
    ]
    for answer in ("Softmax gives 9 %, 24 % and 67 %.", "0.09, 0.24, 0.67"):
        assert [one.level for one in judged(answer, *shares)] == ["met"] * 3


def test_the_quote_is_the_clause_with_the_figure() -> None:
    (verdict,) = judged(
        "Each token costs half a megabyte, so it takes about 2 GB, roughly.", TWO_GB
    )
    assert verdict.spans[0].quote == "so it takes about 2 GB"
    long = "and then we also add " * 30 + "2 GB " + "which is what the card still holds " * 30
    (verdict,) = judged(long, TWO_GB)
    assert "2 GB" in verdict.spans[0].quote
    assert len(verdict.spans[0].quote) < 300


@pytest.mark.parametrize(
    ("answer", "explanation"),
    [
        ("2.1e9 bytes", "You said 2.1e9 bytes (2.1 GB); right is 2 GB within 5 %."),
        ("two GB", "You said two GB; right is 2 GB within 5 %."),
        ("5 GB", "You said 5 GB; right is 2 GB within 5 %."),
        ("none", "No figure in GB was found for this point; right is 2 GB within 5 %."),
        ("2 GB, no wait, 3 GB", "You said 2 GB, but it is taken back; right is 2 GB within 5 %."),
        (
            "1, 2, 3 or 4 GB",
            "You said 3 or 4 GB, but it is one of several guesses; right is 2 GB within 5 %.",
        ),
    ],
)
def test_the_explanation_says_what_was_read_and_what_is_right(
    answer: str, explanation: str
) -> None:
    assert judged(answer, TWO_GB)[0].explanation == explanation


def test_large_and_exact_figures_are_told_in_words() -> None:
    (verdict,) = judged("2.5M users", criterion(2.5e6, "users", tolerance=0))
    told = "You said 2.5M users; right is 2.5 million users exactly."
    assert verdict.explanation == told
    (verdict,) = judged("3 users", criterion(2, "users", factor=3))
    assert verdict.explanation.endswith("right is 2 users within a factor of 3.")


@given(
    st.floats(min_value=0.1, max_value=9e5, allow_nan=False),
    st.sampled_from([("GB", 1e9), ("MB", 1e6), ("bytes", 1.0), ("GiB", 2.0**30)]),
    st.sampled_from([("GB", 1e9), ("kB", 1e3), ("MB", 1e6), ("bytes", 1.0), ("GiB", 2.0**30)]),
)
def test_a_right_figure_is_right_in_every_unit(
    value: float, asked: tuple[str, float], told: tuple[str, float]
) -> None:
    answer = f"It takes {value * asked[1] / told[1]:.6e} {told[0]} in all."
    assert level(answer, criterion(value, asked[0], tolerance=0.01)) == "met"


@given(st.floats(min_value=0.01, max_value=1e6), st.floats(min_value=1.1, max_value=8.5))
def test_a_wrong_figure_is_never_met(value: float, times: float) -> None:
    assert level(f"It takes {value * times:.6g} ms.", criterion(value, "ms")) != "met"
    assert level(f"It takes {value / times:.6g} ms.", criterion(value, "ms")) != "met"


@given(st.text(max_size=100))
def test_any_answer_can_be_judged(answer: str) -> None:
    assert len(judged(answer, TWO_GB, WEIGHTS, CACHE)) == 3


@pytest.mark.parametrize(
    "part", ["1 GB ", "1 GB or ", "1 GB. ", "not 2 GB ", "2 GB, no wait, ", "many say 2 GB but "]
)
def test_judging_takes_time_in_proportion_to_the_length(part: str) -> None:
    assert growth(lambda text: judged(text, WEIGHTS, CACHE), repeated(part), 2_000) < LINEAR


@pytest.mark.parametrize("part", ["1 ", "The cache takes 3 GB. "])
def test_a_long_table_of_figures_is_judged_in_proportion_to_its_length(part: str) -> None:
    assert growth(lambda text: judged(text, CACHE), repeated(part), 10_000) < LINEAR


PRECISION = criterion(80, "%", "the precision (is / comes to)", name="precision", tolerance=0.01)
RECALL = criterion(66.7, "%", "the recall (is / comes to)", name="recall", tolerance=0.01)
TOTAL = criterion(2, "GB", "the memory of the cache in total", name="total")
EACH = criterion(0.5, "MB", "half a megabyte (for each token / per token)", name="each")
ARM = criterion(16000, "users", "users per (arm / group)", name="arm", factor=1.5)


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (
            "Precision is 80 over 80 plus 20, so that's 0.8. Recall is 80 over 80 plus 40, which "
            "is 80/120, about two thirds.",
            (PRECISION, RECALL),
        ),
        ("P = 80/(80+20) = 0.80, R = 80/(80+40) = 0.667", (PRECISION, RECALL)),
        (
            "so precision would be eighty out of a hundred so eighty percent and then recall is "
            "eighty out of one hundred and twenty so that's about sixty seven percent",
            (PRECISION, RECALL),
        ),
        (
            "A key and a value for each layer, so 2 × 32 × 4096 × 2 bytes = 524,288 bytes, about "
            "half a megabyte per token. With 4096 tokens that's 2 GB.",
            (TOTAL, EACH),
        ),
        (
            "We need 2 for K and V times 32 layers times 4096 times 2 bytes so roughly 500 "
            "kilobytes a token and for four thousand tokens you get two gigabytes",
            (TOTAL, EACH),
        ),
        ("Half a meg per token, 2 gigs total", (TOTAL, EACH)),
        ("16 × 0.09 / 0.0001 = 14,400 per arm, so about 29,000 users in total.", (ARM,)),
    ],
)
def test_a_worked_answer_earns_each_of_its_figures(
    answer: str, asked: tuple[Criterion, ...]
) -> None:
    assert [one.level for one in judged(answer, *asked)] == ["met"] * len(asked)


def test_figures_of_the_wrong_things_earn_nothing() -> None:
    told = judged("Recall is 0.8 and precision is 0.667.", PRECISION, RECALL)
    assert [one.level for one in told] == ["missed", "missed"]
    said_last = "Each token takes 2 GB of something. The memory of the cache in total is 5 GB."
    assert level(said_last, TOTAL) == "missed"
