"""Writing a statement: words selected or typed, found in the text, filled in by the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from servanda.web.guard import coder_of, desk_of, error_object, field_of, fields_of, wants_json
from servanda.web.place_fields import PlaceField, picked, read_places, with_drafted
from servanda.web.place_rows import place_rows
from servanda.web.routes.pages import pens_of
from servanda.web.routes.queue import REACH, form_choices
from servanda.web.spans import say_span
from servanda.web.views import show
from servanda.web.when_told import tell_when
from servanda.web.written import (
    as_written,
    draft,
    in_order,
    list_quotes,
    read_spans,
    source_to_quote,
)
from servanda.workflows.place_choices import places_by_id
from servanda.workflows.write_statement import find_words, write_statement


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


async def show_form(request: Request) -> Response:
    """Find the words that were selected or typed, and show the form of their statement."""
    given = request.query_params
    asked = Asked(
        source=given.get("source", ""),
        quotes=given.getlist("quote"),
        words=given.get("words", ""),
        near=_number(given.get("near", "")),
    )
    return await desk_of(request).pages.run(lambda journal: _look(request, journal, asked))


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
        near=_number(field_of(request, "near")),
        sent=sent,
        place=place if step == "place" else "",
    )
    if step:
        return await desk_of(request).pages.run(lambda journal: _look(request, journal, asked))
    return await _record(request, asked, sent)


async def _record(request: Request, asked: Asked, sent: Fields) -> Response:
    desk = desk_of(request)

    def make(journal: Journal) -> Statement:
        shown = desk.report(journal).edition.record
        source = source_to_quote(desk, journal, asked.source)
        drafted, _by_reader = draft(desk, journal, source, read_spans(asked.quotes, source))
        changes = read_changes(shown, drafted, sent)
        if sent.places is not None:
            chosen = places_by_id(picked(sent.places), shown.agreements, cache=desk.cache)
            changes["places"] = read_places(
                drafted, sent.places, source, coder=coder_of(request), chosen=chosen
            )
        return as_written(drafted, changes)

    try:
        statement = await desk.pages.run(make)
        written, number = await desk.acts.run(
            lambda journal: write_statement(journal, statement, actor=coder_of(request))
        )
    except ServandaError as error:
        wrong = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, wrong), 409)
        return await desk.pages.run(lambda journal: _look(request, journal, asked, wrong=wrong))

    def where(journal: Journal) -> str:
        page, _hash, fragment = (desk.report(journal).layout.quote(written) or "").partition("#")
        return f"/{page}?done={number}-{number}#{fragment}"

    target = await desk.pages.run(where)
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "id": written.id})
    return RedirectResponse(target, 303)


def _look(request: Request, journal: Journal, asked: Asked, *, wrong: str = "") -> Response:
    """Find the words, and give the form; what cannot be found or quoted is told in it."""
    spans: tuple[Span, ...] = ()
    words = asked.words
    try:
        source = source_to_quote(desk_of(request), journal, asked.source)
        spans = read_spans(asked.quotes, source)
        if words or not spans:
            found = find_words(source, words, near=asked.near)
            spans, words = in_order((*spans, found)), ""
    except UnknownThing:
        raise
    except ServandaError as error:
        wrong = wrong or str(error)
        source = desk_of(request).report(journal).edition.record.source_by_id[asked.source]
    return _page(request, journal, source, spans, asked=asked, words=words, wrong=wrong)


def _page(
    request: Request,
    journal: Journal,
    source: Source,
    spans: Sequence[Span],
    *,
    asked: Asked,
    words: str,
    wrong: str,
) -> Response:
    desk = desk_of(request)
    report = desk.report(journal)
    edition = report.edition
    values: dict[str, object] = {"drafted": None}
    if spans:
        drafted, by_reader = draft(desk, journal, source, spans)
        fields = asked.sent or fields_of_statement(drafted)
        agreements = edition.record.agreements
        place, places, told = asked.place, with_drafted(fields.places, drafted), ""
        if place:
            try:
                found = PlaceField(find_words(source, place, near=spans[0].start))
                places = tuple({one.at: one for one in (found, *places)}.values())
                place = ""
            except ServandaError as error:
                told = str(error)
        wrong = wrong or told
        values = {
            "drafted": drafted,
            "by_reader": by_reader and asked.sent is None,
            "passage": in_context(
                source,
                drafted,
                reach=REACH,
                hidden=edition.record.hidden_spans.get(source.id, ()),
            ),
            "quotes": list_quotes(drafted),
            "near": spans[-1].end,
            "fields": fields,
            "place_words": place,
            "place_rows": place_rows(drafted, places, source, agreements, cache=desk.cache),
            "when_source": source.id,
            "when_told": tell_when(fields.when, source)[1],
            **form_choices(edition, drafted),
        }
    # Within the text's own page the script shows the form alone, at the words.
    part = request.headers.get("x-servanda-part") == "yes"
    return show(
        edition,
        "write_form.html" if part else "write.html",
        "write",
        pens=pens_of(request, journal, report, here="write"),
        title=_("Write a statement"),
        status=409 if wrong and not part else 200,
        part=part,
        source=source.id,
        source_name=source.shown_name,
        source_href=_back(source, spans),
        words=words,
        wrong=wrong,
        **values,
    )


def _back(source: Source, spans: Sequence[Span]) -> str:
    """Give the address of the words in the text, or of the text."""
    if not spans:
        return f"/{addresses.source(source.id)}"
    return f"/sources/{source.id}?at={say_span(spans[0])}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
