"""Words in Arabic script, Uygur and Chinese can be searched for in the PDF, by any tool."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from tests import builders

from servanda.assessing import assess
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.dossier import SiteOptions
from servanda.dossier.brief import BriefOptions, brief_html, brief_pdf, make_brief
from servanda.dossier.brief.pdf import script_of
from servanda.dossier.site import make_edition

ARABIC = "لم يفتح الطريق الشمالي هذا الربيع"
UYGUR = "شىمالىي يول بۇ باھاردا ئېچىلمىدى"
CHINESE = "北方的道路今年春天没有开放"
RUSSIAN = "Северная дорога этой весной не открыта"


@pytest.fixture(scope="module")
def made():
    """A report that says one thing in four scripts."""
    lines = (ARABIC, UYGUR, CHINESE, RUSSIAN)
    source = builders.a_source(text="\n".join(lines))
    statements = tuple(
        builders.a_statement(
            source, one, provisions=(f"valley/{row}",), stance="broken", side="observer"
        )
        for one, row in zip(lines, ("road", "road", "river", "river"), strict=True)
    )
    agreement = builders.an_agreement("valley", ("road", "river"))
    record = Record(Head(3, "ab" * 32), (agreement,), (source,), statements)
    return make_brief(make_edition(record, assess(record), SiteOptions()), BriefOptions())


@pytest.fixture(scope="module")
def printed(made):
    return brief_pdf(made)


@pytest.mark.parametrize("said", [ARABIC, UYGUR, CHINESE, RUSSIAN])
def test_words_of_any_script_are_found_by_two_tools(printed, said):
    """A clerk searches the PDF for a word of the report, in whatever reader is at hand."""
    first = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.data)
    )
    second = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.data)).pages
    )
    for word in said.split():
        assert word in first
        assert word in second
    assert said in first.replace("\r\n", " ")


def test_nothing_is_left_undrawn_and_no_box_stands_for_a_letter(printed):
    assert printed.undrawn == ()


def test_a_script_that_no_font_draws_is_named_where_its_words_would_stand(made):
    """Nobody is to take an empty box for a word: the PDF says what it cannot show, the HTML shows
    it.
    """
    signs = "\U0001e900\U0001e901"
    titled = replace(made, title=f"Accord {signs}")
    printed = brief_pdf(titled, system_fonts=False)
    assert printed.undrawn == (script_of(signs[0]),) == ("Adlam",)
    text = pypdfium2.PdfDocument(printed.data)[0].get_textpage().get_text_range()
    assert "Accord [Adlam]" in text
    assert "No font on this machine draws Adlam" in text
    assert signs in brief_html(titled)
