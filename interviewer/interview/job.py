"""What a job description asks for, as areas of the bank with weights.

Every line of it that names something the bank asks about is a requirement. It counts once for each
area that it names, or half if it is only nice to have. So the weights reflect how many of the
requirements are about an area, not how often a word occurs. Lines about the company, its benefits
and how to apply are not requirements. Topics that the bank has no question on are listed with no
weight.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from interviewer.interview.events import Focus
from interviewer.interview.job_terms import CASED, EVERYDAY, TERMS, UNASKED

LONGEST = 100_000
"""The maximum number of characters of a description that are read."""

_MOST_TERMS = 8  # kept with an area, to show what it was matched by
_NICE = re.compile(
    r"\b(?:nice[ -]to[ -]haves?|bonus(?: points)?|preferred|a plus|desirable|desired|ideally"
    r"|optional|(?:is|are|also|very|always) welcome|good[ -]to[ -]haves?|not required|plus if)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^\W*(?:(?:our |your |the |employee )?(?:benefits|perks|compensation|salary|pay range"
    r"|rewards)\b"
    r"|(?:what|why) (?:we|you(?:'|’)?ll) (?:offer|get|enjoy)\b|we offer\b|why (?:join|us|work)\b"
    r"|about (?:us|the company|our company|the organi[sz]ation)\b|who we are(?! looking)"
    r"|our (?:company|story|mission|values|culture)\b|company (?:description|overview|profile)\b"
    r"|how to apply|(?:the )?(?:application|interview|hiring|recruitment) process"
    r"|equal (?:opportunity|employment)|diversity|privacy|legal notice|visa)",
    re.IGNORECASE,
)
"""Begins a heading whose lines are about the company and the contract, not about the work."""
_HEADING = re.compile(r"^(?:#+ .*|[^.!?]{1,60}:)$")
_SECTION = re.compile(
    r"^\W*(?:(?:your|our|the|key|main|basic|minimum|required|core|job|technical) )*"
    r"(?:requirements?|qualifications?|responsibilit\w+|skills?|experience|profile|tasks?|duties"
    r"|role|position|(?:tech )?stack|team|education|must[ -]haves?|what (?:you|we)|who you"
    r"|about (?:you|the)|you (?:will|have|bring|are)|why)\b",
    re.IGNORECASE,
)
"""Begins the heading of another part of a description."""
_BULLET = re.compile(r"^\s*(?:[-*•·▪◦‣–—+]|\d{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a job description, with the areas it asks for and the words that name them."""

    text: str
    areas: tuple[str, ...]
    terms: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """What was found in a description. ``focus`` has the heaviest area first; weights sum to 1.

    ``unasked`` is what the description names and the bank has no question on, in the order of the
    description.
    """

    requirements: tuple[Requirement, ...]
    focus: tuple[Focus, ...]
    unasked: tuple[str, ...] = ()


def read_job(text: str, areas: Collection[str], prompts: Iterable[tuple[str, str]] = ()) -> Job:
    """Match a job description with the bank's areas; the result is empty if nothing is found.

    An area that is not built in is found by its own name. ``prompts`` are pairs of area and
    question of the bank: the user's own questions may cover what the built-in ones do not.
    """
    vocabulary = _vocabulary(tuple(sorted(areas)))
    lines = list(_asking(text[:LONGEST], vocabulary))
    named = dict.fromkeys(term for sentence, _ in lines for term in vocabulary.found(sentence))
    own = _own({term for term in named if not vocabulary.areas[_key(term)]}, prompts)
    by_term = {term: vocabulary.areas[_key(term)] or own.get(term, ()) for term in named}
    found: list[Requirement] = []
    for sentence, required in lines:
        terms = tuple(term for term in vocabulary.found(sentence) if by_term[term])
        if terms:
            asked = {area for term in terms for area in by_term[term]}
            found.append(Requirement(sentence, tuple(sorted(asked)), terms, required))
    unasked = tuple(term for term, its in by_term.items() if not its)
    return Job(tuple(found), _focus(found, by_term), unasked)


def narrowed(focus: Collection[Focus], areas: Collection[str], *, planned: bool = False) -> str:
    """Return in sentences how ticking ``areas`` affects the weights; empty if not at all.

    Only ticked areas are asked; the weights divide the questions among those that have one. Areas
    without a weight are asked last in an interview, and get no days in a plan.
    """
    ticked = set(areas)
    if not focus or not ticked:
        return ""
    weighed = {one.area: one.weight for one in focus}
    kept, left = [a for a in weighed if a in ticked], [a for a in weighed if a not in ticked]
    unweighed = sorted(ticked - weighed.keys())
    if not kept:
        return (
            "The job description matches none of the ticked areas, so they are asked equally. It "
            f"asks for {', '.join(left)}."
        )
    told = []
    if left:
        whole = sum(weighed[area] for area in kept)
        shares = ", ".join(f"{area} {weighed[area] / whole:.0%}" for area in kept)
        told.append(f"Only ticked areas are asked, so the weights are {shares}.")
        told.append(f"Left out of the job description: {', '.join(left)}.")
    if unweighed:
        last = "not planned" if planned else "asked last"
        told.append(f"Ticked but not in the job description, so {last}: {', '.join(unweighed)}.")
    return " ".join(told)


def _asking(text: str, vocabulary: "_Vocabulary") -> Iterable[tuple[str, bool]]:
    """Yield each sentence that may state a requirement, and whether it is mandatory."""
    nice_part = aside = listing = False
    for line, bulleted, apart in _lines(text):
        # Without bullets, "Flexible hours" is an entry of "Benefits" and no heading.
        entry = (nice_part or aside) and not apart and not listing and not _is_marked(line)
        if not bulleted and _is_heading(line, vocabulary) and not entry:
            nice_part, aside = bool(_NICE.search(line)), bool(_ASIDE.match(line))
        listing = bulleted
        for sentence in () if aside else _SENTENCE.split(line):
            yield sentence, not nice_part and not _NICE.search(sentence)


def _own(terms: Collection[str], prompts: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return for each term the areas whose questions name it."""
    if not terms:
        return {}
    vocabulary = _compiled({_key(term): () for term in terms}, {_key(t): t for t in terms})
    own: dict[str, set[str]] = {}
    for area, prompt in prompts:
        for term in vocabulary.found(prompt):
            own.setdefault(term, set()).add(area)
    return {term: tuple(sorted(areas)) for term, areas in own.items()}


def _is_heading(line: str, vocabulary: "_Vocabulary") -> bool:
    short = len(line.split()) <= 5 and line[-1] not in ".!?,;"
    plain = bool(_NICE.search(line) or _ASIDE.match(line)) or not vocabulary.found(line)
    return bool(_HEADING.match(line)) or (short and plain)


def _is_marked(line: str) -> bool:
    """Whether a line is a heading by its form or its words, wherever it is."""
    patterns = (_HEADING.match, _NICE.search, _ASIDE.match, _SECTION.match)
    return any(found(line) for found in patterns)


def _focus(found: list[Requirement], areas: Mapping[str, tuple[str, ...]]) -> tuple[Focus, ...]:
    weights: dict[str, float] = {}
    terms: dict[str, dict[str, None]] = {}
    for one in found:
        for area in one.areas:
            weights[area] = weights.get(area, 0.0) + (1.0 if one.required else 0.5)
            named = [term for term in one.terms if area in areas[term]]
            terms.setdefault(area, {}).update(dict.fromkeys(named))
    whole = sum(weights.values())
    return tuple(
        Focus(
            area=area,
            weight=round(weights[area] / whole, 4),
            terms=tuple(terms[area])[:_MOST_TERMS],
        )
        for area in sorted(weights, key=lambda area: (-weights[area], area))
    )


def _lines(text: str) -> list[tuple[str, bool, bool]]:
    """Return each line that is not blank, whether it has a bullet, and whether it is set apart.

    A blank line above sets a line apart, except below the first line of a block: a heading.
    """
    lines: list[tuple[str, bool, bool]] = []
    block = gap = 0  # lines since the last blank one that counts, and whether one is just above
    for line in text.splitlines():
        bare = _BULLET.sub("", line)
        words = " ".join(bare.split())
        if not words:
            gap = 1
            continue
        apart = bool(gap) and block > 1
        block, gap = (1 if apart else block + 1), 0
        lines.append((words, bare != line, apart))
    return lines


def _key(term: str) -> str:
    return " ".join(term.lower().replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Every term by its key, with its areas and spelling, and a pattern that matches them all.

    A term without areas is one that the bank has no question on.
    """

    areas: dict[str, tuple[str, ...]]
    written: dict[str, str]
    pattern: re.Pattern[str]

    def found(self, sentence: str) -> tuple[str, ...]:
        """Return the terms that occur in a sentence, in order and without duplicates."""
        terms: dict[str, None] = {}
        for match in self.pattern.finditer(sentence):
            key = _key(match[0])
            key = key if key in self.written or key in _EVERYDAY else key.removesuffix("s")
            term = self.written.get(key, "")  # empty for an everyday phrase
            if term and (term not in CASED or match[0].startswith(term)):
                terms[term] = None
        return tuple(terms)


@lru_cache(maxsize=4)
def _vocabulary(areas: tuple[str, ...]) -> _Vocabulary:
    by_term: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    for area in areas:
        # The name of a built-in area may be an everyday word, as in "optimisation of costs".
        for term in TERMS.get(area) or (area.replace("-", " "),):
            key = _key(term)
            written.setdefault(key, term)
            if area not in by_term.setdefault(key, []):
                by_term[key].append(area)
    for term in UNASKED:
        written.setdefault(_key(term), term)
        by_term.setdefault(_key(term), [])
    return _compiled({key: tuple(found) for key, found in by_term.items()}, written)


def _compiled(areas: dict[str, tuple[str, ...]], written: dict[str, str]) -> _Vocabulary:
    # The longest first, so that "data drift" is not taken for "drift".
    terms = sorted({*areas, *_EVERYDAY}, key=lambda term: (-len(term), term))
    body = "|".join(re.escape(term).replace(r"\ ", r"[\s-]+") for term in terms)
    pattern = re.compile(rf"(?<!\w)(?:{body})s?(?![\w+#])", re.IGNORECASE)
    return _Vocabulary(areas, written, pattern)


_EVERYDAY = frozenset(map(_key, EVERYDAY))
