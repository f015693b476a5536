"""The picture: the page, its files, and the way from a statement to its line in the text."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from servanda.domain.statement import Statement
from servanda.dossier import SiteOptions
from servanda.dossier.dictionary import table_kinds
from servanda.dossier.edition import Edition
from servanda.dossier.layout import lay_out
from servanda.dossier.tables import statement_row, to_csv
from servanda.errors import UnknownThing
from servanda.exploring import DIMENSIONS, Asked
from servanda.journal import Journal
from servanda.saying import N_, _, speaking, spoken
from servanda.web.as_of import asked_of, past_of
from servanda.web.explore.address import SORTS, SOUGHT, View
from servanda.web.explore.cell import open_field
from servanda.web.explore.facets import chips_of, facets_of, steps_of
from servanda.web.explore.files import dict_of, picture_csv, picture_json
from servanda.web.explore.matrix import MatrixMaker
from servanda.web.explore.page import ON_A_PAGE, Picture, list_line, silence_of
from servanda.web.explore.shown import bare_edition, grades_of, shown_statements
from servanda.web.explore.when import when_page, where_page
from servanda.web.guard import coder_of, desk_of
from servanda.web.views import Pens, show
from servanda.wire import encode, statement_object

#: What rows and columns are called.
DIMENSION_WORDS = {
    "provision": N_("Promise"),
    "place": N_("Place"),
    "period": N_("Period"),
    "side": N_("According to"),
    "party": N_("About the conduct of"),
    "source": N_("Source"),
}
SORT_WORDS = {
    "text": N_("in the order of the texts"),
    "date": N_("by date"),
    "unsure": N_("least sure first"),
    "disputed": N_("most disputed first"),
    "newest": N_("last ruled on first"),
}
#: With more promises than these one looks for them by name.
MANY = 12
#: Statements that a file takes in one breath of the lane.
A_BREATH = 200


def view_of(request: Request) -> View:
    """Give the view that a request asks for."""
    return View.of(request.query_params.multi_items())


def picture_of(request: Request, journal: Journal) -> Picture:
    """Give the picture of a request, ready to be asked for its parts."""
    desk = desk_of(request)
    columns = desk.columns(journal)
    options = SiteOptions(include_sensitive=desk.include_sensitive)
    return Picture(
        view=view_of(request),
        columns=columns,
        search=journal.positions,
        edition=bare_edition(columns, journal.head(), options),
    )


async def show_home(request: Request) -> Response:
    """Show the picture at the desk's own address; without the key that led here."""
    if request.query_params.get("key"):
        return RedirectResponse("/", 303)
    return await show_picture(request)


async def show_picture(request: Request) -> Response:
    """Show the picture that the address asks for."""
    return await desk_of(request).pages.run(lambda journal: _page(request, journal))


def _page(request: Request, journal: Journal) -> Response:
    desk = desk_of(request)
    picture = picture_of(request, journal)
    view, names, edition = picture.view, picture.names, picture.edition
    chosen = picture.chosen()
    accepted, proposed = picture.once("counts", chosen.counts)
    maker = MatrixMaker(picture)
    matrix = maker.make()

    def shown(ids: Sequence[str]) -> tuple[list[Statement], Edition]:
        return shown_statements(journal, ids, include_sensitive=desk.include_sensitive)

    offset = (view.page - 1) * ON_A_PAGE
    listed, list_edition = shown(chosen.ids(sort=view.sort, offset=offset, limit=ON_A_PAGE))
    total = picture.once("total", chosen.total)
    later = offset + ON_A_PAGE < total
    counts = {one.key: one for one in picture.facet("provision")}
    own = picture.agreement
    agreements = [(one.key, one.title) for one in picture.columns.record.agreements]
    return show(
        edition,
        "explore.html",
        "picture",
        pens=_pens(request, picture),
        title=_("The picture"),
        view=view,
        wrong=picture.wrong,
        kept=_kept(view),
        agreement=own,
        agreements=agreements,
        chips=chips_of(view, names),
        facets=facets_of(view, picture.facet, names),
        steps=steps_of(view, own, counts, names),
        many_provisions=own is not None and sum(1 for _one in own.walk()) > MANY,
        sought_in=SOUGHT,
        accepted=accepted,
        proposed=proposed,
        dimensions=[(one, _(DIMENSION_WORDS[one])) for one in DIMENSIONS],
        row_word=_(DIMENSION_WORDS[view.rows]),
        column_word=_(DIMENSION_WORDS[view.columns]),
        matrix=matrix,
        nothing=not total,
        field=open_field(picture, whole=maker.here, show=shown, grade=grades_of(journal)),
        when=when_page(view, picture.all_months, edition),
        where=where_page(
            view,
            picture.all_places,
            names,
            edition,
            ticked=(*view.asked.places, *picture.in_box),
            frame=picture.frame,
        ),
        silence=silence_of(picture),
        sorts=[(one, _(SORT_WORDS[one])) for one in SORTS],
        lines=[list_line(list_edition, names, one) for one in listed],
        first_line=offset + 1,
        before=_turned(view, view.page - 1) if view.page > 1 else "",
        after=_turned(view, view.page + 1) if later else "",
    )


def _turned(view: View, page: int) -> str:
    return view.but(page=page).address(fragment="statements")


def _kept(view: View) -> list[tuple[str, str]]:
    """Give what the form keeps without a field for it: what is folded out, the box, the field."""
    names = ("open", "facet", "box", "row", "column")
    return [(name, value) for name, value in view.pairs() if name in names]


def _pens(request: Request, picture: Picture) -> Pens:
    desk = desk_of(request)
    plain = Asked()
    everything = picture.once("counts", lambda: picture.columns.chosen(plain).counts(), asked=plain)
    return Pens(
        coder=coder_of(request),
        token=desk.keys.form_token(coder_of(request)),
        head_count=picture.edition.record.head.count,
        left=everything[1],
        here="picture",
        back=request.url.path,
        asked=asked_of(request),
        past=past_of(request),
    )


async def picture_file(request: Request) -> Response:
    """Give the matrix of a view as a file."""
    form = request.url.path.rpartition(".")[2]

    def make(journal: Journal) -> Response:
        picture = picture_of(request, journal)
        view, head = picture.view, str(picture.edition.record.head)
        chosen = picture.chosen()
        pivot = MatrixMaker(picture).pivot()
        if form == "csv":
            text = picture_csv(view, pivot, picture.names, head=head)
            return _file(text.encode("utf-8", "surrogatepass"), "picture.csv")
        told = picture_json(view, pivot, picture.names, head=head, counts=chosen.counts())
        return _file(encode(told), "picture.json")

    return await desk_of(request).pages.run(make)


async def statements_file(request: Request) -> Response:
    """Give all statements of a view as a file, some hundred in one breath of the lane."""
    form = request.url.path.rpartition(".")[2]
    desk = desk_of(request)
    language = spoken()

    def begin(journal: Journal) -> tuple[Callable[[int], list[str]], str, View]:
        picture = picture_of(request, journal)
        chosen, sort = picture.chosen(), picture.view.sort

        def ids(offset: int) -> list[str]:
            return chosen.ids(sort=sort, offset=offset, limit=A_BREATH)

        return ids, str(picture.edition.record.head), picture.view

    ids, head, view = await desk.pages.run(begin)

    def some(offset: int) -> Callable[[Journal], tuple[int, str]]:
        def make(journal: Journal) -> tuple[int, str]:
            with speaking(language):
                wanted = ids(offset)
                found, edition = shown_statements(
                    journal, wanted, include_sensitive=desk.include_sensitive
                )
                if form == "csv":
                    rows = [
                        [*statement_row(one, edition.record), head, view.address()] for one in found
                    ]
                    return len(wanted), to_csv(columns, rows).partition("\r\n")[2]
                lines = [encode(statement_object(one)).decode() for one in found]
                return len(wanted), ",\n".join(lines)

        return make

    columns = [*(one.name for one in table_kinds()["statements"].columns), "head", "asked"]

    async def stream() -> AsyncIterator[bytes]:
        offset, begun = 0, False
        if form == "csv":
            yield to_csv(columns, []).encode()
        else:
            yield _opening(head, view)
        while True:
            number, text = await desk.pages.run(some(offset))
            if text:
                comma = ",\n" if form == "json" and begun else ""
                yield (comma + text).encode("utf-8", "replace")
                begun = True
            offset += A_BREATH
            if number < A_BREATH:
                break
        if form == "json":
            yield b"\n]}\n"

    kind = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    response = StreamingResponse(stream(), media_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="statements.{form}"'
    return response


def _opening(head: str, view: View) -> bytes:
    told = {"head": head, "asked": dict_of(view), "address": view.address()}
    return json.dumps(told, ensure_ascii=False)[:-1].encode() + b', "statements": [\n'


def _file(content: bytes, name: str) -> Response:
    kind = "text/csv; charset=utf-8" if name.endswith(".csv") else "application/json"
    response = Response(content, media_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


async def show_quote(request: Request) -> Response:
    """Lead to the line on which a statement's words stand."""
    id = request.path_params["id"]

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        statement = standing.statements.get(id)
        if statement is None:
            raise UnknownThing("statement", id[:80])
        edition = standing.edition(statement.source)
        found = lay_out(edition).quote(statement)
        return RedirectResponse(f"/{found}", 303)

    return await desk_of(request).acts.run(make)


ROUTES = [
    Route("/picture", show_picture),
    Route("/picture.csv", picture_file),
    Route("/picture.json", picture_file),
    Route("/picture/statements.csv", statements_file),
    Route("/picture/statements.json", statements_file),
    Route("/quote/{id}", show_quote),
]
