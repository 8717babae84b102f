"""Strict YAML: what is read is what was meant, and whatever is not gets a line and a remedy."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank import strict_yaml

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def _each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_LOADER", request.param)


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)
_single = st.one_of(
    _texts,
    st.booleans(),
    st.none(),
    st.integers(-(10**9), 10**9),
    st.integers(0, 1000).map(lambda n: n / 1000),
)
_plain_data = st.recursive(
    _single,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@given(_plain_data)
def test_reads_what_yaml_writes(data: Any) -> None:
    document = strict_yaml.read(yaml.safe_dump(data, allow_unicode=True))
    assert document.faults == ()
    assert document.data == _tuples(data)


@given(st.text(max_size=200) | st.text("[]{}:-&*!#|>'\"% \n\tab?,~", max_size=60))
def test_any_text_is_read_or_refused_with_a_line_of_its_own(text: str) -> None:
    document = strict_yaml.read(text, locate=True)
    lines = len(text.splitlines()) + 1
    assert all(1 <= fault.line <= lines for fault in document.faults)
    assert all(fault.message and fault.remedy for fault in document.faults)
    assert all(1 <= line <= lines for line in document.lines.values())


@pytest.mark.usefixtures("_each_loader")
@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands here twice"),
        ("a:\n  b: 1\n  'b': 2\n", 3, "'b' stands here twice"),
        ("a: &x 1\n", 1, "'&x' is an anchor"),
        ("a: 1\nb: *x\n", 2, "'*x' refers to another value"),
        ("a: 1\n<<: *x\n", 2, "refers to another value"),
        ("a:\n  - &loop [*loop]\n", 2, "refers to another value"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "is a tag"),
        ("a: 1\nb: !local x\n", 2, "'!local' is a tag"),
        ("!!str a: 1\n", 1, "has an anchor or a tag"),
        ("a: 1\n? [b, c]\n: d\n", 2, "not a single word"),
        ("", 1, "empty"),
        ("# only a comment\n", 2, "empty"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: b: c\n", 1, "mapping values are not allowed"),
        ("a:\n\t- b\n", 2, "cannot start any token"),
        ("a: 1\nb: 'open\n\nc: 2\n", 2, "unexpected end"),
        ("a: [1, 2\n", 2, "not valid YAML"),
        ('a: "\\q"\n', 1, "unknown escape"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("[" * 500_000, 1, "nested too deeply"),
        ("{a: " * 100_000, 1, "nested too deeply"),
        ("- " * 2000, 1, "nested too deeply"),
    ],
)
def test_hostile_text_is_refused(text: str, line: int, part: str) -> None:
    faults = strict_yaml.read(text).faults
    assert [fault.line for fault in faults if part in fault.message][:1] == [line], faults
    assert all(fault.remedy for fault in faults)


@pytest.mark.usefixtures("_each_loader")
def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    document = strict_yaml.read("\n".join(lines))
    assert document.data["a19"] == (None,) * 9
    assert len(document.faults) == 20 + 19 * 9


@pytest.mark.usefixtures("_each_loader")
def test_every_fault_of_a_text_is_reported() -> None:
    text = "a: &x 1\nb: *x\nc: !t 2\nc: 3\nd: [e: f: g]\n"
    assert [fault.line for fault in strict_yaml.read(text).faults] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("off", False),
        ("null", None),
        ("", None),
        ("'no'", "no"),
        ("12", 12),
        ("-3", -3),
        ("0.25", 0.25),
        ("1:30", "1:30"),
        ("2020-01-01", "2020-01-01"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("9" * 5000, "9" * 5000),
        (".inf", ".inf"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_unquoted_values(text: str, value: object) -> None:
    found = strict_yaml.read(f"key: {text}\n").data["key"]
    assert (type(found), found) == (type(value), value)


def test_lines_lead_to_every_value() -> None:
    text = "a: 1\nb:\n  - c: 2\n    d: >-\n      long\n      text\n  - e\n"
    assert strict_yaml.read(text, locate=True).lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 0, "c"): 3,
        ("b", 0, "d"): 4,
        ("b", 1): 7,
    }
