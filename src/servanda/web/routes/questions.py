"""Questions on statements: who waits for whom, a thread, and asking, answering, closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from servanda.assessing.questions import Thread
from servanda.domain.entry import Entry
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import N_, _
from servanda.web.choices import coders_known
from servanda.web.done import told_done
from servanda.web.guard import (
    coder_of,
    desk_of,
    error_object,
    field_of,
    local_path,
    wants_json,
)
from servanda.web.item import make_item, row_names
from servanda.web.own_pages import bare, pens
from servanda.web.paging import page_of
from servanda.web.routes.acts import onward
from servanda.web.standing import Standing
from servanda.web.threads import number_of
from servanda.web.views import show
from servanda.workflows import inquire

ON_A_PAGE = 50
VIEWS = {
    "open": N_("All open"),
    "mine": N_("Waiting for you"),
    "yours": N_("You wait for"),
    "closed": N_("Closed"),
}


@dataclass(frozen=True)
class Line:
    """A question with what it is about, as a list shows it."""

    thread: Thread
    #: The words of the statement; "" where it no longer stands.
    words: str
    promise: str
    source: str


@dataclass(frozen=True)
class Refusal:
    """Why something was not recorded, and what was typed for it."""

    words: str
    typed: str = ""
    #: What was to be done: answer or close.
    open: str = ""


async def show_questions(request: Request) -> Response:
    """List the questions that the address asks for."""
    return await desk_of(request).acts.run(lambda journal: _list(request, journal))


def _list(request: Request, journal: Journal) -> Response:
    asked = request.query_params
    desk, coder = desk_of(request), coder_of(request)
    standing, threads = desk.standing(journal), desk.threads(journal)
    chosen = {
        "open": list(threads.open),
        "mine": threads.waiting_for(coder),
        "yours": [one for one in threads.open if one.waits == coder],
        "closed": [one for one in reversed(threads.all) if one.closed],
    }
    view = asked.get("view", "")
    view = view if view in VIEWS else "open"
    found = chosen[view]
    page = page_of(len(found), asked.get("page", ""), size=ON_A_PAGE)
    waiting = Counter((one.waits, one.waits_for) for one in threads.open)
    return show(
        bare(standing),
        "questions.html",
        "questions",
        pens=pens(request, standing, "questions"),
        title=_("Questions"),
        views=[(key, _(name), len(chosen[key])) for key, name in VIEWS.items()],
        view=view,
        lines=[_line(standing, one) for one in found[page.part]],
        waiting=waiting.most_common(),
        number=page.number,
        pages=page.pages,
        done=told_done(journal, asked.get("done", ""), coder),
        back=f"/questions?view={view}",
    )


def _line(standing: Standing, thread: Thread) -> Line:
    statement = standing.statements.get(thread.statement)
    if statement is None:
        return Line(thread, "", "", "")
    source = standing.source(statement.source)
    words = " ".join(statement.quote.split())
    promise = row_names(bare(standing), statement)
    return Line(thread, words, promise, source.shown_name if source else "")


async def show_question(request: Request) -> Response:
    """Show one question with its answers and what it is about."""

    def make(journal: Journal) -> Response:
        number = number_of(request.path_params["number"])
        return _one(request, journal, number)

    return await desk_of(request).acts.run(make)


def _one(
    request: Request, journal: Journal, number: int, *, refusal: Refusal | None = None
) -> Response:
    desk = desk_of(request)
    standing = desk.standing(journal)
    thread = desk.threads(journal).find(number)
    statement = standing.statements.get(thread.statement)
    edition = standing.edition(statement.source) if statement else bare(standing)
    return show(
        edition,
        "question.html",
        "questions/one",
        pens=pens(request, standing, "questions"),
        title=_("Question"),
        status=409 if refusal else 200,
        thread=thread,
        item=make_item(standing, edition, statement, path="questions/one") if statement else None,
        refusal=refusal,
        done=told_done(journal, request.query_params.get("done", ""), coder_of(request)),
        back=f"/questions/{number}",
    )


async def show_form(request: Request) -> Response:
    """Show the form that asks a question on a statement."""

    def make(journal: Journal) -> Response:
        asked = request.query_params
        return _form(request, journal, asked.get("id", ""), back=asked.get("back", ""))

    return await desk_of(request).acts.run(make)


def _form(
    request: Request, journal: Journal, id: str, *, back: str, refusal: Refusal | None = None
) -> Response:
    desk = desk_of(request)
    standing = desk.standing(journal)
    statement = standing.statements.get(id)
    if statement is None:
        raise UnknownThing("statement", id[:80])
    edition = standing.edition(statement.source)
    return show(
        edition,
        "ask.html",
        "ask",
        pens=pens(request, standing, "questions"),
        title=_("Ask a question"),
        status=409 if refusal else 200,
        item=make_item(standing, edition, statement, path="ask"),
        threads=desk.threads(journal).of(id),
        coders=coders_known(request, journal),
        refusal=refusal,
        whom=field_of(request, "to") if refusal else "",
        back=local_path(back or f"/queue?state=all&at={id}"),
    )


async def ask(request: Request) -> Response:
    """Record a question."""
    id, text, to = (field_of(request, name) for name in ("id", "text", "to"))

    def record(journal: Journal) -> Entry:
        if id not in desk_of(request).standing(journal).statements:
            raise UnknownThing("statement", id[:80])
        return inquire.ask(journal, id, text, to=to, actor=coder_of(request))

    def refused(journal: Journal, words: str) -> Response:
        return _form(
            request, journal, id, back=field_of(request, "back"), refusal=Refusal(words, text)
        )

    return await _record(request, record, refused, at=id)


async def answer(request: Request) -> Response:
    """Record an answer."""
    return await _speak(request, "answer")


async def close(request: Request) -> Response:
    """Close a question with what came of it."""
    return await _speak(request, "close")


async def _speak(request: Request, what: str) -> Response:
    number = number_of(field_of(request, "question"))
    text, seen = field_of(request, "text"), number_of(field_of(request, "seen"))
    act = inquire.answer if what == "answer" else inquire.close

    def record(journal: Journal) -> Entry:
        desk_of(request).threads(journal).find(number)
        return act(journal, number, text, seen=seen, actor=coder_of(request))

    def refused(journal: Journal, words: str) -> Response:
        return _one(request, journal, number, refusal=Refusal(words, text, what))

    return await _record(request, record, refused)


async def _record(
    request: Request,
    record: Callable[[Journal], Entry],
    refused: Callable[[Journal, str], Response],
    *,
    at: str = "",
) -> Response:
    def work(journal: Journal) -> Response:
        try:
            entry = record(journal)
        except UnknownThing:
            raise
        except ServandaError as error:
            if wants_json(request):
                return JSONResponse(error_object(409, str(error)), 409)
            return refused(journal, str(error))
        return onward(request, journal, entry.number, entry.number, at=at)

    return await desk_of(request).acts.run(work)


ROUTES = [
    Route("/questions", show_questions),
    Route("/questions/{number}", show_question),
    Route("/ask", show_form),
    Route("/ask", ask, methods=["POST"]),
    Route("/answer", answer, methods=["POST"]),
    Route("/close", close, methods=["POST"]),
]
