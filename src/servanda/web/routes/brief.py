"""The brief at the desk: chosen, made in the background, seen, taken away, and handed out."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.domain.entry import Head
from servanda.dossier.brief import Brief
from servanda.dossier.brief.pdf import can_print
from servanda.dossier.citation import short_head
from servanda.errors import ServandaError
from servanda.exploring import Asked as AskedOfColumns
from servanda.journal import Journal
from servanda.saying import N_, _
from servanda.web.briefs import PERIODS, Briefs, Choice, Made
from servanda.web.guard import coder_of, desk_of, field_of
from servanda.web.lane import wait_for
from servanda.web.past import PATIENCE_SECONDS
from servanda.web.routes.pages import pens_of
from servanda.web.sight import Sight, with_sight
from servanda.web.views import show
from servanda.workflows.brief import issue

T = TypeVar("T")
AUDIENCES = {
    "public": (
        N_("The public"),
        N_("Nothing that is marked sensitive is in it, and nothing rests on it."),
    ),
    "parties": (
        N_("The parties"),
        N_("The same; the record keeps apart what they saw, so that their next one tells changes."),
    ),
    "internal": (
        N_("Your own mission"),
        N_("With what is marked sensitive, and who rated and ruled why: it stays inside."),
    ),
}
PERIOD_NAMES = {
    "auto": N_("as the sources span"),
    "year": N_("years"),
    "quarter": N_("quarters"),
    "month": N_("months"),
}
#: A brief carries its style within, may do nothing else, and asks nobody.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class Asked:
    """A brief that is asked for, and what there is of it."""

    choice: Choice
    made: Made | None = None
    wrong: str = ""

    @property
    def waiting(self) -> bool:
        """Whether it is being made."""
        return self.made is None and not self.wrong and bool(self.choice.audience)


async def show_brief(request: Request) -> Response:
    """Show what a brief can be asked for; and the one that was, as soon as it is made."""
    asked = await _asked(request)
    return await _page(request, asked)


async def _page(request: Request, asked: Asked, *, name: str = "", status: int = 200) -> Response:
    def tell(journal: Journal, report: Sight) -> Response:
        agreements = report.edition.record.agreements
        return show(
            report.edition,
            "brief_made.html",
            "brief",
            pens=pens_of(request, journal, report, here="brief"),
            title=_("Brief"),
            status=409 if asked.wrong else status,
            asked=asked,
            choice=asked.choice,
            made=asked.made,
            made_head=short_head(asked.made.brief.head) if asked.made else "",
            audiences=AUDIENCES,
            periods=[(one, PERIOD_NAMES[one]) for one in PERIODS],
            parties={party.key: party.name for one in agreements for party in one.parties},
            agreements={one.key: one.title for one in agreements},
            printable=can_print(),
            issued_name=name,
        )

    return await desk_of(request).pages.run(with_sight(desk_of(request), tell))


async def _asked(request: Request, choice: Choice | None = None) -> Asked:
    choice = choice or Choice.of(request.query_params)
    if not choice.audience:
        return Asked(choice)
    try:
        promise = await _promise(request, choice)
        made = await _within(promise, PATIENCE_SECONDS)
    except ServandaError as error:
        return Asked(choice, wrong=str(error))
    return Asked(choice, made)


async def _promise(request: Request, choice: Choice) -> Future[Made]:
    desk = desk_of(request)

    def look(journal: Journal) -> tuple[Head, int]:
        return journal.head(), sum(desk.columns(journal).chosen(AskedOfColumns()).counts())

    head, statements = await desk.pages.run(look)
    return _briefs(request).made(choice, head, statements=statements)


def _briefs(request: Request) -> Briefs:
    found = request.app.state.briefs
    assert isinstance(found, Briefs)
    return found


async def _within(promise: Future[T], seconds: float | None) -> T | None:
    """Give what was promised; None if it takes longer."""
    done = await wait_for(promise, patience=seconds)
    return promise.result() if done else None


async def take_brief(request: Request) -> Response:
    """Give the brief itself: as a page, or as a PDF to take away."""
    choice = Choice.of(request.query_params)
    made = await _within(await _promise(request, choice), None)
    assert made is not None
    name = f"brief-{choice.who}-{made.brief.head.count}"
    if request.path_params["kind"] == "pdf":
        data = await _within(_briefs(request).printed(choice, made), None)
        return Response(
            data,
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
        )
    if request.path_params["kind"] != "html":
        return PlainTextResponse("There is no such file.\n", 404)
    headers = {"Content-Security-Policy": POLICY}
    if request.query_params.get("download"):
        headers["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return Response(made.html, media_type="text/html; charset=utf-8", headers=headers)


async def hand_out(request: Request) -> Response:
    """Record that a brief was handed out, under a name."""
    choice = Choice.of({name: field_of(request, name) for name in request.state.form})
    name, digest = field_of(request, "name").strip(), field_of(request, "digest")
    asked = await _asked(request, choice)
    made = asked.made
    if made is not None and made.digest != digest:
        words = _(
            "The record has changed since this brief was made, and the one that would be recorded "
            "is not the one that you handed out. Look at the new one below."
        )
        return await _page(request, Asked(choice, None, words), name=name)
    if made is None:
        return await _page(request, asked, name=name)
    brief: Brief = made.brief

    def record(journal: Journal) -> int:
        actor = coder_of(request)
        issue(journal, brief, name=name, audience=choice.who, digest=digest, actor=actor)
        return journal.head().count

    try:
        number = await desk_of(request).acts.run(record)
    except ServandaError as error:
        return await _page(request, Asked(choice, made, str(error)), name=name)
    return RedirectResponse(f"/judgements?kind=ReportIssued&done={number}-{number}", 303)


ROUTES = [
    Route("/brief", show_brief),
    Route("/brief/made.{kind}", take_brief),
    Route("/brief/handed-out", hand_out, methods=["POST"]),
]
