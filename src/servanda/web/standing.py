"""What stands, as a desk may show it: numbers of everything, and statements when they are shown.

A desk may hold a million statements. What is asked of all of them is asked of the columns; single
ones are read from the journal when a page shows them, and kept until anybody records anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import islice

from servanda.assessing import assess
from servanda.domain.entry import Head, StatementRejected
from servanda.domain.record import Record, Ruling
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier import SiteOptions, public_record
from servanda.dossier.edition import Edition
from servanda.dossier.site import make_edition
from servanda.exploring import Asked, Columns
from servanda.journal import Journal
from servanda.journal.facts import STATES
from servanda.journal.history import HistoryAsked
from servanda.web.columns import KeptColumns
from servanda.workflows.rule import seen_mark

#: So many editions of single sources are kept, and so many statements.
MOST_EDITIONS = 50
MOST_STATEMENTS = 5_000
#: So many reasons for rejecting are remembered.
MOST_REASONS = 200


class Statements:
    """The statements that may be shown, by id; read when they are asked for."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def get(self, id: str) -> Statement | None:
        """Give a statement as it may be shown; None if none stands."""
        return self._standing.read([id]).get(id)

    def __getitem__(self, id: str) -> Statement:
        return self._standing.read([id])[id]

    def __len__(self) -> int:
        return sum(self._standing.numbers())

    def __contains__(self, id: str) -> bool:
        return id in self._standing.read([id])


class Standing:
    """What stands at one head; asked in one lane only.

    `record` holds what may be shown beside the statements: without what is marked sensitive,
    unless that was asked for; its sources have no texts.
    """

    def __init__(self, kept: KeptColumns, *, include_sensitive: bool) -> None:
        self._kept = kept
        self._include_sensitive = include_sensitive
        self.statements = Statements(self)
        self.head = Head(-1, "")
        self._read: dict[str, Statement] = {}
        self._marks: dict[str, str] = {}
        self._rulings: dict[str, Ruling] = {}
        self._sources: dict[str, Source | None] = {}
        self._editions: dict[str, tuple[object, Edition]] = {}
        self._bare: tuple[Record, Edition] | None = None
        self._columns: Columns | None = None
        self._reasons: list[str] = []
        self._reasoned = 0

    def refresh(self, journal: Journal) -> Standing:
        """Take in what was recorded since."""
        self._journal = journal
        self.columns: Columns = self._kept.at_head(journal)
        if self.columns is not self._columns:
            # Something was withheld or marked, or came in: nothing of before may be shown.
            self._columns = self.columns
            self._editions.clear()
            self._reasons, self._reasoned = [], 0
        head = journal.head()
        if head != self.head:
            if self.head.count < 1:
                # One entry is enough to say that there is a page of the journal.
                self._begun = tuple(islice(journal.entries(), 1))
            self.head = head
            for one in (self._read, self._marks, self._rulings, self._sources):
                one.clear()
        self.record: Record = replace(self.columns.record, head=head)
        return self

    @property
    def blackened(self) -> bool:
        """Tell whether anything is kept back or blacked out of what is shown."""
        return self.columns.shown.cut

    def read(self, ids: Collection[str]) -> dict[str, Statement]:
        """Give those of these statements that may be shown, by id: read at once, and kept."""
        wanted = [id for id in ids if id not in self._read]
        if wanted:
            if len(self._read) > MOST_STATEMENTS:
                self._read.clear()
            self._take_in(self._excerpt(statements=wanted))
        return {id: self._read[id] for id in ids if id in self._read}

    def _take_in(self, record: Record) -> None:
        self._read.update((one.id, one) for one in record.statements)
        self._rulings.update(record.rulings)

    def _excerpt(self, *, statements: Iterable[str] = (), source: str | None = None) -> Record:
        """Give these statements and all of this source's as they may be shown."""
        wanted = set(statements)
        shown = self.columns.shown
        hidden = shown.hidden if shown.cut else frozenset()
        # Windows on a text must know where something is hidden in it.
        found = self._journal.excerpt(statements=wanted | hidden, source=source)
        self._marks.update((one.id, seen_mark(one)) for one in found.statements)
        touched = {one.source for one in found.statements if one.id in wanted} | {source}
        if not shown.cut:
            own = tuple(one for one in found.sources if one.id in touched)
            return replace(found, sources=own, judgements=())
        gone = found.sensitive_sources
        part = replace(
            found,
            sources=tuple(
                one for one in found.sources if one.id in touched or one.sensitive or one.id in gone
            ),
            statements=tuple(
                one
                for one in found.statements
                if one.id in wanted or one.source == source or one.source in touched
            ),
            problems=(),
            withheld=(),
            readings={},
            judgements=(),
        )
        public = public_record(part)
        return replace(
            public,
            agreements=self.record.agreements,
            statements=tuple(
                one for one in public.statements if one.id in wanted or one.source == source
            ),
        )

    def mark(self, id: str) -> str:
        """Give the mark of a statement as it stands in the journal, whatever of it is shown."""
        if id not in self._marks:
            self.read([id])
        return self._marks[id]

    def ruling(self, id: str) -> Ruling | None:
        """Give the last word on a statement that is shown."""
        self.read([id])
        return self._rulings.get(id)

    def source(self, id: str) -> Source | None:
        """Give a source that may be shown, with its text."""
        if id not in self._sources:
            if id not in self.record.source_by_id:
                return None
            if len(self._sources) > MOST_EDITIONS:
                self._sources.clear()
            if self.columns.shown.cut:
                found = next((one for one in self._own(id).sources if one.id == id), None)
            else:
                found = self._journal.source(id)
            self._sources[id] = found
        return self._sources[id]

    def _own(self, source: str) -> Record:
        record = self._excerpt(source=source)
        self._take_in(record)
        return record

    def edition(self, source: str) -> Edition:
        """Give the report's view of one source: its own statements as they stand, and all names."""
        if not source:
            return self._bare_edition()
        key = (self.columns.record, self.columns.changed_in(source))
        known = self._editions.get(source)
        if known is None or known[0] != key:
            if source not in self.record.source_by_id:
                return self._bare_edition()
            if len(self._editions) > MOST_EDITIONS:
                self._editions.clear()
            known = self._editions[source] = key, self._edition_of(self._own(source))
        return known[1]

    def _bare_edition(self) -> Edition:
        record = self.columns.record
        if self._bare is None or self._bare[0] is not record:
            self._bare = record, self._edition_of(replace(self.record, sources=(), judgements=()))
        return self._bare[1]

    def _edition_of(self, record: Record) -> Edition:
        edition = make_edition(record, assess(record), SiteOptions(include_sensitive=True))
        return replace(
            edition,
            options=SiteOptions(include_sensitive=self._include_sensitive, history=self._begun),
        )

    def left(self) -> int:
        """Give how many proposals nobody ruled on."""
        return self.numbers()[0]

    def numbers(self) -> tuple[int, int]:
        """Give how many statements are proposed, and how many a person ruled on or wrote."""
        columns = self.columns
        found = columns.keep("numbers", lambda: columns.chosen(Asked(states=STATES)).counts())
        assert isinstance(found, tuple)
        rejected = columns.keep(
            "rejected", lambda: columns.chosen(Asked(states=("rejected",))).total()
        )
        assert isinstance(rejected, int)
        return found[1], found[0] + rejected

    def reasons(self) -> list[str]:
        """Give the reasons that coders gave for rejecting, newest first."""
        since = self.head.count - self._reasoned
        if not since:
            return self._reasons
        asked = HistoryAsked(kinds=frozenset({"StatementRejected"}))
        # What was read before is looked at again only as far as it has to be.
        fresh = self._journal.history(
            asked, before=self.head.count + 1, limit=min(MOST_REASONS, since)
        ).lines
        shown = self.columns.shown
        acts = [
            one.act
            for one in fresh
            if one.number > self._reasoned and isinstance(one.act, StatementRejected)
        ]
        if shown.cut:
            # A reason may tell of what is kept back.
            stands = self.read([one.statement for one in acts])
            acts = [one for one in acts if one.statement in stands]
        given = [shown.name(one.why) for one in acts]
        self._reasons = [*(one for one in given if one), *self._reasons][:MOST_REASONS]
        self._reasoned = self.head.count
        return self._reasons
