"""How fast documents are taken in, as ratios to the bare libraries in the same run.

The marks (design, "The measures"): at most 1.5 times what bare pypdfium2 takes for a PDF; at least
500 web pages of 15 kB a second. Both are one process, one core, before the journal.

    python benchmarks/intake_speed.py
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable

import pypdfium2
from fpdf import FPDF
from selectolax.lexbor import LexborHTMLParser

from servanda.intake import take_in

ROUNDS = 9
WORDS = re.findall(
    r"\w+",
    """the parties agreed that forces withdraw from northern districts within thirty days under
    supervision of a joint commission whose members shall be named by both sides and who report
    monthly on what was kept and what was not in every district of the valley""",
)


def sentence(dice: random.Random) -> str:
    words = [dice.choice(WORDS) for _ in range(dice.randint(9, 24))]
    return " ".join(words).capitalize() + "."


def paragraph(dice: random.Random) -> str:
    return " ".join(sentence(dice) for _ in range(5))


def web_page(dice: random.Random) -> bytes:
    """A page of about 15 kB: menus, a catalogue's frame, a letter of thirty paragraphs."""
    menu = "".join(f'<li><a href="/{word}">{word.title()}</a></li>' for word in WORDS[:20])
    body = "".join(f"<p>{paragraph(dice)}</p>\n" for _ in range(25))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Letter from A. Berg to B. Lind | Valley Archive</title>
<meta name="dc.title" content="Letter from A. Berg to B. Lind">
<link rel="canonical" href="https://archive.example/document/17"></head><body>
<a class="skip-link" href="#main">Skip to content</a><header><nav><ul>{menu}</ul></nav></header>
<main id="main"><article><div>July 12, 1947</div><h1>Letter from A. Berg to B. Lind</h1>
<p>This document was made possible with support from a foundation</p>
<p>Dear Mr. Lind,</p>{body}<p>With respect,</p><p>A. Berg</p>
<section><h2>Document Information</h2><p>Valley Archive F. 1, Op. 2, D. 3, ll. 4-5.</p></section>
</article></main><footer><ul>{menu}</ul></footer></body></html>""".encode()


def report(dice: random.Random, pages: int) -> bytes:
    """A PDF with running headers and page numbers, about 2,500 characters a page."""
    pdf = FPDF()
    for page in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("Times", "", 11)
        pdf.cell(0, 8, "JOINT MONITORING REPORT")
        pdf.ln(12)
        for _ in range(6):
            pdf.multi_cell(0, 5.5, paragraph(dice))
            pdf.ln(3)
        pdf.cell(0, 8, f"Page {page} of {pages}")
    return bytes(pdf.output())


def bare_pdf(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def bare_html(data: bytes) -> None:
    body = LexborHTMLParser(data).body
    assert body is not None
    body.text()


def best(*works: Callable[[], object]) -> list[float]:
    """Give the processor seconds of each work's fastest round; the works take turns.

    Others may share the machine, so wall time says nothing and one long turn says little.
    """
    times = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            times[at] = min(times[at], time.process_time() - start)
    return times


def main() -> None:
    dice = random.Random(7)
    pages = [web_page(dice) for _ in range(60)]
    pdf = report(dice, 60)
    take_in(pages[0], "warm.html")
    html_bare, html = best(
        lambda: [bare_html(page) for page in pages],
        lambda: [take_in(page, "page.html") for page in pages],
    )
    pdf_bare, pdf_ours = best(lambda: bare_pdf(pdf), lambda: take_in(pdf, "report.pdf"))
    figures = {
        "html_page_kb": round(sum(map(len, pages)) / len(pages) / 1000, 1),
        "html_pages_per_second": round(len(pages) / html),
        "html_mark_pages_per_second": 500,
        "html_times_bare_selectolax": round(html / html_bare, 1),
        "pdf_pages_per_second": round(60 / pdf_ours),
        "pdf_times_bare_pypdfium2": round(pdf_ours / pdf_bare, 2),
        "pdf_mark_times_bare": 1.5,
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
