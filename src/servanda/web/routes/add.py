"""Add documents at the desk: choose or drop files, and see what became of each."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.domain.source import Description
from servanda.dossier import addresses
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.amend_form import known_sides
from servanda.web.guard import coder_of, desk_of, error_object, field_of, wants_json
from servanda.web.intake import Job
from servanda.web.own_pages import bare, pens
from servanda.web.upload import MOST_BYTES, MOST_FILES, Upload
from servanda.web.views import show
from servanda.workflows.sides import with_side


async def show_form(request: Request) -> Response:
    """Show the form that takes files."""
    return await desk_of(request).acts.run(lambda journal: _form(request, journal))


def _form(request: Request, journal: Journal, *, wrong: str = "") -> Response:
    desk = desk_of(request)
    standing = desk.standing(journal)
    return show(
        bare(standing),
        "add.html",
        "add",
        pens=pens(request, standing, "add"),
        title=_("Add documents"),
        status=409 if wrong else 200,
        wrong=wrong,
        side=field_of(request, "side"),
        sensitive=bool(field_of(request, "sensitive")),
        sides=known_sides(standing.record),
        most_files=MOST_FILES,
        most_megabytes=MOST_BYTES // 1024**2,
        jobs=list(desk.intake.jobs.values())[::-1][:10],
    )


async def add(request: Request) -> Response:
    """Take files in, and lead to where their progress is shown."""
    desk = desk_of(request)
    upload: Upload = request.state.upload

    def given(journal: Journal) -> Description | None:
        side = field_of(request, "side")
        record = desk.standing(journal).record
        return with_side(record, Description(side=side)) if side else None

    try:
        _verify_any(upload)
        described = await desk.acts.run(given)
        job = desk.intake.start(
            upload,
            coder=coder_of(request),
            given=described,
            sensitive=bool(field_of(request, "sensitive")),
        )
    except ServandaError as error:
        upload.drop()
        words = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, words), 409)
        return await desk.acts.run(lambda journal: _form(request, journal, wrong=words))
    target = f"/add/{job.number}"
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "job": job.number})
    return RedirectResponse(target, 303)


async def read(request: Request) -> Response:
    """Have every document read that nobody has read, and lead to where its progress is shown."""
    desk = desk_of(request)
    try:
        job = desk.intake.start(None, coder=coder_of(request))
    except ServandaError as error:
        words = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, words), 409)
        return await desk.acts.run(lambda journal: _form(request, journal, wrong=words))
    target = f"/add/{job.number}"
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "job": job.number})
    return RedirectResponse(target, 303)


def _verify_any(upload: Upload) -> None:
    if not upload.files:
        raise ServandaError(_("No file was chosen."))


async def show_job(request: Request) -> Response:
    """Show how far some files are, and what is wrong with each."""
    desk = desk_of(request)
    job = find_job(desk.intake.jobs, request.path_params["number"])

    def make(journal: Journal) -> Response:
        standing = desk.standing(journal)
        return show(
            bare(standing),
            "added.html",
            f"add/{job.number}",
            pens=pens(request, standing, "add"),
            title=_("Add documents"),
            job=job,
            href={one.source: f"/{addresses.source(one.source)}" for one in job.files},
        )

    return await desk.acts.run(make)


def find_job(jobs: dict[int, Job], number: int) -> Job:
    """Give a job by its number.

    Raises:
        UnknownThing: There is none; what came of it stands in the journal.
    """
    if number not in jobs:
        raise UnknownThing("upload", str(number))
    return jobs[number]


ROUTES = [
    Route("/add", show_form),
    Route("/add", add, methods=["POST"]),
    Route("/add/{number:int}", show_job),
    Route("/read", read, methods=["POST"]),
]
