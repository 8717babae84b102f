"""SQL questions: rows compared in any order or in the one asked for, and nothing but a SELECT."""

from typing import Any

import pytest

from interviewer.coding.rows import difference
from tests.coding.questions import ran, sql

ROWS = [("a", 1.0), ("b", None), ("c", 2.5)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SELECT name, n FROM t", ""),
        ("select n, name from t", "3 rows"),
        ("SELECT name, n FROM t ORDER BY n DESC;", ""),
        ("WITH x AS (SELECT * FROM t) SELECT * FROM x -- done", ""),
        ("SELECT name FROM t", "the result has 1 columns, expected 2"),
        ("SELECT name, n FROM t WHERE n IS NOT NULL", "2 rows, expected 3; missing ('b', NULL)"),
        ("SELECT name, COALESCE(n, 0) FROM t", "missing ('b', NULL); unexpected ('b', 0"),
        ("SELECT * FROM t UNION ALL SELECT 'd', 4", "4 rows, expected 3; unexpected ('d', 4"),
        ("SELECT name, n + 1e-9 FROM t", ""),
    ],
)
def test_rows_are_compared(code: str, said: str) -> None:
    result = ran(sql(ROWS, [("c", 2.5), ("a", 1), ("b", None)]), code).results[0]
    if said == "3 rows":
        assert result.status == "failed"
    elif said:
        assert result.status == "failed"
        assert said in result.detail
    else:
        assert result.status == "passed", result


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("SELEC 1", "error", 'near "SELEC": syntax error'),
        ("SELECT missing FROM t", "error", "no such column: missing"),
        ("", "error", "write a SELECT"),
        ("SELECT 1; SELECT 2", "error", "one statement at a time"),
        ("DROP TABLE t", "error", "only a SELECT"),
        ("INSERT INTO t VALUES ('x', 1)", "error", "only a SELECT"),
        ("PRAGMA table_info(t)", "error", "only a SELECT"),
        ("ATTACH '/tmp/other.db' AS other", "error", "only a SELECT"),
        ("VACUUM INTO '/tmp/copy.db'", "error", ""),
        ("CREATE TABLE x AS SELECT 1", "error", "only a SELECT"),
        ("SELECT load_extension('x')", "error", ""),
        ("SELECT readfile('/etc/passwd')", "error", ""),
        ("SELECT * FROM pragma_database_list", "error", ""),
        (
            "WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x) SELECT MAX(i) FROM x",
            "timeout",
            "",
        ),
        ("SELECT LENGTH(ZEROBLOB(2000000000))", "error", "too big"),
        (
            "WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x LIMIT 100000)"
            " SELECT i, i FROM x",
            "failed",
            "expected 3",
        ),
        (
            "WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x LIMIT 3000)"
            " SELECT PRINTF('%.*c', 1000, 'x'), i FROM x",
            "error",
            "larger than 1 MB",
        ),
    ],
)
def test_what_is_no_query_of_the_tables_is_told(code: str, status: str, said: str) -> None:
    result = ran(sql(ROWS, ROWS), code).results[0]
    assert result.status == status, result
    assert said in result.detail


@pytest.mark.parametrize(
    ("got", "want", "ordered", "said"),
    [
        ([(1,), (2,)], [(2,), (1,)], False, ""),
        ([(1,), (2,)], [(2,), (1,)], True, "the order differs: row 1 is (1), expected (2)"),
        ([(1,), (1,)], [(1,), (2,)], False, "missing (2); unexpected (1)"),
        ([("1",)], [(1,)], False, "missing (1); unexpected ('1')"),
        ([(0.1 + 0.2,)], [(0.3,)], True, ""),
        ([], [], True, ""),
        ([], [(1,)], True, "0 rows, expected 1; missing (1)"),
        ([(None,)], [(0,)], True, "missing (0); unexpected (NULL)"),
    ],
)
def test_rows_differ_by(got: list[Any], want: list[Any], ordered: bool, said: str) -> None:
    assert difference(got, want, ordered=ordered, tolerance=None) == said
