"""EDTF values: the days that they may mean, and points that write themselves as EDTF."""

from __future__ import annotations

import pytest

from servanda.text.edtf import Day, Point, bounds


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1947-07-12", "1947-07-12", "1947-07-12"),
        ("1947-02-25?", "1947-02-25", "1947-02-25"),
        ("1947-07~", "1947-07-01", "1947-07-31"),
        ("1947", "1947-01-01", "1947-12-31"),
        ("194X", "1940-01-01", "1949-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1947-XX-XX", "1947-01-01", "1947-12-31"),
        ("156X-12", "1560-12-01", "1569-12-31"),
        ("1947-21", "1947-03-01", "1947-05-31"),
        ("1947-24", "1947-12-01", "1948-02-29"),
        ("2004-29", "2004-09-01", "2004-11-30"),
        ("2008-34", "2008-04-01", "2008-06-30"),
        ("2008-41", "2008-07-01", "2008-12-31"),
        ("../1946-07", None, "1946-07-31"),
        ("1947-01-01/..", "1947-01-01", None),
        ("1985/", "1985-01-01", None),
        ("2014-05/2014-07", "2014-05-01", "2014-07-31"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
        ("[1667,1670..1672]", "1667-01-01", "1672-12-31"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
        ("[..1760-12-03]", None, "1760-12-03"),
        ("-0498", "-0498-01-01", "-0498-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("?2004-06~-11", "2004-06-11", "2004-06-11"),
        ("2004-02-29T10:10:10Z", "2004-02-29", "2004-02-29"),
        ("XXXX-02-25", None, None),
        ("1947-13", None, None),
        ("1947-02-30", None, None),
        ("spring", None, None),
        ("", None, None),
    ],
)
def test_bounds_are_the_first_and_the_last_day_it_may_mean(
    edtf: str, earliest: str | None, latest: str | None
) -> None:
    assert bounds(edtf) == (earliest, latest)


@pytest.mark.parametrize(
    ("point", "written"),
    [
        (Point(1947, 7, 12), "1947-07-12"),
        (Point(1947, 21), "1947-21"),
        (Point(-498), "-0498"),
        (Point(1920, years=10), "192X"),
        (Point(1800, years=100), "18XX"),
        (Point(-490, years=10), "-049X"),
        (Point(17_000), "Y17000"),
    ],
)
def test_a_point_writes_itself_as_edtf(point: Point, written: str) -> None:
    assert str(point) == written


def test_days_are_counted_before_the_first_year_and_after_the_last() -> None:
    assert Day(0, 1, 1).plus(-1) == Day(-1, 12, 31)
    assert Day(9999, 12, 31).plus(1) == Day(10_000, 1, 1)
