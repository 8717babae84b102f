"""Whole numbers as one says them in English."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(value: int) -> str:
    """Return a number from 0 to 999,999,999 in words."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if value >= scale:
            head, rest = divmod(value, scale)
            joint = " and " if scale == 100 else " "
            return f"{in_words(head)} {name}" + (joint + in_words(rest) if rest else "")
    if value < 20:
        return _SMALL[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


_PERIODS = {"hour": 3600, "day": 86400, "week": 604800, "month": 2629800, "year": 31557600}
_ODD_PARTS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25}


def indefinite() -> list[tuple[str, float]]:
    """Return periods and large numbers said with an article, with seconds or the number."""
    said = []
    for period, seconds in _PERIODS.items():
        article = "an" if period == "hour" else "a"
        said.append((f"it takes {article} {period}", float(seconds)))
        for part, worth in _ODD_PARTS.items():
            said.append((f"{article} {period} and a {part}", seconds * (1 + worth)))
    for scale, value in (("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("dozen", 12)):
        for part, worth in _ODD_PARTS.items():
            said.append((f"a {scale} and a {part}", value * (1 + worth)))
            said.append((f"two {scale} and a {part}", value * (2 + worth)))
            said.append((f"3 {scale} and a {part}", value * (3 + worth)))
    return said
