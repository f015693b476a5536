"""Which tables a dossier of this version has, and making them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from servanda.errors import BrokenRecord
from servanda.journal import migrations
from servanda.journal.migrations import Migration


def version() -> int:
    """Give the number of the schema that this program writes."""
    return migrations.MIGRATIONS[-1].version


def make_tables(db: sqlite3.Connection) -> None:
    """Make all tables of a new dossier, within the transaction that is open."""
    for one in migrations.MIGRATIONS:
        run_script(db, one.sql)
    make_derived(db)


def make_derived(db: sqlite3.Connection) -> None:
    """Make the derived tables, empty."""
    run_script(db, _derived())


def drop_derived(db: sqlite3.Connection) -> None:
    """Drop every table, view and index that is not the book's, whichever version made it."""
    keep = set(_book(migrations.MIGRATIONS))
    # Virtual tables first: dropping one drops the tables that it keeps itself in.
    rows = db.execute(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for kind, name in rows:
        if name not in keep:
            db.execute(f'DROP {kind} IF EXISTS "{name}"')


def verify_schema(path: Path, db: sqlite3.Connection) -> None:
    """Return only if the file defines what a dossier defines, to the letter, and nothing else.

    Raises:
        BrokenRecord: A definition differs, is missing, or is not ours.
    """
    found, expected = _schema_of(db), _expected(migrations.MIGRATIONS)
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            raise BrokenRecord(
                f"{path} is damaged: the definition of `{name[:80]}` is not the one that a dossier "
                "has. Go back to a backup."
            )


def run_script(db: sqlite3.Connection, script: str) -> None:
    """Run statements one by one; `executescript` would commit the transaction first."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def _derived() -> str:
    return files("servanda.journal").joinpath("derived.sql").read_text(encoding="utf-8")


def _schema_of(db: sqlite3.Connection) -> dict[str, str]:
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {str(name): str(sql) for name, sql in rows if not str(name).startswith("sqlite_")}


@lru_cache(maxsize=4)
def _book(steps: tuple[Migration, ...]) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as db:
        for one in steps:
            run_script(db, one.sql)
        return _schema_of(db)


@lru_cache(maxsize=4)
def _expected(steps: tuple[Migration, ...]) -> dict[str, str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.create_function("spaced", 1, str)
        for one in steps:
            run_script(db, one.sql)
        make_derived(db)
        return _schema_of(db)
