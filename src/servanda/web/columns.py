"""The columns of a dossier as a desk may show it, kept up with what is recorded."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import islice

from servanda.domain.entry import ON_STATEMENTS, Head
from servanda.domain.record import Record
from servanda.dossier.public import Blackened, public_record
from servanda.exploring import Columns, Shown
from servanda.journal import Journal

#: What coders do among themselves: it is in the record, and nothing is counted by it.
_BESIDE = frozenset(
    {
        "QuestionAsked",
        "QuestionAnswered",
        "QuestionClosed",
        "SampleDrawn",
        "UnitCoded",
        "UnitSettled",
    }
)
#: After these everything is laid anew: what may be shown is other than before.
_ANEW = frozenset({"SensitivityMarked", "PayloadWithheld"})
#: Up to so many statements are all looked at to tell which judgements may be shown. Of a larger
#: record with anything kept back no judgement is shown, for it may tell of what is.
MOST_LOOKED_AT = 20_000


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
                with journal.at_one_head():
                    facts = journal.facts(since=self._head, named=self._columns.names.highest)
                    kinds = facts.kinds - ON_STATEMENTS
                    beside = kinds <= _BESIDE
                    # Of a record that is cut, such pages ask the journal and cut by themselves.
                    quiet = beside and self._columns.shown.cut
                    outline = journal.outline() if kinds and not quiet else None
                cut = self._columns.shown.cut and not beside
                if facts.since is None or cut or facts.kinds & _ANEW:
                    return self._fill(journal)
                if outline is not None:
                    self._columns.describe(Shown(outline), facts.sources, beside=beside)
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
    marked = outline.sensitive_sources or outline.sensitive_statements or outline.sensitive_persons
    if include_sensitive or not (marked or any(one.sensitive for one in outline.sources)):
        return Shown(outline)
    public = _public(journal, outline)
    if not (outline.sensitive_statements or outline.sensitive_persons or _hides(outline, public)):
        return Shown(outline)
    gone = [one for one in outline.sources if one.id not in public.source_by_id]
    names = Blackened(
        outline.sensitive_persons, exactly=[word for one in gone for word in (one.id, one.name)]
    )
    return Shown(public, outline.sensitive_statements, names.of, cut=True)


def _hides(outline: Record, public: Record) -> bool:
    return len(public.sources) < len(outline.sources)


def _public(journal: Journal, outline: Record) -> Record:
    if sum(1 for _ in islice(journal.statements(), MOST_LOOKED_AT + 1)) <= MOST_LOOKED_AT:
        public = public_record(journal.record())
        return replace(public, statements=(), rulings={})
    public = public_record(outline)
    return public if public is outline else replace(public, judgements=())
