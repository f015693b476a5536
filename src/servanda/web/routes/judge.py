"""Judging at the desk: ratings, replies, disputes, grades, descriptions, and what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.assessing.ratings import cap_of
from servanda.domain.judgement import Judged
from servanda.domain.statement import Statement
from servanda.dossier.public import Blackened
from servanda.errors import ServandaError, UnknownThing
from servanda.intake.sidecar import DATES
from servanda.journal import Journal
from servanda.saying import N_, _
from servanda.web.amend_form import known_sides
from servanda.web.choices import provision_choices
from servanda.web.guard import coder_of, desk_of, error_object, wants_json
from servanda.web.judging import Typed, Visit
from servanda.web.judging_acts import ACTS, LISTS, PLAIN, Act, description_mark
from servanda.web.paging import page_of
from servanda.web.routes.pages import pens_of
from servanda.web.sight import Sight, sight_of, with_sight
from servanda.web.telling import RULED, UNKNOWN, Teller
from servanda.web.views import say_time, show

ON_A_PAGE = 100
#: What a hanging word means, in the words of whoever chooses it.
DERIVED = {
    "copy_of": N_("It is a copy of it: the words are that one's."),
    "translation_of": N_("It is a translation of it: it says that one in another language."),
    "drawn_from": N_("It is drawn from it: it tells what that one told."),
    "briefed_by": N_("It was briefed by it: whoever wrote it knew it from that one."),
    "independent": N_("It is independent of it, whatever their texts share."),
}
WORK = {
    "monitoring": N_("monitoring: observed"),
    "verification": N_("verification: a report was checked"),
    "investigation": N_("investigation: looked into who did it"),
}


async def show_form(request: Request) -> Response:
    """Show the form of an act on the thing that the address names."""
    act = _act(request)
    given = Typed({name: request.query_params.getlist(name) for name in request.query_params})
    return await desk_of(request).pages.run(lambda journal: _page(request, journal, act, given))


async def record(request: Request) -> Response:
    """Record a judgement, and lead back to what it is on; a refusal shows the form as it was."""
    act = _act(request)
    desk, coder = desk_of(request), coder_of(request)
    typed = Typed(request.state.form)

    def look(journal: Journal) -> tuple[str, str, Sight]:
        with sight_of(desk, journal) as sight:
            visit = Visit(sight, journal, typed, coder)
            visit.look_up()
            return act.thing(visit), act.href(visit), sight

    thing, href, shown = await desk.pages.run(look)

    def make(journal: Journal) -> int:
        # What may be shown was looked up in the lane of pages; it is recorded in the other.
        visit = Visit(shown, journal, typed, coder)
        act.record(visit, visit.seen(thing))
        return journal.head().count

    try:
        number = await desk.acts.run(make)
    except ServandaError as error:
        words = str(error)
        if wants_json(request):
            return JSONResponse(error_object(409, words), 409)
        return await desk.pages.run(
            lambda journal: _page(request, journal, act, typed, wrong=words)
        )
    path, _hash, fragment = href.partition("#")
    joined = "&" if "?" in path else "?"
    target = f"{path}{joined}done={number}-{number}{_hash}{fragment}"
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "first": number, "last": number})
    return RedirectResponse(target, 303)


def _act(request: Request) -> Act:
    key = request.path_params["act"]
    if key not in ACTS:
        raise UnknownThing("act", key[:40], nearest=tuple(ACTS)[:3])
    return ACTS[key]


def _page(
    request: Request, journal: Journal, act: Act, typed: Typed, *, wrong: str = ""
) -> Response:
    with sight_of(desk_of(request), journal) as report:
        return _form(request, journal, report, act, typed, wrong)


def _form(  # noqa: PLR0917 - the parts of one page
    request: Request, journal: Journal, report: Sight, act: Act, typed: Typed, wrong: str
) -> Response:
    visit = Visit(report, journal, typed, coder_of(request))
    visit.look_up()
    thing = act.thing(visit)
    teller = teller_of(report)
    shown = [visit.judged] if act.on == "entry" else visit.standing(thing)
    before = set(typed.one("judged").split("."))
    return show(
        report.edition,
        f"judge_{act.key}.html",
        f"judge/{act.key}",
        pens=pens_of(request, journal, report, here="judgements"),
        title=_(act.title),
        status=409 if wrong else 200,
        act=act,
        visit=visit,
        typed=typed,
        wrong=wrong,
        back=act.href(visit),
        subject=_subject(visit, act, teller),
        mark_of_judged="" if act.on == "entry" else visit.mark(thing),
        lines=[
            (
                one,
                teller.tell(one.act, who=one.actor),
                say_time(one.time),
                bool(wrong) and str(one.entry) not in before,
            )
            for one in reversed(shown)
        ],
        teller=teller,
        topics=provision_choices(report.edition),
        cap_of=cap_of,
        meaning_of=lambda field, word: next(
            (
                one.meaning
                for one in report.edition.record.codebook.terms
                if (one.field, one.word) == (field, word)
            ),
            "",
        ),
        terms_of=lambda field: [
            one for one in report.edition.record.codebook.terms if one.field == field
        ],
        ruled_words=RULED,
        unknown_words=UNKNOWN,
        derived_words=DERIVED,
        work_words=WORK,
        link=_link(typed),
        described=_described(visit) if act.key == "describe" else {},
        sides=list(known_sides(report.edition.record)),
    )


def _described(visit: Visit) -> dict[str, str]:
    """Give what stands in the fields of a description: what was typed, else what is known."""
    about = visit.source.description
    if visit.typed.one("described"):
        names = (*PLAIN, *LISTS, *DATES, "reference", "complete", "described")
        return {name: visit.typed.one(name) for name in names}
    found = {name: getattr(about, name) or "" for name in (*PLAIN, *DATES)}
    found |= {name: "\n".join(getattr(about, name)) for name in LISTS}
    found["reference"] = about.reference.text if about.reference else ""
    found["complete"] = {True: "yes", False: "no", None: ""}[about.complete]
    found["described"] = description_mark(about)
    return found


def _link(typed: Typed) -> Any:
    """Give what makes the address of this form with something else chosen."""

    def link(**changed: str) -> str:
        names = ("provision", "place", "period", "party", "source", "statement")
        kept = {name: typed.one(name) for name in names if typed.one(name)}
        return "?" + urlencode(kept | changed)

    return link


def _subject(visit: Visit, act: Act, teller: Teller) -> Any:
    if act.on == "provision":
        return teller.row(visit.row.agreement, visit.row.key)
    if act.on == "source":
        return teller.source(visit.source.id)
    if act.on == "statement":
        return teller.statement(visit.statement.id)
    return _("Judgements")


def teller_of(report: Sight) -> Teller:
    """Give what tells acts in the names of a report."""
    names = Blackened(report.persons)
    open_desk = report.edition.options.include_sensitive

    def find(id: str) -> Statement | None:
        found = report.marked(id)
        return found[0] if found else None

    return Teller(report.edition, find, str if open_desk else names.of)


async def show_judgements(request: Request) -> Response:
    """List the judgements that stand, newest first."""

    def tell(journal: Journal, report: Sight) -> Response:
        teller = teller_of(report)
        asked = request.query_params
        kinds = kinds_of(report.edition.record.judgements)
        kind = asked.get("kind", "")
        found = [
            one
            for one in reversed(report.edition.record.judgements)
            if type(one.act).__name__ in (WITHDRAWABLE if not kind else {kind})
            and type(one.act).__name__ in WITHDRAWABLE
        ]
        page = page_of(len(found), asked.get("page", ""), size=ON_A_PAGE)
        return show(
            report.edition,
            "judgements.html",
            "judgements",
            pens=pens_of(request, journal, report, here="judgements"),
            title=_("Judgements"),
            lines=[
                (one, teller.tell(one.act, who=one.actor), say_time(one.time))
                for one in found[page.part]
            ],
            kinds=kinds,
            kind=kind,
            total=len(found),
            number=page.number,
            pages=page.pages,
        )

    return await desk_of(request).pages.run(with_sight(desk_of(request), tell))


#: Judgements that are listed, by the name of their act, and what a list of one kind is called.
WITHDRAWABLE: Mapping[str, str] = {
    "CellRated": N_("Ratings"),
    "SourceGraded": N_("Grades of documents"),
    "StatementGraded": N_("Grades of statements"),
    "DerivationSet": N_("What hangs on what"),
    "CellReplied": N_("Replies"),
    "DisputeRuled": N_("Rulings on disputes"),
    "ReportIssued": N_("Reports handed out"),
}


def kinds_of(judgements: tuple[Judged, ...]) -> list[tuple[str, str, int]]:
    """Give the kinds of judgement that there are: key, name, how many."""
    found = [type(one.act).__name__ for one in judgements]
    return [(key, _(name), found.count(key)) for key, name in WITHDRAWABLE.items() if key in found]


ROUTES = [
    Route("/judgements", show_judgements),
    Route("/judge/{act}", show_form),
    Route("/judge/{act}", record, methods=["POST"]),
]
