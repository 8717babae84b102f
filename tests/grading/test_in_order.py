"""Results come in order, and as soon as they are there, however slow the source is."""

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest

from interviewer.grading.in_order import in_order


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


def test_a_result_does_not_wait_for_the_next_of_a_slow_source() -> None:
    made: list[int] = []
    seen = Event()

    def slow() -> Iterator[int]:
        for number in range(3):
            yield number
            assert seen.wait(30)  # whoever writes the next line wants to read this one first
            seen.clear()

    def done(number: int) -> None:
        made.append(number)
        seen.set()

    asyncio.run(in_order(slow(), double, done, most=8))
    assert made == [0, 2, 4]


def test_results_keep_their_order_and_few_are_taken_ahead() -> None:
    made: list[int] = []
    ahead: list[int] = []

    def source() -> Iterator[int]:
        for number in range(40):
            ahead.append(number - len(made))
            yield number

    async def uneven(number: int) -> int:
        for _ in range(7 * (number % 3)):
            await asyncio.sleep(0)
        return number

    asyncio.run(in_order(source(), uneven, made.append, most=4))
    assert made == list(range(40))
    assert max(ahead) <= 4


def test_what_fails_ends_the_work() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("the disk is gone")

    made: list[int] = []
    with pytest.raises(OSError, match="the disk is gone"):
        asyncio.run(in_order(broken(), double, made.append, most=4))
