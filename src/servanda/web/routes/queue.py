"""The queue: proposals one at a time or in a list, ready to be ruled on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from servanda.domain.statement import Statement
from servanda.dossier.edition import Edition
from servanda.journal import Journal
from servanda.saying import _, counted
from servanda.web.amend_form import Fields, fields_of_statement
from servanda.web.choices import (
    coders_known,
    form_choices,
    provision_choices,
    reasons_given,
    source_choices,
)
from servanda.web.done import told_done
from servanda.web.guard import coder_of, desk_of
from servanda.web.item import make_item, row_names
from servanda.web.own_pages import bare, pens
from servanda.web.paging import page_of
from servanda.web.queue import SORTS, STATES, Asked, Queue, in_queue, pace_of
from servanda.web.standing import Standing
from servanda.web.versions import VersionLine, as_sent, side_by_side, tell
from servanda.web.views import environment, show
from servanda.workflows import rule

ON_A_PAGE = 100


@dataclass(frozen=True)
class Refusal:
    """Why an act was not recorded, and what somebody typed for it."""

    words: str
    reason: str = ""
    fields: Fields | None = None
    #: What the form showed when it was filled in, where that has changed since.
    saw: str = ""
    stale: bool = False
    open: str = ""
    #: Of a bulk: what was ticked, and which of it changed.
    ticked: frozenset[str] = frozenset()
    changed: tuple[str, ...] = ()


async def show_queue(request: Request) -> Response:
    """Show the queue that the address asks for."""
    return await desk_of(request).acts.run(lambda journal: queue_page(request, journal))


def queue_page(
    request: Request,
    journal: Journal,
    *,
    given: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    """Give the page of a queue; with a refusal, what was typed stands in it again."""
    given = request.query_params if given is None else given
    standing = desk_of(request).standing(journal)
    asked = Asked.of(given)
    found = chosen(request, journal, asked)
    listed = given.get("view") == "list"
    edition, values = (
        _list(standing, found, given.get("page", ""), refusal)
        if listed
        else _one(request, journal, asked, found, given.get("at", ""), refusal)
    )
    head = {
        "asked": asked,
        "wrong": Asked.wrong(given),
        "total": len(found),
        "sorts": SORTS,
        "states": STATES,
        "provisions": provision_choices(edition),
        "sources": source_choices(standing, asked.source),
        **_pace(standing, journal, coder_of(request), len(found)),
        "refusal": refusal,
        "done": told_done(journal, given.get("done", ""), coder_of(request)),
        "view": "list" if listed else "",
        "reasons": reasons_given(standing),
    }
    return show(
        edition,
        "queue_list.html" if listed else "queue.html",
        "queue",
        pens=pens(request, standing, "queue"),
        title=_("Queue"),
        status=409 if refusal else 200,
        **(head | values),
    )


def _pace(standing: Standing, journal: Journal, coder: str, total: int) -> dict[str, object]:
    found = pace_of(standing, journal, coder, now=datetime.now(UTC))
    goes_on = found.a_minute > 0 and total > 0
    return {"pace": found, "ready_in": say_span(total / found.a_minute) if goes_on else ""}


def say_span(minutes: float) -> str:
    """Give how long something takes in words: "4 minutes", "3 hours"."""
    if minutes < 100:
        return counted(max(1, round(minutes)), "{number} minute", "{number} minutes")
    return counted(round(minutes / 60), "{number} hour", "{number} hours")


def told_to_script(
    request: Request, journal: Journal, given: Mapping[str, str], *, done: str, at: str
) -> dict[str, object]:
    """Give what a page that stays on screen shows anew after an act: pace, undo, and its place."""
    desk, coder = desk_of(request), coder_of(request)
    standing = desk.standing(journal)
    asked = Asked.of(given)
    found = chosen(request, journal, asked)
    values = {
        "pens": pens(request, standing, "queue"),
        "total": len(found),
        "place": found.place(at) if at else None,
        **_pace(standing, journal, coder, len(found)),
        "done": told_done(journal, done, coder),
        "back": asked.address(),
    }
    parts = {
        name: environment().get_template(f"{name}.html").render(**values)
        for name in ("queue_pace", "queue_done", "queue_place")
    }
    return {**parts, "at": at}


def chosen(request: Request, journal: Journal, asked: Asked) -> Queue:
    """Give the ids of a queue's statements in its order."""
    desk = desk_of(request)
    among = desk.threads(journal).asked_on if asked.asked else None
    return in_queue(desk.standing(journal), asked, among=among)


def _one(  # noqa: PLR0917 - the parts of one page
    request: Request,
    journal: Journal,
    asked: Asked,
    found: Queue,
    at: str,
    refusal: Refusal | None,
) -> tuple[Edition, dict[str, object]]:
    """Give what the page of one statement shows: the one at an id, else the first."""
    desk = desk_of(request)
    standing = desk.standing(journal)
    statement = standing.statements.get(at) if at else None
    gone = bool(at) and statement is None
    if statement is None and found:
        statement = standing.statements[found[0]]
    if statement is None:
        return bare(standing), {"item": None, "gone": gone}
    place = found.place(statement.id)
    before = found[place - 1] if place else ""
    follows = 0 if place is None else place + 1
    after = found[follows] if follows < len(found) else ""
    edition = standing.edition(statement.source)
    return edition, {
        "item": make_item(standing, edition, statement),
        "fields": (refusal.fields if refusal else None) or fields_of_statement(statement),
        "gone": gone,
        "place": place,
        "before": asked.address(at=before) if before else None,
        "after": asked.address(at=after) if after else None,
        "then": after or before,
        "back": asked.address(),
        "saw": as_sent(edition, statement),
        "versions": versions_of(edition, statement, refusal),
        "ruling": standing.ruling(statement.id),
        "threads": desk.threads(journal).of(statement.id),
        "coders": coders_known(request, journal),
        **form_choices(edition, statement),
    }


def versions_of(
    edition: Edition, statement: Statement, refusal: Refusal | None
) -> list[VersionLine]:
    """Give what somebody saw beside what stands now, if an act was refused for that."""
    if refusal is None or not refusal.stale:
        return []
    return side_by_side(refusal.saw, tell(edition, statement))


def _list(
    standing: Standing, found: Queue, page: str, refusal: Refusal | None
) -> tuple[Edition, dict[str, object]]:
    """Give what a page of the list shows."""
    shown_page = page_of(len(found), page, size=ON_A_PAGE)
    shown = standing.read(found[shown_page.part]).values()
    edition = bare(standing)
    lines = [
        (
            one,
            standing.mark(one.id),
            " ".join(one.quote.split()),
            row_names(edition, one),
            _source_name(standing, one.source),
        )
        for one in shown
    ]
    return edition, {
        "lines": lines,
        "number": shown_page.number,
        "pages": shown_page.pages,
        "whole": found.mark(),
        "ticked": refusal.ticked if refusal else frozenset(),
        "changed": [
            (standing.statements[id], standing.ruling(id))
            for id in (refusal.changed if refusal else ())
            if id in standing.statements
        ],
        "at_once": min(len(found), rule.MOST_AT_ONCE),
    }


def _source_name(standing: Standing, id: str) -> str:
    source = standing.record.source_by_id.get(id)
    return source.shown_name if source else id


async def show_help(request: Request) -> Response:
    """Explain the desk in its users' words."""

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        return show(
            bare(standing),
            "help.html",
            "desk/help",
            pens=pens(request, standing, "help"),
            title=_("Help"),
        )

    return await desk_of(request).acts.run(make)
