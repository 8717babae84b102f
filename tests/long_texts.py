"""Texts made to cost as much as they can, and a measure of how the cost grows with length."""

import gc
import math
import random
import time
from collections.abc import Callable

SHORT = 8_000
"""Characters of the shorter of two texts that are compared."""

TIMES = 4
"""How many times as long the longer one is."""

LINEAR = 9.0
"""What ``growth`` stays under for linear work, with room for a busy machine."""

PLAINLY_LINEAR = 6.0
"""Where a first try stays under it, no more are needed."""

TRIES = 10

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

    About 4 is linear and 16 quadratic. The time is this thread's own, without that of the
    garbage collector, which looks through everything that is alive, and the least of all tries:
    one suffices where it is well under ``LINEAR``; what others do to the caches may cost more.
    """
    texts = [shape(short), shape(short * TIMES)]
    seconds = [math.inf, math.inf]
    collecting = gc.isenabled()
    gc.disable()
    try:
        work(texts[0][:100])
        for _ in range(TRIES):
            for number, text in enumerate(texts):
                start = time.thread_time()
                work(text)
                seconds[number] = min(seconds[number], time.thread_time() - start)
            if seconds[1] / seconds[0] < PLAINLY_LINEAR:
                break
    finally:
        if collecting:
            gc.enable()
    return seconds[1] / seconds[0]
