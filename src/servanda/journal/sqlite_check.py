"""The check of a dossier file: the database's own, the proof, and a rebuild to compare with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from servanda.domain.entry import Head
from servanda.domain.problem import Problem
from servanda.errors import BrokenRecord, DossierError
from servanda.journal.connect import connect, prepare, read_sql
from servanda.journal.sqlite_book import read_leaves
from servanda.journal.sqlite_shelf import SqliteShelf
from servanda.journal.trouble import told_of
from servanda.journal.verify import damaged, prove

#: The derived tables, and the columns by which they are compared.
_TABLES = ("agreement", "source", "reading", "statement", "superseded", "provision", "link", "mark")
_SHOWN = 20


def check(path: Path, *, extends: Head | None = None) -> Iterator[Problem]:
    """Give what does not prove in this file; never raises for what is damaged in it."""
    try:
        with closing(connect(path, readonly=True)) as db:
            db.execute("BEGIN")
            yield from _guarded(path, _own_checks(db))
        with closing(_scratch(path)) as db:
            db.execute("BEGIN")
            yield from _guarded(path, _proof(db, extends))
    except (BrokenRecord, sqlite3.DatabaseError) as trouble:
        yield damaged(str(trouble))


def _guarded(path: Path, problems: Iterator[Problem]) -> Iterator[Problem]:
    try:
        with told_of(path):
            yield from problems
    except DossierError:
        raise
    except BrokenRecord as trouble:
        yield damaged(str(trouble))


def _own_checks(db: sqlite3.Connection) -> Iterator[Problem]:
    for (said,) in db.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if said != "ok":
            yield damaged(f"The database says: {said}.")
    for table, row, other, _ in db.execute("PRAGMA foreign_key_check"):
        yield damaged(f"Row {row} of the derived table `{table}` points at no row of `{other}`.")


def _scratch(path: Path) -> sqlite3.Connection:
    """Give a throw-away database with empty derived tables, the dossier's book beside it."""
    db = sqlite3.connect("", uri=True, isolation_level=None)
    prepare(db, durable=False)
    db.execute("PRAGMA secure_delete = OFF")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(read_sql("derived.sql"))
    db.execute("ATTACH ? AS kept", (f"{path.absolute().as_uri()}?mode=ro",))
    return db


def _proof(db: sqlite3.Connection, extends: Head | None) -> Iterator[Problem]:
    yield from prove(read_leaves(db), SqliteShelf(db, searched=False), extends=extends)
    for table in _TABLES:
        yield from _compare(db, table)


def _compare(db: sqlite3.Connection, table: str) -> Iterator[Problem]:
    for one, other, meaning in (
        ("kept", "main", "no entry gives"),
        ("main", "kept", "lacks"),
    ):
        rows = db.execute(
            f"SELECT * FROM {one}.{table} EXCEPT SELECT * FROM {other}.{table} LIMIT {_SHOWN}"
        ).fetchall()
        for row in rows:
            shown = ", ".join(str(value)[:40] for value in row)
            if one == "kept":
                yield damaged(f"The derived table `{table}` has a row that {meaning}: {shown}.")
            else:
                yield damaged(f"The derived table `{table}` {meaning} a row: {shown}.")
