"""Seeing each other's acts: a short question that a page asks once a second."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.web.guard import desk_of


async def head(request: Request) -> Response:
    """Give the count of entries; a page that shows fewer says that something was recorded."""
    desk = desk_of(request)
    found = await desk.acts.run(lambda journal: journal.head())
    return JSONResponse({"count": found.count, "head": str(found)})
