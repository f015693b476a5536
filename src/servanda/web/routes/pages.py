"""Every page and data file of the report, at the addresses that they have there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from servanda.dossier.data_files import draw_picture, picture_path
from servanda.dossier.site import style_and_script
from servanda.exploring import Asked
from servanda.journal import Journal
from servanda.saying import _
from servanda.saying.counts import say_number
from servanda.web.as_of import asked_of, past_of
from servanda.web.desk import Desk
from servanda.web.done import told_done
from servanda.web.guard import coder_of, desk_of
from servanda.web.report import Report
from servanda.web.spans import span_of
from servanda.web.views import Pens, is_built, script_file, show

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
#: Data files of more statements than this are written in the terminal.
MOST_IN_FILES = 20_000
#: A picture stands alone: it may draw, and do nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def pens_of(request: Request, journal: Journal, report: Report, *, here: str = "") -> Pens:
    """Give what the desk adds to a page for whoever asks."""
    edition = report.edition
    return Pens(
        coder=coder_of(request),
        token=desk_of(request).keys.form_token(coder_of(request)),
        head_count=edition.record.head.count,
        left=edition.counts()[1],
        here=here,
        back=request.url.path,
        asked=asked_of(request),
        past=past_of(request),
        at=span_of(request.query_params.get("at", "")),
        done=told_done(journal, request.query_params.get("done", ""), coder_of(request)),
        whole=report.shows_all,
        marks=report.marked,
    )


#: So many of the latest withholdings are named where a document's page is gone.
MOST_WITHHELD = 20


async def any_page(request: Request) -> Response:
    """Give the page or data file at a path of the report."""
    return await _page(request, request.path_params["path"])


async def _page(request: Request, path: str) -> Response:
    desk = desk_of(request)

    def make(journal: Journal) -> Response:
        with desk.parts(journal) as parts:
            return tell(journal, parts.report(path))

    def tell(journal: Journal, report: Report) -> Response:
        for agreement in report.edition.record.agreements:
            if path == picture_path(agreement.key):
                return _file(path, draw_picture(report.edition, agreement.key).encode())
        page = report.page(path) if path.endswith(".html") else None
        pens = pens_of(request, journal, report)
        if page is None:
            return show(
                report.edition,
                "missing.html",
                # Style and links are written from this depth.
                "in/" * path.count("/") + "missing.html",
                pens=pens,
                title=_("There is no such page"),
                # By design nobody can tell which of them stood here.
                withheld=[
                    (one.time[:10], one.why)
                    for one in report.edition.record.withheld[-MOST_WITHHELD:]
                    if one.subject == "source"
                ]
                if path.startswith("sources/src-")
                else [],
                status=404,
                to="/{}".format,
            )
        return HTMLResponse(page.write(pens=pens))

    if path.startswith("data/"):
        number = await desk.pages.run(lambda journal: _count(desk, journal))
        if number > MOST_IN_FILES:
            return PlainTextResponse(
                _(
                    "This record has {number} statements, which no data file of the desk takes in."
                    " `servanda export` writes them all; the page of the picture gives those that"
                    " you choose."
                ).format(number=say_number(number))
                + "\n",
                503,
            )
        content = await desk.files.run(lambda journal: desk.whole(journal).data(path))
        if content is not None:
            return _file(path, content)
    return await desk.pages.run(make)


def _count(desk: Desk, journal: Journal) -> int:
    return sum(desk.columns(journal).chosen(Asked()).counts())


def _file(path: str, content: bytes) -> Response:
    suffix = path.rpartition(".")[2]
    response = Response(content, media_type=KINDS.get(suffix, "application/octet-stream"))
    if suffix == "svg":
        response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


@cache
def _static() -> dict[str, bytes]:
    ours = files("servanda.web").joinpath("static")
    found = {path: text.encode() for path, text in style_and_script().items()}
    for one in ours.iterdir():
        if one.is_file():
            found[f"static/{one.name}"] = one.read_bytes()
    if is_built():
        found["static/desk.js"] = script_file().read_bytes()
    return found


async def static_file(request: Request) -> Response:
    """Give a style or a script, which the browser may keep for a minute."""
    path = f"static/{request.path_params['name']}"
    content = _static().get(path)
    if content is None:
        return PlainTextResponse(_("There is no such file.") + "\n", 404)
    response = _file(path, content)
    response.headers["Cache-Control"] = "private, max-age=60"
    return response
