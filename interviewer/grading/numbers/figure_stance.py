"""Which figures an answer asserts: not denied, taken back, asked, or one of many guesses."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from interviewer.figures.folding import folded
from interviewer.figures.reading import Figure
from interviewer.grading.injection import find_injections, outside
from interviewer.grading.numbers.stretches import Stretches
from interviewer.grading.reading.stance import TURN, Stance, stances
from interviewer.grading.reading.tokens import units


class FigureStance(Enum):
    """How the candidate stands to a figure."""

    SAID = "said"
    DENIED = "denied"
    TAKEN_BACK = "taken back"
    ASKED = "asked"
    GUESSED = "guessed"
    ORDERED = "ordered"
    REPEATED = "repeated"
    """Repeated from the question, or from what is shown with it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GUESSES = 3
"""With this many alternatives, the figures are guesses and not an answer."""
_SAME = 0.1
_FACTS = 4
"""Most figures in a row that are still facts, when "and" and nothing like "or" joins them."""


def _any_of(words: str) -> str:
    """Return the pattern of any of the words or, between bars, turns of phrase."""
    return "(?:" + "|".join(part.strip() for part in words.split("|")) + ")"


_MERE = _any_of("only|just|merely|even|sure|certain|exceed|more|less|over|above|below|under")
_MERELY = rf"(?! {_MERE}\b)"
_AMOUNTS = _any_of(
    "be|take|need|use|require|cost|come|amount|add|equal|make|reach|get|give|have|hold|total|sum"
    "|mean|say|to|up|out|at|the|a|an|it|that|actually|really|quite|about|around|roughly|exactly"
)
"""Words allowed between a negator and its figure: "can't fit the 2 GB on a card" denies none."""
_CLOSELY = _any_of(
    "about|quite|the|an?|roughly|really|actually|equal|to|around|exactly|simply|precisely|in|of"
    "|anywhere|near|close|be"
)
_AUXILIARY = _any_of("do|does|did|will|would|can|could|should|is|are|was|were|has|have|need")
_HELD = _any_of("think|believe|say|claim|mean|expect|agree")
_PLAIN_NO = _any_of(
    "not|never|nor|neither|no longer|nowhere near|rather than|instead of|far from|unlike"
)
_DENIALS = (
    re.compile(rf"\b{_PLAIN_NO}{_MERELY} (?:{_CLOSELY} )*$"),
    re.compile(
        rf"\b(?:{_AUXILIARY}(?: not|n't)|cannot|won't|can't){_MERELY}((?: {_AMOUNTS}){{0,4}}) $"
    ),
    re.compile(rf"(?:\bnot|n't|\bnever)(?: \w+)? {_HELD}((?: [\w'-]+){{0,6}}) $"),
)
"""Denials right before a figure: "not about", "does not take about", "do not think it is"."""
_LIFTED = re.compile(
    r"\b(?:but|and|however|exceed|exceeds|over|above|beyond|more|less|fewer|below|under|because"
    r"|since|so)\b"
)
_REACH = 90
"""Characters before a figure in which a negator is looked for."""

_AROUND = 300
"""Characters on each side of a figure that are read for it, also in unpunctuated speech."""

_ON = _any_of("but|and|although|though|however|well|no|so|then")
_VERY = _any_of(
    "clearly|plainly|just|of course|obviously|actually|simply|also|all|really|far|way|much"
)
_UNTRUE = _any_of(
    "wrong|false|incorrect|untrue|not (?:right|correct|true|it|the answer)|nonsense|a mistake"
    "|an error|mistaken|too (?:low|high|small|large|much|little|big|few|many)"
)
_IS = r"(?:(?:that|this|it|which)(?: (?:would be|is|was)|'s)|would be|is|was)"
_WRONG = re.compile(rf"[\s,;.:-]*(?:{_ON}[\s,]+)*{_IS} (?:{_VERY} )*{_UNTRUE}\b")
_ANEW = _any_of("correct|redo|rephrase|fix|recompute|recalculate|try again")
_STRONG = re.compile(
    r"\b"
    + _any_of(
        r"no,? wait|oh wait|wait,? (?:no|actually|let|that|i)|hold on|scratch that|strike that"
        rf"|correction(?=:)|let me {_ANEW}|forget that|on second thoughts?|my mistake|my bad"
        r"|i (?:misspoke|made a mistake|got that wrong|take that back|miscalculated)"
        r"|i take (?:it|that) back|sorry,? (?:no|i|it|that)|i meant(?: to say)?"
    )
    + r"\b"
)
_MADE = re.compile(r"\bmake (?:that|it)(?: (?:more like|about|around|roughly|rather))? ?$")
"""This takes back the figure before it only where another figure follows at once."""
_WEAK = _words("no wait actually sorry rather hmm mean well nope oops correction meant")
_GLUE = _words(
    "a an the it it's that that's this is i i'm we so um uh er like then make more about around "
    "roughly approximately nearly almost some say be to maybe perhaps probably think of just sure "
    "let's lets or and even not"
)
_ALTERNATIVE = _words(
    "or maybe perhaps possibly could might may either guess otherwise else alternatively"
)
_LISTING = (
    (_GLUE - {"so", "then"}) | _ALTERNATIVE | _words("also again possible would one take pick any")
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|possibly|could be|might be|may be|or|alternatively)\b[^.!?;]{0,24}$"
)
_LONGEST_BACK = 90
"""Characters from a figure to the words that take it back, and from these to the next figure."""
_IN_FACT = re.compile(r"\b(?:in fact|actually|in reality|instead)\b")
_FIRST_THOUGHT = re.compile(
    r"\b(?:(?:i|we) (?:\w+ )?(?:thought|guessed|said)|tempting to (?:say|think|answer)"
    r"|naive(?:ly)? (?:answer|guess)|you (?:might|may|could) (?:say|think|guess))\b"
)
"""This rejects the figure after it only where the sentence turns to another one."""


def figure_stances(
    answer: str, read: Sequence[Figure], stretches: Stretches, *, asked: int = 1
) -> list[FigureStance]:
    """Return for each figure of an answer, in their order, how the candidate stands to it.

    ``asked`` is how many figures are asked for: that many in a row are not guesses.
    """
    text = folded(answer)
    orders = find_injections(answer)
    said = _Said(answer)
    found = [
        FigureStance.ORDERED
        if outside((one.start, one.end), orders) != [(one.start, one.end)]
        else _alone(text, one, read[place + 1] if place + 1 < len(read) else None, stretches, said)
        for place, one in enumerate(read)
    ]
    for place in _guesses(text, read, asked):
        if found[place] is FigureStance.SAID:
            found[place] = FigureStance.GUESSED
    return found


class _Said:
    """The stance of each word of an answer, figure or not."""

    def __init__(self, answer: str) -> None:
        read = units(answer)
        self._starts = [unit.start for unit in read]
        self._stances = [
            Stance.REJECTED if unit.denied else stance
            for unit, stance in zip(read, stances(read, answer), strict=True)
        ]

    def stance(self, one: Figure) -> Stance:
        """Return the stance of a figure: that of its last word, since the first may be "a"."""
        last = bisect_left(self._starts, one.end) - 1
        return self._stances[last] if last >= 0 else Stance.CLAIMED


def _alone(
    text: str, one: Figure, following: Figure | None, stretches: Stretches, said: _Said
) -> FigureStance:
    begin, end = stretches.sentence(one.start)
    before = text[max(begin, one.start - _AROUND) : one.start]
    after = text[one.end : one.end + _AROUND]
    stance = said.stance(one)
    if stance is Stance.REJECTED or _denied(before) or _WRONG.match(after):
        return FigureStance.DENIED
    turn = stretches.sentence(one.start, ahead=1)
    rest = text[one.end : min(end, one.end + _AROUND)] + text[turn[0] : min(turn[1], turn[0] + 30)]
    reported = stance is Stance.REPORTED or _FIRST_THOUGHT.search(before)
    if reported and not _turns(before) and _turns(rest):
        return FigureStance.DENIED
    if _taken_back(text, one, following):
        return FigureStance.TAKEN_BACK
    return FigureStance.ASKED if stance is Stance.ASKED else FigureStance.SAID


def _turns(text: str) -> bool:
    """Whether a text turns to what holds instead."""
    return not TURN.isdisjoint(re.findall(r"[a-z]+", text)) or bool(_IN_FACT.search(text))


def _denied(before: str) -> bool:
    """Whether a negator reaches the figure behind ``before``."""
    before = before.rstrip(" ~\u2248$\u20ac\u00a3\u00a5(\"'") + " "
    for denial in _DENIALS:
        found = denial.search(before, max(0, len(before) - _REACH))
        if found and not _LIFTED.search(found.group()):
            return True
    return False


def _taken_back(text: str, one: Figure, following: Figure | None) -> bool:
    stop = following.start if following else len(text)
    between = text[one.end : min(stop, one.end + 2 * _LONGEST_BACK)]
    if following and following.low == one.low and following.high == one.high:
        return False
    strong = _STRONG.search(between, 0, _LONGEST_BACK)
    if strong and (following is None or stop - one.end - strong.end() <= _LONGEST_BACK):
        return True
    if following is not None and _MADE.search(between):
        return True
    words = re.findall(r"[a-z']+", between)
    return (
        following is not None
        and stop - one.end <= _LONGEST_BACK
        and any(word in _WEAK for word in words)
        and all(word in _WEAK or word in _GLUE for word in words)
    )


def _guesses(text: str, read: Sequence[Figure], asked: int) -> set[int]:
    """Return the indices of the figures that are one of many guesses."""
    found: set[int] = set()
    row: list[int] = []
    joints: list[str] = []
    for place in range(len(read) + 1):
        between = text[read[place - 1].end : read[place].start] if 0 < place < len(read) else ""
        if row and place < len(read) and _joins(between) and _akin(read[row[-1]], read[place]):
            row.append(place)
            joints.append(between)
            continue
        if len(_values(row, read)) >= _GUESSES and not _facts(joints, row, read, asked):
            found |= set(row)
        row, joints = [place] if place < len(read) else [], []
    hedged = [
        place
        for place, one in enumerate(read)
        if _HEDGE.search(text[max(0, one.start - 50) : one.start])
    ]
    for _, alike in itertools.groupby(
        sorted(hedged, key=lambda place: read[place].units[0].kind),
        key=lambda place: read[place].units[0].kind,
    ):
        places = list(alike)
        if len(_values(places, read)) >= _GUESSES:
            found |= set(places)
    return found


def _akin(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one kind, unlike those of "2.7 GB, and a hundred users".

    In "1, 2 or 3 GB" a bare number is of the kind that follows.
    """
    if one.bare or other.bare:
        return True
    return bool({unit.kind for unit in one.units} & {unit.kind for unit in other.units})


def _joins(between: str) -> bool:
    """Whether two figures with this text between them belong to one row."""
    if not between.strip() or re.search(r"[=+×÷<>→/()]|\d", between):
        return False
    words = re.findall(r"[a-z']+", between)
    return all(word in _LISTING for word in words) and len(words) <= 8


def _facts(joints: Sequence[str], row: Sequence[int], read: Sequence[Figure], asked: int) -> bool:
    """Whether a row states several facts, as in "the shares are 20 %, 30 % and 50 %"."""
    words = re.findall(r"[a-z']+", " ".join(joints))
    if any(word in _ALTERNATIVE for word in words) or any(read[one].is_range for one in row):
        return False
    return len(row) <= (max(_FACTS, asked) if "and" in words else asked)


def _values(places: Sequence[int], read: Sequence[Figure]) -> list[float]:
    """Return the distinct values: "2.1e9 bytes, or 2.1 GB" is one said twice."""
    every = sorted(
        end * read[place].units[0].scale
        for place in places
        for end in (read[place].low, read[place].high)
    )
    return [
        value
        for place, value in enumerate(every)
        if not place or value - every[place - 1] > _SAME * abs(value)
    ]
