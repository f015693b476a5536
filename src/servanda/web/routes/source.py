"""The addresses of words in a source's text, whether a statement quotes them or not."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.dossier import addresses
from servanda.dossier.layout import SourceLayout
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import _, say_number
from servanda.web.guard import desk_of
from servanda.web.report import Report
from servanda.web.routes.pages import any_page
from servanda.web.spans import say_span, span_of, trimmed


async def show_words(request: Request) -> Response:
    """Lead from `/sources/ID?at=START-END` to these words, on the part of the page that has them.

    Any other address below `/sources/` is a page of the report.
    """
    path = request.path_params["path"]
    if "." in path or "/" in path:
        request.path_params["path"] = f"sources/{path}"
        return await any_page(request)
    return await desk_of(request).pages.run(lambda journal: _lead(request, journal, path))


async def show_statement(request: Request) -> Response:
    """Lead from `/statement/ID` to its card; with `in=text` to its words in their source.

    On which part of which page a card stands hangs on all others there. Whoever follows a link to
    it is led to where it stands now; with `row` to the page of that one of its rows.
    """
    id, asked = request.path_params["id"], request.query_params

    def find(journal: Journal) -> str:
        with desk_of(request).parts(journal) as parts:
            found = parts.where(id, row=asked.get("row", ""), in_text=asked.get("in", "") == "text")
        if found is None:
            raise UnknownThing("statement", id[:80])
        return found

    page, _hash, fragment = (await desk_of(request).pages.run(find)).partition("#")
    return RedirectResponse(f"/{page}#{fragment}", 303)


def _lead(request: Request, journal: Journal, id: str) -> Response:
    with desk_of(request).parts(journal) as parts:
        return _lead_to(request, parts.report_on(id), id)


def _lead_to(request: Request, report: Report, id: str) -> Response:
    source = report.edition.record.source_by_id.get(id)
    if source is None:
        raise UnknownThing("source", id[:80])
    given = request.query_params.get("at", "")
    if not given:
        return RedirectResponse(f"/{addresses.source(id)}", 303)
    span = span_of(given)
    span = trimmed(span, source.text) if span else None
    if span is None:
        raise ServandaError(
            _(
                "{given} names no words of this text: write at=START-END, counted in characters "
                "from 0 to {end}."
            ).format(given=repr(given[:40]), end=say_number(len(source.text)))
        )
    if not report.shows_all(id):
        raise ServandaError(
            _(
                "In this text names are blacked out, so that its words cannot be counted. Open the "
                "desk with --include-sensitive."
            )
        )
    placed = report.layout.sources[id]
    page = addresses.part(placed.path, part_holding(placed, span.start))
    return RedirectResponse(f"/{page}?at={say_span(span)}#these", 303)


def part_holding(placed: SourceLayout, start: int) -> int:
    """Give the number of the part of a source's page on which a code point stands."""
    for number, pieces in enumerate(placed.parts, 1):
        if any(start < one.end for one in pieces):
            return number
    return len(placed.parts)
