"""Laws of agreement, and the same figures as the package that others use."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.assessing.reliability import agreement, alpha


@st.composite
def codings(draw: st.DrawFn, *, most: int = 5) -> list[list[int | None]]:
    units = draw(st.integers(1, 30))
    coder = st.lists(
        st.none() | st.integers(1, draw(st.integers(1, most))), min_size=units, max_size=units
    )
    return draw(st.lists(coder, min_size=2, max_size=5))


@pytest.mark.parametrize("metric", ["nominal", "ordinal"])
@given(codings(most=7))
def test_alpha_is_that_of_the_krippendorff_package(metric, coded):
    krippendorff = pytest.importorskip("krippendorff")
    found = alpha(coded, metric, draws=0)
    if found is None or not found.varied:
        return
    # As strings of numbers would lose their order, missing codes go as "not a number".
    theirs = krippendorff.alpha(
        [[float("nan") if one is None else float(one) for one in coder] for coder in coded],
        level_of_measurement=metric,
    )
    assert found.value == pytest.approx(theirs, abs=0.00005)


@pytest.mark.parametrize("metric", ["nominal", "ordinal"])
@given(codings(), st.randoms())
def test_neither_the_order_of_coders_nor_of_units_matters(metric, coded, random):
    units = list(zip(*coded, strict=True))
    random.shuffle(units)
    coders = [list(one) for one in zip(*units, strict=True)]
    random.shuffle(coders)
    assert alpha(coders, metric, draws=0) == alpha(coded, metric, draws=0)


@pytest.mark.parametrize("metric", ["nominal", "ordinal"])
@given(codings())
def test_alpha_and_its_interval_never_pass_one(metric, coded):
    found = alpha(coded, metric, draws=20)
    if found is not None:
        assert found.value <= 1
        assert found.low <= found.high <= 1


@given(codings())
def test_with_two_codes_ordinal_is_nominal(coded):
    low = [[None if one is None else min(one, 2) for one in coder] for coder in coded]
    nominal, ordinal = alpha(low, draws=0), alpha(low, "ordinal", draws=0)
    if nominal is not None:
        assert ordinal.value == pytest.approx(nominal.value)


@given(codings())
def test_coders_who_agree_wholly_have_alpha_and_kappa_one(coded):
    same = [coded[0], coded[0]]
    found, counted = alpha(same, "ordinal", draws=0), agreement(*same)
    if found is not None and found.varied:
        assert (found.value, counted.percent, counted.kappa) == (1, 100, 1)


@given(codings())
def test_kappa_does_not_ask_who_comes_first(coded):
    for one, other in pairwise(coded):
        assert agreement(one, other) == agreement(other, one)
