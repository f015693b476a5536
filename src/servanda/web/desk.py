"""What a desk is opened on, and the report's pages at the head that the record has now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from servanda.domain.entry import Entry, Head
from servanda.domain.statement import Statement
from servanda.dossier import SiteOptions
from servanda.exploring import Columns
from servanda.journal import Journal
from servanda.saying import spoken
from servanda.web.columns import KeptColumns
from servanda.web.compared import Comparing
from servanda.web.entrance.door import Door
from servanda.web.entrance.session import Keys
from servanda.web.heard import HeardColumns
from servanda.web.intake import Intake
from servanda.web.lane import Lane
from servanda.web.parts import ALL, Parts
from servanda.web.report import Report
from servanda.web.shown import Shown
from servanda.web.standing import Standing
from servanda.web.threads import Threads, threads_at
from servanda.workflows.blind import unfinished_hidden
from servanda.workflows.report import edition_of

__all__ = ["Desk", "Report"]


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
    #: Where data files are made, which takes long: nobody who reads or rules waits for them.
    files: Lane = field(init=False)

    def __post_init__(self) -> None:
        self.acts = Lane(self.path, readonly=False)
        self.intake = Intake(self.path, self.cache)
        self.pages = Lane(self.path, readonly=True)
        self.files = Lane(self.path, readonly=True)
        self._standing: Standing | None = None
        self._columns = KeptColumns(include_sensitive=self.include_sensitive)
        self._comparing = Comparing(self.path, include_sensitive=self.include_sensitive)
        self._heard: HeardColumns | None = None
        self._shown: Shown | None = None
        #: One for each language that is spoken: its names and sentences are made once.
        self._reports: dict[str, tuple[Head, Report]] = {}
        self._history: list[Entry] = []
        self._begun: tuple[Entry, ...] = ()
        self._threads: dict[int, Threads] = {}
        #: What the reader found in the source that somebody writes on, by source and head.
        self.found: dict[tuple[str, str], tuple[Statement, ...]] = {}

    def standing(self, journal: Journal) -> Standing:
        """Give the statements as they stand; asked in the lane of acts only."""
        if self._standing is None:
            self._standing = Standing(self._columns, include_sensitive=self.include_sensitive)
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

    @contextmanager
    def parts(self, journal: Journal) -> Iterator[Parts]:
        """Give what makes pages of parts of the record; while it is used, the columns stand still.

        The file does not: whoever reads it for long keeps others from writing. A statement that was
        changed or superseded since the columns were looked at is shown as it is now, or not at all.
        """
        columns = self.columns(journal)
        with columns.lock:
            if self._heard is None or self._heard.columns is not columns:
                self._heard = HeardColumns(columns)
            self._heard.refresh()
            shown = self.shown(journal)
            last = journal.history(ALL, before=journal.head().count + 1, limit=1).lines
            yield Parts(
                journal,
                heard=self._heard,
                shown=shown,
                options=SiteOptions(
                    include_sensitive=self.include_sensitive, history=self._first_entry(journal)
                ),
                newest=last[0].time[:10] if last else "",
                comparing=self._comparing,
            )

    def shown(self, journal: Journal) -> Shown:
        """Give what may be shown of the record, for parts of it; asked at one head."""
        if self._shown is None or not self._shown.stands_for(journal.outline()):
            self._shown = Shown(journal, include_sensitive=self.include_sensitive)
        return self._shown

    def _first_entry(self, journal: Journal) -> Sequence[Entry]:
        # One entry is enough to say that there is a page of the journal.
        if not self._begun:
            self._begun = tuple(islice(journal.entries(), 1))
        return self._begun

    def whole(self, journal: Journal) -> Report:
        """Give the report of the whole record, for files of data; asked in their own lane only."""
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
        self._comparing.close()
        self.acts.close()
        self.pages.close()
        self.files.close()
        if self.door is not None:
            self.door.close()
