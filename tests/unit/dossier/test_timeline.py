from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.domain.when import When
from servanda.dossier import write_site
from servanda.dossier.charts.axis import make_axis, ordinal

from .reading import ReadPage, read_site


def test_a_season_is_drawn_as_long_as_it_is(pages: dict[str, ReadPage]) -> None:
    """ "This spring" is a bar of three months, "1 June 1921" one of a day."""
    bars = {
        one.css_first("title").text(): float(one.css_first("rect").attributes["width"] or 0)
        for one in pages["timeline.html"].all("svg a")
        if one.css_first("rect")
    }
    spring = next(width for told, width in bars.items() if told.startswith("spring 1922"))
    day = next(width for told, width in bars.items() if told.startswith("1 June 1921"))
    assert spring > 20 * day


def test_dates_come_with_their_words_and_why_we_think_so(pages: dict[str, ReadPage]) -> None:
    words = pages["timeline.html"].words("table.times")
    assert "spring 1922“this spring”, worked out from the document's date" in words
    assert "14 March 1922 (uncertain)“14 March”" in words


def test_a_verdict_stands_at_its_telling(pages: dict[str, ReadPage]) -> None:
    assert "3 May 1922 (told)" in pages["timeline.html"].words("table.times")


def test_what_has_no_date_is_listed_and_never_put_under_today(
    pages: dict[str, ReadPage],
) -> None:
    page = pages["timeline.html"]
    undated = page.all("table")[1].text()
    assert "the Council withdrew its companies in good time" in undated
    assert "never under today's or the file's" in page.words()
    assert "scan.pdf" in page.words()


def test_every_statement_is_on_the_line_or_in_the_list(
    pages: dict[str, ReadPage], record: Record
) -> None:
    rows = sum(len(one.css("tbody tr")) for one in pages["timeline.html"].all("table"))
    assert rows == sum(1 for one in record.statements if one.state != "rejected")


def test_an_open_end_is_an_arrow_and_not_drawn_to_today(record: Record, tmp_path: Path) -> None:
    since = When("since 1 June 1921", None, None, "1921-06-01/..", "1921-06-01", None, "stated")
    one = replace(record.statements[1], when=since)
    changed = replace(record, statements=(record.statements[0], one, *record.statements[2:]))
    write_site(changed, assess(changed), tmp_path / "site")
    page = read_site(tmp_path / "site")["timeline.html"]
    assert page.all("svg .loose")
    assert "from 1 June 1921 on" in page.words("table.times")


def test_a_line_of_time_writes_dates_that_fit() -> None:
    days = [ordinal("1945-01-01"), ordinal("1948-12-31")]
    axis = make_axis([one for one in days if one], start=0, length=800)
    assert axis is not None
    ticks = list(axis.ticks())
    assert 3 <= len(ticks) <= 10
    assert [x for x, _ in ticks] == sorted(x for x, _ in ticks)
    assert ordinal("1947-02-30") is None
