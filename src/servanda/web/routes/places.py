"""The places of a statement that stands: chosen anew, and recorded as an amendment."""

from __future__ import annotations

from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier.cards import in_context
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.desk import Desk
from servanda.web.guard import (
    coder_of,
    desk_of,
    error_object,
    field_of,
    local_path,
    wants_json,
)
from servanda.web.item import REACH
from servanda.web.place_fields import (
    PlaceField,
    picked,
    place_fields,
    read_place_fields,
    read_places,
)
from servanda.web.place_rows import PlaceRow, place_rows
from servanda.web.routes.pages import pens_of
from servanda.web.views import show
from servanda.web.written import Ground, ground_of
from servanda.workflows import rule
from servanda.workflows.place_choices import places_by_id
from servanda.workflows.write_statement import find_named


@dataclass(frozen=True)
class Sent:
    """What the form of the places says; nothing while it is shown for the first time."""

    id: str
    back: str
    seen: str = ""
    why: str = ""
    place: str = ""
    places: tuple[PlaceField, ...] | None = None


async def show_places(request: Request) -> Response:
    """Show the places of a statement, with what else their names may mean."""
    given = request.query_params
    sent = Sent(given.get("id", ""), local_path(given.get("back", "/")))
    return await _answer(request, sent)


async def amend_places(request: Request) -> Response:
    """Record what was chosen; or look a name up, or add a place, in the form."""
    form = request.state.form
    sent = Sent(
        id=field_of(request, "id"),
        back=local_path(field_of(request, "back")),
        seen=field_of(request, "seen"),
        why=field_of(request, "why").strip(),
        place=field_of(request, "place-words").strip(),
        places=read_place_fields(form) or (),
    )
    looks = not all(one.looked for one in sent.places or ())
    if field_of(request, "step") or sent.place or (looks and not wants_json(request)):
        return await _answer(request, sent)
    desk = desk_of(request)
    try:
        stands = await desk.pages.run(lambda journal: _shown(desk, journal, sent.id))
        changes = await run_sync(_changes, desk, stands, sent, coder_of(request))
        number = await desk.acts.run(lambda journal: _amend(request, journal, sent, changes))
    except UnknownThing:
        raise
    except ServandaError as error:
        wrong = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, wrong), 409)
        return await _answer(request, sent, wrong=wrong)
    page, hash, fragment = sent.back.partition("#")
    joint = "&" if "?" in page else "?"
    target = f"{page}{joint}done={number}-{number}{hash}{fragment}"
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "id": sent.id})
    return RedirectResponse(target, 303)


@dataclass(frozen=True)
class Stands:
    """A statement as it stands, its mark, and what it stands in."""

    statement: Statement
    mark: str
    ground: Ground


def _shown(desk: Desk, journal: Journal, id: str) -> Stands:
    """Give a statement that this desk shows.

    Raises:
        UnknownThing: There is none.
        ServandaError: Names are blacked out in its source.
    """
    known = journal.statement(id)
    ground = ground_of(desk, journal, known.source) if known else None
    statement = ground.record.statement_by_id.get(known.id) if ground and known else None
    if ground is None or statement is None or statement.id not in ground.marks:
        raise UnknownThing("statement", id[:80])
    return Stands(statement, ground.marks[statement.id], ground)


def _changes(desk: Desk, stands: Stands, sent: Sent, coder: str) -> dict[str, object]:
    statement, ground, places = stands.statement, stands.ground, sent.places or ()
    chosen = places_by_id(picked(places), ground.record.agreements, cache=desk.cache)
    found = read_places(statement, places, ground.source, coder=coder, chosen=chosen)
    if found == statement.places:
        raise ServandaError(_("Nothing was changed: choose a place, set a point, or leave it."))
    return {"places": found}


def _amend(request: Request, journal: Journal, sent: Sent, changes: dict[str, object]) -> int:
    rule.amend(
        journal,
        sent.id,
        changes=changes,
        why=sent.why,
        actor=coder_of(request),
        seen={sent.id: sent.seen},
    )
    return journal.head().count


async def _answer(request: Request, sent: Sent, *, wrong: str = "") -> Response:
    desk = desk_of(request)
    stands = await desk.pages.run(lambda journal: _shown(desk, journal, sent.id))
    rows, place, told = await run_sync(_rows, desk, stands, sent)
    return await desk.pages.run(
        lambda journal: _show(request, journal, sent, stands, rows, place, wrong or told)
    )


def _rows(desk: Desk, stands: Stands, sent: Sent) -> tuple[list[PlaceRow], str, str]:
    """Give the form's places, what of the words for another one was not found, and why."""
    statement, source = stands.statement, stands.ground.source
    fields = place_fields(statement) if sent.places is None else sent.places
    place, told = sent.place, ""
    if place:
        try:
            quoted = [Span(one.start, one.end) for one in statement.quotes]
            found = PlaceField(find_named(source, place, quoted))
            fields = tuple({one.at: one for one in (found, *fields)}.values())
            place = ""
        except ServandaError as error:
            told = str(error)
    agreements = stands.ground.record.agreements
    return place_rows(statement, fields, source, agreements, cache=desk.cache), place, told


def _show(  # noqa: PLR0917 - the parts of one page
    request: Request,
    journal: Journal,
    sent: Sent,
    stands: Stands,
    rows: list[PlaceRow],
    place: str,
    wrong: str,
) -> Response:
    statement, source = stands.statement, stands.ground.source
    with desk_of(request).parts(journal) as parts:
        report = parts.report_on(source.id)
        hidden = report.edition.record.hidden_spans.get(source.id, ())
        return show(
            report.edition,
            "choose_places.html",
            "places/choose",
            pens=pens_of(request, journal, report, here="write"),
            title=_("The places of a statement"),
            status=409 if wrong else 200,
            statement=statement,
            # After a refusal the form shows the statement as it stands now.
            seen=stands.mark,
            back=sent.back,
            why=sent.why,
            wrong=wrong,
            passage=in_context(source, statement, reach=REACH, hidden=hidden),
            place_words=place,
            place_rows=rows,
        )
