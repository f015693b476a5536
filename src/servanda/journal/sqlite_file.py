"""Dossier files: made whole or not at all, opened, and brought up to date with a backup before."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from servanda.errors import DossierError
from servanda.journal import migrations
from servanda.journal.connect import (
    APPLICATION_ID,
    connect,
    flush,
    new_file,
    prepare,
    put_in_place,
)
from servanda.journal.schema import make_tables, run_script, verify_schema, version
from servanda.journal.sqlite import SqliteJournal, derive_all
from servanda.journal.sqlite_shelf import SqliteShelf
from servanda.journal.trouble import journal_of, told_of


def create_sqlite(path: Path) -> SqliteJournal:
    """Make a new, empty dossier: complete under its name, or not there at all.

    Raises:
        DossierError: There is something of this name, or no place to write it.
    """
    part = new_file(path)
    try:
        with told_of(path), closing(sqlite3.connect(part, isolation_level=None)) as db:
            prepare(db, durable=True)
            db.execute("BEGIN")
            make_tables(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version()}")
            db.execute("COMMIT")
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return open_sqlite(path)


def open_sqlite(path: Path, *, readonly: bool = False) -> SqliteJournal:
    """Open a dossier; one of an older schema is backed up and brought to ours.

    Raises:
        DossierError: It is not there, not a dossier, newer than this program, or in use.
        BrokenRecord: Its tables are damaged.
    """
    db = connect(path, readonly=readonly)
    try:
        with told_of(path):
            _bring_up_to_date(path, db, readonly=readonly)
            verify_schema(path, db)
        journal = SqliteJournal(path, db)
        if not readonly:
            _clear_up(path, db, journal)
    except BaseException:
        db.close()
        raise
    return journal


def _clear_up(path: Path, db: sqlite3.Connection, journal: SqliteJournal) -> None:
    """Finish what a crash left undone, unless another program is at it or we may not write."""
    with suppress(DossierError):
        journal.finish_pending()
    if journal_of(path).exists():
        # SQLite has rolled back what had to be. A journal cut short before it counted stays, and
        # may hold words that are withheld later: any write takes it away.
        (wait,) = db.execute("PRAGMA busy_timeout").fetchone()
        db.execute("PRAGMA busy_timeout = 0")
        with suppress(sqlite3.OperationalError):
            db.execute(f"PRAGMA user_version = {version()}")
        db.execute(f"PRAGMA busy_timeout = {wait}")


def _bring_up_to_date(path: Path, db: sqlite3.Connection, *, readonly: bool) -> None:
    (found,) = db.execute("PRAGMA user_version").fetchone()
    if found > version():
        raise DossierError(
            f"{path} was written by a newer Servanda (schema {found}; this one knows "
            f"{version()}). Update Servanda to open it."
        )
    if found == version():
        return
    if not any(one.version == found for one in migrations.MIGRATIONS):
        raise DossierError(f"{path} has schema {found}, which no Servanda wrote.")
    if readonly:
        raise DossierError(
            f"{path} has schema {found} and must be brought to {version()} first: open it once "
            "where it may be written. A copy as it was is left beside it."
        )
    _back_up(path, db, found)
    db.execute("BEGIN IMMEDIATE")
    try:
        (now,) = db.execute("PRAGMA user_version").fetchone()
        for one in migrations.MIGRATIONS:
            if one.version > now:  # another program may have come before us
                run_script(db, one.sql)
        derive_all(db, SqliteShelf(db))
        db.execute(f"PRAGMA user_version = {version()}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _back_up(path: Path, db: sqlite3.Connection, found: int) -> Path:
    """Leave a copy as it was beside the dossier; never over another one."""
    names = (path.with_name(f"{path.name}-schema{found}{more}") for more in _endings())
    copy = next(one for one in names if not one.exists())
    part = new_file(copy)
    try:
        with closing(sqlite3.connect(part)) as target:
            db.backup(target)
        flush(part)
        put_in_place(part, copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _endings() -> list[str]:
    return ["", *(f"-{number}" for number in range(2, 1000))]
