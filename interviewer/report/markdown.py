"""The report as Markdown, with everything said by the candidate escaped."""

from itertools import groupby

from interviewer.report import code_words
from interviewer.report.coaching_words import DENIED, dispute_text, own_words, to_add, to_mend
from interviewer.report.deeper import deeper_result
from interviewer.report.delivery_words import DELIVERY_NOTE, delivery_facts, plot
from interviewer.report.further_reading import free_at
from interviewer.report.highlight import stretches
from interviewer.report.markdown_text import escaped, piece, verbatim
from interviewer.report.report import (
    AnswerReport,
    CodeReport,
    CriterionReport,
    MisconceptionReport,
    Report,
    TurnReport,
)
from interviewer.report.session_words import PRACTISING, notices, outcome, standing
from interviewer.report.suspicion_words import UNCLEAR, admission, suspicion_text
from interviewer.report.wording import (
    LEVEL_MARKS,
    calibrated,
    change_of,
    changed,
    doubt,
    duration,
    guessed,
    judged_by,
    legend,
    likely,
    of_points,
    percent,
    place_of,
    points,
    said_when,
    unread,
    unscored,
    used,
    when,
    whole_points,
)
from interviewer.text.display import plain


class MarkdownExporter:
    """Writes CommonMark with tables."""

    suffix = ".md"

    def export(self, report: Report) -> bytes:
        """Return the whole document in UTF-8."""
        lines = [*_head(report), *_overview(report)]
        if told := legend(criterion for turn in report.listed for criterion in turn.criteria):
            lines += [f"*{told}*", ""]
        for turn in report.listed:
            lines += _turn(turn)
        # Everything printed passes through here, so that no field can be forgotten.
        return (plain("\n".join(lines)).rstrip() + "\n").encode()


def _head(report: Report) -> list[str]:
    score = f"{percent(report.score)} of 100 ({report.band})" if report.band else standing(report)
    return [
        "# Interview report",
        "",
        f"**Score: {score}**",
        "",
        f"- {'' if report.shared else f'Session {escaped(report.session_id)}, '}{when(report)}",
        f"- {duration(report.active_seconds)} of active time, {report.mode} mode"
        + (f", format {escaped(report.format)}" if report.format else ""),
        *(
            [
                "- Areas by a job description: "
                + ", ".join(f"{escaped(one.area)} {one.weight:.0%}" for one in report.focus)
            ]
            if report.focus
            else []
        ),
        f"- {outcome(report)}",
        f"- Grader: {escaped(report.grader)}; {escaped(f'interviewer {report.app_version}')}",
        *([f"- {used(report.usage)}"] if report.usage else []),
        *(f"- **{escaped(notice)}**" for notice in notices(report)),
        *([f"- {calibrated(report.calibration)}"] if report.calibration else []),
        "",
    ]


def _overview(report: Report) -> list[str]:
    lines: list[str] = []
    if report.areas:
        lines += ["## By area", "", "| Area | Score | Band | Questions |", "|---|---:|---|---:|"]
        lines += [
            f"| {escaped(area.area)} | {percent(area.score)} | {area.band} | {area.questions} |"
            for area in report.areas
        ]
        lines.append("")
    for title, several in (
        ("Strongest points", report.strongest),
        ("Weakest points", report.weakest),
    ):
        if several:
            lines += [f"## {title}", ""]
            lines += [
                f"- {escaped(point.statement)} ({points(point.earned)} of {point.points}, "
                f"question {point.question})"
                for point in several
            ]
            lines.append("")
    if report.delivery is not None:
        lines += ["## Delivery", ""]
        lines += [f"- {fact}" for fact in delivery_facts(report.delivery)]
        lines += [f"- pace, answer by answer: {plot(report.delivery.over_time)}", ""]
        lines += [DELIVERY_NOTE, ""]
    if report.study:
        lines += ["## What to study", "", PRACTISING, ""]
        for advice in report.study:
            lines.append(f"- **{escaped(advice.question_id)}** ({percent(advice.score)} of 100)")
            lines += [f"  - {escaped(source)}{_free(source)}" for source in advice.sources]
            for label, weak in (("To complete", advice.points), ("To go deeper", advice.deeper)):
                for one in weak:
                    then = f" Next: {', '.join(map(escaped, one.next))}." if one.next else ""
                    lines.append(f"  - {label}: {escaped(one.statement)}{then}")
        lines.append("")
    return lines


def _free(source: str) -> str:
    address = free_at(source)
    return f" ([free]({address}))" if address else ""


def _turn(turn: TurnReport) -> list[str]:
    lines = [f"## {place_of(turn)}: {escaped(turn.question_id)}", ""]
    lines += [f"{escaped(turn.prompt)}", ""]
    if turn.exhibit:
        lines += [*(f"    {plain(line)}" for line in turn.exhibit.splitlines()), ""]
    facts = [turn.area, turn.level, turn.kind, f"{duration(turn.seconds)} spent"]
    if turn.hints:
        facts.append(f"{turn.hints} hint{'s' if turn.hints > 1 else ''}")
    lines += [f"*{', '.join(escaped(fact) for fact in facts)}*", ""]
    if turn.band:
        alone = (
            f"; {percent(turn.unprompted_score)} without probes and hints"
            if turn.unprompted_score != turn.score
            else ""
        )
        spread = f"; {likely(turn)}" if likely(turn) else ""
        lines += [f"**Score: {percent(turn.score)} of 100 ({turn.band}{spread}{alone})**", ""]
    for told in (changed(turn), guessed(turn), unread(turn)):
        if told:
            lines += [escaped(told), ""]
    if told := unscored(turn):
        lines += [f"**{escaped(told)}**", ""]
    for answer in turn.answers:
        lines += _answer(answer, turn)
    if turn.code is not None:
        lines += _code(turn.code)
    coaching = [told for told in (to_add(turn), to_mend(turn)) if told]
    if coaching:
        lines += ["**To do better**", "", *(f"- {escaped(told)}" for told in coaching), ""]
    for criterion in turn.criteria:
        lines += _criterion(criterion, turn)
    if turn.misconceptions:
        lines += ["", "**Misconceptions**", ""]
        for wrong in turn.misconceptions:
            said = _said(wrong)
            said += f"{admission(wrong)} " if wrong.admitted else ""
            lines += [
                f"- {escaped(wrong.statement)} {said}"
                f"**What is true:** {escaped(wrong.correction)} (−{whole_points(wrong.penalty)}"
                f"{', ' if doubt(wrong) else ''}{doubt(wrong)})"
            ]
    if turn.suspected:
        lines += ["", f"**What did you mean?** {UNCLEAR}", ""]
        for doubtful in turn.suspected:
            lines += [
                f"- {_said(doubtful)}{escaped(suspicion_text(turn, doubtful))} "
                f"**What is true:** {escaped(doubtful.correction)}"
            ]
    if turn.disputed:
        lines += ["", f"**Disputed** {DENIED}", ""]
        lines += [f"- {_said(one)}{escaped(one.statement)}" for one in turn.disputed]
    lines += ["", "**Model answer**", "", f"> {escaped(turn.model_answer)}", ""]
    lines += _side_by_side(turn)
    if turn.sources:
        lines += ["Sources: " + "; ".join(escaped(source) for source in turn.sources), ""]
    if judged_by(turn):
        lines += [f"*Judged by the {escaped(judged_by(turn))}.*", ""]
    return lines


def _side_by_side(turn: TurnReport) -> list[str]:
    """Return a table of what the candidate and the model answer say on each criterion."""
    if not any(criterion.model_words for criterion in turn.criteria):
        return []
    own = any(own_words(criterion) for criterion in turn.criteria)
    heads = ("Point", *(("Your words",) if own else ()), "The model answer's")
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for criterion in turn.criteria:
        yours = (own_words(criterion),) if own else ()
        cells = (criterion.statement, *yours, criterion.model_words)
        lines.append(f"| {' | '.join(escaped(cell) or '–' for cell in cells)} |")
    return [*lines, ""]


def _code(code: CodeReport) -> list[str]:
    lines = [f"**{escaped(code_words.title(code))}**", "", *verbatim(code.code)]
    count = escaped(code_words.passed(code))
    lines += [escaped(code_words.runs(code)), "", f"**{count}**", ""]
    for test in code.tests:
        told = [code_words.head_of_test(test), *filter(str.strip, code_words.failure_of_test(test))]
        lines.append("- " + "  \n  ".join(map(escaped, told)))  # each on a line of its own
        if case := code_words.case_of_test(test):
            lines += ["", *(f"  {line}".rstrip() for line in verbatim(case))]
    if code.tests:
        lines.append("")
    if code.output:
        lines += ["**What it printed**", "", *verbatim(code.output)]
    return [*lines, "**Reference solution**", "", *verbatim(code.reference)]


def _said(wrong: MisconceptionReport) -> str:
    """Return the words of a misconception as a sentence and a space; empty without any."""
    if not wrong.spans:
        return ""
    quotes = "; ".join(f"“{escaped(span.quote)}”" for span in wrong.spans)
    ended = wrong.spans[-1].quote.rstrip().endswith((".", "!", "?"))
    return f"You said: {quotes}{'' if ended else '.'} "


def _answer(answer: AnswerReport, turn: TurnReport) -> list[str]:
    lines = []
    if answer.follow_up:
        lines += [f"**Follow-up:** {escaped(answer.follow_up)}", ""]
    marked = [(c.id, c.spans) for c in turn.criteria if c.answer_id == answer.id]
    # Adjoining stretches of several criteria become one: Markdown cannot separate two bold ones.
    runs = [
        (credited, plain("".join(text for text, _ in run)))
        for credited, run in groupby(stretches(answer.text, marked), lambda piece: bool(piece[1]))
    ]
    pieces = []
    for number, (credited, text) in enumerate(runs):
        before = runs[number - 1][1][-1:] if number else ""
        after = runs[number + 1][1][:1] if number + 1 < len(runs) else ""
        pieces.append(piece(text, credited, before, after))
    quoted = "".join(pieces).strip().split("\n")
    if answer.text:
        lines += ["  \n".join(f"> {line}" for line in quoted), ""]
    if answer.transcript is not None and answer.transcript != answer.text:
        lines += [f"As it was heard: {escaped(answer.transcript)}", ""]
    if answer.delivery is not None:
        facts = "; ".join(delivery_facts(answer.delivery))
        lines += [f"Delivery: {facts}; pace over time {plot(answer.delivery.over_time)}", ""]
    if told := deeper_result(answer):
        lines += [escaped(told), "", f"A full reply: {escaped(answer.reference)}", ""]
    return lines


def _criterion(criterion: CriterionReport, turn: TurnReport) -> list[str]:
    notes = [of_points(criterion)]
    if criterion.essential:
        notes.append("essential")
    if criterion.help not in ("unprompted", "never"):
        notes.append(criterion.help)
    if doubt(criterion):
        notes.append(doubt(criterion))
    if change_of(turn, criterion):
        notes.append(change_of(turn, criterion))
    if criterion.said_at is not None:
        notes.append(said_when(criterion))
    line = (
        f"- {LEVEL_MARKS[criterion.verdict]} ({', '.join(notes)}): {escaped(criterion.statement)}"
    )
    if criterion.spans and criterion.level != "missed":
        line += " Your words: " + "; ".join(f"“{escaped(s.quote)}”" for s in criterion.spans)
    for told in (dispute_text(criterion), criterion.note):
        line += f" {escaped(told)}" if told else ""
    return [line]
