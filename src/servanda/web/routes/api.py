"""The JSON API: statements, acts, the matrix, search; errors in one shape, described by OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from servanda import __version__, wire
from servanda.assessing import Dimension
from servanda.domain.statement import State, Statement
from servanda.errors import UnknownThing
from servanda.journal import Journal
from servanda.web.api import (
    Accept,
    Act,
    Amend,
    Endpoint,
    Matrix,
    MatrixField,
    Now,
    Recorded,
    Reject,
    Session,
    Shown,
    Statements,
    Undo,
    openapi,
)
from servanda.web.guard import Refused, coder_of, desk_of
from servanda.web.search import enough, find_statements
from servanda.web.standing import Standing
from servanda.workflows import rule
from servanda.workflows.amending import Amendment, changes_of
from servanda.workflows.undo import undo

MOST = 500


def _json(value: Shown | Statements | Session | Now | Matrix | Recorded) -> Response:
    plain = wire.plain(value)
    # The published object leaves out a confidence that was never measured.
    for one in plain.get("statements", [plain]):
        if "statement" in one and one["statement"]["confidence"] is None:
            del one["statement"]["confidence"]
    return Response(wire.encode(plain), media_type="application/json")


async def session(request: Request) -> Response:
    """Tell who is signed in."""
    desk = desk_of(request)
    head = await desk.acts.run(lambda journal: journal.head())
    coder = coder_of(request)
    return _json(Session(coder, desk.keys.form_token(coder), str(head)))


async def now(request: Request) -> Response:
    """Give the count of entries: a page that shows fewer says that something was recorded."""
    head = await desk_of(request).acts.run(lambda journal: journal.head())
    return _json(Now(head.count, str(head)))


async def statements(request: Request) -> Response:
    """Give the statements that fit, in the order in which they were recorded."""
    asked = request.query_params
    state, source = asked.get("state"), asked.get("source")
    limit, after = _number(request, "limit", 100, most=MOST), _number(request, "after", 0)
    if state is not None and state not in get_args(State):
        raise Refused(400, f"{state[:40]!r} is no state: {', '.join(get_args(State))}.")

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        provision = asked.get("provision")
        if provision is not None:
            rule.verify_provision(journal, provision)
        found = list(islice(_fitting(standing, state, provision, source), after, after + limit + 1))
        more = len(found) > limit
        following = dict(asked) | {"after": str(after + limit), "limit": str(limit)}
        return _json(
            Statements(
                str(standing.head),
                [_shown(standing, one) for one in found[:limit]],
                f"/api/statements?{urlencode(following)}" if more else None,
            )
        )

    return await desk_of(request).acts.run(make)


def _fitting(
    standing: Standing, state: str | None, provision: str | None, source: str | None
) -> Iterable[Statement]:
    for one in standing.statements.values():
        links = {name for link in one.provisions for name in (link.key, _full(link))}
        rows = links or {"(whole)" if one.level == "whole" else "(unmapped)"}
        if (
            (state is None or one.state == state)
            and (source is None or one.source == source)
            and (provision is None or provision in rows or provision.rpartition("/")[2] in rows)
        ):
            yield one


def _full(link: Any) -> str:
    return f"{link.agreement}/{link.key}"


async def statement(request: Request) -> Response:
    """Give one statement as it stands."""
    id = request.path_params["id"]

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        if id not in standing.statements:
            raise UnknownThing("statement", id[:80])
        return _json(_shown(standing, standing.statements[id]))

    return await desk_of(request).acts.run(make)


async def search(request: Request) -> Response:
    """Give the statements in which all the words stand, best first."""
    words = request.query_params.get("q", "").strip()[:200]
    if not enough(words):
        raise Refused(400, "Ask for three letters or more, in `q`.")

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        found = find_statements(journal, standing, words)
        shown = [_shown(standing, one) for one in found]
        return _json(Statements(str(standing.head), shown, None))

    return await desk_of(request).acts.run(make)


async def matrix(request: Request) -> Response:
    """Give a matrix of pictures, from accepted statements and with proposals added."""
    asked = request.query_params
    rows, columns = (
        _dimension(asked.get("rows", "provision")),
        _dimension(asked.get("columns", "place")),
    )
    if rows == columns:
        raise Refused(400, "Rows and columns are the same.")

    def make(journal: Journal) -> Response:
        report = desk_of(request).report(journal)
        record = report.edition.record
        keys = [one.key for one in record.agreements]
        key = asked.get("agreement") or (keys[0] if len(keys) == 1 else "")
        if key not in keys:
            raise UnknownThing("agreement", key[:80], nearest=tuple(keys[:5]))
        parent = asked.get("parent")
        if parent is not None and report.edition.agreements[key].provision(parent) is None:
            raise UnknownThing("provision", parent[:80])
        assessment = report.edition.assessment
        both = [
            [
                msgspec.convert({**one, "row": one[rows], "column": one[columns]}, MatrixField)
                for one in assessment.matrix(
                    agreement=key, rows=rows, columns=columns, parent=parent, proposals=proposals
                ).records()
            ]
            for proposals in (False, True)
        ]
        return _json(Matrix(str(record.head), key, rows, columns, *both))

    return await desk_of(request).pages.run(make)


def _dimension(given: str) -> Dimension:
    for one in get_args(Dimension):
        if one == given:
            found: Dimension = one
            return found
    raise Refused(400, f"Rows and columns are two of: {', '.join(get_args(Dimension))}.")


async def act(request: Request) -> Response:
    """Rule: accept, reject, amend, or take back; recorded whole or not at all."""
    try:
        given: Act = msgspec.json.decode(request.state.body, type=Act)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"This is no act: {error}.") from error

    def make(journal: Journal) -> Response:
        first = journal.head().count + 1
        _record(request, journal, given)
        head = journal.head()
        return _json(Recorded(str(head), first, head.count))

    return await desk_of(request).acts.run(make)


def _record(request: Request, journal: Journal, given: Act) -> None:
    actor = coder_of(request)
    if isinstance(given, Undo):
        undo(journal, given.first, given.last, actor=actor)
        return
    seen = {given.id: given.seen} if isinstance(given, Amend) else given.seen
    standing = desk_of(request).standing(journal)
    for id in seen:
        if id not in standing.statements:
            raise UnknownThing("statement", id[:80])
    if not seen:
        raise Refused(400, "The act names no statement: `seen` is empty.")
    if isinstance(given, Accept):
        rule.accept(journal, list(seen), actor=actor, seen=seen)
    elif isinstance(given, Reject):
        rule.reject(journal, list(seen), why=given.why, actor=actor, seen=seen)
    else:
        wanted = Amendment(
            kind=given.kind,
            stance=given.stance,
            extent=given.extent,
            provisions=tuple(given.provisions),
            whole=given.whole,
            about=tuple(given.about),
            nobody=given.nobody,
            side=given.side,
            when=given.when,
        )
        changes = changes_of(standing.record, wanted)
        rule.amend(journal, given.id, changes=changes, why=given.why, actor=actor, seen=seen)


def _shown(standing: Standing, statement: Statement) -> Shown:
    return Shown(statement, standing.mark(statement.id))


def _number(request: Request, name: str, default: int, *, most: int = 10_000_000) -> int:
    given = request.query_params.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdecimal() and len(given) < 9) or int(given) > most:
        raise Refused(400, f"`{name}` is a number from 0 to {most:,}.")
    return int(given)


_TEXT = {"type": "string"}
_ID = ("id", _TEXT, "A statement's id.")
ENDPOINTS = [
    Endpoint("GET", "/api/session", "Who is signed in, and the token of acts", session, Session),
    Endpoint("GET", "/api/head", "The head that the record has now", now, Now),
    Endpoint(
        "GET",
        "/api/statements",
        "Statements, in the order of the record",
        statements,
        Statements,
        asks=(
            ("state", {"type": "string", "enum": list(get_args(State))}, "Only in this state."),
            ("provision", _TEXT, "Only on this provision: `key` or `agreement/key`."),
            ("source", _TEXT, "Only in this source."),
            (
                "after",
                {"type": "integer", "minimum": 0, "maximum": 10_000_000},
                "Leave out so many.",
            ),
            ("limit", {"type": "integer", "minimum": 0, "maximum": MOST}, "At most so many."),
        ),
    ),
    Endpoint("GET", "/api/statements/{id}", "One statement", statement, Shown, asks=(_ID,)),
    Endpoint(
        "GET",
        "/api/search",
        "Statements in which all the words stand, best first",
        search,
        Statements,
        asks=(("q", {"type": "string", "minLength": 3}, "Words; three letters or more."),),
    ),
    Endpoint(
        "GET",
        "/api/matrix",
        "Pictures by two dimensions",
        matrix,
        Matrix,
        asks=(
            ("agreement", _TEXT, "Its key; may be left out where there is one."),
            (
                "rows",
                {"type": "string", "enum": list(get_args(Dimension))},
                "`provision` if left out.",
            ),
            (
                "columns",
                {"type": "string", "enum": list(get_args(Dimension))},
                "`place` if left out.",
            ),
            ("parent", _TEXT, "Show the provisions below this one."),
        ),
    ),
    Endpoint("POST", "/api/acts", "Rule on statements, or take back", act, Recorded, takes=Act),
]


async def describe(request: Request) -> Response:  # noqa: ARG001 - a route's signature
    """Give the OpenAPI description."""
    return JSONResponse(openapi(ENDPOINTS, version=__version__, title="Servanda, the review desk"))


async def nothing(request: Request) -> Response:
    """Say that there is nothing at an address of the API."""
    raise Refused(404, f"There is nothing at {request.url.path[:80]}; see /api/openapi.json.")


ROUTES = [
    *(Route(one.path, one.answer, methods=[one.method]) for one in ENDPOINTS),
    Route("/api/openapi.json", describe),
    Route("/api/{path:path}", nothing),
]
