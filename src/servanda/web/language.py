"""Which language the desk speaks to somebody: what they chose, else what their browser asks for."""

from __future__ import annotations

from starlette.requests import Request

from servanda.saying import Language, find_language, preferred_language

COOKIE = "servanda-language"


def language_of(request: Request) -> Language:
    """Give the language that whoever asks has chosen, or that their browser prefers."""
    chosen = find_language(request.cookies.get(COOKIE, ""))
    return chosen or preferred_language(request.headers.get("accept-language", ""))
