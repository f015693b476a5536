"""Excel files at the command line: as monitors make them, and as they should not be."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from .test_import_table import EVENT_MAPPING, dossier, entries, ratings  # noqa: F401
from .valley import listed

MAPPING = """\
table: ratings
sheet: Ratings
header: [2, 3]
columns: {provision: Promise}
periods: "{year} Q{quarter}"
"""


@pytest.fixture
def workbook() -> openpyxl.Workbook:
    """A title, years merged over quarters, a formula, and a sheet of notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ratings"
    sheet.append(["Quarterly ratings"])
    sheet.append(["Promise", 2021, None, 2022])
    sheet.append([None, "Q1", "Q2", "Q1"])
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A2:A3")
    sheet.append(["Article 1", 1, 2.0, "violated"])
    sheet.append(["Article 2", 0, "full", None])
    book.create_sheet("Notes").append(["Not for the table"])
    return book


def test_a_workbook_with_merged_headers_gives_ratings_by_cell(terminal, dossier, workbook):  # noqa: F811
    workbook.save("ratings.xlsx")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    terminal.type("import", dossier, "ratings.xlsx", "--mapping", "map.yaml")
    told = {
        (one["act"]["cell"]["provision"], one["act"]["cell"]["period"]): one["act"]
        for one in ratings(terminal, dossier)
    }
    assert told["prisoners", "2021-Q2"]["level"] == 2
    assert told["roads", "2021-Q2"]["level"] == 3
    assert told["prisoners", "2022-Q1"]["violated"] is True
    assert ("roads", "2022-Q1") not in told
    assert "sheet 'Ratings', row 4" in told["prisoners", "2021-Q1"]["why"]


def test_what_is_refused_in_a_sheet_is_named_by_its_cell(terminal, dossier, workbook):  # noqa: F811
    workbook["Ratings"]["C5"] = "nearly"
    workbook.save("ratings.xlsx")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    terminal.type("import", dossier, "ratings.xlsx", "--mapping", "map.yaml", code=1)
    assert "sheet 'Ratings', cell C5, column '2021 Q2': 'nearly' is no level" in terminal.err
    assert entries(terminal, dossier) == 1


def test_the_sheet_must_be_named_where_several_hold_something(terminal, dossier, workbook):  # noqa: F811
    workbook.save("ratings.xlsx")
    Path("map.yaml").write_text(MAPPING.replace("sheet: Ratings\n", ""), encoding="utf-8")
    terminal.type("import", dossier, "ratings.xlsx", "--mapping", "map.yaml", code=1)
    assert "has 2 sheets: Ratings, Notes" in terminal.err
    Path("map.yaml").write_text(MAPPING.replace("sheet: R", "sheet: r"), encoding="utf-8")
    terminal.type("import", dossier, "ratings.xlsx", "--mapping", "map.yaml", code=1)
    assert "Did you mean 'Ratings'?" in terminal.err


def test_events_of_a_sheet_quote_its_extracted_text(terminal, dossier):  # noqa: F811
    """Dates are dates, and a cell that shows a month says no day."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Place", "What", "Who", "Reporter", "Point"])
    sheet.append([datetime.date(2021, 4, 3), "Urumqi", "The road\nwas closed", None, "press", 2])
    sheet.append([datetime.datetime(2021, 5, 1), None, "The road was opened", None, None, None])
    sheet["A3"].number_format = "mmm yyyy"
    sheet["F2"] = "Article 2"
    book.save("events.xlsx")
    Path("events.yaml").write_text(EVENT_MAPPING, encoding="utf-8")
    terminal.type("import", dossier, "events.xlsx", "--mapping", "events.yaml")
    first, second = listed(terminal, dossier)
    text = terminal.type("text", dossier, first["source"])
    assert text[first["start"] : first["end"]] == first["quote"] == "The road\nwas closed"
    assert first["quotes"][0]["page"] == 1
    assert (first["when"]["edtf"], second["when"]["edtf"]) == ("2021-04-03", "2021-05")


def test_a_formula_without_its_value_is_told(terminal, dossier):  # noqa: F811
    """A script wrote the file, and no Excel ever computed it."""
    book = openpyxl.Workbook()
    book.active.append(["Provision", 2021])
    book.active.append(["roads", "=1+1"])
    book.save("made.xlsx")
    Path("map.yaml").write_text(
        'table: ratings\ncolumns: {provision: Provision}\nperiods: "{year}"\n', encoding="utf-8"
    )
    told = terminal.type("import", dossier, "made.xlsx", "--mapping", "map.yaml")
    assert "1 formula(s) have no value saved with them" in told
    assert "first in B2" in told


def test_without_the_extra_a_hint_says_what_to_install(terminal, dossier, workbook, monkeypatch):  # noqa: F811
    workbook.save("ratings.xlsx")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    terminal.type("import", dossier, "ratings.xlsx", "--mapping", "map.yaml", code=1)
    assert "pip install 'servanda[tables]'" in terminal.err


def packed(**parts: bytes) -> bytes:
    """Give a zip file with these parts beside what makes it a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            made.writestr(f"xl/{name}.xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(workbook=b"<x/>" + b" " * (80 * 2**20)), "would unpack to more than"),
        (packed(workbook=b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "declares a document type"),
        (packed(workbook=b"<x"), "damaged"),
    ],
    ids=["bomb", "entities", "broken"],
)
def test_a_workbook_made_to_hurt_is_refused_in_words(terminal, dossier, data, said):  # noqa: F811
    Path("bad.xlsx").write_bytes(data)
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    terminal.type("import", dossier, "bad.xlsx", "--mapping", "map.yaml", code=1)
    assert said in terminal.err
