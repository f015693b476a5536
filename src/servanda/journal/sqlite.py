"""A dossier in one SQLite file: entries and what is derived from them, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from servanda.domain.entry import Act, Entry, Head, Subject, ruled_on
from servanda.domain.judgement import Judged, Judgement
from servanda.domain.problem import Problem
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.errors import DossierError
from servanda.journal import sqlite_ask as ask
from servanda.journal.batch import OpenBatch, restore
from servanda.journal.chain import Leaf
from servanda.journal.codec import entry_of, unpack
from servanda.journal.connect import flush, new_file, put_in_place
from servanda.journal.facts import Facts
from servanda.journal.history import History, HistoryAsked
from servanda.journal.replay import derive
from servanda.journal.schema import drop_derived, make_derived
from servanda.journal.sqlite_book import (
    empty_payloads,
    read_head,
    read_leaf,
    read_leaves,
    write_leaf,
)
from servanda.journal.sqlite_check import check
from servanda.journal.sqlite_history import last_number, read_history
from servanda.journal.sqlite_outline import Outlines, read_excerpt
from servanda.journal.sqlite_record import read_judged, read_record
from servanda.journal.sqlite_shelf import SqliteShelf
from servanda.journal.trouble import told_of


class SqliteJournal:
    """The book of one dossier file. Use it from one thread; several programs may open the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection
        self.shelf = SqliteShelf(connection)
        self._head: Head | None = None
        self._stale = False
        self._outlines = Outlines()

    # --- writing ---------------------------------------------------------------------------------

    @contextmanager
    def batch(self, *, actor: str, time: str | None = None) -> Iterator[OpenBatch]:
        """Open a batch by `actor`; an exception drops it.

        Raises:
            DossierError: Another program is writing and does not finish in time.
        """
        with self._transaction():
            yield OpenBatch(self, actor=actor, time=time)
        self._rewrite()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._db.in_transaction:
            raise DossierError("A batch is open already: close it before opening another.")
        with self.guard():
            self._db.execute("BEGIN IMMEDIATE")
        self._head = None
        self._stale = False
        try:
            with self.guard():
                self.shelf.refresh()
            yield
            with self.guard():
                self._derive_if_stale()
                self.shelf.flush()
                self._db.execute("COMMIT")
        except BaseException:
            self.shelf.forget()
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._head = None

    def guard(self) -> AbstractContextManager[None]:
        """Within, whatever the file does wrong is said in words."""
        return told_of(self.path)

    def head(self) -> Head:
        """Give the count and hash of the last entry."""
        if self._head is not None:
            return self._head
        with self.guard():
            return read_head(self._db)

    def leaves(self, after: int = 0) -> Iterator[Leaf]:
        """Give the entries with their payloads, as they are kept."""
        with self.guard():
            yield from read_leaves(self._db, after)

    def keep(self, leaf: Leaf, act: Act | None) -> None:
        """Keep a leaf and derive from it."""
        self._derive_if_stale()
        write_leaf(self._db, leaf)
        derive(leaf, act, self.shelf)
        self._head = Head(leaf.number, leaf.hash)

    def empty(self, digests: Iterable[str]) -> None:
        """Destroy payloads; what is derived is derived anew, and the file rewritten."""
        # At other times freed pages keep what they held until they are used again: it is all still
        # in the book, and overwriting them costs a tenth of the speed. Rewriting clears them all.
        self._db.execute("PRAGMA secure_delete = ON")
        if empty_payloads(self._db, digests):
            self._db.execute("INSERT OR IGNORE INTO pending (task) VALUES ('rewrite')")
            self._stale = True

    def _derive_if_stale(self) -> None:
        if self._stale:
            derive_all(self._db, self.shelf)
            self._stale = False

    def finish_pending(self) -> None:
        """Rewrite the file if something was withheld: freed pages and old index pages go.

        The mark stands until it is done, so that a crash in between only delays it to the next
        time the dossier is opened.
        """
        with self.guard():
            if self._db.execute("SELECT 1 FROM pending").fetchone():
                self._db.execute("VACUUM")
                self._db.execute("DELETE FROM pending")

    def _rewrite(self) -> None:
        try:
            self.finish_pending()
        except DossierError as trouble:
            raise DossierError(
                f"What was withheld is recorded and can be read no more, but the file could not be "
                f"rewritten yet, so that traces may be left in it: {trouble} It is rewritten when "
                "it is opened next."
            ) from trouble

    def restore(self, leaves: Iterable[Leaf]) -> None:
        """Keep leaves that another journal recorded, all or none."""
        with self._transaction():
            restore(leaves, self)
        self._rewrite()

    def rebuild(self) -> None:
        """Throw the derived tables away and derive them again from the entries."""
        with self._transaction():
            derive_all(self._db, self.shelf)

    # --- reading ---------------------------------------------------------------------------------

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries with a number above `after`, in order."""
        return map(entry_of, self.leaves(after))

    def record(self) -> Record:
        """Give the current state, all of it at one head."""
        with self.guard(), self._snapshot():
            return read_record(self._db, self.shelf)

    def outline(self) -> Record:
        """Give the current state without any statement, ruling or text."""
        with self.guard():
            if not self._db.in_transaction:
                self.shelf.refresh()
            return self._outlines.read(self._db, self.shelf)

    def excerpt(self, *, statements: Collection[str] = (), source: str | None = None) -> Record:
        """Give the outline with these statements by id, and all of this source's."""
        self.outline()
        with self.guard(), self._snapshot():
            outline = self._outlines.read(self._db, self.shelf)
            return read_excerpt(self._db, self.shelf, outline, statements=statements, source=source)

    @contextmanager
    def at_one_head(self) -> Iterator[None]:
        """Within, everything that is asked is answered as of one head."""
        with self.guard(), self._snapshot():
            yield

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """See one state throughout, whatever other programs write meanwhile."""
        if self._db.in_transaction:
            self._derive_if_stale()
            self.shelf.flush()
            yield
            return
        self._db.execute("BEGIN")
        try:
            self.shelf.refresh()
            yield
        finally:
            self._db.execute("ROLLBACK")

    def statements(
        self,
        *,
        state: str | None = None,
        provision: str | None = None,
        source: str | None = None,
        search: str | None = None,
    ) -> Iterator[Statement]:
        """Give the statements that fit all that is asked; ranked if `search`, else in order.

        A search leaves out what is marked sensitive, unless it asks for a source by name.
        """
        asked = ask.Asked(state=state, provision=provision, source=source, search=search)
        with self.guard():
            yield from ask.statements(self._db, asked)

    def statement(self, id: str) -> Statement | None:
        """Give one statement by its id or an unambiguous beginning of it."""
        with self.guard():
            return ask.statement(self._db, self.shelf, id)

    def sources_with(self, search: str) -> Iterator[str]:
        """Give the ids of sources in whose text all the words stand, best first."""
        with self.guard():
            yield from ask.sources_with(self._db, search)

    def positions(self, search: str, *, most: int = 100_000) -> list[int]:
        """Give where statements stand in which all the words stand, in order."""
        with self.guard():
            return ask.positions(self._db, search, most)

    def judged(self, *kinds: type[Judgement]) -> Iterator[Judged]:
        """Give the judgements of these kinds that stand, in the order of their entries."""
        with self.guard():
            if kinds:
                yield from read_judged(self._db, *(one.__name__ for one in kinds))

    def marked(self, subject: Subject) -> frozenset[str]:
        """Give what is marked sensitive: ids of sources or statements, or names of persons."""
        with self.guard():
            rows = self._db.execute("SELECT name FROM mark WHERE subject = ?", (subject,))
            return frozenset(name for (name,) in rows)

    def history(self, asked: HistoryAsked, *, before: int, limit: int) -> History:
        """Give at most `limit` lines of the history below the number `before`, newest first."""
        with self.guard():
            return read_history(self._db, asked, before=before, limit=limit)

    def rulings(self, ids: Collection[str], *, before: int) -> Iterator[Entry]:
        """Give the entries below a number that ruled on these statements, or wrote them."""
        with self.guard():
            for number in ask.rulings(self._db, ids, before=before):
                entry = entry_of(read_leaf(self._db, number))
                if ruled_on(entry) in ids:
                    yield entry

    def last_on(self, day: str) -> int:
        """Give the number of the last entry up to the end of a day or to a moment; 0 if none."""
        with self.guard():
            return last_number(self._db, day)

    def facts(self, *, since: Head | None = None, named: int = 0) -> Facts:
        """Give what every statement is counted by, or what changed since a head."""
        with self.guard(), self._snapshot():
            return ask.facts(self._db, since=since, named=named)

    def source(self, id: str) -> Source | None:
        """Give one source as it stands, with its text."""
        with self.guard():
            self.shelf.refresh()
            return self.shelf.source(id)

    def source_bytes(self, id: str) -> bytes | None:
        """Give the bytes of a source as received; None if withheld or unknown."""
        with self.guard():
            return ask.source_bytes(self._db, self.shelf, id)

    def described_since(self, source: str, reader: str) -> bool:
        """Tell whether a source's description was corrected after this reader last read it."""
        with self.guard():
            return self.shelf.described_since(source, reader)

    def check(self, *, extends: Head | None = None) -> Iterator[Problem]:
        """Recompute chain, digests, quotes and derived tables; give what differs, in words."""
        return check(self.path, extends=extends)

    # --- the file --------------------------------------------------------------------------------

    def backup(self, path: Path) -> Head:
        """Copy the whole live dossier to a new file; gives the head that the copy has."""
        part = new_file(path)
        try:
            with told_of(path), closing(sqlite3.connect(part)) as copy:
                self._db.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                head = read_head(copy)
            flush(part)
            put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)
        return head

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def derive_all(db: sqlite3.Connection, shelf: SqliteShelf) -> None:
    """Drop the derived tables and fill them again from the leaves, within a transaction."""
    drop_derived(db)
    make_derived(db)
    shelf.forget()
    for leaf in read_leaves(db):
        derive(leaf, unpack(leaf), shelf)
    shelf.flush()
