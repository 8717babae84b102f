"""The published schema, and that every report written keeps to it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.interview.events import SessionConfig
from interviewer.report.build import build_report
from interviewer.report.json_export import JsonExporter
from interviewer.report.report import Report
from interviewer.report.schema import report_schema
from interviewer.report.share import shared
from tests.interview.play import CONFIGS, MOVES, played
from tests.report.hostile import hostile_session
from tests.report.json_schema import faults

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "report.schema.json"
SCHEMA = report_schema()


def exported(report: Report) -> Any:
    return json.loads(JsonExporter().export(report))


def all_faults(data: Any) -> list[str]:
    return list(faults(data, SCHEMA, SCHEMA))


def test_the_published_schema_is_that_of_this_version() -> None:
    # 'interviewer report --schema --output docs/report.schema.json --force' writes it anew.
    assert json.loads(PUBLISHED.read_text("utf-8")) == SCHEMA


@settings(max_examples=60, deadline=None)
@given(CONFIGS, st.integers(0, 99), st.lists(MOVES, max_size=25), st.booleans())
def test_the_report_of_any_session_keeps_to_the_schema(
    config: SessionConfig, seed: int, moves: list[str | tuple[str, ...]], share: bool
) -> None:
    report = build_report(played(config, seed, moves).conductor.session)
    assert all_faults(exported(shared(report) if share else report)) == []


HOSTILE = exported(build_report(hostile_session()))


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("schema_version",), 2),
        (("score",), "0.5"),
        (("started_at",), "yesterday"),
        (("note",), "unknown"),
        (("turns", 0, "status"), "passed"),
        (("turns", 0, "criteria", 0, "spans", 0, "start"), -1),
        (("turns", 0, "answers", 0, "text"), None),
        (("counts", "asked"), True),
        (("areas",), {}),
    ],
)
def test_a_report_that_is_none_does_not(where: tuple[str | int, ...], value: object) -> None:
    data = copy.deepcopy(HOSTILE)
    assert all_faults(data) == []
    place = data
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    assert len(all_faults(data)) == 1


@pytest.mark.parametrize("name", ["turns", "shared", "schema_version"])
def test_every_field_is_always_written(name: str) -> None:
    assert all_faults({key: each for key, each in HOSTILE.items() if key != name}) == [
        f"$: no {name}"
    ]
