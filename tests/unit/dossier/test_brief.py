"""The brief: ten pages for a mediator, HTML and PDF of the same words, nothing sensitive in it."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from selectolax.lexbor import LexborHTMLParser

from servanda.assessing import assess
from servanda.dossier import SiteOptions
from servanda.dossier.brief import BriefOptions, brief_html, brief_pdf, make_brief
from servanda.dossier.site import make_edition

from .story import make_record


def brief_of(record, **options):
    internal = options.get("audience") == "internal"
    edition = make_edition(record, assess(record), SiteOptions(include_sensitive=internal))
    return make_brief(edition, BriefOptions(**options))


def words_of_html(html):
    page = LexborHTMLParser(html)
    for one in page.css("style, title, footer"):
        one.decompose()
    return words(page.body.text(separator=" "))


def words_of_pdf(data, brief):
    found = []
    for page in pypdfium2.PdfDocument(data):
        # A hyphen at a line's end comes out as U+FFFE.
        text = page.get_textpage().get_text_range().replace("\ufffe", "-").replace(brief.foot, "")
        found.append(re.sub(r"\s\d+ / \d+\s*$", "", text))
    return words(" ".join(found))


def words(text):
    plain = re.sub("[\u2066-\u2069\u200e\u200f\u00ad]", "", text)
    # Vowel marks of Arabic come out of a PDF in another order; `test_scripts` holds the letters.
    return [one for one in re.findall(r"\w+", plain) if not re.search("[\u0600-\u06ff]", one)]


@pytest.fixture(scope="module")
def brief():
    return brief_of(make_record())


@pytest.fixture(scope="module")
def printed(brief):
    return brief_pdf(brief, recorded="2026-05-04")


def test_html_and_pdf_hold_the_same_words(brief, printed):
    """Whoever reads the file and whoever reads the paper have read the same brief."""
    html = Counter(words_of_html(brief_html(brief)))
    assert html == Counter(words_of_pdf(printed.data, brief))


def test_a_second_tool_reads_the_same_words(brief, printed):
    pages = pypdf.PdfReader(io.BytesIO(printed.data)).pages
    # It cuts a word in two where a line ends with a hyphen: letters are compared, not words.
    found = "".join(page.extract_text().replace(brief.foot, "") for page in pages)
    html = "".join(words_of_html(brief_html(brief)))
    assert abs(len("".join(words(found))) - len(html)) <= 2 * len(pages)
    assert not Counter(html) - Counter("".join(words(found)))


def test_html_and_pdf_say_it_in_the_same_order(brief, printed):
    """The left account stands before the right one in both, and what would settle it after both."""
    drawn = " ".join(words_of_pdf(printed.data, brief))
    at = 0
    for one in LexborHTMLParser(brief_html(brief)).css("h1, h2, h3, p, li, th, td"):
        said = " ".join(words(one.text(separator=" ")))
        # A tool that reads PDFs turns a line round in which both directions run.
        mixed = re.search("[\u0600-\u06ff]", one.text())
        if said and one.parent.tag != "footer" and not mixed:
            found = drawn.find(said, at)
            assert found >= 0, said
            at = found + len(said)


def test_the_pdf_is_tagged_dated_titled_and_in_a_language(printed):
    """A blind reader's screen reader is told what is a heading, and in what language it speaks."""
    catalogue = pypdf.PdfReader(io.BytesIO(printed.data)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_same_record_gives_the_same_bytes(brief, printed):
    again = brief_of(make_record())
    assert brief_html(again) == brief_html(brief)
    assert brief_pdf(again, recorded="2026-05-04").data == printed.data


def test_words_of_a_document_are_never_markup(brief):
    """A document may hold what looks like a command to the typesetter, or a tag."""
    evil = '#read("/etc/passwd") $x$ *bold* @ref <script>alert(1)</script> \\ // ]]'
    titled = replace(brief, title=evil)
    html = brief_html(titled)
    assert "<script>" not in html
    text = pypdfium2.PdfDocument(brief_pdf(titled).data)[0].get_textpage().get_text_range()
    assert " ".join(evil.split()) in " ".join(text.split())
