"""What the page of a tab may send."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.browser.messages import (
    Focused,
    Message,
    Pinged,
    Resized,
    Typed,
    read_font_size,
    read_message,
    read_size,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["stdin", "a\\u001b[A"]', Typed(b"a\x1b[A")),
        ('["stdin", "\\ud83d\\ude00\\ud83d!"]', Typed("\U0001f600\ufffd!".encode())),
        ('["resize", {"width": 80, "height": 24}]', Resized(80, 24)),
        ('["focus"]', Focused(True)),
        ('["blur"]', Focused(False)),
        ('["ping", "17"]', Pinged("17")),
    ],
)
def test_what_a_page_sends_is_understood(text: str, message: Message) -> None:
    assert read_message(text) == message


@pytest.mark.parametrize(
    "text",
    [
        *("", "\0", "[1", "NaN", "null", "[]", "{}", '"stdin"', '["stdin"]', '["stdin", 1]'),
        *('["stdin", "a", "b"]', '["resize", {}]', '["ping", []]', '["unknown", 1]'),
        '["resize", {"width": "80", "height": 24}]',
        '["resize", {"width": true, "height": 24}]',
        '["resize", {"width": 1e9, "height": 24}]',
        '["resize", {"width": 2001, "height": 24}]',
        '["resize", {"width": 80, "height": 0}]',
        f'["ping", "{"x" * 65}"]',
        "[" * 100_000,
        f"[{'9' * 5000}]",
    ],
)
def test_all_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own are among them
        read_message(text)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
_WORDS = st.sampled_from(["stdin", "resize", "focus", "blur", "ping"])


@given(st.text() | st.builds(lambda word, rest: json.dumps([word, *rest]), _WORDS, st.lists(_JSON)))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with suppress(ValueError):
        read_message(text)


def test_sizes_in_an_address_have_bounds() -> None:
    assert read_size(None, None) == (80, 24)
    assert read_size("2000", "1000") == (2000, 1000)
    assert (read_font_size(None), read_font_size("40")) == (16, 40)
    for wrong in ("", "0", "2001", "9" * 5000, "-1", "1e2", "²", "٣", "NaN", " 5"):
        with pytest.raises(ValueError, match="no "):
            read_size(wrong, "24")
        with pytest.raises(ValueError, match="no "):
            read_font_size(wrong)
