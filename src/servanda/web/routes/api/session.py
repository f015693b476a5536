"""Who is signed in, and the head that the record has now."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.web.news import news_since, own_ranges
from servanda.web.operations import Asks, Call, Nothing, Operation, Operations


class Session(msgspec.Struct, frozen=True):
    """Who is signed in, and the token that every act carries in `X-Servanda-Form`."""

    coder: str
    token: str
    head: str


class AskedNow(Asks, frozen=True, kw_only=True):
    """Since when somebody looks."""

    since: Annotated[
        Annotated[int, Meta(ge=0, le=2**53)] | None,
        Meta(description="The entries that a page shows: what came after is told."),
    ] = None
    own: Annotated[
        str,
        Meta(max_length=600, description="Entries that the page itself recorded: `12-14,20-20`."),
    ] = ""


class Now(msgspec.Struct, frozen=True):
    """The head that the record has now: a page that shows fewer entries is not the latest.

    `news` tells who recorded what since, in sentences that name nothing.
    """

    count: int
    head: str
    news: list[str] = []


def show_session(call: Call, asked: Nothing) -> Session:  # noqa: ARG001 - nothing is asked
    """Who is signed in, and the token of acts."""
    return Session(call.coder, call.desk.keys.form_token(call.coder), str(call.journal.head()))


def show_head(call: Call, asked: AskedNow) -> Now:
    """The head that the record has now, and who recorded what since a page was shown."""
    head = call.journal.head()
    if asked.since is None or asked.since >= head.count:
        return Now(head.count, str(head))
    news = news_since(
        call.journal,
        asked.since,
        own=tuple(own_ranges(asked.own)),
        include_sensitive=call.desk.include_sensitive,
    )
    return Now(head.count, str(head), news)


OPERATIONS: Operations = [
    Operation("GET", "/api/session", Nothing, Session, show_session),
    Operation("GET", "/api/head", AskedNow, Now, show_head),
]
