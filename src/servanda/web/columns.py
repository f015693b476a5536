"""The columns of a dossier as a desk may show it, kept up with what is recorded."""

from __future__ import annotations

import threading

from servanda.domain.entry import Head
from servanda.dossier.public import Blackened, public_record
from servanda.exploring import Columns, Shown
from servanda.journal import Journal

#: Kinds of entry that touch single statements only: their blocks are laid in the place of others.
_PATCHED = frozenset(
    {
        "StatementAccepted",
        "StatementAmended",
        "StatementRejected",
        "StatementWritten",
        "RulingWithdrawn",
    }
)
#: Kinds that change no statement and nothing of what is counted by.
_ELSEWHERE = frozenset({"ProblemNoted", "CellRated", "UnitCoded", "StatementQuestioned"})


class KeptColumns:
    """Gives the columns of one dossier at its head, for every lane of a desk."""

    def __init__(self, *, include_sensitive: bool) -> None:
        self._include_sensitive = include_sensitive
        self._lock = threading.Lock()
        self._head: Head | None = None
        self._columns: Columns | None = None

    def at_head(self, journal: Journal) -> Columns:
        """Give the columns as everything stands now."""
        with self._lock:
            head = journal.head()
            if self._columns is None or self._head is None:
                return self._fill(journal)
            # Another lane may have looked since: nobody goes back.
            if head.count <= self._head.count and head != self._head:
                return self._columns
            if head != self._head:
                facts = journal.facts(since=self._head, named=self._columns.names.highest)
                if facts.since is None or facts.kinds - _PATCHED - _ELSEWHERE:
                    return self._fill(journal)
                self._columns.patch(facts)
                self._head = facts.head
            return self._columns

    def _fill(self, journal: Journal) -> Columns:
        with journal.at_one_head():
            facts = journal.facts()
            shown = what_is_shown(journal, include_sensitive=self._include_sensitive)
        self._columns = Columns(facts, shown)
        self._head = facts.head
        return self._columns


def what_is_shown(journal: Journal, *, include_sensitive: bool) -> Shown:
    """Give what of a dossier may be shown: without what is marked sensitive unless told so."""
    outline = journal.outline()
    if include_sensitive:
        return Shown(outline)
    public = public_record(outline)
    if public is outline and not outline.sensitive_statements:
        return Shown(outline)
    gone = [one for one in outline.sources if one.id not in public.source_by_id]
    names = Blackened(
        outline.sensitive_persons, exactly=[word for one in gone for word in (one.id, one.name)]
    )
    return Shown(public, outline.sensitive_statements, names.of)
