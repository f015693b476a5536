"""Statements as they stand, kept between requests: a ruling changes one, anything else all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from servanda.assessing import assess
from servanda.domain.entry import (
    Entry,
    RulingWithdrawn,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.record import Record, Ruling
from servanda.domain.source import Source
from servanda.dossier import SiteOptions, public_record
from servanda.dossier.edition import Edition
from servanda.dossier.site import make_edition
from servanda.journal import Journal
from servanda.workflows.rule import seen_mark

RULINGS = (StatementAccepted, StatementAmended, StatementRejected, RulingWithdrawn)


class Standing:
    """A record in whose statements single rulings are patched, so that ruling stays fast.

    `record` holds what may be shown: without what is marked sensitive, unless that was asked for.
    Its own statements and rulings are those of the last full look; `statements` and `rulings` are
    those that stand.
    """

    def __init__(self, journal: Journal, *, include_sensitive: bool) -> None:
        self._include_sensitive = include_sensitive
        self._editions: dict[str, Edition] = {}
        self._look(journal)

    def _look(self, journal: Journal) -> None:
        record = journal.record()
        self.head = record.head
        self.record: Record = record if self._include_sensitive else public_record(record)
        # A name that is blacked out moves the words around it: then each change is a full look.
        self._begun = tuple(islice(journal.entries(), 1))
        self._patchable = self.record is record
        self._true = {} if self._patchable else record.statement_by_id
        self.statements = {one.id: one for one in self.record.statements}
        self.rulings: dict[str, Ruling] = dict(self.record.rulings)
        self._marks: dict[str, str] = {}
        self._editions.clear()

    def refresh(self, journal: Journal) -> Standing:
        """Take in what was recorded since."""
        head = journal.head()
        if head != self.head:
            fresh = list(journal.entries(self.head.count)) if self._patchable else []
            follows = bool(fresh) and fresh[0].previous == self.head.hash
            if follows and all(isinstance(one.act, RULINGS) for one in fresh):
                for one in fresh:
                    self._patch(journal, one)
                self.head = type(head)(fresh[-1].number, fresh[-1].hash)
            else:
                self._look(journal)
        return self

    def _patch(self, journal: Journal, entry: Entry) -> None:
        act = entry.act
        assert isinstance(act, RULINGS)
        now = journal.statement(act.statement)
        if now is None:
            return
        self.statements[now.id] = now
        self._marks.pop(now.id, None)
        self._editions.pop(now.source, None)
        if isinstance(act, RulingWithdrawn):
            self.rulings.pop(now.id, None)
        else:
            why = "" if isinstance(act, StatementAccepted) else act.why
            self.rulings[now.id] = Ruling(now.id, now.state, entry.actor or "", entry.time, why)

    @property
    def blackened(self) -> bool:
        """Tell whether anything is kept back or blacked out of what is shown."""
        return not self._patchable

    def mark(self, id: str) -> str:
        """Give the mark of a statement as it stands in the journal, whatever of it is shown."""
        if id not in self._marks:
            self._marks[id] = seen_mark(self._true.get(id) or self.statements[id])
        return self._marks[id]

    def source(self, id: str) -> Source | None:
        """Give a source that may be shown."""
        return self.record.source_by_id.get(id)

    def edition(self, source: str) -> Edition:
        """Give the report's view of one source: its own statements as they stand, and all names."""
        if source not in self._editions:
            own = tuple(one for one in self.statements.values() if one.source == source)
            rulings: Mapping[str, Ruling] = {
                one.id: self.rulings[one.id] for one in own if one.id in self.rulings
            }
            record = replace(
                self.record, head=self.head, statements=own, rulings=dict(rulings), judgements=()
            )
            options = SiteOptions(include_sensitive=True)
            edition = make_edition(record, assess(record), options)
            # One entry is enough to say that there is a page of the journal.
            shown = replace(
                edition,
                options=SiteOptions(include_sensitive=self._include_sensitive, history=self._begun),
            )
            if len(self._editions) > 50:
                self._editions.clear()
            self._editions[source] = shown
        return self._editions[source]
