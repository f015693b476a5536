"""Excel workbooks as documents: one text, each sheet a page; and what breaks is told in words."""

from __future__ import annotations

import contextlib
import datetime
import io
import warnings

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UnreadableSource
from servanda.intake import take_in
from servanda.intake.spreadsheet import read_workbook


def saved(book: openpyxl.Workbook) -> bytes:
    """Give the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def small() -> openpyxl.Workbook:
    """Two sheets: dates, a merged range, a truth, a number; and a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ratings"
    sheet.append(["Promise", "2021", None, "Seen"])
    sheet.append(["Roads", 2.0, 2.5, datetime.datetime(2021, 3, 4)])
    sheet.append([None, True, None, datetime.datetime(2021, 3, 1)])
    sheet["D3"].number_format = '"as of" mmm yyyy'
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A2:A3")
    book.create_sheet("Notes")["B7"] = "far\ndown"
    return book


def test_every_cell_stands_in_the_text_where_it_says():
    found = read_workbook(saved(small()))
    for table in found.tables:
        for row in table.rows:
            for cell in row.cells:
                assert found.text[cell.start : cell.end] == cell.text
    assert [found.text[one.start : one.end].split("\n")[0] for one in found.sheets] == [
        "Ratings",
        "Notes",
    ]


def test_values_are_words_and_dates_no_finer_than_they_show():
    first, second = read_workbook(saved(small())).tables
    assert [[one.text for one in row.cells] for row in first.rows] == [
        ["Promise", "2021", "2021", "Seen"],
        ["Roads", "2", "2.5", "2021-03-04"],
        ["Roads", "TRUE", "", "2021-03"],
    ]
    assert [(one.text, one.at) for one in second.rows[0].cells if one.text] == [("far\ndown", "B7")]


def test_a_workbook_is_a_document_with_a_page_for_each_sheet():
    source = take_in(saved(small()), "ratings.xlsx")
    assert source.media_type.endswith("spreadsheetml.sheet")
    assert source.page_at(source.text.index("far")) == 2
    assert not source.problems


def test_what_the_library_warns_of_is_not_told_to_the_reader():
    book = small()
    book.active.sheet_properties.tabColor = "FF0000"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_workbook(saved(book))


def test_a_sheet_that_says_it_is_huge_is_read_as_it_is():
    """The last cell of the last row is taken: a million rows, and no memory for them."""
    book = openpyxl.Workbook()
    book.active["A1"] = "one"
    book.active["XFD1048576"] = "far"
    with pytest.raises(UnreadableSource, match="more than 1,000,000 cells"):
        read_workbook(saved(book))


@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_is_told_in_words(changes):
    whole = bytearray(saved(small()))
    for at, byte in changes:
        whole[at % len(whole)] = byte
    with contextlib.suppress(UnreadableSource):
        read_workbook(bytes(whole))
