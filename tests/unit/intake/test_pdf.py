"""A PDF's words, page by page, with its lines and paragraphs as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from servanda.intake import take_in

PARAGRAPHS = [
    "The commission met in the capital on the third of May and heard both sides. It was told that "
    "the guns had left the northern districts, though nobody had seen them go.",
    "In the south the roads were open. The people of two villages went home, and their council "
    "asked for seed and for a doctor before the winter.",
    "The mission will go there in June. It asks both sides to let it pass at the bridge.",
]


def make(pages: Sequence[Sequence[str]], *, header: bool = True, title: str = "") -> bytes:
    pdf = FPDF()
    pdf.set_title(title)
    pdf.set_auto_page_break(False)
    for number, paragraphs in enumerate(pages, 1):
        pdf.add_page()
        pdf.set_font("Times", "", 11)
        if header:
            pdf.cell(0, 6, "JOINT MISSION - REPORT TO BOTH SIDES")
            pdf.ln(14)
        for paragraph in paragraphs:
            pdf.multi_cell(0, 5.5, paragraph, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(4)
        if header:
            pdf.set_y(-25)
            pdf.cell(0, 6, f"- {number} -", align="C")
    return bytes(pdf.output())


def test_pages_are_spans_that_cover_the_text() -> None:
    source = take_in(make([PARAGRAPHS[:1], PARAGRAPHS[1:], PARAGRAPHS[:2]]), "report.pdf")
    assert source.media_type == "application/pdf"
    assert source.problems == ()
    assert source.pages[0].start == 0
    assert source.pages[-1].end == len(source.text)
    assert all(a.end == b.start for a, b in zip(source.pages, source.pages[1:], strict=False))
    assert source.page_at(source.text.index("doctor")) == 2


def test_paragraphs_part_by_blank_lines_and_lines_by_breaks() -> None:
    source = take_in(make([PARAGRAPHS], header=False), "report.pdf")
    blocks = source.text.split("\n\n")
    assert [" ".join(block.split()) for block in blocks] == PARAGRAPHS
    assert "\n" in blocks[0]


def test_paragraphs_that_only_step_in_are_told_too() -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", "", 11)
    for paragraph in PARAGRAPHS:
        pdf.multi_cell(0, 5.5, "        " + paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
    source = take_in(bytes(pdf.output()), "report.pdf")
    assert [" ".join(block.split()) for block in source.text.split("\n\n")] == PARAGRAPHS


def test_running_headers_and_numbers_are_the_pages() -> None:
    source = take_in(make([PARAGRAPHS[:1], PARAGRAPHS[1:2], PARAGRAPHS[2:]]), "report.pdf")
    author = [source.text[one.start : one.end] for one in source.layers if one.layer == "author"]
    assert " ".join(" ".join(author).split()) == " ".join(PARAGRAPHS)


def test_a_sentence_that_runs_over_a_page_is_parted_by_one_break() -> None:
    pages = [["The guns had left the northern districts when the"], ["mission came to the town."]]
    source = take_in(make(pages, header=False), "report.pdf")
    assert (
        source.text
        == "The guns had left the northern districts when the\nmission came to the town."
    )


def test_hyphens_at_line_ends_stay() -> None:
    """Nothing is joined in the text; matching does that on its own copy."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", "", 11)
    for line in ("The sides shall with-", "draw their guns within thirty days."):
        pdf.cell(0, 6, line)
        pdf.ln(6)
    source = take_in(bytes(pdf.output()), "report.pdf")
    assert source.text == "The sides shall with-\ndraw their guns within thirty days."


def test_metadata_describes_and_the_files_date_does_not() -> None:
    source = take_in(make([PARAGRAPHS], title="Report of the joint mission"), "report.pdf")
    assert source.description.title == "Report of the joint mission"
    assert source.description.written is None
    assert source.description.published is None


def test_a_title_that_is_a_file_name_is_none() -> None:
    source = take_in(make([PARAGRAPHS], title="Microsoft Word - report.doc"), "report.pdf")
    assert source.description.title != "Microsoft Word - report.doc"
