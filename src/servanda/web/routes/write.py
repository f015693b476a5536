"""Writing a statement: words selected or typed, found in the text, filled in by the reader."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import in_context
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.web.amend_form import Fields, fields_of_form, fields_of_statement, read_changes
from servanda.web.desk import Desk
from servanda.web.guard import coder_of, desk_of, error_object, field_of, wants_json
from servanda.web.routes.pages import pens_of
from servanda.web.routes.queue import REACH, form_choices
from servanda.web.views import show
from servanda.workflows.write_statement import (
    draft_statement,
    find_words,
    read_again,
    write_statement,
)

#: So many sources' readings are remembered while people write on them.
MOST_FOUND = 20


async def show_form(request: Request) -> Response:
    """Find the words that were selected or typed, and show the form of their statement."""
    asked = request.query_params
    near = asked.get("near", "")

    def make(journal: Journal) -> Response:
        words = asked.get("words", "")
        try:
            source = _source(desk_of(request), journal, asked.get("source", ""))
            span = find_words(source, words, near=int(near) if _is_number(near) else None)
        except UnknownThing:
            raise
        except ServandaError as error:
            return _page(request, journal, asked.get("source", ""), words=words, wrong=str(error))
        return _page(request, journal, source.id, span=span)

    return await desk_of(request).pages.run(make)


async def record(request: Request) -> Response:
    """Record the statement, and lead to its words in the text."""
    desk = desk_of(request)
    id = field_of(request, "source")
    start, end = field_of(request, "start"), field_of(request, "end")
    if not (_is_number(start) and _is_number(end) and int(start) < int(end)):
        raise ServandaError("The form does not say which words: select them again.")
    span = Span(int(start), int(end))
    sent = fields_of_form(request.state.form)

    def make(journal: Journal) -> Statement:
        shown = desk.report(journal).edition.record
        drafted, _ = _draft(desk, shown, _source(desk, journal, id), span)
        return replace(drafted, **read_changes(shown, drafted, sent))  # type: ignore[arg-type]

    try:
        statement = await desk.pages.run(make)
        written = await desk.acts.run(
            lambda journal: write_statement(journal, statement, actor=coder_of(request))
        )
    except ServandaError as error:
        words = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, words), 409)
        return await desk.pages.run(
            lambda journal: _page(request, journal, id, span=span, sent=sent, wrong=words)
        )

    def where(journal: Journal) -> str:
        report = desk.report(journal)
        entries = [one.number for one in report.edition.options.history if one.hash == written.id]
        page, _, fragment = (report.layout.quote(written) or "").partition("#")
        done = f"?done={entries[0]}-{entries[0]}" if entries else ""
        return f"/{page}{done}#{fragment}"

    target = await desk.pages.run(where)
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "id": written.id})
    return RedirectResponse(target, 303)


def _page(
    request: Request,
    journal: Journal,
    id: str,
    *,
    span: Span | None = None,
    sent: Fields | None = None,
    words: str = "",
    wrong: str = "",
) -> Response:
    desk = desk_of(request)
    report = desk.report(journal)
    edition = report.edition
    source = _source(desk, journal, id)
    values: dict[str, object] = {"drafted": None}
    if span is not None:
        drafted, by_reader = _draft(desk, edition.record, source, span)
        values = {
            "drafted": drafted,
            "by_reader": by_reader,
            "passage": in_context(
                source,
                drafted,
                reach=REACH,
                hidden=edition.record.hidden_spans.get(source.id, ()),
            ),
            "fields": sent or fields_of_statement(drafted),
            **form_choices(edition, drafted),
        }
    return show(
        edition,
        "write.html",
        "write",
        pens=pens_of(request, journal, report, here="write"),
        title="Write a statement",
        status=409 if wrong else 200,
        source=id,
        source_name=source.shown_name,
        source_href=f"/{addresses.source(id)}",
        words=words,
        wrong=wrong,
        **values,
    )


def _source(desk: Desk, journal: Journal, id: str) -> Source:
    """Give a source to write on.

    Raises:
        UnknownThing: There is none that may be shown.
        ServandaError: It is shown with names blacked out, so that its words stand elsewhere.
    """
    report = desk.report(journal)
    shown = report.edition.record.source_by_id.get(id)
    if shown is None:
        raise UnknownThing("source", id[:80])
    if not report.shows_all(id):
        raise ServandaError(
            "In this text names are blacked out, so that nothing can be quoted from it here. "
            "Open the desk with --include-sensitive to write on it."
        )
    return shown


def _draft(desk: Desk, record: Record, source: Source, span: Span) -> tuple[Statement, bool]:
    """Give a statement on these words, and whether the reader makes anything of them."""
    if span.end > len(source.text):
        raise ServandaError("The form does not say which words: select them again.")
    known = [one for one in record.statements if one.source == source.id and one.reader]
    if desk.cache is not None and not any(
        one.start < span.end and span.start < one.end for one in known
    ):
        key = (source.id, str([one.key for one in record.agreements]))
        if key not in desk.found:
            if len(desk.found) >= MOST_FOUND:
                desk.found.clear()
            desk.found[key] = read_again(record, source, cache=desk.cache)
        known += desk.found[key]
    drafted = draft_statement(source, span, known=known)
    return drafted, drafted.stance != "unclear" or bool(drafted.provisions)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
