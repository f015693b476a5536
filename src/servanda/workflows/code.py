"""What a coder is shown of a sample and gives for it: blind, a unit at a time, kept at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from servanda.assessing import Assessment, assess, provision_name
from servanda.assessing.code_fields import CodeField, code_fields
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.coding import STATEMENT, is_reader
from servanda.domain.judgement import Code, SampleDrawn, Unit, UnitCoded
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.workflows.sample import find_sample

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


class CodingTask:
    """One coder's work on one sample: its fields, what is done, and what each unit shows."""

    def __init__(self, record: Record, name: str, *, actor: str) -> None:
        """Begin or take up the work.

        Raises:
            ServandaError: There is no such sample, or the name is one for machines.
        """
        if is_reader(actor) or not actor.strip():
            raise ServandaError(f"{actor!r} is no name for a person. Give yours with --as.")
        self._record = record
        self.actor = actor
        self.sample: SampleDrawn = find_sample(record, name)
        self.codebook = record.codebook.version
        self.fields: tuple[CodeField, ...] = fields_of(self.sample, record)
        #: This coder's own codings, by unit; nobody else's is ever looked at.
        self.done = {
            act.unit: act
            for one, act in record.judged(UnitCoded)
            if act.sample == name and one.actor == actor
        }

    @property
    def waiting(self) -> list[Unit]:
        """The units that this coder has not coded."""
        return [one for one in self.sample.units if one.id not in self.done]

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
        return Shown(unit.id, "", tuple(passage(source, *span) for span in spans))

    def _show_cell(self, unit: Unit, cell: Cell) -> Shown:
        found = self._assessment(cell.period).statements(cell, proposals=True, below=True)
        # In the order of the sources and their texts: an order by kind or stance would tell.
        order = {one.id: at for at, one in enumerate(self._record.sources)}
        spans = sorted(
            {(order[one.source], one.start, one.end) for one in found if one.source in order}
        )
        sources = self._record.sources
        shown = [passage(sources[at], start, end) for at, start, end in spans[:MOST_PASSAGES]]
        more = len(spans) - len(shown)
        return Shown(unit.id, _promise(cell, self._record), tuple(shown), more)

    def _assessment(self, period: str) -> Assessment:
        length = "quarter" if "Q" in period else "month" if "-" in period else "year"
        if length not in self._assessments:
            self._assessments[length] = assess(self._record, period=length)
        return self._assessments[length]

    @cached_property
    def _assessments(self) -> dict[str, Assessment]:
        return {}


def fields_of(sample: SampleDrawn, record: Record) -> tuple[CodeField, ...]:
    """Give the fields of a sample, with the words of the codebook that stands."""
    return code_fields(
        sample.fields,
        codebook=record.codebook,
        agreements=record.agreements,
        scale=sample.scale,
    )


def record_codings(
    journal: Journal, name: str, codings: Iterable[UnitCoded], *, actor: str
) -> list[UnitCoded]:
    """Record a coder's codings of units of a sample: all of them, or none; gives those recorded.

    One that says what stands already is not recorded again.

    Raises:
        ServandaError: There is no such sample or unit in it, or a code is none of its field's.
    """
    record = journal.record()
    task = CodingTask(record, name, actor=actor)
    units = {one.id for one in task.sample.units}
    wanted = []
    for one in codings:
        if one.sample != name or one.unit not in units:
            raise UnknownThing(f"unit of the sample {name}", one.unit)
        _verify_codes(one.codes, task.fields)
        known = task.done.get(one.unit)
        if known is None or (known.codes, known.note) != (one.codes, one.note):
            wanted.append(one)
    if wanted:
        with journal.batch(actor=actor) as batch:
            for one in wanted:
                batch.append(one)
    return wanted


def _verify_codes(codes: Sequence[Code], fields: Sequence[CodeField]) -> None:
    by_name = {one.name: one for one in fields}
    for code in codes:
        field = by_name.get(code.field)
        if field is None:
            raise UnknownThing("field of this sample", code.field, nearest=tuple(by_name))
        if code.value is not None:
            field.read(code.value)


def complete(codes: Sequence[Code], fields: Sequence[CodeField]) -> bool:
    """Tell whether every field is answered: what is no statement has no others to answer."""
    if any(one == Code(STATEMENT, "no") for one in codes):
        return True
    return {one.field for one in codes} == {one.name for one in fields}


def passage(source: Source, start: int, end: int) -> Passage:
    """Give the words of a span in their context, with source, page and line."""
    page, line = source.page_at(start), source.line_at(start)
    dated = source.description.written
    parts = [source.description.title or source.name]
    parts += [f"written {dated}"] if dated else []
    parts += [f"page {page}"] if page is not None else []
    before = source.text[max(0, start - AROUND) : start]
    after = source.text[end : end + AROUND]
    return Passage(
        source.id,
        ", ".join([*parts, f"line {line}"]),
        page,
        line,
        # A word cut in two at the edge would be read as one.
        before if start <= AROUND else "…" + before.partition(" ")[2],
        source.text[start:end],
        after if end + AROUND >= len(source.text) else after.rpartition(" ")[0] + "…",
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
