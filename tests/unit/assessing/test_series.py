"""Scores over time: who is scored, what the unknown leaves open, and whose word counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import an_agreement

from servanda.assessing.series import PeriodScore, ScoreSeries, score_series
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import Cell
from servanda.domain.entry import Head
from servanda.domain.judgement import (
    CellRated,
    Code,
    Judged,
    SampleDrawn,
    Unit,
    UnitSettled,
)
from servanda.domain.record import Record
from servanda.errors import ServandaError

#: Four provisions, two below one heading.
TREE = (
    Provision("roads", themes=("Cease Fire",), obligors=("council",)),
    Provision("prisoners", tags=("gender",), weight=3, obligors=("ministry",)),
    Provision("schools", children=(Provision("north"), Provision("south"))),
)


def rated(
    provision: str,
    level: float | None,
    period: str = "2021",
    *,
    by: str = "coder-1",
    party: str = "",
    place: str = "",
    **fields,
) -> tuple[str, CellRated]:
    cell = Cell("accord", provision, place=place, period=period, party=party)
    return by, CellRated(cell, "pam", level, "seen", **fields)


def a_record(*ratings: tuple[str, object], agreement: Agreement | None = None) -> Record:
    """Give the record of these ratings, in their order."""
    own = agreement or an_agreement(provisions=TREE)
    judged = tuple(
        Judged(number, by, "2024-01-01T00:00:00Z", act)
        for number, (by, act) in enumerate(ratings, 1)
    )
    return Record(Head(len(judged), "0"), (own,), judgements=judged)


def series(*ratings: tuple[str, object], **options) -> ScoreSeries:
    return score_series(a_record(*ratings), agreement="accord", **options)


def last(*ratings: tuple[str, object], **options) -> PeriodScore:
    return series(*ratings, **options).periods[-1]


def test_three_two_one_nought_give_fifty() -> None:
    levels = zip(("roads", "prisoners", "north", "south"), (3, 2, 1, 0), strict=True)
    one = last(*(rated(key, level) for key, level in levels))
    assert (one.score.value, one.score.low, one.score.high) == (50.0, 50.0, 50.0)
    assert [figure.value for figure in one.headlines.all][:3] == [25.0, 50.0, 75.0]


def test_what_nobody_rated_is_unknown_and_not_nought() -> None:
    one = last(rated("roads", 3))
    assert (one.score.value, one.score.low, one.score.high) == (100.0, 25.0, 100.0)
    assert (one.score.known, one.score.units) == (1, 4)
    assert last(rated("roads", 3), rated("north", None, unknown="no_access")).score.low == 25.0


def test_a_rated_heading_stands_for_its_leaves_unless_one_of_them_is_rated() -> None:
    assert [one.provision for one in last(rated("schools", 2)).levels] == [
        "roads",
        "prisoners",
        "schools",
    ]
    both = last(rated("schools", 2), rated("north", 1))
    assert [one.provision for one in both.levels] == ["roads", "prisoners", "north", "south"]


def test_years_run_from_the_signing_to_the_last_rating() -> None:
    found = series(rated("roads", 1, "2022"), rated("roads", 2, "2023"))
    assert [one.window.name for one in found.periods] == ["2020", "2021", "2022", "2023"]
    assert [one.score.value for one in found.periods] == [None, None, 100 / 3, 200 / 3]


def test_a_year_may_begin_on_the_day_of_signing() -> None:
    """Signed on 1 November 2020: October 2021 is still in the first year, November is not."""
    found = series(rated("roads", 1, "2021-10"), rated("roads", 3, "2021-11"), by="anniversary")
    assert [one.window.name for one in found.periods] == ["year 1", "year 2"]
    assert [one.levels[0].level for one in found.periods] == [1.0, 3.0]
    unsigned = a_record(rated("roads", 1), agreement=an_agreement(provisions=TREE, signed=()))
    with pytest.raises(ServandaError, match="no date of signing"):
        score_series(unsigned, agreement="accord", by="anniversary")


def test_a_years_level_is_that_of_its_last_rated_quarter_and_may_fall() -> None:
    one = last(rated("roads", 3, "2021-Q1"), rated("roads", 1, "2021-Q3"))
    assert one.levels[0].level == 1.0
    quarters = series(rated("roads", 3, "2021-Q1"), rated("roads", 1, "2021-Q3"), by="quarter")
    assert [one.levels[0].level for one in quarters.periods[-3:]] == [3.0, None, 1.0]


def test_a_level_is_carried_only_when_asked_and_marked() -> None:
    ratings = (rated("roads", 2, "2021"), rated("prisoners", 1, "2022"))
    assert last(*ratings).levels[0].level is None
    carried = last(*ratings, carry_forward=True)
    assert (carried.levels[0].level, carried.levels[0].carried) == (2.0, True)
    assert [one.provision for one in carried.carried] == ["roads"]


def test_no_access_is_not_papered_over_by_carrying() -> None:
    one = last(
        rated("roads", 2, "2021"),
        rated("roads", None, "2022", unknown="no_access"),
        carry_forward=True,
    )
    assert (one.levels[0].level, one.levels[0].unknown) == (None, "no_access")


def test_breach_is_told_apart_from_nothing_done() -> None:
    one = last(rated("roads", None, violated=True), rated("prisoners", 0))
    assert (one.score.violated, one.score.value) == (1, 0.0)
    assert one.distribution.violated.count == 1


def test_where_raters_differ_the_level_is_unknown_until_a_third_person_settles() -> None:
    one, other = rated("roads", 1), rated("roads", 2, by="coder-2")
    apart = last(one, other)
    assert [found.provision for found in apart.differing] == ["roads"]
    assert apart.score.value is None
    assert last(one, other, rater="coder-2").levels[0].level == 2.0
    assert last(one, rated("roads", 1, by="coder-2")).levels[0].level == 1.0
    cell = one[1].cell
    unit = Unit("cell:accord/roads//2021/", cell=cell)
    settled = last(
        one,
        other,
        ("coder-1", SampleDrawn("first", (unit,), ("level",), 1, "all", scale="pam")),
        ("coder-3", UnitSettled("first", unit.id, (Code("level", "2"),), "slip", "read again")),
    )
    assert (settled.levels[0].level, settled.differing) == (2.0, ())


def test_what_a_party_owes_is_scored_apart() -> None:
    """A rating that names the party is nearer to it than one that names none."""
    ratings = (rated("roads", 1), rated("roads", 3, party="council"), rated("prisoners", 0))
    one = last(*ratings, party="council")
    assert {found.provision: found.level for found in one.levels} == {"roads": 3.0}
    assert {part.name: part.score.units for part in last(*ratings).parts} == {
        "Cease Fire": 1,
        "council": 1,
        "ministry": 1,
        "gender": 1,
    }


def test_a_rating_of_the_only_party_judged_is_one_of_the_provision() -> None:
    """A breach that somebody recorded must not vanish from the figure of the whole."""
    one = last(rated("roads", None, party="council", violated=True))
    assert (one.score.violated, one.score.known) == (1, 1)
    apart = last(rated("roads", 3, party="council"), rated("roads", 1, party="ministry"))
    assert [found.provision for found in apart.differing] == ["roads"]


def test_what_is_in_no_score_is_counted_with_the_reason() -> None:
    ratings = (
        rated("roads", 3, place="place-aksu"),
        rated("prisoners", 1),
        rated("prisoners", 1, period=""),
        rated("schools", 2),
        rated("north", 2),
    )
    assert series(*ratings).left_out == (("heading", 1), ("period", 1), ("place", 1))
    assert series(rated("roads", 3), rated("prisoners", 2), party="council").left_out == (
        ("not owed", 1),
    )


def test_a_gap_does_not_end_what_is_carried_but_not_knowing_is_no_gap() -> None:
    found = series(
        rated("roads", 2, "2020"),
        rated("roads", None, "2021", unknown="no_access"),
        rated("prisoners", 1, "2023"),
        carry_forward=True,
    )
    assert [one.levels[0].level for one in found.periods] == [2.0, None, 2.0, 2.0]


def test_a_places_ratings_are_no_ratings_of_the_whole() -> None:
    one = rated("roads", 3, place="place-aksu")
    assert series(one).periods == ()
    assert last(one, place="place-aksu").levels[0].level == 3.0


def test_weights_stand_beside_the_unweighted_figure() -> None:
    one = last(rated("roads", 0), rated("prisoners", 3))
    assert one.weighed.unweighted.value == 50.0
    assert one.weighed.weighted.value == 75.0


def test_statements_make_no_score() -> None:
    assert series().periods == ()


levels = st.sampled_from([None, 0.0, 1.0, 2.0, 3.0])
keys = st.sampled_from(["roads", "prisoners", "north", "south"])
years = st.sampled_from(["2020", "2021", "2021-Q2", "2022-03"])


@given(st.lists(st.tuples(keys, levels, years), max_size=8, unique_by=lambda one: one[::2]))
def test_the_order_of_ratings_does_not_matter_and_every_score_lies_in_its_interval(given) -> None:
    ratings = [
        rated(key, level, year, unknown=None if level is not None else "not_mentioned")
        for key, level, year in given
    ]
    found = series(*ratings)
    turned = series(*reversed(ratings))
    for one, other in zip(found.periods, turned.periods, strict=True):
        assert one.score == other.score
        assert [replace(rated, ratings=()) for rated in one.levels] == [
            replace(rated, ratings=()) for rated in other.levels
        ]
        assert 0 <= one.score.low <= one.score.high <= 100
        if one.score.value is not None:
            assert one.score.low <= one.score.value <= one.score.high
