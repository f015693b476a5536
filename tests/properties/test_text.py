"""Laws of `text` that hold for any input, friendly or not."""

from __future__ import annotations

import datetime

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.span import Span
from servanda.errors import QuoteNotFound
from servanda.text.anchors import locate
from servanda.text.dates import bounds, find_dates
from servanda.text.edtf import Day, Point
from servanda.text.labels import expand, roman
from servanda.text.moments import moved
from servanda.text.normalise import fold, fold_text
from servanda.text.quantities import find_quantities
from servanda.text.references import find_references
from servanda.text.sentences import paragraphs, sentences

law = settings(deadline=None, max_examples=60)

#: Pieces that texts of treaties and monitors are made of, and pieces that break parsers.
PIECES = [
    "Article", "points", "point", "the 1st", "last", "this", "and", "or", "to",
    "of the agreement", "5", "12", "300", "1946", "2.1.8", "5(b)", "IV", "II", ",", ".",
    ";", ":", "-", "–", "(", ")", "[", "]", '"', "’", "May", "March", "25", "of", "in",
    "since", "until", "between", "from", "week", "year", "days", "ago", "last", "next",
    "early", "end of", "more than", "about", "several", "hundred", "people", "%", "$", "\n",
    "\n\n", "\r\n", "\t", "\u00a0", "\u2029", "é", "e\u0301", "莎车", "• ",
    "\uf0b7", "。", "؟", "الاتفاق",
    "😀", "\u200f", "İ", "ß", "12,000", "1.5", "No.", "Mr.", "etc.", "U.S.", "A", "I", "the",
    "Protocol", "Annex", "on", "(FAB)", "FAB", "1st", "2nd", "1920s", "12/05/2014",
    "century", "BC", "during the elections", "a.m.", "10:30", "yesterday", "summer", "?",
    "~", "\x00",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)
anchors = st.sampled_from([None, "1947-07-12", "2018-05", "2018", "1914/1918", "-0490", "no date"])


def in_order(spans: list[Span], text: str) -> bool:
    ends = [0, *(one.end for one in spans)]
    return all(
        before <= one.start < one.end <= len(text) for before, one in zip(ends, spans, strict=False)
    )


@law
@given(texts)
def test_sentences_and_paragraphs_hold_every_word_once(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        assert in_order(spans, text)
        between = [0, *(place for one in spans for place in (one.start, one.end)), len(text)]
        gaps = zip(between[::2], between[1::2], strict=True)
        left = "".join(text[start:end] for start, end in gaps)
        assert not any(char.isalnum() for char in left)


@law
@given(texts)
def test_a_sentence_never_runs_over_a_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    assert all(any(block.holds(one) for block in blocks) for one in sentences(text))


@law
@given(texts, st.integers(0, 50), st.integers(0, 200))
def test_what_is_found_stands_inside_the_stretch_asked_for(
    text: str, start: int, size: int
) -> None:
    within = [Span(min(start, len(text)), min(start + size, len(text)))]
    found = [
        Span(one.start or 0, one.end or 0)
        for one in (
            *find_references(text, within=within),
            *find_dates(text, anchor="1947-07-12", within=within),
            *find_quantities(text, within=within),
        )
    ]
    assert all(within[0].holds(one) for one in found)


@law
@given(texts, anchors)
def test_references_dates_and_counts_are_cut_from_the_text_in_order(
    text: str, anchor: str | None
) -> None:
    for found in (
        find_references(text),
        find_dates(text, anchor=anchor),
        find_quantities(text),
    ):
        assert in_order([Span(one.start or 0, one.end or 0) for one in found], text)
        assert all(text[one.start : one.end] == one.text for one in found)


@law
@given(texts, anchors)
def test_every_date_is_edtf_and_its_days_lie_within_it(text: str, anchor: str | None) -> None:
    for one in find_dates(text, anchor=anchor):
        if not one.edtf:
            assert one.earliest is one.latest is None
            continue
        parse_edtf(one.edtf)  # raises if it is none
        first, last = bounds(one.edtf)
        if one.earliest and one.latest and not one.earliest.startswith("-"):
            assert one.earliest <= one.latest
            assert first is None or first <= one.earliest
            assert last is None or one.latest <= last


@law
@given(texts)
def test_bounds_of_a_count_never_cross(text: str) -> None:
    for one in find_quantities(text):
        assert one.min is None or one.max is None or one.min <= one.max


@law
@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@law
@given(texts)
def test_every_folded_code_point_leads_back_into_the_text(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for at in range(len(folded.text)):
        span = folded.span(at, at + 1)
        assert span.start < span.end <= len(text)


@law
@given(texts, st.data())
def test_words_cut_from_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].strip()
    if not words:
        with pytest.raises(QuoteNotFound):
            locate(words, text)
        return
    assert locate(words, text).cut(text) == words
    assert locate(words, text, near=start).cut(text) == words


@law
@given(st.dates())
def test_a_day_of_ours_is_a_day_of_the_calendar(date: datetime.date) -> None:
    day = Day(date.year, date.month, date.day)
    assert str(day) == date.isoformat()
    assert day.weekday == date.isoweekday()
    assert bounds(str(day)) == (str(day), str(day))


@law
@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2500, 1, 1)), st.integers(-9999, 9999))
def test_moving_there_and_back_is_standing_still(date: datetime.date, days: int) -> None:
    day = Day(date.year, date.month, date.day)
    there = date + datetime.timedelta(days)
    assert day.plus(days) == Day(there.year, there.month, there.day)
    assert day.plus(days).plus(-days) == day
    point = moved(Point(day.year, day.month, day.day), days, "day")
    assert point == Point(there.year, there.month, there.day)


@law
@given(st.integers(1, 399))
def test_roman_numerals_are_read_as_they_are_written(number: int) -> None:
    values = (100, 90, 50, 40, 10, 9, 5, 4, 1)
    left, written = number, ""
    for value, sign in zip(values, ["C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"], strict=True):
        while left >= value:
            written += sign
            left -= value
    assert roman(written) == number


@law
@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from(["", "2.", "4.1."]))
def test_a_range_of_labels_has_both_ends_and_all_between(low: int, high: int, stem: str) -> None:
    run = expand(f"{stem}{low}", f"{stem}{high}")
    assert (run[0], run[-1]) == (f"{stem}{low}", f"{stem}{high}")
    if low < high <= low + 200:
        assert len(run) == high - low + 1


@law
@given(st.text("0123456789X-/.?~%[]{},YES", max_size=30))
def test_bounds_of_anything_are_days_or_none(value: str) -> None:
    first, last = bounds(value)
    for one in (first, last):
        assert one is None or len(one.rsplit("-", 2)) == 3
    try:
        parsed = parse_edtf(value)
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError):
        return
    assert parsed is not None


@pytest.mark.parametrize("piece", [*PIECES, "1.", "((", "Article 1, ", "point 1" + " " * 500])
def test_no_repetition_makes_reading_run_long(piece: str) -> None:
    """20,000 code points of one thing: a search that backtracks would not come back."""
    text = (piece + " ") * (20_000 // (len(piece) + 1))
    sentences(text)
    find_references(text)
    find_dates(text, anchor="1947-07-12")
    find_quantities(text, taken=[])
