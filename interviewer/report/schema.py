"""The published JSON Schema of the JSON report, for programs that read one."""

from typing import Any

from interviewer.report.report import SCHEMA_VERSION, Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """Return the schema of ``interviewer report --format json``.

    It names every field that this version of the program writes. A later version may add a field,
    and then prints another schema; one that is taken away or changes its meaning raises
    ``schema_version``.
    """
    schema = Report.model_json_schema(mode="serialization")
    # The exporter writes every field, also one that has its default.
    for part in (schema, *schema["$defs"].values()):
        part["required"] = list(part["properties"])
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {"$schema": _DIALECT, **schema, "title": "A graded interview report"}
