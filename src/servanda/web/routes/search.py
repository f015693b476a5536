"""The page of the search."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.guard import desk_of
from servanda.web.own_pages import pens
from servanda.web.search import (
    FEWEST_LETTERS,
    Hits,
    enough,
    find_names,
    find_sources,
    find_statements,
    marked,
)
from servanda.web.standing import Standing
from servanda.web.views import show

LONGEST = 200


@dataclass(frozen=True)
class Line:
    """A statement that was found, with its words marked."""

    statement: Statement
    words: Markup
    source: str


async def show_search(request: Request) -> Response:
    """Show what the words in the address find."""
    words = request.query_params.get("q", "").strip()[:LONGEST]
    return await desk_of(request).acts.run(lambda journal: _page(request, journal, words))


def _page(request: Request, journal: Journal, words: str) -> Response:
    standing = desk_of(request).standing(journal)
    edition = standing.edition("")
    ready = enough(words)
    found = find_statements(journal, standing, words) if ready else Hits([])
    return show(
        edition,
        "search.html",
        "search",
        pens=pens(request, standing, "search"),
        title=_("{words}: search").format(words=words) if words else _("Search"),
        words=words,
        ready=ready,
        fewest=FEWEST_LETTERS,
        names=find_names(standing, edition, words) if ready else [],
        lines=[_line(standing, one, words) for one in found.statements],
        more=found.more,
        sources=[
            (one.source.shown_name, addresses.source(one.source.id), one)
            for one in (find_sources(journal, standing, words) if ready else [])
        ],
    )


def _line(standing: Standing, statement: Statement, words: str) -> Line:
    source = standing.record.source_by_id.get(statement.source)
    name = source.shown_name if source else ""
    text = " … ".join(" ".join(one.quote.split()) for one in statement.quotes)
    return Line(statement, marked(text, words), name)
