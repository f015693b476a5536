"""Choosing the language that the desk speaks."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.saying import find_language
from servanda.web.guard import local_path
from servanda.web.language import COOKIE

YEAR_SECONDS = 365 * 24 * 3600


async def choose_language(request: Request) -> Response:
    """Keep a choice of language in the browser; it changes nothing in the dossier."""
    response = RedirectResponse(local_path(request.query_params.get("back", "/")), 303)
    chosen = find_language(request.query_params.get("tag", ""))
    if chosen is None:
        response.delete_cookie(COOKIE, path="/", samesite="strict")
    else:
        response.set_cookie(
            COOKIE, chosen.tag, max_age=YEAR_SECONDS, path="/", httponly=True, samesite="strict"
        )
    return response
