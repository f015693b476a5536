"""The codings of a sample side by side: who gave what for which unit, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from servanda.domain.coding import is_reader
from servanda.domain.judgement import (
    Judged,
    SampleDrawn,
    Unit,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.record import Record


@dataclass(frozen=True, slots=True)
class Codings:
    """All codings of one sample that stand.

    `people` and `readers` are the coders by name, in the order of their names. `given` holds each
    coding by coder and unit. The sample itself may be gone with a withheld source; then `units`
    and `fields` are those that were coded.
    """

    sample: str
    how: str
    scale: str
    units: tuple[Unit, ...]
    fields: tuple[str, ...]
    people: tuple[str, ...]
    readers: tuple[str, ...]
    given: Mapping[tuple[str, str], UnitCoded]
    settled: Mapping[str, tuple[Judged, UnitSettled]]

    def code(self, coder: str, unit: str, field: str) -> str | None:
        """Give a coder's code for a field of a unit; None where there is none or it is open."""
        coding = self.given.get((coder, unit))
        if coding is None:
            return None
        return next((one.value for one in coding.codes if one.field == field), None)

    def column(self, coder: str, field: str) -> list[str | None]:
        """Give a coder's codes of all units in one field, in the order of the units."""
        return [self.code(coder, one.id, field) for one in self.units]

    def coders_of(self, unit: str) -> tuple[str, ...]:
        """Give the people who coded a unit."""
        return tuple(one for one in self.people if (one, unit) in self.given)

    @property
    def codebooks(self) -> tuple[str, ...]:
        """Give the versions of the codebook under which people coded."""
        found = {one.codebook for (who, _), one in self.given.items() if not is_reader(who)}
        return tuple(sorted(found - {""}))


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit that people coded differently.

    `fields` holds the fields on which they differ, each with its codes and who gave them.
    `size` is over all fields the share of pairs of coders that differ: 1 for two coders who differ
    in one field, 2 in two.
    """

    unit: Unit
    fields: Mapping[str, Mapping[str, tuple[str, ...]]]
    size: float


def sample_names(record: Record) -> list[str]:
    """Give the names of all samples that stand or have codings, in the order of the record."""
    found = dict.fromkeys(
        one.act.name if isinstance(one.act, SampleDrawn) else one.act.sample
        for one in record.judgements
        if isinstance(one.act, SampleDrawn | UnitCoded)
    )
    return list(found)


def codings_of(record: Record, name: str) -> Codings:
    """Give the codings of one sample, in an order that does not hang on who coded first."""
    sample = next((act for _, act in record.judged(SampleDrawn) if act.name == name), None)
    given = {
        (one.actor, act.unit): act for one, act in record.judged(UnitCoded) if act.sample == name
    }
    if sample is not None:
        units, fields = sample.units, sample.fields
    else:
        units = tuple(Unit(id) for id in sorted({unit for _, unit in given}))
        coded = {code.field for one in given.values() for code in one.codes}
        fields = tuple(sorted(coded))
    drawn = {one.id for one in units}
    given = {key: one for key, one in given.items() if key[1] in drawn}
    coders = sorted({who for who, _ in given})
    return Codings(
        sample=name,
        how=sample.how if sample else "",
        scale=sample.scale if sample else "",
        units=units,
        fields=fields,
        people=tuple(one for one in coders if not is_reader(one)),
        readers=tuple(one for one in coders if is_reader(one)),
        given=given,
        settled={
            act.unit: (one, act)
            for one, act in record.judged(UnitSettled)
            if act.sample == name and act.unit in drawn
        },
    )


def differences(codings: Codings) -> list[Difference]:
    """Give the units that people coded differently, the most different first.

    A field that somebody left open makes no difference.
    """
    found = []
    for unit in codings.units:
        fields = {}
        size = 0.0
        for field in codings.fields:
            by_code: dict[str, list[str]] = {}
            for who in codings.people:
                code = codings.code(who, unit.id, field)
                if code is not None:
                    by_code.setdefault(code, []).append(who)
            if len(by_code) > 1:
                fields[field] = {code: tuple(who) for code, who in sorted(by_code.items())}
                counts = [len(who) for who in by_code.values()]
                all = sum(counts)
                apart = sum(one * other for one, other in combinations(counts, 2))
                size += apart / (all * (all - 1) / 2)
        if fields:
            found.append(Difference(unit, fields, size))
    return sorted(found, key=lambda one: -one.size)
