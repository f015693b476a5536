"""Which backend keeps the journal at an address."""

from __future__ import annotations

from pathlib import Path

from servanda.journal.memory import MemoryJournal
from servanda.journal.port import Journal
from servanda.journal.sqlite_file import create_sqlite, open_sqlite

#: The address of a journal that is kept nowhere.
MEMORY = ":memory:"


def open_journal(url: str, *, create: bool = False, readonly: bool = False) -> Journal:
    """Give the journal at an address: `:memory:`, or the path of a dossier file.

    Args:
        url: Where it is kept.
        create: Make a new one; refuses a path that is taken.
        readonly: Open so that nothing can be written, nor an older file be brought up to date.

    Raises:
        DossierError: There is none, it is no dossier, or it cannot be opened.
        BrokenRecord: It is one, and damaged.
    """
    if url == MEMORY:
        return MemoryJournal()
    if create:
        return create_sqlite(Path(url))
    return open_sqlite(Path(url), readonly=readonly)
