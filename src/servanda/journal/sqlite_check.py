"""The check of a dossier file: the database's own, the proof, and a rebuild to compare with.

Everything is read; nothing is written but a throw-away database, so that a dossier on a disc that
cannot be written is checked as any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
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
    "provision",
    "link",
    "place",
    "tally",
    "mark",
    "search_config",
    "text_search_config",
)
_INDEXES = ("search", "text_search")
_SHOWN = 20


def check(path: Path, *, extends: Head | None = None) -> Iterator[Problem]:
    """Give what does not prove in this file; what is damaged in it is given, never raised.

    Raises:
        DossierError: The file is gone, or in use for too long.
    """
    try:
        with told_of(path), closing(connect(path, readonly=True)) as db:
            verify_schema(path, db)
            yield from _own_checks(db)
    except BrokenRecord as trouble:
        yield damaged(str(trouble))
    try:
        with told_of(path), closing(_scratch(path)) as db:
            yield from _proof(db, extends)
    except BrokenRecord as trouble:
        yield damaged(str(trouble))


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


def _proof(db: sqlite3.Connection, extends: Head | None) -> Iterator[Problem]:
    shelf = SqliteShelf(db, searched=False)
    yield from prove(read_leaves(db), shelf, extends=extends)
    shelf.flush()
    for table in _TABLES:
        yield from _compare(db, table)
    db.execute(
        "INSERT INTO source_text SELECT source.entry, spaced(CAST(payload.bytes AS TEXT))"
        f" FROM source JOIN kept.payload ON payload.position = source.entry * {SPACING} + 3"
    )
    for index in _INDEXES:
        yield from _try_index(db, index)


def _compare(db: sqlite3.Connection, table: str) -> Iterator[Problem]:
    """Give the rows that the dossier's table and the rebuilt one do not share."""
    for one, other, meaning in (("kept", "main", "that no entry gives"), ("main", "kept", "less")):
        rows = db.execute(
            f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT {_SHOWN}"
        )
        for row in rows.fetchall():
            shown = ", ".join(str(value)[:40] for value in row)
            yield damaged(f"The derived table `{table}` has a row {meaning}: {shown}.")


def _try_index(db: sqlite3.Connection, index: str) -> Iterator[Problem]:
    """Put the dossier's search index over the rebuilt content, and have it compared with that."""
    db.execute(f"DELETE FROM main.{index}_data")
    db.execute(f"DELETE FROM main.{index}_idx")
    db.execute(f"DELETE FROM main.{index}_docsize")
    try:
        for part in ("data", "idx", "docsize"):
            db.execute(f"INSERT INTO main.{index}_{part} SELECT * FROM kept.{index}_{part}")
        db.execute(f"INSERT INTO main.{index} ({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as trouble:
        yield damaged(f"The search index `{index}` does not fit what it indexes ({trouble}).")
