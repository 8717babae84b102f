"""What a job description asks for, as areas of the bank with weights.

Every line of it that names something the bank asks about is a requirement. It counts once for each
area that it names, or half where it is only nice to have. So the weights follow how many of the
requirements are about an area, not how often one word stands in it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from interviewer.interview.events import Focus
from interviewer.interview.job_terms import TERMS

LONGEST = 100_000
"""The most characters of a description that are looked at."""

_MOST_TERMS = 8  # kept with an area, to show what it was matched by
_NICE = re.compile(
    r"\b(?:nice[ -]to[ -]haves?|bonus(?: points)?|preferred|a plus|desirable|desired|ideally"
    r"|optional|welcome|good[ -]to[ -]haves?|not required|plus if)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?:#+ .*|[^.!?]{1,60}:)$")
_BULLET = re.compile(r"^\s*(?:[-*•·▪◦‣–—+]|\d{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a job description, with the areas that it asks for and by which words."""

    text: str
    areas: tuple[str, ...]
    terms: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """What was found in a description. ``focus`` has the heaviest area first; it adds up to 1."""

    requirements: tuple[Requirement, ...]
    focus: tuple[Focus, ...]


def read_job(text: str, areas: Collection[str]) -> Job:
    """Match a job description with the areas that the bank has; nothing found is empty.

    An area that is none of the built-in ones is found by its own name.
    """
    vocabulary = _vocabulary(tuple(sorted(areas)))
    found: list[Requirement] = []
    nice_part = False
    for line, bulleted in _lines(text[:LONGEST]):
        if not bulleted and _is_heading(line, vocabulary):
            nice_part = bool(_NICE.search(line))
        for sentence in _SENTENCE.split(line):
            terms = vocabulary.found(sentence)
            if terms:
                asked = {area for term in terms for area in vocabulary.areas[_key(term)]}
                required = not nice_part and not _NICE.search(sentence)
                found.append(Requirement(sentence, tuple(sorted(asked)), terms, required))
    return Job(tuple(found), _focus(found, vocabulary.areas))


def _is_heading(line: str, vocabulary: "_Vocabulary") -> bool:
    short = len(line.split()) <= 5 and line[-1] not in ".!?,;"
    bare = short and (bool(_NICE.search(line)) or not vocabulary.found(line))
    return bool(_HEADING.match(line)) or bare


def _focus(found: list[Requirement], areas: Mapping[str, tuple[str, ...]]) -> tuple[Focus, ...]:
    weights: dict[str, float] = {}
    terms: dict[str, dict[str, None]] = {}
    for one in found:
        for area in one.areas:
            weights[area] = weights.get(area, 0.0) + (1.0 if one.required else 0.5)
            named = [term for term in one.terms if area in areas[_key(term)]]
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


def _lines(text: str) -> list[tuple[str, bool]]:
    """Return the lines that are not blank, and whether a bullet stood before each."""
    lines = []
    for line in text.splitlines():
        bare = _BULLET.sub("", line)
        words = " ".join(bare.split())
        if words:
            lines.append((words, bare != line))
    return lines


def _key(term: str) -> str:
    return " ".join(term.lower().replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Every term by its key, with its areas and how it is written; and a pattern of all."""

    areas: dict[str, tuple[str, ...]]
    written: dict[str, str]
    pattern: re.Pattern[str]

    def found(self, sentence: str) -> tuple[str, ...]:
        """Return the terms that stand in a sentence, in their order, each once."""
        terms: dict[str, None] = {}
        for match in self.pattern.finditer(sentence):
            key = _key(match[0])
            terms[self.written[key if key in self.written else key.removesuffix("s")]] = None
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
    # The longest first, so that "data drift" is not taken for "drift".
    terms = sorted(by_term, key=lambda term: (-len(term), term))
    body = "|".join(re.escape(term).replace(r"\ ", r"[\s-]+") for term in terms) or "(?!)"
    pattern = re.compile(rf"(?<!\w)(?:{body})s?(?![\w+#])", re.IGNORECASE)
    return _Vocabulary({key: tuple(found) for key, found in by_term.items()}, written, pattern)
