"""Units as people write and say them, and the size of each within its kind."""

import re
from typing import NamedTuple

from interviewer.figures.number_words import FIRST


class Unit(NamedTuple):
    """One reading of a unit.

    ``kind`` is what is measured; ``scale`` is the size of one in the kind's base unit (bytes,
    seconds, shares, and one for counts). ``convention`` is "decimal" or "binary" where both are
    usual, as in GB. ``per`` is "time" for a rate, whose scale is per second, or names another
    denominator, and ``each`` is how many of those: ``$ per million tokens``. ``period`` is the
    time that a rate is stated for, in seconds: 86,400 for "a day".
    """

    kind: str
    scale: float = 1.0
    convention: str = ""
    per: str = ""
    each: float = 1.0
    period: float = 0.0


NUMBER = Unit("number")
TIMES = Unit("times")
"""A factor, as in "10x faster". It is a number, but never a share."""
PERCENT = "percent"
FLOPS = "operations"

COUNTED: dict[str, str] = {
    word: kind
    for kind, words in {
        "cases": (
            "users people customers visitors members patients accounts subscribers buyers samples "
            "sample examples rows observations records instances points datapoints emails messages "
            "transactions events clicks conversions impressions views sessions images photos "
            "documents docs pairs items products cases passages chunks pages labels alerts orders "
            "positives negatives predictions persons person user customer case "
            "frauds fraud trials draws runs fits"
        ),
        "weights": "parameters parameter params param weights weight",
        "tokens": "tokens token tok toks",
        "words": "words word",
        "characters": "characters chars",
        "requests": "requests request reqs req queries query calls hits lookups",
        "machines": (
            "gpus gpu machines servers server nodes replicas workers hosts cards devices shards "
            "accelerators cpus cores pods"
        ),
        "steps": "steps step iterations iteration updates batches",
        "epochs": "epochs epoch passes",
        "layers": "layers layer blocks",
        "heads": "heads head",
        "dimensions": (
            "dimensions dimension dims dim features feature units neurons channels columns"
        ),
        "classes": "classes class categories category",
        "folds": "folds",
        "trees": "trees tree estimators",
        "clusters": "clusters cluster centroids",
        "pixels": "pixels pixel px",
        "experts": "experts expert",
        "models": "models experiments",
    }.items()
    for word in words.split()
}
"""Counted nouns and the kind of each: saying rows for examples is no error."""

_TIME = {
    word: seconds
    for seconds, words in {
        1e-9: "ns nanosecond nanoseconds",
        1e-6: "us μs microsecond microseconds",
        1e-3: "ms msec msecs millisecond milliseconds millis",
        1.0: "s sec secs second seconds",
        60.0: "min mins minute minutes",
        3600.0: "h hr hrs hour hours",
        86400.0: "day days",
        604800.0: "week weeks",
        2629800.0: "month months",
        31557600.0: "year years yr yrs",
    }.items()
    for word in words.split()
}
_PREFIXES = {
    "k": ("kilo", "kibi", 1), "m": ("mega", "mebi", 2), "g": ("giga", "gibi", 3),
    "t": ("tera", "tebi", 4), "p": ("peta", "pebi", 5), "e": ("exa", "exbi", 6),
    "z": ("zetta", "zebi", 7), "y": ("yotta", "yobi", 8),
}  # fmt: skip
_MONEY = {
    "$": ("dollars", 1.0), "us$": ("dollars", 1.0), "usd": ("dollars", 1.0),
    "dollar": ("dollars", 1.0), "dollars": ("dollars", 1.0), "bucks": ("dollars", 1.0),
    "cent": ("dollars", 0.01), "cents": ("dollars", 0.01), "¢": ("dollars", 0.01),
    "€": ("euros", 1.0), "eur": ("euros", 1.0), "euro": ("euros", 1.0), "euros": ("euros", 1.0),
    "£": ("pounds", 1.0), "gbp": ("pounds", 1.0), "pound": ("pounds", 1.0),
    "pounds": ("pounds", 1.0), "¥": ("yen", 1.0), "yen": ("yen", 1.0),
    "₹": ("rupees", 1.0), "rupee": ("rupees", 1.0), "rupees": ("rupees", 1.0),
}  # fmt: skip


def _table() -> dict[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {
        "byte": (Unit("bytes"),),
        "bytes": (Unit("bytes"),),
        "bit": (Unit("bytes", 1 / 8),),
        "bits": (Unit("bytes", 1 / 8),),
        "nat": (Unit("bytes", 1 / 8 / 0.6931471805599453),),
        "nats": (Unit("bytes", 1 / 8 / 0.6931471805599453),),
        "qps": (Unit("requests", per="time"),),
        "rps": (Unit("requests", per="time"),),
        "tps": (Unit("tokens", per="time"),),
        "%": (Unit(PERCENT, 0.01),),
        "percent": (Unit(PERCENT, 0.01),),
        "per cent": (Unit(PERCENT, 0.01),),
        "pct": (Unit(PERCENT, 0.01),),
        "pp": (Unit(PERCENT, 0.01),),
        "percentage points": (Unit(PERCENT, 0.01),),
        "percentage point": (Unit(PERCENT, 0.01),),
        "‰": (Unit(PERCENT, 0.001),),
        "basis points": (Unit(PERCENT, 0.0001),),
        "basis point": (Unit(PERCENT, 0.0001),),
        "times": (TIMES,),
        "x": (TIMES,),
        "×": (TIMES,),
        "w": (Unit("watts"),),
        "watt": (Unit("watts"),),
        "watts": (Unit("watts"),),
        "kw": (Unit("watts", 1e3),),
        "kwh": (Unit("watt-hours", 1e3),),
        "sd": (Unit("standard deviations"),),
        "sds": (Unit("standard deviations"),),
        "sigma": (Unit("standard deviations"),),
        "standard deviation": (Unit("standard deviations"),),
        "standard deviations": (Unit("standard deviations"),),
    }
    for short, (long, binary, power) in _PREFIXES.items():
        thousand, two = 1000.0**power, 1024.0**power
        both = (Unit("bytes", thousand, "decimal"), Unit("bytes", two, "binary"))
        for name in (f"{short}b", f"{long}byte", f"{long}bytes"):
            found[name] = both
        for name in (f"{short}ib", f"{binary}byte", f"{binary}bytes"):
            found[name] = (Unit("bytes", two),)
        for name in (f"{short}bit", f"{short}bits", f"{long}bit", f"{long}bits"):
            found[name] = (Unit("bytes", thousand / 8),)
        found[f"{short}bps"] = (Unit("bytes", thousand / 8, per="time"),)
        total, rate = Unit(FLOPS, thousand), Unit(FLOPS, thousand, per="time")
        found[f"{short}flop"] = (total,)
        found[f"{long}flop"] = (total,)
        # With an s, some mean the plural and others "per second".
        found[f"{short}flops"] = found[f"{long}flops"] = (total, rate)
        day = Unit(FLOPS, thousand * _TIME["day"])
        for name in (f"{short}f", f"{short}flop", f"{short}flops", f"{short}flop/s"):
            found[f"{name}-day"] = found[f"{name}-days"] = (day,)
        for name in (f"{long}flop", f"{long}flops", f"{long}flop/s"):
            found[f"{name}-day"] = found[f"{name}-days"] = (day,)
    for name in ("gig", "gigs"):
        found[name] = found["gb"]
    for name in ("meg", "megs"):
        found[name] = found["mb"]
    for name in ("flop", "operation", "operations", "ops", "multiplications", "macs"):
        found[name] = (Unit(FLOPS),)
    found["flops"] = (Unit(FLOPS), Unit(FLOPS, per="time"))
    found |= {word: (Unit("seconds", scale),) for word, scale in _TIME.items()}
    found |= {word: (Unit(kind, scale),) for word, (kind, scale) in _MONEY.items()}
    found |= {word: (Unit(kind),) for word, kind in COUNTED.items()}
    return found


_UNITS = _table()
_SHORT = {
    "k": (Unit("number", 1e3),),
    "m": (Unit("number", 1e6), Unit("seconds", 60.0)),
    "b": (Unit("number", 1e9), Unit("bytes")),
    "g": (Unit("number", 1e9), *_UNITS["gb"]),
    "t": (Unit("number", 1e12), *_UNITS["tb"]),
}
"""Letters for a thousand and more; some of them are units as well."""

_NAMES = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf" ?-? ?({_NAMES})(?![\w])")
_FACTOR = re.compile(rf" ?(?:[$(]?\d|(?:{FIRST})\b)")
_LETTER = re.compile(r" ?-?([kmbgt])(?![\w])")
_NO_NOUN = (
    r"(?:and|or|but|of|in|on|at|for|per|to|is|are|was|as|by|from|with|the|a|an|if|so|then|than|that"
    r"|which|not|no|wait|each|every|times|plus|minus|about|i|we|it|because|since|when|out|over"
    r"|under|given|would|will|can|could|only|between|more|less|fewer|have|has|gives|means|makes)"
)
_NOUN = re.compile(
    rf"(?:[ -](?!{_NO_NOUN}\b)[a-z]+){{0,2}}?[ -]({'|'.join(sorted(COUNTED, key=len)[::-1])})(?!\w)"
)
_TIMES_LONG = "|".join(sorted((name for name in _TIME if len(name) > 1), key=len, reverse=True))
_RATE = re.compile(
    rf"(?: ?/ ?| per | ?p\.)({_TIMES_LONG}|[shd])(?!\w)"
    rf"|,? (?:an?|each|every) ({_TIMES_LONG})(?!\w)"
)
_RATE_WORDS = {" daily": 86400.0, " hourly": 3600.0}
_EACH = re.compile(
    r"(?: ?/ ?| per )(?:(\d{1,3}(?:,\d{3})*|a|one)? ?(hundred|thousand|million|billion|[kmb])? ?)"
    rf"({'|'.join(sorted(COUNTED, key=len)[::-1])})(?!\w)"
)
_EACH_SCALE = {
    None: 1.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "k": 1e3, "m": 1e6, "b": 1e9,
}  # fmt: skip
MONEY_SIGNS = "$€£¥₹"
MONEY = frozenset(kind for kind, _ in _MONEY.values())
"""The kinds that are money."""


class Found(NamedTuple):
    """A unit in a text: its readings, and where it ends."""

    readings: tuple[Unit, ...]
    end: int


def unit_at(text: str, start: int, money: str = "") -> Found | None:
    """Return the unit at ``start`` of a folded text, right after a number; ``None`` without one.

    ``money`` is the sign before the number, where there is one: "$2k per day".
    """
    readings: tuple[Unit, ...] = _UNITS[money] if money else ()
    end = start
    if (letter := _LETTER.match(text, start)) and not _is_no_scale(text, letter):
        readings, end = _lettered(text, letter, readings)
    elif not money and (unit := _UNIT.match(text, start)):
        readings, end = _UNITS[unit[1]], unit.end()
        if unit[1] in ("x", "×", "times") and _FACTOR.match(text, end):
            return None  # "3 x 4", "three times four": a product
    elif not money and (noun := _NOUN.match(text, start)):
        readings, end = (Unit(COUNTED[noun[1]]),), noun.end()
    return _rated(text, readings, end)


def named_unit(name: str) -> tuple[Unit, ...]:
    """Return the readings of a unit as people write it; empty for an unknown one.

    The kinds are bytes, time, percent, money, operations, what is counted, and rates of them.
    """
    text = " " + " ".join(name.split()).lower().replace("\u00b5", "\u03bc").replace("*", "\u00d7")
    money = text[1] if text[1:2] in tuple(MONEY_SIGNS) else ""
    found = unit_at(text, 2 if money else 0, money)
    if found is None or found.end != len(text):
        return ()
    return tuple(one for one in found.readings if one.kind != NUMBER.kind or one == NUMBER)


def _is_no_scale(text: str, letter: re.Match[str]) -> bool:
    """Whether the letter is not a scale: "5 t-tests", "5 k-means runs", "2 b)"."""
    return text[letter.end() : letter.end() + 1] in ("-", ")", "'") and " " in letter.group()


def _lettered(
    text: str, letter: re.Match[str], money: tuple[Unit, ...]
) -> tuple[tuple[Unit, ...], int]:
    short = _SHORT[letter[1]]
    scale, end = short[0].scale, letter.end()
    if money:
        return tuple(one._replace(scale=one.scale * scale) for one in money), end
    if (behind := _NOUN.match(text, end)) or (behind := _UNIT.match(text, end)):
        known = _UNITS[behind[1]]
        if known != (TIMES,):
            return tuple(one._replace(scale=one.scale * scale) for one in known), behind.end()
    return short, end


def _rated(text: str, readings: tuple[Unit, ...], end: int) -> Found | None:
    """Add "per second" and the like, which also follow a bare number."""
    seconds = None
    if rate := _RATE.match(text, end):
        name = rate[1] or rate[2]
        seconds = 86400.0 if name == "d" else _TIME[name]
        stop = rate.end()
    else:
        for word, worth in _RATE_WORDS.items():
            if text.startswith(word, end) and not text[end + len(word) :][:1].isalnum():
                seconds, stop = worth, end + len(word)
    if seconds is not None:
        held = readings or (NUMBER,)
        rates = [
            one._replace(scale=one.scale / seconds, per="time", period=seconds)
            for one in held
            if not one.per and one.kind != "seconds"
        ]
        return Found(tuple(rates), stop) if rates else Found(held, end)
    if readings and (each := _EACH.match(text, end)):
        many = 1.0 if each[1] in (None, "a", "one") else float(each[1].replace(",", ""))
        many *= _EACH_SCALE[each[2]]
        per = COUNTED[each[3]]
        return Found(tuple(one._replace(per=per, each=many) for one in readings), each.end())
    return Found(readings, end) if readings else None
