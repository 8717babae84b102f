"""A report as plain text, a line a question: short enough for a mail to yourself."""

from interviewer.report.report import Report


class TextExporter:
    """Writes each question with its score and what was missed."""

    suffix = ".txt"

    def export(self, report: Report) -> bytes:
        """Return the lines as UTF-8."""
        lines = [f"Interview of {report.started_at:%Y-%m-%d}"]
        for turn in report.turns:
            score = "no grade" if turn.score is None else f"{100 * turn.score:.0f} of 100"
            missed = [each.statement for each in turn.criteria if each.level == "missed"]
            lines.append(f"{turn.question_id}: {score}")
            lines += [f"  missed: {statement}" for statement in missed]
        return ("\n".join(lines) + "\n").encode()
