"""Dates in running text: what they claim, on what basis, and what is no date."""

from __future__ import annotations

import re

import pytest

from servanda.domain.span import Span
from servanda.text.dates import find_dates, parse_date, why_no_value

ANCHOR = "1947-07-12"


def only(text: str, anchor: str | None = ANCHOR) -> tuple[str, str]:
    (one,) = find_dates(text, anchor=anchor)
    assert one.start is not None
    assert text[one.start : one.end] == one.text
    return one.text, one.edtf


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("signed on 1 January 1947.", "1 January 1947", "1947-01-01"),
        ("on January 1st, 1947", "January 1st, 1947", "1947-01-01"),
        ("on the 5th of May, 1946", "the 5th of May, 1946", "1946-05-05"),
        ("on 2014-05-12", "2014-05-12", "2014-05-12"),
        ("on 12.05.2014", "12.05.2014", "2014-05-12"),
        ("on 12.VII.1947", "12.VII.1947", "1947-07-12"),
        ("in May 1946", "May 1946", "1946-05"),
        ("in 1946 they met", "1946", "1946"),
        ("in the 1920s", "the 1920s", "192X"),
        ("in the 19th century", "the 19th century", "18XX"),
        ("in the first quarter of 2008", "the first quarter of 2008", "2008-33"),
        ("in the summer of 1946", "the summer of 1946", "1946-22"),
        ("in winter 1946-47", "winter 1946-47", "1946-24"),
        ("in 480 BC", "480 BC", "-0479"),
        ("about Christmas Day 1946", "about Christmas Day 1946", "1946-12-25~"),
        ("c. 1860", "c. 1860", "1860~"),
        ("on 12-14 May 2015", "12-14 May 2015", "2015-05-12/2015-05-14"),
        ("on May 12-14, 2015", "May 12-14, 2015", "2015-05-12/2015-05-14"),
        (
            "on 12, 14 and 16 May 2015",
            "12, 14 and 16 May 2015",
            "{2015-05-12,2015-05-14,2015-05-16}",
        ),
        ("it lasted from May to July 2014", "from May to July 2014", "2014-05/2014-07"),
        ("between 5 May and 12 June 1946", None, "1946-05-05/1946-06-12"),
        ("December 1946 to March 1947", None, "1946-12/1947-03"),
        ("in 1939-45", "1939-45", "1939/1945"),
        ("Beginning 1 January 1947 they", "Beginning 1 January 1947", "1947-01-01/.."),
        ("until 15 August 1946", None, "../1946-08-15"),
        ("no later than 31 December 1946", None, "../1946-12-31"),
        ("two weeks after 5 May 1946", None, "1946-05-19"),
        ("at 10:30 a.m. on 5 May 1946", "10:30 a.m. on 5 May 1946", "1946-05-05"),
    ],
)
def test_a_stated_date_is_what_its_words_say(text: str, words: str | None, edtf: str) -> None:
    assert only(text) == (words or text, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("on 25 February", "25 February", "1947-02-25?"),
        ("at the end of June", "the end of June", "1947-06?"),
        ("in mid-October", "mid-October", "1946-10?"),
        ("will be held on 25 December", "25 December", "1947-12-25?"),
        ("since 3 May", "since 3 May", "1947-05-03?/.."),
        ("this spring", "this spring", "1947-21"),
        ("More than a year has passed since", "More than a year has passed", "../1946-07"),
        ("yesterday", "yesterday", "1947-07-11"),
        ("two days ago", "two days ago", "1947-07-10"),
        ("three months ago", "three months ago", "1947-04~"),
        ("last week", "last week", "1947-06-30/1947-07-06"),
        ("next month", "next month", "1947-08"),
        ("in May last year", "May last year", "1946-05"),
        ("last Friday", "last Friday", "1947-07-11"),
        ("recently", "recently", "1947-07~"),
        ("right now", "right now", "1947-07-12"),
        ("the 12th ult.", "the 12th ult.", "1947-06-12"),
        ("over the last two weeks", "over the last two weeks", "1947-06-28/1947-07-12"),
    ],
)
def test_what_the_words_leave_out_comes_from_the_documents_date(
    text: str, words: str, edtf: str
) -> None:
    assert only(text) == (words, edtf)
    assert find_dates(text, anchor=ANCHOR)[0].basis == "relative"


def test_without_the_documents_date_no_year_is_invented() -> None:
    assert only("on 25 February", anchor=None) == ("25 February", "XXXX-02-25")
    assert find_dates("last week", anchor=None) == []


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("at the end of June", "1947-06-21", "1947-06-30"),
        ("early 1946", "1946-01-01", "1946-04-30"),
        ("the second half of May 1946", "1946-05-16", "1946-05-31"),
        ("before 1928", None, "1927-12-31"),
        ("after May 1946", "1946-06-01", None),
        ("this spring", "1947-03-01", "1947-05-31"),
    ],
)
def test_early_and_late_narrow_the_days_and_not_the_value(
    text: str, earliest: str | None, latest: str | None
) -> None:
    (one,) = find_dates(text, anchor=ANCHOR)
    assert (one.earliest, one.latest) == (earliest, latest)


def test_a_numeric_date_of_two_readings_keeps_both_until_another_one_decides() -> None:
    assert only("on 12/05/2014") == ("12/05/2014", "[2014-05-12,2014-12-05]")
    both = find_dates("on 12/05/2014 and 25/05/2014", anchor=None)
    assert [one.edtf for one in both] == ["2014-05-12", "2014-05-25"]


def test_the_next_day_counts_from_what_was_told_last() -> None:
    text = "On 5 May 1946 they met. The next day they left. Two days later they returned."
    assert [one.edtf for one in find_dates(text, anchor=ANCHOR)] == [
        "1946-05-05",
        "1946-05-06",
        "1946-05-08",
    ]


def test_a_history_counts_from_its_own_years_and_not_from_its_date() -> None:
    text = (
        "In 1914 war came. In 1915 it spread. In May 1916 it grew; in June it stopped. By 1918 "
        "it was over, in November."
    )
    edtf = [one.edtf for one in find_dates(text, anchor="2009-12-19")]
    assert edtf == ["1914", "1915", "1916-05", "1916-06", "../1918", "1918-11"]


def test_a_date_joined_to_a_full_one_takes_its_year() -> None:
    text = "in December and January 1947; in April and June 1955"
    assert [one.edtf for one in find_dates(text, anchor=ANCHOR)] == [
        "1946-12",
        "1947-01",
        "1955-04",
        "1955-06",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("it happened during the elections there", "during the elections"),
        ("After the signing of the agreement they", "After the signing of the agreement"),
        ("During the repatriation from the Soviet Union of", None),
    ],
)
def test_a_date_by_an_event_keeps_its_words_and_claims_no_day(text: str, words: str | None) -> None:
    (one,) = find_dates(text, anchor=ANCHOR)
    assert one.text == (words or text.removesuffix(" of"))
    assert (one.edtf, one.earliest, one.latest, one.basis) == ("", None, None, "event")
    assert find_dates(text, anchor=ANCHOR, events=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "the 1st point and the 27th meeting",
        "you may go; the March on the capital",
        "an 11-12,000-man army, 300 people, 10-15 servicemen",
        "about 1500 soldiers and 2000 men",
        "resolution 1973; Article 12 of section 14",
        "call +44 1970 555 123",
        "F. 17, Op. 128, D. 391, ll. 115-119",
        "on 31 February 1947",
        "after the fall of the city",
        "version 1.2.3",
    ],
)
def test_numbers_verbs_and_labels_are_no_dates(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR) == []


def test_only_the_stretches_asked_for_are_read() -> None:
    text = "On 5 May 1946. On 6 May 1946."
    assert [one.edtf for one in find_dates(text, anchor=None, within=[Span(15, 29)])] == [
        "1946-05-06"
    ]


def test_ends_of_ranges_are_given_apart_when_asked() -> None:
    found = find_dates("from 12-14 May 2015", anchor=None, joined=False)
    assert [(one.text, one.edtf) for one in found] == [
        ("12", "2015-05-12"),
        ("14 May 2015", "2015-05-14"),
    ]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("July 12, 1947", "1947-07-12"),
        ("1947-07", "1947-07"),
        ("1947-02-25?", "1947-02-25?"),
        ("about 1862", "1862~"),
        ("12 July 1947", "1947-07-12"),
    ],
)
def test_a_description_s_date_is_read_whole(words: str, edtf: str) -> None:
    one = parse_date(words)
    assert one is not None
    assert (one.edtf, one.start, one.end) == (edtf, None, None)


def test_words_without_one_date_are_none() -> None:
    assert parse_date("undated") is None
    assert parse_date("5 May 1946, seen 6 May 1946") is None


def test_the_letter_s_dates_are_read(shared) -> None:  # type: ignore[no-untyped-def]
    """Dates of the letter, read with its own date; typed here from the letter."""
    text = (shared / "sources/qasimi-sabri-1947-07-12.txt").read_text(encoding="utf-8")
    start = text.index("Having found out")
    found = find_dates(text, anchor=ANCHOR, within=[Span(start, text.index("12 July 1947"))])
    said = {re.sub(r"\s+", " ", one.text): one.edtf for one in found}
    assert said["More than a year has passed"] == "../1946-07"
    assert said["25 February"] == "1947-02-25?"
    assert said["5 March"] == "1947-03-05?"
    assert said["the end of June"] == "1947-06?"
    assert said["this spring"] == "1947-21"
    assert said["Beginning 1 January 1947"] == "1947-01-01/.."
    assert said["during the elections"] == ""


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("before the end of the year 2019", "2019-12-31"),
        ("before the end of 2019", "2019-12-31"),
        ("before the beginning of 2019", "2018-12-31"),
        ("before the end of May 1946", "1946-05-31"),
    ],
)
def test_before_the_end_of_something_is_until_its_last_day(text: str, latest: str) -> None:
    (one,) = find_dates(text, anchor=ANCHOR)
    assert (one.text, one.earliest, one.latest) == (text, None, latest)


@pytest.mark.parametrize("text", ["on 3 Ramadan 1435 AH", "in 1435 AH"])
def test_a_hijri_date_is_kept_in_its_words_and_never_converted(text: str) -> None:
    (one,) = find_dates(text, anchor=ANCHOR)
    assert (one.edtf, one.earliest, one.latest) == ("", None, None)
    assert "another calendar" in (why_no_value(one) or "")
    assert why_no_value(find_dates("in May 1946", anchor=None)[0]) is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("from the 1860s to the 1870s", "186X/187X"),
        ("between the 17th and 19th centuries", "16XX/18XX"),
        ("the 17th-19th centuries", "16XX/18XX"),
        ("before the 1920s", "../192X"),
        ("one day in May 1946", "1946-05-XX"),
        ("a day in 1946", "1946-XX-XX"),
        ("a month in 1946", "1946-XX"),
    ],
)
def test_nothing_is_made_more_precise_than_its_words(text: str, edtf: str) -> None:
    assert edtf in [one.edtf for one in find_dates(text, anchor=None)]


@pytest.mark.parametrize(("words", "edtf"), [("19c.", "18XX"), ("ca. 17c?", "16XX%")])
def test_a_catalogues_short_century_is_read_where_it_stands_alone(words: str, edtf: str) -> None:
    one = parse_date(words)
    assert one is not None
    assert one.edtf == edtf
    assert find_dates(f"it cost {words} a pound", anchor=None) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1 month and 21 days ago", "1947-05-22"),
        ("two weeks and three days ago", "1947-06-25"),
        ("2 years, 1 month and 3 days ago", "1945-06-09"),
        ("two years and six months ago", "1945-01~"),
        ("on 16. Nov. 1946", "1946-11-16"),
        ("on January 5, nineteen forty-six", "1946-01-05"),
        ("in May two thousand and five", "2005-05"),
        ("in October nineteen oh five", "1905-10"),
        ("on May twenty-one, 1946", "1946-05-21"),
        ("on 21-04-2016", "2016-04-21"),
        ("on 2015.5.13", "2015-05-13"),
        ("in Jan-Feb 1947", "1947-01/1947-02"),
        ("in Nov-Feb 1947", "1946-11/1947-02"),
        ("in Q3 1946", "1946-35"),
        ("in the first quarter of the year", "1947-33"),
        ("in H2 1946", "1946-41"),
        ("week 3 of 1947", "1947-01-13/1947-01-19"),
        ("in week 27 of last year", "1946-07-01/1946-07-07"),
        ("the first week of October 1946", "1946-09-30/1946-10-06"),
        ("the third week of last year", "1946-01-14/1946-01-20"),
        ("on Tuesday of last week", "1947-07-01"),
        ("next week on Friday", "1947-07-18"),
        ("the week before last", "1947-06-23/1947-06-29"),
        ("next Sunday", "1947-07-20?"),
        ("next Monday", "1947-07-14"),
        ("the last three months of 1946", "1946-10/1946-12"),
        ("the first ten days of May 1946", "1946-05-01/1946-05-10"),
        ("the week starting 5 May 1946", "1946-04-29/1946-05-05"),
        ("in the thirties", "193X"),
        ("in the 30's", "193X"),
        ("in the nineteen thirties", "193X"),
        ("from November to March", "1946-11?/1947-03?"),
    ],
)
def test_a_report_counts_and_writes_dates_in_many_ways(text: str, edtf: str) -> None:
    assert [one.edtf for one in find_dates(text, anchor=ANCHOR)] == [edtf]


def test_the_decade_going_on_is_no_century() -> None:
    assert [one.edtf for one in find_dates("in the 2000s", anchor="2016-11-07")] == ["200X"]
    assert [one.edtf for one in find_dates("in the 1800s", anchor="2016-11-07")] == ["18XX"]
