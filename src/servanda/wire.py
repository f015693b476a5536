"""Values to JSON and back, the same bytes for the same value; their JSON Schema."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from servanda.domain.statement import Statement

T = TypeVar("T")
_encoder = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """Give a domain value as compact UTF-8 JSON; fields in their declared order."""
    return _encoder.encode(value)


def decode(data: bytes | str, type: type[T]) -> T:
    """Give the domain value that this JSON holds.

    Raises:
        msgspec.ValidationError: It does not fit; the message names the path (`$.kind`).
    """
    return msgspec.json.decode(data, type=type)


def plain(value: object) -> Any:
    """Give a domain value as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def statement_object(statement: Statement) -> dict[str, Any]:
    """Give a statement as the published object: `confidence` is absent where not measured."""
    fields: dict[str, Any] = msgspec.to_builtins(statement)
    if fields["confidence"] is None:
        del fields["confidence"]
    return fields


def statement_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the published statement object."""
    (_, parts) = msgspec.json.schema_components([Statement], ref_template="#/$defs/{name}")
    whole = parts.pop("Statement")
    whole["required"] = [name for name in whole["required"] if name != "confidence"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **whole,
        "$defs": parts,
    }
