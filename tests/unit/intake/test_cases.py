"""Real agreements and reports, kept outside the project: nothing breaks, headers are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.domain.source import Source
from servanda.intake import take_in


def read(shared: Path, name: str) -> Source:
    path = shared / "cases" / name
    return take_in(path.read_bytes(), path.name)


def author(source: Source) -> str:
    return "\n".join(
        source.text[one.start : one.end] for one in source.layers if one.layer == "author"
    )


def test_all_of_them_are_read(shared: Path) -> None:
    files = sorted((shared / "cases").glob("*/**/*.html"))
    assert len(files) > 190
    for file in files:
        source = take_in(file.read_bytes(), file.name)
        assert source.text, file
        assert source.layers[0].start == 0
        assert source.layers[-1].end == len(source.text)
        assert all(one.kind == "doubt" for one in source.problems), file
        assert {one.layer for one in source.layers} <= {"author", "furniture"}, file
        assert source.description.language in ("en", None), file


@pytest.mark.parametrize(
    ("number", "pages", "date"),
    [(1, 41, "2022-01"), (2, 62, "2023-10"), (3, 31, "2019-03-11"), (8, 37, "2020-10")],
)
def test_headers_inside_the_text_are_the_pages(
    shared: Path, number: int, pages: int, date: str
) -> None:
    source = read(shared, f"bangsamoro/reports/report_PH_{number}.html")
    numbers = [one for one in source.layers if one.part == "page-number"]
    assert pages - 3 <= len(numbers) <= pages
    assert f"of {pages}" not in author(source)
    assert "PUBLIC REPORT" not in author(source)
    assert source.description.written == date


@pytest.mark.parametrize(
    ("number", "date"), [(4, "2017-07-28"), (5, "2014-02-28"), (6, "2016-02-26"), (7, "2015-02-13")]
)
def test_dates_stand_in_the_first_lines(shared: Path, number: int, date: str) -> None:
    assert read(shared, f"bangsamoro/reports/report_PH_{number}.html").description.written == date


def test_contents_are_no_words_of_the_author(shared: Path) -> None:
    for number in (1, 8):
        source = read(shared, f"bangsamoro/reports/report_PH_{number}.html")
        contents = [one for one in source.layers if one.part == "contents"]
        assert len(contents) == 1
        assert contents[0].end < 2500
        assert "....." not in author(source)


def test_what_a_program_left_of_itself_gives_a_date_and_no_words(shared: Path) -> None:
    dated = 0
    for file in sorted((shared / "cases" / "minsk" / "reports").glob("*.html")):
        source = take_in(file.read_bytes(), file.name)
        assert "_io." not in author(source), file
        dated += source.description.written is not None
    assert dated > 70


def test_a_sentence_cut_by_a_segment_is_whole_again(shared: Path) -> None:
    text = read(shared, "bangsamoro/reports/report_PH_1.html").text
    assert "RA No. 11054" in " ".join(text.split())


def test_an_agreements_points_stand_at_the_beginning_of_their_lines(shared: Path) -> None:
    text = read(shared, "bangsamoro/agreements/867.html").text
    lines = text.split("\n")
    assert any(line.startswith("I. ESTABLISHMENT") for line in lines)
    assert any(line.startswith("1. The Parties agree") for line in lines)
