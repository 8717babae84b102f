"""Parts of items, to be put together and broken."""

from typing import Any

from interviewer.bank.problems import Problem

Change = dict[str, Any]


def line(problem: Problem) -> str:
    """Return the line of the file at which a problem stands."""
    assert problem.line is not None
    return problem.path.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def wordings(count: int, start: str = "it is true in way") -> list[str]:
    return [f"{start} {number}" for number in range(count)]


def criteria(*points: int, essential: tuple[bool, ...] = ()) -> list[Change]:
    flags = essential or tuple(number == 0 for number in range(len(points)))
    return [
        {
            "id": name,
            "statement": f"Claim number {name} is a true one.",
            "points": worth,
            "essential": flag,
            "evidence": wordings(4, f"the {name} claim holds in way"),
        }
        for name, worth, flag in zip(
            ("first", "second", "third", "d", "e", "f", "g", "h", "i", "j"),
            points,
            flags,
            strict=False,
        )
    ]


def belief(**changes: object) -> list[Change]:
    whole = {
        "statement": "It is false.",
        "correction": "It is true.",
        "contradicts": "first",
        "penalty": 2,
        "evidence": ["it is plainly false"],
        "example": "I say it is false.",
    }
    first = {"id": "one", **whole, "evidence": ["it is wrong"]}
    second = {"id": "two", **whole, **changes}
    return [first, {key: value for key, value in second.items() if value is not None}]


def probe(**changes: str) -> list[Change]:
    return [
        {"id": "one", "criterion": "first", "prompt": "And why?"},
        {"id": "two", "criterion": "second", "prompt": "And how?", **changes},
    ]
