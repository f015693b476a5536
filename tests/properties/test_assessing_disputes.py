"""Laws of disputes that hold whatever is said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import READER, a_day, a_party, a_place, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.dispute import Disputes
from servanda.assessing.disputes import disputes
from servanda.domain.agreement import Provision
from servanda.domain.cell import NOBODY
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.statement import Statement

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"]
SOURCE = a_source(" ".join(WORDS))
SWAPPED = {"council": "ministry", "ministry": "council"}


@st.composite
def statements(draw: st.DrawFn, sides: tuple[str, ...] = ("council", "ministry")) -> Statement:
    place = draw(st.sampled_from([None, "north", "south"]))
    day = draw(st.sampled_from([None, "2021-05-04", "2021-09-01"]))
    return a_statement(
        SOURCE,
        draw(st.sampled_from(WORDS)),
        provisions=(draw(st.sampled_from(["accord/roads", "accord/bridges"])),),
        about=(a_party("ministry"),) if draw(st.booleans()) else (),
        side=draw(st.sampled_from(sides)),
        kind=draw(st.sampled_from(["verdict", "denial", "incident", "compliance", "admission"])),
        stance=draw(st.sampled_from(["kept", "partly", "broken", "unclear"])),
        extent=draw(st.sampled_from([None, "none", "full"])),
        places=(a_place(SOURCE, "alpha", id=place),) if place else (),
        when=a_day(day) if day else None,
        state=draw(st.sampled_from(["proposed", "accepted"])),
    )


def many(**fields: object) -> st.SearchStrategy[list[Statement]]:
    return st.lists(statements(**fields), max_size=8, unique_by=lambda one: one.id)  # type: ignore[arg-type]


TREE = (Provision("roads", "Roads", children=(Provision("bridges", "Bridges"),)),)


def heard(said: list[Statement], *, proposals: bool = True) -> Disputes:
    record = Record(
        head=Head(1, "0" * 64),
        agreements=(an_agreement(provisions=TREE),),
        sources=(SOURCE,),
        statements=tuple(said),
        readings={SOURCE.id: (READER,)},
    )
    return disputes(assess(record), proposals=proposals)


@given(many(), st.randoms())
def test_the_order_of_statements_does_not_change_a_dispute(said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    assert heard(said) == heard(shuffled)


@given(many())
def test_who_stands_first_does_not_change_how_two_sides_stand_to_each_other(said):
    """Each side takes the other's name: the same pairs stand in the same words."""

    def words(found: Disputes) -> set[tuple[object, ...]]:
        return {
            (one.cell, frozenset(pair.statements), pair.word, pair.grounds, pair.gaps)
            for one in found
            for pair in one.pairs
        }

    swapped = [replace(one, side=SWAPPED[one.side]) for one in said]
    assert words(heard(said)) == words(heard(swapped))


@given(many(), many(sides=("press", "observer")))
def test_a_third_side_never_removes_a_contradiction_of_two_others(said, more):
    known = {one.id for one in said}
    with_more = [*said, *(one for one in more if one.id not in known)]

    def contradictions(found: Disputes) -> set[tuple[object, ...]]:
        return {
            (one.cell, one.sides, pair.statements)
            for one in found
            for pair in one.pairs
            if pair.word == "contradict"
        }

    assert contradictions(heard(said)) <= contradictions(heard(with_more))


@given(many())
def test_every_disputed_picture_has_a_dispute_and_every_pair_stands_apart(said):
    found = heard(said)
    cells = {one.cell for one in found}
    record = Record(
        head=Head(1, "0" * 64),
        agreements=(an_agreement(provisions=TREE),),
        sources=(SOURCE,),
        statements=tuple(said),
        readings={SOURCE.id: (READER,)},
    )
    assessed = assess(record)
    for row in ("roads", "bridges"):
        table = assessed.matrix(agreement="accord", columns="party", parent=row, proposals=True)
        for (key, _), cell in table.cells.items():
            for picture in cell.pictures:
                if picture.word == "disputed" and picture.cell.party != NOBODY and key == row:
                    assert replace(picture.cell, provision=row) in cells
    by_id = {one.id: one for one in said}
    for one in found:
        for pair in one.pairs:
            a, b = (by_id[id] for id in pair.statements)
            assert a.side != b.side or a.source != b.source or a.voice != b.voice
            assert a.stance != b.stance
            assert {a.side, b.side} == set(one.sides)


@given(many())
def test_what_is_accepted_never_rests_on_proposals(said):
    accepted = {one.id for one in said if one.state == "accepted"}
    for one in heard(said, proposals=False):
        assert accepted.issuperset(one.statements)
        assert accepted.issuperset(one.admissions)
