"""What the desk's own pages are made with: the names of the record, and what is added to them."""

from __future__ import annotations

from starlette.requests import Request

from servanda.dossier.edition import Edition
from servanda.web.as_of import asked_of, past_of
from servanda.web.guard import coder_of, desk_of
from servanda.web.standing import Standing
from servanda.web.views import Pens


def bare(standing: Standing) -> Edition:
    """Give the names of the record, without any statement."""
    return standing.edition("")


def pens(request: Request, standing: Standing, here: str) -> Pens:
    """Give what the desk adds to its own pages."""
    return Pens(
        coder=coder_of(request),
        token=desk_of(request).keys.form_token(coder_of(request)),
        head_count=standing.head.count,
        left=standing.left(),
        here=here,
        back=request.url.path,
        asked=asked_of(request),
        past=past_of(request),
    )
