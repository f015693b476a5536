"""The desk as an application: its routes, behind its guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.errors import ServandaError, UnknownThing
from servanda.web.as_of import as_of
from servanda.web.briefs import Briefs
from servanda.web.desk import Desk
from servanda.web.guard import guard, told
from servanda.web.past import Pasts
from servanda.web.routes import (
    acts,
    add,
    api,
    brief,
    changes,
    coding,
    correct,
    explore,
    journal,
    judge,
    language,
    pages,
    places,
    protect,
    questions,
    queue,
    search,
    settling,
    sheet,
    sign_in,
    source,
    when,
    write,
)

ROUTES = [
    Route("/", explore.show_home),
    Route("/sign-in", sign_in.ask_name),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/language", language.choose_language),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    Route("/static/{name}", pages.static_file),
    Route("/queue", queue.show_queue),
    Route("/act", acts.act, methods=["POST"]),
    Route("/bulk", acts.bulk, methods=["POST"]),
    Route("/undo", acts.take_back, methods=["POST"]),
    *add.ROUTES,
    *questions.ROUTES,
    *correct.ROUTES,
    *coding.ROUTES,
    *settling.ROUTES,
    Route("/write", write.show_form),
    Route("/write", write.record, methods=["POST"]),
    Route("/desk/when", when.tell),
    Route("/sheet/{id}/{number:int}.png", sheet.picture),
    Route("/sheet/{id}/{number:int}", sheet.show_sheet),
    Route("/places/choose", places.show_places),
    Route("/places/choose", places.amend_places, methods=["POST"]),
    Route("/search", search.show_search),
    *explore.ROUTES,
    *judge.ROUTES,
    *brief.ROUTES,
    *changes.ROUTES,
    *journal.ROUTES,
    *protect.ROUTES,
    Route("/desk/help", queue.show_help),
    *api.ROUTES,
    Route("/statement/{id}", source.show_statement),
    Route("/sources/{path:path}", source.show_words),
    Route("/{path:path}", pages.any_page),
]


def make_app(desk: Desk) -> Starlette:
    """Give the application of one desk; it lets go of the dossier when it is shut down."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        app.state.pasts.close()
        app.state.briefs.close()
        app.state.comparisons.close()
        desk.close()

    app = Starlette(
        routes=ROUTES,
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=guard),
            Middleware(BaseHTTPMiddleware, dispatch=as_of),
        ],
        exception_handlers={ServandaError: _say, HTTPException: _refuse},
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.state.pasts = Pasts(desk)
    app.state.briefs = Briefs(desk)
    app.state.comparisons = changes.Comparisons(desk)
    return app


async def _say(request: Request, error: Exception) -> Response:
    """Tell a user's mistake in its own words."""
    return told(request, 404 if isinstance(error, UnknownThing) else 409, str(error))


async def _refuse(request: Request, error: Exception) -> Response:
    """Tell what no route answers in the shape of every other error."""
    assert isinstance(error, HTTPException)
    words = f"{error.detail}: {request.method} {request.url.path}"
    return told(request, error.status_code, words, headers=error.headers)
