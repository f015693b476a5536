"""What a coder is shown of a sample and gives for it: blind, a unit at a time, kept at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.assessing.code_fields import CodeField, code_fields
from servanda.domain.coding import STATEMENT, is_reader
from servanda.domain.judgement import Code, SampleDrawn, Unit, UnitCoded
from servanda.domain.record import Record
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.workflows.sample import find_sample
from servanda.workflows.show_unit import Showing, Shown


class CodingTask:
    """One coder's work on one sample: its fields, what is done, and what each unit shows."""

    def __init__(self, record: Record, name: str, *, actor: str) -> None:
        """Begin or take up the work.

        Raises:
            ServandaError: There is no such sample, or the name is one for machines.
        """
        if is_reader(actor) or not actor.strip():
            raise ServandaError(f"{actor!r} is no name for a person. Give yours with --as.")
        self._showing = Showing(record)
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

    def record(self, journal: Journal, codings: Iterable[UnitCoded]) -> list[UnitCoded]:
        """Record codings of this coder: all of them, or none; gives those recorded.

        One that says what stands already is not recorded again. Nothing is read from the journal,
        so that an answer is kept at once, however large the dossier is.

        Raises:
            ServandaError: A unit is none of the sample, or a code none of its field's.
        """
        units = {one.id for one in self.sample.units}
        wanted = []
        for one in codings:
            if one.sample != self.sample.name or one.unit not in units:
                raise UnknownThing(f"unit of the sample {self.sample.name}", one.unit)
            _verify_codes(one.codes, self.fields)
            known = self.done.get(one.unit)
            if known is None or (known.codes, known.note) != (one.codes, one.note):
                wanted.append(one)
        if wanted:
            with journal.batch(actor=self.actor) as batch:
                for one in wanted:
                    batch.append(one)
        self.done |= {one.unit: one for one in wanted}
        return wanted

    def show(self, unit: Unit) -> Shown:
        """Give what is seen of a unit; no passages where its source has been withheld."""
        return self._showing.show(unit)


def fields_of(sample: SampleDrawn, record: Record) -> tuple[CodeField, ...]:
    """Give the fields of a sample, with the words of the codebook that stands."""
    return code_fields(
        sample.fields,
        codebook=record.codebook,
        agreements=record.agreements,
        scale=sample.scale,
    )


def _verify_codes(codes: Sequence[Code], fields: Sequence[CodeField]) -> None:
    by_name = {one.name: one for one in fields}
    for code in codes:
        field = by_name.get(code.field)
        if field is None:
            raise UnknownThing("field of this sample", code.field, nearest=tuple(by_name))
        if code.value is not None:
            field.read(code.value, keys=False)


def complete(codes: Sequence[Code], fields: Sequence[CodeField]) -> bool:
    """Tell whether every field is answered: what is no statement has no others to answer."""
    if any(one == Code(STATEMENT, "no") for one in codes):
        return True
    return {one.field for one in codes} == {one.name for one in fields}
