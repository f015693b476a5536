"""Scores over time, on one denominator."""

from __future__ import annotations

import pytest

from servanda.assessing.scores import pam
from servanda.assessing.series import agreement_year, series
from servanda.errors import ServandaError

BOTH = ["roads", "schools"]
RATED = {("roads", "1998"): 3, ("roads", "1999"): 1, ("schools", "1998"): 1, ("roads", "1990"): 0}


def test_each_period_is_scored_over_all_provisions_and_levels_may_fall():
    first, second = series(RATED, provisions=BOTH, periods=["1998", "1999"])
    assert first.score == pam([3, 1])
    assert second.score == pam([1, None])
    assert (first.period, second.carried) == ("1998", ())


def test_a_level_is_carried_forward_only_when_asked_and_named():
    periods = ["1997", "1998", "1999"]
    before, _, after = series(RATED, provisions=BOTH, periods=periods, carry_forward=True)
    assert before.score == pam([None, None])
    assert after.score == pam([1, 1])
    assert after.carried == ("schools",)


def test_what_is_not_in_the_agreement_is_not_scored():
    with pytest.raises(ServandaError, match="rating of 'schools'"):
        series(RATED, provisions=["roads"], periods=["1998"])
    with pytest.raises(ServandaError, match="'roads' is named twice"):
        series({}, provisions=["roads", "roads"], periods=["1998"])


@pytest.mark.parametrize(
    ("day", "calendar", "anniversary"),
    [
        ("1995-12-14", 1, 1),
        ("1996-01-01", 2, 1),
        ("1996-12-13", 2, 1),
        ("1996-12-14", 2, 2),
        ("2005-12-13", 11, 10),
        ("1994-06-01", 0, -1),
    ],
)
def test_ten_years_after_depends_on_the_clock(day, calendar, anniversary):
    """An agreement signed on 14 December 1995."""
    signed = "1995-12-14"
    assert agreement_year(day, signed=signed) == calendar
    assert agreement_year(day, signed=signed, clock="anniversary") == anniversary


def test_a_leap_day_returns_with_the_first_of_march():
    signed = "2020-02-29"
    assert agreement_year("2021-02-28", signed=signed, clock="anniversary") == 1
    assert agreement_year("2021-03-01", signed=signed, clock="anniversary") == 2
