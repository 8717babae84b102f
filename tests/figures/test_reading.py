"""Figures are read however they are written or said, and names with digits are none."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.figures.folding import folded
from interviewer.figures.reading import Figure, figures
from interviewer.figures.units import NUMBER, named_unit
from tests.figures.saying import in_words, indefinite
from tests.long_texts import LINEAR, growth, repeated

GB, MB = 1e9, 1e6


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [(text[one.start : one.end], one.low) for one in found]
    return found[0]


def base(figure: Figure) -> float:
    return figure.low * figure.units[0].scale


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("about 2 GB", 2 * GB, "bytes"),
        ("~2GB", 2 * GB, "bytes"),
        ("2.1e9 bytes", 2.1e9, "bytes"),
        ("2 gigabytes", 2 * GB, "bytes"),
        ("two gigs", 2 * GB, "bytes"),
        ("2,048 MiB", 2048 * 2**20, "bytes"),
        ("2\u202f048 MiB", 2048 * 2**20, "bytes"),
        ("2**31 bytes", 2**31, "bytes"),
        ("2³¹ bytes", 2**31, "bytes"),
        ("a gigabyte and a half", 1.5 * GB, "bytes"),
        ("two and a half gigabytes", 2.5 * GB, "bytes"),
        ("2½ GB", 2.5 * GB, "bytes"),
        ("half a gigabyte", 0.5 * GB, "bytes"),
        ("two point one gigabytes", 2.1 * GB, "bytes"),
        ("2 point 1 gigabytes", 2.1 * GB, "bytes"),
        ("16-bit", 2, "bytes"),
        ("16 gigabits", 2 * GB, "bytes"),
        ("67 %", 0.67, "percent"),
        ("67%", 0.67, "percent"),
        ("67 percent", 0.67, "percent"),
        ("67 per cent", 0.67, "percent"),
        ("sixty seven percent", 0.67, "percent"),
        ("sixty-seven percentage points", 0.67, "percent"),
        ("50 basis points", 0.005, "percent"),
        ("~40 ms", 0.04, "seconds"),
        ("40 milliseconds", 0.04, "seconds"),
        ("40\u00b5s", 40e-6, "seconds"),
        ("an answer in 1.5 hours", 5400, "seconds"),
        ("1.3 billion parameters", 1.3e9, "weights"),
        ("1.3B params", 1.3e9, "weights"),
        ("1.3 billion trainable parameters", 1.3e9, "weights"),
        ("7B-parameter", 7e9, "weights"),
        ("300 active users", 300, "cases"),
        ("$2.5 million", 2.5e6, "dollars"),
        ("USD 300", 300, "dollars"),
        ("300 bucks", 300, "dollars"),
        ("fifty cents", 0.5, "dollars"),
        ("€3", 3, "euros"),
        ("£1,200", 1200, "pounds"),
        ("2k requests a second", 2000, "requests"),
        ("2,000 req/s", 2000, "requests"),
        ("2000 QPS", 2000, "requests"),
        ("86,400 requests per day", 1, "requests"),
        ("4096 tokens", 4096, "tokens"),
        ("5 TFLOPs", 5e12, "operations"),
    ],
)
def test_a_figure_with_a_unit_is_read(text: str, value: float, kind: str) -> None:
    figure = only(text)
    assert base(figure) == pytest.approx(value)
    assert figure.units[0].kind == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.67", 0.67), (".67", 0.67), ("0,67", 0.67), ("point six seven", 0.67),
        ("zero point six seven", 0.67), ("point sixty seven", 0.67),
        ("2/3", 2 / 3), ("⅔", 2 / 3), ("two thirds", 2 / 3), ("two-thirds", 2 / 3),
        ("2 thirds", 2 / 3), ("three quarters", 0.75), ("half", 0.5), ("one half", 0.5),
        ("½", 0.5), ("a third of them", 1 / 3), ("one in three", 1 / 3), ("1 in 3", 1 / 3),
        ("two out of three", 2 / 3), ("80 out of 100 users", 0.8), ("one in a million", 1e-6),
        ("2 048", 2048), ("2,048", 2048), ("2_048", 2048), ("1.234,5", 1234.5),
        ("1,234.5", 1234.5), ("1.000.000", 1e6), ("1,5", 1.5),
        ("three hundred", 300), ("a hundred", 100), ("a dozen", 12), ("two dozen", 24),
        ("half a million", 5e5), ("one hundred and five", 105), ("1.5 million", 1.5e6),
        ("two point one billion", 2.1e9), ("six hundred and seventy thousand", 670_000),
        ("10^6", 1e6), ("10⁶", 1e6), ("10**6", 1e6), ("10^-6", 1e-6), ("10⁻⁶", 1e-6),
        ("2 x 10^9", 2e9), ("2×10⁹", 2e9), ("2 * 10^9", 2e9), ("2·10^9", 2e9),
        ("ten to the six", 1e6), ("ten to the sixth", 1e6), ("ten to the minus six", 1e-6),
        ("two times ten to the nine", 2e9), ("2e9", 2e9), ("3e-4", 3e-4),
        ("-1.5", -1.5), ("−1.5", -1.5), ("minus five", -5), ("negative 5", -5),
        ("p=0.03", 0.03), ("the answer is 5.", 5), ("２０", 20), ("٢٠", 20),
    ],
)  # fmt: skip
def test_a_bare_figure_is_read(text: str, value: float) -> None:
    figure = only(text)
    assert figure.low == pytest.approx(value)
    assert figure.bare


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 2 and 3 GB", 2 * GB, 3 * GB),
        ("2-3 GB", 2 * GB, 3 * GB),
        ("2–3 GB", 2 * GB, 3 * GB),
        ("2 to 3 GB", 2 * GB, 3 * GB),
        ("2 GB to 3 GB", 2 * GB, 3 * GB),
        ("2 or 3 GB", 2 * GB, 3 * GB),
        ("two to three million users", 2e6, 3e6),
        ("2-3M users", 2e6, 3e6),
        ("$2-3 million", 2e6, 3e6),
        ("1 to 3000 users", 1, 3000),
    ],
)
def test_a_range_has_two_ends_and_one_unit(text: str, low: float, high: float) -> None:
    figure = only(text)
    scale = figure.units[0].scale
    assert [figure.low * scale, figure.high * scale] == pytest.approx([low, high])


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4", "GPT 4", "gpt4", "fp16 and bf16", "int8", "an H100", "A100s", "Llama-2-7B", "L2",
        "F1", "top-5", "version 3.11", "Gemini 1.5", "Python 3", "Python 3.11.4", "v2.0",
        "CUDA 12", "word2vec", "x86", "#5",
        "192.168.0.1", "10.0.0.255", "2024-01-15", "15/01/2024", "1.2.2024", "January 5, 2024",
        "5 January 2024", "5th of May", "in 2024", "the 1990s", "10:30", "at 7:15",
        "call 555-1234", "+1 (555) 123-4567", "555-123-4567", "(555) 123-4567", "1. first",
        "2) second", "(3) third", "chapter 5", "figure 2", "step 3", "type 1 error", "the 2nd",
        "90th percentile", "1e999", "9" * 60, "10^999", "two-stage", "one-hot", "zero-shot",
        "10-fold", "one of them", "the first one", "twenty third", "a third option",
        "half-precision", "half precision", "a second", "a minute", "4096x4096", "0xff", "x^2",
        "3^5", "1,00,000", "80:20", "50-50", "abc123", "₂", "Ⅻ", "", " ", "a-1", "e^-5",
    ],
)  # fmt: skip
def test_what_is_a_name_a_date_or_a_place_in_a_list_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a batch of 2000", 2000), ("it grows by 2000", 2000), ("online 5", 5), ("decay 0.9", 0.9),
        ("margin 5", 5), ("separate 3", 3), ("sample number: 384", 384), ("in 2048 rows", 2048),
        ("llama 7B", 7), ("phase 3 GB", 3), ("at most 5.", 5), ("is 5, and", 5), ("[5]", 5),
    ],
)  # fmt: skip
def test_a_figure_is_not_taken_for_a_name(text: str, value: float) -> None:
    assert only(text).low == value


def test_numbers_of_a_list_are_passed_over_and_its_figures_are_read() -> None:
    text = "1. The weights: 14 GB\n2. The cache: 2 GB\n3) 16 GB"
    assert [text[one.start : one.end] for one in figures(text)] == ["14 GB", "2 GB", "16 GB"]


def test_a_comma_is_the_decimal_point_where_the_text_writes_it_so() -> None:
    assert [one.low for one in figures("0,67 and then 1,234")] == [0.67, 1.234]
    assert [one.low for one in figures("670 and then 1,234")] == [670, 1234]
    assert [one.low for one in figures("1,000,000 and 0,67 and 1,234")] == [1e6, 0.67, 1234]


def test_a_letter_may_be_a_scale_or_a_unit() -> None:
    assert {(one.kind, one.scale) for one in only("5m").units} == {("number", 1e6), ("seconds", 60)}
    assert {(one.kind, one.scale) for one in only("7B").units} == {("number", 1e9), ("bytes", 1)}
    assert only("5m users").units[0].scale == 1e6


def test_a_gigabyte_has_two_readings_and_a_gibibyte_one() -> None:
    assert [one.scale for one in only("2 GB").units] == [1e9, 2**30]
    assert [one.scale for one in only("2 GiB").units] == [2**30]


def test_a_price_per_tokens_keeps_what_it_is_for() -> None:
    (unit,) = only("$2 per million tokens").units
    assert (unit.kind, unit.per, unit.each) == ("dollars", "tokens", 1e6)
    assert only("$0.002/1k tokens").units[0].each == 1000


@pytest.mark.parametrize(
    "unit",
    ["GB", "gb", "GiB", "%", "percent", "ms", "s", "hours", "users", "requests/s", "tokens/s",
     "requests per second", "GB/s", "$", "USD", "$ per million tokens", "parameters", "FLOPs",
     "TFLOP/s", "tokens", "GPUs", "bits", "€", "standard deviations", "$/day"],
)  # fmt: skip
def test_units_as_authors_write_them_are_known(unit: str) -> None:
    assert named_unit(unit)


@pytest.mark.parametrize("unit", ["GBB", "furlongs", "2 GB", "GB and MB", "", "/s", "per day", "k"])
def test_other_units_are_not(unit: str) -> None:
    assert named_unit(unit) == ()


WHOLE = st.integers(min_value=1, max_value=999_999_999)
AROUND = st.sampled_from(
    ["{}", "so about {}", "it is {}.", "I get {}, roughly", "({} or so)", "\n{}\n", "= {};", "~{}"]
)
DIGITS = st.sampled_from(["0", "٠", "０", "०"])


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


@given(WHOLE, AROUND, st.sampled_from([",", "_", "\u202f", "\u00a0", "'"]))
def test_a_whole_number_is_read_however_its_digits_are_grouped(
    value: int, around: str, mark: str
) -> None:
    text = around.format(f"{grouped(value, mark)} users")
    figure = only(text)
    assert base(figure) == value
    assert text[figure.start : figure.end].endswith("users")


@given(WHOLE, AROUND)
def test_a_whole_number_is_read_in_words(value: int, around: str) -> None:
    text = around.format(f"{in_words(value)} tokens")
    assert base(only(text)) == value


@given(WHOLE, DIGITS)
def test_a_whole_number_is_read_in_the_digits_of_other_scripts(value: int, zero: str) -> None:
    text = "".join(chr(ord(zero) + int(digit)) for digit in str(value))
    assert only(f"{text} users").low == value


@given(
    st.integers(min_value=10, max_value=999),
    st.integers(min_value=-12, max_value=18),
    st.sampled_from(["{m}e{e}", "{m}E{e}", "{m} x 10^{e}", "{m}×10^{e}", "{m} * 10**{e}"]),
)
def test_a_power_of_ten_is_read(mantissa: int, exponent: int, way: str) -> None:
    text = way.format(m=mantissa / 100, e=exponent) + " bytes"
    assert base(only(text)) == pytest.approx(mantissa / 100 * 10.0**exponent)


@given(st.integers(min_value=1, max_value=99), AROUND)
def test_a_share_is_read_in_every_way(percent: int, around: str) -> None:
    share = percent / 100
    ways = [
        f"{percent} %", f"{percent}%", f"{percent} percent", f"{in_words(percent)} percent",
        f"{share:.2f}", f"{share:.2f}".lstrip("0"), f"{share:.2f}".replace(".", ","),
        f"{percent}/100", f"{percent} out of 100", f"{percent} in 100",
        f"{in_words(percent)} out of a hundred",
    ]  # fmt: skip
    for way in ways:
        assert base(only(around.format(way))) == pytest.approx(share), way


@given(
    st.integers(min_value=1, max_value=4000),
    st.sampled_from(
        [("ms", 1e-3), ("seconds", 1), ("min", 60), ("KB", 1e3), ("MiB", 2**20), ("gigabytes", GB),
         ("%", 0.01), ("$", 1), ("tokens per second", 1), ("requests/day", 1 / 86400)]
    ),
)  # fmt: skip
def test_a_range_is_read_back(low: int, unit: tuple[str, float]) -> None:
    name, scale = unit
    high = low * 2 + 1
    for text in (f"between {low} and {high} {name}", f"{low} to {high} {name}"):
        figure = only(text)
        assert (figure.low, figure.high) == (low, high)
        assert figure.units[0].scale == pytest.approx(scale)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    end = 0
    for one in figures(text):
        assert end <= one.start < one.end <= len(text)
        assert -math.inf < one.low <= one.high < math.inf
        end = one.end


@given(st.text(alphabet="0123456789.,eE^/-–:()%$GBkmx×½ ⅔٢²aftndohrisu\n", max_size=60))
def test_any_muddle_of_digits_can_be_read(text: str) -> None:
    end = 0
    for one in figures(text):
        assert end <= one.start < one.end <= len(text)
        assert -math.inf < one.low <= one.high < math.inf
        assert one.units
        end = one.end


@given(st.text(max_size=60))
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    plain = folded(text)
    assert len(plain) == len(text)
    for before, after in zip(text, plain, strict=True):
        if unicodedata.category(before) == "Nd":
            assert (after.isascii(), int(after)) == (True, unicodedata.decimal(before))


@pytest.mark.parametrize(
    "part", ["1 ", "1,", "1-", "1/", "9", "1e", "10^", "1 in ", "one ", "half a ", "2 to ", "a ",
             "two million ", "$", "½", "1.5a", "between ", "1 GB or "],
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_length(part: str) -> None:
    assert growth(figures, repeated(part), short=4_000) < LINEAR


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a quarter of a gigabyte", 0.25e9),
        ("1/4 of a gigabyte", 0.25e9),
        ("three quarters of an hour", 2700),
        ("a tenth of a second", 0.1),
        ("a tenth of a percent", 0.001),
        ("half of one day", 43200),
        ("three quarters of a million users", 750_000),
        ("a third of a million", 1e6 / 3),
    ],
)
def test_a_part_of_a_unit_is_one_figure(text: str, value: float) -> None:
    assert base(only(text)) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 hours 30 minutes", 9000),
        ("2 hours and 30 minutes", 9000),
        ("two hours and thirty minutes", 9000),
        ("1h 15min", 4500),
        ("a day and 12 hours", 129_600),
        ("1 s 200 ms", 1.2),
    ],
)
def test_a_time_in_two_units_is_one_figure(text: str, value: float) -> None:
    assert base(only(f"It takes {text} in all.")) == pytest.approx(value)


def test_two_times_stay_two_figures() -> None:
    for text in (
        "2 hours, 30 minutes of them for loading",
        "2 hours and 30 minutes per epoch",
        "30 minutes and 2 hours",
        "between 2 hours and 30 minutes",
    ):
        assert len(figures(text)) == 2


def test_a_part_of_something_else_is_a_share() -> None:
    for text in ("half of an epoch", "half of a model", "half of the gigabytes"):
        assert only(text).fraction
        assert only(text).bare


@pytest.mark.parametrize(("text", "value"), indefinite())
def test_a_period_or_a_scale_with_an_article_is_read(text: str, value: float) -> None:
    assert base(only(text)) == pytest.approx(value)


@given(
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=2, max_value=16),
    st.integers(min_value=1, max_value=15),
    st.sampled_from([" ", "-"]),
)
def test_a_mixed_number_is_read(whole: int, of: int, share: int, mark: str) -> None:
    share = 1 + share % (of - 1) if of > 2 else 1
    assert base(only(f"{whole}{mark}{share}/{of} hours")) == pytest.approx(
        3600 * (whole + share / of)
    )


@pytest.mark.parametrize(
    "text", ["once a week", "how many a day", "twice an hour", "a year ago", "a day of work"]
)
def test_a_period_that_says_how_often_is_no_figure(text: str) -> None:
    assert figures(text) == ()


def test_a_factor_is_no_bare_number_and_no_share() -> None:
    for text in ("10x faster", "10 times as fast", "10\u00d7 as many"):
        assert [(unit.kind, unit.scale) for unit in only(text).units] == [("times", 1)]


@pytest.mark.parametrize(
    ("prefix", "scale"),
    [("giga", 1e9), ("tera", 1e12), ("peta", 1e15), ("exa", 1e18), ("zetta", 1e21),
     ("yotta", 1e24)],
)  # fmt: skip
def test_operations_have_every_prefix(prefix: str, scale: float) -> None:
    for name in (f"{prefix[0].upper()}FLOPs", f"{prefix}flops", f"{prefix[0].upper()}FLOP"):
        assert base(only(f"3 {name}")) == pytest.approx(3 * scale)
    assert base(only(f"3 {prefix}flop/s-days")) == pytest.approx(3 * scale * 86400)


def test_a_bare_number_has_no_unit() -> None:
    assert only("7").units == (NUMBER,)
