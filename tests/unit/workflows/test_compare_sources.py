"""A dossier's sources laid side by side."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import a_source, an_agreement

from servanda.assessing.independence import gather_derivations
from servanda.domain.agreement import Provision, Wording
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.source import Description, Layer, Source
from servanda.workflows.compare_sources import compare_sources

LETTER = (
    "The council says that the road to the harbour was never opened, that no prisoner was let go "
    "before the winter, and that the schools of the valley have stayed shut since the month of May."
)
NOTICE = "This page belongs to the digital archive of the museum and may be used in teaching only. "


def source(text: str, written: str | None = None) -> Source:
    return a_source(text, description=Description(written=written))


def record(*sources: Source, wording: str = "") -> Record:
    wordings = (Wording(wording, "verbatim", "the parties"),) if wording else ()
    agreement = replace(
        an_agreement(), provisions=(Provision("all", children=(Provision("a", "", (), wordings),)),)
    )
    return Record(head=Head(1, "0" * 64), agreements=(agreement,), sources=sources)


def test_the_earlier_source_is_named_as_the_origin():
    """The paper was added first, and printed the letter a week later."""
    paper, letter = source(f"A letter reads: {LETTER}", "1999-05-08"), source(LETTER, "1999-05-01")
    found = compare_sources(record(paper, letter))
    assert [(one.one, one.other) for one in found] == [(letter.id, paper.id)]
    (link,) = gather_derivations([paper, letter], likenesses=found)
    assert (link.source, link.origin, link.kind) == (paper.id, letter.id, "copy_of")


def test_an_archives_notice_on_two_pages_makes_nothing_of_them():
    def page(body: str) -> Source:
        text = NOTICE + body
        layers = (
            Layer(0, len(NOTICE), "archive", "rights"),
            Layer(len(NOTICE), len(text), "author", "body"),
        )
        return a_source(text, layers=layers)

    assert compare_sources(record(page(LETTER), page(LETTER[::-1]))) == []


def test_two_that_quote_the_agreement_do_not_depend_on_each_other():
    one, other = source(f"The text says: {LETTER} It is not so."), source(f"As agreed, {LETTER}")
    assert compare_sources(record(one, other)) != []
    assert compare_sources(record(one, other, wording=LETTER)) == []
