"""One fixed session whose every text tries to be more than text, and its golden reports.

``python -m tests.report.hostile`` writes the golden files anew; read the difference before keeping
it.
"""

import re
from datetime import timedelta
from pathlib import Path

from interviewer.bank.coding import Coding, Flawed, Test
from interviewer.bank.confirmation import do_you_mean
from interviewer.bank.question import Exhibit, FollowUp
from interviewer.bank.rubric import Criterion, Depth, Item
from interviewer.coding.results import Run, Status, TestResult
from interviewer.grading.grade import (
    Certainty,
    FoundMisconception,
    Grade,
    Level,
    Span,
    Ungraded,
    Verdict,
)
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    AsideTaken,
    CodeRun,
    Event,
    FollowUpAsked,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionStarted,
    Skipped,
    Submission,
    SuspicionAsked,
    Timings,
)
from interviewer.interview.fold import fold
from interviewer.interview.quoting import quoted
from interviewer.interview.session import Session
from interviewer.registry import load_exporter
from interviewer.report.build import build_report
from interviewer.report.coaching import coached
from interviewer.report.report import Report
from interviewer.report.share import shared
from tests.sample_bank import START, sample_item

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("md", "html", "json", "csv", "anki", "pdf")
RUN = "document.title='ran'"

HOSTILE = f"""<script>{RUN}</script>
</blockquote></article></style><img src=x onerror="{RUN}"><svg onload={RUN}>
[x](javascript:alert(1)) ![y](https://evil.example/p.png) <https://evil.example> www.evil.example
=HYPERLINK("https://evil.example","click me")
# a heading
- a list
1. another
> a quote
| a | table |
|---|---|
```
code
```
~~~
---
===
    indented
*bold* **bolder** _under_ ~~gone~~ `tick` \\ back &lt; &#60; <!-- no --> {{{{ 7*7 }}}} {{% raw %}}
\x1b[31mred\x1b[0m \x1b]0;title\x07 \x00 null \x9b31m \u202eright to left\u2066 \u2067
\t@SUM(A1) +1 -1 \U0001f600 \u00e4\u00f6 \u4e2d\u6587 me@evil.example"""

WORDS = "The mean adds all values and the median is the middle one."


def hostile_item() -> Item:
    """An item whose texts are as bad as the candidate's."""
    item = sample_item("mean-vs-median")
    question, rubric = item.question, item.rubric
    bad = f'<b>bold</b> "quoted" [l](javascript:x) <script>{RUN}</script> \u202e=1+1 \x1b[2J'
    first, *others = rubric.criteria
    probe = FollowUp(id="deeper", criterion="point-1", prompt=f"And why? {bad}", when="met")
    exhibit = Exhibit(
        kind="table",
        content=f"  x\ty\n</pre><script>{RUN}</script>\n```\n=1+1 | [l](javascript:x) \x1b[2J",
        spoken="A table.",
    )
    depth = Depth(
        follow_up="deeper",
        criteria=tuple(
            Criterion(id=name, statement=f"Deeper {name} {bad}", points=2, evidence=("so it is",))
            for name in ("reason", "limit")
        ),
        model_answer=f"Because {bad}",
    )
    belief = rubric.misconceptions[0]
    return Item(
        question=question.model_copy(
            update={
                "prompt": f"{question.prompt} {bad}",
                "sources": (f"A book {bad}", bad),
                "exhibit": exhibit,
                "follow_ups": (*question.follow_ups, probe),
            }
        ),
        rubric=rubric.model_copy(
            update={
                "criteria": (first.model_copy(update={"statement": f"A point {bad}"}), *others),
                "misconceptions": tuple(
                    belief.model_copy(
                        update={
                            "id": name,
                            "statement": f"Wrong {name} {bad}",
                            "correction": f"Right {bad}",
                        }
                    )
                    for name in ("belief", "affirmed", "unclear")
                ),
                "model_answer": f"{rubric.model_answer} {bad}",
                "depth": (depth,),
            }
        ),
    )


def events() -> list[Event]:
    """Return the log: a hostile answer with follow-ups, one failed, one skipped, one declined."""
    item = hostile_item()

    doubtful = first_grade().suspected[0]

    def at(seconds: int) -> "timedelta":
        return timedelta(seconds=seconds)

    config = SessionConfig(questions=5, seed=7, grader="<i>offline</i>")
    name = "20260102-030405-abcd"
    return [
        SessionStarted(at=START, session_id=name, config=config, app_version="0.1.0"),
        QuestionAsked(at=START + at(1), turn=1, item=item),
        AsideTaken(at=START + at(20), turn=1, intent="wait", said="hm <b>", reply="Yes."),
        AnswerSubmitted(
            at=START + at(91), turn=1, answer_id=1, text=f"{HOSTILE}\n{WORDS}",
            transcript=f"heard {HOSTILE}", timings=Timings(to_first_word=4, total=90),
        ),
        AnswerGraded(at=START + at(92), answer_id=1, outcome=first_grade()),
        FollowUpAsked(at=START + at(93), turn=1, follow_up_id="ask-point-3"),
        AnswerSubmitted(
            at=START + at(120), turn=1, answer_id=2, follow_up_id="ask-point-3",
            text="Outliers pull the mean </p><script>" + RUN + "</script>",
        ),
        AnswerGraded(at=START + at(121), answer_id=2, outcome=second_grade()),
        SuspicionAsked(
            at=START + at(122), turn=1, misconception_id="affirmed", answer_id=1,
            spans=doubtful.spans, quote=quoted(doubtful.spans[0]),
            question=do_you_mean(item.rubric.misconceptions[1].statement),
        ),
        AnswerSubmitted(
            at=START + at(125), turn=1, answer_id=3, follow_up_id="suspicion:affirmed",
            text="Yes. </p><script>" + RUN + "</script>", meant=True,
        ),
        AnswerGraded(
            at=START + at(126), answer_id=3,
            outcome=Grade(verdicts=(), grader="offline", grader_version="1", rubric_version=1),
        ),
        FollowUpAsked(at=START + at(126), turn=1, follow_up_id="deeper"),
        AnswerSubmitted(
            at=START + at(128), turn=1, answer_id=4, follow_up_id="deeper",
            text="=Because of that </p><script>" + RUN + "</script>",
        ),
        AnswerGraded(at=START + at(129), answer_id=4, outcome=deeper_grade()),
        QuestionAsked(at=START + at(130), turn=2, item=sample_item("recall")),
        AnswerSubmitted(at=START + at(150), turn=2, answer_id=5, text="=1+1"),
        AnswerGraded(
            at=START + at(151), answer_id=5,
            outcome=Ungraded(reason="server said: <h1>502</h1> \x1b[31m", grader="llm"),
        ),
        QuestionAsked(at=START + at(160), turn=3, item=sample_item("momentum")),
        Skipped(at=START + at(170), turn=3),
        QuestionAsked(at=START + at(180), turn=4, item=sample_item("slow-training")),
        Skipped(at=START + at(200), turn=4, reason="dont-know", said="no idea"),
        *coded(),
        SessionFinished(at=START + at(301), reason="completed"),
    ]  # fmt: skip


def coding_item() -> Item:
    """A coding item whose tests and solution are no better."""
    item = sample_item("momentum")
    tests = tuple(
        Test(
            name=name, message=f"It holds <b>{name}</b> {RUN}.", code=f"assert f() == 1 # <i>{RUN}"
        )
        for name in ("shown", "hidden")
    )
    coding = Coding(
        language="python",
        starter="def f(): ...\n",
        shown=tests[:1],
        hidden=tests[1:],
        solution=f"def f():\n    return 1  # </pre><script>{RUN}</script>\n",
        broken=(Flawed(flaw="One.", code="x = 1\n"), Flawed(flaw="Two.", code="x = 2\n")),
    )
    question = item.question.model_copy(
        update={"id": "coded", "kind": "coding", "coding": coding, "follow_ups": ()}
    )
    return Item(
        question=question,
        rubric=item.rubric.model_copy(update={"question_id": "coded", "depth": ()}),
    )


def code_run(*names: str, status: Status) -> Run:
    """What tests gave for hostile code, which prints and raises as badly."""
    bad = f"</pre><script>{RUN}</script> =1+1 ``` \x1b[2J \u202e"
    return Run(
        results=tuple(
            TestResult(
                name=name, status=status, message=f"It holds <b>{name}</b> {RUN}.",
                detail=f"secret-of-{name} {bad}", call=f"f() gave {bad}", trace=f"raise {bad}",
                seconds=0.25,
            )
            for name in names
        ),
        output=f"printed {bad}\n```\n# a heading\n",
        seconds=0.5,
    )  # fmt: skip


def coded() -> list[Event]:
    """Return the part of the log in which hostile code is run and submitted."""

    def at(seconds: int) -> "timedelta":
        return timedelta(seconds=seconds)

    item = coding_item()
    run = code_run("shown", "hidden", status="error")
    verdicts = tuple(_verdict(one.id, "missed", (), "") for one in item.rubric.criteria)
    grade = Grade(verdicts=verdicts, grader="offline", grader_version="1", rubric_version=1)
    return [
        QuestionAsked(at=START + at(210), turn=5, item=item),
        CodeRun(at=START + at(240), turn=5, code="=1", run=code_run("shown", status="failed")),
        AnswerSubmitted(
            at=START + at(290), turn=5, answer_id=6, text="=It runs </p>",
            submission=Submission(
                code=f"=1+1\n{HOSTILE}\n", run=run,
                reference=code_run("shown", "hidden", status="passed"),
            ),
        ),
        AnswerGraded(at=START + at(291), answer_id=6, outcome=grade),
    ]  # fmt: skip


def first_grade() -> Grade:
    """Two overlapping quotes, one of them all of the hostile text, and a belief."""
    text = f"{HOSTILE}\n{WORDS}"
    where = text.index(WORDS)
    mean, median, wrong = (
        Span(start=start, end=end, quote=text[start:end])
        for start, end in ((0, where + 24), (where + 9, len(text)), (0, 8))
    )
    return Grade(
        verdicts=(
            _verdict("point-1", "met", (mean,), "<u>yes</u>"),
            _verdict("point-2", "partial", (median,), "nearly"),
            _verdict("point-3", "missed", (), "=nothing <u>said</u>"),
        ),
        misconceptions=(FoundMisconception(misconception_id="belief", spans=(wrong,)),),
        suspected=tuple(
            FoundMisconception(misconception_id=name, spans=(median,), certainty="borderline")
            for name in ("affirmed", "unclear")
        ),
        grader="offline",
        grader_version="1",
        rubric_version=1,
        model="<m>",
    )


def second_grade() -> Grade:
    """A credit that only the probe brought."""
    quote = "Outliers pull the mean"
    span = Span(start=0, end=len(quote), quote=quote)
    return Grade(
        verdicts=(_verdict("point-3", "met", (span,), ""),),
        grader="offline",
        grader_version="1",
        rubric_version=1,
    )


def deeper_grade() -> Grade:
    """A reply to the deeper follow-up that makes one of two points in part."""
    span = Span(start=0, end=8, quote="=Because")
    return Grade(
        verdicts=(
            _verdict("reason", "partial", (span,), ""),
            _verdict("limit", "missed", (), "=nothing"),
        ),
        grader="offline",
        grader_version="1",
        rubric_version=1,
    )


def _verdict(name: str, level: Level, spans: tuple[Span, ...], why: str) -> Verdict:
    credit = {"met": 1.0, "partial": 0.5, "missed": 0.0}[level]
    certainty: Certainty = "borderline" if level == "partial" else "clear"
    return Verdict(
        criterion_id=name,
        level=level,
        credit=credit,
        spans=spans,
        explanation=why,
        certainty=certainty,
    )


def hostile_session() -> Session:
    """Fold the log."""
    return fold(events())


def golden(name: str, share: bool = False) -> Path:
    """Return where the golden file of a format is."""
    return GOLDEN / f"{'shared' if share else 'report'}{load_exporter(name).suffix}"


_OF_A_MACHINE = "\U0001f600\u4e2d\u6587"


def rendered(name: str, share: bool = False) -> bytes:
    """Return one format as the golden files hold it: the style sheet, which is ours, left out."""
    session = hostile_session()
    report = coached(build_report(session), session)
    if name == "pdf":
        # These are set in whatever fonts a machine has; test_pdf.py shows what becomes of them.
        text = report.model_dump_json().translate(dict.fromkeys(map(ord, _OF_A_MACHINE), "?"))
        report = Report.model_validate_json(text)
    content = load_exporter(name).export(shared(report) if share else report)
    return re.sub(rb"(?s)<style>.*?</style>", b"<style></style>", content)


if __name__ == "__main__":
    for each in FORMATS:
        for to_share in (False, True):
            golden(each, to_share).write_bytes(rendered(each, to_share))
