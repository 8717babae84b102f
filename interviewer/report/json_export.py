"""The report as JSON: the whole ``Report``, with its ``schema_version``."""

from interviewer.report.report import Report


class JsonExporter:
    """Writes the report's own data, indented."""

    suffix = ".json"

    def export(self, report: Report) -> bytes:
        """Return UTF-8 JSON that ``Report`` reads back."""
        return (report.model_dump_json(indent=2) + "\n").encode()
