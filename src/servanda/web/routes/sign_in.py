"""Signing in and out: by name, for those who hold the address that was printed at the start."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.web.guard import desk_of, field_of, local_path
from servanda.web.session import SESSION_SECONDS, clean_name
from servanda.web.views import plain_page


async def ask_name(request: Request) -> Response:
    """Show who may sit down, and ask for the name under which acts are recorded."""
    desk = desk_of(request)
    key = request.query_params.get("key", "")
    known = desk.keys.is_address_key(key) or request.state.coder is not None
    return plain_page(
        "sign_in.html",
        dossier=desk.path.name,
        key=desk.keys.address_key if known else "",
        name=request.state.coder or desk.coder,
        next=local_path(request.query_params.get("next", "/")),
        wrong="",
    )


async def sign_in(request: Request) -> Response:
    """Let somebody sit down under a name."""
    desk = desk_of(request)
    key, given = field_of(request, "key"), field_of(request, "name")
    name = clean_name(given)
    onward = local_path(field_of(request, "next"))
    if not desk.keys.is_address_key(key):
        return plain_page(
            "sign_in.html",
            dossier=desk.path.name,
            key="",
            name=given,
            next=onward,
            wrong="",
            status=403,
        )
    if name is None:
        wrong = "A name has 1 to 60 letters, and does not begin with “reader:”."
        return plain_page(
            "sign_in.html",
            dossier=desk.path.name,
            key=key,
            name=given,
            next=onward,
            wrong=wrong,
            status=400,
        )
    response = RedirectResponse(onward, 303)
    response.set_cookie(
        desk.keys.cookie,
        desk.keys.open_session(name),
        max_age=SESSION_SECONDS,
        path="/",
        httponly=True,
        samesite="strict",
    )
    return response


async def sign_out(request: Request) -> Response:
    """Let somebody get up."""
    desk = desk_of(request)
    response = RedirectResponse(f"/sign-in?key={quote(desk.keys.address_key)}", 303)
    response.delete_cookie(desk.keys.cookie, path="/", httponly=True, samesite="strict")
    return response
