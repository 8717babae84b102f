"""The published JSON Schema of the JSON report, for programs that read one."""

from typing import Any

from interviewer.report.report import SCHEMA_VERSION, Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """Return the schema of ``interviewer report --format json``.

    It lists every field that this version of the program writes. A later version may add fields to
    the schema; removing a field or changing its meaning increments ``schema_version``.
    """
    schema = Report.model_json_schema(mode="serialization")
    # The exporter writes every field, including those with their default value.
    for part in (schema, *schema["$defs"].values()):
        part["required"] = list(part["properties"])
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {"$schema": _DIALECT, **schema, "title": "A graded interview report"}
