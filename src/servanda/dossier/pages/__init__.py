"""One file for each kind of page; `all_pages` gives them in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.dossier.edition import Edition
from servanda.dossier.judged import Judgements
from servanda.dossier.layout import Layout
from servanda.dossier.pages.agreements import agreement_pages
from servanda.dossier.pages.disputes import admission_pages, dispute_pages
from servanda.dossier.pages.first import first_pages
from servanda.dossier.pages.judgement import judgement_pages
from servanda.dossier.pages.lists import problem_list, silence_page, source_list
from servanda.dossier.pages.matrices import matrix_pages
from servanda.dossier.pages.parties import party_pages
from servanda.dossier.pages.places import place_pages
from servanda.dossier.pages.reference import reference_pages
from servanda.dossier.pages.rows import row_pages
from servanda.dossier.pages.sources import source_pages
from servanda.dossier.pages.timeline import timeline_pages
from servanda.dossier.render import Page


def all_pages(edition: Edition, layout: Layout, judged: Judgements) -> Iterator[Page]:
    """Give every page of the site."""
    yield from first_pages(edition, layout)
    yield from agreement_pages(edition, layout)
    yield from matrix_pages(edition, layout)
    yield from row_pages(edition, layout, judged)
    yield from party_pages(edition, layout)
    yield from place_pages(edition, layout)
    yield from timeline_pages(edition, layout)
    yield from source_list(edition)
    yield from source_pages(edition, layout)
    yield from dispute_pages(edition, layout, judged)
    yield from admission_pages(edition, layout, judged)
    yield from judgement_pages(edition, layout, judged)
    yield from silence_page(edition, layout)
    yield from problem_list(edition)
    yield from reference_pages(edition, layout)
