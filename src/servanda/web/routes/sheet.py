"""The page beside the text: a picture of it, drawn from the bytes as received, and never HTML."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, Semaphore

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from servanda.domain.source import Source
from servanda.dossier import addresses
from servanda.errors import UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.guard import Refused, desk_of
from servanda.web.routes.pages import PICTURE_POLICY, pens_of
from servanda.web.spans import span_of
from servanda.web.views import show
from servanda.web.written import ground_of
from servanda.workflows.show_page import GRID, Box, Sheet, draw_sheet, find_boxes, page_count

#: So many pages' pictures are remembered, and so many are drawn at a time.
MOST_KEPT = 48
AT_A_TIME = 2


class Drawn:
    """The pages drawn last, which are given again as long as their source may be seen."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._drawing = Semaphore(AT_A_TIME)
        self._kept: OrderedDict[tuple[str, int], Sheet] = OrderedDict()

    def sheet(self, source: Source, data: bytes, number: int) -> Sheet:
        """Give a page, drawn now or before."""
        key = (source.digest, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._drawing:
            made = draw_sheet(source, data, number)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


_DRAWN = Drawn()


@dataclass(frozen=True)
class Asked:
    """A source that may be seen whole, its bytes, and the page asked for."""

    source: Source
    data: bytes
    number: int


async def picture(request: Request) -> Response:
    """Give the picture of a page."""
    asked = await _ask(request)
    sheet = await run_sync(_DRAWN.sheet, asked.source, asked.data, asked.number)
    response = Response(sheet.picture, media_type=sheet.media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


async def show_sheet(request: Request) -> Response:
    """Show a page with the words marked that the address names; the picture alone to the script."""
    asked = await _ask(request)
    source, number = asked.source, asked.number
    sheet = await run_sync(_DRAWN.sheet, source, asked.data, number)
    given = [span_of(one) for one in request.query_params.getlist("at")]
    spans = [one for one in given if one is not None]
    pages = max(sheet.pages, page_count(source))
    part = request.headers.get("x-servanda-part") == "yes"

    def make(journal: Journal) -> Response:
        back = f"/sources/{source.id}?at={spans[0].start}-{spans[0].end}" if spans else ""
        title = _("Page {number} of {source}").format(number=number, source=source.shown_name)
        with desk_of(request).parts(journal) as parts:
            report = parts.report_on(source.id)
            return show(
                report.edition,
                "sheet_figure.html" if part else "sheet.html",
                f"sheet/{source.id}/{number}",
                pens=pens_of(request, journal, report, here="write"),
                title=title,
                source=source,
                number=number,
                pages=pages,
                sheet=sheet,
                boxes=[_scaled(one, sheet) for one in find_boxes(sheet, source, number, spans)],
                asked=spans,
                back=back or f"/{addresses.source(source.id)}",
            )

    return await desk_of(request).pages.run(make)


def _scaled(box: Box, sheet: Sheet) -> tuple[int, int, int, int]:
    """Give a box's left, top, width and height in the picture's pixels."""
    left, right = box.left * sheet.width // GRID, box.right * sheet.width // GRID
    top, bottom = box.top * sheet.height // GRID, box.bottom * sheet.height // GRID
    return left, top, max(1, right - left), max(1, bottom - top)


async def _ask(request: Request) -> Asked:
    id, number = request.path_params["id"], request.path_params["number"]

    def find(journal: Journal) -> Asked:
        source = ground_of(desk_of(request), journal, id).source
        data = journal.source_bytes(id)
        if data is None:
            raise UnknownThing("source", id[:80])
        return Asked(source, data, number)

    if not 1 <= number <= 100_000:
        raise Refused(404, _("There is no such page."))
    return await desk_of(request).pages.run(find)
