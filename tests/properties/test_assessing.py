"""Laws of pictures that hold whatever is said."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import READER, a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.periods import last_day, period_of, periods_between
from servanda.domain.cell import Cell
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.statement import Statement

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
SOURCE = a_source(" ".join(WORDS))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    return a_statement(
        SOURCE,
        draw(st.sampled_from(WORDS)),
        provisions=(draw(st.sampled_from(["accord/roads", "accord/schools"])),),
        about=(a_party(draw(st.sampled_from(["council", "ministry"]))),),
        side=draw(st.sampled_from(["council", "ministry", "press"])),
        kind=draw(st.sampled_from(["verdict", "denial", "incident", "demand", "admission"])),
        stance=draw(st.sampled_from(["kept", "partly", "broken", "unclear"])),
        state=draw(st.sampled_from(["proposed", "accepted", "rejected"])),
    )


def record(said: list[Statement]) -> Record:
    once = {one.id: one for one in said}
    return Record(
        head=Head(1, "0" * 64),
        agreements=(an_agreement(),),
        sources=(SOURCE,),
        statements=tuple(once.values()),
        readings={SOURCE.id: (READER,)},
    )


CELL = Cell("accord", "roads", party="ministry")


@given(st.lists(statements(), max_size=8, unique_by=lambda one: one.id), st.randoms())
def test_the_order_of_statements_does_not_change_a_picture(said, random):
    shuffled = list(said)
    random.shuffle(shuffled)
    one = assess(record(said)).picture(CELL, proposals=True)
    other = assess(record(shuffled)).picture(CELL, proposals=True)
    assert (one.word, one.why) == (other.word, other.why)


@given(st.lists(statements(), max_size=8, unique_by=lambda one: one.id))
def test_a_matrix_shows_what_its_cells_show(said):
    """The word in the table is the word on the cell's own page."""
    assessed = assess(record(said))
    table = assessed.matrix(agreement="accord", columns="party", proposals=True)
    for (row, column), cell in table.cells.items():
        for picture in cell.pictures:
            asked = assessed.picture(Cell("accord", row, party=column), proposals=True)
            assert picture.word == asked.word


@given(st.lists(statements(), max_size=8, unique_by=lambda one: one.id))
def test_every_statement_of_an_account_is_counted_beside_or_inherited_once(said):
    picture = assess(record(said)).picture(CELL, proposals=True)
    ids = [id for one in picture.accounts for id in (*one.counted, *one.beside, *one.inherited)]
    expected = {
        one.id
        for one in said
        if one.state != "rejected"
        and one.provisions[0].key == "roads"
        and one.about[0].party == "ministry"
    }
    assert len(ids) == len(set(ids))
    assert set(ids) == expected


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["year", "quarter", "month"]),
)
def test_periods_between_two_days_run_without_gap_from_one_to_the_other(day, days, length):
    if day > date(9990, 1, 1):
        day = day.replace(year=9000)
    end = day + timedelta(days=days)
    found = periods_between(day.isoformat(), end.isoformat(), length)
    assert found[0] == period_of(day.isoformat(), length)
    assert found[-1] == period_of(end.isoformat(), length)
    for one, following in pairwise(found):
        next_day = date.fromisoformat(last_day(one)) + timedelta(days=1)
        assert period_of(next_day.isoformat(), length) == following
