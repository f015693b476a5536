"""What every request must pass: the right host, a small body, a session, and a form's token."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qs, quote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from servanda.saying import _, speak
from servanda.web.desk import Desk
from servanda.web.entrance.session import SESSION_SECONDS, Keys, Session
from servanda.web.language import language_of
from servanda.web.refused import Refused as Refused  # noqa: PLC0414 - also asked for here
from servanda.web.upload import take_file, take_form

#: A form with a bulk of rulings or a long reason is far smaller.
MOST_BYTES = 512 * 1024
#: A long text to be corrected, each sign of which JSON may write with six.
MOST_JSON_BYTES = 2 * 1024 * 1024
#: More fields than a bulk of ticks and a form have are no form of ours.
MOST_FIELDS = 5_000

#: Browsers send some twenty, a proxy adds a few.
MOST_HEADERS = 100
#: Longest time for a body; the slowest line sends half a megabyte in less.
BODY_SECONDS = 60.0

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With no referrer at all a browser hides where a form comes from, which we want to check.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/sign-in", "/static/", "/language")
#: Where files are sent: each as the whole body, or many in a form.
FILES = ("/api/sources",)
FILE_FORMS = ("/add",)


Handler = Callable[[Request], Awaitable[Response]]


def desk_of(request: Request) -> Desk:
    """Give the desk that a request was sent to."""
    # Where an earlier state is shown, that lies on a desk of its own.
    desk = getattr(request.state, "desk", request.app.state.desk)
    assert isinstance(desk, Desk)
    return desk


def coder_of(request: Request) -> str:
    """Give who sent a request that the guard let pass."""
    return str(request.state.coder)


async def guard(request: Request, call_next: Handler) -> Response:
    """Let a request pass, or answer it here; every answer leaves with the same headers."""
    speak(language_of(request))
    try:
        early = await _stopped(request)
        response = early or await call_next(request)
    except Refused as refused:
        response = told(request, refused.status, str(refused))
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    _renew(request, response)
    return response


def _renew(request: Request, response: Response) -> None:
    """Note in the cookie that its coder is active; what a page asks by itself is no activity."""
    session: Session | None = getattr(request.state, "session", None)
    if session is None or request.url.path == "/api/head" or "set-cookie" in response.headers:
        return
    keys = desk_of(request).keys
    if cookie := keys.renewed(session):
        seat(response, keys, cookie)


def seat(response: Response, keys: Keys, cookie: str) -> None:
    """Have the browser keep a session's cookie, which no script sees and no other site sends."""
    response.set_cookie(
        keys.cookie,
        cookie,
        max_age=SESSION_SECONDS,
        path="/",
        secure=keys.secure,
        httponly=True,
        samesite="strict",
    )


async def _stopped(request: Request) -> Response | None:
    desk = desk_of(request)
    if len(request.headers.raw) > MOST_HEADERS:
        raise Refused(431, _("This request has too many headers."))
    # A page of another site whose name was pointed at this machine asks under that name.
    if request.headers.get("host", "") not in desk.hosts:
        raise Refused(
            421, _("This desk answers only to the address that was printed at its start.")
        )
    session = desk.keys.session_of(request.cookies.get(desk.keys.cookie, ""))
    coder = session.coder if session else None
    request.state.session, request.state.coder, request.state.form = session, coder, {}
    writes = request.method == "POST"
    if writes:
        _verify_origin(request)
    if request.url.path.startswith(OPEN):
        if writes:
            request.state.form = await _read_form(request)
        return None
    if request.method not in ("GET", "HEAD", "POST"):
        # No route knows it: it is told so without a look at what was sent.
        return None
    if coder is None:
        if request.url.path.startswith("/api") or wants_json(request):
            raise Refused(401, _("Sign in first: open the desk in this browser."))
        if writes:
            raise Refused(
                403,
                _(
                    "You are no longer signed in. Sign in in another tab, come back to this page, "
                    "and send the form again: nothing was recorded."
                ),
            )
        return RedirectResponse(_sign_in(request), 303)
    if writes:
        # Only now is it read: whoever is not let in sends nothing.
        await _take(request)
    if writes and not desk.keys.is_form_token(_token(request), coder):
        if upload := getattr(request.state, "upload", None):
            upload.drop()
        raise Refused(
            403,
            _(
                "This form is not from your session at this desk. Go back, load the page again and "
                "send it once more: nothing was recorded."
            ),
        )
    return None


async def _take(request: Request) -> None:
    """Read what was sent: a form, a form of files, JSON, or a file that is the whole body."""
    path, kind = request.url.path, _kind(request)
    cache = desk_of(request).cache
    if path in FILES:
        if kind != "application/octet-stream":
            raise Refused(415, _("Send {type} here.").format(type="application/octet-stream"))
        # Without its token, which stands in a header here, a file is not taken at all.
        if desk_of(request).keys.is_form_token(_token(request), coder_of(request)):
            name = request.query_params.get("name", "")
            request.state.upload = await take_file(request, name, cache=cache)
    elif path.startswith("/api/"):
        request.state.body = await _read(request, "application/json", most=MOST_JSON_BYTES)
    elif path in FILE_FORMS:
        if kind != "multipart/form-data":
            raise Refused(415, _("Send {type} here.").format(type="multipart/form-data"))
        request.state.upload = await take_form(request, cache=cache)
        request.state.form = request.state.upload.fields
    else:
        request.state.form = await _read_form(request)


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _sign_in(request: Request) -> str:
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    key = request.query_params.get("key", "")
    return f"/sign-in?key={quote(key)}" if key else f"/sign-in?next={quote(here)}"


def _verify_origin(request: Request) -> None:
    origin = request.headers.get("origin")
    if origin is not None:
        desk, sent = desk_of(request), urlsplit(origin)
        if sent.netloc not in desk.hosts or (desk.keys.secure and sent.scheme != "https"):
            raise Refused(403, _("This form was sent from another site."))
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403, _("This form was sent from another site."))


async def _read(request: Request, wanted: str, *, most: int) -> bytes:
    if _kind(request) != wanted:
        raise Refused(415, _("Send {type} here.").format(type=wanted))
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise Refused(
                        413,
                        _("At most {number} kB can be sent; this is more.").format(
                            number=most // 1024
                        ),
                    )
    except TimeoutError:
        raise Refused(408, _("This was sent too slowly: nothing was recorded.")) from None
    return bytes(body)


async def _read_form(request: Request) -> dict[str, list[str]]:
    body = await _read(request, "application/x-www-form-urlencoded", most=MOST_BYTES)
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(
            400, _("This form cannot be read: it is not UTF-8, or has too many fields.")
        ) from None


def field_of(request: Request, name: str) -> str:
    """Give the first value of a form's field; "" if it is not there."""
    values: list[str] = request.state.form.get(name, [])
    # A browser sends the ends of lines as a wire would.
    return values[0].replace("\r\n", "\n") if values else ""


def fields_of(request: Request, name: str) -> list[str]:
    """Give all values of a form's field."""
    values: list[str] = request.state.form.get(name, [])
    return values


def _token(request: Request) -> str:
    return request.headers.get("x-servanda-form", "") or field_of(request, "token")


def wants_json(request: Request) -> bool:
    """Tell whether a script asked, which shows the answer itself."""
    return request.headers.get("accept", "").startswith("application/json")


def lead(request: Request, target: str) -> Response:
    """Lead on after something was recorded; a script goes there itself."""
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target})
    return RedirectResponse(target, 303)


def told(
    request: Request, status: int, words: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """Tell what went wrong: to a script in the one shape of errors, else as plain words."""
    if wants_json(request) or request.url.path.startswith("/api"):
        return JSONResponse(error_object(status, words), status, headers)
    return PlainTextResponse(words + "\n", status, headers)


def error_object(status: int, words: str) -> dict[str, object]:
    """Give the one shape in which every error of the API is told."""
    return {"ok": False, "status": status, "error": words}


def local_path(given: str) -> str:
    """Give a path within this desk to go on to; "/" for anything that leads elsewhere."""
    inside = given.startswith("/") and not given.startswith(("//", "/\\"))
    return given if inside and given.isprintable() and "\\" not in given else "/"
