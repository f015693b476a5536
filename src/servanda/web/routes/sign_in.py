"""Signing in and out: by name and the printed address, or by name and password."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.saying import N_, _, counted
from servanda.web.entrance.door import TooOften
from servanda.web.entrance.session import clean_name
from servanda.web.guard import desk_of, field_of, local_path, seat
from servanda.web.views import plain_page

WRONG_NAME = N_("A name has 1 to 60 letters, and does not begin with “reader:”.")
#: The same for a name that nobody has: who the coders are is not told here.
WRONG_PASSWORD = N_("This name and this password do not go together.")


async def ask_name(request: Request) -> Response:
    """Show who may sit down, and ask for the name under which acts are recorded."""
    desk = desk_of(request)
    key = request.query_params.get("key", "")
    known = desk.keys.is_address_key(key) or request.state.coder is not None
    return _page(
        request,
        key=desk.keys.address_key if known and not desk.keys.asks_password else "",
        name=request.state.coder or ("" if desk.keys.asks_password else desk.coder),
        onward=local_path(request.query_params.get("next", "/")),
    )


async def sign_in(request: Request) -> Response:
    """Let somebody sit down under a name."""
    desk = desk_of(request)
    given, onward = field_of(request, "name"), local_path(field_of(request, "next"))
    if desk.door is None:
        key = field_of(request, "key")
        if not desk.keys.is_address_key(key):
            return _page(request, key="", name=given, onward=onward, status=403)
        name, wrong, status = clean_name(given), WRONG_NAME, 400
    else:
        key, wrong, status = "", WRONG_PASSWORD, 403
        address = request.client.host if request.client else ""
        try:
            name = await desk.door.let_in(given, field_of(request, "password"), address=address)
        except TooOften as error:
            page = _page(
                request, key="", name=given, onward=onward, wrong=_later(error), status=429
            )
            page.headers["Retry-After"] = str(error.seconds)
            return page
    if name is None:
        return _page(request, key=key, name=given, onward=onward, wrong=wrong, status=status)
    response = RedirectResponse(onward, 303)
    seat(response, desk.keys, desk.keys.open_session(name))
    return response


def _later(error: TooOften) -> str:
    minutes = -(-error.seconds // 60)
    wait = (
        counted(minutes, "{number} minute", "{number} minutes")
        if error.seconds > 60
        else counted(error.seconds, "{number} second", "{number} seconds")
    )
    return _("Too many attempts failed. Wait and try again: {time}.").format(time=wait)


async def sign_out(request: Request) -> Response:
    """Let somebody get up: whoever has a copy of the cookie is out, too."""
    keys = desk_of(request).keys
    keys.end_sessions(request.state.coder)
    key = "" if keys.asks_password else f"?key={quote(keys.address_key)}"
    response = RedirectResponse(f"/sign-in{key}", 303)
    response.delete_cookie(
        keys.cookie, path="/", secure=keys.secure, httponly=True, samesite="strict"
    )
    return response


def _page(
    request: Request, *, key: str, name: str, onward: str, wrong: str = "", status: int = 200
) -> Response:
    desk = desk_of(request)
    return plain_page(
        "sign_in.html",
        status=status,
        # Its name may tell too much to somebody who is not let in.
        dossier="" if desk.keys.asks_password else desk.path.name,
        asks_password=desk.keys.asks_password,
        key=key,
        name=name,
        next=onward,
        wrong=_(wrong) if wrong in (WRONG_NAME, WRONG_PASSWORD) else wrong,
    )
