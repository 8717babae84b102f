"""The report as JSON: the whole ``Report``, with its ``schema_version``."""

from interviewer.report.report import Report
from interviewer.text.display import in_json


class JsonExporter:
    """Writes the report's own data, indented."""

    suffix = ".json"

    def export(self, report: Report) -> bytes:
        """Return UTF-8 JSON that ``Report`` reads back, control characters escaped."""
        return (in_json(report.model_dump_json(indent=2)) + "\n").encode()
