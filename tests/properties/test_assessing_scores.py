"""Laws of scores that hold for any ratings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.assessing.figures import distribution, headlines
from servanda.assessing.scales import PAM, SCALES, VIOLATED
from servanda.assessing.scores import pam, score
from servanda.domain.codebook import Scale

LEVELS = st.sampled_from([0, 1, 2, 3, None, VIOLATED])
KNOWN = st.sampled_from([0, 1, 2, 3, VIOLATED])
WEIGHTS = st.floats(0, 1e6) | st.sampled_from([0.1, 1 / 3, 1e-9])


@st.composite
def rated(draw: st.DrawFn) -> tuple[Scale, list, list[float]]:
    scale = draw(st.sampled_from(list(SCALES.values())))
    level = st.sampled_from([*(one.value for one in scale.levels), None, VIOLATED])
    pairs = draw(st.lists(st.tuples(level, WEIGHTS), min_size=1, max_size=30))
    weights = [weight for _, weight in pairs]
    return scale, [one for one, _ in pairs], weights if any(weights) else [1.0] * len(pairs)


@given(rated())
def test_a_score_stays_within_its_interval_and_the_interval_within_bounds(given_):
    scale, levels, weights = given_
    found = score(levels, scale=scale, weights=weights)
    assert 0 <= found.low <= found.high <= 100
    assert 0 <= found.coverage <= 1
    if found.value is not None:
        assert found.low <= found.value <= found.high
    if None not in levels:
        assert found.low == found.value == found.high


@given(rated(), st.data())
def test_the_interval_contains_the_score_of_every_completion_of_the_unknown(given_, data):
    scale, levels, weights = given_
    found = score(levels, scale=scale, weights=weights)
    can_be = st.sampled_from([*(one.value for one in scale.levels), VIOLATED])
    completed = [data.draw(can_be) if one is None else one for one in levels]
    value = score(completed, scale=scale, weights=weights).value
    assert value is not None
    assert found.low <= value <= found.high


@given(rated(), st.data())
def test_a_higher_level_never_lowers_a_score(given_, data):
    scale, levels, weights = given_
    at = data.draw(st.integers(0, len(levels) - 1))
    values = [one.value for one in scale.levels]
    lower, higher = sorted(data.draw(st.tuples(st.sampled_from(values), st.sampled_from(values))))
    before = score([*levels[:at], lower, *levels[at + 1 :]], scale=scale, weights=weights)
    after = score([*levels[:at], higher, *levels[at + 1 :]], scale=scale, weights=weights)
    assert before.low <= after.low
    assert before.high <= after.high
    if before.value is not None:
        assert after.value is not None
        assert before.value <= after.value


@given(rated(), st.randoms())
def test_the_order_of_levels_does_not_matter(given_, random):
    scale, levels, weights = given_
    pairs = list(zip(levels, weights, strict=True))
    random.shuffle(pairs)
    shuffled = score([one for one, _ in pairs], scale=scale, weights=[one for _, one in pairs])
    assert shuffled == score(levels, scale=scale, weights=weights)


@given(st.lists(LEVELS, min_size=1))
def test_equal_weights_weigh_nothing(levels):
    assert score(levels, weights=[0.1] * len(levels)) == pam(levels)


@given(st.lists(KNOWN, min_size=1))
def test_where_all_is_known_the_score_is_the_published_formula(levels):
    total = sum(one for one in levels if one != VIOLATED)
    assert pam(levels).value == 100 * total / (3 * len(levels))


@given(st.lists(LEVELS, min_size=1))
def test_a_distribution_counts_everything_once_and_tells_the_same_mean(levels):
    told = distribution(levels, scale=PAM)
    rows = [*told.levels, told.violated, told.unknown]
    assert sum(one.count for one in rows) == told.units == len(levels)
    assert headlines(levels, scale=PAM).mean.value == pam(levels).value
