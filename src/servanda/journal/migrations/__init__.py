"""Steps from one schema to the next, in order; the last one's number is the file's version.

A step changes the book's own tables by its SQL, or nothing when only what is derived changes: the
derived tables belong to no step, they are dropped and derived again after every migration. Entries
are never changed: their hashes would no longer be those that reports print.

Give a step whenever `derived.sql`, or a rule by which its rows are made, changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the version that it leads to, and its SQL."""

    version: int
    sql: str


def _read(name: str) -> str:
    return files("servanda.journal.migrations").joinpath(name).read_text(encoding="utf-8")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, _read("0001_book.sql")),
    Migration(2, ""),  # judgements are derived
    Migration(3, ""),  # a corrected text takes the place of an earlier one
    Migration(4, ""),  # what statements are counted by stands in blocks; the summary is gone
    Migration(5, ""),  # among it who asserts it, and what its links rest on
    Migration(6, ""),  # whose a statement was that no longer stands
)
