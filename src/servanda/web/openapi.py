"""The description of the API (OpenAPI 3.1), made from the table of its operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from servanda.web.operations import Operation


class Error(msgspec.Struct, frozen=True):
    """The one shape of every error: `error` is fit for a person's eyes."""

    ok: Literal[False]
    status: int
    error: str


STATUSES = {
    "400": "What was asked or sent cannot be understood.",
    "401": "Nobody is signed in.",
    "403": "The token is missing or another's, or the request comes from another site.",
    "404": "There is no such thing.",
    "405": "The address knows no such method.",
    "408": "It was sent too slowly.",
    "409": "Refused: it changed since it was seen, or cannot be so.",
    "413": "Too much was sent.",
    "415": "It is not of the kind that is taken here.",
    "421": "The desk answers only to its own address.",
    "429": "Too many attempts: wait for as long as `Retry-After` says.",
    "431": "It has too many headers.",
}
#: The bytes of a file, as they are (OpenAPI 3.1 leaves their schema open).
FILE: dict[str, Any] = {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
}
REF = "#/components/schemas/{name}"


def openapi(
    operations: Sequence[Operation[Any, Any]], *, version: str, title: str, cookie: str
) -> dict[str, Any]:
    """Give the description of these operations; `cookie` is the name of the session's."""
    bodies = [one.asks for one in operations if not one.in_address]
    types = list(dict.fromkeys([Error, *(one.gives for one in operations), *bodies]))
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    if "Statement" in components:
        # The published object leaves out a confidence that was never measured.
        components["Statement"]["required"].remove("confidence")
    by_type = dict(zip(types, schemas, strict=True))
    errors = {
        status: {"description": words, "content": _json(by_type[Error])}
        for status, words in STATUSES.items()
    }
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, by_type, errors)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": cookie},
                "form": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-Servanda-Form",
                    "description": "The token that /api/session gives.",
                },
            },
        },
    }


def _operation(
    one: Operation[Any, Any], by_type: dict[Any, dict[str, Any]], errors: dict[str, Any]
) -> dict[str, Any]:
    summary, _, more = (one.answer.__doc__ or "").partition("\n\n")
    found: dict[str, Any] = {
        "summary": " ".join(summary.split()),
        "operationId": one.name,
        "tags": [one.path.split("/")[2]],
        "parameters": _parameters(one) if one.in_address else [],
        "security": [{"session": []} if one.method == "GET" else {"session": [], "form": []}],
        "responses": {
            "200": {"description": "As asked.", "content": _json(by_type[one.gives])},
            **errors,
        },
    }
    if more:
        found["description"] = " ".join(more.split())
    if one.takes_file:
        found["requestBody"] = {"required": True, "content": FILE}
    elif one.method == "POST":
        found["requestBody"] = {"required": True, "content": _json(by_type[one.asks])}
    return found


def _parameters(one: Operation[Any, Any]) -> list[dict[str, Any]]:
    found = []
    for name, given in one.fields.items():
        schema = dict(given)
        told = schema.pop("description", "")
        if "anyOf" in schema:
            # In an address a thing that is not asked for is left out, and never null.
            [plain] = [kind for kind in schema.pop("anyOf") if kind.get("type") != "null"]
            schema = {**plain, **{key: schema[key] for key in ("default",) if schema.get(key)}}
        inside = f"{{{name}}}" in one.path
        found.append(
            {
                "name": name,
                "in": "path" if inside else "query",
                "required": inside or "default" not in given,
                "schema": schema,
                "description": told,
            }
        )
    return found


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
