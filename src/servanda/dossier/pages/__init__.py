"""One file for each kind of page; `all_pages` gives them in the order in which they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from servanda.dossier import addresses
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
from servanda.dossier.pages.talk import talk_page
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
    yield from talk_page(edition, layout)


def page_at(
    edition: Edition, layout: Layout, judged: Callable[[], Judgements], path: str
) -> Page | None:
    """Give the page of the site at this path, made alone; None if the site has none there.

    It is the very page that `all_pages` gives. What people judged is only asked for by pages that
    print it.
    """
    found = _family(edition, layout, judged, path)
    return next((page for page in found if page.path == path), None)


def _family(  # noqa: PLR0911, PLR0912 - one line a kind of page
    edition: Edition, layout: Layout, judged: Callable[[], Judgements], only: str
) -> Iterable[Page]:
    """Give the pages of one family, and perhaps neighbours that cost nothing."""
    match addresses.family(only).split("/"):
        case ["index"]:
            return first_pages(edition, layout)
        case ["agreements"] | ["agreements", _]:
            return agreement_pages(edition, layout)
        case ["agreements", _, "matrix", _]:
            return matrix_pages(edition, layout, only=only)
        case ["agreements", _, "parties", _]:
            return party_pages(edition, layout, only=only)
        case ["agreements", _, "whole"] | ["agreements", _, "provisions", _] | ["unmapped"]:
            return row_pages(edition, layout, judged(), only=only)
        case ["map"] | ["places", _]:
            return place_pages(edition, layout, only=only)
        case ["timeline"]:
            return timeline_pages(edition, layout)
        case ["sources"]:
            return source_list(edition, only=only)
        case ["sources", _]:
            return source_pages(edition, layout, only=only)
        case ["disputes"]:
            return dispute_pages(edition, layout, judged(), only=only)
        case ["admissions"]:
            return admission_pages(edition, layout, judged(), only=only)
        case ["scores"] | ["deadlines"] | ["hangs"] | ["codebook"]:
            return judgement_pages(edition, layout, judged(), only=only)
        case ["silence"]:
            return silence_page(edition, layout)
        case ["problems"]:
            return problem_list(edition)
        case ["method"] | ["data"] | ["journal"]:
            return reference_pages(edition, layout)
        case ["questions"]:
            return talk_page(edition, layout)
    return ()
