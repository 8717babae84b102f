"""The interface between a report and the formats it is written in."""

from typing import Protocol

from interviewer.report.report import Report


class Exporter(Protocol):
    """Writes a report in one format. ``suffix`` is the usual file extension, with its dot."""

    suffix: str

    def export(self, report: Report) -> bytes:
        """Return the whole file."""
        ...
