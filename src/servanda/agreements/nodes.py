"""A YAML text as a small tree that remembers its lines, read within bounds.

Every scalar stays the words that were typed: whether `1946-01-02`, `no` or `1` is a date, a name
or a number is for the field that holds it to say, not for YAML's guesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from servanda.errors import AgreementError

#: An agreement of 600 stipulations with all its wordings takes a tenth of these.
MAX_CHARACTERS = 2_000_000
MAX_NODES = 200_000
MAX_DEPTH = 64

NodeKind = Literal["text", "list", "map", "nothing"]


@dataclass(frozen=True, slots=True)
class Node:
    """One thing in the file and the line where it begins, counted from 1."""

    line: int
    kind: NodeKind
    text: str = ""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()

    def describe(self) -> str:
        """Say what was seen here, for a message."""
        if self.kind == "text":
            return repr(self.text if len(self.text) <= 60 else self.text[:57] + "...")
        return {"list": "a list", "map": "a mapping", "nothing": "nothing"}[self.kind]


@dataclass(frozen=True, slots=True)
class FileKind:
    """What sort of file is read, for messages: its name, its least form, where it is described."""

    name: str
    least: str
    reference: str


AGREEMENT_FILE = FileKind(
    "an agreement", "`agreement:` and `title:`", "docs/reference/agreement-file.md"
)


def read_text(path: Path, *, kind: FileKind = AGREEMENT_FILE) -> str:
    """Give the text of a file that somebody wrote, a byte-order mark not counted.

    Raises:
        AgreementError: It cannot be opened, or is no UTF-8 text.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(4 * MAX_CHARACTERS + 1)
    except OSError as error:
        raise AgreementError(
            f"it cannot be opened ({error.strerror or error})",
            file=str(path),
            line=None,
            expected=f"{kind.name} as a file (YAML)",
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        binary = b"\0" in data[:4096]
        raise AgreementError(
            "this is no text file" if binary else "the file is not UTF-8",
            file=str(path),
            line=None if binary else line,
            expected=f"{kind.name} as YAML text, saved as UTF-8",
        ) from error


def read_nodes(text: str, *, file: str, kind: FileKind = AGREEMENT_FILE) -> Node:
    """Give the tree of a YAML text.

    Raises:
        AgreementError: It is empty, no YAML, too large or too deep, holds several documents, or
            uses anchors, aliases or tags, which such a file has no use for.
    """
    if len(text) > MAX_CHARACTERS:
        raise AgreementError(
            f"the file has {len(text):,} characters",
            file=file,
            line=None,
            expected=f"{kind.name} of at most {MAX_CHARACTERS:,}",
        )
    if not text.strip():
        raise _empty(file, kind)
    if (bad := next((at for at, sign in enumerate(text) if sign in _NEVER), None)) is not None:
        raise AgreementError(
            f"the character {text[bad]!r}",
            file=file,
            line=text.count("\n", 0, bad) + 1,
            expected="plain UTF-8 text without control characters",
        )
    try:
        return _build(iter(YAML(typ="safe", pure=True).parse(text)), file, kind)
    except MarkedYAMLError as error:
        raise _explain(error, text, file) from error
    except YAMLError as error:
        raise AgreementError(
            f"this is not YAML ({str(error).splitlines()[0]})",
            file=file,
            line=None,
            expected=f"{kind.name}, as a file; see {kind.reference}",
        ) from error


#: What YAML cannot hold as it is: C0 controls save tab and line ends, DEL, surrogates.
_NEVER = frozenset(
    [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"]
    + ["\x7f"]
    + [chr(code) for code in range(0xD800, 0xE000)]
)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    kind: Literal["list", "map"]
    held: list[Node]


def _build(  # noqa: PLR0912 - one arm per event kind
    events: Iterator[Any], file: str, kind_of_file: FileKind
) -> Node:
    stack: list[_Open] = []
    root: Node | None = None
    documents = count = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise AgreementError(
                    "a second document begins ('---')",
                    file=file,
                    line=line,
                    expected=f"one {kind_of_file.name.split(maxsplit=1)[1]} in a file",
                )
            continue
        if isinstance(event, DocumentEndEvent):
            continue
        _refuse_cleverness(event, line, file)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            kind: Literal["list", "map"] = "map" if isinstance(event, MappingStartEvent) else "list"
            stack.append(_Open(line, kind, []))
            if len(stack) > MAX_DEPTH:
                raise AgreementError(
                    f"things lie more than {MAX_DEPTH} deep in one another",
                    file=file,
                    line=line,
                    expected="a shallower tree",
                )
            continue
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            node = _close(stack.pop())
        elif isinstance(event, ScalarEvent):
            node = _scalar(event, line)
        else:
            continue
        count += 1
        if count > MAX_NODES:
            raise AgreementError(
                f"the file holds more than {MAX_NODES:,} values",
                file=file,
                line=line,
                expected="a smaller file",
            )
        if stack:
            stack[-1].held.append(node)
        else:
            root = node
    if root is None or root.kind == "nothing":
        raise _empty(file, kind_of_file)
    return root


def _close(one: _Open) -> Node:
    if one.kind == "list":
        return Node(one.line, "list", items=tuple(one.held))
    pairs = zip(one.held[::2], one.held[1::2], strict=True)
    return Node(one.line, "map", pairs=tuple(pairs))


def _scalar(event: ScalarEvent, line: int) -> Node:
    text = str(event.value)
    plain = not event.style
    if plain and text in ("", "~", "null", "Null", "NULL"):
        return Node(line, "nothing")
    return Node(line, "text", text=text)


def _refuse_cleverness(event: Any, line: int, file: str) -> None:
    """Refuse anchors, aliases and tags: eight lines of them can unfold to gigabytes."""
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise AgreementError(
            f"an anchor or alias ({event.anchor!r})",
            file=file,
            line=line,
            expected="the words themselves, or quotation marks around text with * or &",
        )
    if getattr(event, "tag", None):
        raise AgreementError(
            f"a YAML tag ({str(event.tag)!r})",
            file=file,
            line=line,
            expected="plain values, or quotation marks around text that begins with !",
        )


def _empty(file: str, kind: FileKind) -> AgreementError:
    return AgreementError(
        "the file is empty",
        file=file,
        line=None,
        expected=f"at least {kind.least}; see {kind.reference}",
    )


def _explain(error: MarkedYAMLError, text: str, file: str) -> AgreementError:
    """Turn a parser's complaint into what a person can mend."""
    mark = error.problem_mark or error.context_mark
    line = None if mark is None else mark.line + 1
    lines = text.split("\n")
    shown = lines[line - 1] if line is not None and line <= len(lines) else ""
    problem = str(error.problem or "this is not YAML")
    if (
        "\t" in problem
        or "'\\t'" in problem
        or shown[: len(shown) - len(shown.lstrip())].count("\t")
    ):
        return AgreementError(
            "the line is indented with a tab", file=file, line=line, expected="spaces"
        )
    if "mapping values are not allowed" in problem:
        expected = f"quotation marks around text that holds a colon: {shown.strip()[:60]!r}"
    elif "cannot start any token" in problem:
        expected = "quotation marks around text that begins with such a sign"
    elif "unexpected end of stream" in problem:
        expected = "the closing quotation mark"
        line = None if error.context_mark is None else error.context_mark.line + 1
    elif "expected <block end>" in problem or "could not find expected ':'" in problem:
        expected = "the same indentation as the lines above, and `name: value`"
    else:
        expected = "YAML: `name: value`, lists with `- `, indentation by spaces"
    return AgreementError(f"this is not YAML ({problem})", file=file, line=line, expected=expected)
