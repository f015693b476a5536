"""Steps from one schema to the next, in order; the last one's number is the file's version.

A step changes the book's own tables by its SQL file. The derived tables belong to no step: they
are dropped and derived again after every migration. Entries are never changed: their hashes would
no longer be those that reports print.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version that it leads to, and its SQL file under `journal/`."""

    version: int
    sql: str


MIGRATIONS = (Migration(1, "migrations/0001_book.sql"),)
