"""Rules for how a question is asked: prompt, rephrasing, clarifications, exhibit, spoken form."""

import re
from collections.abc import Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import PLACEHOLDER, Breach
from interviewer.bank.strict_yaml import Location, shown
from interviewer.bank.wordings import content, gives_away, likeness, plain, symbols

ASKED_AT_ONCE = 2
"""Most questions that a prompt may ask: with a third one it begins to list the criteria."""

CLARIFICATIONS = 2
"""Fewest clarifications of a concept question: how deep to go, and which case or setting."""

SAME_WORDS = 0.8
"""Likeness (0..1) from which a rephrasing only repeats the prompt."""

_INTERROGATIVE = re.compile(
    r"(?:^|[.;:?!]\s+|\band\s+(?:then\s+)?)(?:(?:at|by|for|in|on|to|under|with)\s+)?"
    r"(?:what|how|why|when|where|which|who|whether)\b"
    # After a mere comma, "which" and "when" continue the sentence unless a verb follows.
    r"|,\s+(?:what|how|why)\b"
    r"|,\s+(?:when|where|which|who)\s+(?:can|did|do|does|should|would)\b"
    r"|(?:^|[.?!]\s+)(?:compare|describe|explain)\b",
    re.IGNORECASE,
)


def asking_breaches(question: Question) -> Iterator[Breach]:
    """Yield the breaches that show in the question file alone."""
    yield from _prompt(question)
    yield from _rephrased(question)
    if question.kind == "concept" and len(question.clarifications) < CLARIFICATIONS:
        yield Breach(
            ("clarifications",),
            f"{len(question.clarifications)} clarifications.",
            f"Write at least {CLARIFICATIONS}: how deep to go, which case is meant, what may be "
            "assumed.",
        )
    for i, follow_up in enumerate(question.follow_ups):
        at = ("follow_ups", i)
        if follow_up.spoken is None:
            if unread := symbols(follow_up.prompt):
                yield Breach(
                    (*at, "prompt"),
                    f"{shown(unread)} cannot be read aloud.",
                    "Add `spoken:` with the follow-up in words.",
                )
        elif unread := symbols(follow_up.spoken):
            yield _unread((*at, "spoken"), unread)
    if question.kind == "exhibit" and question.exhibit is None:
        yield Breach(
            ("kind",),
            "an exhibit question that shows nothing.",
            "Add `exhibit:` with kind, content and spoken, or choose another kind.",
        )
    if question.exhibit and (unread := symbols(question.exhibit.spoken)):
        yield _unread(("exhibit", "spoken"), unread)


def disclosures(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Yield what in the question file gives away a point of the rubric before it is asked for."""
    said: list[tuple[Location, str]] = []
    if question.rephrased:
        said.append((("rephrased",), question.rephrased))
    if question.kind == "concept":  # elsewhere a reply gives the facts of the case
        said += [
            (("clarifications", i, "reply"), one.reply)
            for i, one in enumerate(question.clarifications)
        ]
    for location, text in said:
        for criterion in rubric.criteria:
            if not criterion.tests and gives_away(text, criterion.statement):
                yield _given_away(location, criterion.id)
    criteria = {depth.follow_up: depth.criteria for depth in rubric.depth}
    for i, follow_up in enumerate(question.follow_ups):
        for criterion in criteria.get(follow_up.id, ()):
            if gives_away(follow_up.prompt, criterion.statement):
                yield _given_away(("follow_ups", i, "prompt"), criterion.id)


def _prompt(question: Question) -> Iterator[Breach]:
    marks, heads = question.prompt.count("?"), len(_INTERROGATIVE.findall(question.prompt))
    if max(marks, heads) > ASKED_AT_ONCE:
        yield Breach(
            ("prompt",),
            f"it asks {max(marks, heads)} things at once.",
            "Ask one or two; leave the others to follow-ups.",
            "warning",
        )


def _rephrased(question: Question) -> Iterator[Breach]:
    if question.rephrased is None:
        if question.kind == "concept":
            yield Breach(
                ("rephrased",),
                "no rephrasing of the prompt.",
                "Add `rephrased:` with the same question in other, plainer words.",
            )
        return
    if question.rephrased.startswith(PLACEHOLDER):
        return
    if unread := symbols(question.rephrased):
        yield _unread(("rephrased",), unread)
    for text in (question.prompt, question.aloud):
        alike = likeness(content(text), content(question.rephrased)) >= SAME_WORDS
        if alike or plain(text) == plain(question.rephrased):
            yield Breach(
                ("rephrased",),
                "it says the prompt again.",
                "Ask the same in other words, for somebody who did not understand these.",
            )
            return


def _unread(location: Location, unread: str) -> Breach:
    return Breach(location, f"{shown(unread)} cannot be read aloud.", "Write it as words.")


def _given_away(location: Location, criterion_id: str) -> Breach:
    return Breach(
        location,
        f"it gives away the criterion `{criterion_id}`.",
        "Say less: the point is the candidate's to make.",
    )
