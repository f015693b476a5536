"""Counts with their doubt, and the numbers that count nothing."""

from __future__ import annotations

import pytest

from servanda.domain.span import Span
from servanda.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "words", "least", "most", "unit"),
    [
        ("more than 300 people who fled", "more than 300 people", 301, None, "people"),
        ("at least 5 men were held", "at least 5 men", 5, None, "men"),
        ("fewer than 20 attacks", "fewer than 20 attacks", None, 19, "attacks"),
        ("up to 63 barangays in the north", "up to 63 barangays", None, 63, "barangays"),
        ("300 or more fighters", "300 or more fighters", 300, None, "fighters"),
        ("two or three cases of lawlessness", "two or three cases", 2, 3, "cases"),
        ("by 10-15 servicemen and policemen", "10-15 servicemen", 10, 15, "servicemen"),
        ("an 11-12,000-man army", "11-12,000-man", 11_000, 12_000, "man"),
        ("of 11,000-12,000 men", "11,000-12,000 men", 11_000, 12_000, "men"),
        ("between 200 and 300 bodies", "between 200 and 300 bodies", 200, 300, "bodies"),
        ("2-3 million dollars", "2-3 million dollars", 2e6, 3e6, "dollars"),
        ("about 300 soldiers", "about 300 soldiers", 250, 350, "soldiers"),
        (
            "almost 13,700 ceasefire violations along it",
            "almost 13,700 ceasefire violations",
            13_650,
            13_699,
            "ceasefire violations",
        ),
        ("a 20 per cent increase", "20 per cent", 20, 20, "%"),
        ("30% of the forces", "30%", 30, 30, "%"),
        ("two thirds of the votes", "two thirds", 66.7, 66.7, "%"),
        ("several dozen houses", "several dozen houses", 24, None, "houses"),
        ("hundreds of thousands of refugees", None, 200_000, None, "refugees"),
        ("numerous cases of arrest", "numerous cases", None, None, "cases"),
        ("two hundred and five soldiers", None, 205, 205, "soldiers"),
        ("twenty-five men", "twenty-five men", 25, 25, "men"),
        ("one man was killed", "one man", 1, 1, "man"),
        ("1.5 million pesos", "1.5 million pesos", 1.5e6, 1.5e6, "pesos"),
        ("USD 30,000 was paid", "USD 30,000", 30_000, 30_000, "USD"),
        ("12 000 people", "12 000 people", 12_000, 12_000, "people"),
        ("within thirty days of it", "thirty days", 30, 30, "days"),
    ],
)
def test_a_count_keeps_the_bounds_of_its_words(
    text: str, words: str | None, least: float | None, most: float | None, unit: str
) -> None:
    (one,) = find_quantities(text)
    assert (one.min, one.max, one.unit) == (least, most, unit)
    assert one.text == (words or text)
    assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "at the 27th meeting",
        "Article 12 and points 3 and 5",
        "on 25 February and in 1946",
        "RA 11593 and Resolution 2202 and COVID-19",
        "one of the men; no one can",
        "1. The parties agree",
        "page 5 of 12",
        "at 10 a.m.",
        "Area 6 Command",
    ],
)
def test_dates_references_labels_and_pronouns_count_nothing(text: str) -> None:
    assert find_quantities(text) == []


def test_each_count_of_a_sentence_stands_alone() -> None:
    text = "Of 107 civilian casualties, eight killed and 20 injured were confirmed."
    assert [(one.min, one.unit) for one in find_quantities(text)] == [
        (107, "civilian casualties"),
        (8, "killed"),
        (20, "injured"),
    ]


def test_only_the_stretch_asked_for_is_counted_and_what_is_taken_is_left() -> None:
    text = "5 men, 6 men, 7 men"
    found = find_quantities(text, within=[Span(7, 19)], taken=[Span(14, 15)])
    assert [one.min for one in found] == [6]


def test_numbers_within_what_is_taken_count_nothing_in_any_span() -> None:
    """A long passage taken may hold a short one; both block, whichever span is looked at first."""
    text = "On days 5 and 6 of ten days, 30 men came. Later 40 men left."
    taken = [Span(3, 27), Span(8, 9)]
    second = text.index("Later")
    spans = [Span(second, len(text)), Span(0, second)]
    found = find_quantities(text, within=spans, taken=taken)
    assert [one.text for one in found] == ["40 men", "30 men"]


@pytest.mark.parametrize(
    ("text", "words", "least", "most", "unit"),
    [
        ("They shall leave within a month.", "a month", 1, 1, "month"),
        ("It held for over a year.", "over a year", 1, None, "year"),
        ("They waited for weeks.", "weeks", 2, None, "weeks"),
        ("a year-long truce", "year-long", 1, 1, "year"),
        ("It took more than two weeks.", "more than two weeks", 2, None, "weeks"),
    ],
)
def test_a_length_of_time_needs_no_number(text, words, least, most, unit):
    (one,) = find_quantities(text, taken=())
    assert (one.text, one.min, one.max, one.unit) == (words, least, most, unit)


def test_a_rate_and_the_days_of_old_are_no_lengths():
    assert find_quantities("A patrol a day, as in the days of the king.", taken=()) == []
