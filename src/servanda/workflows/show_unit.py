"""A unit as a coder sees it: words in their context, and nothing of what anybody made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.assessing import Assessment, assess, provision_name
from servanda.domain.cell import NO_DATE, UNMAPPED, WHOLE, Cell
from servanda.domain.judgement import Unit
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.dossier.windows import legible, window
from servanda.saying import _, joined

#: How many code points of context stand before and after a passage.
AROUND = 400
#: How many passages are shown of a cell; the rest is counted.
MOST_PASSAGES = 30


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in their context, and where they stand; nothing of what anybody made of them."""

    source: str
    where: str
    page: int | None
    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a coder sees of a unit: for a cell its promise and period, then the passages."""

    unit: str
    promise: str
    passages: tuple[Passage, ...]
    more: int = 0


class Showing:
    """Shows units of one record to people; what a record says of its cells is assessed once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._assessments: dict[str, Assessment] = {}

    def show(self, unit: Unit) -> Shown:
        """Give what is seen of a unit; no passages where its source has been withheld."""
        if unit.cell is not None:
            return self._show_cell(unit, unit.cell)
        source = self._record.source_by_id.get(unit.source)
        if source is None:
            return Shown(unit.id, "", ())
        spans = [(unit.start, unit.end)]
        statement = self._record.statement_by_id.get(unit.id)
        if statement is not None:
            spans = [(one.start, one.end) for one in statement.quotes] or spans
        hidden = self._record.hidden_spans.get(source.id, ())
        return Shown(unit.id, "", tuple(passage(source, *span, hidden=hidden) for span in spans))

    def _show_cell(self, unit: Unit, cell: Cell) -> Shown:
        assessment = self._assessment(cell.period)
        found = list(assessment.statements(cell, proposals=True, below=True))
        if cell.period:
            # What has no known date may be of this period: the coder must see it to say so.
            undated = replace(cell, period=NO_DATE)
            found += assessment.statements(undated, proposals=True, below=True)
        sources = self._record.sources
        # In the order of the sources and their texts: an order by kind or stance would tell.
        order = {one.id: at for at, one in enumerate(sources)}
        spans = sorted(
            {(order[one.source], one.start, one.end) for one in found if one.source in order}
        )
        hidden = self._record.hidden_spans
        shown = [
            passage(sources[at], start, end, hidden=hidden.get(sources[at].id, ()))
            for at, start, end in spans[:MOST_PASSAGES]
        ]
        more = len(spans) - len(shown)
        return Shown(unit.id, _promise(cell, self._record), tuple(shown), more)

    def _assessment(self, period: str) -> Assessment:
        length = "quarter" if "Q" in period else "month" if "-" in period else "year"
        if length not in self._assessments:
            self._assessments[length] = assess(self._record, period=length)
        return self._assessments[length]


def passage(
    source: Source, start: int, end: int, *, hidden: Sequence[tuple[int, int]] = ()
) -> Passage:
    """Give the words of a span in their context less what is hidden, with source, page and line."""
    page, line = source.page_at(start), source.line_at(start)
    dated = source.description.written
    parts = [source.shown_name]
    parts += [_("written {date}").format(date=dated)] if dated else []
    parts += [_("page {number}").format(number=page)] if page is not None else []
    before = window(source.text, max(0, start - AROUND), start, hidden)
    after = window(source.text, end, end + AROUND, hidden)
    return Passage(
        source.id,
        joined([*parts, _("line {number}").format(number=line)]),
        page,
        line,
        # A word cut in two at the edge would be read as one.
        legible(before if start <= AROUND else "…" + before.partition(" ")[2]),
        source.text[start:end],
        legible(after if end + AROUND >= len(source.text) else after.rpartition(" ")[0] + "…"),
    )


def _promise(cell: Cell, record: Record) -> str:
    agreement = next((one for one in record.agreements if one.key == cell.agreement), None)
    provision = agreement.provision(cell.provision) if agreement else None
    names = {WHOLE: "the agreement as a whole", UNMAPPED: "no promise that we know"}
    title = provision_name(provision) if provision else names.get(cell.provision, cell.provision)
    party = agreement.party(cell.party) if agreement else None
    where = [title, cell.period, cell.place, party.name if party else cell.party]
    lines = [", ".join(one for one in where if one)]
    if provision:
        lines += [f"“{one.text}” ({one.by})" for one in provision.wordings]
        lines += [f"due: {one.text}" for one in provision.due]
    return "\n".join(lines)
