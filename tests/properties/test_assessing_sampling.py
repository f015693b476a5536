"""Laws of drawing: what is drawn follows from the seed and from what there is, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.assessing.sampling import Candidate, draw
from servanda.domain.judgement import Unit

ROWS = st.sets(st.sampled_from([("a", "1"), ("a", "2"), ("b", "1")]), max_size=3)
CANDIDATES = st.dictionaries(st.text(max_size=8), ROWS, min_size=1, max_size=40).map(
    lambda found: [Candidate(Unit(id), tuple(sorted(rows))) for id, rows in found.items()]
)
NUMBERS, SEEDS = st.integers(1, 50), st.integers()


@given(CANDIDATES, NUMBERS, SEEDS, st.booleans(), st.randoms())
def test_the_order_of_what_there_is_does_not_matter(candidates, number, seed, strata, random):
    first = draw(candidates, number=number, seed=seed, by_provision=strata)
    random.shuffle(candidates)
    assert draw(candidates, number=number, seed=seed, by_provision=strata) == first


@given(CANDIDATES, NUMBERS, SEEDS, st.booleans())
def test_as_many_as_asked_for_are_drawn_and_each_once(candidates, number, seed, strata):
    drawn = draw(candidates, number=number, seed=seed, by_provision=strata)
    assert len({one.id for one in drawn}) == len(drawn) == min(number, len(candidates))


@given(CANDIDATES, NUMBERS, SEEDS)
def test_a_unit_that_is_added_takes_the_place_of_one_at_most(candidates, number, seed):
    *before, _ = candidates
    old = {one.id for one in draw(before, number=number, seed=seed)}
    new = {one.id for one in draw(candidates, number=number, seed=seed)}
    assert len(old - new) <= 1


@given(CANDIDATES, NUMBERS, SEEDS)
def test_no_stratum_goes_without_while_another_has_two_more(candidates, number, seed):
    """Each provision gives one in turn, as long as it has any."""
    single = [Candidate(one.unit, one.rows[:1]) for one in candidates]
    drawn = {one.id for one in draw(single, number=number, seed=seed, by_provision=True)}
    counts = {row: [0, 0] for one in single for row in one.rows or (("", ""),)}
    for one in single:
        count = counts[(one.rows or (("", ""),))[0]]
        count[0] += one.unit.id in drawn
        count[1] += 1
    for taken, _ in counts.values():
        for other, there in counts.values():
            assert taken - other <= 1 or other == there
