"""The tables of the store, one migration a version."""

import sqlite3

from interviewer.errors import StoreError
from interviewer.history import tally

APPLICATION_ID = 0x696E7476  # "intv": tells our databases from any other file

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE session (
        id TEXT PRIMARY KEY,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        mode TEXT NOT NULL,
        grader TEXT NOT NULL,
        areas TEXT NOT NULL,
        questions INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        answered INTEGER NOT NULL,
        score REAL,
        finished TEXT
    ) STRICT;
    CREATE INDEX session_by_start ON session (started_at DESC, id DESC);
    CREATE TABLE event (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (session_id, seq)
    ) STRICT, WITHOUT ROWID;
    """,
    # The derived tables: see derived.py. Older sessions are derived later, because reading
    # thousands of logs must not delay a start.
    """
    ALTER TABLE session ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX session_underived ON session (started_at, id) WHERE derived = 0;
    CREATE INDEX session_open ON session (started_at DESC, id DESC) WHERE finished IS NULL;
    CREATE TABLE graded (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        at INTEGER NOT NULL,
        format TEXT,
        question_id TEXT NOT NULL,
        area TEXT NOT NULL,
        level TEXT NOT NULL,
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        whole INTEGER NOT NULL,
        PRIMARY KEY (session_id, turn)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX graded_by_question ON graded (question_id, at, session_id, turn);
    CREATE INDEX graded_by_time ON graded (at, area, level, score);
    CREATE TABLE outcome (
        session_id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        place INTEGER NOT NULL,
        criterion_id TEXT NOT NULL,
        essential INTEGER NOT NULL,
        points INTEGER NOT NULL,
        credit REAL NOT NULL,
        help TEXT NOT NULL,
        PRIMARY KEY (session_id, turn, place),
        FOREIGN KEY (session_id, turn) REFERENCES graded (session_id, turn) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE card (
        question_id TEXT NOT NULL,
        criterion_id TEXT NOT NULL,
        due INTEGER NOT NULL,
        last_review INTEGER NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        PRIMARY KEY (question_id, criterion_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX card_by_due ON card (due, question_id);
    """,
    # What progress over thousands of sessions needs of each turn and each criterion. Everything is
    # derived again, because a turn's shares are not in its other columns.
    """
    DELETE FROM outcome;
    DELETE FROM graded;
    DELETE FROM card;
    UPDATE session SET derived = 0;
    DROP INDEX graded_by_time;
    CREATE INDEX graded_by_time ON graded (at);
    ALTER TABLE graded ADD COLUMN earned REAL NOT NULL DEFAULT 0;
    ALTER TABLE graded ADD COLUMN unaided REAL NOT NULL DEFAULT 0;
    CREATE TABLE standing (
        question_id TEXT NOT NULL,
        criterion_id TEXT NOT NULL,
        area TEXT NOT NULL,
        level TEXT NOT NULL,
        essential INTEGER NOT NULL,
        points INTEGER NOT NULL,
        times INTEGER NOT NULL,
        at INTEGER NOT NULL,
        help TEXT NOT NULL,
        newest REAL NOT NULL,
        second REAL,
        third REAL,
        PRIMARY KEY (question_id, criterion_id)
    ) STRICT, WITHOUT ROWID;
    """,
    # Checksums; see checksums.py and tally.py. An older session has none until it is derived again,
    # because reading thousands of logs must not delay a start.
    """
    DELETE FROM outcome;
    DELETE FROM graded;
    DELETE FROM card;
    DELETE FROM standing;
    UPDATE session SET derived = 0;
    ALTER TABLE event ADD COLUMN checksum BLOB;
    ALTER TABLE session ADD COLUMN length INTEGER;
    ALTER TABLE session ADD COLUMN head BLOB;
    ALTER TABLE session ADD COLUMN checksum BLOB;
    ALTER TABLE graded ADD COLUMN outcomes BLOB;
    ALTER TABLE graded ADD COLUMN checksum BLOB;
    ALTER TABLE card ADD COLUMN checksum BLOB;
    ALTER TABLE standing ADD COLUMN checksum BLOB;
    CREATE TABLE tally (
        name TEXT PRIMARY KEY,
        rows INTEGER NOT NULL,
        total INTEGER NOT NULL,
        checksum BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tally
        SELECT name, rows, total, tally_checksum(name, rows, total) FROM (
            SELECT 'session' AS name, count(*) AS rows,
                   coalesce(sum(key_number('session', id)), 0) AS total
            FROM session
            UNION ALL VALUES ('graded', 0, 0), ('card', 0, 0), ('standing', 0, 0)
        );
    """,
    # The level core is now called beginner. Everything is derived again, because a row's checksum
    # covers the level too; the logs are unchanged, and are read under the new name.
    """
    DELETE FROM outcome;
    DELETE FROM graded;
    DELETE FROM card;
    DELETE FROM standing;
    UPDATE session SET derived = 0;
    INSERT OR REPLACE INTO tally
        SELECT name, 0, 0, tally_checksum(name, 0, 0) FROM (
            SELECT 'graded' AS name UNION ALL VALUES ('card'), ('standing')
        );
    """,
    # A turn's score without help, whether it is a retry, and how certain each verdict is. Nothing
    # is derived from an exam before its end. Checksums depend on the order of the columns, so the
    # two tables are recreated.
    """
    DROP TABLE outcome;
    DROP TABLE graded;
    DELETE FROM card;
    DELETE FROM standing;
    UPDATE session SET derived = 0;
    CREATE TABLE graded (
        session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        at INTEGER NOT NULL,
        format TEXT,
        question_id TEXT NOT NULL,
        area TEXT NOT NULL,
        level TEXT NOT NULL,
        kind TEXT NOT NULL,
        score REAL NOT NULL,
        unaided REAL NOT NULL,
        whole INTEGER NOT NULL,
        retry INTEGER NOT NULL,
        outcomes BLOB,
        checksum BLOB,
        PRIMARY KEY (session_id, turn)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX graded_by_question ON graded (question_id, at, session_id, turn);
    CREATE INDEX graded_by_time ON graded (at);
    CREATE TABLE outcome (
        session_id TEXT NOT NULL,
        turn INTEGER NOT NULL,
        place INTEGER NOT NULL,
        criterion_id TEXT NOT NULL,
        essential INTEGER NOT NULL,
        points INTEGER NOT NULL,
        credit REAL NOT NULL,
        help TEXT NOT NULL,
        certainty TEXT NOT NULL,
        PRIMARY KEY (session_id, turn, place),
        FOREIGN KEY (session_id, turn) REFERENCES graded (session_id, turn) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT OR REPLACE INTO tally
        SELECT name, 0, 0, tally_checksum(name, 0, 0) FROM (
            SELECT 'graded' AS name UNION ALL VALUES ('card'), ('standing')
        );
    """,
    # Code that was run counts even if it was not submitted, and hints given before a question was
    # left for later still count when it comes back.
    """
    DELETE FROM outcome;
    DELETE FROM graded;
    DELETE FROM card;
    DELETE FROM standing;
    UPDATE session SET derived = 0;
    INSERT OR REPLACE INTO tally
        SELECT name, 0, 0, tally_checksum(name, 0, 0) FROM (
            SELECT 'graded' AS name UNION ALL VALUES ('card'), ('standing')
        );
    """,
    # A criterion whose verdict is not settled is noted, so that its card and mastery stay.
    """
    DELETE FROM outcome;
    DELETE FROM graded;
    DELETE FROM card;
    DELETE FROM standing;
    UPDATE session SET derived = 0;
    INSERT OR REPLACE INTO tally
        SELECT name, 0, 0, tally_checksum(name, 0, 0) FROM (
            SELECT 'graded' AS name UNION ALL VALUES ('card'), ('standing')
        );
    """,
)
"""``MIGRATIONS[n]`` upgrades version n to n + 1. Never change one that has been released."""


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Upgrade an open database to the newest version.

    Raise ``StoreError`` for a database that is another program's or a newer version's, and leave
    it untouched.
    """
    version = _version(connection, path)
    if version == len(MIGRATIONS):
        return
    tally.functions(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated while this one waited for the lock.
        for script in MIGRATIONS[_version(connection, path) :]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: str) -> int:
    # The tables first: another process may migrate between these reads. It commits tables and
    # marks together, so marks that are read later are never older than the tables.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID and (tables or application):
        raise StoreError(
            f"{path} is a database of another program.", remedy="Move it out of the way."
        )
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer version of interviewer (schema {version}, "
            f"this one knows {len(MIGRATIONS)}).",
            remedy="Upgrade interviewer; the file has not been touched.",
        )
    return int(version)
