"""What a desk is opened on, and the report's pages at the head that the record has now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from servanda.domain.entry import Entry, Head
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.dossier.data_files import data_files
from servanda.dossier.edition import Edition
from servanda.dossier.judged import Judgements, gather_judgements
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.pages import page_at
from servanda.dossier.render import Page
from servanda.exploring import Columns
from servanda.journal import Journal
from servanda.saying import spoken
from servanda.web.columns import KeptColumns
from servanda.web.door import Door
from servanda.web.intake import Intake
from servanda.web.lane import Lane
from servanda.web.session import Keys
from servanda.web.standing import Standing
from servanda.web.threads import Threads, threads_at
from servanda.workflows.blind import unfinished_hidden
from servanda.workflows.report import edition_of
from servanda.workflows.rule import seen_mark


class Report:
    """The report of one head, whose pages are made one by one when they are asked for."""

    def __init__(self, edition: Edition, record: Record) -> None:
        self.edition = edition
        #: As it stands in the journal, whatever of it may be shown.
        self.record = record
        self._data: dict[str, bytes] | None = None

    @cached_property
    def layout(self) -> Layout:
        """Where every card and every quote stands."""
        return lay_out(self.edition)

    @cached_property
    def judged(self) -> Judgements:
        """What people and methods make of the statements."""
        return gather_judgements(self.edition)

    def marked(self, id: str) -> tuple[Statement, str] | None:
        """Give a statement as it may be shown, and the mark of it as it stands."""
        shown = self.edition.record.statement_by_id.get(id)
        stands = self.record.statement_by_id.get(id)
        return (shown, seen_mark(stands)) if shown and stands else None

    def shows_all(self, source: str) -> bool:
        """Tell whether a source's text is shown as it is, with no name blacked out."""
        shown = self.edition.record.source_by_id.get(source)
        stands = self.record.source_by_id.get(source)
        return shown is not None and stands is not None and shown.text == stands.text

    def page(self, path: str) -> Page | None:
        """Give the page at a path of the site."""
        return page_at(self.edition, self.layout, lambda: self.judged, path)

    def data(self, path: str) -> bytes | None:
        """Give the data file at a path of the site; all of them are made together."""
        if self._data is None:
            self._data = {
                name: content.encode("utf-8", "surrogatepass")
                if isinstance(content, str)
                else content
                for name, content in data_files(self.edition, self.judged)
            }
        return self._data.get(path)


@dataclass
class Desk:
    """One dossier on one desk: two lanes, the keys of its sessions, and the latest report.

    `hosts` are the names under which a browser may ask for it, with their port.
    """

    path: Path
    keys: Keys
    hosts: frozenset[str]
    include_sensitive: bool = False
    coder: str = ""
    #: Where the gazetteer lies, for filling in a new statement; without it the reader is not asked.
    cache: Path | None = None
    #: Where passwords are asked for; None where the key of the address is enough.
    door: Door | None = None
    acts: Lane = field(init=False)
    intake: Intake = field(init=False)
    pages: Lane = field(init=False)

    def __post_init__(self) -> None:
        self.acts = Lane(self.path, readonly=False)
        self.intake = Intake(self.path, self.cache)
        self.pages = Lane(self.path, readonly=True)
        self._standing: Standing | None = None
        self._columns = KeptColumns(include_sensitive=self.include_sensitive)
        #: One for each language that is spoken: its names and sentences are made once.
        self._reports: dict[str, tuple[Head, Report]] = {}
        self._history: list[Entry] = []
        self._threads: dict[int, Threads] = {}
        #: What the reader found in the source that somebody writes on, by source and head.
        self.found: dict[tuple[str, str], tuple[Statement, ...]] = {}

    def standing(self, journal: Journal) -> Standing:
        """Give the statements as they stand; asked in the lane of acts only."""
        if self._standing is None:
            self._standing = Standing(journal, include_sensitive=self.include_sensitive)
        return self._standing.refresh(journal)

    def threads(self, journal: Journal) -> Threads:
        """Give the questions on statements; each lane has its own, so that none waits."""
        lane = id(journal)
        found = threads_at(
            journal, self._threads.get(lane), include_sensitive=self.include_sensitive
        )
        self._threads[lane] = found
        return found

    def columns(self, journal: Journal) -> Columns:
        """Give everything that stands as columns of numbers; asked in any lane."""
        return self._columns.at_head(journal)

    def report(self, journal: Journal) -> Report:
        """Give the report at the record's head, made again when anybody has recorded anything."""
        head, tag = journal.head(), spoken().tag
        known = self._reports.get(tag)
        if known is None or known[0] != head:
            known = self._reports[tag] = self._report_at(head, journal)
        return known[1]

    def _report_at(self, head: Head, journal: Journal) -> tuple[Head, Report]:
        newest = max(self._reports.values(), key=lambda one: one[0].count, default=None)
        if newest is not None and newest[0] == head:
            # Another language tells the same record: only what is said of it is made anew.
            return head, Report(replace(newest[1].edition), newest[1].record)
        # Who still codes a sample sees in no page or file what others gave for it.
        record = unfinished_hidden(journal.record())
        edition = edition_of(
            record,
            include_sensitive=self.include_sensitive,
            history=self._entries(journal, record.head),
            before=newest[1].edition if newest else None,
        )
        return record.head, Report(edition, record)

    def _entries(self, journal: Journal, head: Head) -> Sequence[Entry]:
        """Give the entries up to a head: those known, and what came since."""
        known = self._history
        fresh = list(journal.entries(known[-1].number if known else 0))
        # What was withheld is gone from entries that were read before, too.
        if any(one.withheld for one in fresh):
            known, fresh = [], list(journal.entries())
        self._history = [*known, *fresh]
        return tuple(one for one in self._history if one.number <= head.count)

    def close(self) -> None:
        """Let go of the dossier."""
        self.intake.close()
        self.acts.close()
        self.pages.close()
        if self.door is not None:
            self.door.close()
