"""A side-car: what somebody knows about a document, in a small YAML file beside it."""

from __future__ import annotations

import dataclasses
import difflib
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from servanda.domain.source import ArchiveReference, Description
from servanda.errors import SidecarError
from servanda.intake.archive_reference import read_reference
from servanda.intake.stated_date import date_of
from servanda.text.dates import bounds

#: A side-car is a page by hand; a larger file was put there by mistake.
LARGEST = 256 * 1024
_FIELDS = tuple(field.name for field in dataclasses.fields(Description))
_LISTS = ("creators", "recipients", "derives_from")
#: Fields of a description that hold a date.
DATES = ("written", "sent", "received", "published")
#: What is expected where one of them cannot be read.
A_DATE = "an EDTF date, such as `1947-07-12`, `1947-07`, `1947?`"
_EDTF = re.compile(r"[\[{]?-?[\dX]{4}[\dX?~%/.:,TYZ+\[\]{}-]*\Z|\.\./[\dX]{4}[\dX?~%-]*\Z")
_PARTS = tuple(field.name for field in dataclasses.fields(ArchiveReference))
_EXAMPLE = "a field and its value, such as `title: Letter from the delegates`"
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def load_sidecar(path: Path) -> Description:
    """Give the description that a side-car file states; fields it leaves out stay unknown.

    Every field of `Description` may stand in it, under its own name. `creators`, `recipients` and
    `derives_from` take one name or a list; `reference` takes the reference as printed, or its
    parts; dates are EDTF. Values are the words as typed: `0100` stays `0100`.

    Raises:
        SidecarError: It cannot be opened or understood; the message names file and line.
    """
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        seen = f"cannot be opened: {error.strerror or error}"
        raise SidecarError(seen, file=name, line=None, expected="a YAML file") from error
    if len(data) > LARGEST:
        seen = f"{len(data):,} bytes"
        expected = f"a side-car of at most {LARGEST:,} bytes"
        raise SidecarError(seen, file=name, line=None, expected=expected)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        seen = f"byte {data[error.start]:#04x} is not UTF-8"
        raise SidecarError(seen, file=name, line=line, expected="a file in UTF-8") from error
    return parse_sidecar(text, file=name)


def parse_sidecar(text: str, *, file: str) -> Description:
    """Give the description that this YAML states; `file` is its name in messages.

    Raises:
        SidecarError: It cannot be understood; the message names file and line.
    """
    root = _compose(text, file)
    if root is None:
        return Description()
    if not isinstance(root, MappingNode):
        seen = f"{_shown(root)} at the top"
        raise SidecarError(seen, file=file, line=_line(root), expected=_EXAMPLE)
    values: dict[str, Any] = {}
    for key, value in root.value:
        name, line = str(key.value), _line(key)
        if name not in _FIELDS:
            seen = f"{name!r} is no field"
            raise SidecarError(seen, file=file, line=line, expected=_nearest(name, _FIELDS))
        if name in values:
            seen = f"{name} stands here a second time"
            raise SidecarError(seen, file=file, line=line, expected="each field once")
        if not _is_nothing(value):
            values[name] = _value(name, value, file)
    return Description(**values)


def read_date(words: str) -> str | None:
    """Give the EDTF value of a date that somebody typed; None if it is no date with a year."""
    words = words.strip()
    if _EDTF.match(words):
        # A month or a day that no calendar has bounds no time.
        return words if any(bounds(words)) else None
    return date_of(words)


def _compose(text: str, file: str) -> Node | None:
    try:
        # Nodes keep the words as typed and the lines they stand on; nothing is built from them.
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        seen = " ".join(str(error.problem or "not YAML").split())
        # What was opened and never closed is found at the end; the last words are the trouble.
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else None
        raise SidecarError(seen, file=file, line=line, expected=_EXAMPLE) from error
    except (YAMLError, ValueError, RecursionError) as error:
        seen = "not YAML that can be read"
        raise SidecarError(seen, file=file, line=None, expected=_EXAMPLE) from error
    return root if isinstance(root, Node) and not _is_nothing(root) else None


def _value(field: str, node: Node, file: str) -> object:
    if field in _LISTS:
        items = node.value if isinstance(node, SequenceNode) else [node]
        return tuple(_words(field, one, file) for one in items)
    if field == "reference":
        return _reference(node, file)
    words = _words(field, node, file)
    if field == "complete":
        if words.lower() not in _TRUTHS:
            seen = f"{field} is {_shown(node)}"
            raise SidecarError(seen, file=file, line=_line(node), expected="true or false")
        return _TRUTHS[words.lower()]
    return _date(field, words, node, file) if field in DATES else words


def _date(field: str, words: str, node: Node, file: str) -> str:
    value = read_date(words)
    if value is None:
        seen = f"{field} is {_shown(node)}"
        raise SidecarError(seen, file=file, line=_line(node), expected=A_DATE)
    return value


def _words(field: str, node: Node, file: str) -> str:
    if isinstance(node, ScalarNode) and str(node.value).strip():
        return str(node.value).strip()
    seen = f"{field} is {_shown(node)}"
    raise SidecarError(seen, file=file, line=_line(node), expected="words")


def _reference(node: Node, file: str) -> ArchiveReference:
    if isinstance(node, ScalarNode):
        return read_reference(_words("reference", node, file))
    parts: dict[str, str] = {}
    for key, value in node.value if isinstance(node, MappingNode) else ():
        name = str(key.value)
        if name not in _PARTS:
            seen = f"{name!r} is no part of a reference"
            raise SidecarError(seen, file=file, line=_line(key), expected=_nearest(name, _PARTS))
        parts[name] = _words(name, value, file)
    if "text" not in parts:
        seen = f"reference is {_shown(node)} without `text:`"
        listed = ", ".join(f"`{part}:`" for part in _PARTS[1:])
        expected = f"the reference as printed, alone or as `text:` beside {listed}"
        raise SidecarError(seen, file=file, line=_line(node), expected=expected)
    return ArchiveReference(**parts)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and str(node.tag) == "tag:yaml.org,2002:null"


def _line(node: Node) -> int | None:
    return node.start_mark.line + 1 if node.start_mark else None


def _nearest(name: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"`{near[0]}:`" if near else f"one of {', '.join(names)}"


def _shown(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    return repr(str(node.value)[:60]) if str(node.value) else "empty"
