"""The JSON API: a file for each subject, one table of operations for all of it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from servanda import __version__
from servanda.web.guard import Refused, desk_of
from servanda.web.openapi import openapi
from servanda.web.operations import Operations
from servanda.web.routes.api import (
    acts,
    agreements,
    coding,
    corrections,
    disputes,
    intake,
    journal,
    judgements,
    judging,
    matrix,
    picture,
    places,
    questions,
    session,
    sources,
    statements,
    writing,
)

OPERATIONS: Operations = [
    *session.OPERATIONS,
    *agreements.OPERATIONS,
    *sources.OPERATIONS,
    *intake.OPERATIONS,
    *statements.OPERATIONS,
    *matrix.OPERATIONS,
    *picture.OPERATIONS,
    *disputes.OPERATIONS,
    *judgements.OPERATIONS,
    *judging.OPERATIONS,
    *journal.OPERATIONS,
    *acts.OPERATIONS,
    *writing.OPERATIONS,
    *places.OPERATIONS,
    *questions.OPERATIONS,
    *corrections.OPERATIONS,
    *coding.OPERATIONS,
]


async def describe(request: Request) -> Response:
    """Give the OpenAPI description."""
    cookie = desk_of(request).keys.cookie
    title = "Servanda, the review desk"
    return JSONResponse(openapi(OPERATIONS, version=__version__, title=title, cookie=cookie))


_ANSWERED = [*(one.route() for one in OPERATIONS), Route("/api/openapi.json", describe)]


async def nothing(request: Request) -> Response:
    """Say that there is nothing at an address of the API, or nothing for this method."""
    known = [one for one in _ANSWERED if one.matches(request.scope)[0] is not Match.NONE]
    if known:
        path, method = request.url.path, request.method
        allow = ", ".join(sorted({name for one in known for name in one.methods or ()}))
        raise HTTPException(405, f"{path[:80]} knows no {method[:10]}", {"allow": allow})
    raise Refused(404, f"There is nothing at {request.url.path[:80]}; see /api/openapi.json.")


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
ROUTES = [*_ANSWERED, Route("/api/{path:path}", nothing, methods=METHODS)]
