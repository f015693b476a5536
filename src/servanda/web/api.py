"""What the API gives and takes: one table, from which both its routes and its OpenAPI are made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from servanda.domain.statement import Extent, Kind, Stance, Statement


class Shown(msgspec.Struct, frozen=True):
    """A statement as it stands; an act on it sends `seen` back, and is refused once it changed."""

    statement: Statement
    seen: str


class Statements(msgspec.Struct, frozen=True):
    """A page of statements; `next` is the address of the following one."""

    head: str
    statements: list[Shown]
    next: str | None


class Session(msgspec.Struct, frozen=True):
    """Who is signed in, and the token that every act carries in `X-Servanda-Form`."""

    coder: str
    token: str
    head: str


class Now(msgspec.Struct, frozen=True):
    """The head that the record has now: a page that shows fewer entries is not the latest."""

    count: int
    head: str


class MatrixField(msgspec.Struct, frozen=True):
    """One field of the matrix about one party: its word, and how many statements it rests on."""

    row: str
    column: str
    judged: str | None
    picture: str
    statements: int


class Matrix(msgspec.Struct, frozen=True):
    """The matrix twice: from accepted statements, and with proposals added; never their sum."""

    head: str
    agreement: str
    rows: str
    columns: str
    accepted: list[MatrixField]
    with_proposals: list[MatrixField]


class Accept(
    msgspec.Struct, tag="accept", tag_field="act", frozen=True, forbid_unknown_fields=True
):
    """Statements stand as they are: all of them, or none. `seen` by id."""

    seen: dict[str, str]


class Reject(
    msgspec.Struct, tag="reject", tag_field="act", frozen=True, forbid_unknown_fields=True
):
    """Statements do not stand, for a reason."""

    seen: dict[str, str]
    why: str


class Amend(msgspec.Struct, tag="amend", tag_field="act", frozen=True, forbid_unknown_fields=True):
    """A statement stands with changes; what is left out stays as it is.

    `provisions` are `key` or `agreement/key`; `about` are keys of parties; `when` is a date as
    people say it, or EDTF.
    """

    id: str
    seen: str
    kind: Kind | None = None
    stance: Stance | None = None
    extent: Extent | None = None
    provisions: list[str] = []
    whole: bool = False
    about: list[str] = []
    nobody: bool = False
    side: str | None = None
    when: str | None = None
    why: str = ""


class Undo(msgspec.Struct, tag="undo", tag_field="act", frozen=True, forbid_unknown_fields=True):
    """One's own rulings of entries `first` to `last` are taken back."""

    first: int
    last: int


Act = Accept | Reject | Amend | Undo


class Recorded(msgspec.Struct, frozen=True):
    """Which entries an act made: what `undo` takes."""

    head: str
    first: int
    last: int


class Error(msgspec.Struct, frozen=True):
    """The one shape of every error: `error` is fit for a person's eyes."""

    ok: Literal[False]
    status: int
    error: str


@dataclass(frozen=True)
class Endpoint:
    """One line of the table: an address, what it asks, takes and gives, and who answers."""

    method: Literal["GET", "POST"]
    path: str
    summary: str
    answer: Callable[[Request], Awaitable[Response]]
    gives: type
    #: Name -> (schema, explanation) of what may stand in the address.
    asks: Sequence[tuple[str, dict[str, Any], str]] = ()
    takes: Any = None


STATUSES = {
    "400": "What was asked or sent cannot be understood.",
    "401": "Nobody is signed in.",
    "403": "The token is missing or another's, or the request comes from another site.",
    "404": "There is no such thing.",
    "409": "Refused: it changed since it was seen, or cannot be so.",
    "413": "Too much was sent.",
    "415": "It is not JSON.",
}


def openapi(endpoints: Sequence[Endpoint], *, version: str, title: str) -> dict[str, Any]:
    """Give the OpenAPI description (3.1) of these endpoints."""
    types = [Error, *(one.gives for one in endpoints)]
    types += [one.takes for one in endpoints if one.takes is not None]
    schemas, components = msgspec.json.schema_components(
        types, ref_template="#/components/schemas/{name}"
    )
    # The published object leaves out a confidence that was never measured.
    components["Statement"]["required"].remove("confidence")
    by_type = dict(zip(map(str, types), schemas, strict=True))
    refused = _content(by_type[str(Error)])
    paths: dict[str, Any] = {}
    for one in endpoints:
        operation: dict[str, Any] = {
            "summary": one.summary,
            "operationId": f"{one.method.lower()}{one.path.replace('/', '_').translate(_PLAIN)}",
            "parameters": [
                {
                    "name": name,
                    "in": "path" if f"{{{name}}}" in one.path else "query",
                    "required": f"{{{name}}}" in one.path,
                    "schema": schema,
                    "description": explanation,
                }
                for name, schema, explanation in one.asks
            ],
            "responses": {
                "200": {"description": "As asked.", "content": _content(by_type[str(one.gives)])},
                **{
                    status: {"description": words, "content": refused}
                    for status, words in STATUSES.items()
                },
            },
        }
        if one.takes is not None:
            operation["requestBody"] = {
                "required": True,
                "content": _content(by_type[str(one.takes)]),
            }
            operation["parameters"].append(
                {
                    "name": "X-Servanda-Form",
                    "in": "header",
                    "required": True,
                    "schema": {"type": "string"},
                    "description": "The token that /api/session gives.",
                }
            )
        paths.setdefault(one.path, {})[one.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {"schemas": components},
    }


_PLAIN = str.maketrans({"{": "", "}": "", "-": "_"})


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
