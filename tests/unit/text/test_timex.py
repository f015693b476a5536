"""TIMEX3 values of what we write as EDTF."""

from __future__ import annotations

import pytest

from servanda.text.dates import find_dates
from servanda.text.quantities import find_quantities
from servanda.text.timex import timex, timex_duration


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 25 February", "1947-02-25"),
        ("in the summer of 1946", "1946-SU"),
        ("in the 1920s", "192"),
        ("in the 18th century", "17"),
        ("in 499 BC", "BC0499"),
        ("in the 470s BC", "BC047"),
        ("until 1946", "1946"),
        ("since May 1946", "1946-05"),
        ("last week", "1947-W27"),
        ("in the second quarter of 2008", "2008-Q2"),
        ("right now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("from May to July 1946", None),
        ("during the elections", None),
    ],
)
def test_a_date_has_the_value_of_timex3(text: str, value: str | None) -> None:
    (one,) = find_dates(text, anchor="1947-07-12")
    assert timex(one) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for two months", "P2M"),
        ("more than 40 days", "P40D"),
        ("a three-year war", "P3Y"),
        ("several weeks", "PXW"),
        ("for 24 hours", "PT24H"),
        ("5 soldiers", None),
    ],
)
def test_an_amount_of_time_has_the_value_of_a_duration(text: str, value: str | None) -> None:
    (one,) = find_quantities(text)
    assert timex_duration(one) == value


def test_the_part_of_a_day_is_told():
    (one,) = find_dates("on the night of 5 May 1946", anchor=None)
    assert timex(one) == "1946-05-05TNI"


def test_a_length_without_a_number_is_one_of_it_or_unknown():
    year, months = find_quantities("It held for a year. They waited for months.", taken=())
    assert (timex_duration(year), timex_duration(months)) == ("P1Y", "PXM")
