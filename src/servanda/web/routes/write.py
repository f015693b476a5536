"""Writing a statement: words selected or typed, found in the text, filled in by the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import in_context
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.amend_form import Fields, fields_of_form, fields_of_statement, read_changes
from servanda.web.choices import form_choices
from servanda.web.desk import Desk
from servanda.web.guard import (
    coder_of,
    desk_of,
    error_object,
    field_of,
    fields_of,
    wants_json,
)
from servanda.web.item import REACH
from servanda.web.paging import whole_number
from servanda.web.place_fields import PlaceField, picked, read_places, with_drafted
from servanda.web.place_rows import PlaceRow, place_rows
from servanda.web.routes.pages import pens_of
from servanda.web.spans import say_span
from servanda.web.views import show
from servanda.web.when_told import tell_when
from servanda.web.written import (
    Ground,
    as_written,
    draft,
    ground_of,
    in_order,
    list_quotes,
    read_spans,
)
from servanda.workflows.place_choices import places_by_id
from servanda.workflows.write_statement import find_named, find_words, write_statement


@dataclass(frozen=True)
class Asked:
    """What an address or a form says: a source, passages of it, and words that are to be found."""

    source: str
    quotes: Sequence[str] = ()
    words: str = ""
    near: int | None = None
    #: What somebody typed into the form; None while the reader's own draft stands in it.
    sent: Fields | None = None
    #: Words that name another place, to be found near the passages.
    place: str = ""


@dataclass(frozen=True)
class Form:
    """What the form shows: a drafted statement with what was typed, or why there is none yet."""

    drafted: Statement | None = None
    by_reader: bool = False
    words: str = ""
    near: int = 0
    fields: Fields | None = None
    place_words: str = ""
    place_wrong: str = ""
    place_rows: Sequence[PlaceRow] = ()
    when_told: str = ""
    wrong: str = ""


async def show_form(request: Request) -> Response:
    """Find the words that were selected or typed, and show the form of their statement."""
    given = request.query_params
    asked = Asked(
        source=given.get("source", ""),
        quotes=given.getlist("quote"),
        words=given.get("words", ""),
        near=whole_number(given.get("near", "")),
    )
    return await _answer(request, asked)


async def record(request: Request) -> Response:
    """Record the statement, and lead to its words in the text; or take a step in its form."""
    quotes = fields_of(request, "quote")
    step, _space, which = field_of(request, "step").partition(" ")
    words, place = field_of(request, "words").strip(), field_of(request, "place-words").strip()
    sent = fields_of_form(request.state.form)
    # Enter in the field of more words, or of a place, means the button beside it.
    step = step or ("add" if words else "place" if place else "")
    if not step and not wants_json(request) and not all(one.looked for one in sent.places or ()):
        step = "look"
    if step == "remove":
        quotes = [one for one in quotes if one != which]
    asked = Asked(
        source=field_of(request, "source"),
        quotes=quotes,
        words=words if step == "add" else "",
        near=whole_number(field_of(request, "near")),
        sent=sent,
        place=place if step == "place" else "",
    )
    return await (_answer(request, asked) if step else _record(request, asked, sent))


async def _record(request: Request, asked: Asked, sent: Fields) -> Response:
    desk, coder = desk_of(request), coder_of(request)
    try:
        ground = await desk.pages.run(lambda journal: ground_of(desk, journal, asked.source))
        statement = await run_sync(_make, desk, ground, asked, sent, coder)
        written, number = await desk.acts.run(
            lambda journal: write_statement(journal, statement, actor=coder)
        )
    except UnknownThing:
        raise
    except ServandaError as error:
        wrong = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, wrong), 409)
        return await _answer(request, asked, wrong=wrong)

    def where(journal: Journal) -> str:
        with desk.parts(journal) as parts:
            found = parts.where(written.id, in_text=True) or addresses.source(written.source)
        page, _hash, fragment = found.partition("#")
        return f"/{page}?done={number}-{number}#{fragment}"

    target = await desk.pages.run(where)
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "id": written.id})
    return RedirectResponse(target, 303)


def _make(desk: Desk, ground: Ground, asked: Asked, sent: Fields, coder: str) -> Statement:
    """Give the statement that a form describes."""
    spans = read_spans(asked.quotes, ground.source)
    if not spans:
        raise ServandaError(_("The form does not say which words: select them again."))
    drafted, _by_reader = draft(desk, ground, spans)
    changes = read_changes(ground.record, drafted, sent)
    if sent.places is not None:
        agreements = ground.record.agreements
        chosen = places_by_id(picked(sent.places), agreements, cache=desk.cache)
        changes["places"] = read_places(
            drafted, sent.places, ground.source, coder=coder, chosen=chosen
        )
    return as_written(drafted, changes)


async def _answer(request: Request, asked: Asked, *, wrong: str = "") -> Response:
    """Find the words, and give the form; what cannot be found or quoted is told in it."""
    desk = desk_of(request)
    try:
        ground = await desk.pages.run(lambda journal: ground_of(desk, journal, asked.source))
        form = await run_sync(_fill, desk, ground, asked)
    except UnknownThing:
        raise
    except ServandaError as error:
        form = Form(words=asked.words, wrong=str(error))
    if wrong:
        form = replace(form, wrong=wrong)
    return await desk.pages.run(lambda journal: _show(request, journal, asked, form))


def _fill(desk: Desk, ground: Ground, asked: Asked) -> Form:
    """Give the form filled in: by whoever typed into it, else by the reader."""
    source, words, wrong = ground.source, asked.words, ""
    spans: tuple[Span, ...] = ()
    try:
        spans = read_spans(asked.quotes, source)
        if words or not spans:
            found = find_words(source, words, near=asked.near)
            spans, words = in_order((*spans, found)), ""
    except ServandaError as error:
        wrong = str(error)
    if not spans:
        return Form(words=words, wrong=wrong)
    drafted, by_reader = draft(desk, ground, spans)
    fields = asked.sent or fields_of_statement(drafted)
    places, place, place_wrong = with_drafted(fields.places, drafted), asked.place, ""
    if place:
        try:
            at = find_named(source, place, spans)
            places = tuple({one.at: one for one in (PlaceField(at), *places)}.values())
            place = ""
        except ServandaError as error:
            place_wrong = str(error)
    return Form(
        drafted,
        by_reader and asked.sent is None,
        words=words,
        near=spans[-1].end,
        fields=fields,
        place_words=place,
        place_wrong=place_wrong,
        place_rows=place_rows(drafted, places, source, ground.record.agreements, cache=desk.cache),
        when_told=tell_when(fields.when, source)[1],
        wrong=wrong,
    )


def _show(request: Request, journal: Journal, asked: Asked, form: Form) -> Response:
    # Within the text's own page the script shows the form alone, at the words.
    part = request.headers.get("x-servanda-part") == "yes"
    drafted = form.drafted
    with desk_of(request).parts(journal) as parts:
        report = parts.report_on(asked.source)
        edition = report.edition
        source = edition.record.source_by_id[asked.source]
        values: dict[str, object] = {}
        if drafted is not None:
            hidden = edition.record.hidden_spans.get(source.id, ())
            values = {
                "passage": in_context(source, drafted, reach=REACH, hidden=hidden),
                "quotes": list_quotes(drafted),
                **form_choices(edition, drafted),
            }
        return show(
            edition,
            "write_form.html" if part else "write.html",
            "write",
            pens=pens_of(request, journal, report, here="write"),
            title=_("Write a statement"),
            status=409 if (form.wrong or form.place_wrong) and not part else 200,
            part=part,
            source=source.id,
            source_name=source.shown_name,
            source_href=_back(source, drafted),
            when_source=source.id,
            drafted=drafted,
            by_reader=form.by_reader,
            words=form.words,
            near=form.near,
            fields=form.fields,
            place_words=form.place_words,
            place_wrong=form.place_wrong,
            place_rows=form.place_rows,
            when_told=form.when_told,
            wrong=form.wrong,
            **values,
        )


def _back(source: Source, drafted: Statement | None) -> str:
    """Give the address of the words in the text, or of the text."""
    if drafted is None:
        return f"/{addresses.source(source.id)}"
    return f"/sources/{source.id}?at={say_span(Span(drafted.start, drafted.end))}"
