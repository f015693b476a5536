"""Laws of the figures on coders: no order matters, no reader is counted, no ruling betters them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from servanda.assessing.coder_agreement import measure_reliability
from servanda.domain.entry import Head
from servanda.domain.judgement import Code, Judged, SampleDrawn, Unit, UnitCoded, UnitSettled
from servanda.domain.record import Record

UNITS = tuple(Unit(f"st-{at}") for at in range(14))
STANCES = st.sampled_from(["kept", "partly", "broken", "unclear", None])
ALL_UNITS = st.lists(STANCES, min_size=len(UNITS), max_size=len(UNITS))


def coding(who: str, unit: Unit, stance: str | None) -> Judged:
    return Judged(2, who, "", UnitCoded("spring", unit.id, (Code("stance", stance),), "1"))


@st.composite
def records(draw: st.DrawFn) -> Record:
    sample = Judged(1, "coder-9", "", SampleDrawn("spring", UNITS, ("stance",), 0, "all"))
    coders = draw(st.integers(2, 4))
    codings = [
        coding(f"coder-{who}", unit, stance)
        for who in range(coders)
        for unit, stance in zip(UNITS, draw(ALL_UNITS), strict=True)
    ]
    return Record(Head(1, "0" * 64), judgements=(sample, *codings))


def figures(record: Record):
    (found,) = measure_reliability(record, draws=20).samples
    return found.figures


@given(records(), st.randoms())
def test_the_order_of_entries_does_not_matter(record, random):
    shuffled = list(record.judgements)
    random.shuffle(shuffled)
    assert figures(replace(record, judgements=tuple(shuffled))) == figures(record)


@given(records(), st.randoms())
def test_alpha_does_not_hang_on_what_coders_are_called_nor_on_the_order_of_units(record, random):
    names = [f"coder-{at}" for at in range(10)]
    random.shuffle(names)
    units = list(UNITS)
    random.shuffle(units)
    renamed = tuple(
        replace(one, act=replace(one.act, units=tuple(units)))
        if isinstance(one.act, SampleDrawn)
        else replace(one, actor=names[int(one.actor[-1])])
        for one in record.judgements
    )
    ours, theirs = (
        [(one.part, one.units, one.alpha and one.alpha.value) for one in figures(each)[:1]]
        for each in (record, replace(record, judgements=renamed))
    )
    assert ours == theirs


@given(records(), ALL_UNITS)
def test_a_reader_moves_no_figure_of_people(record, read):
    machine = tuple(
        coding("reader:rules 1", unit, stance) for unit, stance in zip(UNITS, read, strict=True)
    )
    with_reader = replace(record, judgements=(*record.judgements, *machine))
    people = [one for one in figures(with_reader) if "reader" not in one.group]
    assert people == list(figures(record))


@given(records(), ALL_UNITS)
def test_what_is_settled_betters_no_figure(record, ruled):
    rulings = tuple(
        Judged(3, "coder-9", "", UnitSettled("spring", unit.id, (Code("stance", one),), "slip", ""))
        for unit, one in zip(UNITS, ruled, strict=True)
    )
    assert figures(replace(record, judgements=(*record.judgements, *rulings))) == figures(record)
