"""Texts made to cost as much as they can, and a measure of how the cost grows with length."""

import gc
import random
import time
from collections.abc import Callable

SHORT = 8_000
"""Characters of the shorter of two texts that are compared."""

TIMES = 4
"""How many times as long the longer one is."""

LINEAR = 9.0
"""What ``growth`` stays under for linear work, with room for a busy machine."""

Shape = Callable[[int], str]


def repeated(piece: str, begin: str = "") -> Shape:
    """Return the shape of a text that says one piece again and again."""
    return lambda length: (begin + piece * (length // len(piece) + 1))[:length]


def distinct_words(length: int) -> str:
    """Return words that are all different, and none of any language."""
    dice = random.Random(7)
    words = ("".join(dice.choices("bcdfglmnoprstuvz", k=9)) for _ in range(length // 10 + 1))
    return " ".join(words)[:length]


def mixed(length: int) -> str:
    """Return words that are all different, and one word between any two of them."""
    return distinct_words(length).replace(" ", " a ")[:length]


def nested(length: int) -> str:
    """Return brackets within brackets, around nothing."""
    return "([" * (length // 4) + "])" * (length // 4)


def growth(work: Callable[[str], object], shape: Shape, short: int = SHORT) -> float:
    """Return how many times as long ``work`` takes for a text that is four times as long.

    About 4 is linear and 16 quadratic. The time is this thread's own, and the least of five,
    without that of the garbage collector, which looks through everything that is alive.
    """
    seconds = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for length in (short, short * TIMES):
            text = shape(length)
            work(text[:100])
            tries = []
            for _ in range(5):
                start = time.thread_time()
                work(text)
                tries.append(time.thread_time() - start)
            seconds.append(min(tries))
    finally:
        if collecting:
            gc.enable()
    return seconds[1] / seconds[0]
