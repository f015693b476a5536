"""Ruling: accept, reject, amend, one or many, and taking back; each act is refused when stale."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.amend_form import fields_of_form, read_changes
from servanda.web.guard import (
    Refused,
    coder_of,
    desk_of,
    error_object,
    field_of,
    fields_of,
    local_path,
    wants_json,
)
from servanda.web.paging import whole_number
from servanda.web.queue import Asked
from servanda.web.routes.queue import Refusal, chosen, queue_page, told_to_script
from servanda.workflows import rule
from servanda.workflows.undo import undo


async def act(request: Request) -> Response:
    """Rule on one statement."""
    return await desk_of(request).acts.run(lambda journal: _act(request, journal))


def _act(request: Request, journal: Journal) -> Response:
    what, id, mark = (field_of(request, name) for name in ("act", "id", "seen"))
    reason = field_of(request, "why") if what == "amend" else field_of(request, "reason")
    sent = fields_of_form(request.state.form) if what == "amend" else None
    first = journal.head().count + 1
    try:
        statement = _statement(request, journal, id)
        seen = {statement.id: mark}
        actor = coder_of(request)
        if what == "accept":
            rule.accept(journal, [id], actor=actor, seen=seen)
        elif what == "reject":
            rule.reject(journal, [id], why=reason.strip(), actor=actor, seen=seen)
        elif sent is not None:
            # What changed since is told before what cannot be read.
            rule.verify_seen(journal, seen)
            changes = read_changes(journal.outline(), statement, sent)
            rule.amend(journal, id, changes=changes, why=sent.why, actor=actor, seen=seen)
        else:
            raise Refused(400, _("There is no act {what}.").format(what=repr(what[:40])))
    except ServandaError as error:
        if wants_json(request):
            return JSONResponse(error_object(409, str(error)), 409)
        refusal = Refusal(
            str(error),
            reason=reason,
            fields=sent,
            saw=field_of(request, "saw"),
            stale=isinstance(error, StaleAct),
            open=what,
        )
        # From a page of the report the way leads to the queue, which shows both versions.
        return queue_page(request, journal, given=_queue(request) | {"at": id}, refusal=refusal)
    return onward(request, journal, first, journal.head().count)


def _statement(request: Request, journal: Journal, id: str) -> Statement:
    """Give a statement that this desk shows; what is marked sensitive is as if it were not there.

    Raises:
        UnknownThing: There is none.
    """
    statement = journal.statement(id)
    if statement is None or statement.id not in desk_of(request).standing(journal).statements:
        raise UnknownThing("statement", id[:80])
    return statement


async def bulk(request: Request) -> Response:
    """Rule on all that was ticked, or on a whole queue, in one batch."""
    return await desk_of(request).acts.run(lambda journal: _bulk(request, journal))


def _bulk(request: Request, journal: Journal) -> Response:
    what, reason = field_of(request, "act"), field_of(request, "reason").strip()
    given = _queue(request)
    first = journal.head().count + 1
    try:
        if what == "accept-all":
            standing = desk_of(request).standing(journal)
            found = chosen(request, journal, Asked.of(given))
            if found.mark() != field_of(request, "whole"):
                raise StaleAct(_("This list changed since you saw it. Nothing was recorded."))
            rule.accept_many(
                journal, found[: rule.MOST_AT_ONCE], actor=coder_of(request), head=standing.head
            )
        else:
            seen = _ticked(fields_of(request, "tick"))
            for id in seen:
                _statement(request, journal, id)
        if what == "accept":
            rule.accept(journal, list(seen), actor=coder_of(request), seen=seen)
        elif what == "reject":
            rule.reject(journal, list(seen), why=reason, actor=coder_of(request), seen=seen)
        elif what != "accept-all":
            raise Refused(400, _("There is no act {what}.").format(what=repr(what[:40])))
    except ServandaError as error:
        refusal = Refusal(
            str(error),
            reason=reason,
            stale=isinstance(error, StaleAct),
            ticked=frozenset(_ticked(fields_of(request, "tick"), some=False)),
            changed=error.ids if isinstance(error, StaleAct) else (),
        )
        return queue_page(request, journal, given=given, refusal=refusal)
    return onward(request, journal, first, journal.head().count)


def _ticked(values: list[str], *, some: bool = True) -> dict[str, str]:
    if some and not values:
        raise ServandaError(_("Nothing is ticked."))
    return {id: mark for id, _blank, mark in (one.partition(" ") for one in values)}


async def take_back(request: Request) -> Response:
    """Take back what was recorded just now."""
    return await desk_of(request).acts.run(lambda journal: _take_back(request, journal))


def _take_back(request: Request, journal: Journal) -> Response:
    first = whole_number(field_of(request, "first"))
    last = whole_number(field_of(request, "last"))
    if first is None or last is None:
        raise Refused(400, _("These are no numbers of entries."))
    before = journal.head().count
    try:
        ids = undo(journal, first, last, actor=coder_of(request))
    except ServandaError as error:
        return queue_page(request, journal, given=_queue(request), refusal=Refusal(str(error)))
    at = ids[0] if len(ids) == 1 else ""
    return onward(request, journal, before + 1, journal.head().count, at=at, taken_back=first)


def _queue(request: Request) -> dict[str, str]:
    """Give what the queue's address asked for, if a form was sent from there."""
    back = urlsplit(local_path(field_of(request, "back")))
    if back.path != "/queue":
        return {"state": "all"}
    return dict(parse_qsl(back.query))


def onward(
    request: Request,
    journal: Journal,
    first: int,
    last: int,
    *,
    at: str = "",
    taken_back: int = 0,
) -> Response:
    """Lead on to the next statement, and say what was recorded."""
    back = urlsplit(local_path(field_of(request, "back")))
    given = dict(parse_qsl(back.query))
    given.pop("page", None)
    done = f"{first}-{last}" + (f"~{taken_back}" if taken_back else "")
    following = at or field_of(request, "then")
    if back.path == "/queue":
        if not at and chosen(request, journal, Asked.of(given)).place(following) is None:
            # Ruled on meanwhile: the queue goes on with its first one, or says that none is left.
            following = ""
        more = {"at": following, "done": done, "view": given.get("view", "")}
        target = Asked.of(given).address(**more)
    else:
        fragment = f"#{back.fragment}" if back.fragment else ""
        target = f"{back.path}?done={done}{fragment}"
    if wants_json(request):
        told: dict[str, object] = {"ok": True, "next": target, "first": first, "last": last}
        if back.path == "/queue" and request.headers.get("x-servanda-part") == "queue":
            told |= told_to_script(request, journal, given, done=done, at=following)
        return JSONResponse(told)
    return RedirectResponse(target, 303)
