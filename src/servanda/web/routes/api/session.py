"""Who is signed in, and the head that the record has now."""

from __future__ import annotations

import msgspec

from servanda.web.operations import Call, Nothing, Operation, Operations


class Session(msgspec.Struct, frozen=True):
    """Who is signed in, and the token that every act carries in `X-Servanda-Form`."""

    coder: str
    token: str
    head: str


class Now(msgspec.Struct, frozen=True):
    """The head that the record has now: a page that shows fewer entries is not the latest."""

    count: int
    head: str


def show_session(call: Call, asked: Nothing) -> Session:  # noqa: ARG001 - nothing is asked
    """Who is signed in, and the token of acts."""
    return Session(call.coder, call.desk.keys.form_token(call.coder), str(call.journal.head()))


def show_head(call: Call, asked: Nothing) -> Now:  # noqa: ARG001 - nothing is asked
    """The head that the record has now."""
    head = call.journal.head()
    return Now(head.count, str(head))


OPERATIONS: Operations = [
    Operation("GET", "/api/session", Nothing, Session, show_session),
    Operation("GET", "/api/head", Nothing, Now, show_head),
]
