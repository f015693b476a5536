"""The journal as a readable history, and as a file to take away."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.dossier.dictionary import Value
from servanda.dossier.tables import to_csv
from servanda.dossier.words import say_date
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.guard import desk_of
from servanda.web.history import (
    IN_A_FILE,
    KINDS,
    ON_A_PAGE,
    Asked,
    find_lines,
    tell_lines,
)
from servanda.web.routes.judge import teller_of
from servanda.web.routes.pages import pens_of
from servanda.web.sight import Sight, with_sight
from servanda.web.telling import Teller
from servanda.web.views import show

COLUMNS = ("entry", "time", "who", "kind", "told", "hash")


async def show_journal(request: Request) -> Response:
    """Show a page of the history that the address asks for, newest first."""

    def tell(journal: Journal, report: Sight) -> Response:
        asked = Asked.of(request.query_params)
        found = find_lines(desk_of(request), journal, asked, limit=ON_A_PAGE)
        teller = teller_of(report)
        return show(
            report.edition,
            "history.html",
            "journal.html",
            pens=pens_of(request, journal, report, here="journal"),
            title=_("Journal"),
            asked=asked,
            lines=tell_lines(report, teller, found.lines),
            looked_to=found.looked_to,
            full=len(found.lines) == ON_A_PAGE,
            kinds=KINDS,
            actors=sorted({teller.clean(one.actor) for one in found.lines if one.actor}),
            about=_about(teller, asked.about),
            say_date=say_date,
        )

    return await desk_of(request).pages.run(with_sight(desk_of(request), tell))


def _about(teller: Teller, about: str) -> Markup:
    if about.startswith("src-"):
        return teller.source(about)
    if "/" in about:
        agreement, _sep, key = about.rpartition("/")
        return teller.row(agreement, key)
    return teller.statement(about) if about else Markup("")


async def take_journal(request: Request) -> Response:
    """Give the history that is asked for as a CSV file, newest first."""

    def tell(journal: Journal, report: Sight) -> Response:
        asked = Asked.of(request.query_params)
        found = find_lines(desk_of(request), journal, asked, limit=IN_A_FILE)
        teller = teller_of(report)
        rows: list[list[Value]] = [
            [
                one.line.number,
                one.line.time,
                teller.clean(one.line.actor or ""),
                one.line.kind,
                one.sentence.striptags(),
                one.line.hash,
            ]
            for one in tell_lines(report, teller, found.lines)
        ]
        name = f"journal-{journal.head().count}.csv"
        return Response(
            to_csv(list(COLUMNS), rows),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return await desk_of(request).pages.run(with_sight(desk_of(request), tell))


ROUTES = [Route("/journal.html", show_journal), Route("/journal.csv", take_journal)]
