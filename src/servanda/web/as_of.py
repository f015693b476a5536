"""Any page as it stood: `?as-of=DAY` leads to `/as-of/NUMBER/...`, within which all links stay."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable
from dataclasses import replace
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from servanda.errors import ServandaError
from servanda.saying import _, say_number
from servanda.web.guard import Handler, Refused, told, wants_json
from servanda.web.lane import wait_for
from servanda.web.menu import NOW_ONLY
from servanda.web.past import PATIENCE_SECONDS, Past, Pasts, State
from servanda.web.views import plain_page, say_time

ADDRESS = re.compile(r"/as-of/([^/]+)(/.*)?")
NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
ASKED = "as-of"
#: Of what is only about now, what shows nothing of the record: it is the same in any state.
NO_RECORD = frozenset(("desk", "sign-in", "sign-out", "language"))
#: Addresses of the desk that a page writes from its root; `data-now` marks those that lead to now.
LINK = re.compile(
    rb'(?<!data-now )\b((?:href|action|data-url)=")/'
    rb"(?!/|as-of/|static/|(?:%s)[/?\"])" % "|".join(NOW_ONLY).encode()
)


def past_of(request: Request) -> Past | None:
    """Give the earlier state that a request is answered from; None for now."""
    found = getattr(request.state, "past", None)
    assert found is None or isinstance(found, Past)
    return found


def asked_of(request: Request) -> tuple[tuple[str, str], ...]:
    """Give what an address asks of its page, which stays when another state is looked at."""
    return tuple(
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in (ASKED, "done", "key")
    )


async def as_of(request: Request, call_next: Handler) -> Response:  # noqa: PLR0911 - one for each answer
    """Answer from the living record, or from the state that the address names."""
    found = ADDRESS.fullmatch(request.scope["path"])
    when = request.query_params.get(ASKED)
    if found is None and when is None:
        return await call_next(request)
    if request.method not in ("GET", "HEAD"):
        raise Refused(405, _("An earlier state cannot be changed: go back to now first."))
    path = (found[2] or "/") if found else request.scope["path"]
    # An address that begins with two strokes would lead to another host.
    path = "/" + path.lstrip("/")
    if found and when is None and not NUMBER.fullmatch(found[1]):
        # A day or a head in the place of a number: the address with its number follows.
        when = found[1]
    asked = asked_of(request)
    now = path + (f"?{urlencode(asked)}" if asked else "")
    pasts = request.app.state.pasts
    assert isinstance(pasts, Pasts)
    try:
        if when is not None:
            number = await pasts.number_of(when) if when.strip() else 0
            if not path.startswith("/api/"):
                return RedirectResponse(f"/as-of/{number}{now}" if number else now, 303)
        else:
            assert found is not None
            number = int(found[1])
        first = path.split("/")[1]
        if first in NO_RECORD:
            return RedirectResponse(now, 303)
        if first in NOW_ONLY:
            return _only_now(request, number, now)
        state = await pasts.state(number)
        waits = not path.startswith("/api/") and not wants_json(request)
        if not await _made(state, patience=PATIENCE_SECONDS if waits else None):
            return _wait(state, now)
    except ServandaError as error:
        return _not_there(request, str(error), now)
    request.state.desk = state.desk
    request.state.past = replace(state.past, now=now)
    request.scope["root_path"] = state.past.root
    request.scope["query_string"] = urlencode(asked).encode()
    return await _within(await call_next(request), state.past.root)


async def _made(state: State, *, patience: float | None) -> bool:
    if await wait_for(state.ready, patience=patience):
        # What went wrong while it was made is told to whoever asks.
        state.ready.result()
    return state.ready.done()


async def _within(response: Response, root: str) -> Response:
    """Let the links of a page lead to pages of the same state."""
    location = response.headers.get("location", "")
    if location.startswith("/") and not location.startswith(("//", "/as-of/")):
        response.headers["location"] = root + location
    if not response.headers.get("content-type", "").startswith("text/html"):
        return response
    parts = getattr(response, "body_iterator", None)
    assert isinstance(parts, AsyncIterable)
    body = b"".join([part async for part in parts])
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(LINK.sub(rb"\1" + root.encode() + b"/", body), response.status_code, kept)


def _wait(state: State, now: str) -> HTMLResponse:
    return plain_page(
        "past.html",
        status=202,
        title=_("One moment"),
        number=state.past.number,
        when=say_time(state.past.time),
        made=state.desk.lane.made,
        now=now,
        wrong="",
        only_now=False,
        when_asked="",
        say_number=say_number,
    )


def _only_now(request: Request, number: int, now: str) -> Response:
    """Say that a page has no earlier state: shown silently, its pens would write on today."""
    words = _("This page is only about now: an earlier state has none of it.")
    if wants_json(request):
        return told(request, 404, words)
    return plain_page(
        "past.html",
        status=404,
        title=_("Only about now"),
        number=number,
        when="",
        made=0,
        now=now,
        wrong=words,
        only_now=True,
        when_asked="",
        say_number=say_number,
    )


def _not_there(request: Request, words: str, now: str) -> Response:
    if wants_json(request) or request.scope["path"].startswith("/api/"):
        return told(request, 404, words)
    return plain_page(
        "past.html",
        status=404,
        title=_("No such state"),
        number=0,
        when="",
        made=0,
        now=now,
        wrong=words,
        only_now=False,
        when_asked=request.query_params.get(ASKED, ""),
        say_number=say_number,
    )
