"""Measure the offline grader on sets that were written to try it, without sight of any rubric.

training/data/README.md says what each set contains, and what is wanted of it.
"""

import json
import statistics
from collections.abc import Iterator
from typing import Any, NamedTuple

from interviewer.grading.grade import Grade, Ungraded, earned, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from training.rated_answers import DATA, Bank

SETS = DATA / "robustness"
_EXCELLENT = 0.80
_LOSS = 0.05
"""The least change (0..1) of a score that counts."""


class Tried(NamedTuple):
    """A text, the question that it answers, and what the grader said of it."""

    question_id: str
    text: str
    value: float
    outcome: Grade | Ungraded

    @property
    def suspected(self) -> list[str]:
        """The ids of the misconceptions that are asked about."""
        found = self.outcome.suspected if isinstance(self.outcome, Grade) else ()
        return [one.misconception_id for one in found]

    @property
    def accused(self) -> list[str]:
        """The ids of the misconceptions that were charged."""
        found = self.outcome.misconceptions if isinstance(self.outcome, Grade) else ()
        return [one.misconception_id for one in found]


def rows(name: str) -> list[dict[str, Any]]:
    """Read a set, one JSON object a line."""
    lines = (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def tried(stored: Bank, question: str, text: str) -> Tried:
    """Grade one text; what is ungraded has no points."""
    rubric = stored.rubrics[question]
    outcome = judge(GradingRequest(prompt=stored.prompts[question], rubric=rubric, answer=text))
    value = score(outcome, rubric).value if isinstance(outcome, Grade) else 0.0
    return Tried(question, text, value, outcome)


def show_all(stored: Bank, *, verbose: bool) -> None:
    """Print a line for each set; ``verbose`` lists each text that is not judged as wanted."""
    for measure in (_experts, _additions, _denials, _beliefs, _code, _padding, _languages):
        for number, line in enumerate(measure(stored)):
            if number == 0 or verbose:
                print(f"    {line}" if number else line)


def _experts(stored: Bank) -> Iterator[str]:
    found = [
        (row["tone"], tried(stored, row["question_id"], row["answer"])) for row in rows("experts")
    ]
    values = [one.value for _, one in found]
    spoken = [one.value for tone, one in found if tone == "spoken"]
    written = [one.value for tone, one in found if tone == "written"]
    yield (
        f"experts' answers       n {len(values):5}  mean {statistics.fmean(values):.2f} "
        f"(written {statistics.fmean(written):.2f}, spoken {statistics.fmean(spoken):.2f})"
        f"  least {min(values):.2f}  {_EXCELLENT:.2f} or more "
        f"{sum(one >= _EXCELLENT for one in values)}"
        f"  accused {sum(bool(one.accused) for _, one in found)}"
    )
    for tone, one in sorted(found, key=lambda pair: pair[1].value):
        if one.value < _EXCELLENT:
            yield f"{one.value:.2f} {one.question_id} ({tone}): {_lacking(stored, one)}"


def _lacking(stored: Bank, one: Tried) -> str:
    """Name what took points: criteria not met in full, and what was charged."""
    if isinstance(one.outcome, Ungraded):
        return one.outcome.reason
    short = [
        f"{row.criterion.id} {row.points:.2g}/{row.criterion.points}"
        for row in earned(one.outcome, stored.rubrics[one.question_id])
        if row.verdict.level != "met"
    ]
    return ", ".join(short + [f"charged {name}" for name in one.accused])


def _additions(stored: Bank) -> Iterator[str]:
    found = []
    for row in rows("additions"):
        model = stored.rubrics[row["question_id"]].model_answer
        before = tried(stored, row["question_id"], model).value
        found.append((before, tried(stored, row["question_id"], f"{model} {row['sentence']}"), row))
    lost = [(before, one, row) for before, one, row in found if one.value <= before - _LOSS]
    yield (
        f"true sentences added   n {len(found):5}  lose {_LOSS} or more "
        f"{100 * len(lost) / len(found):.1f} %  accused "
        f"{sum(bool(one.accused) for _, one, _ in found)}"
    )
    for before, one, row in lost:
        yield f"{one.value - before:+.2f} {one.question_id}: {row['sentence']} {one.accused}"


def _denials(stored: Bank) -> Iterator[str]:
    found = [tried(stored, row["question_id"], row["answer"]) for row in rows("denials")]
    accused = [one for one in found if one.accused]
    asked = [one for one in found if one.suspected]
    yield (
        f"misconceptions denied  n {len(found):5}  accused {len(accused)}  asked about {len(asked)}"
        f"  mean {statistics.fmean(one.value for one in found):.2f}"
    )
    for one in found:
        if one.accused or one.suspected:
            yield f"{one.question_id}: {one.text} {one.accused} {one.suspected}"


def _beliefs(stored: Bank) -> Iterator[str]:
    found = [
        (frozenset(row["states"]), tried(stored, row["question_id"], row["answer"]))
        for row in rows("beliefs")
    ]
    charged = [(name, name in states) for states, one in found for name in one.accused]
    asked = [(name, name in states) for states, one in found for name in one.suspected]
    values = [one.value for _, one in found]
    yield (
        f"misconceptions held    n {len(found):5}  charged {len(charged)}, rightly "
        f"{sum(right for _, right in charged)}  asked about {len(asked)}, rightly "
        f"{sum(right for _, right in asked)}  mean {statistics.fmean(values):.2f}  "
        f"above .30 {sum(value > 0.3 for value in values)}"
    )
    for states, one in found:
        if not states & {*one.accused, *one.suspected}:
            yield f"{one.value:.2f} {one.question_id}: {one.text} {sorted(states)}"


def _code(stored: Bank) -> Iterator[str]:
    alone, beside, differ = [], [], 0
    for row in rows("code"):
        said = tried(stored, row["question_id"], row["prose"]).value
        pair = []
        for form in (row["right"], row["broken"]):
            for text in (form, f"```\n{form}\n```"):
                alone.append(tried(stored, row["question_id"], text))
                whole = tried(stored, row["question_id"], f"{row['prose']}\n\n{text}")
                beside.append((said, whole))
                pair.append(whole.value)
        differ += max(pair) - min(pair) >= _LOSS
    earning = [one for one in alone if one.value > 0]
    changed = [(before, one) for before, one in beside if abs(one.value - before) >= _LOSS]
    yield (
        f"code, right and broken n {len(alone):5}  alone earns something {len(earning)}  "
        f"beside prose changes it by {_LOSS} or more {len(changed)} of {len(beside)}  "
        f"right and broken differ {differ} of {len(rows('code'))}"
    )
    for one in earning:
        yield f"{one.value:.2f} alone {one.question_id}: {one.text.splitlines()[0]}"
    for before, one in changed:
        yield f"{one.value - before:+.2f} beside prose {one.question_id}"


def _padding(stored: Bank) -> Iterator[str]:
    answers = {}
    for path in sorted(DATA.glob("held-out-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            answer = json.loads(line)
            answers[answer["id"]] = answer
    found = []
    for row in rows("padding"):
        answer = answers[row["answer_id"]]
        question, text = answer["question_id"], answer["answer"]
        before = tried(stored, question, text).value
        after = tried(stored, question, f"{row['before']} {text} {row['after']}")
        found.append((row["answer_id"], before, after.value))
    changed = [one for one in found if abs(one[2] - one[1]) >= _LOSS]
    yield (
        f"polite padding         n {len(found):5}  changes by {_LOSS} or more {len(changed)}  "
        f"largest {max((abs(after - before) for _, before, after in found)):.2f}"
    )
    for name, before, now in changed:
        yield f"{before:.2f} to {now:.2f} {name}"


def _languages(stored: Bank) -> Iterator[str]:
    found = [(row, tried(stored, row["question_id"], row["answer"])) for row in rows("languages")]
    wrong = [
        (row, one)
        for row, one in found
        if (row["expected"] == "ungraded") != isinstance(one.outcome, Ungraded)
    ]
    foreign = sum(row["expected"] == "ungraded" for row, _ in found)
    yield (
        f"other languages        n {foreign:5}  and English with foreign words "
        f"{len(found) - foreign}  judged otherwise than wanted {len(wrong)}"
    )
    for row, one in wrong:
        yield f"{row['language']}: {one.value:.2f}, {row['expected']} is wanted: {one.text}"
