"""Pages of a large dossier, each made of the statements on it and of columns for all the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from servanda.assessing import Assessment
from servanda.assessing.accounts import Emptiness
from servanda.assessing.deadlines import Deadline, deadlines
from servanda.assessing.dispute import Dispute
from servanda.assessing.independence import Lineage
from servanda.assessing.matrix import Heading
from servanda.assessing.owning import admissions, concessions
from servanda.assessing.sensitivity import sensitivity
from servanda.assessing.series import score_series
from servanda.domain.cell import UNMAPPED
from servanda.domain.entry import Entry, SourceRead, StatementWritten
from servanda.domain.judgement import CellRated, CellReplied
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, addresses
from servanda.dossier.edition import Row
from servanda.dossier.judged import Judgements, Rating, Reply, accepted_keys
from servanda.dossier.pages.disputes import admissions_part
from servanda.dossier.pages.timeline import timeline_part
from servanda.dossier.public import Hidden, what_is_hidden
from servanda.dossier.render import Page
from servanda.exploring import Asked, Columns
from servanda.exploring.emptiness import empty_words
from servanda.journal import HistoryAsked, Journal
from servanda.journal.history import Line
from servanda.web.compared import MOST_AT_ONCE, Compared, Comparing
from servanda.web.heard import HeardColumns
from servanda.web.paging import whole_number
from servanda.web.partial import MOST_READ, PartEdition, PartRow, layout_of
from servanda.web.report import Report
from servanda.web.shown import Shown

ALL = HistoryAsked()
#: So many entries stand on one part of the journal's page.
ENTRIES_ON_A_PART = 300
#: So many statements stand on one part of the timeline, and of the page of admissions.
LINES_ON_A_PART = 100
#: What is told for an admission stands within so many statements of it.
NEIGHBOURS = 3


class PartAssessment(Assessment):
    """An assessment of the statements of one page: what it says of all of them is from columns."""

    def __init__(self, record: Record, columns: Columns, lineage: Lineage) -> None:
        super().__init__(record, length=columns.length, lineage=lineage)
        self._columns = columns

    def _ask_sources(self, period: str, side: str | None) -> Emptiness:
        dimension = "period" if period else "side" if side is not None else "place"
        key = period or side or ""
        chosen = self._columns.chosen(Asked())
        word = empty_words(chosen, dimension, [Heading(key, key)])[key]  # type: ignore[arg-type]
        return Emptiness(word, "")

    def place_name(self, key: str) -> str:
        """Give the name to print for a place's column: the agreement's own before any other."""
        return self._columns.place_name(key)


class Due(Mapping[Row, Sequence[Deadline]]):
    """The deadlines of each row, looked at when they are asked for."""

    def __init__(self, edition: PartEdition, heard: HeardColumns, on: str) -> None:
        self._edition = edition
        self._heard = heard
        self._on = on

    def __getitem__(self, row: Row) -> Sequence[Deadline]:
        return deadlines(
            self._edition.assessment,
            agreement=row.agreement,
            on=self._on,
            proposals=True,
            picture=lambda key: self._heard.word_of(Row(row.agreement, key)),
            provision=row.key,
        )

    def __iter__(self) -> Iterator[Row]:
        return (row for row, one in self._edition.provisions.items() if one.due)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Parts:
    """Makes the pages of one head; what is dear is kept from one head to the next by `heard`."""

    def __init__(
        self,
        journal: Journal,
        *,
        heard: HeardColumns,
        shown: Shown,
        options: SiteOptions,
        newest: str,
        comparing: Comparing,
    ) -> None:
        self._journal = journal
        self._heard = heard
        self._shown = shown
        self._options = options
        self._newest = newest
        self._comparing = comparing

    @property
    def _columns(self) -> Columns:
        return self._heard.columns

    def edition(self, record: Record | None = None) -> PartEdition:
        """Give the edition of a part of the record; without one, of no statement at all."""
        outline = self._shown.at(self._journal.outline(), self._columns)
        part = outline if record is None else replace(record, kept_back=outline.kept_back)
        part = replace(part, head=outline.head, sensitive_statements=outline.sensitive_statements)
        hidden = what_is_hidden(part) if self._shown.cut else Hidden()
        return PartEdition(
            part,
            PartAssessment(part, self._columns, self._columns.lineage),
            self._options,
            hidden,
            all_heard=self._heard,
            journal=self._journal,
            shown=self._shown,
        )

    def of_source(self, id: str) -> PartEdition:
        """Give the edition of one source: its text, and all statements on it."""
        return self.edition(self._shown.excerpt(self._journal, source=id))

    def report(self, path: str) -> Report:
        """Give the report of the part that the page at this path needs."""
        return self._report(self._edition_for(path), rows=self._rows_told(path), path=path)

    def page(self, path: str) -> Page | None:
        """Give a page of a large record that is cut by numbers alone; None for any other."""
        family = addresses.family(path)
        number = part_number(path, f"{family}.html")
        if number is None or family not in ("timeline", "admissions") or self._is_small:
            return None
        edition = self.edition()
        layout = layout_of(edition)
        first = (number - 1) * LINES_ON_A_PART
        if family == "timeline":
            ids, total = self._heard.in_time(first, LINES_ON_A_PART)
            count = max(1, -(-total // LINES_ON_A_PART))
            read = edition.read(list(ids))
            told = [read[id] for id in ids if id in read]
            if not 0 < number <= count:
                return None
            return timeline_part(edition, layout, self._heard.times(), told, number, count)
        rows = self._heard.owned()
        count = max(1, -(-len(rows) // LINES_ON_A_PART))
        rows = rows[first : first + LINES_ON_A_PART]
        if not 0 < number <= count:
            return None
        near = self._shown.excerpt(
            self._journal, statements=list(self._heard.beside(rows, NEIGHBOURS))
        )
        edition = self.edition(near)
        wanted = {id: at for at, id in enumerate(self._heard.ids(rows))}
        owned = sorted(
            (
                one
                for one in (
                    *admissions(edition.assessment, proposals=True),
                    *concessions(edition.assessment, proposals=True),
                )
                if one.statement in wanted
            ),
            key=lambda one: wanted[one.statement],
        )
        return admissions_part(edition, layout_of(edition), owned, number=number, count=count)

    @property
    def _is_small(self) -> bool:
        """Tell whether there are so few statements that a page may read them all."""
        return sum(self._heard.counts()) <= MOST_READ

    def report_on(self, source: str) -> Report:
        """Give the report of one source and all statements on it."""
        return self._report(self.of_source(source), source)

    def _rows_told(self, path: str) -> list[Row]:
        """Give the rows whose disputes a page tells."""
        match addresses.family(path).split("/"):
            case ["disputes"]:
                return [one for one in self._heard.site_rows if one.key != UNMAPPED]
            case ["agreements", _, "whole"] | ["agreements", _, "provisions", _]:
                row = self._row_at(path)
                return [row] if row else []
        return []

    def _report(
        self,
        edition: PartEdition,
        source: str | None = None,
        *,
        rows: Iterable[Row] = (),
        path: str = "",
    ) -> Report:
        stands: Record = edition.record
        if self._shown.cut:
            ids = list(edition.record.statement_by_id)
            stands = self._journal.excerpt(statements=ids, source=source)
        return Report(
            edition,
            stands,
            layout=layout_of(edition),
            judge=lambda: self.judged(edition, rows, path=path),
            by_number=self.page,
        )

    def where(self, id: str, *, row: str = "", in_text: bool = False) -> str | None:
        """Give the address of a statement's card, on the page of one of its rows; or its words."""
        edition = self.edition()
        at = self._heard.row_of(id)
        if at is None:
            return None
        rows = self._heard.rows_of_statement(at)
        meant = next((one for one in rows if f"{one.agreement}/{one.key}" == row), rows[0])
        placed = layout_of(edition).rows.get(meant)
        if not in_text and placed is not None and placed.number(id):
            return placed.address(id)
        source = self._columns.sources.ids[int(self._columns.source[at])]
        return layout_of(self.of_source(source)).sources[source].address(id)

    def _edition_for(self, path: str) -> PartEdition:
        match addresses.family(path).split("/"):
            case ["sources", _]:
                id = self._source_at(path)
                return self.of_source(id) if id else self.edition()
            case ["timeline"] | ["admissions"] | ["hangs"] if self._is_small:
                ids = self._heard.elsewhere(())
                return self.edition(self._shown.excerpt(self._journal, statements=list(ids)))
            case ["journal"]:
                return self._edition_of_history(path)
            case ["agreements", _, "whole"] | ["agreements", _, "provisions", _] | ["unmapped"]:
                return self._edition_of_row(path)
        return self.edition()

    def _source_at(self, path: str) -> str | None:
        wanted = f"{addresses.family(path)}.html"
        outline = self._shown.outline
        known = wanted.removeprefix("sources/").removesuffix(".html")
        if known in outline.source_by_id:
            return known
        return next((one.id for one in outline.sources if addresses.source(one.id) == wanted), None)

    def _edition_of_history(self, path: str) -> PartEdition:
        head = self._journal.head().count
        count = max(1, -(-head // ENTRIES_ON_A_PART))
        number = part_number(path, "journal.html")
        if number is None or not 0 < number <= count:
            return self.edition()
        last = min(head, number * ENTRIES_ON_A_PART)
        found = self._journal.history(
            ALL, before=last + 1, limit=last - (number - 1) * ENTRIES_ON_A_PART
        )
        entries = tuple(self._entry(one) for one in reversed(found.lines))
        ids = {id for one in entries if (id := _statement_of(one))}
        edition = self.edition(self._shown.excerpt(self._journal, statements=ids))
        options = replace(self._options, history=entries, part_of_history=(number, count, head))
        return replace(edition, options=options)

    def _entry(self, one: Line) -> Entry:
        act = one.act
        if isinstance(act, SourceRead):
            # Only how many there were is told of them.
            act = replace(act, statements=(None,) * one.proposals)  # type: ignore[arg-type]
        actor = self._columns.shown.name(one.actor) if one.actor else one.actor
        return Entry(one.number, one.time, one.kind, (), (), "", one.hash, actor, act)

    def _row_at(self, path: str) -> Row | None:
        return next(
            (
                one
                for one in self._heard.site_rows
                if addresses.meant(path, addresses.row(one.agreement, one.key))
            ),
            None,
        )

    def _edition_of_row(self, path: str) -> PartEdition:
        bare, row = self.edition(), self._row_at(path)
        if row is None:
            return bare
        first = addresses.row(row.agreement, row.key)
        number = part_number(path, first)
        ids: set[str] = set()
        if number:
            placed = layout_of(bare).rows.get(row)
            ids |= set(placed.ids_on(number)) if isinstance(placed, PartRow) else set()
        for _, act in bare.record.judged(CellRated):
            if Row(act.cell.agreement, act.cell.provision) == row:
                ids |= set(act.statements)
        return self.edition(self._shown.excerpt(self._journal, statements=ids))

    def compared(self, row: Row) -> Compared | None:
        """Give the disputes of a row as far as they are known; what takes long is done later."""
        ids = self._heard.below(row)
        stamp = (self._heard.stamp(row), len(self._shown.outline.judgements))
        length = self._columns.length
        if len(ids) <= MOST_AT_ONCE:
            known = self._comparing.known(row)
            if known is not None and known.stamp == stamp:
                return known
            record = self._shown.excerpt(self._journal, statements=list(ids))
            return self._comparing.at_once(row, record, length, stamp)
        self._comparing.later(row, ids, length, stamp)
        return self._comparing.known(row)

    def judged(
        self, edition: PartEdition, rows: Iterable[Row] = (), *, path: str = ""
    ) -> Judgements:
        """Give what people judged, and what follows from it and from columns.

        Disputes are those of these rows.
        """
        record = edition.record
        heard = [one for row in rows if (found := self.compared(row)) for one in found.disputes]
        by_row: dict[Row, list[Dispute]] = defaultdict(list)
        for one in heard:
            if one.proposals:
                by_row[Row(one.cell.agreement, one.cell.provision)].append(one)
        rated: dict[Row, list[Rating]] = defaultdict(list)
        for judged, act in record.judged(CellRated):
            rated[Row(act.cell.agreement, act.cell.provision)].append((judged, act))
        replied: dict[Row, list[Reply]] = defaultdict(list)
        for judged, reply in record.judged(CellReplied):
            replied[Row(reply.cell.agreement, reply.cell.provision)].append((judged, reply))
        scales = {
            (act.cell.agreement, act.scale)
            for _, act in record.judged(CellRated)
            if record.codebook.scale(act.scale)
        }
        whole = bool(edition.record.statements) and self._is_small
        return Judgements(
            disputes=[one for one in heard if one.proposals],
            accepted=accepted_keys(heard),
            by_row=by_row,
            admissions=admissions(edition.assessment, proposals=True) if whole else [],
            concessions=concessions(edition.assessment, proposals=True) if whole else [],
            ratings=rated,
            replies=replied,
            deadlines=Due(edition, self._heard, self._newest),
            series=[
                score_series(record, agreement=key, scale=scale)
                for key, scale in sorted(scales)
                if key in edition.agreements
            ],
            hanging=[
                sensitivity(edition.assessment, agreement=one.key, proposals=True)
                for one in record.agreements
            ]
            if path == "hangs.html" and whole
            else [],
            unweighed=not self._is_small,
            on=self._newest,
            all_disputes=heard,
        )


def _statement_of(entry: Entry) -> str:
    if isinstance(entry.act, StatementWritten):
        return entry.hash
    return str(getattr(entry.act, "statement", "") or "")


def part_number(path: str, first: str) -> int | None:
    """Give which part of a page a path is; None if it is no part of it."""
    if path == first:
        return 1
    return whole_number(path.removeprefix(first.removesuffix("html")).removesuffix(".html"))
