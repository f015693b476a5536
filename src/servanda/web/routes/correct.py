"""Correcting a text: typed over, looked at with what would become of the rulings, recorded."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.domain.source import Source
from servanda.dossier import addresses
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.saying import _, counted
from servanda.web.desk import Desk
from servanda.web.guard import coder_of, desk_of, error_object, field_of, wants_json
from servanda.web.routes.pages import pens_of
from servanda.web.views import show
from servanda.workflows.correct import Correction, correct_text, plan_correction, text_mark

#: A form of more is a file's work: `servanda correct`.
MOST_LETTERS = 60_000


async def show_text(request: Request) -> Response:
    """Show the text as it stands, to be typed over."""
    id = request.query_params.get("source", "")

    def make(journal: Journal) -> Response:
        source = source_to_correct(desk_of(request), journal, id)
        return _page(request, journal, source, text=source.text)

    return await desk_of(request).pages.run(make)


async def correct(request: Request) -> Response:
    """Show what a corrected text would change, or record it."""
    desk = desk_of(request)
    id, records = field_of(request, "source"), field_of(request, "act") == "record"

    def typed(source: Source) -> str:
        # A browser sends every line end as CRLF; the text keeps its own.
        sent = field_of(request, "text").replace("\r\n", "\n")
        return sent.replace("\n", "\r\n") if "\r\n" in source.text else sent

    def plan(journal: Journal, refused: str = "") -> Response:
        source = source_to_correct(desk, journal, id)
        text = typed(source)
        if refused:
            return _page(request, journal, source, text=text, wrong=refused)
        try:
            planned = plan_correction(journal, source.id, text.encode(), cache=gazetteer_of(desk))
        except ServandaError as error:
            return _page(request, journal, source, text=text, wrong=str(error))
        return _page(request, journal, source, text=text, planned=planned)

    def record(journal: Journal) -> Response:
        source = source_to_correct(desk, journal, id)
        done = correct_text(
            journal,
            source.id,
            typed(source).encode(),
            cache=gazetteer_of(desk),
            actor=coder_of(request),
            seen=field_of(request, "seen"),
        )
        target = f"/queue?source={done.newer.id}&sort=text&state=proposed"
        if wants_json(request):
            return JSONResponse({"ok": True, "next": target})
        return RedirectResponse(target, 303)

    if not records:
        return await desk.pages.run(plan)
    try:
        return await desk.acts.run(record)
    except ServandaError as error:
        words = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, words), 409)
        return await desk.pages.run(lambda journal: plan(journal, words))


def source_to_correct(desk: Desk, journal: Journal, id: str) -> Source:
    """Give a source whose text may be typed over.

    Raises:
        UnknownThing: There is none that may be shown.
        ServandaError: It is shown with names blacked out: what were typed would lack them.
    """
    with desk.parts(journal) as parts:
        report = parts.report_on(id)
        return report.whole_source(
            id,
            otherwise=_(
                "In this text names are blacked out, so it cannot be corrected here. Open the desk "
                "with --include-sensitive to correct it."
            ),
        )


def gazetteer_of(desk: Desk) -> Path:
    """Give where the gazetteer lies, for reading a text."""
    if desk.cache is None:
        raise ServandaError(_("This desk has no gazetteer, so no text can be read on it."))
    return desk.cache


def _page(
    request: Request,
    journal: Journal,
    source: Source,
    *,
    text: str,
    planned: Correction | None = None,
    wrong: str = "",
) -> Response:
    with desk_of(request).parts(journal) as parts:
        report = parts.report_on(source.id)
    long = len(source.text) > MOST_LETTERS
    told = planned and [
        counted(planned.carried, "{number} ruling carried over", "{number} rulings carried over"),
        counted(planned.proposed, "{number} proposal to rule on", "{number} proposals to rule on"),
    ]
    return show(
        report.edition,
        "correct.html",
        "correct",
        pens=pens_of(request, journal, report, here="correct"),
        title=_("Correct this text"),
        status=409 if wrong else 200,
        source=source,
        source_href=f"/{addresses.source(source.id)}",
        text=text,
        long=long,
        planned=planned,
        told=told,
        seen=text_mark(journal, source.id) if planned else "",
        wrong=wrong,
    )


ROUTES = [
    Route("/correct", show_text),
    Route("/correct", correct, methods=["POST"]),
]
