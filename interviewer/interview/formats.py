"""The formats of an interview: their stages, pacing, follow-ups and emphasis.

Plain data, because the command line lists the names before any model is loaded; ``planned`` turns
a format into the fields of a ``SessionConfig``. The paces follow what candidates are commonly
told to expect of each kind of interview: about five minutes for a question of theory, ten to
twenty for a case or a piece of code.
"""

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Part:
    """A stage as its format plans it; fields mean the same as in ``Stage``."""

    name: str
    opening: str
    questions: int
    minutes: int
    probes: int
    emphasis: str = "essentials"
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of interview; ``about`` describes it in a few words."""

    name: str
    title: str
    about: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> int:
        """How many questions all stages have together."""
        return sum(part.questions for part in self.parts)

    @property
    def minutes(self) -> int:
        """How long all stages last together."""
        return sum(part.minutes for part in self.parts)

    @property
    def probes(self) -> int:
        """The most follow-ups that any stage allows after a question."""
        return max(part.probes for part in self.parts)


_TOOLS = ("programming",)
_THEORY = ("concept", "calculation", "exhibit")
_DESIGN = ("scenario", "estimate")
_LONGEST = 600  # minutes, as a session may have

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format(
            "phone-screen",
            "Phone screen",
            "many short questions on the basics, hardly a follow-up",
            (
                Part(
                    name="basics",
                    opening="Thanks for making the time. I have some short questions on the "
                    "basics; a minute or two for each is plenty.",
                    questions=6,
                    minutes=25,
                    probes=1,
                    levels=("beginner",),
                    kinds=("concept",),
                ),
            ),
        ),
        Format(
            "ml-theory",
            "ML theory",
            "concepts, then deeper into what you know",
            (
                Part(
                    name="foundations",
                    opening="Let us talk about machine learning itself. First the foundations.",
                    questions=3,
                    minutes=18,
                    probes=2,
                    emphasis="half-said",
                    without=_TOOLS,
                    levels=("beginner", "intermediate"),
                    kinds=_THEORY,
                ),
                Part(
                    name="depth",
                    opening="Now I would like to go further. Take your time, and say why as well "
                    "as what.",
                    questions=3,
                    minutes=27,
                    probes=3,
                    emphasis="depth",
                    without=_TOOLS,
                    levels=("intermediate", "advanced"),
                    kinds=_THEORY,
                ),
            ),
        ),
        Format(
            "system-design",
            "Case and system design",
            "open problems with many follow-ups; ask back",
            (
                Part(
                    name="case",
                    opening="I will describe a situation from practice. Ask me whatever you need "
                    "to know before you answer.",
                    questions=1,
                    minutes=15,
                    probes=3,
                    levels=("beginner", "intermediate"),
                    kinds=("scenario",),
                ),
                Part(
                    name="design",
                    opening="Now design a system. Clarify the goal first, then go from the data to "
                    "serving and monitoring.",
                    questions=2,
                    minutes=40,
                    probes=4,
                    emphasis="worth",
                    levels=("intermediate", "advanced"),
                    kinds=_DESIGN,
                ),
            ),
        ),
        Format(
            "coding-talk",
            "Coding talk",
            "you talk through code, its tools and its cost",
            (
                Part(
                    name="tools",
                    opening="A short question on the tools first.",
                    questions=1,
                    minutes=5,
                    probes=1,
                    areas=_TOOLS,
                ),
                Part(
                    name="code",
                    opening="Now talk me through some code, as if you stood at a whiteboard. Say "
                    "what it costs in time and memory.",
                    questions=3,
                    minutes=35,
                    probes=3,
                    kinds=("coding",),
                ),
            ),
        ),
        Format(
            "behavioural",
            "Behavioural",
            "what you did and how, probed where it stays vague",
            (
                Part(
                    name="experience",
                    opening="I would like to hear about your own work. Say what the situation was, "
                    "what you did yourself, and what came of it.",
                    questions=4,
                    minutes=30,
                    probes=3,
                    emphasis="half-said",
                    kinds=("behavioural",),
                ),
            ),
        ),
        Format(
            "mixed-loop",
            "Mixed loop",
            "a whole day in little: experience, theory, code, design",
            (
                Part(
                    name="experience",
                    opening="Welcome. Let us begin with your own work.",
                    questions=1,
                    minutes=8,
                    probes=2,
                    emphasis="half-said",
                    kinds=("behavioural",),
                ),
                Part(
                    name="theory",
                    opening="Now some questions on machine learning.",
                    questions=4,
                    minutes=25,
                    probes=2,
                    without=_TOOLS,
                    kinds=_THEORY,
                ),
                Part(
                    name="code",
                    opening="Now talk me through some code.",
                    questions=1,
                    minutes=12,
                    probes=2,
                    kinds=("coding",),
                ),
                Part(
                    name="design",
                    opening="Last, an open problem. Ask me whatever you need to know.",
                    questions=1,
                    minutes=20,
                    probes=4,
                    emphasis="worth",
                    kinds=_DESIGN,
                ),
            ),
        ),
    )
}
"""Every format by its name, in the order in which they are offered."""


def planned(
    name: str,
    *,
    questions: int | None = None,
    minutes: int | None = None,
    probes: int | None = None,
    timed: bool = True,
) -> dict[str, object]:
    """Return the fields of a ``SessionConfig`` that an interview of this format has.

    A different number of ``questions`` or ``minutes`` is divided among the stages in the format's
    own proportions; a stage left without a question is dropped. ``probes`` caps every stage.
    Unless ``timed``, neither the stages nor the whole have a limit. Raise ``KeyError`` for an
    unknown format.
    """
    form = FORMATS[name]
    parts = form.parts
    if questions is not None:
        counts = _shared(questions, [part.questions for part in parts])
        # Fewer questions need less time, more of them more.
        parts = tuple(
            replace(
                part,
                questions=count,
                minutes=min(max(part.minutes * count // part.questions, 1), _LONGEST),
            )
            for part, count in zip(parts, counts, strict=True)
            if count
        )
    if minutes is not None:
        shares = _shared(minutes, [part.minutes for part in parts])
        parts = tuple(
            replace(part, minutes=max(share, 1)) for part, share in zip(parts, shares, strict=True)
        )
    if probes is not None:
        parts = tuple(replace(part, probes=min(part.probes, probes)) for part in parts)
    return {
        "format": name,
        "stages": [asdict(part) | ({} if timed else {"minutes": None}) for part in parts],
        "questions": sum(part.questions for part in parts),
        "minutes": (minutes or min(sum(part.minutes for part in parts), _LONGEST))
        if timed
        else None,
        "probes": max(part.probes for part in parts),
    }


def _shared(total: int, weights: list[int]) -> list[int]:
    """Share out ``total`` in whole parts by the method of the largest remainder."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % whole))
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares
