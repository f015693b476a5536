"""What a date as people say it means, asked for while it is typed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.journal import Journal
from servanda.web.guard import desk_of
from servanda.web.when_told import tell_when

#: No date has more letters than this.
LONGEST = 200


async def tell(request: Request) -> Response:
    """Give a date's EDTF value, earliest and latest day and basis, and a sentence that tells it.

    `read` is false while the words are no date; nothing is recorded.
    """
    words = request.query_params.get("words", "")[:LONGEST]
    id = request.query_params.get("source", "")

    def make(journal: Journal) -> Response:
        source = desk_of(request).shown(journal).outline.source_by_id.get(id)
        when, told = tell_when(words, source)
        return JSONResponse(
            {
                "ok": True,
                "read": when is not None,
                "told": told,
                "edtf": when.edtf if when else "",
                "earliest": when.earliest if when else None,
                "latest": when.latest if when else None,
                "basis": when.basis if when else None,
            }
        )

    return await desk_of(request).pages.run(make)
