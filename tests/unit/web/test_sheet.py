"""The page beside the text: drawn from the bytes as received, with the quoted words marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.domain.entry import SourceAdded
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.intake import take_in
from servanda.journal import open_journal
from servanda.workflows import rule
from servanda.workflows.show_page import draw_sheet, find_boxes

from .conftest import Visitor

fpdf = pytest.importorskip("fpdf", reason="fpdf2 is not installed")
WORDS = "No prisoner was released by the council"


@pytest.fixture(scope="module")
def report() -> bytes:
    """Two pages of a report."""
    made = fpdf.FPDF()
    made.set_font("helvetica", size=12)
    for title in ("The northern road was kept open.", f"{WORDS}, the report says."):
        made.add_page()
        made.multi_cell(0, 7, f"{title} {'The road was mended in spring. ' * 12}")
    return bytes(made.output())


@pytest.fixture
def add(dossier: Path) -> Callable[[bytes, str], Source]:
    def add(data: bytes, name: str) -> Source:
        source = take_in(data, name)
        journal = open_journal(str(dossier))
        with journal.batch(actor="coder-2") as batch:
            batch.append(SourceAdded(source, data))
        journal.close()
        return source

    return add


def test_a_page_is_a_picture_under_a_policy_that_lets_it_do_nothing(
    visitor: Visitor, add, report: bytes
) -> None:
    source = add(report, "report.pdf")
    answer = visitor.client.get(f"/sheet/{source.id}/2.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.content.startswith(b"\x89PNG")
    html = visitor.get(f"/sources/{source.id}.html")
    assert f'data-sheet="/sheet/{source.id}"' in html
    assert f'src="/sheet/{source.id}/1.png"' in html


def test_quoted_words_are_marked_where_they_stand(visitor: Visitor, add, report: bytes) -> None:
    source = add(report, "report.pdf")
    start = source.text.index(WORDS)
    html = visitor.get(f"/sheet/{source.id}/2?at={start}-{start + len(WORDS)}")
    [box] = re.findall(
        r'<rect class="found" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', html
    )
    x, y, width, height = map(int, box)
    assert x < 120, "at the margin"
    assert y < 150, "on the first line"
    assert width > 8 * height
    assert "<rect" not in visitor.get(f"/sheet/{source.id}/1?at={start}-{start + len(WORDS)}")


def test_words_over_two_lines_have_two_boxes(report: bytes) -> None:
    source = take_in(report, "report.pdf")
    sheet = draw_sheet(source, report, 2)
    start = source.text.index(WORDS)
    boxes = find_boxes(sheet, source, 2, [Span(start, start + 130)])
    assert len(boxes) == 2
    assert boxes[0].bottom <= boxes[1].bottom


@pytest.mark.parametrize("number", ["0", "3", "999999999"])
def test_a_page_that_is_not_there(visitor: Visitor, add, report: bytes, number: str) -> None:
    source = add(report, "report.pdf")
    assert visitor.client.get(f"/sheet/{source.id}/{number}").status_code in (404, 409)


def test_a_file_that_is_no_pdf_within_is_told_and_draws_nothing(visitor: Visitor, add) -> None:
    source = add(b"%PDF-1.4\n" + b"garbage " * 50, "broken.pdf")
    answer = visitor.client.get(f"/sheet/{source.id}/1.png")
    assert answer.status_code == 409
    assert "cannot be drawn" in answer.text


def test_a_web_page_is_never_shown_as_one(visitor: Visitor, add) -> None:
    source = add(
        b"<html><body><script>1</script><p>The road was kept open.</p></body></html>", "p.html"
    )
    assert "data-sheet" not in visitor.get(f"/sources/{source.id}.html")
    assert visitor.client.get(f"/sheet/{source.id}/1.png").status_code == 409


def test_where_names_are_blacked_out_no_page_is_shown(
    visitor: Visitor, add, report: bytes, dossier: Path
) -> None:
    source = add(report, "report.pdf")
    journal = open_journal(str(dossier))
    rule.mark_sensitive(
        journal, subject="person", name="the council", sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    assert "data-sheet" not in visitor.get(f"/sources/{source.id}.html")
    answer = visitor.client.get(f"/sheet/{source.id}/2.png")
    assert answer.status_code == 409
    assert "--include-sensitive" in answer.text
