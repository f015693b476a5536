"""Cells of a text file and where their words stand."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UnreadableSource
from servanda.intake.csv_table import read_csv
from servanda.intake.decode import decode


def cells(text: str, **options: str) -> list[list[str]]:
    """Give the words of all cells."""
    return [[one.text for one in row.cells] for row in read_csv(text, **options).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_judged_by_the_first_rows(separator):
    text = f"A{separator}B, or C{separator}D\n1{separator}2{separator}3\n"
    if separator == ",":
        text = text.replace("B, or C", '"B, or C"')
    assert cells(text) == [["A", "B, or C", "D"], ["1", "2", "3"]]


def test_quoted_words_may_hold_lines_separators_and_doubled_marks():
    text = 'a;b\r\n"one ""two"";\r\nthree";4\r\n'
    assert cells(text) == [["a", "b"], ['one "two";\r\nthree', "4"]]
    row = read_csv(text).rows[1]
    assert text[row.cells[0].start : row.cells[0].end] == 'one ""two"";\r\nthree'
    assert [row.number, row.cells[1].at] == [2, "line 3"]


def test_the_line_that_excel_writes_first_says_what_parts_cells():
    assert cells("sep=;\na,x;b\n1,5;2\n") == [["a,x", "b"], ["1,5", "2"]]


def test_a_mark_that_never_closes_is_told_with_its_line():
    with pytest.raises(UnreadableSource, match="Line 2: a quotation mark opens"):
        read_csv('a,b\n"c,d\n', separator=",")
    with pytest.raises(UnreadableSource, match="Line 1: 'x' stands between"):
        read_csv('"a"x,b\n', separator=",")


def test_encodings_and_a_byte_order_mark_are_read_before():
    for encoding in ("utf-8-sig", "utf-16", "cp1251"):
        data = ("Провизия;2020\nДороги и мосты нашей долины открыты;1\n" * 20).encode(encoding)
        found = decode(data)
        assert found is not None
        assert cells(found.text)[1] == ["Дороги и мосты нашей долины открыты", "1"], encoding


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("ab \",;\n\t'é"), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_cells_are_those_of_pythons_own_reader_and_stand_where_they_say(rows):
    """What `csv` writes is read as `csv` reads it, space around words left out."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    text = out.getvalue()
    assert cells(text, separator=",") == [[one.strip() for one in row] for row in rows]
    for row in read_csv(text, separator=",").rows:
        for one in row.cells:
            assert text[one.start : one.end].replace('""', '"') == one.text
