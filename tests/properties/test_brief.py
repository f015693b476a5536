"""Whatever documents hold, a brief is ten pages, and HTML and PDF say the same."""

from __future__ import annotations

import re

import pypdfium2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from tests.builders import a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.domain.agreement import Agreement, Provision, Wording
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.source import Description
from servanda.domain.statement import Voice
from servanda.dossier import SiteOptions
from servanda.dossier.brief import BriefOptions, brief_html, press_brief
from servanda.dossier.site import make_edition

#: Any text at all, markup of the typesetter and of HTML among it, and very long words.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.sampled_from(
        [
            "#panic()",
            "$ x^2",
            "*bold* _it_",
            "]]",
            '")',
            "<b>&amp;",
            "@ref <label>",
            "\\u{41}",
            "//",
        ]
    ),
    st.integers(1, 400).map(lambda n: "w" * n),
    st.integers(1, 400).map(lambda n: "字" * n),
)


def a_record(texts: list[str], statements: int) -> Record:
    """A record in which these texts stand wherever text can stand."""

    def text(at: int) -> str:
        return texts[at % len(texts)]

    provisions = tuple(
        Provision(f"p{n}", text(n), wordings=(Wording(text(n + 1) * 3, "reported", text(n + 2)),))
        for n in range(max(1, statements // 3))
    )
    agreement: Agreement = an_agreement("accord", provisions, title=text(0))
    body = "\n".join(f"{n}: {text(n)}" for n in range(statements))
    source = a_source(
        body, name=text(3), description=Description(title=text(4), creators=(text(5),))
    )
    said = tuple(
        a_statement(
            source,
            line,
            provisions=(f"accord/p{n % len(provisions)}",),
            side=("council", "ministry", "observer")[n % 3],
            stance=("kept", "broken")[n % 2],
            kind=("verdict", "admission", "incident")[n % 3],
            about=(a_party(("council", "ministry")[n % 2]),),
            voice=(Voice(text(n), "asserts"),),
        )
        for n, line in enumerate(body.split("\n"))
        if line in body and re.match(rf"{n}: ", line)
    )
    return Record(Head(3, "ab" * 32), (agreement,), (source,), said)


def letters(text: str) -> str:
    """Give the letters and digits of ASCII alone, in their order: what layout cannot change."""
    return "".join(re.findall(r"[A-Za-z0-9]+", text))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, min_size=1, max_size=6), st.sampled_from([1, 9, 150]))
def test_ten_pages_hold_any_text_and_both_files_say_the_same(texts, statements):
    record = a_record(texts, statements)
    edition = make_edition(record, assess(record), SiteOptions())
    brief, printed = press_brief(edition, BriefOptions())
    html = brief_html(brief)
    assert printed.pages <= 10
    page = LexborHTMLParser(html)
    assert not page.css("script, img, iframe, object, link")
    # Readers of PDFs turn some signs into others ("¼" into "1/4"): the scripts have a test apart.
    if all(one.isascii() for one in texts):
        pages = pypdfium2.PdfDocument(printed.data)
        drawn = letters("".join(one.get_textpage().get_text_range() for one in pages))
        for one in page.css("li, h1"):
            said = letters(one.text())
            assert len(said) > 300 or said in drawn
