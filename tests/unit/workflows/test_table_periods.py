"""Periods as tables write them."""

from __future__ import annotations

import pytest

from servanda.assessing.periods import last_day
from servanda.domain.agreement import Agreement
from servanda.workflows.table_periods import PeriodPattern, read_period

ACCORD = Agreement("accord", "The accord", signed=("2016-11-24",))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2019", "2019"),
        ("2019-Q3", "2019-Q3"),
        ("Q3 2019", "2019-Q3"),
        ("2019 Q3", "2019-Q3"),
        ("3rd quarter 2019", "2019-Q3"),
        ("2019-07", "2019-07"),
        ("07/2019", "2019-07"),
        ("July 2019", "2019-07"),
    ],
)
def test_years_quarters_and_months_are_read(words, period):
    assert read_period(words) == period


@pytest.mark.parametrize("words", ["2019/2020", "spring 2019", "about 2019", "soon", "2019-13", ""])
def test_what_is_none_of_them_is_refused(words):
    with pytest.raises(ValueError, match="is n"):
        read_period(words)


def test_a_day_needs_to_be_told_whose_state_it_tells():
    with pytest.raises(ValueError, match="days_stand_for"):
        read_period("2019-08-15")
    assert read_period("2019-08-15", days_stand_for="quarter") == "2019-Q3"


@pytest.mark.parametrize(
    ("pattern", "header", "period"),
    [
        ("{year}", "1998", "1998"),
        ("Score {year}", "SCORE  1998", "1998"),
        ("Q{quarter} {year}", "Q1 2019", "2019-Q1"),
        ("{month}/{year}", "3/2019", "2019-03"),
        ("{month} {year}", "Mar 2019", "2019-03"),
        ("Year {n}", "Year 2", "2018-10"),
        ("{year}", "Provision", None),
    ],
)
def test_a_pattern_reads_what_stands_over_a_column(pattern, header, period):
    assert PeriodPattern(pattern).read(header, agreement=ACCORD) == period


@pytest.mark.parametrize("signed", ["2016-11-24", "2016-11-01", "2016-01-31", "2016-02-29"])
@pytest.mark.parametrize("n", [1, 2, 10])
def test_the_nth_year_ends_within_the_nth_year_from_the_signing(signed, n):
    own = Agreement("accord", "The accord", signed=(signed,))
    period = PeriodPattern("Year {n}").read(f"Year {n}", agreement=own)
    assert period
    first, year = signed[5:], int(signed[:4])
    assert f"{year + n - 1}-{first}" <= last_day(period) < f"{year + n}-{first}"


def test_years_from_a_signing_need_its_date():
    with pytest.raises(ValueError, match="signed"):
        PeriodPattern("Year {n}").read("Year 1", agreement=Agreement("a", "A"))
