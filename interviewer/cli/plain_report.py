"""Prints a report in the line mode: the feedback on a turn, and the review at the end."""

from interviewer.installed import typed
from interviewer.report.coaching_words import DENIED, dispute_text, to_add, to_mend
from interviewer.report.code_words import code_lines
from interviewer.report.deeper import deeper_result
from interviewer.report.further_reading import with_address
from interviewer.report.report import Report, TurnReport
from interviewer.report.session_words import notices, outcome, shows_scores, standing
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
    likely,
    of_points,
    percent,
    place_of,
    unread,
    unscored,
    used,
    whole_points,
)
from interviewer.text.display import plain

_NEXT = 4  # questions suggested for practice after a weak one


def print_feedback(turn: TurnReport) -> None:
    """Print what a turn earned, for which words, and what would have improved it."""
    if turn.band:
        told = ", ".join(filter(None, (turn.band, likely(turn))))
        print(f"{place_of(turn)}: {percent(turn.score)} of 100 ({told}).")
    if told := unscored(turn):
        print(plain(f"  {told}" if turn.band else f"{place_of(turn)}: {told}"))
    for told in (changed(turn), guessed(turn), unread(turn)):
        if told:
            print(plain(f"  {told}"))
    if turn.code is not None:
        for told in code_lines(turn.code):
            print(plain(f"  {told}"))
    for criterion in turn.criteria:
        worth = of_points(criterion)
        notes = (doubt(criterion), change_of(turn, criterion))
        close = "".join(f", {note}" for note in notes if note)
        print(plain(f"  {LEVEL_MARKS[criterion.verdict]} ({worth}{close}): {criterion.statement}"))
        for span in criterion.spans if criterion.level != "missed" else ():
            print(plain(f"      you said: “{' '.join(span.quote.split())}”"))
        if criterion.note:
            print(plain(f"      {criterion.note}"))
        if criterion.dispute:
            print(plain(f"      {dispute_text(criterion)}"))
    for answer in turn.answers:
        if told := deeper_result(answer):
            print(plain(f"  {told}"))
            print(plain(f"      a full reply: {answer.reference}"))
    for wrong in turn.misconceptions:
        cost = whole_points(wrong.penalty)
        print(plain(f"  ! misconception (−{cost}): {wrong.statement}"))
        for span in wrong.spans:
            print(plain(f"      you said: “{' '.join(span.quote.split())}”"))
        if wrong.admitted:
            print(f"      {admission(wrong)}")
        print(plain(f"      what is true: {wrong.correction}"))
    for doubtful in turn.suspected:
        for span in doubtful.spans:
            print(plain(f"  ? you said: “{' '.join(span.quote.split())}”"))
        print(plain(f"      {suspicion_text(turn, doubtful)} {UNCLEAR}"))
        print(plain(f"      what is true: {doubtful.correction}"))
    for denied in turn.disputed:
        print(plain(f"  {LEVEL_MARKS['disputed']} misconception: {denied.statement}"))
        print(f"      {DENIED}")
    for told in (to_add(turn), to_mend(turn)):
        if told:
            print(plain(f"  {told}"))
    if judged_by(turn):
        print(plain(f"  Judged by the {judged_by(turn)}."))
    print()


def print_review(report: Report) -> None:
    """Print the results of a session, and what to do next."""
    if shows_scores(report):
        score = (
            f"{percent(report.score)} of 100 ({report.band})" if report.band else standing(report)
        )
        print(f"Score: {score}. {outcome(report)}")
    else:
        print(outcome(report))
    print(f"Active time: {duration(report.active_seconds)}.")
    for sentence in (used(report.usage), *notices(report), calibrated(report.calibration)):
        if sentence:
            print(plain(sentence))
    for area in report.areas:
        print(f"  {area.area}: {percent(area.score)} ({area.band})")
    for point in report.weakest:
        print(plain(f"  to work on: {point.statement} [{point.question_id}]"))
    for advice in report.study:
        if advice.sources:
            read = "; ".join(map(with_address, advice.sources))
            print(plain(f"  read for {advice.question_id}: {read}"))
        weak = (*advice.points, *advice.deeper)
        then = list(dict.fromkeys(name for point in weak for name in point.next))
        if then:
            named = (word for name in then[:_NEXT] for word in ("--question", name))
            print(plain(f"  practise next: {typed('practice', *named)}"))
    report_line = typed("report", report.session_id, "--format", "html", "--output", "report.html")
    print(f"Report: {report_line}")
