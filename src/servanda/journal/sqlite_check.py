"""The check of a dossier file: the database's own, the proof, and a rebuild to compare with.

Everything is read; nothing is written but a throw-away database, so that a dossier on a disc that
cannot be written is checked as any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from servanda.domain.entry import Head
from servanda.domain.problem import Problem
from servanda.errors import BrokenRecord
from servanda.journal.connect import connect, prepare
from servanda.journal.replay import SPACING
from servanda.journal.schema import make_derived, verify_schema
from servanda.journal.sqlite_book import read_leaves
from servanda.journal.sqlite_shelf import SqliteShelf
from servanda.journal.trouble import told_of
from servanda.journal.verify import damaged, prove

#: The derived tables that are compared row by row.
_TABLES = (
    "agreement",
    "source",
    "reading",
    "statement",
    "superseded",
    "name",
    "link",
    "fact",
    "mark",
    "judgement",
    "search_config",
    "text_search_config",
)
#: The search indexes, and how a copy is made of what each is over.
_INDEXES = (
    (
        "search",
        "INSERT INTO main.statement SELECT position, position, 0, NULL, '', NULL, 0, words"
        " FROM kept.statement",
    ),
    (
        "text_search",
        "INSERT INTO main.source_text SELECT source.entry, spaced(CAST(payload.bytes AS TEXT))"
        " FROM kept.source JOIN kept.payload"
        f" ON payload.position = source.entry * {SPACING} + 3",
    ),
)
_SHOWN = 20


def check(path: Path, *, extends: Head | None = None) -> Iterator[Problem]:
    """Give what does not prove in this file; what is damaged in it is given, never raised.

    SQLite looks through its pages and its search indexes on a second core meanwhile.

    Raises:
        DossierError: The file is gone, or in use for too long.
    """
    with ThreadPoolExecutor(max_workers=1) as second:
        own = second.submit(lambda: list(_told(path, _pages_and_indexes(path))))
        yield from _told(path, _proof(path, extends))
        yield from own.result()


def _told(path: Path, problems: Iterator[Problem]) -> Iterator[Problem]:
    """Give problems to the end, or to where the file cannot be read any further."""
    try:
        with told_of(path):
            yield from problems
    except BrokenRecord as trouble:
        yield damaged(str(trouble))


def _pages_and_indexes(path: Path) -> Iterator[Problem]:
    with closing(connect(path, readonly=True)) as db:
        verify_schema(path, db)
        yield from _own_checks(db)
    with closing(_scratch(path)) as db:
        for index, copy in _INDEXES:
            yield from _try_index(db, index, copy)


def _own_checks(db: sqlite3.Connection) -> Iterator[Problem]:
    for (said,) in db.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if said != "ok":
            yield damaged(f"The database says: {said}.")
    for table, row, other, _ in db.execute("PRAGMA foreign_key_check"):
        yield damaged(f"Row {row} of the derived table `{table}` points at no row of `{other}`.")


def _scratch(path: Path) -> sqlite3.Connection:
    """Give a throw-away database with empty derived tables, the dossier's book beside it.

    What it does not have itself (`entry`, `payload`) is found in the dossier, attached as `kept`.
    """
    db = sqlite3.connect("", uri=True, isolation_level=None)
    try:
        prepare(db, durable=False)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("ATTACH ? AS kept", (f"{path.absolute().as_uri()}?mode=ro",))
        db.execute("BEGIN")
        make_derived(db)
        # The index of texts reads them through a view, which cannot look into another database.
        db.execute("DROP VIEW source_text")
        db.execute("CREATE TABLE source_text (entry INTEGER PRIMARY KEY, text TEXT)")
    except BaseException:
        db.close()
        raise
    return db


def _proof(path: Path, extends: Head | None) -> Iterator[Problem]:
    with closing(_scratch(path)) as db:
        shelf = SqliteShelf(db, searched=False)
        yield from prove(read_leaves(db), shelf, extends=extends)
        shelf.flush()
        for table in _TABLES:
            yield from _compare(db, table)


def _compare(db: sqlite3.Connection, table: str) -> Iterator[Problem]:
    """Give the rows that the dossier's table and the rebuilt one do not share."""
    about = db.execute(f"PRAGMA main.table_info({table})").fetchall()
    columns = [str(column[1]) for column in about]
    same_key = " AND ".join(
        f"one.{column[1]} IS other.{column[1]}" for column in about if column[5]
    )
    for one, other, meaning in (("kept", "main", "that no entry gives"), ("main", "kept", "less")):
        # In the order of the key, both at once: comparing sets would copy and sort them first.
        rows = db.execute(
            f"SELECT one.* FROM {one}.{table} AS one LEFT JOIN {other}.{table} AS other"
            f" ON {same_key} WHERE ({', '.join('one.' + name for name in columns)})"
            f" IS NOT ({', '.join('other.' + name for name in columns)}) LIMIT {_SHOWN}"
        )
        for row in rows.fetchall():
            shown = ", ".join(str(value)[:40] for value in row)
            yield damaged(f"The derived table `{table}` has a row {meaning}: {shown}.")


def _try_index(db: sqlite3.Connection, index: str, copy: str) -> Iterator[Problem]:
    """Put the dossier's search index over a copy of what it indexes, and have the two compared.

    SQLite compares an index only where it could write.
    """
    parts = ("data", "idx", "docsize", "config")
    (made_by,) = db.execute(
        "SELECT sql FROM main.sqlite_schema WHERE name = ?", (index,)
    ).fetchone()
    try:
        db.execute(copy)
        # Made anew, for one that was written to remembers its pieces and would not look at ours.
        db.execute(f"DROP TABLE main.{index}")
        db.execute(made_by)
        for part in parts:
            db.execute(f"DELETE FROM main.{index}_{part}")
            db.execute(f"INSERT INTO main.{index}_{part} SELECT * FROM kept.{index}_{part}")
        db.execute(f"INSERT INTO main.{index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as trouble:
        yield damaged(f"The search index `{index}` does not fit what it indexes ({trouble}).")
