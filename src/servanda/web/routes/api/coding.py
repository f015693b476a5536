"""Blind coding: samples, the unit that is next, what differs, and coding and settling."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from servanda.assessing.coder_agreement import measure_reliability
from servanda.assessing.codings import codings_of, differences
from servanda.domain.judgement import Cause, Code, SampleDrawn, UnitCoded, UnitSettled
from servanda.domain.record import Record
from servanda.errors import ServandaError, UnknownThing
from servanda.web.operations import Asks, Call, Nothing, Operation, Operations
from servanda.web.routes.api.shown import Name, Recorded, Words, record
from servanda.workflows.blind import Progress, progress_of, verify_may_code, verify_may_see
from servanda.workflows.code import CodingTask, complete
from servanda.workflows.coding_record import coding_record, progress_of_samples
from servanda.workflows.sample import find_sample
from servanda.workflows.settle import Settlement, settle, unit_mark
from servanda.workflows.show_unit import Passage

#: A coder's word for each field; null leaves it open.
Codes = Annotated[dict[Name, Name | None], Meta(max_length=40)]
Sample = Annotated[str, Meta(min_length=1, max_length=80, description="The sample's name.")]


class AskedSample(Asks, frozen=True):
    """Which sample."""

    sample: Sample


class AskedUnit(Asks, frozen=True, kw_only=True):
    """Which unit of a sample."""

    sample: Sample
    unit: Annotated[
        Name | None, Meta(description="Its id; the next one that waits if left out.")
    ] = None


class SampleShown(msgspec.Struct, frozen=True):
    """A sample, and how far each coder is: counts, and nobody's codes."""

    name: str
    how: str
    fields: tuple[str, ...]
    units: int
    coded: dict[str, int]
    double: int
    settled: int


class Samples(msgspec.Struct, frozen=True):
    """All samples, in the order of drawing."""

    samples: list[SampleShown]


class ChoiceShown(msgspec.Struct, frozen=True):
    """A word that a field takes, and what the codebook says of it."""

    word: str
    meaning: str


class FieldShown(msgspec.Struct, frozen=True):
    """A field to code; where `several`, words are joined with semicolons."""

    name: str
    several: bool
    choices: list[ChoiceShown]


class UnitShown(msgspec.Struct, frozen=True):
    """A unit as a coder sees it: its words, what is asked, and the own codes if there are any.

    `unit` is null where nothing waits.
    """

    unit: str | None
    promise: str
    passages: tuple[Passage, ...]
    fields: list[FieldShown]
    own: dict[str, str | None] | None
    note: str
    left: int


class CodeUnit(Asks, frozen=True, kw_only=True):
    """How somebody codes a unit; every field is answered, or left open with null."""

    sample: Sample
    unit: Name
    codes: Codes
    note: Words = ""


class Given(msgspec.Struct, frozen=True):
    """What one coder gave for a unit."""

    coder: str
    codes: dict[str, str | None]
    note: str


class DifferingUnit(msgspec.Struct, frozen=True):
    """A unit on which coders differ; `seen` goes back with a ruling on it."""

    unit: str
    seen: str
    fields: list[str]
    given: list[Given]
    settled: UnitSettled | None


class Differences(msgspec.Struct, frozen=True):
    """The units on which coders differ, the most different first."""

    units: list[DifferingUnit]


class Figures(msgspec.Struct, frozen=True):
    """How far coders agree: a row for each figure, its alpha and interval or why it has none."""

    figures: list[dict[str, Any]]


class SettleUnit(Asks, frozen=True, kw_only=True):
    """A ruling on a unit that coders coded differently, with the cause; refused if it changed."""

    sample: Sample
    unit: Name
    seen: Annotated[str, Meta(max_length=64)]
    cause: Cause
    why: Words
    codes: Annotated[dict[Name, Name], Meta(max_length=40)] = msgspec.field(default_factory=dict)
    rule: Words = ""
    apply: bool = False
    own: bool = False


def list_samples(call: Call, asked: Nothing) -> Samples:  # noqa: ARG001 - nothing is asked
    """Samples, and how far each coder is."""
    found = progress_of_samples(call.journal, include_sensitive=call.desk.include_sensitive)
    return Samples([_sample(one) for one in found])


def _sample(one: Progress) -> SampleShown:
    drawn = one.sample
    return SampleShown(
        drawn.name, drawn.how, drawn.fields, one.total, dict(one.coded), one.double, one.settled
    )


def show_coding_unit(call: Call, asked: AskedUnit) -> UnitShown:
    """A unit to code, blind: the one named, or the next one that waits for this coder."""
    task = _task(call, asked.sample)
    units = {one.id: one for one in task.sample.units}
    if asked.unit is not None and asked.unit not in units:
        raise UnknownThing("unit of this sample", asked.unit[:80])
    waiting = task.waiting
    unit = units[asked.unit] if asked.unit else waiting[0] if waiting else None
    fields = [
        FieldShown(
            one.name,
            one.several,
            [ChoiceShown(each.word, each.meaning or each.name) for each in one.choices],
        )
        for one in task.fields
    ]
    if unit is None:
        return UnitShown(None, "", (), fields, None, "", 0)
    words = coding_record(
        call.journal,
        asked.sample,
        units=[unit],
        include_sensitive=call.desk.include_sensitive,
    )
    shown = CodingTask(words, asked.sample, actor=call.coder).show(unit)
    own = task.done.get(unit.id)
    return UnitShown(
        unit.id,
        shown.promise,
        shown.passages,
        fields,
        {one.field: one.value for one in own.codes} if own else None,
        own.note if own else "",
        len(waiting),
    )


def code_unit(call: Call, asked: CodeUnit) -> Recorded:
    """Record how a unit is coded; a later coding by the same coder takes its place."""
    task = _task(call, asked.sample)
    fields = {one.name: one for one in task.fields}
    for name in asked.codes:
        if name not in fields:
            raise UnknownThing("field of this sample", name[:80], nearest=tuple(fields))
    codes = tuple(
        Code(name, None if word is None else fields[name].read(word, keys=False))
        for name in fields
        if name in asked.codes
        for word in [asked.codes[name]]
    )
    if not complete(codes, task.fields):
        left = ", ".join(one for one in fields if one not in asked.codes)
        raise ServandaError(f"Without an answer: {left}. Null leaves a field open.")
    coding = UnitCoded(asked.sample, asked.unit, codes, task.codebook, asked.note.strip())
    return record(call, lambda: task.record(call.journal, [coding]))


def list_differences(call: Call, asked: AskedSample) -> Differences:
    """Units on which coders differ, for whoever may see what others gave."""
    seen_by = _comparable(call, asked.sample)
    codings = codings_of(seen_by, asked.sample)
    found = []
    for one in differences(codings):
        id = one.unit.id
        settled = codings.settled.get(id)
        given = [
            Given(who, {code.field: code.value for code in own.codes}, own.note)
            for who in codings.coders_of(id)
            for own in [codings.given[who, id]]
        ]
        mark = unit_mark(call.journal.excerpt(statements=[id]), asked.sample, id)
        found.append(
            DifferingUnit(id, mark, list(one.fields), given, settled[1] if settled else None)
        )
    return Differences(found)


def measure_coders(call: Call, asked: AskedSample) -> Figures:
    """How far coders agree, field by field, of the codes as they were given."""
    return Figures(measure_reliability(_comparable(call, asked.sample), asked.sample).records())


def settle_unit(call: Call, asked: SettleUnit) -> Recorded:
    """Rule on a unit that coders coded differently; what is set aside stays in the record."""
    shown = _comparable(call, asked.sample)
    if asked.unit not in {one.id for one in find_sample(shown, asked.sample).units}:
        raise UnknownThing("unit of this sample", asked.unit[:80])
    wanted = Settlement(
        asked.unit,
        asked.cause,
        asked.why,
        tuple(asked.codes.items()),
        asked.rule,
        asked.apply,
        asked.own,
    )
    return record(
        call,
        lambda: settle(call.journal, asked.sample, wanted, actor=call.coder, seen=asked.seen),
    )


def _task(call: Call, name: str) -> CodingTask:
    found = _record(call, name)
    verify_may_code(found, name, actor=call.coder)
    return CodingTask(found, name, actor=call.coder)


def _comparable(call: Call, name: str) -> Record:
    found = _record(call, name)
    for one in progress_of(found):
        verify_may_see(one, coder=call.coder)
    return found


def _record(call: Call, name: str) -> Record:
    found = coding_record(call.journal, name, include_sensitive=call.desk.include_sensitive)
    if not found.judged(SampleDrawn):
        raise UnknownThing("sample", name[:80])
    return found


OPERATIONS: Operations = [
    Operation("GET", "/api/coding/samples", Nothing, Samples, list_samples),
    Operation("GET", "/api/coding/unit", AskedUnit, UnitShown, show_coding_unit),
    Operation("POST", "/api/coding/code", CodeUnit, Recorded, code_unit),
    Operation("GET", "/api/coding/differences", AskedSample, Differences, list_differences),
    Operation("GET", "/api/coding/agreement", AskedSample, Figures, measure_coders, lane="pages"),
    Operation("POST", "/api/coding/settle", SettleUnit, Recorded, settle_unit),
]
