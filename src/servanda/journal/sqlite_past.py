"""The book as it stood, in a file of its own that nobody sees and that goes with the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from servanda.domain.entry import SensitivityMarked, Subject
from servanda.journal.codec import unpack
from servanda.journal.connect import prepare
from servanda.journal.port import Journal
from servanda.journal.replay import derive
from servanda.journal.schema import make_tables
from servanda.journal.sqlite import SqliteJournal
from servanda.journal.sqlite_book import write_leaf

#: So many entries are written at once: memory stays small, and progress can be told.
_AT_ONCE = 2_000


def past_journal(
    journal: Journal, count: int, *, tell: Callable[[int], None] = lambda _: None
) -> Journal:
    """Give the book as it stood when its head was its entry number `count`, to be asked anything.

    It needs little memory, however long the book is, and everything that a dossier is asked can be
    asked of it. What was withheld since is gone from it too, and what is marked sensitive today is
    marked: the past must not tell what today may not. The file has no name: SQLite removes it with
    the connection, also where the program is killed.

    Args:
        journal: The living book.
        count: The number of the last entry that counts.
        tell: Called now and then with the number of the entry that was copied last.
    """
    # An empty name is a private file on the disk, gone when it is closed.
    db = sqlite3.connect("", isolation_level=None)
    try:
        prepare(db, durable=False)
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        past = SqliteJournal(Path("an earlier state"), db)
        _copy(journal, past, db, count, tell)
    except BaseException:
        db.close()
        raise
    return past


def _copy(
    journal: Journal,
    past: SqliteJournal,
    db: sqlite3.Connection,
    count: int,
    tell: Callable[[int], None],
) -> None:
    db.execute("BEGIN")
    make_tables(db)
    for leaf in journal.leaves():
        if leaf.number > count:
            break
        # The chain and the quotes were proved when they were recorded: this is the same book.
        write_leaf(db, leaf)
        derive(leaf, unpack(leaf), past.shelf)
        if leaf.number % _AT_ONCE == 0:
            past.shelf.flush()
            db.execute("COMMIT")
            db.execute("BEGIN")
            tell(leaf.number)
    for subject in get_args(Subject):
        for name in sorted(journal.marked(subject)):
            past.shelf.mark(count, SensitivityMarked(subject, name, sensitive=True))
    past.shelf.flush()
    db.execute("COMMIT")
    past.shelf.refresh()
    tell(count)
