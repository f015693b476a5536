"""A side-car: what somebody knows about a document, in a small YAML file beside it."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from servanda.domain.source import ArchiveReference, Description
from servanda.errors import SidecarError
from servanda.intake.archive_reference import read_reference

#: A side-car is a page by hand; a larger file was put there by mistake.
MAX_BYTES = 1024 * 1024
_FIELDS = tuple(field.name for field in dataclasses.fields(Description))
_LISTS = ("creators", "recipients", "derives_from")
_REFERENCE_PARTS = tuple(field.name for field in dataclasses.fields(ArchiveReference))
_EXAMPLE = "a field and its value, such as `title: Letter from the delegates`"


def load_sidecar(path: Path) -> Description:
    """Give the description that a side-car file states; fields it leaves out stay unknown.

    Every field of `Description` may stand in it, under its own name. `creators`, `recipients` and
    `derives_from` take one name or a list; `reference` takes the reference as printed, or its
    parts; dates are EDTF.

    Raises:
        SidecarError: It cannot be opened or understood; the message names file and line.
    """
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        seen = f"cannot be opened: {error.strerror or error}"
        raise SidecarError(seen, file=name, line=None, expected="a YAML file") from error
    if len(data) > MAX_BYTES:
        seen = f"{len(data):,} bytes"
        raise SidecarError(
            seen, file=name, line=None, expected=f"a side-car of at most {MAX_BYTES:,} bytes"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        seen = f"byte {data[error.start]:#04x} is not UTF-8"
        raise SidecarError(seen, file=name, line=line, expected="a file in UTF-8") from error
    return parse_sidecar(text, file=name)


def parse_sidecar(text: str, *, file: str) -> Description:
    """Give the description that this YAML states; `file` is its name in messages."""
    try:
        # The round-trip loader builds plain mappings that know their lines, and no Python objects.
        document = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        seen = error.problem or "not YAML"
        raise SidecarError(seen, file=file, line=line, expected=_EXAMPLE) from error
    except (YAMLError, ValueError, RecursionError) as error:
        seen = "not YAML that can be read"
        raise SidecarError(seen, file=file, line=None, expected=_EXAMPLE) from error
    if document is None:
        return Description()
    if not isinstance(document, dict):
        raise SidecarError(f"a {_kind(document)} at the top", file=file, line=1, expected=_EXAMPLE)
    values: dict[str, Any] = {}
    for key, value in document.items():
        line = _line(document, key)
        if key not in _FIELDS:
            raise SidecarError(f"{key!r} is no field", file=file, line=line, expected=_nearest(key))
        if value is not None:
            values[key] = _value(key, value, file=file, line=line)
    return Description(**values)


def _value(field: str, value: object, *, file: str, line: int | None) -> object:
    if field in _LISTS:
        return _names(field, value, file=file, line=line)
    if field == "reference":
        return _reference(value, file=file, line=line)
    if field == "complete":
        if isinstance(value, bool):
            return value
        raise SidecarError(
            f"{field} is {_shown(value)}", file=file, line=line, expected="true or false"
        )
    return _words(field, value, file=file, line=line)


def _words(field: str, value: object, *, file: str, line: int | None) -> str:
    # YAML reads 1947-07-12 as a date and 1947 as a number; both were meant as written.
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise SidecarError(
        f"{field} is {_shown(value)}", file=file, line=line, expected="words on one line"
    )


def _names(field: str, value: object, *, file: str, line: int | None) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (_words(field, value, file=file, line=line),)
    return tuple(_words(field, one, file=file, line=line) for one in value)


def _reference(value: object, *, file: str, line: int | None) -> ArchiveReference:
    if isinstance(value, str):
        return read_reference(value)
    if not isinstance(value, dict) or "text" not in value:
        raise SidecarError(
            f"reference is {_shown(value)}",
            file=file,
            line=line,
            expected="the reference as printed, or `text:` with "
            + ", ".join(f"`{part}:`" for part in _REFERENCE_PARTS[1:]),
        )
    parts: dict[str, str] = {}
    for key, part in value.items():
        at = _line(value, key) or line
        if key not in _REFERENCE_PARTS:
            expected = f"one of {', '.join(_REFERENCE_PARTS)}"
            raise SidecarError(f"{key!r} is no part", file=file, line=at, expected=expected)
        parts[key] = _words(f"reference {key}", part, file=file, line=at)
    return ArchiveReference(**parts)


def _line(mapping: object, key: object) -> int | None:
    places = getattr(getattr(mapping, "lc", None), "data", None) or {}
    return places[key][0] + 1 if key in places else None


def _nearest(key: object) -> str:
    near = difflib.get_close_matches(str(key), _FIELDS, n=1)
    return f"`{near[0]}`" if near else f"one of {', '.join(_FIELDS)}"


def _kind(value: object) -> str:
    return {list: "list", str: "sentence"}.get(type(value).__mro__[-2], "value")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value)[:60]
